import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { PAY_BY_DAY_RULE, PENALTY_DAY_RULE, payByUnder, penaltyFromUnder } from '../../domain/law-dates.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { BillingDate, Period } from '../../domain/period.ts';
import { kopecksColumn, periodColumn } from '../bills/columns.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';
import { dayRuleRows, dayRules, dayRulesSql } from '../settings/day-rules.ts';

/** What a message about a bill may say now. */
export interface BillNews {
  readonly period: Period;
  readonly providerName: string;
  /** the person's own name of the account, else its number */
  readonly account: string;
  /** of the bill itself, kopecks */
  readonly total: Kopecks;
  /** kopecks; zero or less: nothing to pay */
  readonly left: Kopecks;
  /** the last day to pay, by the company's rules or the law; null: none was in force */
  readonly payBy: BillingDate | null;
  /** the first day that costs a penalty while nothing is paid; null with `payBy` */
  readonly penaltyFrom: BillingDate | null;
}

const rowSchema = z.object({
  period: periodColumn,
  providerName: z.string(),
  account: z.string(),
  total: kopecksColumn,
  left: kopecksColumn,
  companyId: z.number().nullable(),
  dayRules: dayRuleRows,
});

/**
 * The bill as it stands when the message is made; null when it is not the person's any more, was withdrawn, or a newer
 * one has come. One statement.
 */
export async function billNews(
  deps: Pick<ServiceDeps, 'db'>,
  options: { billId: number; accountId: number; residentId: number | null; now: Date; payBy?: BillingDate },
): Promise<BillNews | null> {
  const { residentId, now } = options;
  if (residentId === null) return null;
  const rows: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId: null, now })}),
    scope AS (SELECT ${options.accountId}::int AS "accountId"), ${OUTSTANDING}
    SELECT o."period", p."shortName" AS "providerName", COALESCE(links."name", a."number") AS "account", o."total",
           o."left", p."companyId", ${dayRulesSql([PAY_BY_DAY_RULE, PENALTY_DAY_RULE], Prisma.sql`p."companyId"`)} AS "dayRules"
      FROM outstanding o
      JOIN links ON links."accountId" = o."accountId"
      JOIN "Account" a ON a."id" = o."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
     WHERE o."billId" = ${options.billId} LIMIT 1`);
  const [row] = rows;
  if (row === undefined) return null;
  const { companyId, dayRules: set, ...news } = rowSchema.parse(row);
  const payBy = payByUnder(news.period, dayRules(set, PAY_BY_DAY_RULE, companyId));
  // A reminder names the day it was made for, also when the rules have changed since.
  const due = options.payBy ?? payBy;
  const penalties = dayRules(set, PENALTY_DAY_RULE, companyId);
  return { ...news, payBy, penaltyFrom: due === null ? null : penaltyFromUnder(due, penalties) };
}

/** A meter whose verification is to be told; null when it was replaced or is not the person's any more. */
export async function verificationNews(
  deps: Pick<ServiceDeps, 'db'>,
  options: { meterId: number; residentId: number | null; now: Date },
): Promise<{ resource: string; serial: string; account: string; on: string } | null> {
  const { residentId, now } = options;
  if (residentId === null) return null;
  const [row] = await deps.db.$queryRaw<
    { resource: string; serial: string; account: string; on: string }[]
  >(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId: null, now })})
    SELECT m."resource"::text AS "resource", m."serial", COALESCE(links."name", a."number") AS "account",
           m."nextVerificationOn"::text AS "on"
      FROM "Meter" m
      JOIN links ON links."accountId" = m."accountId" AND links."level" = 'full'
      JOIN "Account" a ON a."id" = m."accountId"
     WHERE m."id" = ${options.meterId} AND m."archivedAt" IS NULL AND m."nextVerificationOn" IS NOT NULL LIMIT 1`);
  return row ?? null;
}
