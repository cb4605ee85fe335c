import { expect, it } from 'vitest';
import { readMigrations } from '../../src/database/migrate.ts';

// Expand, then contract: during an upgrade the version before works on the new schema. What takes something away says in
// its first line which version can live without it (`-- works with: <its newest migration>`).

/** Before the rule: every version that may start today has these. */
const RULE_SINCE = '20261121145500';
const TAKES_AWAY =
  /\b(DROP (TABLE|COLUMN|TYPE|DEFAULT)|RENAME|SET NOT NULL|ALTER COLUMN "\w+" (SET DATA )?TYPE)\b|ADD COLUMN(?![^,;]*DEFAULT)[^,;]*NOT NULL/;

it('knows what takes away', () => {
  for (const sql of [
    'ALTER TABLE "A" DROP COLUMN "b"',
    'ALTER TABLE "A" RENAME COLUMN "b" TO "c"',
    'ALTER TABLE "A" ALTER COLUMN "b" SET NOT NULL',
    'ALTER TABLE "A" ALTER COLUMN "b" SET DATA TYPE text',
    'ALTER TABLE "A" ADD COLUMN "b" INTEGER NOT NULL',
  ])
    expect(sql).toMatch(TAKES_AWAY);
  for (const sql of [
    'ALTER TABLE "A" ADD COLUMN "b" INTEGER',
    'ALTER TABLE "A" ADD COLUMN "b" INTEGER NOT NULL DEFAULT 0',
    'CREATE INDEX "i" ON "A"("b")',
    'DROP INDEX "i"',
  ])
    expect(sql).not.toMatch(TAKES_AWAY);
});

it('a migration that takes away names the version that can do without', async () => {
  const migrations = await readMigrations();
  const names = migrations.map(({ name }) => name);
  const later = migrations.filter(({ name }) => name > `${RULE_SINCE}_~`);
  const silent = later.filter(({ sql, worksWith }) => TAKES_AWAY.test(sql) && worksWith === null);
  expect(silent.map(({ name }) => name)).toEqual([]);
  for (const { name, worksWith } of later)
    if (worksWith !== null) expect(names.filter((known) => known < name)).toContain(worksWith);
});
