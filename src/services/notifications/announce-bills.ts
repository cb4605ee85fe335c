import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import type { ServiceDeps } from '../deps.ts';
import { NEW_BILL } from './delivery-kinds.ts';
import { holderJoins } from './holders-sql.ts';

const DAY_MS = 86_400_000;
/** What was published longer ago is no news: after a long standstill nobody gets old bills. */
const NEWS_DAYS = 3;
const TIMEOUT_MS = 120_000;

/**
 * Tell holders of the accounts about bills published in the last days: only the account's newest month, and each
 * bill once however often it is imported again. One statement. Returns how many messages are new.
 */
export async function announceBills(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
): Promise<{ queued: number }> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - NEWS_DAYS * DAY_MS);
  const queued = await inTransaction(
    deps.db,
    async (tx) =>
      enqueueSelected(tx, deps.clock, {
        kind: NEW_BILL,
        select: Prisma.sql`
          SELECT chat."id" AS "identityId", 'bill:' || bill."id" AS "subject",
            jsonb_build_object('billId', bill."id", 'accountId', a."id") AS "params", ${now}::timestamptz AS "notBefore"
          FROM "ImportBatch" batch
          JOIN "BillVersion" v ON v."batchId" = batch."id"
          JOIN "Bill" bill ON bill."currentVersionId" = v."id"
          JOIN "Account" a ON a."id" = bill."accountId" AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
          ${holderJoins(now)}
          WHERE batch."status" = 'published' AND batch."publishedAt" > ${since}
            AND (l."validFrom" IS NULL OR to_char(l."validFrom", 'YYYY-MM') <= bill."period")
            AND NOT EXISTS (SELECT 1 FROM "Bill" later WHERE later."accountId" = a."id"
              AND later."period" > bill."period" AND later."currentVersionId" IS NOT NULL)`,
        validUntil: new Date(now.getTime() + 14 * DAY_MS),
      }),
    { timeout: TIMEOUT_MS },
  );
  if (queued > 0) deps.notify('deliveries');
  return { queued };
}
