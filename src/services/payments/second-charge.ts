import { randomUUID } from 'node:crypto';
import type { Tx } from '../../database/client.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { nextPaymentNumber } from './payment-number.ts';
import type { PaymentRow } from './payment-row.ts';
import { itemSnapshotSchema } from './snapshots.ts';

/**
 * One invoice was charged twice: the second money gets a payment of its own, with what the first one froze. `null` when
 * the first one is detached from its person, so that nobody is there to own a second.
 */
export async function secondCharge(tx: Tx, first: PaymentRow, now: Date): Promise<PaymentRow | null> {
  if (first.identityId === null) return null;
  const draft = await tx.draft.create({
    data: {
      identityId: first.identityId,
      kind: 'second-charge',
      data: { paymentId: first.id },
      createdAt: now,
      expiresAt: now,
      completedAt: now,
    },
  });
  const { zone } = itemSnapshotSchema.parse(first.items[0]?.snapshot);
  const { id, number } = await nextPaymentNumber(tx, dateIn(now, zone));
  const payment = await tx.payment.create({
    data: {
      id,
      number,
      status: 'pending',
      method: first.method,
      residentId: first.residentId,
      identityId: first.identityId,
      payerTelegramId: first.payerTelegramId,
      agentId: first.agentId,
      agentSnapshot: first.agentSnapshot ?? {},
      amount: first.amount,
      commission: first.commission,
      total: first.total,
      draftId: draft.id,
      idempotenceKey: randomUUID(),
      locale: first.locale,
      createdAt: now,
      pendingAt: now,
      expiresAt: now,
      items: {
        create: first.items.map((item) => ({
          providerId: item.providerId,
          accountId: item.accountId,
          accountNumber: item.accountNumber,
          billId: item.billId,
          billVersionId: item.billVersionId,
          snapshot: item.snapshot ?? {},
          amount: item.amount,
          commission: item.commission,
          bearer: item.bearer,
        })),
      },
    },
    include: { items: true },
  });
  await tx.paymentEvent.create({
    data: {
      paymentId: id,
      key: `created:${id}`,
      toStatus: 'pending',
      source: 'telegram',
      details: { secondChargeOf: first.id },
      at: now,
    },
  });
  return payment;
}
