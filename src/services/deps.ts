import type { Db } from '../database/client.ts';
import type { Documents } from '../documents/documents.ts';
import type { Clock } from '../domain/clock.ts';
import type { Locale } from '../domain/locale.ts';
import type { EmailGateway } from '../gateways/email/email-gateway.ts';
import type { PaymentGateway } from '../gateways/payments/payment-gateway.ts';
import type { SmsGateway } from '../gateways/sms/sms-gateway.ts';

/** What every use case may use; made once in the composition root, replaced piece by piece in tests. */
export interface ServiceDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly installation: Installation;
  readonly hashes: KeyedHashes;
  /** null: no SMS gateway is configured, so phones are proved by Telegram's contact only. */
  readonly sms: SmsGateway | null;
  /** null: no mail server is configured. */
  readonly email: EmailGateway | null;
  /** Pictures, PDF and QR codes, made in worker threads. */
  readonly documents: Documents;
  /** null: no payment gateway with a page of its own is configured. */
  readonly gateway: PaymentGateway | null;
  /** Tell the background workers that there is something to do; losing the call only delays it. */
  notify(topic: WakeupTopic): void;
}

export type WakeupTopic = 'deliveries' | 'tasks';

/** Settings of this installation that rules need. */
export interface Installation {
  /** IANA zone used where neither building nor company names one. */
  readonly timezone: string;
  readonly defaultLocale: Locale;
  /** Telegram ids of administrators that the bot cannot revoke. */
  readonly adminTelegramIds: readonly number[];
  /** t.me/<name> of this bot, for deep links. */
  readonly botUsername: string;
  /** STAFF_CHAT_ID: the group of the staff where a company has none of its own; absent or null = none. */
  readonly staffChatId?: number | null;
  /** Embedded database: imports are limited to what it serves well. */
  readonly embedded: boolean;
}

/**
 * Keyed hashes (HMAC-SHA-256, key derived from the installation's secret): a copy of the database alone
 * gives neither phones nor codes. `purpose` keeps hashes of different uses apart.
 */
export interface KeyedHashes {
  hash(purpose: string, value: string): string;
}
