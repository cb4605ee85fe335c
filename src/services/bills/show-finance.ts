import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { Period } from '../../domain/period.ts';
import type { ServiceDeps } from '../deps.ts';
import { kopecksColumn, periodColumn } from './columns.ts';
import { visibleLinks } from './visible-links-sql.ts';

export const MONTHS_PER_PAGE = 6;

/** A month of an account. null = the company's data do not say it, which is not 0. Kopecks. */
export interface FinanceMonth {
  readonly period: Period;
  readonly billId: number | null;
  /** owed at its beginning; negative = overpaid */
  readonly opening: Kopecks | null;
  readonly accrued: Kopecks | null;
  readonly recalculation: Kopecks | null;
  readonly paid: Kopecks | null;
  /** owed at its end; negative = overpaid */
  readonly closing: Kopecks | null;
}

export interface Finance {
  readonly linkId: number;
  readonly accountId: number;
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly providerName: string;
  readonly zone: string;
  /** newest first */
  readonly months: readonly FinanceMonth[];
  readonly page: number;
  readonly total: number;
}

const headSchema = z.object({
  level: z.enum(['basic', 'full']),
  linkId: z.number(),
  accountId: z.number(),
  accountNumber: z.string(),
  accountName: z.string().nullable(),
  providerName: z.string(),
  zone: z.string(),
  total: z.coerce.number(),
  page: z.coerce.number(),
  period: z.string().nullable(),
});
const monthSchema = z.object({
  period: periodColumn,
  billId: z.number().nullable(),
  opening: kopecksColumn.nullable(),
  accrued: kopecksColumn.nullable(),
  recalculation: kopecksColumn.nullable(),
  paid: kopecksColumn.nullable(),
  closing: kopecksColumn.nullable(),
});

/**
 * An account by month (PRODUCT C5): what was owed, accrued, recalculated, paid, and owed at the end. A month is
 * told by its bill; payments that the bill does not tell, by what we know of them. One statement.
 * @throws DomainError LINK_NOT_FOUND, FULL_LEVEL_NEEDED
 */
export async function showFinance(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: {
    readonly residentId: number;
    readonly linkId: number;
    /** from 0; beyond the end shows the last page */
    readonly page: number;
    readonly perPage?: number;
  },
): Promise<Finance> {
  const { residentId, linkId } = options;
  const size = options.perPage ?? MONTHS_PER_PAGE;
  const now = deps.clock.now();
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId, now })}),
    home AS (
      SELECT l."linkId", l."level", l."name" AS "accountName", l."fromPeriod", a."id" AS "accountId",
             a."number" AS "accountNumber", r."name" AS "providerName",
             COALESCE(g."timezone", c."timezone", ${deps.installation.timezone}) AS "zone"
        FROM links l
        JOIN "Account" a ON a."id" = l."accountId"
        JOIN "Provider" r ON r."id" = a."providerId"
        LEFT JOIN "Company" c ON c."id" = r."companyId"
        LEFT JOIN "Unit" u ON u."id" = a."unitId"
        LEFT JOIN "Building" g ON g."id" = u."buildingId"
    ),
    billed AS (
      SELECT DISTINCT ON (b."period") b."period", b."id" AS "billId", v."id" AS "versionId", v."total"
        FROM home h
        JOIN "Bill" b ON b."accountId" = h."accountId"
        JOIN "BillVersion" v ON v."id" = b."currentVersionId"
       ORDER BY b."period", v."billDate" DESC, b."id" DESC
    ),
    money AS (
      SELECT x."period", sum(x."amount") AS "paid"
        FROM home h
       CROSS JOIN LATERAL (
         SELECT to_char(p."succeededAt" AT TIME ZONE h."zone", 'YYYY-MM') AS "period",
                i."amount" - LEAST(i."refunded", i."amount") AS "amount"
           FROM "PaymentItem" i
           JOIN "Payment" p
             ON p."id" = i."paymentId" AND p."status" IN ('succeeded', 'partially_refunded', 'refunded')
          WHERE i."accountId" = h."accountId"
         UNION ALL
         SELECT to_char(m."paidAt" AT TIME ZONE h."zone", 'YYYY-MM'), m."amount"
           FROM "ImportedPayment" m
          WHERE m."accountId" = h."accountId" AND m."publishedAt" IS NOT NULL
            AND NOT EXISTS (
                  SELECT 1 FROM "PaymentItem" i
                    JOIN "Payment" p
                      ON p."id" = i."paymentId" AND p."status" IN ('succeeded', 'partially_refunded', 'refunded')
                   WHERE i."paymentId" = m."paymentId" AND i."accountId" = m."accountId")
       ) x
       GROUP BY x."period"
    ),
    periods AS (
      SELECT y."period"
        FROM (SELECT "period" FROM billed UNION SELECT "period" FROM money) y
        JOIN home h ON h."fromPeriod" IS NULL OR y."period" >= h."fromPeriod"
    ),
    cut AS (
      SELECT n."total", LEAST(${options.page}::int, GREATEST(ceil(n."total"::numeric / ${size}::int)::int - 1, 0)) AS "page"
        FROM (SELECT count(*) AS "total" FROM periods) n
    ),
    shown AS (
      SELECT y."period"
        FROM periods y
       ORDER BY y."period" DESC
       LIMIT ${size}::int OFFSET (SELECT "page" * ${size}::int FROM cut)
    )
    SELECT h."level", h."linkId", h."accountId", h."accountNumber", h."accountName", h."providerName", h."zone",
           k."total", k."page", s."period", d."billId",
           n."opening", n."accrued", n."recalculation", COALESCE(abs(n."paid"), w."paid") AS "paid",
           d."total" AS "closing"
      FROM home h
     CROSS JOIN cut k
      LEFT JOIN shown s ON true
      LEFT JOIN billed d ON d."period" = s."period"
      LEFT JOIN money w ON w."period" = s."period"
      LEFT JOIN LATERAL (
        SELECT sum(i."openingBalance") AS "opening", sum(i."accrued") AS "accrued",
               sum(i."recalculation") AS "recalculation", sum(i."paid") AS "paid"
          FROM "BillLine" i
         WHERE i."versionId" = d."versionId" AND NOT i."subline"
      ) n ON true
     ORDER BY s."period" DESC`);
  if (raw[0] === undefined) throw new DomainError('LINK_NOT_FOUND');
  const { level, period, ...head } = headSchema.parse(raw[0]);
  if (level === 'basic') throw new DomainError('FULL_LEVEL_NEEDED');
  return { ...head, months: period === null ? [] : raw.map((row) => monthSchema.parse(row)) };
}
