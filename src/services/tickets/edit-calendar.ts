import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { addDays } from '../../domain/law-dates.ts';
import type { BillingDate } from '../../domain/period.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { saveSetting } from '../staff/company-settings.ts';
import { recordAudit } from '../staff/record-audit.ts';
import type { StaffMember } from './access.ts';
import { CALENDAR, ownCalendar } from './calendar.ts';

/** Deadlines reach no further. */
const LONGEST_AHEAD_DAYS = 800;

/** A company's own exceptions from a day on, in order. @throws DomainError NOT_ALLOWED */
export async function listCalendar(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly companyId: number; readonly staff: StaffMember; readonly from: BillingDate },
): Promise<readonly { readonly day: string; readonly working: boolean }[]> {
  allow(deps, options);
  const own = await ownCalendar(deps.db, options.companyId);
  return Object.entries(own)
    .filter(([day]) => day >= options.from)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, working]) => ({ day, working }));
}

/**
 * Say that a day is working or not, or (null) that the rule holds for it again. Deadlines given before stay as they
 * are; past days are forgotten with the change. Twice is once.
 * @throws DomainError NOT_ALLOWED, CALENDAR_DAY for a day that is past or too far
 */
export async function setCalendarDay(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    readonly companyId: number;
    readonly staff: StaffMember;
    readonly today: BillingDate;
    readonly day: BillingDate;
    readonly working: boolean | null;
  },
): Promise<void> {
  const { companyId, staff, today, day, working } = options;
  allow(deps, options);
  if (day < today || day > addDays(today, LONGEST_AHEAD_DAYS)) throw new DomainError('CALENDAR_DAY');
  await inTransaction(deps.db, async (tx) => {
    // Two who change two days at once: the second waits and sees the first.
    await tx.$queryRaw`SELECT "id" FROM "Company" WHERE "id" = ${companyId} FOR UPDATE`;
    const own = await ownCalendar(tx, companyId);
    const { [day]: before, ...rest } = own;
    if ((before ?? null) === working) return;
    const kept = Object.fromEntries(Object.entries(rest).filter(([other]) => other >= today));
    const value = working === null ? kept : { ...kept, [day]: working };
    await saveSetting(tx, { key: CALENDAR, companyId, value, by: staff.identityId }, deps);
    await recordAudit(tx, {
      at: deps.clock.now(),
      actorId: staff.identityId,
      actorKind: 'staff',
      action: CALENDAR,
      subject: `company:${companyId}`,
      companyId,
      details: { day, working },
    });
  });
}

function allow(
  deps: Pick<ServiceDeps, 'clock'>,
  options: { readonly companyId: number; readonly staff: StaffMember },
): void {
  const { companyId, staff } = options;
  if (!can(staff.grants, 'tickets.assign', { companyId }, deps.clock.now()))
    throw new DomainError('NOT_ALLOWED');
}
