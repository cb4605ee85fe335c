import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { type BillStatus, billStatus } from '../../domain/bills.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { ServiceDeps } from '../deps.ts';
import { holdsSql } from '../payments/holds-sql.ts';
import { billingDateColumn, kopecksColumn, periodColumn } from './columns.ts';
import { OUTSTANDING } from './outstanding-sql.ts';
import { visibleLinks } from './visible-links-sql.ts';

export const BILLS_PER_PAGE = 5;

export interface BillRow {
  readonly billId: number;
  readonly linkId: number;
  /** the resident's own name for the account */
  readonly accountName: string | null;
  readonly accountNumber: string;
  readonly providerId: number;
  readonly providerName: string;
  /** newest bills of this provider that wait for money, over all pages */
  readonly providerUnpaid: number;
  /** `2026-10` */
  readonly period: string;
  readonly type: string;
  /** `2026-11-05` */
  readonly billDate: string;
  /** kopecks; negative = overpayment */
  readonly total: Kopecks;
  /** kopecks, negative = advance; null for archived bills: they show their own sum and add to nothing */
  readonly left: Kopecks | null;
  readonly status: BillStatus;
  readonly payable: boolean;
}

export interface BillList {
  readonly rows: readonly BillRow[];
  readonly page: number;
  readonly total: number;
  /** accounts in view; 0 = there is nothing to show bills of */
  readonly accounts: number;
  /** what is left to pay over all unpaid bills of the list, kopecks */
  readonly leftTotal: Kopecks;
}

export interface ListBillsOptions {
  readonly residentId: number;
  /** false: only those that wait for money */
  readonly all: boolean;
  /** null: every account of the resident */
  readonly linkId: number | null;
  /** periods, both ends included */
  readonly from?: string | null;
  readonly to?: string | null;
  /** from 0; beyond the end shows the last page */
  readonly page: number;
}

const rowSchema = z.object({
  accounts: z.coerce.number(),
  total: z.coerce.number(),
  page: z.coerce.number(),
  leftTotal: kopecksColumn,
  billId: z.number().nullable(),
});
const billSchema = z.object({
  billId: z.number(),
  linkId: z.number(),
  accountName: z.string().nullable(),
  accountNumber: z.string(),
  providerId: z.number(),
  providerName: z.string(),
  providerUnpaid: z.coerce.number(),
  period: periodColumn,
  type: z.string(),
  billDate: billingDateColumn,
  billTotal: kopecksColumn,
  newest: z.boolean(),
  left: kopecksColumn.nullable(),
  marked: z.boolean(),
  held: z.boolean(),
});

/**
 * Bills of a resident's accounts, newest first, grouped by provider. Only links in force count, and each shows its
 * account's history from its own date on. One statement: scope, what is left, holds, marks and the page.
 */
export async function listBills(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: ListBillsOptions,
): Promise<BillList> {
  const now = deps.clock.now();
  const { from = null, to = null } = options;
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId: options.residentId, linkId: options.linkId, now })}),
    scope AS (SELECT "accountId" FROM links),
    ${OUTSTANDING},
    ${holdsSql(now)},
    found AS (
      SELECT b."id" AS "billId", l."linkId", l."name" AS "accountName", a."number" AS "accountNumber",
             r."id" AS "providerId", r."name" AS "providerName", r."position", b."accountId", b."period", b."type",
             to_char(v."billDate", 'YYYY-MM-DD') AS "billDate", v."total" AS "billTotal",
             o."billId" IS NOT NULL AS "newest", o."left", m."billId" IS NOT NULL AS "marked",
             h."accountId" IS NOT NULL AND o."billId" IS NOT NULL AS "held",
             l."position" AS "linkPosition",
             COALESCE(o."left" > 0 AND (m."billId" IS NULL OR h."accountId" IS NOT NULL), false) AS "unpaid"
        FROM links l
        JOIN "Account" a ON a."id" = l."accountId"
        JOIN "Provider" r ON r."id" = a."providerId"
        JOIN "Bill" b ON b."accountId" = l."accountId"
        JOIN "BillVersion" v ON v."id" = b."currentVersionId"
        LEFT JOIN outstanding o ON o."billId" = b."id"
        LEFT JOIN (SELECT DISTINCT "accountId" FROM holds) h ON h."accountId" = l."accountId"
        LEFT JOIN "BillMark" m
               ON m."residentId" = ${options.residentId} AND m."billId" = b."id" AND m."versionId" = v."id"
       WHERE (l."fromPeriod" IS NULL OR b."period" >= l."fromPeriod")
         AND (${from}::text IS NULL OR b."period" >= ${from}::text)
         AND (${to}::text IS NULL OR b."period" <= ${to}::text)
    ),
    counted AS (
      SELECT f.*, count(*) FILTER (WHERE f."unpaid") OVER (PARTITION BY f."providerId") AS "providerUnpaid"
        FROM found f
    ),
    numbered AS (
      SELECT c.*, row_number() OVER (ORDER BY c."position", c."providerName", c."providerId", c."period" DESC,
                                              c."linkPosition", c."accountId", c."billDate" DESC, c."billId" DESC) AS "rn"
        FROM counted c
       WHERE ${options.all} OR c."unpaid"
    ),
    sums AS (
      SELECT count(*) AS "total", COALESCE(sum("left") FILTER (WHERE "unpaid"), 0) AS "leftTotal" FROM numbered
    ),
    cut AS (
      SELECT s.*, LEAST(${options.page}::int, GREATEST(ceil(s."total"::numeric / ${BILLS_PER_PAGE}::int)::int - 1, 0)) AS "page"
        FROM sums s
    )
    SELECT (SELECT count(*) FROM links) AS "accounts", c."total", c."leftTotal", c."page", n.*
      FROM cut c
      LEFT JOIN numbered n ON n."rn" > c."page" * ${BILLS_PER_PAGE}::int
                          AND n."rn" <= (c."page" + 1) * ${BILLS_PER_PAGE}::int
     ORDER BY n."rn"`);
  const head = rowSchema.parse(raw[0]);
  const rows = head.billId === null ? [] : raw.map((row) => toRow(billSchema.parse(row)));
  return { rows, page: head.page, total: head.total, accounts: head.accounts, leftTotal: head.leftTotal };
}

function toRow(row: z.infer<typeof billSchema>): BillRow {
  const { newest, marked, held, billTotal, left, ...shown } = row;
  const status = billStatus({ newest, marked, held, total: billTotal, leftToPay: left ?? billTotal });
  return {
    ...shown,
    total: billTotal,
    left,
    status,
    payable: newest && left !== null && left > 0,
  };
}
