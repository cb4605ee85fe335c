import type { Db } from '../database/client.ts';
import { createLeaseRowLock } from './lease-row-lock.ts';
import { createLocalLock } from './local-lock.ts';
import { DEFAULT_WAIT_MS, type PersonLock } from './lock.ts';
import { RedisDownError, type RedisLink } from './redis.ts';
import { createRedisLock } from './redis-lock.ts';

export { LockBusyError, type LockOptions, type PersonLock } from './lock.ts';

export interface PersonLockOptions {
  readonly db: Db;
  /** Who is holding, for people who look into the table. */
  readonly owner: string;
  /** null: no Redis is configured. */
  readonly redis: RedisLink | null;
  /** True when no other process can work on this database (embedded): then the process alone is enough. */
  readonly singleProcess: boolean;
}

/**
 * The lock of this installation. In front stands a queue within the process, so that at most one request per key goes
 * out. Behind it Redis, or, while Redis is away, lease rows.
 *
 * Two holders are possible for a moment: a process that lost Redis takes the row while another still holds the key,
 * or a stopped process wakes up. They cannot both write: what an update changes is written by one
 * `UPDATE "Dialogue" … WHERE version = …`, the second one finds another version, and its update is offered again;
 * effects in between are unique by their keys in the database.
 */
export function createPersonLock(options: PersonLockOptions): PersonLock {
  const local = createLocalLock();
  if (options.singleProcess) return local;
  const rows = createLeaseRowLock(options.db, options.owner);
  const shared = options.redis === null ? rows : withFallback(options.redis, rows);
  return {
    async run(key, work, { waitMs = DEFAULT_WAIT_MS } = {}) {
      const started = performance.now();
      return await local.run(
        key,
        async () => {
          const left = waitMs - (performance.now() - started);
          return await shared.run(key, work, { waitMs: Math.max(0, left) });
        },
        { waitMs },
      );
    },
  };
}

function withFallback(redis: RedisLink, rows: PersonLock): PersonLock {
  const lock = createRedisLock(redis);
  return {
    async run(key, work, { waitMs = DEFAULT_WAIT_MS } = {}) {
      if (!redis.isUp()) return await rows.run(key, work, { waitMs });
      const started = performance.now();
      let begun = false;
      try {
        return await lock.run(
          key,
          async (signal) => {
            begun = true;
            return await work(signal);
          },
          { waitMs },
        );
      } catch (error) {
        // What `work` itself throws is its own affair; it must never run a second time.
        if (begun || !(error instanceof RedisDownError)) throw error;
        const left = waitMs - (performance.now() - started);
        return await rows.run(key, work, { waitMs: Math.max(0, left) });
      }
    },
  };
}
