import type { SendOutcome } from './channels.ts';
import type { ClaimedDelivery } from './claim.ts';
import { AMBIGUOUS, type DeliveryResult } from './record.ts';

/** What follows from an outcome, besides the row. */
export type Consequence =
  | { readonly kind: 'none' }
  /** Everybody who sends through this channel waits. */
  | { readonly kind: 'pause-all'; readonly ms: number }
  | { readonly kind: 'pause-chat'; readonly ms: number }
  | { readonly kind: 'mark-unreachable'; readonly reason: string }
  | { readonly kind: 'move-chat'; readonly chatId: number }
  /** Nobody can be reached: this process stops calling for a while. */
  | { readonly kind: 'channel-down'; readonly reason: string; readonly ourFault: boolean };

export interface Verdict {
  readonly result: DeliveryResult;
  readonly consequence: Consequence;
}

/** A pause longer than this is written into the row, so that it outlives every process; shorter ones are shared. */
export const LONG_PAUSE_MS = 60_000;

export interface VerdictContext {
  readonly now: Date;
  readonly afterCrash: 'resend' | 'leave';
  /** number of the attempt that had this outcome */
  readonly attempt: number;
}

/** Pure: what a call's outcome means for the row and for the others. `unparsable` was retried as plain text before. */
export function judge(row: ClaimedDelivery, outcome: SendOutcome, context: VerdictContext): Verdict {
  const base: DeliveryResult = {
    id: row.id,
    owner: row.owner,
    from: 'sending',
    attempt: context.attempt,
    status: 'queued',
    messageId: null,
    sentAt: null,
    error: null,
    notBefore: null,
    chatId: null,
  };
  const none: Consequence = { kind: 'none' };
  switch (outcome.kind) {
    case 'sent':
      return {
        result: { ...base, status: 'sent', sentAt: context.now, messageId: outcome.messageId ?? null },
        consequence: none,
      };
    case 'retry-later': {
      const ms = outcome.retryAfterMs;
      const notBefore = ms > LONG_PAUSE_MS ? new Date(context.now.getTime() + ms) : null;
      return {
        result: { ...base, error: 'flood: asked to wait', notBefore },
        consequence: { kind: outcome.scope === 'bot' ? 'pause-all' : 'pause-chat', ms },
      };
    }
    case 'unreachable':
      return {
        result: { ...base, status: 'unreachable', error: outcome.reason },
        consequence: { kind: 'mark-unreachable', reason: outcome.reason },
      };
    case 'migrated':
      return {
        result: { ...base, error: 'the chat moved', chatId: outcome.chatId },
        consequence: { kind: 'move-chat', chatId: outcome.chatId },
      };
    case 'rejected':
      return { result: { ...base, status: 'failed', error: outcome.reason }, consequence: none };
    case 'unparsable':
      return {
        result: { ...base, status: 'failed', error: 'unparsable even as plain text' },
        consequence: none,
      };
    case 'not-sent':
      return {
        result: { ...base, error: outcome.reason },
        consequence: { kind: 'channel-down', reason: outcome.reason, ourFault: false },
      };
    case 'refused-us':
      return {
        result: { ...base, error: outcome.reason },
        consequence: { kind: 'channel-down', reason: outcome.reason, ourFault: true },
      };
    case 'ambiguous': {
      const again = context.afterCrash === 'resend' && !isRepeat(row);
      return {
        result: { ...base, status: again ? 'queued' : 'unknown', error: AMBIGUOUS + outcome.reason },
        consequence: none,
      };
    }
  }
}

/** True when an earlier attempt of this message may have arrived. */
export function isRepeat(row: Pick<ClaimedDelivery, 'lastError'>): boolean {
  return row.lastError?.startsWith(AMBIGUOUS) === true;
}
