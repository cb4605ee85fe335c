import { divideHalfUp } from './decimal.ts';
import { type Kopecks, kopecks } from './money.ts';
import { addMonths, type BillingDate, daysIn, type Period } from './period.ts';

/** Something the law or a contract sets, and since when. */
export interface Dated<T> {
  readonly effectiveFrom: BillingDate;
  readonly value: T;
}

/** The setting in force on a date: the newest that has begun; null before the first. */
export function inForceOn<T>(settings: readonly Dated<T>[], date: BillingDate): T | null {
  return (
    settings
      .filter(({ effectiveFrom }) => effectiveFrom <= date)
      .reduce<Dated<T> | null>(
        (newest, setting) =>
          newest === null || setting.effectiveFrom >= newest.effectiveFrom ? setting : newest,
        null,
      )?.value ?? null
  );
}

/** Days of the month after the billed one. */
export interface BillDays {
  /** Last day on which the bill is presented. */
  readonly billBy: number;
  /** Last day on which it is paid. */
  readonly payBy: number;
}

/**
 * ЖК ст. 155 ч. 1 and 2; 177-ФЗ of 24.06.2025: since 2026-03-01 presented by the 5th and paid by the 15th of the next
 * month, before by the 1st and the 10th. Defaults of the settings, a contract may say otherwise.
 */
export const BILL_DAYS_BY_LAW: readonly Dated<BillDays>[] = [
  { effectiveFrom: '2005-03-01', value: { billBy: 1, payBy: 10 } },
  { effectiveFrom: '2026-03-01', value: { billBy: 5, payBy: 15 } },
];

/** Whether a day is a working one; from a calendar the company keeps. */
export type WorkingDays = (date: BillingDate) => boolean;

/**
 * The last day to pay a period's bill. A rule holds for bills that fall due, by that rule, on or after its first day:
 * so the bill of February 2026 is due on 15.03.2026. With a calendar, a non-working day moves to the next working one
 * (ГК ст. 193). Days beyond the month's end are its last day. null: no rule was in force.
 */
export function payByDate(
  period: Period,
  settings: readonly Dated<BillDays>[] = BILL_DAYS_BY_LAW,
  isWorkingDay?: WorkingDays,
): BillingDate | null {
  return dueDate(period, settings, ({ payBy }) => payBy, isWorkingDay);
}

/** Rows of `Setting` about days that the law sets, of every company or of one, each with its first day. */
export const PAY_BY_DAY_RULE = 'bills.pay-by-day';
/** Day of the month after the billed one by which the bill has come. */
export const BILL_BY_DAY_RULE = 'bills.bill-by-day';
/** Day of delay from which a penalty is counted: 31 = none for 30 days. */
export const PENALTY_DAY_RULE = 'bills.penalty-from-day';
/** Last day of the month for readings, where a provider has set no days of its own. */
export const READINGS_DAY_RULE = 'readings.last-day';

/** Days of a month, or of delay up to a year. */
export const MOST_RULE_DAYS = 366;

export function isRuleDay(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MOST_RULE_DAYS;
}

/** What is set besides the law; null = as before it was set: the law's, or that of every company. */
export interface DayRules {
  readonly everyCompany: readonly Dated<number | null>[];
  readonly own: readonly Dated<number | null>[];
}

export const NO_DAY_RULES: DayRules = { everyCompany: [], own: [] };

/** The last day to pay a period's bill under a company's rules: its own before those of every company before the law. */
export function payByUnder(period: Period, rules: DayRules): BillingDate | null {
  return dayUnder(period, rules, payByDate(period));
}

/** The last day on which a period's bill comes, under a company's rules. */
export function billByUnder(period: Period, rules: DayRules): BillingDate | null {
  return dayUnder(period, rules, billByDate(period));
}

/** A rule holds for dates that fall, by that rule, on or after its first day. */
function dayUnder(
  period: Period,
  { everyCompany, own }: DayRules,
  law: BillingDate | null,
): BillingDate | null {
  const month = addMonths(period, 1);
  return [everyCompany, own].reduce((below, rules) => {
    const newestFirst = [...rules].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
    for (const { effectiveFrom, value } of newestFirst) {
      const date = value === null ? below : clampedDay(month, value);
      if (date !== null && date >= effectiveFrom) return date;
    }
    return below;
  }, law);
}

/** What is set on a date: the company's own, else that of every company, else null. */
export function ruleDayOn({ everyCompany, own }: DayRules, date: BillingDate): number | null {
  return inForceOn(own, date) ?? inForceOn(everyCompany, date);
}

/** The first day that costs a penalty when nothing is paid by `payBy`; the rule is that of the first day of delay. */
export function penaltyFromUnder(payBy: BillingDate, rules: DayRules): BillingDate {
  const firstDay = addDays(payBy, 1);
  return addDays(payBy, ruleDayOn(rules, firstDay) ?? FIRST_PENALTY_DAY);
}

