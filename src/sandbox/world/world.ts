import type { PersonDraft } from '../person-api.ts';
import { UpdateTroubles } from '../updates/troubles.ts';
import { Bot } from './bot.ts';
import { Chat } from './chat.ts';
import { WorldEvents } from './events.ts';
import type { FileStore } from './files.ts';
import type { Journal } from './journal.ts';
import type { ApiCall, BotRecord, ChatHead, MailRecord, Person, SmsRecord } from './model.ts';
import { createRandom } from './random.ts';
import { type BotNames, groupApi, newBotRecord, privateApi, privateHead } from './records.ts';

export interface Clock {
  now(): Date;
}

/** Rules that differ between a run for people and a run for tests. */
export interface WorldRules {
  /** A press can be answered for so long, seconds (about 15 at Telegram, not documented). */
  callbackAnswerSeconds: number;
  /** The bot must answer a pre-checkout query in so long, real milliseconds (10 000 at Telegram). */
  checkoutAnswerMs: number;
  /** Delays between webhook attempts are multiplied by it. */
  retryScale: number;
  /** What a Telegram invoice may cost, minor units, by currency. */
  invoiceLimits: Record<string, { min: number; max: number }>;
  /** Messages kept per chat at most. */
  keepMessages: number;
  /** Messages kept in all chats together, about: with many chats each keeps fewer, but never under 50. */
  keepInAll: number;
  /** Sending rates are enforced. */
  rates: boolean;
}

/** A conversation is never shorter than what a screen shows. */
const KEEP_AT_LEAST = 50;
/** SMS and mails kept. */
const KEEP_LETTERS = 5_000;

/** The state of everything: who exists, what was said, what waits. */
export class World {
  readonly clock: Clock;
  readonly rules: WorldRules;
  readonly journal: Journal;
  readonly files: FileStore;
  readonly events = new WorldEvents();
  /** Real milliseconds that never go back: for rates and pauses, which programs measure by their own time. */
  readonly ticks: () => number;
  readonly random: () => number;
  readonly troubles: UpdateTroubles;
  readonly people = new Map<number, Person>();
  readonly bots = new Map<string, Bot>();
  readonly sms: SmsRecord[] = [];
  readonly mails: MailRecord[] = [];
  readonly #names: BotNames;
  readonly #defaultToken: string;
  #nextPersonId = 710_000_001;
  #nextGroupId = 1;
  #nextSmsId = 1;
  #nextMailId = 1;
  #standInsBusy = 0;
  #activeToken: string | null = null;

  constructor(options: {
    clock: Clock;
    ticks: () => number;
    rules: WorldRules;
    journal: Journal;
    files: FileStore;
    seed: number;
    names: BotNames;
    defaultToken: string;
  }) {
    this.clock = options.clock;
    this.ticks = options.ticks;
    this.rules = options.rules;
    this.journal = options.journal;
    this.files = options.files;
    this.random = createRandom(options.seed);
    this.troubles = new UpdateTroubles(createRandom(options.seed + 3), () =>
      this.events.emit({ type: 'settings' }),
    );
    this.#names = options.names;
    this.#defaultToken = options.defaultToken;
  }

  /** Stand-ins (the payment gateway) that are telling the program something right now. */
  get standInsBusy(): number {
    return this.#standInsBusy;
  }

  standInBegins(): void {
    this.#standInsBusy += 1;
  }

  standInEnds(): void {
    this.#standInsBusy -= 1;
    this.events.emit({ type: 'progress', bot: null });
  }

  /** Clock, ms. */
  now(): number {
    return this.clock.now().getTime();
  }

