import { z } from 'zod';
import { type BillingDate, parseBillingDate } from '../../domain/period.ts';

/** `20` or `20 с 01.01.2027`. @param most 31 for a day of the month */
export function readDay(
  typed: string,
  most = 31,
): { readonly ok: true; readonly value: number; readonly from?: BillingDate } | { readonly ok: false } {
  const match = /^\s*(\d{1,3})(?:\s+(?:(?:с|from)\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4}))?\s*$/i.exec(typed);
  if (match === null) return { ok: false };
  const [, day, on = '', month = '', year] = match;
  const value = Number(day);
  if (value < 1 || value > most) return { ok: false };
  if (year === undefined) return { ok: true, value };
  const from = parseBillingDate(`${on.padStart(2, '0')}.${month.padStart(2, '0')}.${year}`);
  return from === null ? { ok: false } : { ok: true, value, from };
}

const datedSchema = z.array(z.object({ from: z.string(), value: z.unknown() })).catch([]);

/** `15 01.03.2026; – 01.01.2027`: values and the days from which they hold; – = not set. */
export function showDated(value: unknown): string {
  return datedSchema
    .parse(value)
    .map(({ from, value: one }) => {
      const [year, month, day] = from.split('-');
      return `${typeof one === 'number' ? one : '–'} ${day}.${month}.${year}`;
    })
    .join('; ');
}
