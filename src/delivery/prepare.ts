import type { Db } from '../database/client.ts';
import { isDatabaseUnavailable } from '../database/errors.ts';
import type { Clock } from '../domain/clock.ts';
import { LANES } from '../domain/delivery.ts';
import { isLocale, type Locale } from '../domain/locale.ts';
import { nextAllowed, parseQuietHours, type QuietHours } from '../domain/quiet-hours.ts';
import { isSubscribed, MOST_A_DAY, type SubscriptionTopic } from '../domain/subscriptions.ts';
import type { Logger } from '../logging/logger.ts';
import type { Texts } from '../texts/texts.ts';
import type { Recipient, RenderedMessage } from './channels.ts';
import type { ClaimedDelivery } from './claim.ts';
import { DIGEST, digestSlot, houseZone, renderDigest } from './digest.ts';
import { isRepeat } from './outcome.ts';
import type { DeliveryResult } from './record.ts';
import type { DeliveryRenderer, RendererRegistry } from './renderers.ts';

/** Why a message waits for the morning, as the outbox keeps it. */
export const QUIET_HOURS_ERROR = 'quiet hours';

export interface PrepareDeps {
  readonly clock: Clock;
  readonly texts: Texts;
  readonly renderers: RendererRegistry;
  /** For chats, which have no language of their own. */
  readonly defaultLocale: Locale;
  readonly log: Logger;
  readonly db: Db;
  /** Where the house has no zone of its own. */
  readonly timezone: string;
  /** Of people who did not choose their own; null = none. */
  readonly quietHours: QuietHours | null;
  /** Address that switches letters of a topic off; null when the installation has no public address. */
  readonly unsubscribeUrl: ((residentId: number, topic: SubscriptionTopic) => string) | null;
}

export type Prepared =
  | {
      readonly kind: 'ready';
      readonly message: RenderedMessage;
      readonly recipient: Recipient;
      readonly renderer: DeliveryRenderer;
    }
  /** Decided without a call. */
  | {
      readonly kind: 'settled';
      readonly result: DeliveryResult;
      /** What takes its place: another channel, or a line of the digest. */
      readonly instead?: 'fallback' | 'digest';
    };

/** A blocked resident's messages wait; the next look is after this time. */
const BLOCKED_WAIT_MS = 3600_000;

/**
 * Everything that can be decided before the call: too late, nobody to send to, nothing to say; else the message in
 * the recipient's language. @throws when the database is away
 */
export async function prepareDelivery(deps: PrepareDeps, row: ClaimedDelivery): Promise<Prepared> {
  const now = deps.clock.now();
  if (row.validUntil !== null && row.validUntil <= now)
    return settled(row, 'cancelled', 'too late to be sent');
  const renderer = deps.renderers.get(row.kind);
  if (renderer === undefined) {
    deps.log.error({ delivery: row.id, kind: row.kind }, 'no renderer for a delivery');
    return settled(row, 'failed', 'this version cannot make such a message');
  }
  if (renderer.audience !== 'anyone' && row.signedOutAt !== null) {
    return settled(row, 'cancelled', 'the person signed out');
  }
  if (renderer.audience !== 'anyone' && row.blockedAt !== null) {
    if (row.lane !== LANES.money) return settled(row, 'cancelled', 'the cabinet is blocked');
    const notBefore = new Date(now.getTime() + BLOCKED_WAIT_MS);
    return { kind: 'settled', result: { ...baseResult(row), error: 'the resident is blocked', notBefore } };
  }
  if (renderer.topic !== undefined && !mayHear(row, renderer.topic))
    return settled(row, 'cancelled', 'switched off by the person');
  const recipient = recipientOf(row, renderer);
  if (typeof recipient === 'string')
    return { ...settled(row, 'unreachable', recipient), instead: 'fallback' };
  const waiting = patience(deps, row, renderer, now);
  if (waiting !== null) return waiting;
  const message = await render(deps, row, renderer, now);
  if (message === 'failed') return settled(row, 'failed', 'the message could not be made');
  if (message === null) return settled(row, 'cancelled', 'nothing to say any more');
  return { kind: 'ready', message: withUnsubscribe(deps, row, renderer, message), recipient, renderer };
}

