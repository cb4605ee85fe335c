import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { inTransaction } from '../../src/database/in-transaction.ts';
import {
  acquireLease,
  deleteExpiredLeases,
  holdsLease,
  releaseLease,
  renewLease,
} from '../../src/database/leases.ts';
import { clean, openTestDatabase } from '../support/database.ts';

const KEY = 'person:5';
const TTL_MS = 60_000;

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
afterEach(async () => {
  await clean(database);
});

async function acquire(owner: string, key = KEY): Promise<bigint | null> {
  return await acquireLease(database.prisma, { key, owner, ttlMs: TTL_MS });
}

async function acquired(owner: string): Promise<bigint> {
  const fence = await acquire(owner);
  if (fence === null) throw new Error('the lease was expected to be free');
  return fence;
}

// A second back: the column rounds to milliseconds, half of them up.
async function expire(key = KEY): Promise<void> {
  await database.prisma
    .$executeRaw`UPDATE "Lease" SET "until" = clock_timestamp() - interval '1 second' WHERE "key" = ${key}`;
}

describe('leases', () => {
  it('are held by one, also against a second request of the same owner', async () => {
    expect(await acquire('a')).not.toBeNull();
    expect(await acquire('b')).toBeNull();
    expect(await acquire('a')).toBeNull();
    expect(await acquire('b', 'person:6')).not.toBeNull();
  });

  it('are given to one of many that ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => await acquire(`p${index}`)),
    );
    expect(answers.filter((fence) => fence !== null)).toHaveLength(1);
  });

  it('pass on after their time, with a greater fence', async () => {
    const former = await acquired('a');
    await expire();
    expect(await acquired('b')).toBeGreaterThan(former);
  });

  it('keep fences growing after a release', async () => {
    const former = await acquired('a');
    expect(await releaseLease(database.prisma, { key: KEY, fence: former })).toBe(true);
    expect(await acquired('b')).toBeGreaterThan(former);
  });

  it('are renewed by the holder only while they last', async () => {
    const lease = { key: KEY, fence: await acquired('a') };
    expect(await renewLease(database.prisma, lease, TTL_MS)).toBe(true);
    expect(await holdsLease(database.prisma, lease)).toBe(true);
    await expire();
    expect(await renewLease(database.prisma, lease, TTL_MS)).toBe(false);
    expect(await holdsLease(database.prisma, lease)).toBe(false);
  });

  it('cannot be touched by a former holder', async () => {
    const former = { key: KEY, fence: await acquired('a') };
    await expire();
    const current = { key: KEY, fence: await acquired('b') };
    expect(await renewLease(database.prisma, former, TTL_MS)).toBe(false);
    expect(await releaseLease(database.prisma, former)).toBe(false);
    expect(await holdsLease(database.prisma, former)).toBe(false);
    expect(await holdsLease(database.prisma, current)).toBe(true);
  });

  it('last as long as they were asked for', async () => {
    await acquired('a');
    const rows = await database.prisma.$queryRaw<{ ms: number }[]>`
      SELECT (extract(epoch FROM "until" - clock_timestamp()) * 1000)::float AS ms FROM "Lease"`;
    expect(rows[0]?.ms).toBeGreaterThan(TTL_MS - 30_000);
    expect(rows[0]?.ms).toBeLessThanOrEqual(TTL_MS);
  });

  it('work inside a transaction and vanish with it', async () => {
    const failing = inTransaction(database.prisma, async (tx) => {
      expect(await acquireLease(tx, { key: KEY, owner: 'a', ttlMs: TTL_MS })).not.toBeNull();
      throw new Error('undo');
    });
    await expect(failing).rejects.toThrow('undo');
    expect(await acquire('b')).not.toBeNull();
  });

  it('leave no rows behind for ever', async () => {
    await acquired('a');
    expect(await deleteExpiredLeases(database.prisma)).toBe(0);
    await database.prisma.$executeRaw`UPDATE "Lease" SET "until" = clock_timestamp() - interval '2 hours'`;
    expect(await deleteExpiredLeases(database.prisma)).toBe(1);
  });
});
