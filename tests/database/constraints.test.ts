import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../../src/database/client.ts';
import { isCheckViolation, isUniqueViolation } from '../../src/database/errors.ts';
import { inTransaction } from '../../src/database/in-transaction.ts';
import { openTestDatabase } from '../support/database.ts';
import { CHECKS } from './check-cases.ts';
import type { Row } from './constraint-rows.ts';
import { PARENTS } from './constraint-rows.ts';
import { UNIQUES } from './unique-cases.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
  await inTransaction(database.prisma, async (tx) => {
    for (const [table, row] of PARENTS) await insert(tx, table, row);
  });
});
afterAll(async () => {
  await database.close();
});

async function insert(tx: Tx, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row)
    .map((name) => `"${name}"`)
    .join(', ');
  await tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::"${table}", $1::jsonb)`,
    JSON.stringify(row),
  );
}

class Undo extends Error {}

/** Inserts the rows in a transaction that is always rolled back; returns the failure of the last one, if any. */
async function tryRows(table: string, rows: readonly Row[]): Promise<unknown> {
  let failure: unknown;
  const attempt = inTransaction(database.prisma, async (tx) => {
    for (const [index, row] of rows.entries()) {
      try {
        await insert(tx, table, row);
      } catch (error) {
        if (index < rows.length - 1)
          throw new Error('A row that must be accepted was refused', { cause: error });
        failure = error;
      }
    }
    throw new Undo();
  });
  await expect(attempt).rejects.toBeInstanceOf(Undo);
  return failure;
}

describe.each(CHECKS)('$constraint', ({ table, constraint, base, refused, accepted }) => {
  it('accepts right rows', async () => {
    for (const change of [{}, ...(accepted ?? [])]) {
      expect(await tryRows(table, [{ ...base, ...change }])).toBeUndefined();
    }
  });

  it('refuses wrong ones', async () => {
    for (const change of refused) {
      const failure = await tryRows(table, [{ ...base, ...change }]);
      expect(isCheckViolation(failure, constraint), `${JSON.stringify(change)}: ${String(failure)}`).toBe(
        true,
      );
    }
  });
});

describe.each(UNIQUES)('$index', ({ table, index, base, again, accepted }) => {
  it('refuses the second', async () => {
    const failure = await tryRows(table, [base, again]);
    expect(isUniqueViolation(failure, index), String(failure)).toBe(true);
  });

  it('accepts what differs', async () => {
    expect(await tryRows(table, [base, ...accepted])).toBeUndefined();
  });
});

describe('the list of cases', () => {
  it('has every CHECK of the database', async () => {
    const rows = await database.prisma.$queryRaw<{ name: string }[]>`
      SELECT conname AS name FROM pg_constraint
      WHERE contype = 'c' AND connamespace = 'public'::regnamespace`;
    expect(CHECKS.map(({ constraint }) => constraint).sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('has every partial and expression unique index', async () => {
    const rows = await database.prisma.$queryRaw<{ name: string }[]>`
      SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
        AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)`;
    expect(UNIQUES.map(({ index }) => index).sort()).toEqual(rows.map(({ name }) => name).sort());
  });
});
