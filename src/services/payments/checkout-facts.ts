import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { holdsSql } from './holds-sql.ts';
import type { PaymentRow } from './payment-row.ts';

/** Ids of other payments that hold an account of this one now. */
export async function otherHolds(tx: Tx, payment: PaymentRow, now: Date): Promise<number[]> {
  const accountIds = payment.items.flatMap(({ accountId }) => accountId ?? []);
  const rows = await tx.$queryRaw<{ paymentId: number }[]>(Prisma.sql`
    WITH scope AS (SELECT unnest(${accountIds}::int[]) AS "accountId"), ${holdsSql(now)}
    SELECT DISTINCT "paymentId" FROM holds WHERE "paymentId" <> ${payment.id}`);
  return rows.map(({ paymentId }) => paymentId);
}

/**
 * Items whose account can still be paid by this person: provider active, account not closed, and for a bill the
 * payer's link to the account still in force.
 */
export async function servedItems(tx: Tx, payment: PaymentRow, now: Date): Promise<ReadonlySet<number>> {
  const rows = await tx.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT i."id"
      FROM "PaymentItem" i
      JOIN "Payment" p ON p."id" = i."paymentId"
      JOIN "Provider" r ON r."id" = i."providerId" AND r."active"
      LEFT JOIN "Account" a ON a."id" = i."accountId"
     WHERE i."paymentId" = ${payment.id} AND a."closedAt" IS NULL
       AND (i."billId" IS NULL OR EXISTS (
             SELECT 1 FROM "AccountLink" l
              WHERE l."accountId" = i."accountId" AND l."residentId" = p."residentId" AND l."status" = 'active'
                AND (l."expiresAt" IS NULL OR l."expiresAt" > ${now}::timestamptz)))`);
  return new Set(rows.map(({ id }) => id));
}
