import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import { endOfDay } from '../../domain/clock-zone.ts';
import { addDays, type DayRules, PAY_BY_DAY_RULE, payByUnder } from '../../domain/law-dates.ts';
import { addMonths, type BillingDate, monthOf, type Period } from '../../domain/period.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';
import type { ServiceDeps } from '../deps.ts';
import { dayRuleGroups } from '../settings/day-rules.ts';
import { DUE_DATE, type DueStage } from './delivery-kinds.ts';
import { HOUSE_JOINS, holderJoins, zoneSql } from './holders-sql.ts';
import { zonesAwake } from './zones.ts';

/** Days from the reminder to the last day to pay; the second is for a day on which nothing ran. */
const STAGES: readonly { readonly stage: DueStage; readonly daysLeft: readonly number[] }[] = [
  { stage: 'before', daysLeft: [3, 2] },
  { stage: 'on', daysLeft: [0] },
  { stage: 'after', daysLeft: [-3, -4] },
];
const TIMEOUT_MS = 120_000;

/** Bills whose reminder falls on a day; the last day to pay is the company's or the law's, by the bill's month. */
export function dueOn(
  today: BillingDate,
  rules: DayRules,
): { stage: DueStage; period: Period; payBy: BillingDate }[] {
  return STAGES.flatMap(({ stage, daysLeft }) =>
    daysLeft.flatMap((days) => {
      const payBy = addDays(today, days);
      const period = addMonths(monthOf(payBy), -1);
      return payByUnder(period, rules) === payBy ? [{ stage, period, payBy }] : [];
    }),
  );
}

/**
 * Remind of the day to pay: three days before, on the day, three days after; only while something is left to pay,
 * and not of bills the person marked as paid. Zone by zone when its morning has come, one statement each; each
 * reminder once, however often this runs.
 */
export async function remindOfDueDates(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
): Promise<{ queued: number }> {
  let queued = 0;
  const groups = await dayRuleGroups(deps.db, PAY_BY_DAY_RULE);
  const own = groups.flatMap(({ companyId }) => companyId ?? []);
  for (const { zone, today } of await zonesAwake(deps)) {
    for (const { companyId, rules } of groups) {
      const billed =
        companyId === null
          ? Prisma.sql`(p."companyId" IS NULL OR p."companyId" <> ALL(${own}::int[]))`
          : Prisma.sql`p."companyId" = ${companyId}`;
      for (const due of dueOn(today, rules)) queued += await remind(deps, { zone, today, billed, ...due });
    }
  }
  if (queued > 0) deps.notify('deliveries');
  return { queued };
}

async function remind(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  due: {
    zone: string;
    today: BillingDate;
    /** condition on the provider `p` */
    billed: Prisma.Sql;
    stage: DueStage;
    period: Period;
    payBy: BillingDate;
  },
): Promise<number> {
  const now = deps.clock.now();
  const { zone, stage, period, payBy } = due;
  return await inTransaction(
    deps.db,
    async (tx) =>
      enqueueSelected(tx, deps.clock, {
        kind: DUE_DATE,
        select: Prisma.sql`
          SELECT owed."identityId", 'due:' || owed."billId" || ${`:${stage}`}::text AS "subject",
            jsonb_build_object('billId', owed."billId", 'accountId', owed."accountId", 'stage', ${stage}::text,
              'payBy', ${payBy}::text) AS "params", ${now}::timestamptz AS "notBefore"
          FROM (
            WITH scope AS (
              SELECT a."id" AS "accountId"
                FROM "Bill" bill
                JOIN "Account" a ON a."id" = bill."accountId" AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
                ${HOUSE_JOINS}
               WHERE bill."period" = ${period} AND bill."currentVersionId" IS NOT NULL
                 AND ${zoneSql(deps.installation.timezone)} = ${zone} AND ${due.billed}
                 AND EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."accountId" = a."id" AND l."status" = 'active')
               GROUP BY a."id"
            ), ${OUTSTANDING}
            SELECT chat."id" AS "identityId", r."id" AS "residentId", o."accountId", o."billId", o."versionId"
              FROM outstanding o JOIN "Account" a ON a."id" = o."accountId"
              ${holderJoins(now)}
             WHERE o."period" = ${period} AND o."left" > 0
          ) AS owed
          WHERE NOT EXISTS (SELECT 1 FROM "BillMark" m WHERE m."residentId" = owed."residentId"
            AND m."billId" = owed."billId" AND m."versionId" = owed."versionId")`,
        validUntil: endOfDay(addDays(due.today, 1), zone),
      }),
    { timeout: TIMEOUT_MS },
  );
}
