/**
 * What the chat page in the browser and the sandbox say to each other. Only types: the page's
 * script is plain JavaScript and reads them as documentation, the server is checked against them.
 * Routes and rules are in README.md beside this file.
 */

import type {
  GatewayNotificationView,
  GatewayPaymentView,
  GatewayRefundView,
  GatewaySavedMethodView,
} from './gateway-api.ts';
import type { Instant } from './instant.ts';

export type { Instant } from './instant.ts';

/** A bot that lives in this sandbox. */
export interface BotView {
  id: number;
  username: string;
  name: string;
  /** By language, as the bot has set them; '' is the language of everybody else. */
  descriptions: Record<string, string>;
  shortDescriptions: Record<string, string>;
  /** How the program behind the bot takes its updates; `none` = nobody has asked for updates yet. */
  connection: 'none' | 'polling' | 'webhook';
  /** Updates that the bot has not confirmed. */
  pendingUpdates: number;
}

/** One text, or a text by language: `{ ru: 'Житель', en: 'Resident' }`. */
export type Note = string | Record<string, string>;

/** A made-up Telegram user. */
export interface PersonView {
  id: number;
  firstName: string;
  lastName: string | null;
  username: string | null;
  /** E.164 with a plus, `+79161234567`. */
  phone: string;
  /** IETF tag of the person's Telegram, `ru`. */
  languageCode: string;
  /** What the person is for, shown in the list of people: `Житель, ул. Ленина, 1`. */
  note: Note | null;
  /** The account was deleted: it can do nothing. */
  deactivated: boolean;
}

/** Body of `POST /sandbox/api/people`. What is absent is made up. */
export interface PersonDraft {
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  phone?: string;
  languageCode?: string;
  note?: Note;
}

/** Body of `POST /sandbox/api/groups`: a group with the bot in it. The first member owns it. */
export interface GroupDraft {
  /** Negative, `-100…` for a supergroup; made up when absent. */
  id?: number;
  /** `group`: a basic one, that can be upgraded. Default `supergroup`. */
  type?: 'group' | 'supergroup';
  title: string;
  /** With topics. */
  forum?: boolean;
  memberIds: number[];
  /** The bot may manage topics and delete messages. Default true. */
  botIsAdministrator?: boolean;
}

/** `POST /sandbox/api/groups/:chatId/actions`: done by the owner, or by `byId`. */
export type GroupAction = { byId?: number } & (
  | { type: 'add-member'; personId: number }
  /** Thrown out, or with `byId` equal to it: leaves. */
  | { type: 'remove-member'; personId: number }
  | { type: 'set-member'; personId: number; status: 'administrator' | 'member' }
  /** `restricted`: may read but not write. `rights` of an administrator: absent ones stay as they are. */
  | {
      type: 'set-bot';
      status: 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
      rights?: Partial<BotRights>;
    }
  | { type: 'rename'; title: string }
  | { type: 'set-forum'; forum: boolean }
  /** A basic group becomes a supergroup: the answer is the new chat. */
  | { type: 'upgrade' }
  | { type: 'delete' }
);

/** What the bot may do as an administrator. */
export interface BotRights {
  changeInfo: boolean;
  deleteMessages: boolean;
  inviteUsers: boolean;
  manageTopics: boolean;
  pinMessages: boolean;
  restrictMembers: boolean;
}

/** One line of the list of chats. */
export interface ChatSummary {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  forum: boolean;
  /** The person has blocked the bot (private chats). */
  blocked: boolean;
  /** The group was deleted or has become another: nothing can be written. */
  isOver: boolean;
  /** The person has pressed Start or written before. Until then the page shows the Start button. */
  started: boolean;
  unread: number;
  /** Text of the newest message without marks, cut to one line. */
  lastText: string;
  lastDate: Instant | null;
}

export interface TopicView {
  id: number;
  name: string;
  closed: boolean;
}

export type ButtonStyle = 'danger' | 'success' | 'primary';

/** A button under a message. `row` and `column` are what the press action wants. */
export interface InlineButtonView {
  row: number;
  column: number;
  text: string;
  kind: 'callback' | 'url' | 'copy' | 'pay' | 'web_app' | 'login' | 'switch_inline' | 'disabled';
  style: ButtonStyle | null;
  /** `url`, `login` and `web_app`. */
  url: string | null;
  /** `copy`. */
  copyText: string | null;
  /** `callback`: shown in the developer's panel only. */
  data: string | null;
  /** A press by this person waits for answerCallbackQuery: show the spinner. */
  waiting: boolean;
}

