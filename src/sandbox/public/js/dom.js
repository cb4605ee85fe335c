/**
 * Elements without a framework and without innerHTML: whatever comes from outside becomes a text node.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Makes an element.
 * @param {string} tag
 * @param {Record<string, unknown>} [props] `class`, `on` (listeners), `data` (data-*), `style` (custom
 *   properties and plain ones), attributes by name; `true` sets an empty attribute, null/false leave it out.
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  applyProps(element, props);
  append(element, children);
  return element;
}

/**
 * @param {Element & ElementCSSInlineStyle} element
 * @param {Record<string, unknown>} props
 */
function applyProps(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') {
      for (const [type, listener] of Object.entries(/** @type {Record<string, EventListener>} */ (value))) {
        element.addEventListener(type, listener);
      }
    } else if (name === 'data') {
      for (const [key, item] of Object.entries(/** @type {Record<string, unknown>} */ (value))) {
        if (item !== null && item !== undefined) element.setAttribute(`data-${key}`, String(item));
      }
    } else if (name === 'style') {
      for (const [key, item] of Object.entries(/** @type {Record<string, string>} */ (value))) {
        element.style.setProperty(key, String(item));
      }
    } else if (name === 'value' && 'value' in element) {
      element.value = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/**
 * @param {Node} parent
 * @param {(Child | Child[])[]} children
 */
export function append(parent, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false || child === '') continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * Replaces all children.
 * @param {Element} parent
 * @param {...(Child | Child[])} children
 */
export function fill(parent, ...children) {
  const fragment = document.createDocumentFragment();
  append(fragment, children);
  parent.replaceChildren(fragment);
}

/**
 * A round or square button with an icon and a name for screen readers.
 * @param {Node} picture
 * @param {string} label
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, unknown>} [props]
 * @returns {HTMLButtonElement}
 */
export function iconButton(picture, label, onClick, props = {}) {
  const { class: extra = '', ...rest } = props;
  return /** @type {HTMLButtonElement} */ (
    h(
      'button',
      {
        type: 'button',
        class: `icon-button ${extra}`,
        'aria-label': label,
        title: label,
        on: { click: onClick },
        ...rest,
      },
      picture,
    )
  );
}

/**
 * Collects calls of one animation frame into one.
 * @param {() => void} work
 * @returns {(() => void) & { cancel: () => void }}
 */
export function oncePerFrame(work) {
  let handle = 0;
  let timer = 0;
  const run = () => {
    cancelAnimationFrame(handle);
    clearTimeout(timer);
    handle = 0;
    work();
  };
  const ask = () => {
    if (handle !== 0) return;
    handle = requestAnimationFrame(run);
    // A tab in the background has no frames; its marks must still change.
    timer = window.setTimeout(run, 250);
  };
  ask.cancel = () => {
    cancelAnimationFrame(handle);
    clearTimeout(timer);
    handle = 0;
  };
  return ask;
}

/** Movement is welcome. */
export function mayMove() {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** One column at a time: the layout of a phone. Keep the width in step with desk.css. */
export function isPhone() {
  return matchMedia('(max-width: 700px)').matches;
}
