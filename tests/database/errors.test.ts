import { once } from 'node:events';
import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/client.ts';
import {
  isCheckViolation,
  isDatabaseUnavailable,
  isForeignKeyViolation,
  isRetryableConflict,
  isUniqueViolation,
} from '../../src/database/errors.ts';
import { inTransaction } from '../../src/database/in-transaction.ts';
import { clean, openAgain, openTestDatabase } from '../support/database.ts';

const onPostgres = Boolean(process.env.DATABASE_URL);

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

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('violations', () => {
  it('tell a unique constraint, by name too, from generated and raw statements', async () => {
    const data = { code: 'water', name: { ru: 'Вода' } };
    await database.prisma.category.create({ data });
    const failures = [
      await failureOf(database.prisma.category.create({ data })),
      await failureOf(
        database.prisma.$executeRaw`INSERT INTO "Category" ("code", "name") VALUES ('water', '{}')`,
      ),
      await failureOf(inTransaction(database.prisma, async (tx) => await tx.category.create({ data }))),
    ];
    for (const failure of failures) {
      expect(isUniqueViolation(failure)).toBe(true);
      expect(isUniqueViolation(failure, 'Category_code_key')).toBe(true);
      expect(isUniqueViolation(failure, 'Category_code')).toBe(false);
      expect(
        isDatabaseUnavailable(failure) || isCheckViolation(failure) || isForeignKeyViolation(failure),
      ).toBe(false);
    }
  });

  it('tell an expression index, whose columns no driver can name', async () => {
    const data = { key: 'fees', value: {}, effectiveFrom: new Date('2026-01-01'), changedAt: new Date(0) };
    await database.prisma.setting.create({ data });
    expect(
      isUniqueViolation(await failureOf(database.prisma.setting.create({ data })), 'Setting_version_key'),
    ).toBe(true);
  });

  it('tell a CHECK and a foreign key', async () => {
    const check = await failureOf(
      database.prisma.rateCounter.create({
        data: { key: 'k', windowStart: new Date(0), count: -1, expiresAt: new Date(0) },
      }),
    );
    expect(isCheckViolation(check, 'RateCounter_count_check')).toBe(true);
    expect(isCheckViolation(check, 'RateCounter_other_check')).toBe(false);
    const foreign = await failureOf(database.prisma.dialogue.create({ data: { identityId: 77 } }));
    expect(isForeignKeyViolation(foreign)).toBe(true);
    expect(isUniqueViolation(foreign) || isDatabaseUnavailable(foreign)).toBe(false);
  });

  it('tell conflicts that may be tried again', async () => {
    for (const code of ['40001', '40P01']) {
      const failure = await failureOf(
        database.prisma.$executeRawUnsafe(
          `DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`,
        ),
      );
      expect(isRetryableConflict(failure)).toBe(true);
      expect(isDatabaseUnavailable(failure)).toBe(false);
    }
  });
});

describe('isDatabaseUnavailable', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'ECONNREFUSED'],
    ['a bug', new TypeError('x is not a function')],
    ['a rule', Object.assign(new Error('duplicate'), { code: '23505' })],
    ['wrong SQL', Object.assign(new Error('syntax'), { code: '42601' })],
    ['a row that is missing', Object.assign(new Error('No record was found'), { code: 'P2025' })],
  ])('is false for %s', (_, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });

  it.each([
    ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['both addresses refused', new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })])],
    ['a wrapped one', new Error('outer', { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) })],
    ['a shutdown', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ['starting up', Object.assign(new Error('the database system is starting up'), { code: '57P03' })],
    ['a full disk', Object.assign(new Error('could not extend file'), { code: '53100' })],
    ['no free connection', new Error('timeout exceeded when trying to connect')],
  ])('is true for %s', (_, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it('is true for a server that is not there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = portOf(server);
    server.close();
    const failure = await failureOf(
      openDatabase({ kind: 'postgres', url: `postgresql://u@127.0.0.1:${port}/d` }),
    );
    expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
  });

  it('is true for a server that hangs up at once', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const failure = await failureOf(
      openDatabase({ kind: 'postgres', url: `postgresql://u@127.0.0.1:${portOf(server)}/d` }),
    );
    expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
    server.close();
  });

  it('is true once the database is closed', async () => {
    const other = await openTestDatabase();
    await other.close();
    const failure = await failureOf(other.prisma.category.count());
    expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
  });
});

describe.runIf(onPostgres)('on PostgreSQL', () => {
  it('a session ended by the administrator fails as unavailable, and the next statement works', async () => {
    const other = await openAgain(database);
    const failure = await failureOf(
      inTransaction(other.prisma, async (tx) => {
        const rows = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        await database.prisma.$queryRaw`SELECT pg_terminate_backend(${rows[0]?.pid}::int)`;
        await tx.category.count();
      }),
    );
    expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
    expect(await other.prisma.category.count()).toBe(0);
    await other.close();
  });

  it('lives through a restart of the server', async () => {
    const breakable = await startBreakableProxy(new URL(process.env.DATABASE_URL ?? ''));
    const rows = await database.prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
    const url = new URL(process.env.DATABASE_URL ?? '');
    url.pathname = `/${rows[0]?.name}`;
    url.host = `127.0.0.1:${breakable.port}`;
    const other = await openDatabase({ kind: 'postgres', url: url.toString(), poolSize: 3 });
    const count = async (): Promise<unknown> => await other.prisma.category.count();
    expect(await Promise.all([count(), count(), count()])).toEqual([0, 0, 0]);
    const asleep = failureOf(other.prisma.$queryRaw`SELECT pg_sleep(600)`);
    await expect.poll(breakable.connections).toBeGreaterThan(0);
    breakable.break();
    for (const failure of [
      await asleep,
      await failureOf(count()),
      await failureOf(inTransaction(other.prisma, count)),
    ]) {
      expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
    }
    breakable.mend();
    expect(await Promise.all([count(), count(), count()])).toEqual([0, 0, 0]);
    await other.close();
    breakable.close();
  });

  it('no free connection in time is unavailable', async () => {
    const other = await openAgain(database);
    const held = await Promise.all(
      Array.from({ length: 10 }, async () => {
        if (other.driver.kind !== 'postgres') throw new Error('PostgreSQL expected');
        return await other.driver.pool.connect();
      }),
    );
    const failure = await failureOf(inTransaction(other.prisma, async () => undefined, { maxWait: 50 }));
    expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
    for (const client of held) client.release();
    await other.close();
  });
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Stands between the pool and the server; broken, it cuts every connection and refuses new ones. */
async function startBreakableProxy(target: URL) {
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((socket) => {
    if (broken) {
      socket.destroy();
      return;
    }
    const upstream = tcpConnect(Number(target.port || 5432), target.hostname);
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        sockets.delete(end);
        socket.destroy();
        upstream.destroy();
      });
    }
    socket.pipe(upstream).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    connections: () => sockets.size,
    break: () => {
      broken = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      broken = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
