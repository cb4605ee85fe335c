import { DateTime } from 'luxon';
import { dateIn, endOfDay } from './clock-zone.ts';
import { addDays, nextWorkingDay, type WorkingDays } from './law-dates.ts';
import type { BillingDate } from './period.ts';

/** ТК ст. 112: public holidays, `MM-DD`. Transfers of a year are exceptions of the calendar. */
const HOLIDAYS: ReadonlySet<string> = new Set([
  '01-01',
  '01-02',
  '01-03',
  '01-04',
  '01-05',
  '01-06',
  '01-07',
  '01-08',
  '02-23',
  '03-08',
  '05-01',
  '05-09',
  '06-12',
  '11-04',
]);

const SATURDAY = 6;

/** A year's transfers: a day that is working although the rule says not, or the other way round. */
export type CalendarExceptions = Readonly<Record<string, boolean>>;

/** The working days of Russia: five days a week, without public holidays, with the exceptions a company enters. */
export function workingDaysOf(exceptions: CalendarExceptions = {}): WorkingDays {
  return (date) => {
    const said = exceptions[date];
    if (said !== undefined) return said;
    const weekday = DateTime.fromISO(date, { zone: 'utc' }).weekday;
    return weekday < SATURDAY && !HOLIDAYS.has(date.slice(5));
  };
}

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
