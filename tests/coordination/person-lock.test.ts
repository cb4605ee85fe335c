import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLeaseRowLock } from '../../src/coordination/lease-row-lock.ts';
import { createLocalLock } from '../../src/coordination/local-lock.ts';
import { createPersonLock, LockBusyError, type PersonLock } from '../../src/coordination/person-lock.ts';
import { connectRedis, RedisDownError, type RedisLink } from '../../src/coordination/redis.ts';
import { createRedisLock } from '../../src/coordination/redis-lock.ts';
import type { Database } from '../../src/database/client.ts';
import { openTestDatabase } from '../support/database.ts';
import { createOwnRedis, noRedisServer, type OwnRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A promise to be resolved from outside. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Many pieces of work over few keys through several "processes": never two at once under one key. */
async function hammer(locks: readonly PersonLock[], pieces: number): Promise<number> {
  const working = new Map<string, number>();
  let overlaps = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: pieces }, async (_, index) => {
      const key = `person:${index % 3}`;
      await locks[index % locks.length]?.run(
        key,
        async () => {
          const now = (working.get(key) ?? 0) + 1;
          working.set(key, now);
          if (now > 1) overlaps += 1;
          await new Promise((resolve) => setImmediate(resolve));
          working.set(key, (working.get(key) ?? 0) - 1);
          done += 1;
        },
        { waitMs: 20_000 },
      );
    }),
  );
  expect(done).toBe(pieces);
  return overlaps;
}

