import type { BillingDate, Period } from './period.ts';

/** What makes two rows of two files the same bill: the database's unique key. */
export interface BillKey {
  readonly accountId: number;
  readonly type: string;
  readonly period: Period;
}

/** The key as text, for maps over a file's rows. */
export function billKey({ accountId, type, period }: BillKey): string {
  return `${accountId}|${period}|${type}`;
}

/** One import's immutable statement of a bill. */
export interface BillVersionFacts {
  readonly id: number;
  readonly batchId: number;
  /** null: staged, or taken back by a roll back. */
  readonly publishedAt: Date | null;
}

/**
 * The version that stands: the newest published one (later id when two were published at one instant).
 * null: nothing is published, the bill does not exist for people.
 */
export function currentVersion<V extends BillVersionFacts>(versions: readonly V[]): V | null {
  const published = versions.filter(({ publishedAt }) => publishedAt !== null);
  return published.reduce<V | null>(
    (newest, version) => (newest === null || isNewerVersion(version, newest) ? version : newest),
    null,
  );
}

/** Roll a batch back: its versions count as never published, so the former one stands again. */
export function afterRollBack<V extends BillVersionFacts>(
  versions: readonly V[],
  batchId: number,
): readonly V[] {
  return versions.map((version) =>
    version.batchId === batchId ? { ...version, publishedAt: null } : version,
  );
}

function isNewerVersion(a: BillVersionFacts, b: BillVersionFacts): boolean {
  const difference = (a.publishedAt?.getTime() ?? 0) - (b.publishedAt?.getTime() ?? 0);
  return difference !== 0 ? difference > 0 : a.id > b.id;
}

/** What orders the bills of one account. */
export interface BillOrder {
  readonly id: number;
  readonly period: Period;
  readonly billDate: BillingDate;
}

/**
 * Order of an account's bills, newest first: by period, then by bill date (two types in one month), then by id.
 * The first one is the only payable one and the one left to pay is counted from.
 */
export function compareBillsNewestFirst(a: BillOrder, b: BillOrder): number {
  if (a.period !== b.period) return a.period < b.period ? 1 : -1;
  if (a.billDate !== b.billDate) return a.billDate < b.billDate ? 1 : -1;
  return b.id - a.id;
}

/** The newest bill of an account; null when there is none. */
export function newestBill<B extends BillOrder>(bills: readonly B[]): B | null {
  return [...bills].sort(compareBillsNewestFirst)[0] ?? null;
}
