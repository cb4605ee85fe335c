import { inTransaction } from '../../database/in-transaction.ts';
import { nextPoll } from '../../domain/poll-times.ts';
import {
  type FiscalReceipt,
  GatewayRefusedError,
  GatewayUnavailableError,
  type PaymentGateway,
} from '../../gateways/payments/payment-gateway.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceFiscalRefused } from './announce.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'> & {
  readonly gateway: PaymentGateway;
};

const BATCH = 100;

/**
 * Ask for the numbers of fiscal receipts of payments whose money was taken: the cash register registers them a little
 * later, and the gateway does not tell of it. Ever more rarely for a day; then the receipt stays "being made".
 */
export async function pollFiscalReceipts(
  deps: Deps,
): Promise<{ readonly asked: number; readonly unclear: number }> {
  const now = deps.clock.now();
  // The states are literals, so that the partial index serves.
  const due = await deps.db.$queryRaw<{ id: number; pollCount: number; gatewayPaymentId: string | null }[]>`
    SELECT "id", "pollCount", "gatewayPaymentId" FROM "Payment"
     WHERE "nextPollAt" <= ${now} AND "status" IN ('succeeded', 'partially_refunded', 'refunded')
     ORDER BY "nextPollAt" LIMIT ${BATCH}`;
  let unclear = 0;
  for (const { id, pollCount, gatewayPaymentId } of due) {
    await deps.db.payment.updateMany({
      where: { id, pollCount },
      data: { nextPollAt: nextPoll(pollCount + 1, now), pollCount: { increment: 1 } },
    });
    if (gatewayPaymentId === null) continue;
    try {
      const receipt = await deps.gateway.findFiscalReceipt(gatewayPaymentId);
      if (receipt !== null && receipt.status !== 'pending') await keep(deps, id, receipt);
    } catch (error) {
      if (!(error instanceof GatewayUnavailableError || error instanceof GatewayRefusedError)) throw error;
      unclear += 1;
    }
  }
  return { asked: due.length, unclear };
}

/** Beside what else is kept of the payment, which a refund may be changing now. A refusal is told to staff. */
async function keep(deps: Deps, paymentId: number, fiscal: FiscalReceipt): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    await tx.$executeRaw`
      UPDATE "Payment"
         SET "gatewayData" = "gatewayData" || jsonb_build_object('fiscal', ${JSON.stringify(fiscal)}::jsonb), "nextPollAt" = NULL
       WHERE "id" = ${paymentId}`;
    if (fiscal.status !== 'refused') return;
    const items = await tx.paymentItem.findMany({ where: { paymentId }, select: { providerId: true } });
    await announceFiscalRefused(tx, deps, { id: paymentId, items });
  });
  if (fiscal.status === 'refused') deps.notify('deliveries');
}
