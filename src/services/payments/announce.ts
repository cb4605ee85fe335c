import type { Tx } from '../../database/client.ts';
import { enqueueDeliveries, enqueueDelivery } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import { isGatewayMethod } from '../../domain/payments.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import {
  ADVANCE,
  CARD_SAVED,
  FISCAL_REFUSED,
  INVOICE_OVER,
  NOT_DONE,
  RECEIPT,
  REFUNDED,
  STATUS,
  UNKNOWN_CHARGE,
} from './delivery-kinds.ts';
import type { PaymentRow } from './payment-row.ts';

type Deps = Pick<ServiceDeps, 'clock' | 'installation'>;

/** Queue the receipt for the payer; one per operation. */
export async function announceReceipt(tx: Tx, deps: Pick<Deps, 'clock'>, payment: PaymentRow): Promise<void> {
  if (payment.identityId === null) return;
  await enqueueDelivery(tx, deps.clock, {
    kind: RECEIPT,
    subject: `payment:${payment.id}`,
    to: { identityId: payment.identityId },
    params: { paymentId: payment.id },
  });
}

/**
 * Bring the message in the chat that shows a gateway payment up to its new state: the payer came back from the gateway's
 * page and need not ask. One per state.
 * @returns whether there is such a message
 */
export async function announceStatus(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  payment: PaymentRow,
): Promise<boolean> {
  if (payment.identityId === null || payment.invoiceMessageId === null) return false;
  if (!isGatewayMethod(payment.method)) return false;
  await enqueueDelivery(tx, deps.clock, {
    kind: STATUS,
    subject: `payment:${payment.id}:${payment.status}`,
    to: { identityId: payment.identityId },
    params: { paymentId: payment.id, messageId: payment.invoiceMessageId },
  });
  return true;
}

/** An operation ended without money: the message that shows it says so; where there is none, a message of its own. */
export async function announceFailure(tx: Tx, deps: Pick<Deps, 'clock'>, payment: PaymentRow): Promise<void> {
  if (!(await announceStatus(tx, deps, payment))) await announceNotDone(tx, deps, payment);
}

/** Take an invoice that can no longer be paid out of the chat: its button would only be refused. */
export async function removeInvoice(tx: Tx, deps: Pick<Deps, 'clock'>, payment: PaymentRow): Promise<void> {
  if (payment.identityId === null || payment.invoiceMessageId === null) return;
  if (payment.method !== 'telegram') return;
  await enqueueDelivery(tx, deps.clock, {
    kind: INVOICE_OVER,
    subject: `payment:${payment.id}`,
    to: { identityId: payment.identityId },
    params: { paymentId: payment.id, messageId: payment.invoiceMessageId },
  });
}

/** Tell the payer that the bank did not confirm; dropped when it does before the message goes. */
export async function announceNotDone(tx: Tx, deps: Pick<Deps, 'clock'>, payment: PaymentRow): Promise<void> {
  if (payment.identityId === null) return;
  await enqueueDelivery(tx, deps.clock, {
    kind: NOT_DONE,
    subject: `payment:${payment.id}`,
    to: { identityId: payment.identityId },
    params: { paymentId: payment.id },
  });
}

/** Tell the payer that money was given back. */
export async function announceRefund(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  payment: PaymentRow,
  refundId: number,
  amount: number,
): Promise<void> {
  if (payment.identityId === null) return;
  await enqueueDelivery(tx, deps.clock, {
    kind: REFUNDED,
    subject: `refund:${refundId}`,
    to: { identityId: payment.identityId },
    params: { paymentId: payment.id, amount },
  });
}

/** Tell the company's administrators about money beyond the debt. */
export async function announceAdvance(tx: Tx, deps: Deps, payment: Announced): Promise<void> {
  await tellReconcilers(tx, deps, payment, ADVANCE);
}

/** Tell the company's administrators that a receipt the law asks for was not made: they make it by hand. */
export async function announceFiscalRefused(tx: Tx, deps: Deps, payment: Announced): Promise<void> {
  await tellReconcilers(tx, deps, payment, FISCAL_REFUSED);
}

type Announced = { readonly id: number; readonly items: readonly { readonly providerId: number }[] };

async function tellReconcilers(tx: Tx, deps: Deps, payment: Announced, kind: DeliveryKind): Promise<void> {
  const providers = await tx.provider.findMany({
    where: { id: { in: payment.items.map(({ providerId }) => providerId) } },
    select: { companyId: true },
  });
  const staff = new Set<number>();
  for (const { companyId } of providers) {
    for (const identityId of await reconcilers(tx, deps, companyId)) staff.add(identityId);
  }
  await enqueueDeliveries(
    tx,
    deps.clock,
    [...staff].map((identityId) => ({
      kind,
      subject: `payment:${payment.id}`,
      to: { identityId },
      params: { paymentId: payment.id },
    })),
  );
}

/** Tell the installation's administrators about money whose payment is unknown here. */
export async function announceUnknownCharge(
  tx: Tx,
  deps: Deps,
  charge: {
    readonly total: number;
    readonly payload: string;
    readonly telegramChargeId: string | null;
    readonly providerChargeId: string;
  },
): Promise<void> {
  const { total, payload, telegramChargeId, providerChargeId } = charge;
  const staff = await reconcilers(tx, deps, null);
  await enqueueDeliveries(
    tx,
    deps.clock,
    staff.map((identityId) => ({
      kind: UNKNOWN_CHARGE,
      subject: `charge:${telegramChargeId ?? providerChargeId}`,
      to: { identityId },
      params: { total, payload, telegramChargeId: telegramChargeId ?? '', providerChargeId },
    })),
  );
}

/** Identities that may set payments of the company right (null = of the installation): roles in force and ADMIN_IDS. */
async function reconcilers(tx: Tx, deps: Deps, companyId: number | null): Promise<number[]> {
  const now = deps.clock.now();
  const roles = await tx.staffRole.findMany({
    where: { revokedAt: null, role: 'administrator' },
    select: { id: true, identityId: true, role: true, companyId: true, expiresAt: true },
  });
  const granted = roles.filter((grant) => can([grant], 'payments.reconcile', { companyId }, now));
  const configured = await tx.telegramIdentity.findMany({
    where: { telegramId: { in: deps.installation.adminTelegramIds.map(BigInt) } },
    select: { id: true },
  });
  return [...new Set([...granted.map(({ identityId }) => identityId), ...configured.map(({ id }) => id)])];
}

/** Tell the person that their card can be used from now on. */
export async function announceCardSaved(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  card: { readonly residentId: number; readonly cardId: number },
): Promise<void> {
  const identity = await tx.telegramIdentity.findFirst({
    where: { residentId: card.residentId },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  if (identity === null) return;
  await enqueueDelivery(tx, deps.clock, {
    kind: CARD_SAVED,
    subject: `card:${card.cardId}`,
    to: { identityId: identity.id },
    params: { cardId: card.cardId },
  });
}
