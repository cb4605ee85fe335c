import { DEFAULT_WAIT_MS, LockBusyError, type PersonLock } from './lock.ts';

/** A lease that can be lost; `Held` is what proves that it is ours. */
export interface LeaseSource<Held> {
  /** null: somebody else holds it */
  acquire(key: string, ttlMs: number): Promise<Held | null>;
  /** False: it was lost. Throws when the server could not be asked. */
  renew(key: string, held: Held, ttlMs: number): Promise<boolean>;
  release(key: string, held: Held): Promise<void>;
}

export interface LeaseTimes {
  /** Milliseconds after which the lease of a dead holder is free. */
  readonly ttlMs: number;
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}

/** A lock from a lease: waits by asking again, ever more slowly, renews while the work runs, gives back at the end. */
export function createLeaseLock<Held>(source: LeaseSource<Held>, times: LeaseTimes): PersonLock {
  return {
    async run(key, work, { waitMs = DEFAULT_WAIT_MS } = {}) {
      const held = await waitFor(source, times, key, waitMs);
      const keeper = keepAlive(source, times.ttlMs, key, held);
      try {
        return await work(keeper.signal);
      } finally {
        keeper.stop();
        // A release that fails costs the next one the rest of the lease; the work is done all the same.
        if (!keeper.signal.aborted) await source.release(key, held).catch(() => undefined);
      }
    },
  };
}

async function waitFor<Held>(
  source: LeaseSource<Held>,
  times: LeaseTimes,
  key: string,
  waitMs: number,
): Promise<Held> {
  const deadline = performance.now() + waitMs;
  for (let retryMs = times.firstRetryMs; ; retryMs = Math.min(retryMs * 1.6, times.lastRetryMs)) {
    const held = await source.acquire(key, times.ttlMs);
    if (held !== null) return held;
    const left = deadline - performance.now();
    if (left <= 0) throw new LockBusyError(key);
    // Spread, so that two that wait do not ask in step.
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, retryMs * (0.5 + Math.random()))));
  }
}

/** Renews at a third of the time; aborts when the lease is lost or could not be renewed while it lasted. */
function keepAlive<Held>(source: LeaseSource<Held>, ttlMs: number, key: string, held: Held) {
  const lost = new AbortController();
  let renewedAt = performance.now();
  let busy = false;

  async function renew(): Promise<void> {
    if (busy) return;
    busy = true;
    const askedAt = performance.now();
    try {
      if (await source.renew(key, held, ttlMs)) renewedAt = askedAt;
      else lose();
    } catch {
      if (performance.now() - renewedAt >= ttlMs) lose();
    } finally {
      busy = false;
    }
  }

  function lose(): void {
    clearInterval(timer);
    lost.abort(new Error('the lock was lost'));
  }

  const timer = setInterval(() => void renew(), ttlMs / 3);
  timer.unref();
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}
