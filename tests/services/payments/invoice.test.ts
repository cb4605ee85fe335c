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
});

function row(facts: { provider: string; number: string; amount: number; commission: number }): PaymentRow {
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
    bill: { period: '2026-09', type: '', date: '2026-10-05', total: 1, comment: null, lines: [] },
  };
  return {
    id: 2_147_483_647,
    number: '261116-2147483647',
    amount: facts.amount,
    commission: facts.commission,
    total: facts.amount + facts.commission,
    payerTelegramId: 7_000_000_000n,
    items: [{ providerId: 1, amount: facts.amount, accountNumber: facts.number, snapshot }],
  } as unknown as PaymentRow;
}

type Facts = Parameters<typeof row>[0];

function invoiceOf(facts: Facts, email: string | null, locale: 'ru' | 'en') {
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
