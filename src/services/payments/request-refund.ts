import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { isGatewayMethod, moneyWasTaken } from '../../domain/payments.ts';
import { nextPoll } from '../../domain/poll-times.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import {
  type GatewayReceipt,
  type GatewayRefund,
  GatewayRefusedError,
  GatewayUnavailableError,
} from '../../gateways/payments/payment-gateway.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { completeRefund } from './complete-refund.ts';
import { lockAccounts, lockPayment, type PaymentRow } from './payment-row.ts';
import { cut, fiscalItems } from './receipt-items.ts';
import { recordRefund } from './record-refund.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify' | 'gateway'>;

const MAX_DESCRIPTION = 250;

export interface RequestRefundOptions {
  readonly paymentId: number;
  /** kopecks of what was charged, commission included */
  readonly amount: number;
  readonly reason: string;
  /** The form's draft: the same one twice is one refund. */
  readonly draftId: number;
  readonly tr: Translator;
  readonly by: { readonly identityId: number; readonly grants: readonly RoleGrant[] };
}

/** `asked`: the gateway has not answered yet, the poll goes on. `noted`: staff gave it back elsewhere. */
export type RequestedRefund = 'succeeded' | 'failed' | 'asked' | 'noted';

/**
 * Staff gives money back, with a reason. A payment of the gateway is refunded there under a key that is saved before
 * (its money is reserved, so that two refunds never exceed it); any other is noted as given back at its provider.
 * @throws DomainError PAYMENT_NOT_FOUND, NOT_ALLOWED, REFUND_NOT_POSSIBLE, METHOD_UNAVAILABLE
 */
export async function requestRefund(deps: Deps, options: RequestRefundOptions): Promise<RequestedRefund> {
  const payment = await deps.db.payment.findUnique({
    where: { id: options.paymentId },
    select: { method: true, gatewayPaymentId: true },
  });
  if (payment === null) throw new DomainError('PAYMENT_NOT_FOUND');
  const idempotenceKey = `refund:${options.draftId}`;
  if (!isGatewayMethod(payment.method)) {
    await recordRefund(deps, { ...options, idempotenceKey });
    return 'noted';
  }
  if (deps.gateway === null) throw new DomainError('METHOD_UNAVAILABLE');
  const refundId = await inTransaction(deps.db, async (tx) => reserve(tx, deps, options, idempotenceKey));
  return askRefund(deps, { refundId, tr: options.tr });
}

async function reserve(
  tx: Tx,
  deps: Deps,
  options: RequestRefundOptions,
  idempotenceKey: string,
): Promise<number> {
  const { paymentId, by, amount } = options;
  const now = deps.clock.now();
  const payment = await lockPayment(tx, { id: paymentId });
  if (payment === null) throw new DomainError('PAYMENT_NOT_FOUND');
  const providers = await tx.provider.findMany({
    where: { id: { in: payment.items.map(({ providerId }) => providerId) } },
    select: { companyId: true },
  });
  const covered = providers.every(({ companyId }) => can(by.grants, 'payments.refund', { companyId }, now));
  if (!covered) throw new DomainError('NOT_ALLOWED');
  const known = await tx.refund.findUnique({ where: { idempotenceKey }, select: { id: true } });
  if (known !== null) return known.id;
  const open = await tx.refund.aggregate({
    where: { paymentId, status: { in: ['created', 'pending'] } },
    _sum: { amount: true },
  });
  const free = payment.total - payment.refunded - (open._sum.amount ?? 0);
  if (!moneyWasTaken(payment.status) || amount <= 0 || amount > free) {
    throw new DomainError('REFUND_NOT_POSSIBLE');
  }
  const refund = await tx.refund.create({
    data: {
      paymentId,
      amount,
      status: 'created',
      reason: options.reason,
      idempotenceKey,
      createdById: by.identityId,
      createdAt: now,
      nextPollAt: nextPoll(0, now),
    },
  });
  await recordAudit(tx, {
    at: now,
    actorId: by.identityId,
    actorKind: 'staff',
    action: 'payment.refund',
    subject: `payment:${paymentId}`,
    companyId: providers[0]?.companyId ?? null,
    details: { amount, refundId: refund.id },
  });
  return refund.id;
}

