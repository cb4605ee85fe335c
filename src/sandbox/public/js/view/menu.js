import { h } from '../dom.js';
import { icon } from '../icons.js';

/**
 * @typedef {object} MenuItem
 * @property {string} text
 * @property {import('../icons.js').IconName} [icon]
 * @property {string} [note] In small letters at the end.
 * @property {boolean} [danger]
 * @property {boolean} [checked] A choice among others.
 * @property {() => void} act
 */

/** @type {(() => void) | null} */
let closeOpen = null;

/**
 * A list of actions at a button or at the pointer. Arrows move, Enter chooses, Esc closes; the focus
 * goes back where it was.
 * @param {(MenuItem | null | false | undefined)[]} items null = a line.
 * @param {{ anchor?: Element, x?: number, y?: number, label: string }} at
 */
export function openMenu(items, { anchor, x, y, label }) {
  closeOpen?.();
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const list = h('div', { class: 'menu', role: 'menu', 'aria-label': label, popover: 'manual' });
  for (const item of items) {
    if (item === null) list.appendChild(h('div', { class: 'menu-line', role: 'separator' }));
    else if (item) list.appendChild(menuItem(item, close));
  }
  document.body.appendChild(list);
  list.showPopover();
  place(list, anchor, x, y);
  const buttons = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll('button')]);
  buttons()[0]?.focus();

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const all = buttons();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const last = all.length - 1;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }
  /** @param {Event} event */
  function onPress(event) {
    if (!list.contains(/** @type {Node} */ (event.target))) close(false);
  }
  function close(isFocusGivenBack = true) {
    if (closeOpen !== close) return;
    closeOpen = null;
    document.removeEventListener('pointerdown', onPress, true);
    removeEventListener('resize', closeQuietly);
    list.remove();
    if (isFocusGivenBack) before?.focus();
  }
  function closeQuietly() {
    close(false);
  }
  list.addEventListener('keydown', onKey);
  list.addEventListener('contextmenu', (event) => event.preventDefault());
  document.addEventListener('pointerdown', onPress, true);
  addEventListener('resize', closeQuietly);
  closeOpen = close;
}

/**
 * @param {MenuItem} item
 * @param {() => void} close
 */
function menuItem(item, close) {
  const isChoice = item.checked !== undefined;
  const button = h(
    'button',
    {
      type: 'button',
      class: `menu-item ${item.danger ? 'danger' : ''}`,
      role: isChoice ? 'menuitemradio' : 'menuitem',
      'aria-checked': isChoice ? String(item.checked) : null,
      tabindex: '-1',
    },
    h(
      'span',
      { class: 'menu-icon' },
      item.icon ? icon(item.icon, 20) : item.checked ? icon('check', 20) : null,
    ),
    h('span', { class: 'menu-text' }, item.text),
    item.note ? h('span', { class: 'menu-note' }, item.note) : null,
  );
  button.addEventListener('click', () => {
    close();
    item.act();
  });
  return button;
}

/**
 * Inside the window, near its reason.
 * @param {HTMLElement} list
 * @param {Element | undefined} anchor
 * @param {number | undefined} x
 * @param {number | undefined} y
 */
function place(list, anchor, x, y) {
  const box = list.getBoundingClientRect();
  const rect = anchor?.getBoundingClientRect();
  let left = x ?? rect?.left ?? 0;
  let top = y ?? (rect?.bottom ?? 0) + 4;
  if (rect && left + box.width > innerWidth - 8) left = rect.right - box.width;
  if (top + box.height > innerHeight - 8)
    top = rect ? rect.top - box.height - 4 : innerHeight - box.height - 8;
  list.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`);
  list.style.setProperty('top', `${Math.max(8, top)}px`);
}
