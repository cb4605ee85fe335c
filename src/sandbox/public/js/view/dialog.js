import { h } from '../dom.js';
import { t } from '../i18n.js';

/**
 * @typedef {object} DialogButton
 * @property {string} text
 * @property {'main' | 'danger' | 'plain'} [kind]
 * @property {() => boolean | undefined | Promise<boolean | undefined>} [act] false keeps the dialog open.
 */

let count = 0;

/**
 * A modal box. Esc and a click beside it close it like its last plain button.
 * @param {{ title: string, body?: (Node | string)[], buttons?: DialogButton[], class?: string, onClose?: () => void, alert?: boolean }} options
 * @returns {{ element: HTMLDialogElement, close: () => void }}
 */
export function openDialog({
  title,
  body = [],
  buttons = [],
  class: extra = '',
  onClose = () => {},
  alert = false,
}) {
  count += 1;
  const titleId = `dialog-${count}`;
  const form = h('form', { class: 'dialog-form', method: 'dialog', novalidate: true });
  const element = /** @type {HTMLDialogElement} */ (
    h(
      'dialog',
      { class: `dialog ${extra}`, 'aria-labelledby': titleId, role: alert ? 'alertdialog' : null },
      form,
    )
  );
  form.append(
    h('h2', { class: 'dialog-title', id: titleId }, title),
    h('div', { class: 'dialog-body' }, ...body),
    h(
      'div',
      { class: 'dialog-buttons' },
      ...buttons.map((button, index) => dialogButton(button, index === 0, close)),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const main = /** @type {HTMLButtonElement | null} */ (form.querySelector('.dialog-buttons button.main'));
    main?.click();
  });
  element.addEventListener('click', (event) => {
    if (event.target === element) close();
  });
  element.addEventListener('close', () => {
    element.remove();
    onClose();
  });
  document.body.appendChild(element);
  element.showModal();

  function close() {
    element.close();
  }
  return { element, close };
}

/**
 * @param {DialogButton} button
 * @param {boolean} isFirst
 * @param {() => void} close
 */
function dialogButton({ text, kind = 'plain', act }, isFirst, close) {
  const element = /** @type {HTMLButtonElement} */ (
    h(
      'button',
      { type: 'button', class: `text-button ${kind}`, autofocus: isFirst && kind !== 'danger' },
      text,
    )
  );
  element.addEventListener('click', async () => {
    element.disabled = true;
    const stays = (await act?.()) === false;
    element.disabled = false;
    if (!stays) close();
  });
  return element;
}

/**
 * @param {{ title: string, text: string, yes: string, danger?: boolean }} question
 * @returns {Promise<boolean>}
 */
export function confirmDialog({ title, text, yes, danger = false }) {
  return new Promise((resolve) => {
    let isYes = false;
    openDialog({
      title,
      body: [h('p', {}, text)],
      buttons: [
        {
          text: yes,
          kind: danger ? 'danger' : 'main',
          act: () => {
            isYes = true;
            return true;
          },
        },
        { text: t('cancel') },
      ],
      onClose: () => resolve(isYes),
    });
  });
}

/**
 * A labelled field of a form.
 * @param {string} label
 * @param {HTMLElement} input
 * @param {string} [hint]
 */
export function field(label, input, hint = '') {
  return h(
    'label',
    { class: 'field' },
    h('span', { class: 'field-label' }, label),
    input,
    hint === '' ? null : h('span', { class: 'field-hint' }, hint),
  );
}

/**
 * @param {Record<string, unknown>} props
 * @returns {HTMLInputElement}
 */
export function input(props) {
  return /** @type {HTMLInputElement} */ (h('input', { class: 'input', autocomplete: 'off', ...props }));
}

/**
 * @param {[value: string, text: string][]} options
 * @param {string} chosen
 * @param {Record<string, unknown>} [props]
 * @returns {HTMLSelectElement}
 */
export function select(options, chosen, props = {}) {
  const element = /** @type {HTMLSelectElement} */ (
    h('select', { class: 'input', ...props }, ...options.map(([value, text]) => h('option', { value }, text)))
  );
  element.value = chosen;
  return element;
}
