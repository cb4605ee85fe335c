import { ApiError } from '../api.js';
import { fill, h } from '../dom.js';
import { fullName } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { field, input, openDialog } from './dialog.js';
import { plainWords } from './toast.js';

/**
 * @typedef {import('../../../person-api.ts').InvoiceSheet} InvoiceSheet
 * @typedef {import('../../../person-api.ts').PayResult} PayResult
 * @typedef {'succeeds' | 'bank-declines' | 'abandoned'} Outcome
 */

/**
 * The sheet that slides up when Pay is pressed. Nothing here is real: the test card is drawn, and the
 * person says how the bank shall answer.
 * @param {InvoiceSheet} invoice
 * @param {object} options
 * @param {boolean} options.isPaid
 * @param {import('../../../person-api.ts').PersonView | undefined} options.person
 * @param {string} options.botName
 * @param {(outcome: Outcome, order: Record<string, string>) => Promise<import('../api.js').ActionResult>} options.pay
 * @param {() => void} options.onClose
 */
export function openPaymentSheet(invoice, { isPaid, person, botName, pay, onClose }) {
  const body = h('div', { class: 'sheet' });
  const dialog = openDialog({
    title: t(isPaid ? 'pay.receipt' : 'pay.title'),
    body: [body],
    class: 'sheet-dialog',
    onClose,
  });
  dialog.element.querySelector('.dialog-buttons')?.remove();
  const closer = h(
    'button',
    { type: 'button', class: 'icon-button sheet-close', 'aria-label': t('close') },
    icon('close'),
  );
  closer.addEventListener('click', dialog.close);
  dialog.element.querySelector('.dialog-title')?.after(closer);
  const fields = orderFields(invoice, person);
  const buttons = h('div', { class: 'sheet-buttons' });
  const state = h('div', { class: 'sheet-state', role: 'status', 'aria-live': 'polite' });
  fill(
    body,
    h(
      'div',
      { class: 'sheet-head' },
      h('span', { class: 'sheet-mark' }, icon('house', 28)),
      h('div', {}, h('b', {}, invoice.title), h('p', {}, invoice.description), h('small', {}, botName)),
    ),
    priceList(invoice),
    isPaid ? null : fields.element,
    isPaid ? null : testCard(),
    state,
    buttons,
  );
  if (isPaid) {
    fill(state, resultLine('good', t('pay.paid', { sum: invoice.totalText })));
    fill(buttons, button(t('close'), 'main', dialog.close));
    return;
  }
  showChoices();

  function showChoices() {
    fill(
      buttons,
      button(t('pay.pay', { sum: invoice.totalText }), 'main', () => start('succeeds')),
      button(t('pay.decline'), 'danger', () => start('bank-declines')),
      button(t('pay.abandon'), 'plain', () => start('abandoned')),
    );
    /** @type {HTMLElement | null} */ (buttons.querySelector('button'))?.focus();
  }

  /** @param {Outcome} outcome */
  async function start(outcome) {
    if (outcome !== 'abandoned' && !fields.check()) return;
    fill(state, h('div', { class: 'sheet-wait' }, h('span', { class: 'spinner' }), t('pay.waiting')));
    for (const element of buttons.querySelectorAll('button')) element.disabled = true;
    try {
      const { payment } = await pay(outcome, fields.values());
      if (payment !== undefined) show(payment);
    } catch (error) {
      // Paid meanwhile in another window: there is nothing left to pay.
      if (error instanceof ApiError && error.code === 'already-paid') showPaid();
      else {
        fill(state, resultLine('bad', plainWords(error)));
        showChoices();
      }
    }
  }

  function showPaid() {
    fields.element.remove();
    body.querySelector('.test-card')?.remove();
    fill(state, resultLine('good', t('pay.paid', { sum: invoice.totalText })));
    fill(buttons, button(t('pay.done'), 'main', dialog.close));
    /** @type {HTMLElement | null} */ (buttons.querySelector('button'))?.focus();
  }

  /** @param {PayResult} result */
  function show(result) {
    if (result.status === 'paid') {
      showPaid();
    } else if (result.status === 'abandoned') {
      dialog.close();
    } else {
      const words = {
        refused: t('pay.refused', { bot: botName, text: result.text }),
        timeout: t('pay.timeout', { bot: botName }),
        declined: t('pay.declined'),
      };
      fill(state, resultLine('bad', words[result.status]));
      showChoices();
    }
  }
}

/** @param {InvoiceSheet} invoice */
function priceList({ prices, totalText }) {
  return h(
    'dl',
    { class: 'sheet-prices' },
    ...(prices.length > 1 ? prices : []).flatMap(({ label, amountText }) => [
      h('dt', {}, label),
      h('dd', {}, amountText),
    ]),
    h('dt', { class: 'total' }, t('pay.total')),
    h('dd', { class: 'total' }, totalText),
  );
}

function testCard() {
  return h(
    'div',
    { class: 'test-card' },
    icon('card'),
    h('span', {}, t('pay.card'), h('b', { class: 'mono' }, ' •••• 4242')),
    h('small', {}, t('pay.card-note')),
  );
}

/**
 * Name, phone and e-mail where the bot asks for them.
 * @param {InvoiceSheet} invoice
 * @param {import('../../../person-api.ts').PersonView | undefined} person
 */
function orderFields({ needs }, person) {
  /** @type {[string, HTMLInputElement][]} */
  const inputs = [];
  const element = h('div', { class: 'sheet-fields' });
  /**
   * @param {string} name
   * @param {string} label
   * @param {Record<string, unknown>} props
   */
  const add = (name, label, props) => {
    const box = input({ name, required: true, ...props });
    inputs.push([name, box]);
    element.appendChild(field(label, box));
  };
  if (needs.name) add('name', t('pay.name'), { value: person === undefined ? '' : fullName(person) });
  if (needs.phone) add('phone', t('pay.phone'), { type: 'tel', value: person?.phone ?? '' });
  if (needs.email)
    add('email', t('pay.email'), { type: 'email', value: `person${person?.id ?? ''}@example.org` });
  return {
    element,
    check: () => inputs.every(([, box]) => box.reportValidity()),
    values: () => Object.fromEntries(inputs.map(([name, box]) => [name, box.value.trim()])),
  };
}

/**
 * @param {string} text
 * @param {'main' | 'danger' | 'plain'} kind
 * @param {() => void} act
 */
function button(text, kind, act) {
  return h('button', { type: 'button', class: `text-button wide ${kind}`, on: { click: act } }, text);
}

/**
 * @param {'good' | 'bad'} kind
 * @param {string} text
 */
function resultLine(kind, text) {
  return h(
    'div',
    { class: `sheet-result ${kind}` },
    icon(kind === 'good' ? 'check' : 'close', 20),
    h('span', {}, text),
  );
}
