import type {
  GatewayMethodAction,
  GatewayNotificationAction,
  GatewayNotificationView,
  GatewayPaymentAction,
  GatewayPaymentView,
  GatewayReason,
  GatewayRefundAction,
  GatewayRefundView,
  GatewaySavedMethodView,
} from './gateway-api.ts';
import type {
  ApiCallView,
  GroupAction,
  MailView,
  MessageView,
  PayResult,
  PersonView,
  SmsView,
  SpecialKind,
} from './person-api.ts';

/**
 * How tests speak as people. `createChat(sandbox, options)` in `driver.ts` gives a `Chat`. Every
 * action resolves when the bot has settled: all updates confirmed (webhook answered 2xx or a higher
 * offset polled), no API call in flight, and the `settle` hook done (for example an empty outbox).
 * When that does not happen in `timeoutMs` the action rejects and says what is still open.
 */
export interface ChatOptions {
  /** Token of the bot meant; default the sandbox's default bot. */
  token?: string;
  /** Called when Telegram is quiet; what it sends is waited for as well. */
  settle?: () => Promise<void>;
  /** Only ends what hangs; a busy machine is slow. Default 60 000. */
  timeoutMs?: number;
  /** Texts are compared with plain spaces in place of no-break ones. Default true. */
  plainSpaces?: boolean;
}

export interface Chat {
  /** A person who exists with this name, or a new one. */
  user(name: string, options?: UserOptions): User;
  /** A supergroup with the bot (an administrator unless said) and these members. */
  group(title: string, members: User[], options?: GroupOptions): Promise<Group>;
  /** Waits as every action does; after a change that did not come from a person (clock, job). */
  settled(): Promise<void>;
  /** What no story should leave behind; empty = fine. */
  problems(): Problem[];
  /** Calls of the bot, oldest first; without `getUpdates`. */
  calls(method?: string): ApiCallView[];
  /** SMS to a phone (E.164), newest last. */
  sms(phone: string): SmsView[];
  /** Mail to an address, newest last. */
  mail(address: string): MailView[];
  /** The payment gateway's page and what the bank does. */
  readonly gateway: GatewayDesk;
}

/**
 * Payments at the gateway. `which` is a payment's id or the address of its page. Actions resolve when
 * the shop has answered the notifications and the bot has settled.
 */
export interface GatewayDesk {
  /** Oldest first, as all lists here. */
  payments(): GatewayPaymentView[];
  payment(which: string): GatewayPaymentView;
  /** What a person or the bank does. Throws when it cannot be done now. */
  act(which: string, action: GatewayPaymentAction): Promise<GatewayPaymentView>;
  /** Pays to the end, by a card with 3-D Secure unless said. */
  pay(
    which: string,
    how?: Omit<Extract<GatewayPaymentAction, { type: 'pay' }>, 'type'>,
  ): Promise<GatewayPaymentView>;
  decline(which: string, reason?: GatewayReason): Promise<GatewayPaymentView>;
  refunds(): GatewayRefundView[];
  actOnRefund(id: string, action: GatewayRefundAction): Promise<void>;
  savedMethods(): GatewaySavedMethodView[];
  actOnMethod(id: string, action: GatewayMethodAction): Promise<void>;
  notifications(): GatewayNotificationView[];
  actOnNotifications(action: GatewayNotificationAction): Promise<void>;
}

export interface UserOptions {
  id?: number;
  lastName?: string;
  username?: string;
  phone?: string;
  languageCode?: string;
}

export interface GroupOptions {
  id?: number;
  /** Default `supergroup`. */
  type?: 'group' | 'supergroup';
  forum?: boolean;
  botIsAdministrator?: boolean;
}

export interface Problem {
  kind: 'unanswered-callback' | 'refused-call' | 'raw-tags' | 'missing-text' | 'isolation-marks';
  /** One sentence with the text, method or button it is about. */
  detail: string;
}

export interface SendOptions {
  /** Message to reply to. */
  replyTo?: number;
  topicId?: number;
}

export interface FileOptions extends SendOptions {
  caption?: string;
  mimeType?: string;
}