  /** Clock, whole seconds: what the Bot API uses. */
  unixTime(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A known bot's number with another secret. */
  isWrongSecret(token: string): boolean {
    if (this.bots.has(token)) return false;
    const id = Number(token.split(':', 1)[0]);
    return [...this.bots.values()].some((bot) => bot.id === id);
  }

  /** The bot behind a well-formed token; made at its first call. */
  botByToken(token: string): Bot {
    const known = this.bots.get(token);
    if (known !== undefined) return known;
    const firstUpdateId = 100_000_000 + Math.floor(this.random() * 800_000_000);
    const bot = this.makeBot(newBotRecord(token, this.#names, firstUpdateId));
    bot.save();
    return bot;
  }

  /** Opens an account for a record, new or kept. */
  makeBot(record: BotRecord): Bot {
    const listener = {
      progress: (which: Bot) => this.events.emit({ type: 'progress', bot: which }),
      called: (which: Bot, call: ApiCall) => this.events.emit({ type: 'api-call', bot: which, call }),
    };
    const bot = new Bot(record, this.journal, listener, this.troubles);
    this.bots.set(record.token, bot);
    return bot;
  }

  /** Remembers which program is connected, so that the page shows its bot. */
  markActive(bot: Bot): void {
    if (this.#activeToken !== this.#defaultToken) this.#activeToken = bot.record.token;
  }

  /** The bot meant where none is named: the one whose program is connected. */
  get defaultBot(): Bot {
    return this.botByToken(this.#activeToken ?? this.#defaultToken);
  }

  botById(id: number): Bot | undefined {
    for (const bot of this.bots.values()) if (bot.id === id) return bot;
    return undefined;
  }

  /** Makes a person; what the draft leaves out is made up. An existing id is changed instead. */
  addPerson(draft: PersonDraft): Person {
    const id = draft.id ?? this.#freePersonId();
    const number = String(id % 10_000_000).padStart(7, '0');
    const person: Person = {
      id,
      firstName: draft.firstName,
      lastName: draft.lastName ?? null,
      username: draft.username ?? null,
      phone: draft.phone ?? `+7900${number}`,
      languageCode: draft.languageCode ?? 'ru',
      note: draft.note ?? null,
    };
    this.putPerson(person);
    return person;
  }

  /** Keeps a person as given. */
  putPerson(person: Person): void {
    const { id } = person;
    this.people.set(id, person);
    this.journal.touch(`person/${id}`, () => person);
    for (const bot of this.bots.values()) {
      const chat = bot.chats.get(id);
      if (chat === undefined) continue;
      chat.api = privateApi(person);
      chat.head.title = privateHead(person).title;
      chat.save();
    }
    this.events.emit({ type: 'person', person });
  }

  #freePersonId(): number {
    while (this.people.has(this.#nextPersonId)) this.#nextPersonId += 1;
    return this.#nextPersonId;
  }

  /** The chat of a person with the bot; made when it is first looked at. */
  privateChat(bot: Bot, person: Person): Chat {
    const known = bot.chats.get(person.id);
    if (known !== undefined) return known;
    return this.addChat(bot, privateHead(person));
  }

  /** Puts a chat into a bot's account. */
  addChat(bot: Bot, head: ChatHead): Chat {
    const person = head.type === 'private' ? this.people.get(head.id) : undefined;
    const api = person === undefined ? groupApi(head) : privateApi(person);
    const chat = new Chat(bot.id, head, api, this.journal, () => this.#keepPerChat(bot));
    bot.chats.set(head.id, chat);
    chat.save();
    return chat;
  }

  #keepPerChat(bot: Bot): number {
    const { keepMessages, keepInAll } = this.rules;
    return Math.min(keepMessages, Math.max(KEEP_AT_LEAST, Math.floor(keepInAll / bot.chats.size)));
  }

  /** A free id: supergroups have `-100…`, basic groups do not. */
  freeGroupId(bot: Bot, type: 'group' | 'supergroup'): number {
    const first = type === 'group' ? -4_000_000_000 : -1_002_000_000_000;
    for (;;) {
      const id = first - this.#nextGroupId;
      this.#nextGroupId += 1;
      if (!bot.chats.has(id)) return id;
    }
  }

  addSms(sms: Omit<SmsRecord, 'id' | 'date'>): SmsRecord {
    const record = { id: this.#nextSmsId, date: this.clock.now().toISOString(), ...sms };
    this.restoreSms(record);
    this.journal.touch(`sms/${record.id}`, () => record);
    if (this.sms.length > KEEP_LETTERS) this.journal.remove(`sms/${this.sms.shift()?.id}`);
    this.events.emit({ type: 'sms', sms: record });
    return record;
  }

  restoreSms(record: SmsRecord): void {
    this.sms.push(record);
    this.#nextSmsId = Math.max(this.#nextSmsId, record.id + 1);
  }

  addMail(mail: Omit<MailRecord, 'id' | 'date'>): MailRecord {
    const record = { id: this.#nextMailId, date: this.clock.now().toISOString(), ...mail };
    this.restoreMail(record);
    this.journal.touch(`mail/${record.id}`, () => record);
    if (this.mails.length > KEEP_LETTERS) this.journal.remove(`mail/${this.mails.shift()?.id}`);
    this.events.emit({ type: 'mail', mail: record });
    return record;
  }

  restoreMail(record: MailRecord): void {
    this.mails.push(record);
    this.#nextMailId = Math.max(this.#nextMailId, record.id + 1);
  }

  /** Forgets people, chats, mail, SMS and files; what bots are stays. Numbers go on, none comes twice. */
  clear(): void {
    for (const bot of this.bots.values()) bot.clear();
    for (const id of this.people.keys()) this.journal.remove(`person/${id}`);
    for (const { id } of this.sms) this.journal.remove(`sms/${id}`);
    for (const { id } of this.mails) this.journal.remove(`mail/${id}`);
    this.troubles.clear();
    this.people.clear();
    this.sms.length = 0;
    this.mails.length = 0;
    this.files.clear();
  }
}
