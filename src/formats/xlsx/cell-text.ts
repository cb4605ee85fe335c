/** Spreadsheets calculate with 15 digits; what a float says beyond them nobody typed. */
const DIGITS = 15;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4})?$/i;

/** null = no number of a spreadsheet; `0x10` and the like are none. */
function numberOf(stored: string): number | null {
  const number = NUMBER.test(stored.trim()) ? Number(stored) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** A number as the file stores it, as a person reads it; what is none stays what it is. */
export function numberText(stored: string): string {
  const number = numberOf(stored);
  if (number === null) return stored;
  // More digits than are kept: whoever needs all of them must see that they are gone.
  if (Math.abs(number) >= 10 ** DIGITS) return number.toExponential();
  return String(Number(number.toPrecision(DIGITS)));
}

const DAY_SECONDS = 86_400;
/** 31.12.9999, the last day a spreadsheet shows. */
const LAST_DAY = 2_958_465;
/** Days of the count that begins in 1900 at the beginning of the one of 1904. */
const DAYS_TO_1904 = 1_462;
/** The count of 1900 has a 29 February that never was; from 1 March 1900 on its day 0 is this one. */
const DAY_0 = Date.UTC(1899, 11, 30);

/**
 * A day of a spreadsheet's count as `05.11.2026`, with `14:30:00` when it has a time, which is all there is of a time
 * alone. What is no day stays the number it is.
 */
export function dayText(stored: string, since1904: boolean): string {
  const seconds = Math.round((numberOf(stored) ?? -1) * DAY_SECONDS);
  const counted = Math.floor(seconds / DAY_SECONDS);
  const days = counted + (since1904 ? DAYS_TO_1904 : 0);
  if (seconds < 0 || days > LAST_DAY) return numberText(stored);
  const moment = new Date(DAY_0 + days * DAY_SECONDS * 1000 + (seconds % DAY_SECONDS) * 1000).toISOString();
  const time = moment.slice(11, 19);
  if (counted === 0 && time !== '00:00:00') return time;
  return withTime(moment.slice(0, 10), time);
}

/** A moment as ISO 8601 writes it, of whichever zone it is: as a person reads it; what is none stays what it is. */
export function isoText(stored: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(
    stored.trim(),
  );
  if (match === null) return stored;
  const [, day = '', time, seconds = ':00'] = match;
  return withTime(day, time === undefined ? '00:00:00' : `${time}${seconds}`);
}

function withTime(day: string, time: string): string {
  const date = day.split('-').reverse().join('.');
  return time === '00:00:00' ? date : `${date} ${time}`;
}

/** In one line and without signs that no text has. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u2028\u2029]+/g, ' ');
}
