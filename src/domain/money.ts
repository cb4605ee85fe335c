/** Money is integer kopecks, branded so that roubles, counts and ids cannot slip in. May be negative (overpayment). */
export type Kopecks = number & { readonly __unit: 'kopecks' };

export const ZERO = 0 as Kopecks;

/** A whole number of kopecks. @throws RangeError for fractions and beyond 2^53 */
export function kopecks(amount: number): Kopecks {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of kopecks: ${amount}`);
  return (amount === 0 ? 0 : amount) as Kopecks;
}

export function addKopecks(...amounts: readonly Kopecks[]): Kopecks {
  return sumKopecks(amounts);
}

export function sumKopecks(amounts: Iterable<Kopecks>): Kopecks {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return kopecks(sum);
}

export type MoneyProblem = 'MONEY_EMPTY' | 'MONEY_NOT_A_NUMBER' | 'MONEY_TOO_PRECISE' | 'MONEY_TOO_LARGE';

export type MoneyReading =
  | { readonly ok: true; readonly amount: Kopecks }
  | { readonly ok: false; readonly code: MoneyProblem };

/** What registers hold almost always; tried first, because imports read millions of cells. */
const PLAIN = /^(-?)(\d{1,13})(?:[.,](\d{1,2}))?$/;
const CURRENCY = /\s*(?:руб(?:лей|ля|ль)?\.?|р\.?|₽|rub)$/i;
/** One separator before the decimals; spaces only between thousands: `100 50` may mean two numbers. */
const AMOUNT = /^([+-]?)\s?(\d{1,40}|\d{1,3}(?:\s\d{3}){1,4})(?:[.,](\d+))?$/;

/**
 * Read roubles as people and registers write them: `1 234,56` (any kind of space), `1234.5`, `-12,5`, `12 ₽`.
 * Read by string, never through a float. More than two decimals, two separators and spaces that are not between
 * thousands are refused, because they are ambiguous.
 */
export function parseMoney(text: string): MoneyReading {
  const plain = PLAIN.exec(text);
  if (plain !== null) {
    const [, minus, roubles, fraction = ''] = plain;
    const magnitude = Number(roubles) * 100 + Number(fraction) * (fraction.length === 1 ? 10 : 1);
    return { ok: true, amount: kopecks(minus === '-' ? -magnitude : magnitude) };
  }
  const trimmed = text
    .trim()
    .replace(/^[\u2212\u2013]/, '-')
    .replace(CURRENCY, '');
  if (trimmed === '') return { ok: false, code: 'MONEY_EMPTY' };
  const match = AMOUNT.exec(trimmed);
  return match === null ? { ok: false, code: 'MONEY_NOT_A_NUMBER' } : reading(match);
}

function reading([, sign = '', whole = '', fraction = '']: RegExpExecArray): MoneyReading {
  if (fraction.length > 2) return { ok: false, code: 'MONEY_TOO_PRECISE' };
  const digits = Number(whole.replaceAll(/\s/g, '') + fraction.padEnd(2, '0'));
  if (!Number.isSafeInteger(digits)) return { ok: false, code: 'MONEY_TOO_LARGE' };
  return { ok: true, amount: kopecks(sign === '-' ? -digits : digits) };
}

/** `12221.81` or `12221,81`: what gateways and registers take. */
export function toDecimalString(amount: Kopecks, separator: '.' | ',' = '.'): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}${separator}${digits.slice(-2)}`;
}

const NBSP = '\u00a0';

/** `12 221,81 ₽` (no-break spaces) in Russian, `12,221.81 ₽` in English. */
export function formatRoubles(amount: Kopecks, locale: 'ru' | 'en'): string {
  const [whole = '', fraction = ''] = toDecimalString(kopecks(Math.abs(amount))).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, locale === 'ru' ? NBSP : ',');
  const point = locale === 'ru' ? ',' : '.';
  return `${amount < 0 ? '\u2212' : ''}${grouped}${point}${fraction}${NBSP}₽`;
}

const BASIS_POINTS = 10_000n;

/** `basisPoints` (1 = 0.01 %) of an amount, rounded half up away from zero. */
export function percentOf(amount: Kopecks, basisPoints: number): Kopecks {
  const product = BigInt(amount) * BigInt(basisPoints);
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude * 2n + BASIS_POINTS) / (BASIS_POINTS * 2n);
  return kopecks(Number(product < 0n ? -rounded : rounded));
}

/**
 * Split an amount over weights so that the parts sum to it exactly (largest remainder; ties go to the earlier part).
 * @throws RangeError when there is nothing to split over
 */
export function splitProportionally(amount: Kopecks, weights: readonly number[]): Kopecks[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total <= 0n || weights.some((weight) => weight < 0))
    throw new RangeError('weights must be positive in sum');
  const sign = amount < 0 ? -1n : 1n;
  const magnitude = BigInt(Math.abs(amount));
  const shares = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, part: product / total, rest: product % total };
  });
  let missing = magnitude - shares.reduce((sum, share) => sum + share.part, 0n);
  const byRest = [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1,
  );
  for (const share of byRest) {
    if (missing === 0n) break;
    share.part += 1n;
    missing -= 1n;
  }
  return shares.map((share) => kopecks(Number(sign * share.part)));
}
