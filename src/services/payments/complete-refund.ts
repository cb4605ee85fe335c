import type { Tx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Kopecks, kopecks, splitProportionally } from '../../domain/money.ts';
import { statusAfterRefund } from '../../domain/payments.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceRefund } from './announce.ts';
import { changePayment, type PaymentSource } from './change-payment.ts';
import type { PaymentRow } from './payment-row.ts';

/**
 * Money of a refund is back with the payer: the payment's state and items follow, what of it belongs to which item is
 * written down, the payer is told. Runs under the locks of the accounts and the payment; the refund's row is `succeeded`
 * already, in the same transaction.
 * @throws DomainError REFUND_NOT_POSSIBLE (nothing was taken, or more than is left of it)
 */
export async function completeRefund(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  payment: PaymentRow,
  refund: { readonly id: number; readonly amount: number; readonly source: PaymentSource },
): Promise<PaymentRow> {
  const amount = kopecks(refund.amount);
  const to = statusAfterRefund(
    {
      status: payment.status,
      amount: kopecks(payment.amount),
      total: kopecks(payment.total),
      refunded: kopecks(payment.refunded),
    },
    amount,
  );
  if (to === null) throw new DomainError('REFUND_NOT_POSSIBLE');
  const changed = await changePayment(tx, payment, {
    to,
    patch: { refunded: kopecks(payment.refunded + amount) },
    key: `refund:${refund.id}`,
    source: refund.source,
    details: { refund: amount },
    at: deps.clock.now(),
  });
  if (changed === null) throw new Error(`payment ${payment.id} was changed under its lock`);
  for (const part of refundParts(payment.items, amount)) {
    await tx.refundItem.create({ data: { refundId: refund.id, ...part } });
    await tx.paymentItem.update({
      where: { id: part.itemId },
      data: { refunded: { increment: part.amount + part.commission } },
    });
  }
  await announceRefund(tx, deps, changed, refund.id, amount);
  return changed;
}

interface RefundPart {
  readonly itemId: number;
  /** of the transfer, kopecks */
  readonly amount: number;
  readonly commission: number;
}

/** First what is left of the transfers, then of the payer's commissions, each in proportion to what is left. */
export function refundParts(
  items: readonly Pick<PaymentRow['items'][number], 'id' | 'amount' | 'commission' | 'bearer' | 'refunded'>[],
  amount: Kopecks,
): RefundPart[] {
  const transfers = items.map((item) => item.amount - Math.min(item.refunded, item.amount));
  const commissions = items.map((item) =>
    item.bearer === 'payer' ? item.commission - Math.max(0, item.refunded - item.amount) : 0,
  );
  const left = transfers.reduce((sum, part) => sum + part, 0);
  const ofTransfers = Math.min(amount, left);
  const byTransfer = split(ofTransfers, transfers);
  const byCommission = split(amount - ofTransfers, commissions);
  return items
    .map(({ id }, index) => ({
      itemId: id,
      amount: byTransfer[index] ?? 0,
      commission: byCommission[index] ?? 0,
    }))
    .filter((part) => part.amount + part.commission > 0);
}

function split(amount: number, weights: readonly number[]): number[] {
  return amount === 0 ? weights.map(() => 0) : splitProportionally(kopecks(amount), weights);
}
