import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { moneyWasTaken } from '../../domain/payments.ts';
import { nextPoll } from '../../domain/poll-times.ts';
import type { GatewayPayment } from '../../gateways/payments/payment-gateway.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceFailure, announceStatus } from './announce.ts';
import { changePayment } from './change-payment.ts';
import { lockAccounts, lockPayment, type PaymentRow } from './payment-row.ts';
import { recordSuccess } from './record-success.ts';
import { rememberMethod, revokeMethod } from './saved-methods.ts';
import { secondCharge } from './second-charge.ts';
import { keepUnknown } from './settle-payment.ts';
import { gatewayDataSchema } from './snapshots.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/** `unknown`: money of ours whose payment is not here, kept for staff. `foreign`: another program's payment. */
export type Applied = 'changed' | 'same' | 'unknown' | 'foreign';

/** Reasons with which the gateway ends what the payer left lying: no message of its own, the screen says it. */
const SILENT_REASONS: readonly string[] = ['expired_on_confirmation', 'canceled_by_merchant'];

/**
 * Bring a payment to the state that the gateway told of it, whoever asked: the answer to our request, the poll, a
 * notification whose payment was looked up. In any order and any number of times; success is never lost, a late one is
 * honoured, and nothing that was taken is untaken. One transaction under the locks of the accounts and the payment.
 * @param options.callerTells the caller tells the payer of a refusal
 */
export async function applyGatewayPayment(
  deps: Deps,
  told: GatewayPayment,
  { callerTells = false }: { readonly callerTells?: boolean } = {},
): Promise<Applied> {
  const applied = await inTransaction(deps.db, async (tx) => apply(tx, deps, { ...told, callerTells }), {
    retry: true,
  });
  if (applied !== 'same' && applied !== 'foreign') deps.notify('deliveries');
  return applied;
}

type Told = GatewayPayment & { readonly callerTells: boolean };

async function apply(tx: Tx, deps: Deps, told: Told): Promise<Applied> {
  const found = await find(tx, told);
  if (found === null) return unknown(tx, deps, told);
  await lockAccounts(tx, found.accountIds);
  const payment = await lockPayment(tx, { id: found.id });
  if (payment === null) return unknown(tx, deps, told);
  const other = payment.gatewayPaymentId !== null && payment.gatewayPaymentId !== told.id;
  if (other) return applyOther(tx, deps, payment, told);
  switch (told.status) {
    case 'succeeded':
      return succeed(tx, deps, payment, told);
    case 'canceled':
      return fail(tx, deps, payment, told);
    default:
      return wait(tx, deps, payment, told);
  }
}

/** By the gateway's id, else by our number in its answer: the id may not have been written down. */
async function find(
  tx: Tx,
  told: GatewayPayment,
): Promise<{ readonly id: number; readonly accountIds: readonly number[] } | null> {
  const [found] = await tx.$queryRaw<{ id: number; accountIds: number[] }[]>`
    SELECT p."id", ARRAY(SELECT i."accountId" FROM "PaymentItem" i
                          WHERE i."paymentId" = p."id" AND i."accountId" IS NOT NULL) AS "accountIds"
      FROM "Payment" p
     WHERE p."gatewayPaymentId" = ${told.id} OR p."number" = ${told.number}
     ORDER BY (p."gatewayPaymentId" IS NOT DISTINCT FROM ${told.id}) DESC LIMIT 1`;
  return found ?? null;
}

async function unknown(tx: Tx, deps: Deps, told: GatewayPayment): Promise<Applied> {
  if (told.number === null) return 'foreign';
  if (told.status !== 'succeeded') return 'same';
  await keepUnknown(tx, deps, {
    payload: told.number,
    payerTelegramId: null,
    total: told.amount,
    currency: 'RUB',
    telegramChargeId: null,
    providerChargeId: told.id,
  });
  return 'unknown';
}

