import { DateTime } from 'luxon';
import { parse } from 'node-cron';

interface CronFields {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 = Sunday */
  readonly weekdays: ReadonlySet<number>;
}

/** A cron expression in a time zone, as instants. */
export interface CronSlots {
  /** The first slot after the instant. */
  next(after: Date): Date;
  /** Slots after `after` up to and with `until`, in order. */
  between(after: Date, until: Date): Generator<Date>;
}

const LONGEST_SEARCH_DAYS = 366 * 5;

/**
 * node-cron ticks but does not remember: what was missed while all processes were down has to be computed.
 * Day of month and day of week must both match, as in node-cron. A local time that the clocks skip runs when they
 * have jumped; an hour that comes twice runs once, unless the expression names every hour.
 * @throws on a wrong expression, and on day names that are no plain numbers (L, #)
 */
export function createCronSlots(expression: string, zone: string): CronSlots {
  const fields = readFields(expression);

  function* between(after: Date, until: Date): Generator<Date> {
    let day = DateTime.fromJSDate(after, { zone }).startOf('day');
    const last = DateTime.fromJSDate(until, { zone });
    for (; day <= last; day = day.plus({ days: 1 })) {
      if (!matchesDay(fields, day)) continue;
      for (const slot of slotsOfDay(fields, day)) {
        if (slot > after.getTime() && slot <= until.getTime()) yield new Date(slot);
      }
    }
  }

  return {
    between,
    next(after) {
      const until = new Date(after.getTime() + LONGEST_SEARCH_DAYS * 86_400_000);
      for (const slot of between(after, until)) return slot;
      throw new Error(`the schedule ${expression} never comes`);
    },
  };
}

function readFields(expression: string): CronFields {
  const parsed = parse(expression);
  const numbers = (values: readonly (number | string)[]): number[] =>
    values.map((value) => {
      if (typeof value === 'number') return value;
      throw new Error(`the schedule ${expression} uses ${value}, which is not supported here`);
    });
  return {
    seconds: parsed.second,
    minutes: parsed.minute,
    hours: parsed.hour,
    days: new Set(numbers(parsed.dayOfMonth)),
    months: new Set(parsed.month),
    weekdays: new Set(numbers(parsed.dayOfWeek)),
  };
}

function matchesDay(fields: CronFields, day: DateTime): boolean {
  return fields.months.has(day.month) && fields.days.has(day.day) && fields.weekdays.has(day.weekday % 7);
}

/** Instants of one local day, in order, each once. `day` is its beginning. */
function slotsOfDay(fields: CronFields, day: DateTime): Iterable<number> {
  // All days but two a year: plain arithmetic, because a job of every minute has 1 440 slots.
  return day.offset === day.plus({ days: 1 }).offset
    ? slotsOfPlainDay(fields, day.toMillis())
    : slotsOfDayWithClockChange(fields, day);
}

function* slotsOfPlainDay(fields: CronFields, begin: number): Generator<number> {
  for (const hour of fields.hours) {
    for (const minute of fields.minutes) {
      for (const second of fields.seconds) yield begin + ((hour * 60 + minute) * 60 + second) * 1000;
    }
  }
}

function slotsOfDayWithClockChange(fields: CronFields, day: DateTime): number[] {
  const slots = new Set<number>();
  const everyHour = fields.hours.length === 24;
  for (const hour of fields.hours) {
    for (const minute of fields.minutes) {
      for (const second of fields.seconds) {
        const slot = day.set({ hour, minute, second });
        slots.add(slot.toMillis());
        if (everyHour) {
          for (const again of slot.getPossibleOffsets()) slots.add(again.toMillis());
        }
      }
    }
  }
  return [...slots].sort((a, b) => a - b);
}