describe('within the process', () => {
  it('is first come, first served per key and keeps nothing afterwards', async () => {
    const lock = createLocalLock();
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        lock.run('a', async () => {
          await new Promise((resolve) => setImmediate(resolve));
          order.push(n);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(lock.size()).toBe(0);
  });

  it('does not let keys wait for each other, and goes on after an error', async () => {
    const lock = createLocalLock();
    const held = gate();
    const first = lock.run('a', () => held.opened);
    expect(await lock.run('b', async () => 'b')).toBe('b');
    const failing = lock.run('a', () => Promise.reject(new Error('boom')));
    const after = lock.run('a', async () => 'after');
    held.open();
    await expect(failing).rejects.toThrow('boom');
    expect(await after).toBe('after');
    await first;
    expect(lock.size()).toBe(0);
  });

  it('gives up after the waiting time without disturbing the queue', async () => {
    const lock = createLocalLock();
    const held = gate();
    const first = lock.run('a', () => held.opened);
    const impatient = lock.run('a', async () => 'never', { waitMs: 20 });
    const patient = lock.run('a', async () => 'in the end');
    await expect(impatient).rejects.toBeInstanceOf(LockBusyError);
    held.open();
    expect(await patient).toBe('in the end');
    await first;
    expect(lock.size()).toBe(0);
  });
});

describe('by lease rows', () => {
  it('excludes across processes', async () => {
    const locks = ['one', 'two', 'three'].map((owner) =>
      createPersonLock({ db: database.prisma, owner, redis: null, singleProcess: false }),
    );
    expect(await hammer(locks, 30)).toBe(0);
    expect(await database.prisma.lease.count()).toBe(0);
  });

  it('takes over from a dead holder and tells a live one that it lost', async () => {
    const times = { ttlMs: 120, firstRetryMs: 5, lastRetryMs: 20 };
    const lock = createLeaseRowLock(database.prisma, 'one', times);
    const held = gate();
    let lost: AbortSignal | undefined;
    const first = lock.run('a', async (signal) => {
      lost = signal;
      await held.opened;
    });
    await until('the first holds it', () => lost !== undefined);
    await database.prisma.lease.updateMany({ data: { until: new Date(0) } });
    const second = createLeaseRowLock(database.prisma, 'two', times);
    await second.run('a', () => until('the first noticed', () => lost?.aborted === true));
    held.open();
    await first;
  });

  it('keeps a lease alive for longer than it lasts', async () => {
    const times = { ttlMs: 1_000, firstRetryMs: 5, lastRetryMs: 20 };
    const held = gate();
    let started = false;
    const first = createLeaseRowLock(database.prisma, 'one', times).run('a', async () => {
      started = true;
      await held.opened;
    });
    await until('it started', () => started);
    const other = createLeaseRowLock(database.prisma, 'two', times);
    await expect(other.run('a', async () => 'stolen', { waitMs: 2_200 })).rejects.toBeInstanceOf(
      LockBusyError,
    );
    held.open();
    await first;
  });
});

describe.skipIf(noRedisServer !== null)('by Redis, which may vanish', () => {
  let server: OwnRedis;
  let links: RedisLink[];
  beforeEach(async () => {
    server = await createOwnRedis();
    await server.start();
    links = await Promise.all(
      [1, 2].map(() => connectRedis({ url: server.url, keyPrefix: 'domovoy-test:' })),
    );
  });
  afterEach(async () => {
    await Promise.all(links.map((link) => link.close()));
    await server.kill();
  });

  const composite = (): PersonLock[] =>
    links.map((redis, index) =>
      createPersonLock({ db: database.prisma, owner: `${index}`, redis, singleProcess: false }),
    );

  it('excludes across processes without touching the database', async () => {
    const before = database.statements.count;
    expect(await hammer(composite(), 200)).toBe(0);
    expect(database.statements.count).toBe(before);
  });

  it('waits no longer than asked', async () => {
    const [one, two] = composite();
    const held = gate();
    let started = false;
    const first = one?.run('a', async () => {
      started = true;
      await held.opened;
    });
    await until('it started', () => started);
    await expect(two?.run('a', async () => 'stolen', { waitMs: 60 })).rejects.toBeInstanceOf(LockBusyError);
    held.open();
    await first;
  });

  it('tells the holder that the lock was lost', async () => {
    const [link] = links;
    if (link === undefined) throw new Error('no link');
    const lock = createRedisLock(link, { ttlMs: 90, firstRetryMs: 5, lastRetryMs: 20 });
    await lock.run('a', async (signal) => {
      await link.call((client) => client.flushall());
      await until('the loss was noticed', () => signal.aborted);
    });
  });

  it('goes on by lease rows when Redis is killed between and during pieces of work', async () => {
    const locks = composite();
    const [one, two] = locks;
    await one?.run('a', async () => {
      await server.kill();
    });
    expect(await two?.run('a', async () => 'done')).toBe('done');
    expect(await hammer(locks, 12)).toBe(0);
    await server.start();
    await until('Redis is back', () => links.every((link) => link.isUp()));
    const before = database.statements.count;
    expect(await hammer(locks, 30)).toBe(0);
    expect(database.statements.count).toBe(before);
  });

  it('never hangs on a Redis that answers nothing, and waits for it only once', async () => {
    const [one] = composite();
    server.freeze();
    const started = performance.now();
    expect(await one?.run('a', async () => 'done')).toBe('done');
    const first = performance.now() - started;
    expect(links[0]?.isUp()).toBe(false);
    const again = performance.now();
    await one?.run('b', async () => undefined);
    expect(performance.now() - again).toBeLessThan(first / 2);
    server.thaw();
    await until('Redis answers again', () => links[0]?.isUp() === true);
  });

  it('runs the work once even when the work itself fails for want of Redis', async () => {
    const [one] = composite();
    let runs = 0;
    const attempt = one?.run('a', async () => {
      runs += 1;
      throw new RedisDownError();
    });
    await expect(attempt).rejects.toBeInstanceOf(RedisDownError);
    expect(runs).toBe(1);
  });

  it('starts without Redis and finds it later', async () => {
    await server.kill();
    const link = await connectRedis({ url: server.url, keyPrefix: 'x:' });
    expect(link.isUp()).toBe(false);
    await expect(link.call((client) => client.ping())).rejects.toBeInstanceOf(RedisDownError);
    await server.start();
    await until('it is found', () => link.isUp());
    await link.close();
  });
});
