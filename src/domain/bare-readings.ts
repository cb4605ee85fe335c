import type { AccountMatch, MatchableAccount, MatchableMeter } from './match-free-readings.ts';
import { capacityOf, type MeterValue, parseMeterValue } from './meters.ts';

/** No flat has more registers. */
const MOST_NUMBERS = 20;

/**
 * Read a message of nothing but numbers, «4990 2100 1490»: spaces, new lines, `;`, `/`, or a comma with a space stand
 * between. null when anything else is in it.
 */
export function parseBareNumbers(text: string): readonly string[] | null {
  const pieces = text
    .normalize('NFKC')
    .trim()
    .replace(/[.;]$/, '')
    .split(/\s*[;/|]\s*|,\s+|\s+/);
  const numbers =
    pieces.length <= MOST_NUMBERS && pieces.every((piece) => /^\d{1,8}(?:[.,]\d{1,4})?$/.test(piece));
  return numbers ? pieces : null;
}

/**
 * Whose registers bare numbers are: one for each register, in the order the screen shows them. Nothing in them says
 * which is which, so everything else must: one flat, as many numbers as registers, none below what stood there or above
 * what the dial can show. null = not readings, as far as can be told.
 */
export function matchBareReadings(
  numbers: readonly string[],
  accounts: readonly MatchableAccount[],
): AccountMatch | null {
  const [account, ...others] = accounts.filter(({ meters }) => meters.length > 0);
  if (account === undefined || others.length > 0) return null;
  const left = [...numbers];
  const readings = account.meters.map((meter) => ({ meter, values: left.splice(0, meter.zones) }));
  const fits =
    left.length === 0 &&
    readings.every(({ meter, values }) => fitsMeter(meter, values, numbers.length === 1));
  if (!fits) return null;
  return {
    linkId: account.linkId,
    readings: readings.map(({ meter, values }) => ({ meterId: meter.meterId, values })),
    unclear: 0,
    missing: 0,
  };
}

function fitsMeter(meter: MatchableMeter, texts: readonly string[], alone: boolean): boolean {
  const values = texts.flatMap((text): MeterValue[] => {
    const read = parseMeterValue(text);
    return read.ok ? [read.value] : [];
  });
  // A lone number with nothing to compare it with may be anything: a code, a sum.
  if (values.length !== meter.zones || (alone && meter.previous === null)) return false;
  return values.every(
    (value, zone) => value >= (meter.previous?.[zone] ?? 0) && value < capacityOf(meter.digits),
  );
}