/** Other channels than the chat were chosen, or stand in for it: there only a clear No counts. */
function mayHear(row: ClaimedDelivery, topic: SubscriptionTopic): boolean {
  const choices = row.choices ?? {};
  if (row.channel === 'telegram' || topic === 'promotions') return isSubscribed(choices, topic, row.channel);
  return choices[topic] !== false;
}

/** Quiet hours and the cap; null: it may go. Letters make no noise. */
function patience(
  deps: PrepareDeps,
  row: ClaimedDelivery,
  renderer: DeliveryRenderer,
  now: Date,
): Prepared | null {
  if (renderer.patience === undefined || row.channel === 'email' || row.identityId === null) return null;
  const zone = houseZone(row, deps.timezone);
  const own = row.quietHours === null ? null : parseQuietHours(row.quietHours);
  const morning = nextAllowed(own ?? deps.quietHours, zone, now);
  if (morning > now) {
    if (row.validUntil !== null && row.validUntil <= morning) {
      return settled(row, 'cancelled', 'too late after the quiet hours');
    }
    return { kind: 'settled', result: { ...baseResult(row), error: QUIET_HOURS_ERROR, notBefore: morning } };
  }
  if (renderer.patience !== 'ordinary' || (row.sentToday ?? 0) < (row.mostADay ?? MOST_A_DAY)) return null;
  const slot = digestSlot(now, zone);
  if (row.validUntil !== null && row.validUntil <= slot.at) return null;
  return { ...settled(row, 'cancelled', slot.reason), instead: 'digest' };
}

function withUnsubscribe(
  deps: PrepareDeps,
  row: ClaimedDelivery,
  renderer: DeliveryRenderer,
  message: RenderedMessage,
): RenderedMessage {
  if (row.channel !== 'email' || renderer.topic === undefined || row.residentId === null) return message;
  if (deps.unsubscribeUrl === null) return message;
  const tr = deps.texts.for(isLocale(row.locale) ? row.locale : deps.defaultLocale);
  return {
    ...message,
    unsubscribe: {
      caption: tr.plain('notifications-unsubscribe'),
      url: deps.unsubscribeUrl(row.residentId, renderer.topic),
    },
  };
}

async function render(
  deps: PrepareDeps,
  row: ClaimedDelivery,
  renderer: DeliveryRenderer,
  now: Date,
): Promise<RenderedMessage | null | 'failed'> {
  const locale = isLocale(row.locale) ? row.locale : deps.defaultLocale;
  const context = {
    tr: deps.texts.for(locale),
    locale,
    channel: row.channel,
    now,
    identityId: row.identityId,
    residentId: row.residentId,
    repeat: isRepeat(row),
  };
  try {
    if (row.kind === DIGEST.kind) return await renderDigest(deps, row, context);
    return await renderer.render(row.params, context);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    deps.log.error({ err: error, delivery: row.id, kind: row.kind }, 'a delivery could not be rendered');
    return 'failed';
  }
}

/** Where it goes, or why it cannot go anywhere. */
function recipientOf(row: ClaimedDelivery, renderer: DeliveryRenderer): Recipient | string {
  const key = `delivery-${row.id}`;
  const former = renderer.toFormerAddress === true ? formerAddress(row.params) : undefined;
  if (row.channel === 'email') {
    const address = former ?? row.email;
    return address === null ? 'no confirmed e-mail' : { channel: 'email', address, key };
  }
  if (row.channel === 'sms') {
    const phone = former ?? row.phone;
    return phone === null ? 'no confirmed phone' : { channel: 'sms', phone, key };
  }
  if (row.chatId !== null) return { channel: 'telegram', chatId: Number(row.chatId), key };
  if (row.telegramId === null) return 'no such person any more';
  if (row.unreachableAt !== null) return 'blocked the bot before';
  return { channel: 'telegram', chatId: Number(row.telegramId), key };
}

function formerAddress(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('address' in params)) return undefined;
  return typeof params.address === 'string' ? params.address : undefined;
}

function baseResult(row: ClaimedDelivery): DeliveryResult {
  return {
    id: row.id,
    owner: row.owner,
    from: 'leased',
    attempt: row.attempt,
    status: 'queued',
    messageId: null,
    sentAt: null,
    error: null,
    notBefore: null,
    chatId: null,
  };
}

function settled(
  row: ClaimedDelivery,
  status: DeliveryResult['status'],
  error: string,
): Extract<Prepared, { kind: 'settled' }> {
  return { kind: 'settled', result: { ...baseResult(row), status, error } };
}
