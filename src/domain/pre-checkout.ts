import { type Kopecks, kopecks } from './money.ts';
import { moneyWasTaken, type PaymentStatus } from './payments.ts';

/** Why Telegram's pre-checkout is refused: each has the text `error-<kebab>`, shown by Telegram over the invoice. */
export const PRE_CHECKOUT_REFUSALS = [
  'PAYMENT_UNKNOWN',
  'PAYMENT_NOT_YOURS',
  'PAYMENT_BLOCKED',
  'PAYMENT_CURRENCY',
  'PAYMENT_ALREADY_PAID',
  'PAYMENT_SUPERSEDED',
  'PAYMENT_EXPIRED',
  'PAYMENT_IN_PROGRESS',
  'BILL_NOT_PAYABLE',
  'BILL_HELD',
  'AMOUNT_CHANGED',
] as const;
export type PreCheckoutRefusal = (typeof PRE_CHECKOUT_REFUSALS)[number];

/**
 * A failed charge brings no update, so the same invoice must be payable again soon after its pre-checkout;
 * within this time the first charge may still be on its way (providers give up after 30 s).
 */
export const SAME_INVOICE_RETRY_SECONDS = 60;

/** One thing the invoice pays, with what was true when the person confirmed and what is true now. */
export interface PreCheckoutItem {
  readonly amount: Kopecks;
  /** The person chose "the whole sum", not a sum of their own. */
  readonly wholeSum: boolean;
  /** Left to pay on the review screen; null: nothing is known of the account (arbitrary payment). */
  readonly leftAtConfirmation: Kopecks | null;
  /** Left to pay now; null: nothing is known. */
  readonly leftToPayNow: Kopecks | null;
  /** The bill it was confirmed for is still the newest of an account still served (true without a bill). */
  readonly payable: boolean;
}

/** The attempt the invoice's payload names. */
export interface PreCheckoutPayment {
  readonly payload: string;
  readonly status: PaymentStatus;
  readonly total: Kopecks;
  readonly currency: string;
  readonly payerTelegramId: number | null;
  readonly supersededById: number | null;
  readonly expiresAt: Date | null;
  readonly authorizedAt: Date | null;
  /** The pre-checkout query that authorized it, so that its redelivery gets the same answer. */
  readonly authorizedByQueryId: string | null;
  readonly items: readonly PreCheckoutItem[];
  /** Payments that held the bill when the person chose "pay anyway". */
  readonly acceptedHolds: readonly number[];
}

/** What Telegram asks. */
export interface PreCheckoutQuery {
  readonly id: string;
  readonly payload: string;
  readonly amount: Kopecks;
  readonly currency: string;
  readonly payerTelegramId: number;
}

export interface PreCheckoutFacts {
  /** null: no attempt has this payload. */
  readonly payment: PreCheckoutPayment | null;
  readonly query: PreCheckoutQuery;
  /** Ids of other payments that hold one of the bills now (`holdsBill`). */
  readonly otherHolds: readonly number[];
  /** The payer is blocked, by themselves or by staff. */
  readonly payerBlocked: boolean;
  readonly now: Date;
}

export type PreCheckoutVerdict =
  | {
      readonly ok: true;
      /** Already authorized by this very query: answer again, write nothing. */
      readonly repeated: boolean;
      /** Already authorized by an earlier query whose charge failed silently: renew `authorizedAt`. */
      readonly renewed: boolean;
    }
  | { readonly ok: false; readonly code: PreCheckoutRefusal };

/**
 * The last word before money moves. In this order, so that nobody learns about an attempt that is not theirs and
 * the sentence names the strongest reason:
 *
 * 1. an unknown payload, or a payload of another attempt: PAYMENT_UNKNOWN;
 * 2. anybody but the person it was made for, forwarded or not: PAYMENT_NOT_YOURS;
 * 3. money already taken: PAYMENT_ALREADY_PAID; replaced by a newer attempt: PAYMENT_SUPERSEDED; ended or out of
 *    time: PAYMENT_EXPIRED; a blocked payer: PAYMENT_BLOCKED;
 * 4. currency and amount must be those of the attempt to the kopeck: PAYMENT_CURRENCY, AMOUNT_CHANGED;
 * 5. a redelivered query gets its answer again; another press within a minute is PAYMENT_IN_PROGRESS (the first
 *    charge may be on its way), later it is a new try;
 * 6. a bill that is no longer the newest, an account no longer served: BILL_NOT_PAYABLE;
 * 7. another payment holds the bill and the person did not choose "pay anyway" over that very one: BILL_HELD;
 * 8. the sum against what is left now (`amountVerdict`): PAYMENT_ALREADY_PAID or AMOUNT_CHANGED.
 */
