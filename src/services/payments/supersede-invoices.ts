import type { Tx } from '../../database/client.ts';
import { payableKey, supersedes } from '../../domain/payment-holds.ts';
import { changePayment } from './change-payment.ts';
import { lockPayment, type PaymentRow } from './payment-row.ts';

/** An invoice that the pre-checkout will refuse from now on. */
export interface SupersededInvoice {
  readonly paymentId: number;
  readonly number: string;
  /** the message that can be removed; null when none is known */
  readonly messageId: number | null;
}

/**
 * Make the person's unpaid Telegram invoices for the same numbers unpayable, because a newer attempt stands. Runs under the
 * account's lock, which pre-checkout takes too: an invoice is superseded or authorized, never both.
 */
export async function supersedeInvoices(
  tx: Tx,
  options: {
    readonly by: PaymentRow;
    readonly telegramId: number;
    readonly at: Date;
  },
): Promise<SupersededInvoice[]> {
  const attempt = options.by;
  const candidates = await tx.payment.findMany({
    where: {
      payerTelegramId: BigInt(options.telegramId),
      method: 'telegram',
      status: { in: ['created', 'pending'] },
      id: { not: attempt.id },
      items: {
        some: {
          OR: attempt.items.map(({ providerId, accountNumber }) => ({ providerId, accountNumber })),
        },
      },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const superseded: SupersededInvoice[] = [];
  for (const { id } of candidates) {
    const old = await lockPayment(tx, { id });
    if (old === null || !supersedes(asSupersedable(attempt), asSupersedable(old))) continue;
    const changed = await changePayment(tx, old, {
      to: 'expired',
      patch: { finishedAt: options.at },
      also: { supersededById: attempt.id },
      key: `superseded:${old.id}`,
      source: 'resident',
      details: { supersededBy: attempt.id },
      at: options.at,
    });
    if (changed !== null) {
      superseded.push({ paymentId: old.id, number: old.number, messageId: old.invoiceMessageId });
    }
  }
  return superseded;
}

function asSupersedable(row: PaymentRow) {
  return {
    id: row.id,
    status: row.status,
    method: row.method,
    payerTelegramId: row.payerTelegramId === null ? null : Number(row.payerTelegramId),
    payables: row.items.map(({ providerId, accountNumber }) => payableKey(providerId, accountNumber)),
  };
}
