import { h } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

/** @typedef {import('../../../person-api.ts').ReplyButtonView} ReplyButtonView */

/**
 * The keyboard in place of the letters.
 * @param {import('../../../person-api.ts').ReplyKeyboardView} keyboard
 * @param {(button: ReplyButtonView) => Promise<unknown>} onPress
 */
export function replyKeyboard(keyboard, onPress) {
  return h(
    'div',
    {
      class: `reply-keyboard ${keyboard.resize ? 'resized' : 'tall'}`,
      role: 'group',
      'aria-label': t('composer.keyboard'),
    },
    ...keyboard.rows.map((row) =>
      h(
        'div',
        { class: 'reply-row', style: { '--count': String(row.length) } },
        ...row.map((button) => keyElement(button, onPress)),
      ),
    ),
  );
}

/**
 * @param {ReplyButtonView} button
 * @param {(button: ReplyButtonView) => Promise<unknown>} onPress
 */
function keyElement(button, onPress) {
  const mark =
    button.kind === 'request_contact' ? 'phone' : button.kind === 'request_location' ? 'location' : null;
  const element = /** @type {HTMLButtonElement} */ (
    h(
      'button',
      {
        type: 'button',
        class: 'reply-button',
        data: { style: button.style, kind: button.kind },
        title: button.text,
      },
      h('span', {}, button.text),
      mark === null ? null : icon(mark, 16),
    )
  );
  element.addEventListener('click', async () => {
    element.disabled = true;
    await onPress(button);
    element.disabled = false;
  });
  return element;
}
