import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { changePayment } from './change-payment.ts';
import { lockPayment } from './payment-row.ts';

/**
 * The payer gives an unpaid invoice up: the pre-checkout refuses it from now on. Cancelling twice is cancelling once.
 * @returns the invoice's message, which may go
 * @throws DomainError PAYMENT_NOT_FOUND (not theirs), PAYMENT_NOT_CANCELLABLE (being charged, or charged)
 */
export async function cancelPayment(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly paymentId: number; readonly residentId: number },
): Promise<{ readonly number: string; readonly messageId: number | null }> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, { id: options.paymentId });
    if (payment === null || payment.residentId !== options.residentId)
      throw new DomainError('PAYMENT_NOT_FOUND');
    const done = { number: payment.number, messageId: payment.invoiceMessageId };
    if (payment.status === 'failed' || payment.status === 'expired') return done;
    const unpaid = payment.status === 'created' || payment.status === 'pending';
    if (!unpaid || payment.method !== 'telegram') throw new DomainError('PAYMENT_NOT_CANCELLABLE');
    await changePayment(tx, payment, {
      to: 'failed',
      patch: { finishedAt: now, failureCode: 'cancelled-by-payer' },
      key: `cancelled:${payment.id}`,
      source: 'resident',
      at: now,
    });
    return done;
  });
}
