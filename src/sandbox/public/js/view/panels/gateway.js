import { actAtGateway, actOnNotification, changeGateway, readGateway } from '../../api.js';
import { fill, h, oncePerFrame } from '../../dom.js';
import { clockTime, dayTitle } from '../../format.js';
import { t } from '../../i18n.js';
import { openMenu } from '../menu.js';
import { showError } from '../toast.js';
import { emptyPanel } from './empty.js';

/**
 * @typedef {import('../../../../gateway-api.ts').GatewayView} GatewayView
 * @typedef {import('../../../../gateway-api.ts').GatewayPaymentView} GatewayPaymentView
 * @typedef {import('../../../../gateway-api.ts').GatewayNotificationView} GatewayNotificationView
 */

/** What banks say no with most often. */
const REASONS = /** @type {const} */ ([
  'insufficient_funds',
  'card_expired',
  '3d_secure_failed',
  'general_decline',
  'fraud_suspected',
]);

/** Payments at the stand-in of the gateway, and its messages to the shop. */
export class GatewayPanel {
  #list;
  #hold;
  #twice;
  #refuse;
  #held;
  #stop;

  /** @param {import('../../app.js').App} app */
  constructor(app) {
    this.#list = h('div', { class: 'gateway' });
    this.#hold = box(t('gateway.hold'), (isOn) => this.#do(() => changeGateway({ hold: isOn })));
    this.#twice = box(t('gateway.twice'), (isOn) =>
      this.#do(() => changeGateway({ duplicates: isOn ? 1 : 0 })),
    );
    this.#refuse = box(t('gateway.refuse-receipts'), (isOn) =>
      this.#do(() => changeGateway({ receipts: isOn ? 'refuse' : 'register' })),
    );
    const release = h('button', { type: 'button', class: 'text-button small' }, t('gateway.release'));
    release.addEventListener('click', () => this.#do(() => actOnNotification({ type: 'release' })));
    const backward = h(
      'button',
      { type: 'button', class: 'text-button small' },
      t('gateway.release-backward'),
    );
    backward.addEventListener('click', () =>
      this.#do(() => actOnNotification({ type: 'release', order: 'backward' })),
    );
    this.#held = h('div', { class: 'gateway-links', hidden: true }, release, backward);
    this.element = h(
      'div',
      { class: 'panel-scroll' },
      h('div', { class: 'panel-tools' }, this.#hold.element, this.#twice.element, this.#refuse.element),
      this.#held,
      this.#list,
    );
    const reload = oncePerFrame(() => this.#load());
    const stop = app.store.on('gateway', reload);
    this.#stop = () => {
      stop();
      reload.cancel();
    };
    this.#load();
  }

  destroy() {
    this.#stop();
  }

  async #load() {
    try {
      this.#show(await readGateway());
    } catch (error) {
      showError(error);
    }
  }

  /** @param {() => Promise<void>} work */
  async #do(work) {
    try {
      await work();
    } catch (error) {
      showError(error);
    }
    await this.#load();
  }

  /** @param {GatewayView} view */
  #show({ settings, payments, refunds, savedMethods, notifications }) {
    this.#held.hidden = !notifications.some(({ status }) => status === 'held');
    this.#hold.input.checked = settings.hold;
    this.#twice.input.checked = settings.duplicates > 0;
    this.#refuse.input.checked = settings.receipts === 'refuse';
    if (payments.length + savedMethods.length + notifications.length === 0) {
      fill(this.#list, emptyPanel('card', t('gateway.none')));
      return;
    }
    fill(
      this.#list,
      ...payments.map((payment) => this.#payment(payment)),
      refunds.length === 0 ? null : h('h3', {}, t('gateway.refunds')),
      ...refunds.map(({ amountText, status, reason, createdAt }) =>
        line(amountText, status, [reason ?? '', when(createdAt)]),
      ),
      savedMethods.length === 0 ? null : h('h3', {}, t('gateway.methods')),
      ...savedMethods.map(({ title, status, nextReason, payPath }) =>
        line(title, status, [nextReason ?? ''], payPath),
      ),
      notifications.length === 0 ? null : h('h3', {}, t('gateway.notifications')),
      ...notifications.map((notification) => this.#notification(notification)),
    );
  }

  /** @param {GatewayPaymentView} payment */
  #payment(payment) {
    const { id, status, amountText, description, method, cancellation, refunded, payPath, createdAt } =
      payment;
    const details = [
      method?.title ?? '',
      cancellation?.reason ?? '',
      refunded > 0 ? t('gateway.refunded') : '',
      payment.receiptRefused ? t('gateway.receipt-refused') : '',
      when(createdAt),
    ];
    const element = line(amountText, status, [description, ...details], payPath);
    if (status !== 'pending') return element;
    const more = h(
      'button',
      { type: 'button', class: 'text-button small', 'aria-haspopup': 'menu' },
      t('gateway.end'),
    );
    more.addEventListener('click', () =>
      openMenu(
        [
          {
            text: t('gateway.pay'),
            icon: 'check',
            act: () => this.#do(() => actAtGateway('payments', id, { type: 'pay' })),
          },
          ...REASONS.map((reason) => ({
            text: reason,
            icon: /** @type {const} */ ('close'),
            act: () => this.#do(() => actAtGateway('payments', id, { type: 'decline', reason })),
          })),
          {
            text: t('gateway.expire'),
            icon: 'clock',
            act: () => this.#do(() => actAtGateway('payments', id, { type: 'expire' })),
          },
        ],
        { anchor: more, label: t('gateway.end') },
      ),
    );
    element.querySelector('.gateway-links')?.appendChild(more);
    return element;
  }

  /** @param {GatewayNotificationView} notification */
  #notification({ id, event, status, attempts, lastAnswer, createdAt }) {
    const element = line(event, status, [
      t('gateway.attempts', { n: attempts }),
      lastAnswer ?? '',
      when(createdAt),
    ]);
    const again = h('button', { type: 'button', class: 'text-button small' }, t('gateway.resend'));
    again.addEventListener('click', () => this.#do(() => actOnNotification({ type: 'resend', id })));
    element.querySelector('.gateway-links')?.appendChild(again);
    return element;
  }
}

/** @param {string} instant */
function when(instant) {
  return `${dayTitle(instant)}, ${clockTime(instant)}`;
}

/** Colours of the gateway's own words for a state. */
const GOOD = new Set(['succeeded', 'active', 'delivered']);
const BAD = new Set(['canceled', 'revoked', 'given-up']);

/**
 * @param {string} title
 * @param {string} status
 * @param {string[]} details
 * @param {string | null} [payPath] Where the person pays.
 */
function line(title, status, details, payPath = null) {
  const mood = GOOD.has(status) ? 'good' : BAD.has(status) ? 'bad' : 'open';
  return h(
    'article',
    { class: 'gateway-line' },
    h('header', {}, h('b', {}, title), h('span', { class: `gateway-state ${mood}` }, status)),
    h('p', {}, details.filter((text) => text !== '').join(' · ')),
    h(
      'div',
      { class: 'gateway-links' },
      payPath === null
        ? null
        : h(
            'a',
            { class: 'text-button small', href: payPath, target: '_blank', rel: 'noopener' },
            t('gateway.open'),
          ),
    ),
  );
}

/**
 * @param {string} text
 * @param {(isOn: boolean) => void} onChange
 */
function box(text, onChange) {
  const element = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
  element.addEventListener('change', () => onChange(element.checked));
  return { input: element, element: h('label', { class: 'check' }, element, h('span', {}, text)) };
}
