import { DateTime } from 'luxon';

/** One row of a contact centre's timetable, in its own zone. */
export interface BusinessHours {
  /** 1 = Monday … 7 = Sunday (ISO). */
  readonly days: readonly number[];
  /** `08:00` */
  readonly from: string;
  /** `21:00`; `24:00` = the end of the day; earlier than `from` = after midnight. */
  readonly to: string;
}

/** Open now, until when; or closed, and when it opens (null: never, the timetable is empty). */
export type OpenState =
  | { readonly open: true /** null: round the clock. */; readonly closesAt: Date | null }
  | { readonly open: false; readonly opensAt: Date | null };

const DAYS_AHEAD = 8;

/** Whether a timetable can be used: days 1–7, times of day, no empty span. */
export function isTimetable(rows: readonly BusinessHours[]): boolean {
  return rows.every(({ days, from, to }) => {
    const start = minutesOf(from);
    const end = minutesOf(to);
    const daysExist = days.length > 0 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
    return daysExist && start !== null && start < 24 * 60 && end !== null && start !== end;
  });
}

/**
 * State of a contact centre at an instant. Rows that touch or overlap are one span, so that 24/7 written as seven
 * days never "closes at midnight"; spans follow the local clock through clock changes.
 */
export function openState(rows: readonly BusinessHours[], zone: string, now: Date): OpenState {
  const spans = joined(spansAround(rows, zone, now));
  const current = spans.find(({ from, to }) => from <= now && now < to);
  if (current !== undefined) {
    const horizon = DateTime.fromJSDate(now, { zone })
      .plus({ days: DAYS_AHEAD - 1 })
      .toJSDate();
    return { open: true, closesAt: current.to > horizon ? null : current.to };
  }
  const next = spans.find(({ from }) => from > now);
  return { open: false, opensAt: next?.from ?? null };
}

interface Span {
  readonly from: Date;
  readonly to: Date;
}

function spansAround(rows: readonly BusinessHours[], zone: string, now: Date): Span[] {
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const spans: Span[] = [];
  // From yesterday: its span may reach over midnight.
  for (let offset = -1; offset <= DAYS_AHEAD; offset++) {
    const day = today.plus({ days: offset });
    for (const { days, from, to } of rows) {
      const start = minutesOf(from);
      const end = minutesOf(to);
      if (!days.includes(day.weekday) || start === null || end === null || start === end) continue;
      spans.push({ from: atMinutes(day, start), to: atMinutes(day, end > start ? end : end + 24 * 60) });
    }
  }
  return spans.filter(({ from, to }) => from < to).sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** Clock time of a day, not minutes elapsed: 08:00 stays 08:00 on days of 23 and 25 hours. */
function atMinutes(day: DateTime, minutes: number): Date {
  const days = Math.floor(minutes / (24 * 60));
  const rest = minutes % (24 * 60);
  return day
    .plus({ days })
    .startOf('day')
    .set({ hour: Math.floor(rest / 60), minute: rest % 60 })
    .toJSDate();
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to) {
      if (span.to > last.to) result[result.length - 1] = { from: last.from, to: span.to };
    } else result.push(span);
  }
  return result;
}

function minutesOf(time: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(time);
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 24 * 60 ? minutes : null;
}
