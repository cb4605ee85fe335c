import { DateTime } from 'luxon';
import { dateIn, endOfDay } from './clock-zone.ts';
import { addDays, nextWorkingDay, type WorkingDays } from './law-dates.ts';
import type { BillingDate } from './period.ts';

/** ТК ст. 112: public holidays, `MM-DD`. Transfers of a year by decree are exceptions of the calendar. */
const NEW_YEAR: ReadonlySet<string> = new Set(Array.from({ length: 8 }, (_, day) => `01-0${day + 1}`));
const HOLIDAYS: ReadonlySet<string> = new Set(['02-23', '03-08', '05-01', '05-09', '06-12', '11-04']);

const SATURDAY = 6;

/** A year's transfers: a day that is working although the rule says not, or the other way round. */
export type CalendarExceptions = Readonly<Record<string, boolean>>;

/**
 * The working days of Russia: five days a week, without public holidays, with the exceptions a company enters. A day
 * off that a holiday falls on moves to the next working day (ТК ст. 112 ч. 2; days off of the New Year holidays are
 * moved by a decree of the year).
 */
export function workingDaysOf(exceptions: CalendarExceptions = {}): WorkingDays {
  return (date) => exceptions[date] ?? (isOrdinary(date) && !isMovedTo(date));
}

function isOrdinary(date: BillingDate): boolean {
  const day = date.slice(5);
  return !isWeekend(date) && !NEW_YEAR.has(day) && !HOLIDAYS.has(day);
}

function isWeekend(date: BillingDate): boolean {
  return DateTime.fromISO(date, { zone: 'utc' }).weekday >= SATURDAY;
}

/** The first ordinary day after a holiday that fell on a day off; two such holidays in a row need two days. */
function isMovedTo(date: BillingDate): boolean {
  let waiting = 0;
  // No row of days off is longer.
  for (let day = addDays(date, -LONGEST_BREAK); day < date; day = addDays(day, 1)) {
    if (HOLIDAYS.has(day.slice(5)) && isWeekend(day)) waiting += 1;
    else if (isOrdinary(day)) waiting = Math.max(0, waiting - 1);
  }
  return waiting > 0;
}

const LONGEST_BREAK = 7;

/**
 * The end of the `days`-th working day after the day of `from`, on the clock of `zone`: the day it begins on does not
 * count (ГК ст. 191). With 0 days it is the end of that day, or of the next working one.
 */
export function afterWorkingDays(from: Date, days: number, zone: string, isWorking: WorkingDays): Date {
  let date: BillingDate = dateIn(from, zone);
  if (days === 0) return endOfDay(nextWorkingDay(date, isWorking), zone);
  for (let left = days; left > 0; left--) date = nextWorkingDay(addDays(date, 1), isWorking);
  return endOfDay(date, zone);
}