/** A button of the keyboard in place of the letters. Pressing it sends its text. */
export interface ReplyButtonView {
  text: string;
  kind: 'text' | 'request_contact' | 'request_location';
  style: ButtonStyle | null;
}

export interface ReplyKeyboardView {
  rows: ReplyButtonView[][];
  resize: boolean;
  oneTime: boolean;
  persistent: boolean;
  placeholder: string | null;
  /** One-time keyboard already used: keep it behind the button. */
  collapsed: boolean;
}

/** A file in a message; `url` is served by the sandbox and may be used in `src` and `href`. */
export interface MediaView {
  fileId: string;
  url: string;
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  /** Seconds. */
  duration: number | null;
}

export interface ContactView {
  phone: string;
  firstName: string;
  lastName: string | null;
  /** Telegram id of the card's owner when known. */
  userId: number | null;
}

export interface InvoiceView {
  title: string;
  description: string;
  /** `RUB`, `XTR`. */
  currency: string;
  /** Minor units: kopecks. */
  total: number;
  /** Formatted as Telegram does: `12 221,81 ₽`. */
  totalText: string;
  photoUrl: string | null;
  paid: boolean;
}

export interface PaymentView {
  currency: string;
  total: number;
  totalText: string;
  title: string;
  telegramChargeId: string;
  providerChargeId: string;
}

export type MessageKind =
  | 'text'
  | 'photo'
  | 'document'
  | 'video'
  | 'animation'
  | 'audio'
  | 'voice'
  | 'location'
  | 'contact'
  | SpecialKind
  | 'invoice'
  | 'payment'
  | 'service';

/** What people send and bots rarely want. */
export type SpecialKind = 'sticker' | 'dice' | 'poll' | 'venue' | 'video_note';

export interface MessageView {
  id: number;
  chatId: number;
  topicId: number | null;
  kind: MessageKind;
  /** `me` is the person whose page it is; `service` is a line in the middle. */
  side: 'me' | 'bot' | 'other' | 'service';
  authorId: number;
  authorName: string;
  date: Instant;
  editDate: Instant | null;
  /** Deleted for everybody: shown struck through or hidden, as the page likes. */
  deleted: boolean;
  pinned: boolean;
  /** disable_notification was set. */
  silent: boolean;
  /** protect_content was set: no forwarding, no saving. */
  protected: boolean;
  /** Text or caption without marks. */
  text: string;
  /** The same as safe HTML (only b i u s code pre a blockquote span.spoiler br; tables of rich messages), ready for innerHTML. */
  html: string;
  /** Items of one album have the same value. */
  albumId: string | null;
  media: MediaView | null;
  contact: ContactView | null;
  location: { latitude: number; longitude: number } | null;
  invoice: InvoiceView | null;
  payment: PaymentView | null;
  replyTo: { id: number; text: string } | null;
  /** Name of the original author of a forwarded message. */
  forwardedFrom: string | null;
  inlineKeyboard: InlineButtonView[][];
}

/** Answer of `GET /sandbox/api/chats/:chatId`. Messages are ordered oldest first. */
export interface ChatView {
  chat: ChatSummary;
  messages: MessageView[];
  /** Older messages exist: ask again with `before=<id of the first>`. */
  hasMore: boolean;
  replyKeyboard: ReplyKeyboardView | null;
  /** «печатает…» until the instant; the page hides it then or with the next message. */
  action: { name: string; until: Instant } | null;
  /** Commands this person sees in this chat. */
  commands: { command: string; description: string }[];
  menuButton: { type: 'default' | 'commands' } | { type: 'web_app'; text: string; url: string };
  members: { id: number; name: string; isBot: boolean; status: 'creator' | 'administrator' | 'member' }[];
  topics: TopicView[];
  /** Pinned messages, newest first. */
  pinned: number[];
}

/** Answer of `GET /sandbox/api/state`: the first thing the page reads. */
export interface StateView {
  bots: BotView[];
  /** The bot that is meant where no `bot=` is given. */
  defaultBotId: number;
  people: PersonView[];
  /** Lines to put into `.env` of a program that should talk to this sandbox. */
  environment: Record<string, string>;
  settings: SettingsView;
}

/**
 * Body of `POST /sandbox/api/people/:personId/actions`. `chatId` is the private chat with the bot
 * when absent. Files are sent by the upload route instead.
 */
