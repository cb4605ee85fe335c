/** How an operation of the register stands to our books. */
export const RECONCILIATION_OUTCOMES = ['matched', 'missing_here', 'missing_there', 'different_sum'] as const;
export type ReconciliationOutcome = (typeof RECONCILIATION_OUTCOMES)[number];

/** What staff did about a difference. */
export const RESOLUTIONS = ['no_difference', 'claimed', 'corrected'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Our payment, as a register may count it; kopecks. */
export interface OwnSums {
  /** items */
  readonly amount: number;
  /** items and commission: what was charged */
  readonly total: number;
  /** given back, of the total */
  readonly refunded: number;
  readonly taken: boolean;
}

/**
 * Compare one operation. Registers count a payment with or without the commission, before or after refunds: each of
 * these is the same money. A payment that we do not count as taken is missing here, whatever its sum.
 */
export function judgeOperation(own: OwnSums | null, theirs: number): ReconciliationOutcome {
  if (own === null || !own.taken) return 'missing_here';
  const { amount, total, refunded } = own;
  const right = [total, amount, total - refunded, amount - Math.min(refunded, amount)];
  return right.includes(theirs) ? 'matched' : 'different_sum';
}
