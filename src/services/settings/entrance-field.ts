import { z } from 'zod';

const rangesSchema = z
  .array(z.object({ entrance: z.string(), from: z.number().int(), to: z.number().int() }))
  .catch([]);

/** Flats of one entrance, both ends included. */
export type EntranceRange = z.infer<typeof rangesSchema>[number];

/** The value as it is kept. */
export function entranceRanges(value: unknown): EntranceRange[] {
  return rangesSchema.parse(value);
}

/** `1: 1-40; 2: 41-80`: entrances and their flats, which do not overlap. */
export function readEntrances(typed: string): EntranceRange[] | null {
  const ranges: EntranceRange[] = [];
  for (const part of typed.split(/[;\n]/).filter((text) => text.trim() !== '')) {
    const match = /^\s*([\p{L}\d]{1,5})\s*:\s*(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?\s*$/u.exec(part);
    if (match === null) return null;
    const [, entrance = '', from = '', to = from] = match;
    ranges.push({ entrance, from: Number(from), to: Number(to) });
  }
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  const wrong = sorted.some(({ from, to }, at) => to < from || from <= (sorted[at - 1]?.to ?? -1));
  const twice = new Set(ranges.map(({ entrance }) => entrance)).size < ranges.length;
  return ranges.length === 0 || ranges.length > 60 || wrong || twice ? null : sorted;
}

/** The same as a person types it; `''`: no flat has an entrance. */
export function showEntrances(value: unknown): string {
  return rangesSchema
    .parse(value)
    .map(({ entrance, from, to }) => `${entrance}: ${from === to ? from : `${from}-${to}`}`)
    .join('; ');
}
