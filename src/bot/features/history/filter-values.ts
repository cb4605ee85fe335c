import { EVERYTHING, FILTER_CHOICES, type HistoryFilter } from '../../../domain/history-filter.ts';
import { addMonths, type BillingDate, firstDay, lastDay, monthOf } from '../../../domain/period.ts';

export const FILTER_FIELDS = ['period', 'method', 'status', 'provider', 'channel'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** Periods that are chosen with one press. */
export const PERIODS = ['month', 'last-month', 'year'] as const;

/** Takes a filter off. */
export const ANY = 'all';

export function fieldOf(word: string): FilterField | null {
  return FILTER_FIELDS.find((field) => field === word) ?? null;
}

/** The filter after a press; a value nobody offered changes nothing. */
export function withChoice(
  filter: HistoryFilter,
  field: FilterField,
  value: string,
  today: BillingDate,
): HistoryFilter {
  if (field === 'period') return { ...filter, ...rangeOf(value, today) };
  if (field === 'provider') return { ...filter, providerId: /^\d{1,9}$/.test(value) ? Number(value) : null };
  const choice = (FILTER_CHOICES[field] as readonly string[]).find((known) => known === value) ?? null;
  return { ...filter, [field]: choice };
}

function rangeOf(value: string, today: BillingDate): Pick<HistoryFilter, 'from' | 'to'> {
  const month = monthOf(today);
  const before = addMonths(month, -1);
  if (value === 'month') return { from: firstDay(month), to: today };
  if (value === 'last-month') return { from: firstDay(before), to: lastDay(before) };
  if (value === 'year') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  return { from: EVERYTHING.from, to: EVERYTHING.to };
}
