import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { isLocale } from '../../domain/locale.ts';
import { isGatewayMethod } from '../../domain/payments.ts';
import { nextPoll } from '../../domain/poll-times.ts';
import {
  type GatewayPayment,
  type GatewayPaymentRequest,
  GatewayRefusedError,
  GatewayUnavailableError,
} from '../../gateways/payments/payment-gateway.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceFailure } from './announce.ts';
import { applyGatewayPayment } from './apply-gateway-payment.ts';
import { changePayment } from './change-payment.ts';
import { lockPayment, type PaymentRow } from './payment-row.ts';
import { cut, fiscalItems } from './receipt-items.ts';
import { gatewayDataSchema, gatewayRequestSchema } from './snapshots.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify' | 'gateway'>;

const MAX_DESCRIPTION = 128;

/**
 * Make a created payment payable at the gateway. What is asked stands in the database before it is asked, under the
 * payment's own key, so that a repeat (a second press, the poll, after a crash) is the same payment there. The answer
 * is applied at once: a saved card may be charged already.
 * @param options.messageId the message that shows the payment from now on
 * @param options.callerTells the caller tells the payer of a refusal that is in the answer: no message of its own
 * @returns the payment as it is then; still `created` when nobody knows whether the gateway heard us: the poll goes on
 * @throws DomainError METHOD_UNAVAILABLE when no gateway is set up
 */
export async function openGatewayPayment(
  deps: Deps,
  options: {
    readonly paymentId: number;
    readonly tr: Translator;
    readonly messageId: number | null;
    readonly callerTells?: boolean;
  },
): Promise<PaymentRow> {
  const { paymentId, tr, messageId, callerTells = false } = options;
  if (deps.gateway === null) throw new DomainError('METHOD_UNAVAILABLE');
  const found = await deps.db.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { items: true, savedCard: true, resident: true },
  });
  if (found.status !== 'created' || !isGatewayMethod(found.method)) return found;
  const gatewayData = gatewayDataSchema.parse(found.gatewayData);
  const request = gatewayData.request ?? gatewayRequestSchema.parse(await describe(deps, found, tr));
  const now = deps.clock.now();
  await deps.db.payment.updateMany({
    where: { id: paymentId, status: 'created' },
    data: {
      gatewayData: { ...gatewayData, request },
      // Should this process end here, the poll asks in its place.
      nextPollAt: nextPoll(0, now),
      ...(messageId === null ? {} : { invoiceMessageId: messageId }),
    },
  });
  return askGateway(deps, { paymentId, request, key: found.idempotenceKey, callerTells });
}

/** Ask (again) for a payment whose request is saved. */
export async function askGateway(
  deps: Deps,
  asked: {
    readonly paymentId: number;
    readonly request: GatewayPaymentRequest;
    readonly key: string;
    readonly callerTells?: boolean;
  },
): Promise<PaymentRow> {
  if (deps.gateway === null) throw new DomainError('METHOD_UNAVAILABLE');
  const { callerTells = false } = asked;
  let answer: GatewayPayment | null = null;
  try {
    answer = await deps.gateway.createPayment(asked.request, asked.key);
  } catch (error) {
    if (error instanceof GatewayRefusedError)
      await markRefused(deps, asked.paymentId, { error, callerTells });
    else if (!(error instanceof GatewayUnavailableError)) throw error;
  }
  if (answer !== null) await applyGatewayPayment(deps, answer, { callerTells });
  return deps.db.payment.findUniqueOrThrow({ where: { id: asked.paymentId }, include: { items: true } });
}

type Found = PaymentRow & {
  readonly savedCard: { readonly methodId: string } | null;
  readonly resident: {
    readonly email: string | null;
    readonly emailConfirmedAt: Date | null;
    readonly phone: string | null;
  } | null;
};

async function describe(deps: Deps, payment: Found, tr: Translator): Promise<GatewayPaymentRequest> {
  const { items, taxSystemCode } = await fiscalItems(deps, payment, tr);
  const { resident } = payment;
  const email = resident?.emailConfirmedAt == null ? null : resident.email;
  const phone = resident?.phone?.replace(/\D/g, '') ?? null;
  const customer = email !== null ? { email } : phone !== null ? { phone } : null;
  const way = payment.method === 'sbp' ? 'sbp' : payment.method === 'saved_card' ? 'saved' : 'page';
  const first = items[0]?.description ?? '';
  return {
    amount: payment.total,
    way,
    methodId: way === 'saved' ? (payment.savedCard?.methodId ?? null) : null,
    saveMethod: way === 'page' && gatewayDataSchema.parse(payment.gatewayData).saveMethod,
    description: cut(
      tr.plain('payments-gateway-description', { number: payment.number, first }),
      MAX_DESCRIPTION,
    ),
    number: payment.number,
    returnUrl: `https://t.me/${deps.installation.botUsername}?start=${PAYMENT_START_PREFIX}${payment.id}`,
    locale: isLocale(payment.locale) ? payment.locale : deps.installation.defaultLocale,
    // Without an address the gateway would refuse the receipt and with it the payment.
    receipt: customer === null ? null : { customer, taxSystemCode, items },
  };
}

/** `/start pay_<id>`: the way back from the gateway's page. */
export const PAYMENT_START_PREFIX = 'pay_';

/** The gateway says that such a payment cannot be: nothing was made, and a new attempt has a new key. */
async function markRefused(
  deps: Deps,
  paymentId: number,
  { error, callerTells }: { readonly error: GatewayRefusedError; readonly callerTells: boolean },
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const payment = await lockPayment(tx, { id: paymentId });
    if (payment === null || payment.status !== 'created') return;
    const failed = await changePayment(tx, payment, {
      to: 'failed',
      patch: { finishedAt: now, failureCode: 'gateway-refused' },
      also: {
        nextPollAt: null,
        gatewayData: { ...gatewayDataSchema.parse(payment.gatewayData), request: null },
      },
      key: `gateway-refused:${payment.id}`,
      source: 'gateway',
      details: { code: error.code, parameter: error.parameter },
      at: now,
    });
    if (failed === null || callerTells) return;
    await announceFailure(tx, deps, failed);
  });
  deps.notify('deliveries');
}
