import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { kopecksColumn, periodColumn } from '../bills/columns.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

export const payableBillSchema = z.object({
  billId: z.number(),
  accountNumber: z.string(),
  accountName: z.string().nullable(),
  providerName: z.string(),
  providerShortName: z.string(),
  period: periodColumn,
  left: kopecksColumn,
});

/** A bill with something left to pay. */
export type PayableBillRow = z.infer<typeof payableBillSchema>;

/** More accounts than one person pays for at once. */
const MOST = 60;

/**
 * The newest bills of the resident's accounts on which something is owed, as their list has them. Those they marked as
 * paid are left out. One statement.
 */
export async function listPayableBills(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number },
): Promise<PayableBillRow[]> {
  const { residentId } = options;
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId: null, now: deps.clock.now() })}),
    scope AS (SELECT "accountId" FROM links),
    ${OUTSTANDING}
    SELECT o."billId", a."number" AS "accountNumber", l."name" AS "accountName", r."name" AS "providerName",
           r."shortName" AS "providerShortName", o."period", o."left"
      FROM outstanding o
      JOIN links l ON l."accountId" = o."accountId" AND (l."fromPeriod" IS NULL OR o."period" >= l."fromPeriod")
      JOIN "Account" a ON a."id" = o."accountId" AND a."closedAt" IS NULL
      JOIN "Provider" r ON r."id" = a."providerId" AND r."active"
     WHERE o."left" > 0
       AND NOT EXISTS (SELECT 1 FROM "BillMark" m WHERE m."residentId" = ${residentId}
                          AND m."billId" = o."billId" AND m."versionId" = o."versionId")
     ORDER BY r."position", r."name", l."position", o."billId"
     LIMIT ${MOST}`);
  return raw.map((row) => payableBillSchema.parse(row));
}
