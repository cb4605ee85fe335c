import { readChat } from './api.js';
import { Emitter } from './emitter.js';

/**
 * @typedef {import('../../person-api.ts').MessageView} MessageView
 * @typedef {import('../../person-api.ts').ChatView} ChatView
 * @typedef {import('../../person-api.ts').SandboxEvent} SandboxEvent
 */

const PAGE = 60;
/** What a chat that nobody looks at keeps in memory. */
const KEEP_CLOSED = 100;
/** A chat action lasts five seconds at Telegram, whatever the bot's clock says. */
const ACTION_MS = 5_500;

/**
 * One chat as one person sees it: the messages read so far, in order of their ids, and all that
 * stands around them.
 * @extends {Emitter<{ messages: { added: MessageView[] }, head: null, keyboard: null, action: null, answer: Extract<SandboxEvent, { type: 'callback-answer' }>, error: unknown }>}
 */
export class Session extends Emitter {
  /** @type {MessageView[]} */
  messages = [];
  hasMore = false;
  /** @type {ChatView | null} Everything of the last answer but its messages. */
  head = null;
  /** @type {import('../../person-api.ts').ReplyKeyboardView | null} */
  keyboard = null;
  /** @type {string | null} */
  action = null;
  /** Unread messages when the chat was opened; the line «unread» stands before them. */
  unreadFrom = 0;
  /** @type {number | null} Topic shown; null = all. */
  topicId = null;
  draft = '';
  /** @type {MessageView | null} */
  replyTo = null;
  /** @type {MessageView | null} */
  editing = null;
  isLoaded = false;
  /** Columns that show this chat. */
  viewers = 0;

  #actionTimer = 0;
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {Promise<boolean> | null} */
  #loadingOlder = null;
  /** @type {SandboxEvent[]} Events that came while the chat was being read. */
  #held = [];
  /** @type {MessageView[] | null} */
  #shown = null;

  /**
   * @param {number} personId
   * @param {number} chatId
   */
  constructor(personId, chatId) {
    super();
    this.personId = personId;
    this.chatId = chatId;
  }

  get isPrivate() {
    return this.chatId === this.personId;
  }