/** Ask the gateway for a reserved refund, or what became of it. The same key is the same refund there. */
export async function askRefund(
  deps: Deps,
  options: { readonly refundId: number; readonly tr: Translator },
): Promise<RequestedRefund> {
  const { gateway } = deps;
  if (gateway === null) return 'asked';
  const refund = await deps.db.refund.findUniqueOrThrow({
    where: { id: options.refundId },
    include: { payment: { include: { items: true, resident: true } } },
  });
  if (refund.status === 'succeeded' || refund.status === 'failed') return refund.status;
  const { payment } = refund;
  if (payment.gatewayPaymentId === null) throw new DomainError('REFUND_NOT_POSSIBLE');
  try {
    const told =
      refund.gatewayRefundId === null
        ? await gateway.createRefund(
            {
              paymentId: payment.gatewayPaymentId,
              amount: refund.amount,
              description: cut(refund.reason, MAX_DESCRIPTION),
              receipt: await refundReceipt(deps, payment, refund.amount, options.tr),
            },
            refund.idempotenceKey,
          )
        : await gateway.findRefund(refund.gatewayRefundId);
    return told === null ? 'asked' : await applyGatewayRefund(deps, told, refund.id);
  } catch (error) {
    if (error instanceof GatewayUnavailableError) return 'asked';
    if (!(error instanceof GatewayRefusedError)) throw error;
    await deps.db.refund.updateMany({
      where: { id: refund.id, status: { in: ['created', 'pending'] } },
      data: { status: 'failed', failureCode: error.code, finishedAt: deps.clock.now(), nextPollAt: null },
    });
    return 'failed';
  }
}

type Refunded = PaymentRow & {
  readonly resident: {
    readonly email: string | null;
    readonly emailConfirmedAt: Date | null;
    readonly phone: string | null;
  } | null;
};

/** A full refund needs none: the gateway takes the payment's. Of a part, one line says what is given back. */
async function refundReceipt(
  deps: Deps,
  payment: Refunded,
  amount: number,
  tr: Translator,
): Promise<GatewayReceipt | null> {
  if (amount === payment.total) return null;
  const { resident } = payment;
  const email = resident?.emailConfirmedAt == null ? null : resident.email;
  const phone = resident?.phone?.replace(/\D/g, '') ?? null;
  if (email === null && phone === null) return null;
  const { items, taxSystemCode } = await fiscalItems(deps, payment, tr);
  const [first] = items;
  if (first === undefined) return null;
  return {
    customer: email !== null ? { email } : { phone: phone ?? '' },
    taxSystemCode,
    items: [{ ...first, amount: kopecks(amount) }],
  };
}

/**
 * Bring a refund to the state the gateway told: ours by id, or one that was made in the gateway's cabinet, which becomes
 * a row of ours. Any number of times.
 */
export async function applyGatewayRefund(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  told: GatewayRefund,
  ownId: number | null = null,
): Promise<RequestedRefund> {
  const done = await inTransaction(
    deps.db,
    async (tx): Promise<RequestedRefund> => {
      const found = await tx.payment.findUnique({
        where: { gatewayPaymentId: told.paymentId },
        include: { items: true },
      });
      if (found === null) return 'asked';
      await lockAccounts(
        tx,
        found.items.flatMap(({ accountId }) => accountId ?? []),
      );
      const payment = await lockPayment(tx, { id: found.id });
      if (payment === null) return 'asked';
      const row = await ownRow(tx, deps, payment, told, ownId);
      if (row === null) return 'asked';
      if (row.status === 'succeeded' || row.status === 'failed') return row.status;
      const at = deps.clock.now();
      const ended = told.status !== 'pending';
      await tx.refund.update({
        where: { id: row.id },
        data: {
          gatewayRefundId: told.id,
          status: told.status === 'canceled' ? 'failed' : told.status,
          failureCode: told.status === 'canceled' ? (told.reason ?? 'general_decline') : null,
          ...(ended ? { finishedAt: at, nextPollAt: null } : { nextPollAt: nextPoll(row.pollCount, at) }),
        },
      });
      if (told.status !== 'succeeded') return told.status === 'canceled' ? 'failed' : 'asked';
      await completeRefund(tx, deps, payment, { id: row.id, amount: row.amount, source: 'gateway' });
      return 'succeeded';
    },
    { retry: true },
  );
  deps.notify('deliveries');
  return done;
}

async function ownRow(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  payment: PaymentRow,
  told: GatewayRefund,
  ownId: number | null,
) {
  const known = await tx.refund.findFirst({
    where: {
      paymentId: payment.id,
      OR: [{ gatewayRefundId: told.id }, ...(ownId === null ? [] : [{ id: ownId }])],
    },
  });
  if (known !== null) return known;
  // The answer to our own request may be lost, and the notification be first.
  const asked = await tx.refund.findFirst({
    where: { paymentId: payment.id, gatewayRefundId: null, amount: told.amount, status: 'created' },
    orderBy: { id: 'asc' },
  });
  if (asked !== null) return asked;
  if (told.status !== 'succeeded') return null;
  return tx.refund.create({
    data: {
      paymentId: payment.id,
      amount: told.amount,
      status: 'created',
      reason: 'gateway',
      idempotenceKey: `gateway-refund:${told.id}`,
      createdAt: deps.clock.now(),
    },
  });
}