export type PersonAction =
  | { type: 'send-text'; chatId?: number; topicId?: number; text: string; replyTo?: number }
  | { type: 'start'; payload?: string }
  /** A button under a message, by place. */
  | { type: 'press'; chatId?: number; messageId: number; row: number; column: number }
  /** Data that the message does not offer: a forged press. */
  | { type: 'forge'; chatId?: number; messageId?: number; data: string }
  /** The person's last press once more under a new update id, as Telegram does after a restart of the app. */
  | { type: 'repress' }
  /** The person's last update once more under the same id. */
  | { type: 'redeliver' }
  /** A button of the reply keyboard, by its text. */
  | { type: 'press-reply'; chatId?: number; text: string }
  /** The own contact (as the request_contact button sends it), or somebody's card. */
  | { type: 'send-contact'; chatId?: number; contact?: ContactView; forwardedFrom?: number }
  | {
      type: 'send-location';
      chatId?: number;
      topicId?: number;
      replyTo?: number;
      latitude: number;
      longitude: number;
    }
  | { type: 'edit-text'; chatId?: number; messageId: number; text: string }
  | { type: 'forward'; fromChatId: number; messageId: number; toChatId?: number }
  /** Things a bot should survive; the contents are made up. */
  | { type: 'send-special'; chatId?: number; topicId?: number; replyTo?: number; kind: SpecialKind }
  | { type: 'block' }
  | { type: 'unblock' }
  /** Deletes the account at Telegram; there is no way back but "reset demo". */
  | { type: 'deactivate' }
  /** Unread becomes 0. */
  | { type: 'read'; chatId?: number }
  /** What is to be paid, without telling the bot. One of messageId and slug. */
  | { type: 'open-invoice'; chatId?: number; messageId?: number; slug?: string }
  | {
      type: 'pay';
      chatId?: number;
      messageId?: number;
      /** The part after `https://t.me/$` of an invoice link. */
      slug?: string;
      /** `bank-declines`: the bot is asked, then the charge fails; the bot is not told (as in Telegram). */
      outcome: 'succeeds' | 'bank-declines' | 'abandoned';
      order?: { name?: string; phone?: string; email?: string };
    };

/** What the payment sheet shows. */
export interface InvoiceSheet {
  title: string;
  description: string;
  currency: string;
  prices: { label: string; amount: number; amountText: string }[];
  total: number;
  totalText: string;
  needs: { name: boolean; phone: boolean; email: boolean };
  /** A test token: no real money would move. */
  test: boolean;
}

/**
 * How a payment ended. `refused`: the bot said no, `text` is its reason. `timeout`: the bot was
 * silent for 10 s. `declined`: the bank said no. Everything but `paid` leaves no message in the chat.
 */
export interface PayResult {
  status: 'paid' | 'refused' | 'timeout' | 'declined' | 'abandoned';
  text: string;
}

/** Answer to an action. Its effects also come as events. */
export interface ActionResult {
  /** The message the person has sent, if the action sends one. */
  message?: MessageView;
  /** Id of the press, matched by the `callback-answer` event. */
  callbackQueryId?: string;
  invoice?: InvoiceSheet;
  payment?: PayResult;
}

/** Status 4xx of every route under `/sandbox/api/`. */
export interface ApiProblem {
  error: { code: string; message: string };
}

export interface SmsView {
  id: number;
  phone: string;
  text: string;
  sender: string | null;
  date: Instant;
}

export interface MailView {
  id: number;
  /** Envelope recipient, lower case. */
  to: string;
  from: string;
  subject: string;
  text: string;
  /** As received. Show it in an `<iframe sandbox srcdoc>` only. */
  html: string | null;
  attachments: { name: string; mimeType: string; size: number; url: string }[];
  date: Instant;
}

/** One call of the bot, for the developer's panel. */
export interface ApiCallView {
  seq: number;
  botId: number;
  chatId: number | null;
  method: string;
  /** Without bytes of files: `{"$file": "bill.pdf", "size": 12345}`. */
  params: unknown;
  /** Parameters that the documentation does not know: Telegram passes over them without a word. */
  unknownParams: string[];
  ok: boolean;
  errorCode: number | null;
  description: string | null;
  /** Milliseconds from the first byte of the request to the answer. */
  ms: number;
  /** The answer was made up by a fault that was asked for. */
  injected: boolean;
  date: Instant;
}

/**
 * Body of `POST /sandbox/api/faults`, and of `POST /sandbox/api/gateway/faults` for the payment gateway.
 * `method: '*'` is any method; the gateway's are `POST /payments`, `GET /payments`, `POST /capture`,
 * `POST /cancel`, `POST /refunds`, `GET /refunds`, `POST /payment_methods`, `GET /payment_methods`.
 */
