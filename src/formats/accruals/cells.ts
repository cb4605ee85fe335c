import { MAX_ACCOUNT_NUMBER } from '../../domain/account-number.ts';
import { divideHalfUp } from '../../domain/decimal.ts';
import { parseMoney } from '../../domain/money.ts';
import type { RowErrorCode } from './model.ts';

/** Sums of bills are 32-bit kopecks in the database: 21 474 836,47 ₽. */
const MAX_SUM = 2_147_483_647;
const MAX_TEXT = 500;
const DECIMAL_PLACES = 6;

/** Text that needs work: line breaks, runs of spaces, invisible signs, our own apostrophe, Excel's `="…"`. */
const UNTIDY = /[\n\r\t\u00a0\u00ad\u200b-\u200f\ufeff]| {2}|^[ '=]| $/;
const EXCEL_TEXT = /^="(.*)"$/s;
/** What `csv-safe` puts before a text that a spreadsheet would take for a formula. */
const GUARDED = /^'(?=[=+\-@])/;

/** A cell as people read it: one line, single spaces, without the traces of spreadsheets. */
export function tidyText(cell: string): string {
  if (!UNTIDY.test(cell)) return cell;
  const text = cell
    .replaceAll(/[\u00ad\u200b-\u200f\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(GUARDED, '');
  return EXCEL_TEXT.exec(text)?.[1] ?? text;
}

/** Crossed out on the paper form, or a dash: the column does not apply, which is not 0. Latin and Cyrillic letters. */
const NOT_APPLICABLE = /^(?:[xх]+|[-–—]+|н\/д|нет)$/i;

/** Is there nothing in a number's cell? */
export function isBlank(cell: string): boolean {
  if (cell === '') return true;
  // Nearly all cells begin with a digit; letters and dashes may cross a value out.
  const first = cell.charCodeAt(0);
  if (first >= ZERO && first <= NINE) return false;
  const text = tidyText(cell);
  return text === '' || NOT_APPLICABLE.test(text);
}

export type CellReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: RowErrorCode };

const MONEY_CODES = {
  MONEY_EMPTY: 'SUM_MISSING',
  MONEY_NOT_A_NUMBER: 'SUM_INVALID',
  MONEY_TOO_PRECISE: 'SUM_TOO_PRECISE',
  MONEY_TOO_LARGE: 'SUM_TOO_LARGE',
} as const satisfies Readonly<Record<string, RowErrorCode>>;

/** Kopecks, or what is wrong. Not an object, because imports read tens of millions of these. */
export type SumReading = number | RowErrorCode;

/** A sum in roubles, as kopecks that fit a bill. */
export function readSum(cell: string): SumReading {
  const plain = plainSum(cell);
  if (plain !== null) return fitSum(plain);
  const money = parseMoney(tidyText(cell));
  return money.ok ? fitSum(money.amount) : MONEY_CODES[money.code];
}

const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const DOT = 46;
const COMMA = 44;
/** Longer ones are left to `parseMoney`. */
const PLAIN_LENGTH = 13;

/** `-1234,56` digit by digit: what nearly all cells hold, without the garbage of a regular expression. */
function plainSum(cell: string): number | null {
  const { length } = cell;
  if (length === 0 || length > PLAIN_LENGTH) return null;
  let at = cell.charCodeAt(0) === MINUS ? 1 : 0;
  const negative = at === 1;
  let digits = 0;
  let magnitude = 0;
  let decimals = -1;
  for (; at < length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      magnitude = magnitude * 10 + (code - ZERO);
      if (decimals >= 0) decimals += 1;
      else digits += 1;
    } else if ((code === COMMA || code === DOT) && decimals === -1) decimals = 0;
    else return null;
  }
  if (digits === 0 || decimals === 0 || decimals > 2) return null;
  if (decimals !== 2) magnitude *= decimals === 1 ? 10 : 100;
  return negative ? -magnitude : magnitude;
}

/** Whole kopecks, as one bank's register writes them. */
export function readKopecks(cell: string): SumReading {
  const text = cell.trim();
  if (text === '') return 'SUM_MISSING';
  return /^[+-]?\d{1,15}$/.test(text) ? fitSum(Number(text)) : 'SUM_INVALID';
}

function fitSum(amount: number): SumReading {
  if (Math.abs(amount) > MAX_SUM) return 'SUM_TOO_LARGE';
  return amount === 0 ? 0 : amount;
}

const PLAIN_DECIMAL = /^-?\d{1,8}(?:[.,]\d{1,6})?$/;
const DECIMAL = /^([+-]?)(\d{1,8}|\d{1,3}(?:\s\d{3})+)(?:[.,](\d{1,20}))?$/;

/**
 * A volume, tariff or area as `12.5`: at most 8 digits and 6 places, more places are rounded half up (exports of
 * floats: `0,30000000000000004`).
 */
export function readDecimal(cell: string): CellReading<string> {
  if (PLAIN_DECIMAL.test(cell)) return { ok: true, value: cell.replace(',', '.') };
  const match = DECIMAL.exec(tidyText(cell).replace(/^\u2212/, '-'));
  if (match === null) return { ok: false, code: 'NUMBER_INVALID' };
  const [, sign = '', spaced = '', fraction = ''] = match;
  const whole = spaced.replaceAll(/\s/g, '');
  if (whole.length > 8) return { ok: false, code: 'NUMBER_INVALID' };
  const minus = sign === '-' ? '-' : '';
  if (fraction.length <= DECIMAL_PLACES) {
    return { ok: true, value: `${minus}${whole}${fraction === '' ? '' : `.${fraction}`}` };
  }
  const scale = 10n ** BigInt(fraction.length - DECIMAL_PLACES);
  const rounded = String(divideHalfUp(BigInt(whole + fraction), scale)).padStart(DECIMAL_PLACES + 1, '0');
  const places = rounded.slice(-DECIMAL_PLACES).replace(/0+$/, '');
  return {
    ok: true,
    value: `${minus}${rounded.slice(0, -DECIMAL_PLACES)}${places === '' ? '' : `.${places}`}`,
  };
}

/** How many people live there: a whole number below 1000, also written `2,00`. */
export function readCount(cell: string): CellReading<number> {
  const match = /^(\d{1,3})(?:[.,]0+)?$/.exec(tidyText(cell));
  return match === null ? { ok: false, code: 'NUMBER_INVALID' } : { ok: true, value: Number(match[1]) };
}

/** No dot: `1234567890.0` is a number that some program made of an account. */
const ACCOUNT = /^[\p{L}\d](?:[\p{L}\d/-]*[\p{L}\d])?$/u;
const EXPONENT = /^\d+(?:[.,]\d+)?e[+-]?\d+$/i;

/**
 * An account number of a file: nothing is guessed, because a wrong guess shows a stranger's bill. Only spaces
 * (thousands of a spreadsheet) and `="…"` are taken away; leading zeros stay.
 */
export function readAccount(cell: string): CellReading<string> {
  const text = tidyText(cell).replaceAll(' ', '');
  if (text === '') return { ok: false, code: 'ACCOUNT_MISSING' };
  if (EXPONENT.test(text)) return { ok: false, code: 'ACCOUNT_EXPONENT' };
  const well = text.length <= MAX_ACCOUNT_NUMBER && /\d/.test(text) && ACCOUNT.test(text);
  return well ? { ok: true, value: text } : { ok: false, code: 'ACCOUNT_INVALID' };
}

/** Free text of bounded length; null when there is none. */
export function readText(cell: string): CellReading<string | null> {
  const text = tidyText(cell);
  if (text.length > MAX_TEXT) return { ok: false, code: 'TEXT_TOO_LONG' };
  return { ok: true, value: text === '' ? null : text };
}
