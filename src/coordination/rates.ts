import { createLocalRates } from './local-rates.ts';
import type { RateBucket, Rates } from './rate-bucket.ts';
import { RedisDownError, type RedisLink } from './redis.ts';
import { createRedisRates } from './redis-rates.ts';

export type { Permit, RateBucket, Rates, TakeOptions } from './rate-bucket.ts';

/** A sender that is so late does not lower the rate. */
const LATE_SECONDS = 0.02;

/**
 * Messages that are nobody's answer: `perSecond` over all processes. Two at once, at high rates as many as a sender is
 * late by, so that its few milliseconds do not lower the rate.
 */
export function bulkBucket(perSecond: number): RateBucket {
  return {
    key: 'bot',
    intervalMs: 1000 / perSecond,
    burst: Math.max(2, Math.round(perSecond * LATE_SECONDS)),
  };
}

/** Telegram: about one message a second in a chat; in a group 20 a minute (17 and a burst of 3). */
export function chatBucket(chatId: number): RateBucket {
  return chatId < 0
    ? { key: `chat:${chatId}`, intervalMs: 60_000 / 17, burst: 3 }
    : { key: `chat:${chatId}`, intervalMs: 1_000, burst: 1 };
}

/** What one process may send when nobody can be asked what the others send. */
const ALONE_FACTOR = 10;
const ASK_AGAIN_MS = 1_000;

/** In this process alone, or shared by Redis: while that is away only urgent messages go, at a tenth of the rate. */
export function createRates(redis: RedisLink | null): Rates {
  const local = createLocalRates();
  if (redis === null) return local;
  const shared = createRedisRates(redis);
  return {
    async take(buckets, options = {}) {
      try {
        return await shared.take(buckets, options);
      } catch (error) {
        if (!(error instanceof RedisDownError)) throw error;
        if (options.urgent !== true) return { granted: false, waitMs: ASK_AGAIN_MS, limitedBy: 'redis' };
        const slower = buckets.map((bucket) => ({
          ...bucket,
          intervalMs: bucket.intervalMs * ALONE_FACTOR,
          burst: 1,
        }));
        return await local.take(slower, options);
      }
    },
    degraded: () => shared.degraded(),
    async pause(key, ms) {
      // Also kept here, for the time in which Redis is away.
      await local.pause(key, ms);
      await shared.pause(key, ms).catch((error: unknown) => {
        if (!(error instanceof RedisDownError)) throw error;
      });
    },
  };
}
