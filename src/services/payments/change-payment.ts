import type { Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { assertTransition, type PaymentFields, type PaymentStatus } from '../../domain/payments.ts';
import { type PaymentRow, paymentFields } from './payment-row.ts';

/** Who or what moved the payment; stands in its journal. */
export type PaymentSource = 'resident' | 'telegram' | 'gateway' | 'job' | 'staff';

export interface PaymentChange {
  readonly to: PaymentStatus;
  /** Fields that change with the state. */
  readonly patch: Partial<Omit<PaymentFields, 'status'>>;
  /** Columns besides that the machine does not guard. */
  readonly also?: Omit<Prisma.PaymentUncheckedUpdateManyInput, keyof PaymentFields>;
  /** Makes a redelivered event one event. */
  readonly key: string;
  readonly source: PaymentSource;
  readonly details?: Prisma.InputJsonObject;
  readonly at: Date;
}

/**
 * Move a payment to another state: the machine's guard, one conditional UPDATE, one line in the journal.
 * @returns the row after the change with the items it had, or null when somebody else moved it first (nothing was written)
 * @throws PaymentRuleViolation when the machine forbids the change: a defect of ours
 */
export async function changePayment(
  tx: Tx,
  row: PaymentRow,
  change: PaymentChange,
): Promise<PaymentRow | null> {
  const before = paymentFields(row);
  const after: PaymentFields = { ...before, ...change.patch, status: change.to };
  assertTransition(before, after);
  const { payerTelegramId, agentSnapshot: _frozen, ...patch } = change.patch;
  const data: Prisma.PaymentUncheckedUpdateManyInput = {
    ...patch,
    ...(payerTelegramId === undefined || payerTelegramId === null
      ? {}
      : { payerTelegramId: BigInt(payerTelegramId) }),
    ...change.also,
    status: change.to,
  };
  const where = { id: row.id, status: row.status };
  const [changed] = await tx.payment.updateManyAndReturn({ where, data });
  if (changed === undefined) return null;
  await writeEvent(tx, row, change);
  return { ...changed, items: row.items };
}

/** A line in the journal; the same key twice is one line. */
export async function writeEvent(
  tx: Tx,
  row: Pick<PaymentRow, 'id' | 'status'>,
  event: Pick<PaymentChange, 'to' | 'key' | 'source' | 'details' | 'at'>,
): Promise<void> {
  await tx.paymentEvent.createMany({
    data: [
      {
        paymentId: row.id,
        key: event.key,
        fromStatus: row.status,
        toStatus: event.to,
        source: event.source,
        details: event.details ?? {},
        at: event.at,
      },
    ],
    skipDuplicates: true,
  });
}
