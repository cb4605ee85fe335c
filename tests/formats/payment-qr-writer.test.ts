import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kopecks } from '../../src/domain/money.ts';
import { parsePaymentQr } from '../../src/formats/payment-qr.ts';
import { type PaymentOrder, writePaymentQr } from '../../src/formats/payment-qr-writer.ts';

const ORDER: PaymentOrder = {
  payee: {
    name: 'ООО «Смарт Запад»',
    personalAcc: '40702810012345678911',
    bankName: 'ПАО «Примербанк»',
    bic: '044525000',
    correspAcc: '30101810400000000000',
    kpp: null,
  },
  payeeInn: '7700000011',
  sum: kopecks(1_222_181),
  account: '1234567890',
  period: '2026-10',
  purpose: 'Оплата по л/с 1234567890 за октябрь 2026',
};

function read(text: string | null) {
  const reading = parsePaymentQr(Buffer.from(text ?? '', 'utf8'));
  return reading.ok ? reading.qr : null;
}

describe('the payment QR we write', () => {
  it('has the required fields first, in the order of the standard, and the sum in kopecks', () => {
    expect(writePaymentQr(ORDER)).toBe(
      'ST00012|Name=ООО «Смарт Запад»|PersonalAcc=40702810012345678911|BankName=ПАО «Примербанк»|BIC=044525000' +
        '|CorrespAcc=30101810400000000000|Sum=1222181|Purpose=Оплата по л/с 1234567890 за октябрь 2026' +
        '|PayeeINN=7700000011|PersAcc=1234567890|PaymPeriod=102026|TechCode=02',
    );
  });

  it('takes another separator when a value has the usual one', () => {
    const text = writePaymentQr({ ...ORDER, account: '12|34' });
    expect(text).toMatch(/^ST00012#Name=/);
    expect(read(text)?.account).toBe('12|34');
  });

  it.each([
    ['no settlement account', { ...ORDER, payee: { ...ORDER.payee, personalAcc: '' } }],
    [
      'a short settlement account',
      { ...ORDER, payee: { ...ORDER.payee, personalAcc: '4070281001234567891' } },
    ],
    ['a wrong BIC', { ...ORDER, payee: { ...ORDER.payee, bic: '04452500' } }],
    ['no bank', { ...ORDER, payee: { ...ORDER.payee, bankName: ' ' } }],
    ['nothing to pay', { ...ORDER, sum: kopecks(0) }],
    ['an overpayment', { ...ORDER, sum: kopecks(-5) }],
  ])('is not written with %s', (_what, order) => {
    expect(writePaymentQr(order)).toBeNull();
  });

  it('is read back as it was meant, within the limits of the standard, whatever the names', () => {
    const words = fc.string({
      unit: fc.constantFrom('А', 'я', 'ё', '«', '|', '#', ' ', 'Q', '1', '=', '\n'),
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(words, words, fc.integer({ min: 1, max: 99_999_999 }), (name, purpose, sum) => {
        const order = {
          ...ORDER,
          payee: { ...ORDER.payee, name: `А${name}` },
          purpose: `П${purpose}`,
          sum: kopecks(sum),
        };
        const text = writePaymentQr(order) ?? '';
        const required = text.slice(8, text.indexOf('Sum='));
        expect(Buffer.byteLength(required)).toBeLessThanOrEqual(300);
        expect(read(text)).toMatchObject({
          personalAcc: ORDER.payee.personalAcc,
          bic: ORDER.payee.bic,
          account: ORDER.account,
          period: '2026-10',
          sum: { kind: 'exact', kopecks: sum },
        });
      }),
      { numRuns: 200 },
    );
  });
});
