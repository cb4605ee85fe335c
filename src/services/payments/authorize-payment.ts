import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { isLocale, type Locale } from '../../domain/locale.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import {
  type PreCheckoutItem,
  type PreCheckoutPayment,
  type PreCheckoutQuery,
  type PreCheckoutRefusal,
  preCheckoutVerdict,
} from '../../domain/pre-checkout.ts';
import { leftToPay, type Outstanding } from '../bills/left-to-pay.ts';
import type { ServiceDeps } from '../deps.ts';
import { changePayment, writeEvent } from './change-payment.ts';
import { otherHolds, servedItems } from './checkout-facts.ts';
import { numberOfPayload, payloadOf } from './payment-number.ts';
import { lockAccounts, lockPayment, type PaymentRow } from './payment-row.ts';
import { gatewayDataSchema, itemSnapshotSchema } from './snapshots.ts';

/**
 * Telegram waits 10 s for the answer to a pre-checkout. The transaction ends by itself before that, so that a "no" on
 * time is never followed by a late "yes" in the database.
 */
const TRANSACTION_MS = 4000;
const WAIT_MS = 1000;

export type CheckoutAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: PreCheckoutRefusal; readonly locale: Locale | null };

/**
 * The last word before money moves: may this invoice be charged now? One short transaction under the locks of the
 * accounts and the payment; facts are read, the rule decides (`domain/pre-checkout.ts`), and a "yes" is written as a
 * conditional UPDATE to `authorized`, which holds the bill for 15 minutes. A redelivered query gets the same answer.
 * Throws when the database cannot answer in time: then nothing is authorized, and the caller refuses.
 */
export async function authorizePayment(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  query: PreCheckoutQuery,
): Promise<CheckoutAnswer> {
  const now = deps.clock.now();
  return inTransaction(
    deps.db,
    async (tx) => {
      const payment = await takePayment(tx, query.payload);
      const verdict = preCheckoutVerdict({
        query,
        now,
        payment: payment === null ? null : await paymentFacts(tx, payment, now),
        otherHolds: payment === null ? [] : await otherHolds(tx, payment, now),
        payerBlocked: payment !== null && (await isBlocked(tx, payment)),
      });
      if (!verdict.ok) {
        const locale = payment !== null && isLocale(payment.locale) ? payment.locale : null;
        return { ok: false, code: verdict.code, locale };
      }
      if (payment !== null && !verdict.repeated)
        await authorize(tx, payment, { query, renewed: verdict.renewed, now });
      return { ok: true };
    },
    { timeout: TRANSACTION_MS, maxWait: WAIT_MS },
  );
}

async function takePayment(tx: Tx, payload: string): Promise<PaymentRow | null> {
  const number = numberOfPayload(payload);
  if (number === null) return null;
  const items = await tx.paymentItem.findMany({
    where: { payment: { number } },
    select: { accountId: true },
  });
  await lockAccounts(
    tx,
    items.flatMap(({ accountId }) => accountId ?? []),
  );
  return lockPayment(tx, { number });
}

async function isBlocked(tx: Tx, payment: PaymentRow): Promise<boolean> {
  if (payment.residentId === null) return false;
  const found = await tx.resident.count({
    where: { id: payment.residentId, OR: [{ blockedAt: { not: null } }, { deletedAt: { not: null } }] },
  });
  return found > 0;
}

async function paymentFacts(tx: Tx, payment: PaymentRow, now: Date): Promise<PreCheckoutPayment> {
  const accountIds = payment.items.flatMap(({ accountId }) => accountId ?? []);
  const outstanding = await leftToPay({ db: tx }, { accountIds });
  const served = await servedItems(tx, payment, now);
  const gateway = gatewayDataSchema.parse(payment.gatewayData);
  return {
    payload: payloadOf(payment.number),
    status: payment.status,
    total: kopecks(payment.total),
    currency: payment.currency,
    payerTelegramId: payment.payerTelegramId === null ? null : Number(payment.payerTelegramId),
    supersededById: payment.supersededById,
    expiresAt: payment.expiresAt,
    authorizedAt: payment.authorizedAt,
    authorizedByQueryId: gateway.authorizedByQueryId,
    acceptedHolds: gateway.acceptedHolds,
    items: payment.items.map((item) =>
      itemFacts(item, outstanding.get(item.accountId ?? 0) ?? null, served.has(item.id)),
    ),
  };
}

function itemFacts(
  item: PaymentRow['items'][number],
  outstanding: Outstanding | null,
  served: boolean,
): PreCheckoutItem {
  const { wholeSum, leftAtConfirmation } = itemSnapshotSchema.parse(item.snapshot);
  const left: Kopecks | null = outstanding?.left ?? null;
  return {
    amount: kopecks(item.amount),
    wholeSum,
    leftAtConfirmation,
    leftToPayNow: left,
    payable: served && (item.billId === null || item.billId === outstanding?.billId),
  };
}

async function authorize(
  tx: Tx,
  payment: PaymentRow,
  facts: { readonly query: PreCheckoutQuery; readonly renewed: boolean; readonly now: Date },
): Promise<void> {
  const { query, renewed, now } = facts;
  const key = `pre-checkout:${query.id}`;
  const gatewayData = { ...gatewayDataSchema.parse(payment.gatewayData), authorizedByQueryId: query.id };
  if (renewed) {
    // The charge of the earlier query failed without a word: the hold starts anew, the state stays.
    const { count } = await tx.payment.updateMany({
      where: { id: payment.id, status: 'authorized' },
      data: { authorizedAt: now, gatewayData },
    });
    if (count === 0) throw new Error(`payment ${payment.id} was changed under its lock`);
    await writeEvent(tx, payment, { to: 'authorized', key, source: 'telegram', at: now });
    return;
  }
  // The note that the invoice was sent may still be on its way.
  const pending =
    payment.status === 'created'
      ? await changePayment(tx, payment, {
          to: 'pending',
          patch: { pendingAt: now },
          key: `invoice:${payment.id}`,
          source: 'telegram',
          at: now,
        })
      : payment;
  const changed =
    pending === null
      ? null
      : await changePayment(tx, pending, {
          to: 'authorized',
          patch: { authorizedAt: now },
          also: { gatewayData },
          key,
          source: 'telegram',
          at: now,
        });
  if (changed === null) throw new Error(`payment ${payment.id} was changed under its lock`);
}
