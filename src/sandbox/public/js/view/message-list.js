import { fill, h, mayMove, oncePerFrame } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { indexOfId } from '../session.js';
import { markFound } from './found-marks.js';
import { inlineKeyboard } from './inline-keyboard.js';
import { itemElement } from './message.js';
import { focusedPlace, focusLast, giveFocusBack, moveFocus } from './message-focus.js';
import { albumStart, buildItems } from './message-items.js';

/**
 * @typedef {import('../session.js').Session} Session
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 * @typedef {import('./message-items.js').Item} Item
 * @typedef {{ item: Item, node: HTMLElement }} Shown
 */

/** So many messages are in the document at most; the rest are only in memory. */
const WINDOW = 120;
const STEP = 40;
/** Nearer to a border than this, more is put there. CSS pixels. */
const REACH = 700;
const AT_BOTTOM = 60;

/**
 * The messages of a chat. Only a window of them is in the document, so that ten thousand cost as
 * much as a hundred.
 */
export class MessageList {
  #session;
  #actions;
  /** @type {Map<string, Shown>} */
  #shown = new Map();
  #start = 0;
  #end = 0;
  /** The newest message is in the window. */
  #hasEnd = true;
  /** The view stays at the newest message. */
  #isStuck = true;
  #isPlaced = false;
  #fresh = 0;
  /** @type {(() => void)[]} */
  #listeners = [];
  #resize;
  /** @type {HTMLElement} */
  #list;
  #onBottom;
  #down;
  #downCount;
  #found = '';
  #look;

