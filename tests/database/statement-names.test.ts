import { describe, expect, it } from 'vitest';
import { createStatementNames } from '../../src/database/statement-names.ts';

const UNNAMED = '';

describe('names of prepared statements', () => {
  it('are given from the second time on, and stay', () => {
    const nameOf = createStatementNames();
    const names = [1, 2, 3].map(() => nameOf({ sql: 'SELECT 1' }));
    expect(names).toEqual([UNNAMED, 'domovoy_0', 'domovoy_0']);
    expect([1, 2].map(() => nameOf({ sql: 'SELECT 2' }))).toEqual([UNNAMED, 'domovoy_1']);
  });

  it('are not given to statements whose columns a migration may change', () => {
    const nameOf = createStatementNames();
    for (const sql of [
      'SELECT * FROM "A"',
      'SELECT a.* FROM "A" a',
      'SELECT a.id, "b".* FROM b',
      'INSERT … RETURNING *',
      'UPDATE "A" d SET "n" = 1 FROM chosen WHERE d."id" = chosen."id" RETURNING d.*',
      'WITH c AS (SELECT v.* FROM "B" b JOIN "A" v ON true) SELECT "id" FROM c',
      'WITH c AS (SELECT "id" FROM "A") SELECT * FROM c JOIN "B" ON true',
      'WITH c AS (SELECT "id" FROM "A") SELECT * FROM c, "B" WHERE true',
      'SELECT * FROM (SELECT "id" FROM "A") x',
    ]) {
      expect(
        [1, 2, 3].map(() => nameOf({ sql })),
        sql,
      ).toEqual([UNNAMED, UNNAMED, UNNAMED]);
    }
    expect([1, 2].map(() => nameOf({ sql: 'SELECT COUNT(*) AS "n" FROM "A"' }))[1]).not.toBe(UNNAMED);
  });

  it('are given when a star means columns that the statement itself names', () => {
    for (const sql of [
      'WITH c AS (SELECT "id" FROM "A") SELECT * FROM c WHERE "id" > 0',
      'WITH c AS (SELECT a."id" FROM "A" a) SELECT n.*, count(*) FROM c n GROUP BY 1',
      'SELECT s."id", f.* FROM s CROSS JOIN LATERAL (SELECT b."id" AS "n" FROM "B" b) f',
    ]) {
      const nameOf = createStatementNames();
      expect(
        [1, 2, 3].map(() => nameOf({ sql })),
        sql,
      ).toEqual([UNNAMED, 'domovoy_0', 'domovoy_0']);
    }
  });

  it('end somewhere', () => {
    const nameOf = createStatementNames();
    const named = new Set<string>();
    for (let index = 0; index < 5_000; index += 1) {
      const sql = `SELECT ${index}`;
      nameOf({ sql });
      named.add(nameOf({ sql }));
    }
    expect(named.size).toBe(201);
  });
});
