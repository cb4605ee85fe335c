import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { moneyWasTaken } from '../../domain/payments.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { announceUnknownCharge } from './announce.ts';
import { numberOfPayload } from './payment-number.ts';
import { lockAccounts, lockPayment, type PaymentRow } from './payment-row.ts';
import { recordSuccess } from './record-success.ts';
import { secondCharge } from './second-charge.ts';

/** What Telegram tells in `successful_payment`: the money has been taken. */
export interface SuccessfulCharge {
  readonly payload: string;
  readonly payerTelegramId: number;
  /** kopecks, as charged */
  readonly total: number;
  readonly currency: string;
  readonly telegramChargeId: string;
  readonly providerChargeId: string;
}

/** What is known of money whose payment is not here. */
export type UnknownCharge = Omit<SuccessfulCharge, 'telegramChargeId' | 'payerTelegramId'> & {
  /** null: the gateway told, not Telegram */
  readonly telegramChargeId: string | null;
  readonly payerTelegramId: number | null;
};

export type Settlement =
  | {
      readonly kind: 'settled';
      readonly paymentId: number;
      readonly repeated: boolean;
      /** of the invoice in the payer's chat; null when none is known */
      readonly invoiceMessageId: number | null;
    }
  /** No payment of ours has this payload: kept in the journal and told to staff. */
  | { readonly kind: 'unknown' };

/**
 * Record that money was taken. Idempotent by Telegram's charge id; honoured whatever we believed before (expired,
 * superseded, refused), because money taken is never lost: what exceeds the debt is an advance, shown on the receipt
 * and told to staff. A second charge of one invoice becomes a payment of its own. The receipt is queued in the same
 * transaction. Throws when the database cannot write: Telegram must offer the update again.
 */
export async function settlePayment(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  charge: SuccessfulCharge,
): Promise<Settlement> {
  const settlement = await inTransaction(deps.db, async (tx) => settle(tx, deps, charge), LIMITS);
  deps.notify('deliveries');
  return settlement;
}

/** Well under the time a handler may take: an update given up as late must not be written afterwards. */
const LIMITS = { retry: true, maxWait: 5000, timeout: 8000 } as const;

/**
 * Keep a charge that could not be settled: the journal and staff get everything that is known of it. Once per charge.
 */
export async function parkCharge(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  charge: SuccessfulCharge,
): Promise<Settlement> {
  const settlement = await inTransaction(deps.db, async (tx) => keepUnknown(tx, deps, charge), LIMITS);
  deps.notify('deliveries');
  return settlement;
}

type Deps = Pick<ServiceDeps, 'clock' | 'installation'>;

async function settle(tx: Tx, deps: Deps, charge: SuccessfulCharge): Promise<Settlement> {
  const number = numberOfPayload(charge.payload);
  const items =
    number === null
      ? []
      : await tx.paymentItem.findMany({ where: { payment: { number } }, select: { accountId: true } });
  await lockAccounts(
    tx,
    items.flatMap(({ accountId }) => accountId ?? []),
  );
  const found = number === null ? null : await lockPayment(tx, { number });
  const known = await tx.payment.findUnique({
    where: { telegramChargeId: charge.telegramChargeId },
    select: { id: true, invoiceMessageId: true },
  });
  if (known !== null) {
    const { id: paymentId, invoiceMessageId } = known;
    return { kind: 'settled', paymentId, repeated: true, invoiceMessageId };
  }
  const payment =
    found !== null && moneyWasTaken(found.status) ? await secondCharge(tx, found, deps.clock.now()) : found;
  if (payment === null) return keepUnknown(tx, deps, charge);
  await succeed(tx, deps, payment, charge);
  const { id: paymentId, invoiceMessageId } = payment;
  return { kind: 'settled', paymentId, repeated: false, invoiceMessageId };
}

async function succeed(tx: Tx, deps: Deps, payment: PaymentRow, charge: SuccessfulCharge): Promise<void> {
  await recordSuccess(tx, deps, payment, {
    source: 'telegram',
    key: `telegram:${charge.telegramChargeId}`,
    patch: { telegramChargeId: charge.telegramChargeId, providerChargeId: charge.providerChargeId },
    details: {
      ...(charge.total === payment.total && charge.currency === payment.currency
        ? {}
        : { charged: charge.total, currency: charge.currency }),
      ...(Number(payment.payerTelegramId) === charge.payerTelegramId ? {} : { otherPayer: true }),
    },
  });
}

/**
 * Money came for a payment that is not in the database (restored from a copy, or wiped): everything that lets staff
 * find it at the provider stands in the journal.
 */
export async function keepUnknown(tx: Tx, deps: Deps, charge: UnknownCharge): Promise<Settlement> {
  const at = deps.clock.now();
  const subject = `charge:${charge.telegramChargeId ?? charge.providerChargeId}`;
  const kept = await tx.auditEntry.count({ where: { subject } });
  if (kept > 0) return { kind: 'unknown' };
  await recordAudit(tx, {
    at,
    actorId: null,
    actorKind: 'system',
    action: 'payment.unknown-charge',
    subject,
    details: {
      payload: charge.payload,
      total: charge.total,
      currency: charge.currency,
      providerChargeId: charge.providerChargeId,
      telegramId: charge.payerTelegramId,
    },
  });
  await announceUnknownCharge(tx, deps, charge);
  return { kind: 'unknown' };
}
