import { h } from './dom.js';

/**
 * Formatted text of a message as nodes. The server sends HTML made of a few tags; it is parsed into a
 * document that runs nothing, and what is shown is built anew from an allow-list, so that a mistake
 * on the server's side cannot become markup on this page.
 */

/** Tag → element shown. */
const PLAIN_TAGS = new Set(['B', 'I', 'U', 'S', 'CODE', 'PRE', 'STRONG', 'EM', 'INS', 'DEL']);

const TABLE_TAGS = new Set(['TABLE', 'TBODY', 'TR', 'TD', 'TH']);
const ALIGNMENTS = ['left', 'center', 'right'];

const SAFE_LINK = /^(?:https?:|tg:|mailto:|tel:)/i;

/**
 * @typedef {object} TextActions
 * @property {(url: string, event: MouseEvent) => void} openLink
 * @property {(command: string) => void} sendCommand
 * @property {(text: string) => void} copy
 */

/**
 * @param {string} html
 * @param {TextActions} actions
 * @returns {DocumentFragment}
 */
export function richText(html, actions) {
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html');
  const target = document.createDocumentFragment();
  copyNodes(parsed.body, target, actions);
  // The line break beside a block is the block's own border.
  for (const block of target.querySelectorAll('blockquote, pre')) {
    for (const beside of [block.previousSibling, block.nextSibling])
      if (beside?.nodeName === 'BR') beside.remove();
  }
  return target;
}

/**
 * @param {Node} source
 * @param {Node} target
 * @param {TextActions} actions
 */
function copyNodes(source, target, actions) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      target.appendChild(document.createTextNode(node.textContent ?? ''));
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      copyElement(/** @type {Element} */ (node), target, actions);
    }
  }
}

/**
 * @param {Element} node
 * @param {Node} target
 * @param {TextActions} actions
 */
function copyElement(node, target, actions) {
  const { tagName } = node;
  if (tagName === 'BR') {
    target.appendChild(document.createElement('br'));
    return;
  }
  const element = shownElement(node, actions);
  copyNodes(node, element ?? target, actions);
  if (element !== null) target.appendChild(element);
}

/**
 * @param {Element} node
 * @param {TextActions} actions
 * @returns {HTMLElement | null} null: its content is shown without a mark.
 */
function shownElement(node, actions) {
  const { tagName } = node;
  if (tagName === 'A') return link(node, actions);
  if (TABLE_TAGS.has(tagName)) return tablePart(node);
  if (tagName === 'BLOCKQUOTE') return quote(node);
  if (tagName === 'SPAN' || tagName === 'TG-SPOILER') {
    return tagName === 'TG-SPOILER' || node.classList.contains('spoiler') ? spoiler() : null;
  }
  if (!PLAIN_TAGS.has(tagName)) return null;
  if (tagName === 'CODE' && node.parentElement?.tagName !== 'PRE') return code(node, actions);
  return document.createElement(tagName.toLowerCase());
}

/**
 * @param {Element} node
 * @param {TextActions} actions
 */
function link(node, actions) {
  const href = node.getAttribute('href') ?? '';
  const text = node.textContent ?? '';
  const command = node.getAttribute('data-command');
  if (command !== null) return commandLink(command, actions);
  if (!SAFE_LINK.test(href)) return null;
  return h('a', {
    href,
    target: '_blank',
    rel: 'noopener noreferrer',
    title: href === text ? null : href,
    on: { click: (/** @type {MouseEvent} */ event) => actions.openLink(href, event) },
  });
}

/**
 * A table of a rich message; a wide one scrolls by itself.
 * @param {Element} node
 */
function tablePart(node) {
  const { tagName } = node;
  const alignment = ALIGNMENTS.find((name) => node.classList.contains(name)) ?? null;
  if (tagName === 'TABLE') return h('table', { tabindex: '0' });
  return h(/** @type {'td'} */ (tagName.toLowerCase()), { class: alignment });
}

/** @param {Element} node */
function quote(node) {
  const isLong = node.hasAttribute('expandable') || node.classList.contains('expandable');
  if (!isLong) return h('blockquote');
  const element = h('blockquote', {
    class: 'folded',
    tabindex: '0',
    role: 'button',
    'aria-expanded': 'false',
  });
  const turn = () => {
    const isFolded = element.classList.toggle('folded');
    element.setAttribute('aria-expanded', String(!isFolded));
  };
  element.addEventListener('click', turn);
  element.addEventListener('keydown', (event) => {
    if (!isPress(event) || event.target !== element) return;
    event.preventDefault();
    turn();
  });
  return element;
}

/**
 * The keys that press a button.
 * @param {KeyboardEvent} event
 */
function isPress({ key }) {
  return key === 'Enter' || key === ' ';
}

function spoiler() {
  const element = h('span', { class: 'spoiler', tabindex: '0', role: 'button' });
  const reveal = (/** @type {Event} */ event) => {
    if (element.classList.contains('open')) return;
    event.stopPropagation();
    element.classList.add('open');
    element.removeAttribute('role');
    element.removeAttribute('tabindex');
  };
  element.addEventListener('click', reveal);
  element.addEventListener('keydown', (event) => {
    if (!isPress(event)) return;
    event.preventDefault();
    reveal(event);
  });
  return element;
}

/**
 * @param {Element} node
 * @param {TextActions} actions
 */
function code(node, actions) {
  const text = node.textContent ?? '';
  const element = h('code', { class: 'copyable', tabindex: '0', role: 'button' });
  element.addEventListener('click', () => actions.copy(text));
  element.addEventListener('keydown', (event) => {
    if (!isPress(event)) return;
    event.preventDefault();
    actions.copy(text);
  });
  return element;
}

/**
 * @param {string} command
 * @param {TextActions} actions
 */
function commandLink(command, actions) {
  const element = h('button', { type: 'button', class: 'command' });
  element.addEventListener('click', () => actions.sendCommand(command));
  return element;
}

const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\u{FE0F}|\u{200D}\p{Extended_Pictographic}|\p{Emoji_Modifier})*|\p{Regional_Indicator}{2}){1,3}$/u;

/**
 * One to three emoji and nothing else: shown large, without a bubble.
 * @param {string} text
 */
export function isBigEmoji(text) {
  return text.length <= 40 && ONLY_EMOJI.test(text.trim());
}
