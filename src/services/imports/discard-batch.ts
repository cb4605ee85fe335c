import type { Db } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { BATCH_TIMEOUT_MS } from './publish-batch.ts';

/** Whoever works on a batch holds this lease; a batch without it was left by a process that is gone. */
export function batchLease(batchId: number): string {
  return `import:${batchId}`;
}

/**
 * Take away what a batch has staged; its row stays as history. Accounts and bills that another import leans on stay.
 * False: it was not being staged any more.
 */
export async function discardBatch(
  deps: { readonly db: Db },
  options: { batchId: number; status: 'cancelled' | 'failed' },
): Promise<boolean> {
  const { batchId, status } = options;
  return inTransaction(
    deps.db,
    async (tx) => {
      const claimed = await tx.importBatch.updateMany({
        where: { id: batchId, status: 'staging' },
        data: { status },
      });
      if (claimed.count === 0) return false;
      await tx.importRow.deleteMany({ where: { batchId } });
      // Lock, then look: what another import has leaned on meanwhile is seen by the next statement.
      const accounts = await tx.$queryRaw<{ id: number }[]>`
        SELECT a."id" FROM "Account" a
         WHERE a."publishedAt" IS NULL
           AND (a."createdByBatchId" = ${batchId}
                OR a."id" IN (SELECT b."accountId" FROM "BillVersion" v JOIN "Bill" b ON b."id" = v."billId"
                               WHERE v."batchId" = ${batchId}))
         ORDER BY a."id" FOR UPDATE`;
      const bills = await tx.$queryRaw<{ id: number }[]>`
        SELECT b."id" FROM "Bill" b
         WHERE b."currentVersionId" IS NULL
           AND b."id" IN (SELECT "billId" FROM "BillVersion" WHERE "batchId" = ${batchId})
         ORDER BY b."id" FOR UPDATE`;
      await tx.$executeRaw`DELETE FROM "BillVersion" WHERE "batchId" = ${batchId}`;
      await tx.$executeRaw`
        DELETE FROM "Bill" b WHERE b."id" = ANY(${bills.map(({ id }) => id)}::int[])
           AND NOT EXISTS (SELECT 1 FROM "BillVersion" v WHERE v."billId" = b."id")`;
      await tx.$executeRaw`
        DELETE FROM "Account" a WHERE a."id" = ANY(${accounts.map(({ id }) => id)}::int[])
           AND NOT EXISTS (SELECT 1 FROM "Bill" b WHERE b."accountId" = a."id")
           AND NOT EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."accountId" = a."id")
           AND NOT EXISTS (SELECT 1 FROM "ProofAttempt" p WHERE p."accountId" = a."id")
           AND NOT EXISTS (SELECT 1 FROM "PaymentItem" i WHERE i."accountId" = a."id")`;
      return true;
    },
    { timeout: BATCH_TIMEOUT_MS, retry: true },
  );
}

/** Clear up after processes that were killed while they staged. Returns how many batches were cleared away. */
export async function discardAbandonedBatches(deps: { readonly db: Db }): Promise<number> {
  const abandoned = await deps.db.$queryRaw<{ id: number }[]>`
    SELECT i."id" FROM "ImportBatch" i
     WHERE i."status" = 'staging'
       AND NOT EXISTS (SELECT 1 FROM "Lease" l WHERE l."key" = 'import:' || i."id" AND l."until" > clock_timestamp())
     ORDER BY i."id"`;
  let discarded = 0;
  for (const { id } of abandoned) {
    if (await discardBatch(deps, { batchId: id, status: 'failed' })) discarded += 1;
  }
  return discarded;
}
