import { multiplyRounded, parseDecimal } from './decimal.ts';
import { type Kopecks, kopecks } from './money.ts';

/** Columns a line may have, in the order of the paper form; all but `service` and `total` may be absent. */
export const BILL_COLUMNS = [
  'service',
  'unit',
  'volume',
  'tariff',
  'accrued',
  'recalculation',
  'benefits',
  'penalty',
  'openingBalance',
  'paid',
  'undersupplyDays',
  'undersupplySum',
  'withinNorm',
  'total',
] as const;
export type BillColumn = (typeof BILL_COLUMNS)[number];

/**
 * One line of a bill. null = the company left the cell empty or crossed it out (XXXXX): "not applicable", which is
 * not 0. Decimals are text as stored; sums are kopecks.
 */
export interface BillLine {
  readonly service: string;
  /** «в т.ч.»: part of the line above, shown indented, never added. */
  readonly subline: boolean;
  readonly unit: string | null;
  readonly volume: string | null;
  readonly tariff: string | null;
  readonly accrued: Kopecks | null;
  readonly recalculation: Kopecks | null;
  readonly benefits: Kopecks | null;
  readonly penalty: Kopecks | null;
  readonly openingBalance: Kopecks | null;
  readonly paid: Kopecks | null;
  readonly undersupplyDays: string | null;
  readonly undersupplySum: Kopecks | null;
  readonly withinNorm: Kopecks | null;
  readonly total: Kopecks;
}

/** Columns that at least one line fills: the others are not shown at all. */
export function columnsPresent(lines: readonly BillLine[]): readonly BillColumn[] {
  return BILL_COLUMNS.filter(
    (column) => column === 'service' || column === 'total' || lines.some((line) => line[column] !== null),
  );
}

/** What does not add up in a bill; the resident is told, the bill is shown as it came (C2). */
export type BillFinding =
  /** volume × tariff is not what was accrued */
  | {
      readonly kind: 'line-product';
      readonly position: number;
      readonly stated: Kopecks;
      readonly computed: Kopecks;
    }
  /** the columns of the line do not give its sum to pay */
  | {
      readonly kind: 'line-total';
      readonly position: number;
      readonly stated: Kopecks;
      readonly computed: Kopecks;
    }
  /** the lines, without sub-lines, do not give the bill's total */
  | { readonly kind: 'bill-total'; readonly stated: Kopecks; readonly computed: Kopecks };

/** Rounding of one kopeck happens in every accounting system (half up, half even, cut): no finding. */
const ROUNDING = 1;

/**
 * Check a bill's arithmetic. Absent cells are not zeros: a line without volume, tariff or accrual is not checked
 * for its product. Sub-lines are checked but not added. `position` counts from 0 in the given order.
 * A bill without lines states its total and nothing else: no findings.
 */
export function checkBillArithmetic(lines: readonly BillLine[], total: Kopecks): readonly BillFinding[] {
  const findings: BillFinding[] = [];
  lines.forEach((line, position) => {
    const product = productOf(line);
    if (product !== null && line.accrued !== null && Math.abs(product - line.accrued) > ROUNDING) {
      findings.push({ kind: 'line-product', position, stated: line.accrued, computed: product });
    }
    const computed = nearestLineTotal(line);
    if (computed !== null && Math.abs(computed - line.total) > ROUNDING) {
      findings.push({ kind: 'line-total', position, stated: line.total, computed });
    }
  });
  const added = lines.filter(({ subline }) => !subline);
  if (added.length > 0) {
    const sum = kopecks(added.reduce((running, line) => running + line.total, 0));
    if (sum !== total) findings.push({ kind: 'bill-total', stated: total, computed: sum });
  }
  return findings;
}

/** volume × tariff in kopecks, half up; null when one of them is absent, not a number, or beyond what money can be. */
function productOf(line: BillLine): Kopecks | null {
  const volume = line.volume === null ? null : parseDecimal(line.volume);
  const tariff = line.tariff === null ? null : parseDecimal(line.tariff);
  if (volume === null || tariff === null) return null;
  const product = Number(multiplyRounded(volume, tariff, 2));
  return Number.isSafeInteger(product) ? kopecks(product) : null;
}

/**
 * The line's sum from its columns. Companies differ in whether a line carries its debt and last payments along,
 * whether undersupply is already in the accrual, and in the sign of benefits; the reading nearest to the stated
 * sum counts, so that only a sum that no reading gives is reported. null when nothing was accrued.
 */
function nearestLineTotal(line: BillLine): Kopecks | null {
  if (line.accrued === null) return null;
  const base = line.accrued + (line.recalculation ?? 0) + (line.penalty ?? 0);
  const benefits = Math.abs(line.benefits ?? 0);
  let readings = [base - benefits];
  const also = (amount: number | null) => {
    if (amount !== null && amount !== 0) readings = readings.flatMap((sum) => [sum, sum + amount]);
  };
  also(line.openingBalance);
  also(line.paid === null ? null : -Math.abs(line.paid));
  also(line.undersupplySum === null ? null : -Math.abs(line.undersupplySum));
  // A separate penalty row of a form may stand beside the sum rather than in it.
  also(line.penalty === null ? null : -line.penalty);
  const [first = base, ...others] = readings;
  return kopecks(
    others.reduce(
      (best, sum) => (Math.abs(sum - line.total) < Math.abs(best - line.total) ? sum : best),
      first,
    ),
  );
}
