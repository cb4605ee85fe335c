import { rowsAsTable } from '../../../database/bulk.ts';
import type { DbOrTx, Tx } from '../../../database/client.ts';
import { Prisma } from '../../../database/generated/client.ts';
import type { PlannedRow } from './row-kind.ts';

const KEY_COLUMNS = { index: 'int', providerId: 'int', number: 'text' } as const;

/** The published account of each row, with whatever columns are asked for; absent = unknown. */
export async function findAccounts<Row extends { readonly index: number }>(
  db: DbOrTx,
  rows: readonly PlannedRow[],
  columns: Prisma.Sql,
): Promise<ReadonlyMap<number, Row>> {
  if (rows.length === 0) return new Map();
  const keys = rows.map(({ provider, account }, index) => ({
    index,
    providerId: provider.id,
    number: account,
  }));
  const found = await db.$queryRaw<Row[]>(Prisma.sql`
    SELECT k."index", ${columns}
      FROM ${rowsAsTable(KEY_COLUMNS, keys)} AS k
      JOIN "Account" a ON a."providerId" = k."providerId" AND a."number" = k."number" AND a."publishedAt" IS NOT NULL`);
  return new Map(found.map((row) => [row.index, row]));
}

/** Write down which account each staged row is about. Rows whose account is gone meanwhile keep null. */
export async function attachAccounts(tx: Tx, batchId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "ImportRow" r SET "accountId" = a."id"
      FROM "Account" a
     WHERE r."batchId" = ${batchId} AND a."providerId" = (r."data" ->> 'providerId')::int
       AND a."number" = r."data" ->> 'account' AND a."publishedAt" IS NOT NULL`;
}
