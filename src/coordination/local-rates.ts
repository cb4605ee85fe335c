import type { Rates } from './rate-bucket.ts';

const FORGET_ABOVE = 10_000;

/** Limits of this process; `now` in milliseconds, never going back. */
export function createLocalRates(now: () => number = () => performance.now()): Rates {
  /** per bucket the instant from which it is full again */
  const full = new Map<string, number>();
  const paused = new Map<string, number>();

  function forget(at: number): void {
    for (const map of [full, paused]) {
      for (const [key, until] of map) if (until <= at) map.delete(key);
    }
  }

  return {
    async take(buckets, { aheadMs = 0 } = {}) {
      const at = now();
      let waitMs = 0;
      let limitedBy = '';
      let pausedNow = false;
      for (const { key, intervalMs, burst } of buckets) {
        const free = Math.max(full.get(key) ?? 0, at) + (1 - burst) * intervalMs;
        const until = paused.get(key) ?? 0;
        if (until > at) pausedNow = true;
        const wait = Math.max(free, until) - at;
        if (wait > waitMs) {
          waitMs = wait;
          limitedBy = key;
        }
      }
      const ahead = waitMs > 0 && waitMs <= aheadMs && !pausedNow && limitedBy === buckets[0]?.key;
      if (waitMs > 0 && !ahead) return { granted: false, waitMs, limitedBy };
      for (const { key, intervalMs } of buckets) {
        const from = key === limitedBy ? at : at + waitMs;
        full.set(key, Math.max(full.get(key) ?? 0, from) + intervalMs);
      }
      if (full.size > FORGET_ABOVE) forget(at);
      return ahead ? { granted: true, inMs: waitMs } : { granted: true };
    },
    degraded: () => false,
    async pause(key, ms) {
      paused.set(key, Math.max(paused.get(key) ?? 0, now() + ms));
    },
  };
}
