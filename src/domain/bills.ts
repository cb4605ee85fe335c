import { type Kopecks, kopecks } from './money.ts';

/** Statuses of a bill as people see them (PRODUCT C1). `archived` is every bill but the newest of its account. */
export const BILL_STATUSES = ['unpaid', 'partly_paid', 'processing', 'paid', 'marked', 'archived'] as const;
export type BillStatus = (typeof BILL_STATUSES)[number];

export interface BillStatusFacts {
  /** Total of the current version. */
  readonly total: Kopecks;
  /** The newest published bill of its account. */
  readonly newest: boolean;
  /** Left to pay on the account (`leftToPay`); only meaningful for the newest bill. */
  readonly leftToPay: Kopecks;
  /** A payment holds the bill now (`holdsBill`). */
  readonly held: boolean;
  /** This person marked this very version as paid: a corrected bill is unpaid again. */
  readonly marked: boolean;
}

/**
 * Status of a bill for one person, the strongest fact first: older bills are archived whatever was paid (their
 * debt stands in the newest one); nothing left means paid; money on its way; the person's own mark, which changes
 * no balance; then whether anything was paid.
 */
export function billStatus(facts: BillStatusFacts): BillStatus {
  if (!facts.newest) return 'archived';
  if (facts.leftToPay <= 0) return 'paid';
  if (facts.held) return 'processing';
  if (facts.marked) return 'marked';
  return facts.leftToPay < facts.total ? 'partly_paid' : 'unpaid';
}

/** Statuses of the list "Unpaid" (C1); a marked bill leaves it and is reminded of no more (C4). */
export function isListedAsUnpaid(status: BillStatus): boolean {
  return status === 'unpaid' || status === 'partly_paid' || status === 'processing';
}

/** Only the newest bill of an account is payable (C4); when nothing is left, more is an advance by own sum. */
export function isPayable(facts: Pick<BillStatusFacts, 'newest'>): boolean {
  return facts.newest;
}

/** "Sum to pay" of a row: what is left for the newest bill; an archived row shows its own sum. */
export function rowSum(facts: Pick<BillStatusFacts, 'newest' | 'total' | 'leftToPay'>): Kopecks {
  return facts.newest ? kopecks(Math.max(0, facts.leftToPay)) : facts.total;
}

/** Total to pay over rows: archived rows are never added, advances of one account do not pay another. */
export function sumToPay(rows: readonly Pick<BillStatusFacts, 'newest' | 'total' | 'leftToPay'>[]): Kopecks {
  return kopecks(rows.reduce((sum, row) => sum + (row.newest ? rowSum(row) : 0), 0));
}

/** What a balance means for people: to pay, nothing, or an overpayment («Переплата X ₽, платить не нужно»). */
export type BalanceView =
  | { readonly kind: 'due'; readonly amount: Kopecks }
  | { readonly kind: 'settled' }
  | { readonly kind: 'overpaid'; readonly amount: Kopecks };

/** Amounts are positive in every view. */
export function balanceView(leftToPay: Kopecks): BalanceView {
  if (leftToPay > 0) return { kind: 'due', amount: leftToPay };
  if (leftToPay < 0) return { kind: 'overpaid', amount: kopecks(-leftToPay) };
  return { kind: 'settled' };
}