/** A second payment at the gateway for one of ours: its money gets a payment of its own. */
async function applyOther(tx: Tx, deps: Deps, payment: PaymentRow, told: GatewayPayment): Promise<Applied> {
  if (told.status !== 'succeeded') return 'same';
  const second = await secondCharge(tx, payment, deps.clock.now());
  return second === null ? unknown(tx, deps, told) : succeed(tx, deps, second, told);
}

async function wait(tx: Tx, deps: Deps, payment: PaymentRow, told: GatewayPayment): Promise<Applied> {
  if (payment.status !== 'created') return 'same';
  const now = deps.clock.now();
  await changePayment(tx, payment, {
    to: 'pending',
    patch: { gatewayPaymentId: told.id, pendingAt: now },
    also: {
      nextPollAt: nextPoll(payment.pollCount, now),
      gatewayData: {
        ...gatewayDataSchema.parse(payment.gatewayData),
        request: null,
        confirmationUrl: told.confirmationUrl,
      },
    },
    key: `gateway:${told.id}`,
    source: 'gateway',
    at: now,
  });
  return 'changed';
}

async function succeed(tx: Tx, deps: Deps, payment: PaymentRow, told: GatewayPayment): Promise<Applied> {
  if (moneyWasTaken(payment.status)) return 'same';
  const data = gatewayDataSchema.parse(payment.gatewayData);
  const now = deps.clock.now();
  await recordSuccess(tx, deps, payment, {
    source: 'gateway',
    key: `gateway-success:${told.id}`,
    patch: { gatewayPaymentId: told.id, cardMask: payment.cardMask ?? maskOf(told) },
    also: {
      // The money is settled; what is asked for from now on is the number of its fiscal receipt.
      nextPollAt: told.fiscal === null ? null : nextPoll(0, now),
      pollCount: 0,
      gatewayData: {
        ...data,
        request: null,
        confirmationUrl: null,
        fiscal: told.fiscal === null ? null : { status: 'pending' },
      },
    },
    details: told.amount === payment.total ? {} : { charged: told.amount },
  });
  if (data.saveMethod && told.method?.saved === true) await rememberMethod(tx, deps, payment, told.method);
  return 'changed';
}

async function fail(tx: Tx, deps: Deps, payment: PaymentRow, told: Told): Promise<Applied> {
  const reason = told.reason ?? 'general_decline';
  if (reason === 'permission_revoked' && payment.savedCardId !== null) {
    await revokeMethod(tx, payment.savedCardId);
  }
  const open =
    payment.status === 'created' || payment.status === 'pending' || payment.status === 'authorized';
  if (!open) {
    // It had ended for us already; now the gateway says the same, and need not be asked any more.
    await tx.payment.updateMany({ where: { id: payment.id }, data: { nextPollAt: null } });
    return 'same';
  }
  const now = deps.clock.now();
  const failed = await changePayment(tx, payment, {
    to: 'failed',
    patch: {
      gatewayPaymentId: told.id,
      finishedAt: now,
      failureCode: reason,
      cardMask: payment.cardMask ?? maskOf(told),
    },
    also: {
      nextPollAt: null,
      gatewayData: {
        ...gatewayDataSchema.parse(payment.gatewayData),
        request: null,
        confirmationUrl: null,
      },
    },
    key: `gateway-canceled:${told.id}`,
    source: 'gateway',
    details: { reason },
    at: now,
  });
  if (failed === null) throw new Error(`payment ${payment.id} was changed under its lock`);
  if (told.callerTells) return 'changed';
  if (SILENT_REASONS.includes(reason)) await announceStatus(tx, deps, failed);
  else await announceFailure(tx, deps, failed);
  return 'changed';
}

/** `Mir *4444`, or what else the gateway shows of the method. */
function maskOf({ method }: GatewayPayment): string | null {
  if (method === null) return null;
  return method.card === null ? method.title : `${method.card.system} *${method.card.last4}`;
}
