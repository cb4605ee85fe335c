import type { Permit, Rates } from './rate-bucket.ts';
import type { RedisLink } from './redis.ts';
import { luaScript } from './redis-lock.ts';

/**
 * KEYS: per bucket its state and its pause. ARGV: interval (µs) and burst of each bucket, then how far ahead (µs) the
 * first bucket's turn may be taken. Redis' own clock, so that machines need not agree.
 * Answers {wait µs, number of the bucket}; number 0 = taken, good after the wait.
 * Re-sent after a lost reply it takes a second time: one message fewer, never one too many.
 */
const TAKE = luaScript(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local buckets = #KEYS / 2
local ahead = tonumber(ARGV[2 * buckets + 1])
local wait, limitedBy, paused = 0, 0, false
local full = {}
for i = 1, buckets do
  local interval, burst = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local from = math.max(tonumber(redis.call('GET', KEYS[2 * i - 1]) or '0'), now)
  full[i] = from + interval
  local w = full[i] - burst * interval - now
  local pause = redis.call('PTTL', KEYS[2 * i])
  if pause > 0 then paused = true end
  if pause > 0 and pause * 1000 > w then w = pause * 1000 end
  if w > wait then wait, limitedBy = w, i end
end
if wait > 0 and (wait > ahead or paused or limitedBy ~= 1) then return {math.ceil(wait), limitedBy} end
for i = 1, buckets do
  if i ~= limitedBy then full[i] = math.max(full[i], now + wait + tonumber(ARGV[2 * i - 1])) end
  local left = math.ceil((full[i] - now) / 1000) + 1000
  redis.call('SET', KEYS[2 * i - 1], string.format('%.0f', full[i]), 'PX', left)
end
return {math.ceil(wait), 0}`);

/** Only ever prolongs. */
const PAUSE = luaScript(`
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], '1', 'PX', ARGV[1]) end
return 1`);

/** Limits shared by all processes. @throws RedisDownError */
export function createRedisRates(redis: RedisLink): Rates {
  const pauseKey = (key: string): string => `pause:${key}`;
  return {
    async take(buckets, { aheadMs = 0 } = {}): Promise<Permit> {
      const keys = buckets.flatMap(({ key }) => [`rate:${key}`, pauseKey(key)]);
      const limits = buckets.flatMap(({ intervalMs, burst }) => [Math.round(intervalMs * 1000), burst]);
      const [waitMicros, number] = pair(await redis.script(TAKE, keys, [...limits, aheadMs * 1000]));
      const limiting = buckets[number - 1];
      if (limiting === undefined) {
        return waitMicros > 0 ? { granted: true, inMs: waitMicros / 1000 } : { granted: true };
      }
      return { granted: false, waitMs: waitMicros / 1000, limitedBy: limiting.key };
    },
    degraded: () => !redis.isUp(),
    async pause(key, ms) {
      await redis.script(PAUSE, [pauseKey(key)], [Math.ceil(ms)]);
    },
  };
}

function pair(reply: unknown): readonly [number, number] {
  if (Array.isArray(reply)) {
    const [first, second]: readonly unknown[] = reply;
    if (typeof first === 'number' && typeof second === 'number') return [first, second];
  }
  throw new Error('Redis answered the rate script with something else than two numbers');
}
