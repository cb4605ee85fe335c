/**
 * An exact decimal: `units / 10^scale`. Volumes, tariffs and areas come as text from files and the database and
 * never pass through a float.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d{1,18})(?:[.,](\d{1,12}))?$/;

/** Read `12`, `-0,5`, `43.570`; null for anything else (exponents, two separators, letters, empty). */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim().replace(/^\u2212/, '-'));
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** The product rounded half up (away from zero) to `scale` digits, in units of 10^-scale. */
export function multiplyRounded(a: Decimal, b: Decimal, scale: number): bigint {
  const product = a.units * b.units;
  const productScale = a.scale + b.scale;
  if (productScale <= scale) return product * 10n ** BigInt(scale - productScale);
  return divideHalfUp(product, 10n ** BigInt(productScale - scale));
}

/** `numerator / denominator` rounded half up, away from zero. `denominator` > 0. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}
