import { DateTime } from 'luxon';

/** Whole hours of the house's clock: from `from`:00 until before `to`:00; across midnight when from > to. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Row of `Setting` in which a company says its own, for people who did not choose. */
export const QUIET_HOURS_RULE = 'notifications.quiet-hours';

/** Read `21-9`; null for anything else, also for equal hours (neither always nor never can be meant). */
export function parseQuietHours(text: string): QuietHours | null {
  const match = /^\s*(\d{1,2})\s*[-\u2013\u2014]\s*(\d{1,2})\s*$/.exec(text);
  if (match === null) return null;
  const from = Number(match[1]);
  const to = Number(match[2]);
  return from <= 23 && to <= 23 && from !== to ? { from, to } : null;
}

/** `21-9`: as it is stored. */
export function formatQuietHours({ from, to }: QuietHours): string {
  return `${from}-${to}`;
}

/** Whether ordinary messages wait now. Emergencies and answers do not ask. null = no quiet hours. */
export function isQuiet(hours: QuietHours | null, zone: string, now: Date): boolean {
  if (hours === null) return false;
  const { hour } = DateTime.fromJSDate(now, { zone });
  return hours.from < hours.to
    ? hour >= hours.from && hour < hours.to
    : hour >= hours.from || hour < hours.to;
}

/**
 * The first instant not before `now` at which ordinary messages may go: now itself outside quiet hours, else their
 * end on the local clock. A spring change that skips the end gives the first instant after the gap; an autumn change
 * that repeats hours is passed as a whole when it lies in the night.
 */
export function nextAllowed(hours: QuietHours | null, zone: string, now: Date): Date {
  if (hours === null || !isQuiet(hours, zone, now)) return now;
  const local = DateTime.fromJSDate(now, { zone });
  for (let day = 0; day <= 2; day++) {
    const end = local.startOf('day').plus({ days: day }).set({ hour: hours.to });
    const instant = end.toJSDate();
    if (instant > now && !isQuiet(hours, zone, instant)) return instant;
  }
  throw new Error('quiet hours do not end');
}
