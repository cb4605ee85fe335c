import { type Decimal, divideHalfUp, multiplyRounded, parseDecimal } from '../domain/decimal.ts';
import { type Kopecks, kopecks, splitProportionally, sumKopecks } from '../domain/money.ts';

/** One row of a register; null = the column does not apply. Sums in kopecks, decimals as text. */
export interface Charge {
  readonly service: string;
  /** «в т.ч.» of the line above, not added */
  readonly part?: true;
  readonly unit: string | null;
  readonly volume: string | null;
  readonly tariff: string | null;
  readonly accrued: Kopecks | null;
  readonly recalculation?: Kopecks;
  readonly benefits?: Kopecks;
  readonly penalty?: Kopecks;
  readonly openingBalance?: Kopecks;
  readonly paid?: Kopecks;
  readonly undersupplyDays?: string;
  readonly undersupplySum?: Kopecks;
  readonly withinNorm?: Kopecks;
  readonly total: Kopecks;
}

/** What a service costs: by area, by the flat's meters, or as the sum itself. */
export interface Rate {
  readonly service: string;
  readonly unit: string;
  readonly tariff: string;
  /** null = the flat's area */
  readonly volume: string | null;
}

/** A line by volume and tariff. */
export function chargeOf(rate: Rate, area: string): Charge {
  const volume = rate.volume ?? area;
  const accrued = product(volume, rate.tariff);
  return { service: rate.service, unit: rate.unit, volume, tariff: rate.tariff, accrued, total: accrued };
}

/** A line of a known sum: the tariff that gives it, with as few decimals as do. */
export function chargeOfSum(service: string, sum: number, unit: string, volume: string): Charge {
  const accrued = kopecks(sum);
  const tariff = tariffFor(accrued, volume);
  return { service, unit, volume, tariff, accrued, total: accrued };
}

/** The same services at another total, each in proportion: an earlier month. */
export function scaledCharges(charges: readonly Charge[], total: Kopecks): Charge[] {
  const lines = charges.filter(({ part }) => part !== true);
  const sums = splitProportionally(
    total,
    lines.map((line) => line.total),
  );
  return lines.map((line, index) => {
    const sum = sums[index] ?? kopecks(0);
    if (line.volume === null || line.unit === null) return { ...line, accrued: sum, total: sum };
    return chargeOfSum(line.service, sum, line.unit, line.volume);
  });
}

/** What a bill of these lines asks for: parts are in their lines already. */
export function totalOf(charges: readonly Charge[]): Kopecks {
  return sumKopecks(charges.filter(({ part }) => part !== true).map(({ total }) => total));
}

/** Volume × tariff, half up. */
export function product(volume: string, tariff: string): Kopecks {
  return kopecks(Number(multiplyRounded(decimal(volume), decimal(tariff), 2)));
}

function tariffFor(accrued: Kopecks, volume: string): string {
  const { units, scale } = decimal(volume);
  for (let places = 2; places <= 6; places += 1) {
    const tariff = divideHalfUp(BigInt(accrued) * 10n ** BigInt(scale + places - 2), units);
    const digits = String(tariff).padStart(places + 1, '0');
    const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    if (product(volume, text) === accrued) return text;
  }
  throw new Error(`no tariff gives ${accrued} for a volume of ${volume}`);
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed === null) throw new Error(`not a decimal: ${text}`);
  return parsed;
}
