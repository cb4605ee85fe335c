/** The keyboard's focus among messages that are drawn anew under it. */

/** @param {Element} list */
function rowsOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.querySelectorAll('li.row')]);
}

/**
 * Arrows go from message to message.
 * @param {Element} list
 * @param {KeyboardEvent} event
 */
export function moveFocus(list, event) {
  const rows = rowsOf(list);
  const at = rows.indexOf(/** @type {HTMLElement} */ (event.target));
  if (at < 0) return;
  /** @type {Record<string, number>} */
  const moves = { ArrowUp: at - 1, ArrowDown: at + 1, End: rows.length - 1, Home: 0 };
  const to = rows[moves[event.key] ?? -1];
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}

/** @param {Element} list */
export function focusLast(list) {
  rowsOf(list).at(-1)?.focus();
}

/**
 * @param {Element} list
 * @returns {string | null} What has the focus, as a selector that finds it in a node drawn anew.
 */
export function focusedPlace(list) {
  const focused = document.activeElement;
  if (focused === null || !list.contains(focused)) return null;
  const button = focused.getAttribute('data-focus');
  if (button !== null) return `[data-focus="${button}"]`;
  const row = focused.closest('li.row');
  return row === null ? null : `li[data-id="${row.getAttribute('data-id')}"]`;
}

/**
 * @param {Element} list
 * @param {string} selector Of `focusedPlace`.
 * @param {HTMLElement} otherwise
 */
export function giveFocusBack(list, selector, otherwise) {
  if (list.contains(document.activeElement)) return;
  const found = /** @type {HTMLElement | null} */ (list.querySelector(selector));
  (found ?? otherwise).focus({ preventScroll: true });
}
