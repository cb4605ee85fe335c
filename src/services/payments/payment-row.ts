import type { Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { PaymentFields } from '../../domain/payments.ts';

/** A payment with its items, as the database has it. */
export type PaymentRow = Prisma.PaymentGetPayload<{ include: { items: true } }>;

/** The guarded fields of a row; Telegram ids become numbers here. */
export function paymentFields(row: PaymentRow): PaymentFields {
  return {
    ...row,
    amount: row.amount as Kopecks,
    commission: row.commission as Kopecks,
    total: row.total as Kopecks,
    refunded: row.refunded as Kopecks,
    payerTelegramId: row.payerTelegramId === null ? null : Number(row.payerTelegramId),
  };
}

/**
 * Take the payment's row for this transaction: nobody else changes it until the end. Those who also need the bill's
 * account take that first (`lockAccounts`), so that two never wait for each other.
 */
export async function lockPayment(
  tx: Tx,
  where: { readonly number: string } | { readonly id: number },
): Promise<PaymentRow | null> {
  if ('id' in where) await tx.$queryRaw`SELECT 1 FROM "Payment" WHERE "id" = ${where.id} FOR UPDATE`;
  else await tx.$queryRaw`SELECT 1 FROM "Payment" WHERE "number" = ${where.number} FOR UPDATE`;
  return tx.payment.findUnique({ where, include: { items: true } });
}

/** Serialise everything that decides about money of these accounts; always in the order of their ids. */
export async function lockAccounts(tx: Tx, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE "id" = ANY(${[...accountIds]}::int[]) ORDER BY "id" FOR NO KEY UPDATE`;
}
