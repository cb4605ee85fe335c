import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { changePayment } from './change-payment.ts';
import { lockPayment } from './payment-row.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

/**
 * The invoice message is out: the payer can pay. The payer may be faster than this note (the payment is authorized
 * already): then only the message is remembered.
 */
export async function markInvoiceSent(
  deps: Deps,
  options: { readonly paymentId: number; readonly messageId: number },
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, { id: options.paymentId });
    if (payment === null) return;
    if (payment.status !== 'created') {
      await tx.payment.updateMany({
        where: { id: payment.id },
        data: { invoiceMessageId: options.messageId },
      });
      return;
    }
    await changePayment(tx, payment, {
      to: 'pending',
      patch: { pendingAt: now },
      also: { invoiceMessageId: options.messageId },
      key: `invoice:${payment.id}`,
      source: 'telegram',
      at: now,
    });
  });
}

/** Telegram refused the invoice: nothing can be paid by it. */
export async function markInvoiceRefused(
  deps: Deps,
  options: { readonly paymentId: number; readonly reason: string },
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, { id: options.paymentId });
    if (payment === null || payment.status !== 'created') return;
    await changePayment(tx, payment, {
      to: 'failed',
      patch: { finishedAt: now, failureCode: 'invoice-refused' },
      key: `invoice-refused:${payment.id}`,
      source: 'telegram',
      details: { reason: options.reason },
      at: now,
    });
  });
}
