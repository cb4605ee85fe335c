import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { zoneOf } from '../../domain/clock-zone.ts';
import { addDays, BILL_BY_DAY_RULE, billByUnder, type DayRules } from '../../domain/law-dates.ts';
import { addMonths, type BillingDate, monthOf, type Period } from '../../domain/period.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { dayRulesByCompany } from '../settings/day-rules.ts';
import { BILLS_MISSING } from './delivery-kinds.ts';
import { zonesAwake } from './zones.ts';

/** Two days before the last day for bills, and the day after it. */
const DAYS_LEFT = [2, -1] as const;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/** A provider whose accounts had a bill last month and have none for this one. */
export interface MissingBills {
  readonly provider: string;
  readonly missing: number;
  readonly accounts: number;
}

/**
 * Tell those who import a company's bills that some have not come and the last day for them is near, or was yesterday.
 * Each once, and nothing when all are there.
 */
export async function remindOfBills(deps: Deps): Promise<{ queued: number }> {
  const mornings = new Map((await zonesAwake(deps)).map(({ zone, today }) => [zone, today]));
  const rulesOf = await dayRulesByCompany(deps.db, BILL_BY_DAY_RULE);
  const companies = await deps.db.$queryRaw<{ companyId: number | null; zone: string | null }[]>`
    SELECT DISTINCT p."companyId", c."timezone" AS "zone" FROM "Provider" p
      LEFT JOIN "Company" c ON c."id" = p."companyId" WHERE p."issuesBills" AND p."active"`;
  let queued = 0;
  for (const { companyId, zone } of companies) {
    const today = mornings.get(zoneOf({ company: zone }, deps.installation.timezone));
    const due = today === undefined ? null : billsDueOn(today, rulesOf(companyId));
    if (due !== null) queued += await tell(deps, companyId, due);
  }
  if (queued > 0) deps.notify('deliveries');
  return { queued };
}

interface BillsDue {
  readonly period: Period;
  readonly billBy: BillingDate;
  readonly daysLeft: number;
}

/** The month whose bills are spoken of on a day; null = none. */
export function billsDueOn(today: BillingDate, rules: DayRules): BillsDue | null {
  for (const daysLeft of DAYS_LEFT) {
    const billBy = addDays(today, daysLeft);
    const period = addMonths(monthOf(billBy), -1);
    if (billByUnder(period, rules) === billBy) return { period, billBy, daysLeft };
  }
  return null;
}

async function tell(deps: Deps, companyId: number | null, due: BillsDue): Promise<number> {
  const { period, billBy, daysLeft } = due;
  const subject = `bills:${companyId ?? 0}:${period}:${daysLeft < 0 ? 'passed' : 'soon'}`;
  // Counting a city's bills again every hour would be for nothing.
  const told = await deps.db.delivery.findFirst({
    where: { kind: BILLS_MISSING.kind, subject },
    select: { id: true },
  });
  if (told !== null || (await missingBills(deps, { companyId, period })).length === 0) return 0;
  const to = await importers(deps, companyId);
  return await inTransaction(deps.db, async (tx) =>
    enqueueDeliveries(
      tx,
      deps.clock,
      to.map((identityId) => ({
        kind: BILLS_MISSING,
        subject,
        to: { identityId },
        params: { companyId: companyId ?? 0, period, billBy },
      })),
    ),
  );
}

/** Identities of those who may import the company's bills. */
async function importers(deps: Deps, companyId: number | null): Promise<number[]> {
  const roles: (RoleGrant & { identityId: number })[] = await deps.db.staffRole.findMany({
    where: { revokedAt: null },
    select: { id: true, identityId: true, role: true, companyId: true, expiresAt: true },
  });
  const configured = await deps.db.telegramIdentity.findMany({
    where: {
      telegramId: { in: deps.installation.adminTelegramIds.map(BigInt) },
      signedOutAt: null,
    },
    select: { id: true },
  });
  const now = deps.clock.now();
  const granted = roles.filter((role) => can([role], 'bills.import', { companyId }, now));
  return [...new Set([...granted.map(({ identityId }) => identityId), ...configured.map(({ id }) => id)])];
}

/** Providers of a company (null: of none) whose bills of a month have not all come; by name. One statement. */
export async function missingBills(
  deps: Pick<ServiceDeps, 'db'>,
  { companyId, period }: { readonly companyId: number | null; readonly period: Period },
): Promise<readonly MissingBills[]> {
  return await deps.db.$queryRaw<MissingBills[]>(Prisma.sql`
    SELECT p."shortName" AS "provider", count(*)::int AS "accounts",
           (count(*) FILTER (WHERE now_billed."accountId" IS NULL))::int AS "missing"
      FROM (SELECT DISTINCT "accountId" FROM "Bill"
             WHERE "period" = ${addMonths(period, -1)} AND "currentVersionId" IS NOT NULL) billed
      JOIN "Account" a ON a."id" = billed."accountId" AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
      JOIN "Provider" p ON p."id" = a."providerId" AND p."issuesBills" AND p."active"
      LEFT JOIN (SELECT DISTINCT "accountId" FROM "Bill"
                  WHERE "period" = ${period} AND "currentVersionId" IS NOT NULL) now_billed
        ON now_billed."accountId" = a."id"
     WHERE p."companyId" IS NOT DISTINCT FROM ${companyId}::int
     GROUP BY p."id"
    HAVING count(*) FILTER (WHERE now_billed."accountId" IS NULL) > 0
     ORDER BY p."shortName", p."id"`);
}
