import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telegramInvoice } from '../../../src/bot/features/payments/invoice.ts';
import { providerData } from '../../../src/bot/features/payments/telegram-invoice-gateway.ts';
import type { PaymentRow } from '../../../src/services/payments/payment-row.ts';
import { receiptItems } from '../../../src/services/payments/receipt-items.ts';
import { createTexts } from '../../../src/texts/texts.ts';

const texts = createTexts();
const anything = fc.string({
  unit: fc.constantFrom('Ж', '«', '🏠', 'a', ' ', '"', '\\', '<'),
  maxLength: 400,
});

const payment = fc.record({
  provider: anything,
  number: anything,
  amount: fc.integer({ min: 1, max: 70_000_000 }),
  commission: fc.nat(1_000_000),
  billed: fc.boolean(),
  count: fc.integer({ min: 1, max: 30 }),
});

interface RowFacts {
  readonly provider: string;
  readonly number: string;
  readonly amount: number;
  readonly commission: number;
  /** by a bill, else by a number alone */
  readonly billed: boolean;
  readonly count: number;
}

function row(facts: RowFacts): PaymentRow {
  const snapshot = {
    wholeSum: true,
    leftAtConfirmation: facts.amount,
    commissionBasisPoints: 0,
    zone: 'Europe/Moscow',
    provider: { name: facts.provider, inn: null },
    company: null,
    numberLabel: 'account',
    address: null,
    flat: null,
    bill: facts.billed
      ? { period: '2026-09', type: '', date: '2026-10-05', total: 1, comment: null, lines: [] }
      : null,
  };
  return {
    id: 2_147_483_647,
    number: '261116-2147483647',
    amount: facts.amount,
    commission: facts.commission,
    total: facts.amount + facts.commission,
    payerTelegramId: 7_000_000_000n,
    items: Array.from({ length: facts.count }, (_, at) => ({
      providerId: 1,
      amount: at === 0 ? facts.amount : 0,
      accountNumber: facts.number,
      snapshot,
    })),
  } as unknown as PaymentRow;
}

function invoiceOf(facts: RowFacts, email: string | null, locale: 'ru' | 'en') {
  const tr = texts.for(locale);
  const made = row(facts);
  return telegramInvoice(made, { email, items: receiptItems(made, () => 1, tr) }, tr);
}

describe('a Telegram invoice', () => {
  it('keeps to what Telegram takes, whatever names registers bring', () => {
    fc.assert(
      fc.property(payment, fc.constantFrom('ru' as const, 'en' as const), (facts, locale) => {
        const invoice = invoiceOf(facts, null, locale);
        const points = (text: string) => Array.from(text).length;
        expect(points(invoice.title)).toBeGreaterThan(0);
        expect(points(invoice.title)).toBeLessThanOrEqual(32);
        expect(points(invoice.description)).toBeLessThanOrEqual(255);
        expect(Buffer.byteLength(invoice.payload)).toBeLessThanOrEqual(128);
        expect(Buffer.byteLength(invoice.cancelButton.data)).toBeLessThanOrEqual(64);
        for (const item of invoice.receiptItems) expect(points(item.description)).toBeLessThanOrEqual(128);
      }),
    );
  });

  it.each([
    [
      'a bill',
      { billed: true, count: 1 },
      'сентябрь 2026, Смарт Запад',
      'Смарт Запад. Счёт за сентябрь 2026, л/с 77.',
    ],
    ['a number alone', { billed: false, count: 1 }, 'Оплата, Смарт Запад', 'Смарт Запад, 77.'],
    ['several', { billed: true, count: 2 }, 'Счета: 2', 'Несколько счетов сразу: 77, 77.'],
  ])('names %s', (_, kind, title, what) => {
    const facts = { provider: 'Смарт Запад', number: '77', amount: 12_345, commission: 0, ...kind };
    const invoice = invoiceOf(facts, null, 'ru');
    expect(invoice.title).toBe(title);
    expect(invoice.description.replaceAll('\u00a0', ' ')).toBe(
      `${what} Сумма 123,45 ₽, комиссия 0,00 ₽. Операция № 261116-2147483647.`,
    );
  });

  it('has fiscal lines that sum up to its total', () => {
    fc.assert(
      fc.property(payment, (facts) => {
        const invoice = invoiceOf(facts, 'a@example.test', 'ru');
        const { total } = invoice;
        const data = JSON.parse(providerData(invoice.receiptItems, 'a@example.test')) as {
          receipt: { customer: { email: string }; items: { amount: { value: string } }[] };
        };
        const kopecks = data.receipt.items.map(({ amount }) => Number(amount.value.replace('.', '')));
        expect(kopecks.reduce((sum, value) => sum + value, 0)).toBe(total);
        expect(data.receipt.customer.email).toBe('a@example.test');
      }),
    );
  });
});
