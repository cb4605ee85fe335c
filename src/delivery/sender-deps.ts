import type { Rates } from '../coordination/rates.ts';
import type { Wakeups } from '../coordination/wakeups.ts';
import type { Channel, Lane } from '../domain/delivery.ts';
import type { DeliveryChannel } from './channels.ts';
import type { PrepareDeps } from './prepare.ts';

/** Counts what became of calls; `outcome` is a `SendOutcome` kind or a status decided without a call. */
export interface DeliveryMetrics {
  delivery(channel: Channel, lane: Lane, outcome: string): void;
}

export interface SenderDeps extends PrepareDeps {
  /** Unique among all senders that ever ran. */
  readonly owner: string;
  readonly channels: readonly DeliveryChannel[];
  readonly rates: Rates;
  readonly wakeups: Wakeups;
  readonly metrics: DeliveryMetrics;
  /** Messages a second over all processes, Telegram only. */
  readonly bulkPerSecond: number;
  /** True while this process is answering somebody; bulk stands back a little then. Default: never. */
  readonly answering?: () => boolean;
  /** A group became a supergroup: settings that name it must follow. */
  readonly onChatMigrated?: (from: number, to: number) => Promise<void>;
}

export interface SenderTuning {
  /** Calls on the way at once, per channel: what a kill leaves ambiguous. */
  readonly concurrency: number;
  /** Milliseconds between looks at the queue when nobody rings. */
  readonly pollMs: number;
  /** Milliseconds after which others take back what this sender took and did not begin. */
  readonly leaseMs: number;
  /** Milliseconds after which a call without a result counts as the call of a dead sender. */
  readonly sendingLeaseMs: number;
}

/** Slow calls of a quarter of a second still reach the rate. */
const SLOW_CALL_SECONDS = 0.25;
const FEWEST_CALLS = 4;
const MOST_CALLS = 64;

/**
 * As many calls at once as the rate needs and no more (8 at Telegram's 30 a second): what is on the way is what a
 * kill leaves ambiguous, and what goes on hitting Telegram after it asked to wait.
 */
export function defaultTuning(perSecond: number): SenderTuning {
  const needed = Math.ceil(perSecond * SLOW_CALL_SECONDS);
  return {
    concurrency: Math.min(MOST_CALLS, Math.max(FEWEST_CALLS, needed)),
    pollMs: 1_000,
    leaseMs: 60_000,
    sendingLeaseMs: 90_000,
  };
}
