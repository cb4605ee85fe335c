import { h } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

/**
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 * @typedef {import('../../../person-api.ts').InlineButtonView} InlineButtonView
 */

/** @type {Partial<Record<InlineButtonView['kind'], import('../icons.js').IconName>>} */
const MARKS = {
  url: 'external',
  login: 'external',
  web_app: 'panel',
  copy: 'copyMark',
  pay: 'card',
  switch_inline: 'forward',
};

/**
 * The buttons under a message, rows as the bot sent them.
 * @param {MessageView} message
 * @param {(message: MessageView, button: InlineButtonView, element: HTMLButtonElement) => void} onPress
 */
export function inlineKeyboard(message, onPress) {
  const rows =
    message.inlineKeyboard.length === 0 && message.invoice !== null
      ? [[payButton(message)]]
      : message.inlineKeyboard;
  if (rows.length === 0) return null;
  return h(
    'div',
    { class: 'inline-keyboard', role: 'group', 'aria-label': t('message.buttons') },
    ...rows.map((row) =>
      h(
        'div',
        { class: 'inline-row', style: { '--count': String(row.length) } },
        ...row.map((button) => buttonElement(message, button, onPress)),
      ),
    ),
  );
}

/**
 * Telegram puts the button there itself when the bot sends an invoice without a keyboard.
 * @param {MessageView} message
 * @returns {InlineButtonView}
 */
function payButton(message) {
  return {
    row: 0,
    column: 0,
    text: t('invoice.pay', { sum: message.invoice?.totalText ?? '' }),
    kind: 'pay',
    style: null,
    url: null,
    copyText: null,
    data: null,
    waiting: false,
  };
}

/**
 * @param {MessageView} message
 * @param {InlineButtonView} button
 * @param {(message: MessageView, button: InlineButtonView, element: HTMLButtonElement) => void} onPress
 */
function buttonElement(message, button, onPress) {
  const isPaid = button.kind === 'pay' && message.invoice?.paid === true;
  const text = isPaid ? t('invoice.receipt') : button.text;
  const mark = isPaid ? 'check' : MARKS[button.kind];
  const element = /** @type {HTMLButtonElement} */ (
    h(
      'button',
      {
        type: 'button',
        class: `inline-button ${button.waiting ? 'waiting' : ''}`,
        title: button.kind === 'url' || button.kind === 'login' ? button.url : text,
        'aria-disabled': button.kind === 'disabled' ? 'true' : null,
        'aria-busy': button.waiting ? 'true' : null,
        data: {
          style: button.style,
          kind: button.kind,
          focus: `b:${message.id}:${button.row}:${button.column}`,
        },
      },
      h('span', { class: 'inline-text' }, text),
      mark === undefined ? null : h('span', { class: 'inline-mark' }, icon(mark, 14)),
      h('span', { class: 'spinner', 'aria-hidden': 'true' }),
    )
  );
  element.addEventListener('click', () => {
    if (button.kind !== 'disabled') onPress(message, button, element);
  });
  return element;
}
