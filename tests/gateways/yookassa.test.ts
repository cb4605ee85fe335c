import { describe, expect, it } from 'vitest';
import { GatewayRefusedError, GatewayUnavailableError } from '../../src/gateways/payments/payment-gateway.ts';
import { createYooKassa } from '../../src/gateways/payments/yookassa/client.ts';

const ID = '22d6d597-000f-5000-9000-145f6df21d6f';
const PAYMENT = { id: ID, status: 'succeeded', amount: { value: '300.00', currency: 'RUB' } };
const CARD = { last4: '4444', expiry_month: '07', expiry_year: '2030', card_type: 'Mir' };

function answering(body: unknown, status = 200, seen: RequestInit[] = []) {
  return createYooKassa({
    apiUrl: 'https://api.example.test/v3',
    shopId: '1',
    secretKey: 'k',
    request: async (_input, init) => {
      seen.push(init ?? {});
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
    },
  });
}

describe('an answer of the gateway', () => {
  it.each([
    [
      'a card that expires in no month',
      { payment_method: { id: ID, type: 'bank_card', card: { ...CARD, expiry_month: 'xx' } } },
    ],
    [
      'a card without its last digits',
      { payment_method: { id: ID, type: 'bank_card', card: { card_type: 'Mir' } } },
    ],
    ['a method of another shape', { payment_method: 'bank_card' }],
    [
      'nothing where a field may be missing',
      { metadata: null, confirmation: null, refunded_amount: null, payment_method: null },
    ],
    ['numbers beside our own in metadata', { metadata: { other: 7 } }],
    ['a page that no button takes', { confirmation: { confirmation_url: 'javascript:alert(1)' } }],
    ['a reason that is none', { cancellation_details: { reason: 7 } }],
  ])('with %s still says that the money was taken', async (_, besides) => {
    const told = await answering({ ...PAYMENT, ...besides }).findPayment(ID);
    expect(told).toMatchObject({ status: 'succeeded', amount: 30_000, confirmationUrl: null, reason: null });
    expect(told?.method?.card ?? null).toBeNull();
  });

  it('keeps no sign that the database refuses', async () => {
    const odd = { id: ID, type: 'sbp', title: 'СБП\u0000 \ud800*1' };
    const told = await answering({
      ...PAYMENT,
      metadata: { domovoy_payment: '26\u00001' },
      payment_method: odd,
    }).findPayment(ID);
    expect(told).toMatchObject({ number: null, method: { title: 'СБП *1' } });
  });

  it('about the receipt in a state that is not documented is asked for again', async () => {
    expect(await answering({ ...PAYMENT, receipt_registration: 'sent' }).findPayment(ID)).toMatchObject({
      fiscal: 'pending',
    });
    expect(await answering(PAYMENT).findPayment(ID)).toMatchObject({ fiscal: null });
  });

  it.each(['-300.00', '0.00', '3 00.00', '300,00', '99999999.99', '300.00 руб.'])(
    'of %s is no sum',
    async (value) => {
      const answer = { ...PAYMENT, amount: { value, currency: 'RUB' } };
      await expect(answering(answer).findPayment(ID)).rejects.toBeInstanceOf(GatewayUnavailableError);
    },
  );

  it('about another payment is not believed', async () => {
    await expect(answering({ ...PAYMENT, id: 'other' }).findPayment(ID)).rejects.toBeInstanceOf(
      GatewayUnavailableError,
    );
  });

  it('a number of the cash register that lost its last digits is not shown', async () => {
    const receipt = (storage: string) =>
      `{"items":[{"type":"payment","status":"succeeded","fiscal_storage_number":${storage},"fiscal_document_number":12,"registered_at":true}]}`;
    expect(await answering(receipt('9960440300000001')).findFiscalReceipt(ID)).toEqual({
      status: 'registered',
      storage: null,
      document: '12',
      sign: null,
      registeredAt: null,
    });
    expect(await answering(receipt('"9960440300000001"')).findFiscalReceipt(ID)).toMatchObject({
      storage: '9960440300000001',
    });
  });

  it.each([
    [404, '{"message":"no route"}'],
    [403, '{}'],
    [400, '[]'],
    [408, '{"code":"timeout"}'],
    [301, '{"code":"moved"}'],
    [404, '<html>'],
  ])('HTTP %i %s says nothing of what was done', async (status, body) => {
    await expect(answering(body, status).findPayment(ID)).rejects.toBeInstanceOf(GatewayUnavailableError);
  });

  it('refuses in its own words only', async () => {
    const error = { type: 'error', code: 'invalid_request', description: 'x'.repeat(5_000), parameter: 7 };
    const failure = await answering(error, 400)
      .findPayment(ID)
      .catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(GatewayRefusedError);
    expect(failure).toMatchObject({ code: 'invalid_request', parameter: null });
    expect(String(failure).length).toBeLessThan(700);
    expect(await answering({ ...error, code: 'not_found' }, 404).findPayment(ID)).toBeNull();
  });

  it('our key and the payer’s address go nowhere else', async () => {
    const seen: RequestInit[] = [];
    await answering(PAYMENT, 200, seen).findPayment(ID);
    expect(seen).toMatchObject([{ redirect: 'error' }]);
  });

  it('is read up to a size', async () => {
    const long = JSON.stringify({ ...PAYMENT, description: 'x'.repeat(1_100_000) });
    await expect(answering(long).findPayment(ID)).rejects.toBeInstanceOf(GatewayUnavailableError);
  });
});
