import type { Database } from '../../../src/database/client.ts';
import { type Kopecks, kopecks } from '../../../src/domain/money.ts';
import { authorizePayment, type CheckoutAnswer } from '../../../src/services/payments/authorize-payment.ts';
import { markInvoiceSent } from '../../../src/services/payments/mark-invoice-sent.ts';
import { payloadOf } from '../../../src/services/payments/payment-number.ts';
import type { PaymentRow } from '../../../src/services/payments/payment-row.ts';
import { draftPayment } from '../../../src/services/payments/quote-payment.ts';
import { type Settlement, settlePayment } from '../../../src/services/payments/settle-payment.ts';
import { type StartedPayment, startPayment } from '../../../src/services/payments/start-payment.ts';
import { createFixtures } from '../../support/fixtures.ts';

export const NOON = new Date('2026-11-16T09:00:00.000Z');

export interface Payer {
  readonly residentId: number;
  readonly identityId: number;
  readonly telegramId: number;
}

/** One database, a clock that tests move, and the pay flow as its handlers drive it. */
export function createWorld(database: Database) {
  let now = NOON;
  let charges = 0;
  let queries = 0;
  const wakeups: string[] = [];
  const deps = {
    db: database.prisma,
    clock: { now: () => now },
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [],
      botUsername: 'domovoy_test_bot',
      embedded: true,
    },
    notify: (topic: string) => void wakeups.push(topic),
  } as const;
  const make = createFixtures(database.prisma, () => now);
  const offers = [{ method: 'telegram', limits: { min: kopecks(100), max: kopecks(70_000_000) } }] as const;

  /** A resident with a full link to an account with one bill. */
  async function household(total = 1_222_181, over: { readonly level?: 'basic' | 'full' } = {}) {
    const provider = await make.provider();
    const account = await make.account({ providerId: provider.id });
    const bill = await make.bill({ accountId: account.id, total });
    const anna = await make.resident();
    const link = await make.link({
      residentId: anna.residentId,
      accountId: account.id,
      level: over.level ?? 'full',
    });
    return { provider, account, bill, anna, link };
  }

  async function confirmScreen(payer: Payer, billId: number, amount: number | null = null) {
    const items = [{ kind: 'bill', billId, amount } as const];
    return draftPayment(deps, { ...payer, items, method: 'telegram', offers });
  }

  async function start(payer: Payer, draftId: number, payAnyway = false): Promise<StartedPayment> {
    return startPayment(deps, { ...payer, draftId, payAnyway, locale: 'ru' });
  }

  /** From the bill to the invoice in the chat. */
  async function invoice(
    payer: Payer,
    billId: number,
    amount: number | null = null,
    payAnyway = false,
  ): Promise<PaymentRow> {
    const { draftId } = await confirmScreen(payer, billId, amount);
    const started = await start(payer, draftId, payAnyway);
    if (started.kind === 'held') throw new Error('the bill is held');
    await markInvoiceSent(deps, { paymentId: started.payment.id, messageId: 1000 + started.payment.id });
    return payment(started.payment.id);
  }

  async function preCheckout(
    row: Pick<PaymentRow, 'number' | 'total'>,
    by: Pick<Payer, 'telegramId'>,
    over: { readonly id?: string; readonly amount?: number; readonly currency?: string } = {},
  ): Promise<CheckoutAnswer> {
    queries += 1;
    return authorizePayment(deps, {
      id: over.id ?? `q${queries}`,
      payload: payloadOf(row.number),
      amount: kopecks(over.amount ?? row.total),
      currency: over.currency ?? 'RUB',
      payerTelegramId: by.telegramId,
    });
  }

  async function charge(
    row: Pick<PaymentRow, 'number' | 'total'>,
    by: Pick<Payer, 'telegramId'>,
    chargeId?: string,
  ): Promise<Settlement> {
    charges += 1;
    const id = chargeId ?? `tg-${row.number}-${charges}`;
    return settlePayment(deps, {
      payload: payloadOf(row.number),
      payerTelegramId: by.telegramId,
      total: row.total,
      currency: 'RUB',
      telegramChargeId: id,
      providerChargeId: `provider-${id}`,
    });
  }

  async function payment(id: number): Promise<PaymentRow> {
    return database.prisma.payment.findUniqueOrThrow({ where: { id }, include: { items: true } });
  }

  return {
    deps,
    make,
    offers,
    wakeups,
    household,
    confirmScreen,
    start,
    invoice,
    preCheckout,
    charge,
    payment,
    now: () => now,
    pass: (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    roubles: (amount: number): Kopecks => kopecks(amount * 100),
  };
}
export type World = ReturnType<typeof createWorld>;
