import { type Period, parsePeriod, period } from './period.ts';

export interface PeriodRange {
  readonly from: Period;
  readonly to: Period;
}

const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
/** Between two months: a dash with spaces, «по», «до», `to`; a bare dash stands inside `2026-10`, too. */
const BETWEEN = /\s+(?:[-–—]+|по|до|to|till|until)\s+|[–—…]|\.{2,}/u;

/**
 * Read a period as people type it: `июль 2026 – октябрь 2026`, `с июля по октябрь 2026`, `07.2026-10.2026`,
 * `2026-07 – 2026-10`, `October 2026`, `2026`. Typed the wrong way round is meant the right way round. null: not read.
 */
export function parsePeriodRange(text: string): PeriodRange | null {
  const trimmed = text
    .trim()
    .toLowerCase()
    .replace(/^(?:с|со|from|за|for)\s+/u, '');
  const year = /^(\d{4})(?:\s*(?:г\.?|год))?$/u.exec(trimmed);
  if (year !== null) return rangeOf(period(Number(year[1]), 1), period(Number(year[1]), 12));
  const parts = partsOf(trimmed);
  if (parts.length > 2) return null;
  const [first = '', last = first] = parts;
  const to = readMonth(last);
  // «с июля по октябрь 2026»: the year is said once.
  const from = readMonth(first) ?? (to === null ? null : readMonth(`${first} ${to.slice(0, 4)}`));
  return rangeOf(from, to);
}

function partsOf(text: string): string[] {
  const split = text.split(BETWEEN).map((part) => part.trim());
  if (split.length !== 1) return split;
  // `07.2026-10.2026`, `июль-октябрь 2026`: the dash that leaves a month on both sides.
  for (const { index } of text.matchAll(/-/g)) {
    const sides = [text.slice(0, index).trim(), text.slice(index + 1).trim()];
    const [first = '', last = ''] = sides;
    const to = readMonth(last);
    if (to !== null && (readMonth(first) ?? readMonth(`${first} ${to.slice(0, 4)}`)) !== null) return sides;
  }
  return split;
}

function readMonth(text: string): Period | null {
  const own = parsePeriod(text);
  if (own !== null) return own;
  const [, word = '', year = ''] = /^([a-z]{3,9})\.?,?\s+(\d{4})$/.exec(text) ?? [];
  const month = ENGLISH.findIndex((name) => word.startsWith(name));
  return month === -1 ? null : period(Number(year), month + 1);
}

function rangeOf(from: Period | null, to: Period | null): PeriodRange | null {
  if (from === null || to === null) return null;
  return from <= to ? { from, to } : { from: to, to: from };
}
