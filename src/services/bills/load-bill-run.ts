import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { BillLine } from '../../domain/bill-lines.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { Period } from '../../domain/period.ts';
import { billingDateColumn, kopecksColumn, periodColumn } from './columns.ts';
import { visibleLinks } from './visible-links-sql.ts';

export interface BillOfRun {
  readonly billId: number;
  readonly period: Period;
  /** kopecks; negative = overpayment */
  readonly total: Kopecks;
  readonly asOf: Date;
  readonly lines: readonly BillLine[];
}

export interface BillRun {
  readonly linkId: number;
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly providerName: string;
  readonly type: string;
  readonly billDate: string;
  /** newest first; the first one is the bill that was asked for */
  readonly bills: readonly [BillOfRun, ...BillOfRun[]];
}

/** Positions of the columns in the line's array: names are not sent for each of hundreds of lines. */
const lineSchema = z
  .tuple([
    z.string(),
    z.boolean(),
    z.string().nullable(),
    z.string().nullable(),
    z.string().nullable(),
    kopecksColumn.nullable(),
    kopecksColumn.nullable(),
    kopecksColumn.nullable(),
    kopecksColumn.nullable(),
    kopecksColumn.nullable(),
    kopecksColumn.nullable(),
    kopecksColumn,
  ])
  .transform(
    ([
      service,
      subline,
      unit,
      volume,
      tariff,
      accrued,
      recalculation,
      benefits,
      penalty,
      openingBalance,
      paid,
      total,
    ]): BillLine => ({
      service,
      subline,
      unit,
      volume,
      tariff,
      accrued,
      recalculation,
      benefits,
      penalty,
      openingBalance,
      paid,
      undersupplyDays: null,
      undersupplySum: null,
      withinNorm: null,
      total,
    }),
  );

const rowSchema = z.object({
  linkId: z.number(),
  level: z.enum(['basic', 'full']),
  accountNumber: z.string(),
  accountName: z.string().nullable(),
  providerName: z.string(),
  type: z.string(),
  billDate: billingDateColumn,
  billId: z.number(),
  period: periodColumn,
  total: kopecksColumn,
  asOf: z.coerce.date(),
  lines: z.array(lineSchema),
});

/**
 * A bill and those before it of the same account and type, as far back as the resident's link shows, at most `months`.
 * One statement. Undersupply and the norm are not loaded: nobody compares them.
 * @throws DomainError BILL_NOT_FOUND, FULL_LEVEL_NEEDED when the link shows sums only
 */
export async function loadBillRun(
  db: DbOrTx,
  options: {
    readonly residentId: number;
    readonly billId: number;
    readonly months: number;
    readonly now: Date;
  },
): Promise<BillRun> {
  const { residentId, billId, months, now } = options;
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId: null, now })}),
    wanted AS (
      SELECT b."accountId", b."type", b."period", l."linkId", l."level", l."name", l."fromPeriod"
        FROM "Bill" b
        JOIN links l ON l."accountId" = b."accountId"
       WHERE b."id" = ${billId} AND (l."fromPeriod" IS NULL OR b."period" >= l."fromPeriod")
    ),
    run AS (
      SELECT w."linkId", w."level", w."name" AS "accountName", w."accountId", b."id" AS "billId", b."type", b."period",
             b."currentVersionId"
        FROM wanted w
        JOIN "Bill" b ON b."accountId" = w."accountId" AND b."type" = w."type" AND b."period" <= w."period"
                     AND b."currentVersionId" IS NOT NULL AND (w."fromPeriod" IS NULL OR b."period" >= w."fromPeriod")
       ORDER BY b."period" DESC
       LIMIT ${months}
    )
    SELECT n."linkId", n."level", n."accountName", a."number" AS "accountNumber", r."name" AS "providerName", n."type",
           to_char(v."billDate", 'YYYY-MM-DD') AS "billDate", n."billId", n."period", v."total", v."asOf",
           CASE WHEN n."level" = 'full' THEN (
             SELECT COALESCE(json_agg(json_build_array(
                      i."service", i."subline", i."unit", i."volume"::text, i."tariff"::text, i."accrued",
                      i."recalculation", i."benefits", i."penalty", i."openingBalance", i."paid", i."total"
                    ) ORDER BY i."position"), '[]'::json)
               FROM "BillLine" i WHERE i."versionId" = v."id"
           ) ELSE '[]'::json END AS "lines"
      FROM run n
      JOIN "BillVersion" v ON v."id" = n."currentVersionId"
      JOIN "Account" a ON a."id" = n."accountId"
      JOIN "Provider" r ON r."id" = a."providerId"
     ORDER BY n."period" DESC`);
  const rows = z.array(rowSchema).parse(raw);
  const [first, ...older] = rows;
  if (first === undefined || first.billId !== billId) throw new DomainError('BILL_NOT_FOUND');
  if (first.level === 'basic') throw new DomainError('FULL_LEVEL_NEEDED');
  const { linkId, accountNumber, accountName, providerName, type, billDate } = first;
  return {
    linkId,
    accountNumber,
    accountName,
    providerName,
    type,
    billDate,
    bills: [billOf(first), ...older.map(billOf)],
  };
}

function billOf({ billId, period, total, asOf, lines }: z.infer<typeof rowSchema>): BillOfRun {
  return { billId, period, total, asOf, lines };
}
