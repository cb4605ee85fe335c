import { nextPoll } from '../../domain/poll-times.ts';
import { GatewayRefusedError, GatewayUnavailableError } from '../../gateways/payments/payment-gateway.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { applyGatewayPayment } from './apply-gateway-payment.ts';
import { askGateway } from './open-gateway-payment.ts';
import { pollFiscalReceipts } from './poll-fiscal-receipts.ts';
import { askRefund } from './request-refund.ts';
import { gatewayDataSchema } from './snapshots.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify' | 'gateway'>;

const BATCH = 100;
/** A saved card must not be charged long after the payer turned away: later only its answer is waited for. */
const SAVED_CARD_ASK_MINUTES = 15;

/**
 * Ask the gateway about payments whose answer is due: the second leg beside notifications. Also those that ended for us
 * without its word, for a day: a late success is honoured. `tr` words receipts of refunds. Meant for a job every minute; any number may run.
 */
export async function pollGateway(
  deps: Deps,
  tr: Translator,
): Promise<{ readonly asked: number; readonly unclear: number }> {
  const { gateway } = deps;
  if (gateway === null) return { asked: 0, unclear: 0 };
  // The states are literals, so that the partial index serves.
  const due = await deps.db.$queryRaw<{ id: number }[]>`
    SELECT "id" FROM "Payment"
     WHERE "nextPollAt" <= ${deps.clock.now()} AND "status" IN ('created', 'pending', 'authorized', 'failed', 'expired')
     ORDER BY "nextPollAt" LIMIT ${BATCH}`;
  let unclear = 0;
  for (const { id } of due) {
    if (!(await pollPayment(deps, { paymentId: id }))) unclear += 1;
  }
  const receipts = await pollFiscalReceipts({ ...deps, gateway });
  const refunds = await pollRefunds(deps, tr);
  return { asked: due.length + receipts.asked + refunds, unclear: unclear + receipts.unclear };
}

/** Refunds whose answer is due. */
async function pollRefunds(deps: Deps, tr: Translator): Promise<number> {
  const now = deps.clock.now();
  const due = await deps.db.refund.findMany({
    where: { nextPollAt: { lte: now }, status: { in: ['created', 'pending'] } },
    orderBy: { nextPollAt: 'asc' },
    take: BATCH,
    select: { id: true, pollCount: true },
  });
  for (const { id, pollCount } of due) {
    await deps.db.refund.updateMany({
      where: { id, pollCount },
      data: { nextPollAt: nextPoll(pollCount + 1, now), pollCount: { increment: 1 } },
    });
    await askRefund(deps, { refundId: id, tr });
  }
  return due.length;
}

/**
 * Ask about one payment now, and plan the next question first: a poll that dies is only late.
 * @returns false when the gateway gave no readable answer
 */
export async function pollPayment(deps: Deps, options: { readonly paymentId: number }): Promise<boolean> {
  const { gateway } = deps;
  const now = deps.clock.now();
  const payment = await deps.db.payment.findUnique({ where: { id: options.paymentId } });
  if (payment === null || gateway === null) return true;
  const { request } = gatewayDataSchema.parse(payment.gatewayData);
  const nextPollAt = nextPoll(payment.pollCount + 1, now);
  await deps.db.payment.updateMany({
    where: { id: payment.id, pollCount: payment.pollCount },
    data: { nextPollAt, pollCount: { increment: 1 } },
  });
  try {
    if (payment.gatewayPaymentId !== null) {
      const told = await gateway.findPayment(payment.gatewayPaymentId);
      if (told !== null) await applyGatewayPayment(deps, told);
    } else if (payment.status === 'created' && request !== null) {
      const age = (now.getTime() - payment.createdAt.getTime()) / 60_000;
      if (payment.method === 'saved_card' && age > SAVED_CARD_ASK_MINUTES) return true;
      await askGateway(deps, { paymentId: payment.id, request, key: payment.idempotenceKey });
    }
    return true;
  } catch (error) {
    if (error instanceof GatewayUnavailableError || error instanceof GatewayRefusedError) return false;
    throw error;
  }
}
