import { isGatewayMethod, type PaymentMethod, type PaymentStatus } from './payments.ts';

/** How long an answered pre-checkout (or held money) keeps others from paying the same bill. */
export const AUTHORIZED_HOLD_MINUTES = 15;

/** How long a payment at the gateway holds the bill: its page is payable for no longer than this. */
export const GATEWAY_HOLD_MINUTES = 60;

/**
 * How long an attempt can be paid, by method. The gateway's pages and SBP codes die within the hour; a charge of
 * a saved card is answered in seconds and asked about for an hour. A Telegram invoice has no end of its own, so
 * the pre-checkout refuses it after a day; a bank QR is scanned when people get to it. What arrives later is
 * honoured all the same (`expired → succeeded`).
 */
export const PAYMENT_LIFETIME_MINUTES = {
  telegram: 24 * 60,
  yookassa: 60,
  sbp: 60,
  saved_card: 60,
  bank_qr: 30 * 24 * 60,
} as const satisfies Record<PaymentMethod, number>;

/** The instant an attempt ends by itself. The gateway's own limit counts when it is earlier. */
export function expiresAt(method: PaymentMethod, createdAt: Date, gatewayLimit: Date | null = null): Date {
  const own = plusMinutes(createdAt, PAYMENT_LIFETIME_MINUTES[method]);
  return gatewayLimit !== null && gatewayLimit < own ? gatewayLimit : own;
}

/** What of a payment decides whether it holds its bill. */
export interface HoldingPayment {
  readonly status: PaymentStatus;
  readonly method: PaymentMethod;
  readonly createdAt: Date;
  readonly authorizedAt: Date | null;
  readonly expiresAt: Date | null;
}

/**
 * Until when a payment holds its bill; null = it does not.
 * - authorized: 15 minutes from the authorization, whatever the method;
 * - created or pending at the gateway: while its page can be paid, at most an hour. `created` counts too: after a
 *   crash the gateway may have got the request (a saved card may even be charged) though we lost the answer;
 * - a Telegram invoice nobody pressed never holds: a newer attempt supersedes it and the pre-checkout refuses it;
 * - a bank QR never holds: nobody can say whether it will be scanned.
 */
export function heldUntil(payment: HoldingPayment): Date | null {
  if (payment.status === 'authorized') {
    return payment.authorizedAt === null ? null : plusMinutes(payment.authorizedAt, AUTHORIZED_HOLD_MINUTES);
  }
  const payable = payment.status === 'created' || payment.status === 'pending';
  if (!payable || !isGatewayMethod(payment.method)) return null;
  const limit = plusMinutes(payment.createdAt, GATEWAY_HOLD_MINUTES);
  return payment.expiresAt !== null && payment.expiresAt < limit ? payment.expiresAt : limit;
}

/**
 * Whether the charge itself is known to have begun: the bank was asked. An open page of the gateway holds the bill too,
 * but nobody can say whether its payer has so much as looked at it.
 */
export function chargeBegun(payment: Pick<HoldingPayment, 'status' | 'method'>): boolean {
  return payment.status === 'authorized' || payment.method === 'saved_card';
}

/** Whether somebody who wants to pay the bill now is first offered "continue / check / pay anyway". */
export function holdsBill(payment: HoldingPayment, now: Date): boolean {
  const until = heldUntil(payment);
  return until !== null && now < until;
}

/** Whether the attempt's own time is over, so that it may be marked expired. */
export function isExpired(payment: Pick<HoldingPayment, 'status' | 'expiresAt'>, now: Date): boolean {
  const open = payment.status === 'created' || payment.status === 'pending';
  return open && payment.expiresAt !== null && payment.expiresAt <= now;
}

/** What of a payment decides whether a new attempt replaces it. */
export interface SupersedablePayment {
  readonly id: number;
  readonly status: PaymentStatus;
  readonly method: PaymentMethod;
  readonly payerTelegramId: number | null;
  /** What it pays: `payableKey` of each item. */
  readonly payables: readonly string[];
}

/**
 * What an item pays, for comparing attempts: the account, not the bill version, because what is left to pay is
 * per account and a corrected bill is still the same debt.
 */
export function payableKey(providerId: number, accountNumber: string): string {
  return `${providerId}:${accountNumber}`;
}

/**
 * Whether a new attempt of the same person makes `old` unpayable: only an unpaid Telegram invoice, for one that
 * shares an account with it. A gateway's page cannot be called back, so it is left to expire; an authorized
 * invoice is being paid.
 */
export function supersedes(
  attempt: Pick<SupersedablePayment, 'id' | 'payerTelegramId' | 'payables'>,
  old: SupersedablePayment,
): boolean {
  return (
    old.id !== attempt.id &&
    old.method === 'telegram' &&
    (old.status === 'created' || old.status === 'pending') &&
    old.payerTelegramId !== null &&
    old.payerTelegramId === attempt.payerTelegramId &&
    old.payables.some((key) => attempt.payables.includes(key))
  );
}

function plusMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}