export function preCheckoutVerdict(facts: PreCheckoutFacts): PreCheckoutVerdict {
  const { payment, query, now } = facts;
  if (payment === null || payment.payload !== query.payload) return refuse('PAYMENT_UNKNOWN');
  if (payment.payerTelegramId !== query.payerTelegramId) return refuse('PAYMENT_NOT_YOURS');

  if (moneyWasTaken(payment.status)) return refuse('PAYMENT_ALREADY_PAID');
  if (payment.supersededById !== null) return refuse('PAYMENT_SUPERSEDED');
  if (payment.status === 'failed' || payment.status === 'expired') return refuse('PAYMENT_EXPIRED');
  if (facts.payerBlocked) return refuse('PAYMENT_BLOCKED');
  if (query.currency !== payment.currency) return refuse('PAYMENT_CURRENCY');
  if (query.amount !== payment.total) return refuse('AMOUNT_CHANGED');

  const authorized = payment.status === 'authorized';
  if (authorized && payment.authorizedByQueryId === query.id)
    return { ok: true, repeated: true, renewed: false };
  if (payment.expiresAt !== null && payment.expiresAt <= now) return refuse('PAYMENT_EXPIRED');
  if (
    authorized &&
    payment.authorizedAt !== null &&
    secondsBetween(payment.authorizedAt, now) < SAME_INVOICE_RETRY_SECONDS
  ) {
    return refuse('PAYMENT_IN_PROGRESS');
  }

  if (payment.items.some(({ payable }) => !payable)) return refuse('BILL_NOT_PAYABLE');
  if (facts.otherHolds.some((id) => !payment.acceptedHolds.includes(id))) return refuse('BILL_HELD');
  for (const item of payment.items) {
    const code = amountVerdict(item);
    if (code !== null) return refuse(code);
  }
  return { ok: true, repeated: false, renewed: authorized };
}

/**
 * Whether the sum is still what the person meant; null = yes.
 * - Nothing known of the account: nothing to compare, the payment is an advance by nature.
 * - The whole sum: it must not exceed what is left now. Less is left: the bill changed or was partly paid
 *   elsewhere, AMOUNT_CHANGED; nothing is left: PAYMENT_ALREADY_PAID. More is left (a correction upwards): fine,
 *   the rest stays to be paid and nobody is overcharged.
 * - A sum of one's own may be below or above what is left; above was warned about on the review screen and becomes
 *   an advance. It is refused only when the debt it was meant for is gone altogether: most likely somebody of the
 *   family has just paid.
 */
export function amountVerdict(item: PreCheckoutItem): 'AMOUNT_CHANGED' | 'PAYMENT_ALREADY_PAID' | null {
  const { amount, wholeSum, leftAtConfirmation, leftToPayNow } = item;
  if (leftToPayNow === null) return null;
  if (wholeSum) {
    if (leftToPayNow <= 0) return 'PAYMENT_ALREADY_PAID';
    return amount > leftToPayNow ? 'AMOUNT_CHANGED' : null;
  }
  const owedThen = leftAtConfirmation !== null && leftAtConfirmation > 0;
  return owedThen && leftToPayNow <= 0 ? 'PAYMENT_ALREADY_PAID' : null;
}

/** What of a sum would go beyond the debt and become an advance: the warning of the review screen. Kopecks, ≥ 0. */
export function advancePart(amount: Kopecks, leftToPay: Kopecks | null): Kopecks {
  return kopecks(leftToPay === null ? 0 : Math.max(0, amount - Math.max(0, leftToPay)));
}

function refuse(code: PreCheckoutRefusal): PreCheckoutVerdict {
  return { ok: false, code };
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