  /**
   * @param {Session} session
   * @param {import('./message.js').MessageActions} actions
   * @param {{ onBottom: () => void }} handlers `onBottom`: the newest message is in sight.
   */
  constructor(session, actions, { onBottom }) {
    this.#session = session;
    this.#actions = actions;
    this.#onBottom = onBottom;
    this.#list = h('ol', { class: 'messages', role: 'list' });
    this.scroller = h(
      'div',
      { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': t('message.list') },
      this.#list,
    );
    this.#downCount = h('span', { class: 'badge', hidden: true });
    this.#down = h(
      'button',
      { type: 'button', class: 'go-down', 'aria-label': t('message.go-down'), hidden: true },
      icon('down'),
      this.#downCount,
    );
    this.#down.addEventListener('click', () => this.goToEnd());
    this.element = h('div', { class: 'message-area' }, this.scroller, this.#down);
    this.#resize = new ResizeObserver(() => {
      if (this.#isStuck) this.#toBottom();
    });
    this.#resize.observe(this.#list);
    this.#resize.observe(this.scroller);
    this.#look = oncePerFrame(() => this.#scrolled());
    this.scroller.addEventListener('scroll', this.#look, { passive: true });
    this.scroller.addEventListener('keydown', (event) => moveFocus(this.#list, event));
    this.scroller.addEventListener('focus', () => {
      if (this.scroller.matches(':focus-visible')) focusLast(this.#list);
    });
    const update = oncePerFrame(() => this.update());
    this.#listeners.push(
      session.on('messages', ({ added }) => {
        if (added.some(({ side }) => side === 'me')) this.#jumpToEnd();
        else if (!this.#isStuck) this.#fresh += added.length;
        update();
      }),
      () => update.cancel(),
      () => this.#look.cancel(),
    );
  }

  destroy() {
    for (const stop of this.#listeners) stop();
    this.#resize.disconnect();
  }

  /** Draws what changed; for the first time when the list is in the document. */
  update() {
    const list = this.#session.shown;
    const isFirst = !this.#isPlaced && list.length > 0;
    if (isFirst) this.#placeFirst(list);
    else this.#moveWindow(list);
    this.#render(list);
    this.#showDown();
    if (isFirst && this.#isStuck) this.#onBottom();
    // At the very border no scroll event comes that would ask for what has just been read.
    if (!this.#isStuck) this.#look();
  }

  /**
   * The first look: at the unread line, else at the end.
   * @param {MessageView[]} list
   */
  #placeFirst(list) {
    this.#isPlaced = true;
    const { unreadFrom } = this.#session;
    this.#end = list.length;
    const unread = unreadFrom === 0 ? -1 : indexOfId(list, unreadFrom);
    const firstWanted = unread < 0 ? list.length - WINDOW / 2 : unread - 20;
    this.#start = albumStart(list, Math.max(0, Math.min(list.length - WINDOW / 2, firstWanted)));
    if (unread < 0) return;
    this.#isStuck = false;
    this.#render(list);
    const line = this.#list.querySelector('.unread-line');
    line?.scrollIntoView({ block: 'start' });
    if (this.#distanceToBottom() <= AT_BOTTOM) this.#isStuck = true;
  }

  /**
   * Indexes move when messages come, go or are read from before.
   * @param {MessageView[]} list
   */
  #moveWindow(list) {
    const size = Math.max(WINDOW / 2, this.#end - this.#start);
    if (this.#isStuck || list.length <= WINDOW) {
      this.#end = list.length;
      this.#start = albumStart(
        list,
        Math.max(0, this.#end - (list.length <= WINDOW ? WINDOW : Math.min(size, WINDOW))),
      );
      this.#hasEnd = true;
      return;
    }
    const firstId = this.#firstId();
    this.#start = albumStart(list, Math.min(indexOfId(list, firstId), Math.max(0, list.length - 1)));
    const wanted = this.#hasEnd ? list.length : Math.min(list.length, this.#start + size);
    this.#end = Math.min(wanted, this.#start + WINDOW);
    this.#hasEnd = this.#end >= list.length;
  }

  #firstId() {
    for (const { item } of this.#shown.values())
      if (item.kind === 'message') return item.messages[0]?.id ?? 0;
    return 0;
  }

  /** @param {MessageView[]} list */
  #render(list) {
    const items = buildItems(list, this.#start, this.#end, this.#session.unreadFrom, (message) =>
      this.#session.topicNameOf(message),
    );
    const anchor = this.#isStuck ? null : this.#anchor();
    const focus = focusedPlace(this.#list);
    /** @type {Map<string, Shown>} */
    const next = new Map();
    for (const item of items) next.set(item.key, this.#draw(item));
    for (const [key, { node }] of this.#shown) if (next.get(key)?.node !== node) node.remove();
    let at = this.#list.firstElementChild;
    for (const { node } of next.values()) {
      if (node === at) at = at.nextElementSibling;
      else this.#list.insertBefore(node, at);
    }
    this.#shown = next;
    if (anchor !== null) this.#keepAnchor(anchor);
    else this.#toBottom();
    if (focus !== null) giveFocusBack(this.#list, focus, this.scroller);
    this.#markFound();
  }

  /**
   * The node of an item: the same as before when nothing changed.
   * @param {Item} item
   * @returns {Shown}
   */
  #draw(item) {
    const before = this.#shown.get(item.key);
    if (before !== undefined && isSameItem(before.item, item)) return before;
    if (before !== undefined && this.#changeKeyboard(before, item)) return { item, node: before.node };
    const node = itemElement(item, this.#actions);
    if (before === undefined && this.#isPlaced && this.#isStuck && item.kind === 'message')
      node.classList.add('new');
    return { item, node };
  }

  /**
   * A change of buttons only leaves pictures and sounds alone.
   * @param {Shown} before
   * @param {Item} item
   */
  #changeKeyboard({ item: old, node }, item) {
    if (old.kind !== 'message' || item.kind !== 'message' || item.messages.length !== 1) return false;
    if (old.first !== item.first || old.last !== item.last || old.topic !== item.topic) return false;
    const [a, b] = [old.messages[0], item.messages[0]];
    if (a === undefined || b === undefined || bareText(a) !== bareText(b)) return false;
    const box = node.querySelector('.bubble-box');
    box?.querySelector('.inline-keyboard')?.remove();
    const keyboard = inlineKeyboard(b, this.#actions.press);
    if (keyboard !== null) box?.appendChild(keyboard);
    return true;
  }

  /** @returns {{ key: string, top: number } | null} The first message in sight. */
  #anchor() {
    const edge = this.scroller.getBoundingClientRect().top;
    for (const [key, { node, item }] of this.#shown) {
      if (item.kind !== 'message') continue;
      const box = node.getBoundingClientRect();
      if (box.bottom > edge) return { key, top: box.top };
    }
    return null;
  }

  /** @param {{ key: string, top: number }} anchor */
  #keepAnchor({ key, top }) {
    const node = this.#shown.get(key)?.node;
    if (node !== undefined) this.scroller.scrollTop += node.getBoundingClientRect().top - top;
  }

  #toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #distanceToBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  #scrolled() {
    const list = this.#session.shown;
    const { scrollTop } = this.scroller;
    const below = this.#distanceToBottom();
    this.#isStuck = this.#hasEnd && below <= AT_BOTTOM;
    if (this.#isStuck) {
      this.#fresh = 0;
      this.#onBottom();
    }
    if (scrollTop < REACH) this.#extendUp(list);
    else if (below < REACH && !this.#hasEnd) this.#extendDown(list);
    this.#showDown();
  }

  /** @param {MessageView[]} list */
  #extendUp(list) {
    if (this.#start > 0) {
      this.#isStuck = false;
      this.#start = albumStart(list, Math.max(0, this.#start - STEP));
      this.#end = Math.min(this.#end, this.#start + WINDOW);
      this.#hasEnd = this.#end >= list.length;
      this.#render(list);
    } else if (this.#session.hasMore) {
      this.#session.loadOlder().catch((error) => this.#session.emit('error', error));
    }
  }

  /** @param {MessageView[]} list */
  #extendDown(list) {
    this.#end = Math.min(list.length, this.#end + STEP);
    this.#start = albumStart(list, Math.max(this.#start, this.#end - WINDOW));
    this.#hasEnd = this.#end >= list.length;
    this.#render(list);
  }

  #jumpToEnd() {
    this.#isStuck = true;
    this.#hasEnd = true;
    this.#fresh = 0;
  }

  goToEnd() {
    const isNear = this.#hasEnd && this.#distanceToBottom() < 3_000 && mayMove();
    if (isNear) {
      this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: 'smooth' });
      return;
    }
    this.#jumpToEnd();
    this.#end = this.#session.shown.length;
    this.#start = Math.max(0, this.#end - WINDOW / 2);
    this.update();
    this.#onBottom();
  }

  /** Another topic: its newest message. */
  reset() {
    this.#jumpToEnd();
    this.update();
  }

  get isAtEnd() {
    return this.#isStuck;
  }

  #showDown() {
    this.#down.hidden = this.#isStuck || (this.#hasEnd && this.#distanceToBottom() < 300);
    this.#downCount.hidden = this.#fresh === 0;
    fill(this.#downCount, this.#fresh);
  }

  /**
   * Shows a message, reading older ones until it is there.
   * @param {number} id
   * @returns {Promise<boolean>} false: there is no such message any more.
   */
  async goTo(id) {
    while (this.#session.hasMore && (this.#session.messages[0]?.id ?? 0) > id) {
      if (!(await this.#session.loadOlder())) break;
    }
    const list = this.#session.shown;
    const index = indexOfId(list, id);
    if (list[index]?.id !== id) return false;
    this.#isStuck = false;
    this.#isPlaced = true;
    if (index < this.#start || index >= this.#end) {
      this.#start = albumStart(list, Math.max(0, index - WINDOW / 2));
      this.#end = Math.min(list.length, this.#start + WINDOW);
    }
    this.#hasEnd = this.#end >= list.length;
    this.#render(list);
    const node = this.#list.querySelector(`[data-id="${id}"]`);
    const row = node?.closest('li');
    row?.scrollIntoView({ block: 'center' });
    row?.classList.remove('flash');
    requestAnimationFrame(() => row?.classList.add('flash'));
    this.#showDown();
    return true;
  }

  /** @param {string} query Marked in every text that is shown; '' = nothing. */
  highlight(query) {
    this.#found = query.toLowerCase();
    this.#markFound();
  }

  #markFound() {
    markFound(this.#list, this.#found);
  }
}

/**
 * @param {Item} a
 * @param {Item} b
 */
function isSameItem(a, b) {
  if (a.kind !== b.kind) return false;
  if (a.kind !== 'message' || b.kind !== 'message') return true;
  return (
    a.first === b.first &&
    a.last === b.last &&
    a.topic === b.topic &&
    a.messages.length === b.messages.length &&
    a.messages.every((message, index) => message === b.messages[index])
  );
}

/**
 * A message without its buttons, to compare.
 * @param {MessageView} message
 */
function bareText(message) {
  return JSON.stringify({ ...message, inlineKeyboard: [] });
}
