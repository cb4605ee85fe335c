import { type Kopecks, type MoneyProblem, parseMoney } from './money.ts';

/** What one method takes in one payment, commission not included, kopecks, both ends included. */
export interface AmountLimits {
  readonly min: Kopecks;
  readonly max: Kopecks;
}

export type PaymentAmountReading =
  | { readonly ok: true; readonly amount: Kopecks }
  | {
      readonly ok: false;
      readonly code: Exclude<MoneyProblem, 'MONEY_TOO_LARGE'> | 'AMOUNT_NOT_POSITIVE';
      readonly details: AmountLimits;
    }
  | {
      readonly ok: false;
      readonly code: 'AMOUNT_TOO_SMALL' | 'AMOUNT_TOO_LARGE';
      readonly details: AmountLimits;
    };

/**
 * Read a sum of one's own: `1234,50`, `1 234.50 ₽` (D1). Above what is left to pay is no mistake but an advance
 * (`advancePart` of `pre-checkout.ts` warns); outside the limits is. `details` are the limits in kopecks.
 */
export function readPaymentAmount(typed: string, limits: AmountLimits): PaymentAmountReading {
  const reading = parseMoney(typed);
  if (!reading.ok) {
    // Beyond any sum is beyond this method's most, which is worth naming.
    const code = reading.code === 'MONEY_TOO_LARGE' ? 'AMOUNT_TOO_LARGE' : reading.code;
    return { ok: false, code, details: limits };
  }
  const { amount } = reading;
  if (amount <= 0) return { ok: false, code: 'AMOUNT_NOT_POSITIVE', details: limits };
  if (amount < limits.min) return { ok: false, code: 'AMOUNT_TOO_SMALL', details: limits };
  if (amount > limits.max) return { ok: false, code: 'AMOUNT_TOO_LARGE', details: limits };
  return { ok: true, amount };
}

/** Whether a method can take the sum at all: others are not offered, their limits are said instead. */
export function withinLimits(amount: Kopecks, limits: AmountLimits): boolean {
  return amount >= limits.min && amount <= limits.max;
}