  /** Messages of the chosen topic that are not deleted. */
  get shown() {
    if (this.#shown === null) {
      this.#shown = this.messages.filter(
        (message) => !message.deleted && (this.topicId === null || message.topicId === this.topicId),
      );
    }
    return this.#shown;
  }

  /**
   * The topic's name, for messages of several topics that stand together; '' elsewhere.
   * @param {MessageView} message
   */
  topicNameOf({ topicId }) {
    if (this.topicId !== null || topicId === null) return '';
    return this.head?.topics.find(({ id }) => id === topicId)?.name ?? '';
  }

  /** @param {number | null} topicId */
  chooseTopic(topicId) {
    this.topicId = topicId;
    this.#shown = null;
    this.emit('head', null);
    this.emit('messages', { added: [] });
  }

  /** Reads the newest messages and the head. What came meanwhile by events is applied after. */
  load() {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #load() {
    const limit = Math.min(Math.max(this.messages.length, PAGE), 500);
    const view = await readChat(this.chatId, { person: this.personId, limit });
    if (!this.isLoaded) this.unreadFrom = firstUnread(view);
    this.isLoaded = true;
    this.messages = view.messages;
    this.hasMore = view.hasMore;
    this.#takeHead(view);
    this.keyboard = view.replyKeyboard;
    this.#shown = null;
    const held = this.#held.splice(0);
    this.#loading = null;
    for (const event of held) this.apply(event);
    this.emit('messages', { added: [] });
    this.emit('keyboard', null);
  }

  /** @param {ChatView} view */
  #takeHead(view) {
    this.head = { ...view, messages: [] };
    // The topic that was looked at is gone: back to all.
    if (this.topicId !== null && !view.topics.some(({ id }) => id === this.topicId)) this.chooseTopic(null);
    else this.emit('head', null);
  }

  /** Commands, members, topics, pins: without the messages. */
  async loadHead() {
    const view = await readChat(this.chatId, { person: this.personId, limit: 1 });
    this.#takeHead(view);
  }

  /** @returns {Promise<boolean>} Older messages were added. */
  loadOlder() {
    if (!this.hasMore) return Promise.resolve(false);
    this.#loadingOlder ??= this.#loadOlder().finally(() => {
      this.#loadingOlder = null;
    });
    return this.#loadingOlder;
  }

  async #loadOlder() {
    const first = this.messages[0];
    if (first === undefined) return false;
    const view = await readChat(this.chatId, { person: this.personId, limit: 200, before: first.id });
    if (this.messages[0] !== first) return false;
    this.messages = [...view.messages, ...this.messages];
    this.hasMore = view.hasMore;
    this.#shown = null;
    this.emit('messages', { added: [] });
    return view.messages.length > 0;
  }

  /** A chat nobody looks at gives its old messages back. */
  trim() {
    if (this.messages.length <= KEEP_CLOSED) return;
    this.messages = this.messages.slice(-KEEP_CLOSED);
    this.hasMore = true;
    this.#shown = null;
  }

  /** Everything was put back to the beginning. */
  forget() {
    this.messages = [];
    this.hasMore = false;
    this.isLoaded = false;
    this.replyTo = null;
    this.editing = null;
    this.topicId = null;
    this.draft = '';
    this.#shown = null;
  }

  /** @param {SandboxEvent} event */
  apply(event) {
    if (this.#loading !== null) {
      this.#held.push(event);
      return;
    }
    if (!this.isLoaded) return;
    if (event.type === 'message') this.#put(event.message, true);
    else if (event.type === 'message-changed') this.#put(event.message, false);
    else if (event.type === 'messages-deleted') this.#delete(event.messageIds);
    else if (event.type === 'reply-keyboard') {
      this.keyboard = event.keyboard;
      this.emit('keyboard', null);
    } else if (event.type === 'callback-answer') this.emit('answer', event);
    else if (event.type === 'chat-action') this.#setAction(event.name);
    else if (event.type === 'chat-head') this.loadHead().catch(() => {});
  }

  /**
   * @param {MessageView} message
   * @param {boolean} isNew
   */
  #put(message, isNew) {
    const { messages } = this;
    const last = messages.at(-1);
    if (last === undefined || message.id > last.id) {
      // A change of a message older than what was read comes here only when nothing was read.
      if (!isNew && last !== undefined) return;
      messages.push(message);
      if (this.#shown !== null && (this.topicId === null || message.topicId === this.topicId))
        this.#shown.push(message);
    } else {
      const index = indexOfId(messages, message.id);
      if (messages[index]?.id !== message.id) return;
      messages[index] = message;
      this.#shown = null;
    }
    if (isNew && message.side !== 'me') this.#setAction(null);
    if (this.head !== null && this.head.pinned.includes(message.id) !== message.pinned)
      this.#setPinned(message);
    this.emit('messages', { added: isNew ? [message] : [] });
  }

  /** @param {MessageView} message */
  #setPinned(message) {
    if (this.head === null) return;
    const others = this.head.pinned.filter((id) => id !== message.id);
    this.head.pinned = message.pinned ? [...others, message.id].sort((a, b) => b - a) : others;
    this.emit('head', null);
  }

  /** @param {number[]} ids */
  #delete(ids) {
    const gone = new Set(ids);
    this.messages = this.messages.filter(({ id }) => !gone.has(id));
    this.#shown = null;
    if (this.head?.pinned.some((id) => gone.has(id))) {
      this.head.pinned = this.head.pinned.filter((id) => !gone.has(id));
      this.emit('head', null);
    }
    this.emit('messages', { added: [] });
  }

  /** @param {string | null} name */
  #setAction(name) {
    clearTimeout(this.#actionTimer);
    if (name !== null) this.#actionTimer = window.setTimeout(() => this.#setAction(null), ACTION_MS);
    if (this.action === name) return;
    this.action = name;
    this.emit('action', null);
  }

  /** @param {number} id */
  find(id) {
    const message = this.messages[indexOfId(this.messages, id)];
    return message?.id === id ? message : undefined;
  }
}

/**
 * Index of the first message whose id is not below `id`.
 * @param {MessageView[]} messages Ascending by id.
 * @param {number} id
 */
export function indexOfId(messages, id) {
  let from = 0;
  let to = messages.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((messages[middle]?.id ?? 0) < id) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Id of the first message that has not been read; 0 when there is none.
 * @param {ChatView} view
 */
function firstUnread(view) {
  const incoming = view.messages.filter(
    ({ side, deleted }) => side !== 'me' && side !== 'service' && !deleted,
  );
  const { unread } = view.chat;
  return unread === 0 ? 0 : (incoming.at(-Math.min(unread, incoming.length))?.id ?? 0);
}
