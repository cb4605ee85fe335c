import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import type { PaymentRow } from './payment-row.ts';

/**
 * An unfinished payment of one's own that may be gone on with: its invoice is sent once more, or the gateway's page is
 * shown again. Both are charged at most once: the pre-checkout and the gateway see the payment, not the message.
 * @throws DomainError PAYMENT_NOT_FOUND, PAYMENT_ALREADY_PAID, PAYMENT_EXPIRED
 */
export async function continuePayment(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly paymentId: number; readonly residentId: number },
): Promise<PaymentRow> {
  const payment = await deps.db.payment.findFirst({
    where: { id: options.paymentId, residentId: options.residentId },
    include: { items: true },
  });
  if (payment === null) throw new DomainError('PAYMENT_NOT_FOUND');
  const { status, expiresAt } = payment;
  if (status === 'failed' || status === 'expired') throw new DomainError('PAYMENT_EXPIRED');
  if (status !== 'created' && status !== 'pending' && status !== 'authorized') {
    throw new DomainError('PAYMENT_ALREADY_PAID');
  }
  if (expiresAt !== null && expiresAt <= deps.clock.now()) throw new DomainError('PAYMENT_EXPIRED');
  return payment;
}
