import { type AddressInfo, createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/client.ts';
import {
  isUniqueViolation,
  OuterClientInTransactionError,
  SwallowedFailureError,
} from '../../src/database/errors.ts';
import { inSavepoint, inTransaction } from '../../src/database/in-transaction.ts';
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

function category(code: string) {
  return { data: { code, name: { ru: code } } };
}

describe('inTransaction', () => {
  it('saves everything or nothing', async () => {
    await inTransaction(database.prisma, async (tx) => await tx.category.create(category('water')));
    const failing = inTransaction(database.prisma, async (tx) => {
      await tx.category.create(category('gas'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await database.prisma.category.findMany({ select: { code: true } })).toEqual([{ code: 'water' }]);
  });

  it('refuses the outer client inside, for every kind of statement', async () => {
    const db = database.prisma;
    const uses: (() => Promise<unknown>)[] = [
      async () => await db.category.count(),
      async () => await db.$queryRaw`SELECT 1`,
      async () => await db.$executeRaw`DELETE FROM "Category"`,
      async () => await db.$transaction([db.category.count()]),
      async () => await inTransaction(db, async () => undefined),
    ];
    for (const use of uses) {
      await expect(inTransaction(db, use)).rejects.toBeInstanceOf(OuterClientInTransactionError);
    }
    expect(await db.category.count()).toBe(0);
  });

  it('does not mind the outer client afterwards, also in what was begun inside', async () => {
    let open = (): void => undefined;
    const later = new Promise<void>((resolve) => {
      open = resolve;
    });
    const straggler = await inTransaction(database.prisma, async () => ({
      result: later.then(async () => await database.prisma.category.count()),
    }));
    open();
    expect(await straggler.result).toBe(0);
  });

  it('does not mind another database inside', async () => {
    const other = await openTestDatabase();
    try {
      expect(await inTransaction(database.prisma, async () => await other.prisma.category.count())).toBe(0);
    } finally {
      await other.close();
    }
  });

  it('runs many at once', async () => {
    const work = Array.from({ length: 40 }, async (_, index) =>
      inTransaction(database.prisma, async (tx) => {
        await tx.category.create(category(`c${index}`));
        return await tx.category.count({ where: { code: `c${index}` } });
      }),
    );
    expect(await Promise.all(work)).toEqual(Array.from({ length: 40 }, () => 1));
  });

  it.runIf(onPostgres)('waits its turn longer than a connection may take to be made', async () => {
    const busy = await openAgain(database, { poolSize: 1 });
    try {
      const turns = Array.from({ length: 3 }, () =>
        inTransaction(busy.prisma, async (tx) => await tx.$executeRaw`SELECT pg_sleep(3)`),
      );
      // The last transaction and the statement begin after six seconds; a connect has five.
      const statement = busy.prisma.category.count();
      expect(await Promise.allSettled([...turns, statement])).toEqual(
        Array.from({ length: 4 }, () => expect.objectContaining({ status: 'fulfilled' })),
      );
    } finally {
      await busy.close();
    }
  });

  it.runIf(onPostgres)('gives up soon on a server that takes the call and says nothing', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const asked = openDatabase({ kind: 'postgres', url: `postgresql://nobody@127.0.0.1:${port}/none` });
    await expect(asked).rejects.toThrow(/timeout expired|Connection terminated/);
    silent.close();
  });

  it('does not report success when a failure was swallowed inside', async () => {
    await database.prisma.category.create(category('water'));
    const swallowing = inTransaction(database.prisma, async (tx) => {
      await tx.category.create(category('gas'));
      await tx.category.create(category('water')).catch(() => undefined);
    });
    await expect(swallowing).rejects.toBeInstanceOf(SwallowedFailureError);
    expect(await database.prisma.category.count()).toBe(1);
    // The connection is fit for the next one.
    await inTransaction(database.prisma, async (tx) => await tx.category.create(category('gas')));
    expect(await database.prisma.category.count()).toBe(2);
  });

  it('gives up after its timeout and saves nothing', async () => {
    const slow = inTransaction(
      database.prisma,
      async (tx) => {
        await tx.category.create(category('gas'));
        for (;;) await tx.category.count();
      },
      { timeout: 50 },
    );
    await expect(slow).rejects.toThrow(/expired transaction|closed|not found/);
    expect(await database.prisma.category.count()).toBe(0);
  });

  it('tries again after a conflict only when told to', async () => {
    const conflicts = async (retry: boolean): Promise<number> => {
      let attempts = 0;
      await inTransaction(
        database.prisma,
        async (tx) => {
          attempts += 1;
          if (attempts < 3)
            await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$`;
        },
        { retry },
      ).catch(() => undefined);
      return attempts;
    };
    expect(await conflicts(true)).toBe(3);
    expect(await conflicts(false)).toBe(1);
  });

  it.runIf(onPostgres)('solves real serialization failures by trying again', async () => {
    const other = await openAgain(database);
    await database.prisma.rateCounter.create({
      data: { key: 'k', windowStart: new Date(0), count: 0, expiresAt: new Date(0) },
    });
    const where = { key_windowStart: { key: 'k', windowStart: new Date(0) } };
    const increments = [database, other, database, other].map(
      async ({ prisma }) =>
        await inTransaction(
          prisma,
          async (tx) => {
            const { count } = await tx.rateCounter.findUniqueOrThrow({ where });
            await tx.rateCounter.update({ where, data: { count: count + 1 } });
          },
          { isolation: 'Serializable', retry: true },
        ),
    );
    await Promise.all(increments);
    expect((await database.prisma.rateCounter.findUniqueOrThrow({ where })).count).toBe(4);
    await other.close();
  });
});

describe('inSavepoint', () => {
  it('lets the transaction live on after a failure', async () => {
    await database.prisma.category.create(category('water'));
    const found = await inTransaction(database.prisma, async (tx) => {
      await tx.category.create(category('gas'));
      try {
        return await inSavepoint(tx, async () => await tx.category.create(category('water')));
      } catch (error) {
        if (!isUniqueViolation(error, 'Category_code_key')) throw error;
        return await tx.category.findUniqueOrThrow({ where: { code: 'water' } });
      }
    });
    expect(found.code).toBe('water');
    expect(await database.prisma.category.count()).toBe(2);
  });

  it('keeps what succeeded', async () => {
    await inTransaction(database.prisma, async (tx) => {
      await inSavepoint(tx, async () => await tx.category.create(category('gas')));
    });
    expect(await database.prisma.category.count()).toBe(1);
  });
});