/** The last day to present a period's bill; the same rules as `payByDate`. */
export function billByDate(
  period: Period,
  settings: readonly Dated<BillDays>[] = BILL_DAYS_BY_LAW,
  isWorkingDay?: WorkingDays,
): BillingDate | null {
  return dueDate(period, settings, ({ billBy }) => billBy, isWorkingDay);
}

function dueDate(
  period: Period,
  settings: readonly Dated<BillDays>[],
  dayOf: (days: BillDays) => number,
  isWorkingDay: WorkingDays | undefined,
): BillingDate | null {
  const month = addMonths(period, 1);
  const newestFirst = [...settings].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  for (const { effectiveFrom, value } of newestFirst) {
    const date = clampedDay(month, dayOf(value));
    if (date >= effectiveFrom) return isWorkingDay === undefined ? date : nextWorkingDay(date, isWorkingDay);
  }
  return null;
}

/** The day of a month, or its last day when it has no such day. */
export function clampedDay(month: Period, day: number): BillingDate {
  return `${month}-${String(Math.min(Math.max(1, day), daysIn(month))).padStart(2, '0')}` as BillingDate;
}

const LONGEST_HOLIDAYS = 31;

/** The date itself when it is a working day, else the next one. A calendar without working days changes nothing. */
export function nextWorkingDay(date: BillingDate, isWorkingDay: WorkingDays): BillingDate {
  let day = date;
  for (let step = 0; step < LONGEST_HOLIDAYS; step++) {
    if (isWorkingDay(day)) return day;
    day = addDays(day, 1);
  }
  return date;
}

/** Calendar arithmetic without zones. */
export function addDays(date: BillingDate, days: number): BillingDate {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10) as BillingDate;
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: BillingDate, to: BillingDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** From this day of delay on, this part of the rate a day. */
export interface PenaltyStep {
  readonly fromDay: number;
  /** 300 = one three-hundredth. */
  readonly divisor: number;
}

/** ЖК ст. 155 ч. 14: none for 30 days, 1/300 from the 31st, 1/130 from the 91st day. */
export const PENALTY_STEPS: readonly PenaltyStep[] = [
  { fromDay: 31, divisor: 300 },
  { fromDay: 91, divisor: 130 },
];

const FIRST_PENALTY_DAY = Math.min(...PENALTY_STEPS.map(({ fromDay }) => fromDay));

/**
 * ПП РФ 329 of 18.03.2025: until 2027-01-01 the rate is the lower of 9.5 % and the key rate. What follows is not known:
 * without a cap the key rate counts, until the setting says otherwise. Basis points; null = no cap.
 */
export const PENALTY_RATE_CAP: readonly Dated<number | null>[] = [
  { effectiveFrom: '2025-03-18', value: 950 },
  { effectiveFrom: '2027-01-01', value: null },
];

/** Divisor for a day of delay (1 = the day after the due date); null = no penalty yet. */
export function penaltyDivisor(day: number, steps: readonly PenaltyStep[] = PENALTY_STEPS): number | null {
  return (
    steps
      .filter(({ fromDay }) => fromDay <= day)
      .reduce<PenaltyStep | null>(
        (last, step) => (last === null || step.fromDay > last.fromDay ? step : last),
        null,
      )?.divisor ?? null
  );
}

export interface PenaltyTerms {
  /** Key rate in basis points a year, by date. */
  readonly keyRate: readonly Dated<number>[];
  readonly steps?: readonly PenaltyStep[];
  readonly cap?: readonly Dated<number | null>[];
}

/**
 * Penalty on a debt that nothing was paid of, from the day after `dueDate` to `asOf` inclusive, rounded half up once
 * at the end. For explanations only: what is owed is what the company's bill says. Days without a known key rate cost
 * nothing.
 */
export function penaltyOn(
  debt: Kopecks,
  dueDate: BillingDate,
  asOf: BillingDate,
  terms: PenaltyTerms,
): Kopecks {
  const { keyRate, steps = PENALTY_STEPS, cap = PENALTY_RATE_CAP } = terms;
  if (debt <= 0) return kopecks(0);
  // Exact: every day is debt × basis points ÷ (10 000 × divisor); a common denominator of all divisors.
  const common = steps.reduce((product, { divisor }) => product * BigInt(divisor), 1n);
  let numerator = 0n;
  for (let day = 1; day <= daysBetween(dueDate, asOf); day++) {
    const divisor = penaltyDivisor(day, steps);
    if (divisor === null) continue;
    const date = addDays(dueDate, day);
    const rate = inForceOn(keyRate, date) ?? 0;
    const limit = inForceOn(cap, date);
    const effective = limit === null ? rate : Math.min(rate, limit);
    numerator += BigInt(debt) * BigInt(effective) * (common / BigInt(divisor));
  }
  return kopecks(Number(divideHalfUp(numerator, common * 10_000n)));
}
