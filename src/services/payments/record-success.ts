import type { Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { kopecks } from '../../domain/money.ts';
import type { PaymentFields } from '../../domain/payments.ts';
import { advancePart } from '../../domain/pre-checkout.ts';
import { leftToPay } from '../bills/left-to-pay.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceAdvance, announceReceipt, announceStatus } from './announce.ts';
import { changePayment, type PaymentChange, type PaymentSource } from './change-payment.ts';
import type { PaymentRow } from './payment-row.ts';
import { itemSnapshotSchema } from './snapshots.ts';

export interface Success {
  /** Who says that the money was taken. */
  readonly source: PaymentSource;
  /** Of the journal: the same charge is one success. */
  readonly key: string;
  /** Ids of the outside world and what is printed of the card. */
  readonly patch: Partial<
    Pick<PaymentFields, 'gatewayPaymentId' | 'telegramChargeId' | 'providerChargeId' | 'cardMask'>
  >;
  readonly also?: PaymentChange['also'];
  readonly details?: Prisma.InputJsonObject;
  /** When the money was taken, where that was told later; default now. */
  readonly takenAt?: Date;
}

/**
 * Money was taken: the payment succeeds whatever we believed before (late, superseded), what goes beyond the debt is an
 * advance, shown and told to staff, and the receipt is queued. Runs under the locks of the accounts and the payment.
 */
export async function recordSuccess(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock' | 'installation'>,
  payment: PaymentRow,
  success: Success,
): Promise<PaymentRow> {
  const at = deps.clock.now();
  const { source, patch } = success;
  const advance = await advanceOf(tx, payment);
  // A success may come before we noted that the payer can pay.
  const open =
    payment.status === 'created'
      ? await changePayment(tx, payment, {
          to: 'pending',
          patch: { ...patch, pendingAt: at },
          key: `pending:${payment.id}`,
          source,
          at,
        })
      : payment;
  const settled =
    open === null
      ? null
      : await changePayment(tx, open, {
          to: 'succeeded',
          patch: { ...patch, succeededAt: success.takenAt ?? at, finishedAt: at },
          ...(success.also === undefined ? {} : { also: success.also }),
          key: success.key,
          source,
          details: {
            advance: advance.kopecks,
            ...(open.status === 'expired' || open.status === 'failed' ? { late: true } : {}),
            ...success.details,
          },
          at,
        });
  if (settled === null) throw new Error(`payment ${payment.id} was changed under its lock`);
  await announceReceipt(tx, deps, settled);
  await announceStatus(tx, deps, settled);
  if (advance.unexpected) await announceAdvance(tx, deps, settled);
  return settled;
}

/**
 * What of the payment goes beyond the debt, by what is left just before it. Unexpected when something was owed on the
 * payer's screen and nothing was owed any more (somebody else paid, or the same invoice was charged twice).
 */
async function advanceOf(tx: Tx, payment: PaymentRow): Promise<{ kopecks: number; unexpected: boolean }> {
  const accountIds = payment.items.flatMap(({ accountId }) => accountId ?? []);
  const outstanding = await leftToPay({ db: tx }, { accountIds });
  let sum = 0;
  let unexpected = false;
  for (const item of payment.items) {
    const left = outstanding.get(item.accountId ?? 0)?.left ?? null;
    const { leftAtConfirmation, wholeSum } = itemSnapshotSchema.parse(item.snapshot);
    const advance = advancePart(kopecks(item.amount), left);
    const foreseen = advancePart(kopecks(item.amount), leftAtConfirmation);
    sum += advance;
    if (advance > (wholeSum ? 0 : foreseen)) unexpected = true;
  }
  return { kopecks: sum, unexpected };
}
