import type { Channel } from '../domain/delivery.ts';
import type { Html } from '../texts/html.ts';

/** One button under a message: exactly one of the three actions. */
export type MessageButton =
  | { readonly caption: string; readonly data: string }
  | { readonly caption: string; readonly url: string }
  | { readonly caption: string; readonly copy: string };

/** One item of an album. */
export interface AlbumItem {
  readonly type: 'photo' | 'video' | 'document';
  readonly file: MessageFile;
}

export interface Attachment {
  readonly kind: 'voice' | 'audio' | 'animation' | 'video_note' | 'location';
  /** a file id of Telegram; of a place a geo URI, `geo:55.75,37.61` */
  readonly telegramFileId: string;
}

export type MessageFile =
  | { readonly fileName: string; readonly bytes: Uint8Array }
  | { readonly telegramFileId: string };

/** A message ready to go, in the recipient's language. Channels use the parts they can show. */
export interface RenderedMessage {
  /** Telegram; also the caption when there is a document or photo. */
  readonly html: Html;
  /** SMS and the text part of letters; made from `html` when missing. */
  readonly plain?: string;
  /** Letters; made from the first line when missing. */
  readonly subject?: string;
  readonly buttons?: readonly (readonly MessageButton[])[];
  readonly document?: MessageFile;
  readonly photo?: MessageFile;
  readonly video?: MessageFile;
  /** A file that no field above names. Telegram shows no text under places and round videos. */
  readonly attachment?: Attachment;
  /** 2 to 10 items with the text under the first; Telegram takes no buttons with them. */
  readonly album?: readonly AlbumItem[];
  /** Letters: how to switch such letters off, without coming into the chat. */
  readonly unsubscribe?: { readonly caption: string; readonly url: string };
  /** No sound: nights, service notes. */
  readonly disableNotification?: boolean;
  /** Cannot be forwarded: bills, receipts. */
  readonly protectContent?: boolean;
  /** Topic of a group with topics. */
  readonly threadId?: number;
  /** Telegram: this message of ours is changed in place instead, its file too if there is one here; see `otherwise`. */
  readonly edits?: number;
  /** With `edits`: the message carries a file, so the text is its caption. */
  readonly caption?: true;
  /** With `edits`: what is sent anew when that message is gone or too old; without it the message is left alone. */
  readonly otherwise?: RenderedMessage;
  /** Telegram: this message of ours is taken away and nothing is sent; one that is gone or too old is left alone. */
  readonly removes?: number;
}

/** Where one message goes. `key` is the same for every attempt of the same delivery. */
export type Recipient =
  | { readonly channel: 'telegram'; readonly chatId: number; readonly key: string }
  | { readonly channel: 'email'; readonly address: string; readonly key: string }
  | { readonly channel: 'sms'; readonly phone: string; readonly key: string };

/**
 * What became of one call. A channel never throws for what the other side said; anything thrown counts as
 * ambiguous, because nothing is known about it. `reason` is logged and shown to staff: no texts, names, phones.
 */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId?: number }
  /** Refused for now and not executed (429). 'bot': everybody waits, 'chat': only this recipient. */
  | { readonly kind: 'retry-later'; readonly retryAfterMs: number; readonly scope: 'bot' | 'chat' }
  /** Final for this recipient: blocked the bot, deactivated, the chat is gone. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The group became a supergroup: the same message goes to the new chat. */
  | { readonly kind: 'migrated'; readonly chatId: number }
  /** Refused for good; sending it again would be refused again. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Our own markup is broken: goes again as plain text, and is reported. */
  | { readonly kind: 'unparsable' }
  /** Certainly not executed: nobody could be reached (refused connection, no such host). */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** The channel refuses us altogether (revoked token, wrong password): nothing goes until somebody acts. */
  | { readonly kind: 'refused-us'; readonly reason: string }
  /** May or may not have been executed: broken connection, time-out, 5xx. */
  | { readonly kind: 'ambiguous'; readonly reason: string };

/** One way to reach people. Must settle within `SEND_TIMEOUT_MS`. */
export interface DeliveryChannel {
  readonly channel: Channel;
  send(message: RenderedMessage, recipient: Recipient): Promise<SendOutcome>;
}

/** A call that takes longer is given up as ambiguous; the lease of a `sending` row is longer than this. */
export const SEND_TIMEOUT_MS = 30_000;