/** A place where a person acts: the private chat, or a group through `user.in(group)`. */
export interface Seat {
  readonly chatId: number;
  send(text: string, options?: SendOptions): Promise<MessageView>;
  sendPhoto(bytes: Uint8Array, options?: FileOptions): Promise<MessageView>;
  sendDocument(bytes: Uint8Array, name: string, options?: FileOptions): Promise<MessageView>;
  sendVideo(bytes: Uint8Array, options?: FileOptions): Promise<MessageView>;
  sendVoice(bytes: Uint8Array, options?: FileOptions): Promise<MessageView>;
  sendAudio(bytes: Uint8Array, name: string, options?: FileOptions): Promise<MessageView>;
  /** Photos sent as one album: several updates with one media_group_id. */
  sendAlbum(pictures: Uint8Array[], options?: FileOptions): Promise<MessageView[]>;
  sendLocation(latitude: number, longitude: number, options?: SendOptions): Promise<MessageView>;
  /** Somebody's card; `user_id` is filled in when the phone belongs to a known person. */
  sendCard(card: { phone: string; firstName: string; lastName?: string }): Promise<MessageView>;
  /** A sticker, a poll and the like, with made-up contents. */
  sendSpecial(kind: SpecialKind, options?: SendOptions): Promise<MessageView>;
  edit(messageId: number, text: string): Promise<void>;
  /** Another file in the place of the message's own; its words stay. */
  editFile(
    messageId: number,
    kind: 'photo' | 'document' | 'video',
    bytes: Uint8Array,
    name?: string,
  ): Promise<void>;
  /**
   * Presses the inline button with this caption on the newest message that has it, else the button
   * of the reply keyboard. A caption matches exactly, or by its beginning when only one does.
   * Throws an error that lists the visible buttons when there is none.
   */
  press(caption: string, options?: { messageId?: number }): Promise<void>;
  /** Presses several at once, without waiting between them. */
  pressTogether(captions: string[]): Promise<void>;
  /** Data that the message need not offer (default: the newest message of the bot). */
  forge(data: string, messageId?: number): Promise<void>;
  /** The last press once more under a new update id. */
  repress(): Promise<void>;
  /** The last update of this person once more under the same update id. */
  redeliver(): Promise<void>;
  /** Newest message of the bot: its text, then one line `[a] [b]` for each row of buttons. */
  screen(): string;
  /** Newest message of the bot. Throws when there is none. */
  lastMessage(): MessageView;
  /** Everything not deleted, oldest first; with a number only so many of the newest. */
  messages(newest?: number): MessageView[];
  /** Texts of messages of the bot, oldest first. */
  texts(): string[];
  /** Captions on the newest message of the bot that has any, then of the reply keyboard. */
  buttons(): string[];
}

export interface User extends Seat {
  readonly id: number;
  readonly person: PersonView;
  /** `/start`, `/start payload`: what the Start button and deep links send. Unblocks first. */
  start(payload?: string): Promise<void>;
  /** Own contact, as the request_contact button sends it. */
  shareContact(): Promise<MessageView>;
  forward(message: MessageView): Promise<MessageView>;
  block(): Promise<void>;
  unblock(): Promise<void>;
  /** Deletes the account: sends to it are refused with "user is deactivated". */
  deactivate(): Promise<void>;
  /** Pays the newest unpaid invoice of the chat, or that of a link `https://t.me/$slug`. */
  pay(options?: PayOptions): Promise<PayResult>;
  /** The bot is asked and agrees, then the bank says no; the bot is not told. */
  declinePay(options?: PayOptions): Promise<PayResult>;
  /** Toasts and alerts of answered presses, oldest first. Empty answers are left out. */
  toasts(): { text: string; alert: boolean }[];
  /** Takes a place in a group. */
  in(group: Group): Seat;
}

export interface PayOptions {
  messageId?: number;
  /** `https://t.me/$slug` or the slug. */
  link?: string;
  order?: { name?: string; phone?: string; email?: string };
}

export interface Group {
  readonly id: number;
  readonly title: string;
  /** Everything not deleted, oldest first, as a member sees it. */
  messages(): MessageView[];
  topics(): { id: number; name: string; closed: boolean }[];
  /** What its owner does to it; gives the group, another one after `upgrade`. */
  act(action: GroupAction): Promise<Group>;
}
