import type { BillLine } from './bill-lines.ts';
import { type Decimal, multiplyRounded, parseDecimal } from './decimal.ts';
import { type Kopecks, kopecks } from './money.ts';

/**
 * Why a line's sum differs from the previous bill's. `balance`: debt carried over and payments that stand in the line;
 * `other`: what the columns do not explain.
 */
export const CHANGE_CAUSES = [
  'volume',
  'tariff',
  'accrued',
  'recalculation',
  'benefits',
  'penalty',
  'balance',
  'appeared',
  'gone',
  'other',
] as const;
export type ChangeCause = (typeof CHANGE_CAUSES)[number];

export interface CausePart {
  readonly cause: ChangeCause;
  /** kopecks, never 0; positive = the sum to pay grew */
  readonly amount: Kopecks;
}

export interface LineChange {
  readonly service: string;
  /** place of the line in the newer bill, from 0; null: it is not in it any more */
  readonly position: number | null;
  readonly before: Kopecks;
  readonly after: Kopecks;
  /** kopecks, never 0; the sum of its parts */
  readonly amount: Kopecks;
  /** largest first */
  readonly parts: readonly CausePart[];
  /** where both bills say them: for "it was 5, now it is 7" */
  readonly volume: Pair | null;
  readonly tariff: Pair | null;
  readonly unit: string | null;
}

/** Decimals as stored. */
export interface Pair {
  readonly before: string;
  readonly after: string;
}

export interface BillChanges {
  /** of the bills' totals, kopecks */
  readonly amount: Kopecks;
  /** largest first, by what they changed; equal ones in the order of the bill */
  readonly lines: readonly LineChange[];
  /** the same by cause over all lines, largest first */
  readonly causes: readonly CausePart[];
  /** of the totals, not told by any line (a total that does not add up) */
  readonly unexplained: Kopecks;
}

interface BillOfLines {
  readonly total: Kopecks;
  readonly lines: readonly BillLine[];
}

/**
 * The difference of two bills by line (PRODUCT C3): volume against tariff against recalculation. Lines are matched by
 * their service's name without case and spaces; rows of one name are taken together. Sub-lines are part of their line
 * and not compared. What volume changed is counted at the old tariff, what the tariff changed at the new volume: the
 * two give the whole, to the kopeck.
 */
export function compareBills(before: BillOfLines, after: BillOfLines): BillChanges {
  const older = byService(before.lines);
  const newer = byService(after.lines);
  const lines: LineChange[] = [];
  for (const [key, line] of newer) {
    const change = changeOf(older.get(key) ?? null, line);
    if (change !== null) lines.push(change);
  }
  for (const [key, line] of older) {
    const change = newer.has(key) ? null : changeOf(line, null);
    if (change !== null) lines.push(change);
  }
  lines.sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const amount = kopecks(after.total - before.total);
  const told = lines.reduce((sum, line) => sum + line.amount, 0);
  return {
    amount,
    lines,
    causes: largestFirst(sumByCause(lines)),
    unexplained: kopecks(before.lines.length === 0 || after.lines.length === 0 ? 0 : amount - told),
  };
}

/** Rows of one service, taken together. */
interface Service {
  readonly name: string;
  readonly position: number;
  readonly rows: readonly BillLine[];
}

function byService(lines: readonly BillLine[]): Map<string, Service> {
  const services = new Map<string, Service>();
  lines.forEach((line, position) => {
    if (line.subline) return;
    const key = serviceKey(line.service);
    const known = services.get(key);
    services.set(
      key,
      known === undefined
        ? { name: line.service, position, rows: [line] }
        : { ...known, rows: [...known.rows, line] },
    );
  });
  return services;
}

