import { chunksOf, rowsAsTable } from '../../database/bulk.ts';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { Comparison, PlannedBill } from './import-plan.ts';

const SAMPLE = 20;

/** Look every bill up; nothing is written. */
export async function compareBills(db: DbOrTx, bills: readonly PlannedBill[]): Promise<Comparison> {
  const counts = { newBills: 0, changedBills: 0, sameBills: 0, unknownAccounts: 0 };
  const unknownSample: { provider: string; number: string }[] = [];
  const unknown = new Set<string>();
  for (const chunk of chunksOf(bills)) {
    const totals = await currentTotals(db, chunk);
    for (const [index, { bill, provider }] of chunk.entries()) {
      const total = totals.get(index);
      if (total === bill.total) counts.sameBills += 1;
      else if (typeof total === 'number') counts.changedBills += 1;
      else counts.newBills += 1;
      const key = `${provider.id}:${bill.account}`;
      if (total !== undefined || unknown.has(key)) continue;
      unknown.add(key);
      counts.unknownAccounts += 1;
      if (unknownSample.length < SAMPLE)
        unknownSample.push({ provider: provider.name, number: bill.account });
    }
  }
  return { counts, unknownSample };
}

const KEY_COLUMNS = {
  index: 'int',
  providerId: 'int',
  number: 'text',
  type: 'text',
  period: 'text',
} as const;

/** By the bill's place: the sum that stands now, null = a known account without this bill; absent = unknown account. */
async function currentTotals(
  db: DbOrTx,
  bills: readonly PlannedBill[],
): Promise<ReadonlyMap<number, number | null>> {
  const keys = bills.map(({ bill, provider, type }, index) => ({
    index,
    providerId: provider.id,
    number: bill.account,
    type,
    period: bill.period,
  }));
  const rows = await db.$queryRaw<{ index: number; total: number | null }[]>(Prisma.sql`
    SELECT k."index", v."total"
      FROM ${rowsAsTable(KEY_COLUMNS, keys)} AS k
      JOIN "Account" a ON a."providerId" = k."providerId" AND a."number" = k."number" AND a."publishedAt" IS NOT NULL
      LEFT JOIN "Bill" b ON b."accountId" = a."id" AND b."type" = k."type" AND b."period" = k."period"
      LEFT JOIN "BillVersion" v ON v."id" = b."currentVersionId"`);
  return new Map(rows.map(({ index, total }) => [index, total]));
}
