import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import type { PaymentStatus } from '../../domain/payments.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { completeRefund } from './complete-refund.ts';
import { lockAccounts, lockPayment } from './payment-row.ts';

export interface RecordRefundOptions {
  readonly paymentId: number;
  /** kopecks of what was charged, commission included */
  readonly amount: number;
  readonly reason: string;
  /** The same key twice is one refund. */
  readonly idempotenceKey: string;
  /** The provider's id, when it is known. */
  readonly gatewayRefundId?: string | null;
  readonly by: { readonly identityId: number; readonly grants: readonly RoleGrant[] };
}

export interface RecordedRefund {
  readonly refundId: number;
  readonly status: PaymentStatus;
  readonly repeated: boolean;
}

/**
 * Note money that the provider has given back: Telegram tells a bot nothing about refunds in roubles, so staff does.
 * What is left to pay grows by the transfer's part at once; the transfer is given back before the commission.
 * @throws DomainError PAYMENT_NOT_FOUND, NOT_ALLOWED, REFUND_NOT_POSSIBLE (nothing was taken, or more than is left of it)
 */
export async function recordRefund(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: RecordRefundOptions,
): Promise<RecordedRefund> {
  const recorded = await inTransaction(deps.db, async (tx) => record(tx, deps, options), { retry: true });
  if (!recorded.repeated) deps.notify('deliveries');
  return recorded;
}

async function record(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  options: RecordRefundOptions,
): Promise<RecordedRefund> {
  const { paymentId, by, idempotenceKey } = options;
  const now = deps.clock.now();
  const items = await tx.paymentItem.findMany({ where: { paymentId }, include: { provider: true } });
  const covers = ({ provider }: (typeof items)[number]): boolean =>
    can(by.grants, 'payments.refund', { companyId: provider.companyId }, now);
  if (items.length === 0) throw new DomainError('PAYMENT_NOT_FOUND');
  if (!items.every(covers)) throw new DomainError('NOT_ALLOWED');
  await lockAccounts(
    tx,
    items.flatMap(({ accountId }) => accountId ?? []),
  );
  const payment = await lockPayment(tx, { id: paymentId });
  if (payment === null) throw new DomainError('PAYMENT_NOT_FOUND');
  const known = await tx.refund.findUnique({ where: { idempotenceKey } });
  if (known !== null) return { refundId: known.id, status: payment.status, repeated: true };

  const amount = kopecks(options.amount);
  const refund = await tx.refund.create({
    data: {
      paymentId,
      amount: assertPositive(amount),
      status: 'succeeded',
      reason: options.reason,
      gatewayRefundId: options.gatewayRefundId ?? null,
      idempotenceKey,
      createdById: by.identityId,
      createdAt: now,
      finishedAt: now,
    },
  });
  const changed = await completeRefund(tx, deps, payment, { id: refund.id, amount, source: 'staff' });
  await recordAudit(tx, {
    at: now,
    actorId: by.identityId,
    actorKind: 'staff',
    action: 'payment.refund',
    subject: `payment:${paymentId}`,
    companyId: items[0]?.provider.companyId ?? null,
    details: { amount, refundId: refund.id },
  });
  return { refundId: refund.id, status: changed.status, repeated: false };
}

function assertPositive(amount: Kopecks): Kopecks {
  if (amount <= 0) throw new DomainError('REFUND_NOT_POSSIBLE');
  return amount;
}