/** Registers write one service with other spaces, dots and case from month to month. */
export function serviceKey(service: string): string {
  return service
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function changeOf(before: Service | null, after: Service | null): LineChange | null {
  const was = sumOf(before, 'total') ?? kopecks(0);
  const is = sumOf(after, 'total') ?? kopecks(0);
  const amount = kopecks(is - was);
  const parts = before === null || after === null ? null : partsOf(before, after, amount);
  if (amount === 0) return null;
  const cause: ChangeCause = before === null ? 'appeared' : 'gone';
  return {
    service: (after ?? before)?.name ?? '',
    position: after?.position ?? null,
    before: was,
    after: is,
    amount,
    parts: parts ?? [{ cause, amount }],
    volume: pairOf(before, after, 'volume'),
    tariff: pairOf(before, after, 'tariff'),
    unit: after?.rows[0]?.unit ?? before?.rows[0]?.unit ?? null,
  };
}

function partsOf(before: Service, after: Service, amount: Kopecks): readonly CausePart[] {
  const parts = new Map<ChangeCause, number>();
  const add = (cause: ChangeCause, sum: number): void => {
    if (sum !== 0) parts.set(cause, (parts.get(cause) ?? 0) + sum);
  };
  const change = (column: SumColumn): number => (sumOf(after, column) ?? 0) - (sumOf(before, column) ?? 0);
  add('recalculation', change('recalculation'));
  add('penalty', change('penalty'));
  // Some companies write benefits as a minus, others as what is taken off.
  add('benefits', -(Math.abs(sumOf(after, 'benefits') ?? 0) - Math.abs(sumOf(before, 'benefits') ?? 0)));
  const accrued = accruedParts(before, after);
  for (const part of accrued) add(part.cause, part.amount);
  const rest = (): number => amount - [...parts.values()].reduce((sum, part) => sum + part, 0);
  // Debt and payments stand in some companies' sums and beside those of others: they count where they explain it.
  const balance = change('openingBalance') - (paid(after) - paid(before));
  if (balance !== 0 && Math.abs(rest() - balance) < Math.abs(rest())) add('balance', balance);
  add(accrued.length === 0 && parts.size === 0 ? 'accrued' : 'other', rest());
  return largestFirst(parts);
}

/** Two products, each rounded by the company and by us. */
const ROUNDING = 2;

/** What was accrued: split between volume and tariff where both bills have both. */
function accruedParts(before: Service, after: Service): CausePart[] {
  const was = sumOf(before, 'accrued');
  const is = sumOf(after, 'accrued');
  if (was === null || is === null || was === is) return [];
  const amount = kopecks(is - was);
  const volume = decimalsOf(before, after, 'volume');
  const tariff = decimalsOf(before, after, 'tariff');
  if (volume === null || tariff === null) return [{ cause: 'accrued', amount }];
  const byVolume = Number(multiplyRounded(difference(volume.after, volume.before), tariff.before, 2));
  const byTariff = Number(multiplyRounded(volume.after, difference(tariff.after, tariff.before), 2));
  const gap = amount - byVolume - byTariff;
  // A product that is not what was accrued: a norm, an average, a column that means something else.
  const isSaid = [byVolume, byTariff, gap].every(Number.isSafeInteger) && Math.abs(gap) <= Math.abs(amount);
  if (!isSaid) return [{ cause: 'accrued', amount }];
  if (Math.abs(gap) > ROUNDING) {
    return [
      { cause: 'volume', amount: kopecks(byVolume) },
      { cause: 'tariff', amount: kopecks(byTariff) },
      { cause: 'accrued', amount: kopecks(gap) },
    ];
  }
  return byTariff === 0
    ? [{ cause: 'volume', amount }]
    : [
        { cause: 'volume', amount: kopecks(byVolume) },
        { cause: 'tariff', amount: kopecks(amount - byVolume) },
      ];
}

type SumColumn = 'total' | 'accrued' | 'recalculation' | 'benefits' | 'penalty' | 'openingBalance' | 'paid';

/** null: no row has it. */
function sumOf(service: Service | null, column: SumColumn): Kopecks | null {
  const values = (service?.rows ?? []).map((row) => row[column]).filter((value) => value !== null);
  return values.length === 0 ? null : kopecks(values.reduce((sum, value) => sum + value, 0));
}

function paid(service: Service): number {
  return Math.abs(sumOf(service, 'paid') ?? 0);
}

/** Where each bill has one row with the decimal in it. */
function pairOf(before: Service | null, after: Service | null, column: 'volume' | 'tariff'): Pair | null {
  const was = before?.rows.length === 1 ? (before.rows[0]?.[column] ?? null) : null;
  const is = after?.rows.length === 1 ? (after.rows[0]?.[column] ?? null) : null;
  return was === null || is === null ? null : { before: was, after: is };
}

function decimalsOf(
  before: Service,
  after: Service,
  column: 'volume' | 'tariff',
): { readonly before: Decimal; readonly after: Decimal } | null {
  const pair = pairOf(before, after, column);
  const was = pair === null ? null : parseDecimal(pair.before);
  const is = pair === null ? null : parseDecimal(pair.after);
  return was === null || is === null ? null : { before: was, after: is };
}

function difference(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const units = (of: Decimal): bigint => of.units * 10n ** BigInt(scale - of.scale);
  return { units: units(a) - units(b), scale };
}

function sumByCause(lines: readonly LineChange[]): Map<ChangeCause, number> {
  const sums = new Map<ChangeCause, number>();
  for (const { cause, amount } of lines.flatMap(({ parts }) => parts)) {
    sums.set(cause, (sums.get(cause) ?? 0) + amount);
  }
  return sums;
}

function largestFirst(parts: ReadonlyMap<ChangeCause, number>): CausePart[] {
  return [...parts]
    .filter(([, amount]) => amount !== 0)
    .map(([cause, amount]) => ({ cause, amount: kopecks(amount) }))
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}
