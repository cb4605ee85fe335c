import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { BillingDate } from '../../domain/period.ts';
import { type MovedAccount, NO_PHONES, ofFormerOwner, updateAccounts } from './moved-accounts.ts';

/** A bill for a month before the present owner's first day does not bring the former one back. */
const PAYER = Prisma.sql`CASE WHEN ${ofFormerOwner('f')} THEN a."payerName" ELSE COALESCE(f."payerName", a."payerName") END`;

/**
 * What the company says about a flat and its payer comes from the newest bill that stands; what that bill does not
 * tell stays as it was. Run for the accounts of a batch after its bills have changed.
 * @returns accounts that have another payer or flat by it, see `suspendMoved`
 */
export function renewAccountFacts(tx: Tx, batchId: number): Promise<MovedAccount[]> {
  return updateAccounts(
    tx,
    Prisma.sql`
    UPDATE "Account" a
       SET "payerName" = ${PAYER}, "address" = COALESCE(f."address", a."address"),
           "flat" = COALESCE(f."flat", a."flat"), "area" = COALESCE(f."area", a."area"),
           "livingArea" = COALESCE(f."livingArea", a."livingArea"),
           "residentsCount" = COALESCE(f."residentsCount", a."residentsCount")
      FROM (SELECT DISTINCT b."accountId" FROM "BillVersion" v JOIN "Bill" b ON b."id" = v."billId"
             WHERE v."batchId" = ${batchId}) touched
     CROSS JOIN LATERAL (
           SELECT v.*, b."period" FROM "Bill" b JOIN "BillVersion" v ON v."id" = b."currentVersionId"
            WHERE b."accountId" = touched."accountId"
            ORDER BY b."period" DESC, v."billDate" DESC, b."id" DESC LIMIT 1) f
      JOIN "Account" o ON o."id" = touched."accountId"
     WHERE a."id" = touched."accountId"
       AND (${PAYER}, COALESCE(f."address", a."address"), COALESCE(f."flat", a."flat"),
            COALESCE(f."area", a."area"), COALESCE(f."livingArea", a."livingArea"),
            COALESCE(f."residentsCount", a."residentsCount"))
           IS DISTINCT FROM
           (a."payerName", a."address", a."flat", a."area", a."livingArea", a."residentsCount")`,
    { phone: NO_PHONES, since: Prisma.sql`f."period" || '-01'` },
  );
}

/**
 * The first month from which on every bill that stands is the present payer's and flat's: a file may bring several
 * months of a new one at once. Accounts without such a month are left out.
 */
export async function firstMonthsOfPayers(
  tx: Tx,
  accountIds: readonly number[],
): Promise<ReadonlyMap<number, BillingDate>> {
  const rows = await tx.$queryRaw<{ id: number; since: BillingDate }[]>`
    SELECT a."id", min(b."period") || '-01' AS "since"
      FROM "Account" a
      JOIN "Bill" b ON b."accountId" = a."id" JOIN "BillVersion" v ON v."id" = b."currentVersionId"
     WHERE a."id" = ANY(${[...accountIds]}::int[]) AND v."payerName" = a."payerName"
       AND b."period" > COALESCE((
             SELECT max(o."period") FROM "Bill" o JOIN "BillVersion" w ON w."id" = o."currentVersionId"
              WHERE o."accountId" = a."id" AND (w."payerName" <> a."payerName" OR w."flat" <> a."flat")), '')
     GROUP BY a."id"`;
  return new Map(rows.map(({ id, since }) => [id, since]));
}

/** Publishing, rolling back and clearing up of one provider's bills come one after the other. Payments go on. */
export async function lockProviders(tx: Tx, batchId: number): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Provider"
     WHERE "id" IN (SELECT a."providerId" FROM "BillVersion" v
                      JOIN "Bill" b ON b."id" = v."billId" JOIN "Account" a ON a."id" = b."accountId"
                     WHERE v."batchId" = ${batchId})
     ORDER BY "id" FOR NO KEY UPDATE`;
}
