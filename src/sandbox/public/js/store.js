import { act, chooseBot, chosenBot, readChats, readState } from './api.js';
import { Emitter } from './emitter.js';
import { setClockOffset } from './format.js';
import { Session } from './session.js';
import { openStream } from './stream.js';

/**
 * @typedef {import('../../person-api.ts').PersonView} PersonView
 * @typedef {import('../../person-api.ts').BotView} BotView
 * @typedef {import('../../person-api.ts').ChatSummary} ChatSummary
 * @typedef {import('../../person-api.ts').SandboxEvent} SandboxEvent
 */

/** Chats of so many people are asked for at once. */
const AT_ONCE = 4;

/**
 * All that the page knows of the sandbox.
 * @extends {Emitter<{ people: null, chats: number, bot: null, connection: null, sms: import('../../person-api.ts').SmsView, mail: import('../../person-api.ts').MailView, call: import('../../person-api.ts').ApiCallView, gateway: null, settings: null }>}
 */
export class Store extends Emitter {
  /** @type {BotView[]} */
  bots = [];
  defaultBotId = 0;
  /** @type {Map<number, PersonView>} */
  people = new Map();
  /** @type {Map<number, Map<number, ChatSummary>>} By person, then by chat. */
  chats = new Map();
  /** @type {Record<string, string>} */
  environment = {};
  /** @type {import('../../person-api.ts').SettingsView | null} */
  settings = null;
  /** @type {'connecting' | 'online' | 'away'} */
  connection = 'connecting';

  /** @type {Map<string, Session>} */
  #sessions = new Map();
  /** @type {ReturnType<typeof openStream> | null} */
  #stream = null;
  #refreshNumber = 0;

  /** The bot that all chats of this page are with. */
  get bot() {
    return this.bots.find(({ id }) => id === this.defaultBotId);
  }

  start() {
    this.#stream = openStream({
      onEvent: (event) => this.#apply(event),
      onOpen: () => this.refresh(),
      onLost: () => this.#setConnection('away'),
    });
  }

  /**
   * Another bot of this sandbox.
   * @param {number} id
   */
  switchBot(id) {
    chooseBot(id);
    this.#sessions.clear();
    this.chats.clear();
    this.#stream?.reopen();
  }

  /** Reads everything again: at the start and whenever events may have been missed. */
  async refresh() {
    this.#refreshNumber += 1;
    const number = this.#refreshNumber;
    try {
      const state = await readState();
      if (number !== this.#refreshNumber) return;
      this.bots = state.bots;
      this.environment = state.environment;
      this.#putSettings(state.settings);
      this.people = new Map(state.people.map((person) => [person.id, person]));
      this.defaultBotId = chosenBot() ?? state.defaultBotId;
      this.#setConnection('online');
      this.emit('bot', null);
      this.emit('people', null);
      await Promise.all([
        this.#readAllChats(),
        ...[...this.#sessions.values()].filter(({ viewers }) => viewers > 0).map((session) => session.load()),
      ]);
    } catch {
      // The stream says when the server is there again.
    }
  }

  async #readAllChats() {
    const ids = [...this.people.keys()];
    const next = async () => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) await this.readChatsOf(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  /** @param {number} personId */
  async readChatsOf(personId) {
    const chats = await readChats(personId);
    this.chats.set(personId, new Map(chats.map((chat) => [chat.id, chat])));
    this.emit('chats', personId);
  }

  /**
   * @param {number} personId
   * @param {number} chatId
   */
  session(personId, chatId) {
    const key = `${personId}@${chatId}`;
    const known = this.#sessions.get(key);
    if (known !== undefined) return known;
    const session = new Session(personId, chatId);
    this.#sessions.set(key, session);
    return session;
  }

  /**
   * @param {number} personId
   * @param {number} chatId
   * @returns {ChatSummary | undefined}
   */
  summary(personId, chatId) {
    return this.chats.get(personId)?.get(chatId);
  }

  /**
   * What a person does. The result is told by events too.
   * @param {number} personId
   * @param {import('./api.js').PersonAction} action
   */
  act(personId, action) {
    return act(personId, action);
  }

  /** @param {PersonView} person */
  addPerson(person) {
    this.people.set(person.id, person);
    this.emit('people', null);
  }

  /** @param {'online' | 'away'} connection */
  #setConnection(connection) {
    if (this.connection === connection) return;
    this.connection = connection;
    this.emit('connection', null);
  }

  /** @param {SandboxEvent} event */
  #apply(event) {
    if (event.type === 'chat') this.#putChat(event.personId, event.chat);
    else if (event.type === 'person') this.addPerson(event.person);
    else if (event.type === 'bot') this.#putBot(event.bot);
    else if (event.type === 'sms') this.emit('sms', event.sms);
    else if (event.type === 'mail') this.emit('mail', event.mail);
    else if (event.type === 'api-call') this.emit('call', event.call);
    else if (event.type === 'menu-changed') this.#menuChanged();
    else if (event.type === 'settings') this.#putSettings(event.settings);
    else if (event.type === 'reset') this.#startAnew();
    else if (event.type.startsWith('gateway-')) this.emit('gateway', null);
    else if ('chatId' in event && event.personId !== null) {
      this.#sessions.get(`${event.personId}@${event.chatId}`)?.apply(event);
    }
  }

  /**
   * @param {number | null} personId
   * @param {ChatSummary} chat
   */
  #putChat(personId, chat) {
    if (personId === null) return;
    const chats = this.chats.get(personId) ?? new Map();
    const isNew = !chats.has(chat.id);
    chats.set(chat.id, chat);
    this.chats.set(personId, chats);
    const session = this.#sessions.get(`${personId}@${chat.id}`);
    if (session?.head) {
      const before = session.head.chat;
      session.head.chat = chat;
      if (
        isNew ||
        before.blocked !== chat.blocked ||
        before.isOver !== chat.isOver ||
        before.forum !== chat.forum ||
        before.started !== chat.started ||
        before.title !== chat.title
      ) {
        session.emit('head', null);
      }
    }
    this.emit('chats', personId);
  }

  /** @param {BotView} bot */
  #putBot(bot) {
    const index = this.bots.findIndex(({ id }) => id === bot.id);
    if (index < 0) this.bots.push(bot);
    else this.bots[index] = bot;
    this.emit('bot', null);
  }

  /** @param {import('../../person-api.ts').SettingsView | undefined} settings */
  #putSettings(settings) {
    if (settings === undefined) return;
    this.settings = settings;
    setClockOffset(settings.clock.offset);
    this.emit('settings', null);
  }

  /** The sandbox was put back to its beginning: nothing that was read holds. */
  #startAnew() {
    for (const session of this.#sessions.values()) session.forget();
    this.chats.clear();
    this.refresh();
  }

  #menuChanged() {
    for (const session of this.#sessions.values()) {
      if (session.viewers > 0) session.loadHead().catch(() => {});
    }
  }
}
