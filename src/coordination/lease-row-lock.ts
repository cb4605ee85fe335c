import type { Db } from '../database/client.ts';
import { acquireLease, type HeldLease, releaseLease, renewLease } from '../database/leases.ts';
import { createLeaseLock } from './lease-lock.ts';
import type { PersonLock } from './lock.ts';

const TIMES = { ttlMs: 15_000, firstRetryMs: 20, lastRetryMs: 250 };

/** The lock by rows of `Lease`: for several processes without Redis. Two statements a piece of work. */
export function createLeaseRowLock(db: Db, owner: string, times = TIMES): PersonLock {
  return createLeaseLock<HeldLease>(
    {
      async acquire(key, ttlMs) {
        const fence = await acquireLease(db, { key, owner, ttlMs });
        return fence === null ? null : { key, fence };
      },
      renew: (_key, held, ttlMs) => renewLease(db, held, ttlMs),
      async release(_key, held) {
        await releaseLease(db, held);
      },
    },
    times,
  );
}
