import { kopecks } from '../../src/domain/money.ts';
import type { PaymentFields } from '../../src/domain/payments.ts';

export const T0 = new Date('2026-11-16T09:00:00Z');

export function minutesLater(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

/** A payment just created: 1 000 ₽ by invoice, commission 10 ₽. */
export function paymentFields(over: Partial<PaymentFields> = {}): PaymentFields {
  return {
    status: 'created',
    number: 'P-1',
    method: 'telegram',
    amount: kopecks(100_000),
    commission: kopecks(1_000),
    total: kopecks(101_000),
    refunded: kopecks(0),
    currency: 'RUB',
    draftId: 1,
    idempotenceKey: 'draft:1',
    agentId: 1,
    agentSnapshot: { name: 'Агент', inn: '7700000000' },
    payerTelegramId: 42,
    gatewayPaymentId: null,
    telegramChargeId: null,
    providerChargeId: null,
    cardMask: null,
    failureCode: null,
    createdAt: T0,
    pendingAt: null,
    authorizedAt: null,
    succeededAt: null,
    finishedAt: null,
    expiresAt: minutesLater(T0, 60),
    ...over,
  };
}

/** The same payment with everything a state needs filled. */
export function filledFields(over: Partial<PaymentFields> = {}): PaymentFields {
  return paymentFields({
    gatewayPaymentId: 'gw-1',
    telegramChargeId: 'tg-1',
    providerChargeId: 'pr-1',
    failureCode: 'canceled',
    pendingAt: T0,
    authorizedAt: T0,
    succeededAt: T0,
    finishedAt: T0,
    ...over,
  });
}
