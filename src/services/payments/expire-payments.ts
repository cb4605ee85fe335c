import { inTransaction } from '../../database/in-transaction.ts';
import { AUTHORIZED_HOLD_MINUTES, heldUntil, isExpired } from '../../domain/payment-holds.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceFailure, announceStatus, removeInvoice } from './announce.ts';
import { changePayment } from './change-payment.ts';
import { lockPayment } from './payment-row.ts';

const BATCH = 200;

/**
 * End attempts whose time is over: invoices nobody paid, and authorized ones whose charge was never reported (Telegram
 * tells the bot nothing about a charge that failed). The payer of an authorized one is told, and an
 * invoice leaves the chat. A success that comes
 * later is honoured all the same. Meant for a job every minute; safe to run anywhere, any number of times.
 */
export async function expirePayments(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
): Promise<{ readonly expired: number }> {
  const now = deps.clock.now();
  const authorizedBefore = new Date(now.getTime() - AUTHORIZED_HOLD_MINUTES * 60_000);
  let expired = 0;
  let told = 0;
  let after = 0;
  for (;;) {
    // The states are literals, so that the partial index of open payments serves.
    const due = await deps.db.$queryRaw<{ id: number }[]>`
      SELECT "id" FROM "Payment"
       WHERE "status" IN ('created', 'pending', 'authorized') AND "id" > ${after}
         AND CASE WHEN "status" = 'authorized' THEN "authorizedAt" <= ${authorizedBefore}
                  ELSE "expiresAt" <= ${now} END
       ORDER BY "id"
       LIMIT ${BATCH}`;
    for (const { id } of due) {
      const outcome = await expireOne(deps, id, now);
      if (outcome !== 'kept') expired += 1;
      if (outcome === 'told') told += 1;
      after = id;
    }
    if (due.length < BATCH) break;
  }
  if (told > 0) deps.notify('deliveries');
  return { expired };
}

async function expireOne(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  id: number,
  now: Date,
): Promise<'kept' | 'silent' | 'told'> {
  return inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, { id });
    if (payment === null) return 'kept';
    const until = payment.status === 'authorized' ? heldUntil(payment) : null;
    const authorizedLongAgo = until !== null && until <= now;
    if (!isExpired(payment, now) && !authorizedLongAgo) return 'kept';
    const changed = await changePayment(tx, payment, {
      to: 'expired',
      patch: { finishedAt: now },
      key: `expired:${payment.id}`,
      source: 'job',
      at: now,
    });
    if (changed === null) return 'kept';
    if (authorizedLongAgo) await announceFailure(tx, deps, changed);
    else await announceStatus(tx, deps, changed);
    await removeInvoice(tx, deps, changed);
    return authorizedLongAgo || changed.invoiceMessageId !== null ? 'told' : 'silent';
  });
}
