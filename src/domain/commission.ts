import { type Kopecks, kopecks, percentOf } from './money.ts';
import type { PaymentMethod } from './payments.ts';
import type { BillingDate } from './period.ts';

/** Who bears the commission: the payer on top of the sum, or the company out of what it gets. */
export const COMMISSION_BEARERS = ['payer', 'company'] as const;
export type CommissionBearer = (typeof COMMISSION_BEARERS)[number];

/** Terms of one provider and method (D4), by contract between the company and the bank. */
export interface CommissionRule {
  /** 1 = 0.01 %; 0–10 000. */
  readonly basisPoints: number;
  /** At least this much, kopecks; not for a zero sum. */
  readonly minimum: Kopecks;
  /** At most this much, kopecks; null = no limit. */
  readonly maximum: Kopecks | null;
  readonly bearer: CommissionBearer;
}

export interface DatedCommissionRule extends CommissionRule {
  readonly method: PaymentMethod;
  readonly effectiveFrom: BillingDate;
}

/** The rule of a method in force on a date: the newest that has begun. null: the method costs nothing. */
export function commissionRuleOn<R extends DatedCommissionRule>(
  rules: readonly R[],
  method: PaymentMethod,
  date: BillingDate,
): R | null {
  return rules
    .filter((rule) => rule.method === method && rule.effectiveFrom <= date)
    .reduce<R | null>(
      (newest, rule) => (newest === null || rule.effectiveFrom > newest.effectiveFrom ? rule : newest),
      null,
    );
}

/** What is charged and what the screen says about it («Комиссия за проведение операции 0%: 0.0 руб.»). */
export interface Commission {
  /** Added to what the payer pays, kopecks. */
  readonly payer: Kopecks;
  /** Kept back from the company, kopecks; the payer's screens say 0. */
  readonly company: Kopecks;
  readonly bearer: CommissionBearer;
  /** Percent to show to the payer in basis points: 0 when the company bears it or the payer is exempt. */
  readonly shownBasisPoints: number;
  /** Why the commission is not simply the percentage: for the hint. */
  readonly reason: 'none' | 'percent' | 'minimum' | 'maximum' | 'exempt';
}

/**
 * Commission of a sum: percent rounded half up, then not below the minimum, not above the maximum (the maximum
 * wins when a setting contradicts itself). A zero sum costs nothing. Benefit holders pay none: what the rule asks
 * of the payer is then asked of nobody, what it asks of the company stays.
 * Throws RangeError on a negative sum or percents outside 0–100 %.
 */
export function commissionFor(
  amount: Kopecks,
  rule: CommissionRule | null,
  payer: { readonly exempt: boolean } = { exempt: false },
): Commission {
  if (amount < 0) throw new RangeError('commission of a negative sum');
  const nothing = { payer: kopecks(0), company: kopecks(0), shownBasisPoints: 0 } as const;
  if (rule === null) return { ...nothing, bearer: 'payer', reason: 'none' };
  if (!Number.isInteger(rule.basisPoints) || rule.basisPoints < 0 || rule.basisPoints > 10_000) {
    throw new RangeError('commission percent must be 0–10 000 basis points');
  }
  const { bearer } = rule;
  if (bearer === 'payer' && payer.exempt) return { ...nothing, bearer, reason: 'exempt' };
  const { sum, reason } = bounded(amount, rule);
  return bearer === 'payer'
    ? { payer: sum, company: kopecks(0), bearer, shownBasisPoints: rule.basisPoints, reason }
    : { payer: kopecks(0), company: sum, bearer, shownBasisPoints: 0, reason };
}

function bounded(amount: Kopecks, rule: CommissionRule): { sum: Kopecks; reason: Commission['reason'] } {
  if (amount === 0) return { sum: kopecks(0), reason: 'none' };
  const percent = percentOf(amount, rule.basisPoints);
  if (rule.maximum !== null && Math.max(percent, rule.minimum) > rule.maximum) {
    return { sum: rule.maximum, reason: 'maximum' };
  }
  if (percent < rule.minimum) return { sum: rule.minimum, reason: 'minimum' };
  return { sum: percent, reason: percent === 0 ? 'none' : 'percent' };
}