export type Fault = {
  method: string;
  /** Next N calls; absent = until removed. */
  times?: number;
  /** 0…1, seeded; default 1. */
  probability?: number;
  /** Only calls for this chat. */
  chatId?: number;
} & (
  | { kind: 'too-many-requests'; retryAfter: number }
  /** An answer 500; nothing is done. */
  | { kind: 'server-error' }
  /** The work is done, then the connection is cut without an answer. */
  | { kind: 'cut-after' }
  /** The work is done, then the answer is a 500. */
  | { kind: 'server-error-after' }
  /** The connection is cut, nothing is done. */
  | { kind: 'cut-before' }
  | { kind: 'delay'; ms: number }
  /** Any refusal. */
  | { kind: 'refuse'; errorCode: number; description: string }
);

export type FaultView = Fault & { id: number; hits: number };

/** `POST /sandbox/api/settings`; absent fields stay as they are. */
export interface SettingsDraft {
  /** Telegram's sending rates are enforced with real 429 answers. */
  rates?: boolean;
  /**
   * Time travel: the sandbox's clock (and that of a program in the same process) is so many
   * milliseconds ahead of the real one; negative = behind. It goes on running.
   */
  clockOffset?: number;
  /** The same by the instant it should be now. Not together with `clockOffset`. */
  clockAt?: Instant;
  /** Troubles on the way of updates to the bot. */
  updates?: UpdateTroublesDraft;
}

export interface UpdateTroublesDraft {
  /** New updates wait until released (`POST /sandbox/api/updates/release`). */
  hold?: boolean;
  /** Chance, 0…1, that an update comes once more under its id after it was confirmed. */
  sameIdAgain?: number;
  /** Chance that a press is sent once more under a new update id. */
  newIdAgain?: number;
}

/** `held`: how many wait. */
export type UpdateTroublesView = Required<UpdateTroublesDraft> & { held: number };

/** Body of `POST /sandbox/api/updates/release` → `SettingsView`. */
export interface UpdateRelease {
  /** `backward`: chats and presses change places; inside each the order stays. Default `forward`. */
  order?: 'forward' | 'backward';
}

/** Answer of `POST /sandbox/api/settings`, and part of the state. */
export interface SettingsView {
  rates: boolean;
  clock: { now: Instant; offset: number };
  updates: UpdateTroublesView;
}

/**
 * What `GET /sandbox/events?person=<id>|all[&bot=<id>]` streams: one JSON object per `data:` line,
 * with the SSE `id`. After a broken connection read the chat again. Only this person's chats are
 * streamed; `all` streams everybody's (also of people made later) over one connection, because a
 * browser opens at most six to a server. `personId` says through whose eyes: an event of a chat comes
 * once for each member, what belongs to no chat (`bot`, `person`, `sms`, `mail`, `api-call`,
 * `menu-changed`, `settings`, `reset`, `gateway-…`, the hello of `all`) once with null.
 */
export type SandboxEvent = { personId: number | null } & SandboxEventBody;

export type SandboxEventBody =
  | { type: 'hello'; botId: number }
  | { type: 'message'; chatId: number; message: MessageView }
  /** Also sent when only the waiting state of its buttons, its pin or its paid mark changed. */
  | { type: 'message-changed'; chatId: number; message: MessageView }
  | { type: 'messages-deleted'; chatId: number; messageIds: number[] }
  | { type: 'reply-keyboard'; chatId: number; keyboard: ReplyKeyboardView | null }
  | {
      type: 'callback-answer';
      chatId: number;
      messageId: number;
      callbackQueryId: string;
      /** Empty: only the spinner stops. */
      text: string;
      /** A box with OK instead of a passing line. */
      alert: boolean;
      url: string | null;
    }
  | { type: 'chat-action'; chatId: number; name: string; until: Instant }
  /** Unread, blocked, last text, a new chat. */
  | { type: 'chat'; chat: ChatSummary }
  /** Topics or members changed: read the chat's head again. */
  | { type: 'chat-head'; chatId: number }
  /** Commands or the menu button changed: read the chat's head again. */
  | { type: 'menu-changed' }
  | { type: 'bot'; bot: BotView }
  | { type: 'person'; person: PersonView }
  | { type: 'sms'; sms: SmsView }
  | { type: 'mail'; mail: MailView }
  | { type: 'api-call'; call: ApiCallView }
  /** Rates or the clock were changed. */
  | { type: 'settings'; settings: SettingsView }
  /** Everything was put back to the beginning: read the state again. */
  | { type: 'reset' }
  | { type: 'gateway-payment'; payment: GatewayPaymentView }
  | { type: 'gateway-refund'; refund: GatewayRefundView }
  | { type: 'gateway-method'; method: GatewaySavedMethodView }
  | { type: 'gateway-notification'; notification: GatewayNotificationView };
