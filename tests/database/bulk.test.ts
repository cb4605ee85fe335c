import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chunksOf, insertRows, rowsAsTable } from '../../src/database/bulk.ts';
import type { Database } from '../../src/database/client.ts';
import { clean, openTestDatabase } from '../support/database.ts';

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

const CATEGORY = { code: 'text', name: 'json', position: 'int' } as const;

function categories(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    code: `c${index}`,
    name: { ru: `к${index}` },
    position: index,
  }));
}

describe('rowsAsTable', () => {
  it('carries every type unharmed', async () => {
    const columns = {
      whole: 'int',
      big: 'bigint',
      exact: 'numeric',
      words: 'text',
      flag: 'boolean',
      moment: 'timestamptz',
      day: 'date',
      data: 'json',
      list: 'numeric[]',
      tags: 'text[]',
      kind: 'enum:ProofKind',
    } as const;
    const hard = 'Ёж "в кавычках", {скобках}\\ и \'апостроф\'\n\t€ NULL';
    const row = {
      whole: -2_147_483_648,
      big: 9_007_199_254_740_993n,
      exact: '1234567890.123456',
      words: hard,
      flag: false,
      moment: new Date('2026-03-29T00:30:00.123Z'),
      day: '2026-02-28',
      data: { text: hard, list: [1, null, { deep: true }] },
      list: ['0.0001', 15],
      tags: [hard, ''],
      kind: 'bill_qr',
    };
    const rows = await database.prisma.$queryRaw<Record<string, unknown>[]>`
      SELECT r.*, r.exact::text AS exact, r.list::text AS list FROM ${rowsAsTable(columns, [row])} AS r`;
    expect(rows).toEqual([{ ...row, day: new Date('2026-02-28'), list: '{0.0001,15}' }]);
  });

  it('tells null from the word', async () => {
    const columns = { words: 'text?', whole: 'int?', data: 'json?' } as const;
    const rows = [
      { words: null, whole: null, data: null },
      { words: 'null', whole: 0, data: {} },
      { words: '', whole: 1, data: [] },
    ];
    expect(await database.prisma.$queryRaw`SELECT * FROM ${rowsAsTable(columns, rows)} AS r`).toEqual(rows);
  });

  it.each<[string, (string | null)[]]>([
    ['one empty text', ['']],
    ['one null', [null]],
    ['only nulls', [null, null]],
    ['only empty texts', ['', '', '']],
    ['nothing', []],
    ['signs that part cells', ['a\u001fb', '\u001e', null, '\u001f', '']],
    ['the sign of null inside a text', ['a\u001eb', null]],
  ])('keeps %s', async (_, values) => {
    const rows = values.map((words, place) => ({ words, place }));
    const columns = { words: 'text?', place: 'int' } as const;
    const found = await database.prisma.$queryRaw`
      SELECT * FROM ${rowsAsTable(columns, rows)} AS r ORDER BY r."place"`;
    expect(found).toEqual(rows);
  });

  it('may be joined like a table', async () => {
    await insertRows(database.prisma, { table: 'Category', columns: CATEGORY, rows: categories(3) });
    const wanted = [{ code: 'c2' }, { code: 'c0' }, { code: 'none' }];
    const rows = await database.prisma.$queryRaw`
      SELECT r."code", c."position" FROM ${rowsAsTable({ code: 'text' }, wanted)} AS r
      LEFT JOIN "Category" c ON c."code" = r."code"`;
    expect(rows).toEqual(
      expect.arrayContaining([
        { code: 'c2', position: 2 },
        { code: 'c0', position: 0 },
        { code: 'none', position: null },
      ]),
    );
  });

  it('refuses names that are not names', () => {
    expect(() => rowsAsTable({ 'x"; DROP TABLE "Bill': 'text' }, [])).toThrow(/Not a name/);
    expect(() => rowsAsTable({}, [])).toThrow(/at least one column/);
  });
});

describe('insertRows', () => {
  it('inserts in chunks, one statement each', async () => {
    const { result, statements } = await database.countStatements(
      async () =>
        await insertRows(database.prisma, {
          table: 'Category',
          columns: CATEGORY,
          rows: categories(25),
          chunkSize: 10,
        }),
    );
    expect(result).toBe(25);
    expect(statements).toHaveLength(3);
    expect(await database.prisma.category.findUnique({ where: { code: 'c24' } })).toMatchObject({
      name: { ru: 'к24' },
      position: 24,
    });
  });

  it('does nothing for no rows', async () => {
    const { result, statements } = await database.countStatements(
      async () => await insertRows(database.prisma, { table: 'Category', columns: CATEGORY, rows: [] }),
    );
    expect({ result, statements }).toEqual({ result: 0, statements: [] });
  });

  it('counts what a conflict left out, and what it updated', async () => {
    const insert = { table: 'Category', columns: CATEGORY, rows: categories(5) };
    await insertRows(database.prisma, { ...insert, rows: categories(2) });
    expect(await insertRows(database.prisma, { ...insert, onConflict: 'DO NOTHING' })).toBe(3);
    const onConflict = '("code") DO UPDATE SET "position" = EXCLUDED."position" + 100';
    expect(await insertRows(database.prisma, { ...insert, onConflict })).toBe(5);
    expect(await database.prisma.category.count({ where: { position: { gte: 100 } } })).toBe(5);
  });
});

describe('chunksOf', () => {
  it('loses and repeats nothing', () => {
    expect([...chunksOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...chunksOf([1, 2], 2)]).toEqual([[1, 2]]);
    expect([...chunksOf([], 2)]).toEqual([]);
  });
});
