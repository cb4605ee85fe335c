import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { inTransaction } from '../../src/database/in-transaction.ts';
import { clean, openAgain, openTestDatabase } from '../support/database.ts';
import { PARENTS } from './constraint-rows.ts';

const onPostgres = Boolean(process.env.DATABASE_URL);

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

describe('counting statements', () => {
  it('counts every statement, BEGIN and COMMIT too', async () => {
    const before = database.statements.count;
    const { result, statements } = await database.countStatements(
      async () => await inTransaction(database.prisma, async (tx) => await tx.company.count()),
    );
    expect(result).toBe(0);
    expect(statements).toEqual(['BEGIN', expect.stringContaining('SELECT COUNT(*)'), 'COMMIT']);
    expect(database.statements.count - before).toBe(3);
  });

  it('counts raw statements, roll backs and the transactions Prisma opens by itself', async () => {
    const { statements } = await database.countStatements(async () => {
      await database.prisma.$queryRaw`SELECT 1`;
      await inTransaction(database.prisma, async () => {
        throw new Error('undo');
      }).catch(() => undefined);
      await database.prisma.category.create({
        data: {
          code: 'water',
          name: {},
          providers: {
            create: { code: 'p', name: 'P', shortName: 'P', numberPattern: '.', numberExample: '1' },
          },
        },
      });
    });
    expect(statements.map((sql) => sql.split(' ')[0])).toEqual([
      'SELECT',
      'BEGIN',
      'ROLLBACK',
      'BEGIN',
      'INSERT',
      'INSERT',
      'SELECT',
      'COMMIT',
    ]);
    await clean(database);
  });

  it('sees one statement for several reads of one tick', async () => {
    const { statements } = await database.countStatements(
      async () =>
        await Promise.all(
          [1, 2, 3].map(async (id) => await database.prisma.company.findUnique({ where: { id } })),
        ),
    );
    expect(statements).toHaveLength(1);
  });
});

describe('time in the database', () => {
  const MOMENT = new Date('2026-10-24T21:30:00.123Z');

  it('keeps instants and days, written and read in either way', async () => {
    const { prisma } = database;
    await prisma.lease.create({ data: { key: 'prisma', owner: 'o', until: MOMENT } });
    await prisma.$executeRaw`INSERT INTO "Lease" ("key", "owner", "until") VALUES ('raw', 'o', ${MOMENT})`;
    await prisma.$executeRaw`
      INSERT INTO "Lease" ("key", "owner", "until") VALUES ('zone', 'o', '2026-10-25 00:30:00.123+03')`;
    const rows = await prisma.lease.findMany({ orderBy: { key: 'asc' } });
    expect(rows.map(({ until }) => until)).toEqual([MOMENT, MOMENT, MOMENT]);
    expect(await prisma.$queryRaw`SELECT DISTINCT "until" FROM "Lease"`).toEqual([{ until: MOMENT }]);
    const day = new Date('2026-02-28');
    await prisma.setting.create({ data: { key: 'k', value: 1, effectiveFrom: day, changedAt: MOMENT } });
    expect(await prisma.setting.findFirst()).toMatchObject({ effectiveFrom: day, changedAt: MOMENT });
    await clean(database);
  });

  it.runIf(onPostgres)('is in UTC also where the database has another zone by default', async () => {
    const rows = await database.prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
    await database.prisma.$executeRawUnsafe(
      `ALTER DATABASE "${rows[0]?.name}" SET timezone = 'Asia/Vladivostok'`,
    );
    const other = await openAgain(database);
    await other.prisma.lease.create({ data: { key: 'k', owner: 'o', until: MOMENT } });
    expect((await other.prisma.lease.findUnique({ where: { key: 'k' } }))?.until).toEqual(MOMENT);
    await other.close();
    await clean(database);
  });
});

describe('clean', () => {
  it('empties every table, also those that refer to each other', async () => {
    const { prisma } = database;
    for (const [table, row] of PARENTS) {
      const columns = Object.keys(row)
        .map((name) => `"${name}"`)
        .join(', ');
      await prisma.$executeRawUnsafe(
        `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)`,
        JSON.stringify(row),
      );
    }
    await prisma.bill.update({ where: { id: 1 }, data: { currentVersionId: 1 } });
    await prisma.resident.update({ where: { id: 1 }, data: { defaultLinkId: 1 } });
    await prisma.account.update({ where: { id: 1 }, data: { createdByBatchId: 1 } });
    await clean(database);
    const tables = await prisma.$queryRaw<{ name: string }[]>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
    expect(tables.length).toBeGreaterThan(50);
    for (const { name } of tables) {
      expect(await prisma.$queryRawUnsafe(`SELECT count(*)::int AS rows FROM "${name}"`), name).toEqual([
        { rows: 0 },
      ]);
    }
    expect(await prisma.$queryRaw`SELECT count(*) > 0 AS kept FROM "_prisma_migrations"`).toEqual([
      { kept: true },
    ]);
  });
});

describe('closing', () => {
  it('may be asked for twice', async () => {
    const other = await openTestDatabase();
    await Promise.all([other.close(), other.close()]);
    await other.close();
  });
});
