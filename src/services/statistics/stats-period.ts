import { DateTime } from 'luxon';

/** How far back statistics look: days in days, a quarter in weeks, a year in months. */
export const STATS_SPANS = ['week', 'month', 'quarter', 'year'] as const;
export type StatsSpan = (typeof STATS_SPANS)[number];

export function isStatsSpan(text: string): text is StatsSpan {
  return STATS_SPANS.some((span) => span === text);
}

const SHAPE = {
  week: { unit: 'day', count: 7 },
  month: { unit: 'day', count: 30 },
  quarter: { unit: 'week', count: 13 },
  year: { unit: 'month', count: 12 },
} as const;

/**
 * Beginnings of the parts and the end of the last one, whole days of the zone, today included: one more than there are
 * parts.
 */
export function statsBounds(span: StatsSpan, now: Date, zone: string): Date[] {
  const { unit, count } = SHAPE[span];
  const end = DateTime.fromJSDate(now, { zone })
    .startOf(unit)
    .plus({ [unit]: 1 });
  return Array.from({ length: count + 1 }, (_, index) => end.minus({ [unit]: count - index }).toJSDate());
}
