import type {
  BotCommand,
  LabeledPrice,
  MenuButton,
  Message,
  ReplyKeyboardMarkup,
  Update,
  User,
} from '@grammyjs/types';
import type { Note } from '../person-api.ts';

/** A made-up Telegram user. */
export interface Person {
  id: number;
  firstName: string;
  lastName: string | null;
  username: string | null;
  phone: string;
  languageCode: string;
  note: Note | null;
  /** The account was deleted: nothing reaches it any more. */
  isDeactivated?: boolean;
}

/** What a bot has told Telegram about itself; kept over a restart. */
export interface BotRecord {
  id: number;
  token: string;
  username: string;
  firstName: string;
  /** By language; '' is the language of everybody else. */
  names: Record<string, string>;
  descriptions: Record<string, string>;
  shortDescriptions: Record<string, string>;
  /** By `scope|language`, see commands.ts. */
  commands: Record<string, BotCommand[]>;
  /** By chat id; '' is the default. */
  menuButtons: Record<string, MenuButton>;
  webhook: WebhookSettings | null;
  /** null = Telegram's default list. */
  allowedUpdates: string[] | null;
  nextUpdateId: number;
  nextMessageId: number;
}

export interface WebhookSettings {
  url: string;
  secretToken: string;
  maxConnections: number;
  ipAddress: string;
}

export type MemberStatus = 'creator' | 'administrator' | 'member';

/** `restricted`: in the group, but may not write. */
export type BotStatus = 'member' | 'administrator' | 'restricted' | 'left' | 'kicked';

export interface TopicRecord {
  id: number;
  name: string;
  closed: boolean;
  iconColor: number;
}

/** Keyboard in place of the letters, per person. */
export interface ReplyKeyboardState {
  markup: ReplyKeyboardMarkup;
  collapsed: boolean;
}

/** What a bot that is an administrator may do in a group. */
export interface BotRights {
  changeInfo: boolean;
  deleteMessages: boolean;
  inviteUsers: boolean;
  manageTopics: boolean;
  pinMessages: boolean;
  restrictMembers: boolean;
}

/** All of a chat but its messages. */
export interface ChatHead {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  forum: boolean;
  members: Record<string, MemberStatus>;
  botStatus: BotStatus;
  /** Of an administrator; absent = all. */
  botRights?: BotRights;
  /** The supergroup that a group has become. */
  migratedTo?: number;
  /** The group was deleted by its owner. */
  isDissolved?: boolean;
  /** The person has written at least once: only then may the bot write. */
  started: boolean;
  blocked: boolean;
  topics: TopicRecord[];
  unread: Record<string, number>;
  replyKeyboards: Record<string, ReplyKeyboardState>;
  pinned: number[];
  /** Supergroups number their messages themselves. */
  nextMessageId: number;
}

/** What was agreed in sendInvoice or createInvoiceLink. */
export interface InvoiceTerms {
  title: string;
  description: string;
  payload: string;
  providerToken: string;
  currency: string;
  prices: LabeledPrice[];
  /** Minor units. */
  total: number;
  photoUrl: string | null;
  providerData: unknown;
  startParameter: string;
  needs: { name: boolean; phone: boolean; email: boolean };
}

/** A message and what Telegram knows about it beyond the Bot API's fields. */
export interface StoredMessage {
  message: Message;
  outgoing: boolean;
  deleted: boolean;
  silent: boolean;
  invoice: InvoiceTerms | null;
  paid: boolean;
  /** The document of a payment message is in its text already; this is the title for the page. */
  paymentTitle: string | null;
}

/** A press of an inline button that the bot may answer. */
export interface CallbackPress {
  id: string;
  personId: number;
  chatId: number;
  messageId: number;
  data: string;
  /** Clock, ms. */
  createdAt: number;
  answered: boolean;
}

/** Kinds of updates this server makes. */
export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'callback_query'
  | 'pre_checkout_query'
  | 'my_chat_member'
  | 'chat_member';

/** An update that the bot has not confirmed. */
export interface QueuedUpdate {
  id: number;
  kind: UpdateKind;
  /** Telegram's queue key: order is kept inside a lane only. */
  lane: string;
  update: Update;
  /** Clock, ms. */
  expiresAt: number;
}

export interface FileRecord {
  /** Also the file_unique_id. */
  id: string;
  name: string;
  mimeType: string;
  size: number;
  width: number | null;
  height: number | null;
  /** Below `/file/bot<token>/`. */
  path: string;
}

export interface SmsRecord {
  id: number;
  phone: string;
  text: string;
  sender: string | null;
  /** ISO. */
  date: string;
}

export interface MailRecord {
  id: number;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string | null;
  attachments: { name: string; mimeType: string; fileId: string; size: number }[];
  date: string;
}

/** A call of the bot, for the log. */
export interface ApiCall {
  seq: number;
  botId: number;
  chatId: number | null;
  method: string;
  params: Record<string, unknown>;
  /** Parameters the documentation does not know: a typing mistake in the program, most likely. */
  unknownParams: string[];
  ok: boolean;
  errorCode: number | null;
  description: string | null;
  ms: number;
  injected: boolean;
  date: string;
}

/** The person as the Bot API shows users. */
export function toUser(person: Person): User {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
    ...(person.username === null ? {} : { username: person.username }),
    language_code: person.languageCode,
  };
}
