import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { field, movableClock, openDirectory, openSandbox } from './support.ts';

type Json = Record<string, unknown>;

type Shop = (
  method: 'GET' | 'POST',
  path: string,
  body?: Json,
  key?: string,
) => Promise<{ status: number; body: unknown }>;

let keys = 0;

/** The API as a shop calls it. */
function shopOf(sandbox: Sandbox, credentials?: string): Shop {
  const { apiUrl, shopId, secretKey } = sandbox.yookassa;
  const basic = Buffer.from(credentials ?? `${shopId}:${secretKey}`).toString('base64');
  return async (method, path, body, key) => {
    keys += 1;
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Basic ${basic}`,
        ...(method === 'POST'
          ? { 'content-type': 'application/json', 'idempotence-key': key ?? `key-${keys}` }
          : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, body: answer };
  };
}

async function open(options: SandboxOptions = {}) {
  const sandbox = await openSandbox(options);
  return { sandbox, shop: shopOf(sandbox), desk: createChat(sandbox).gateway };
}

const rub = (value: string) => ({ value, currency: 'RUB' });
const terms = {
  amount: rub('12221.81'),
  capture: true,
  confirmation: { type: 'redirect', return_url: 'https://t.me/domovoy_bot?start=pay_1' },
  description: 'ЖКУ за октябрь 2026',
  metadata: { attempt_id: '1' },
};
const item = {
  description: 'ЖКУ',
  quantity: '1.00',
  amount: rub('12221.81'),
  vat_code: 1,
  payment_mode: 'full_payment',
  payment_subject: 'service',
};
const receipt = { customer: { email: 'a@b.ru' }, items: [item] };

async function created(shop: Shop, extra: Json = {}): Promise<string> {
  const { status, body } = await shop('POST', '/payments', { ...terms, ...extra });
  expect(status, JSON.stringify(body)).toBe(200);
  return String(field(body, 'id'));
}

describe('a payment', () => {
  test('is pending with a page, then succeeded with its card', async () => {
    const clock = movableClock();
    const { sandbox, shop, desk } = await open({ clock });
    const { body } = await shop('POST', '/payments', { ...terms, receipt });
    const id = String(field(body, 'id'));
    expect(body).toMatchObject({
      status: 'pending',
      paid: false,
      test: true,
      refundable: false,
      amount: rub('12221.81'),
      confirmation: { type: 'redirect', confirmation_url: `${sandbox.url}/yookassa/pay/${id}` },
      metadata: { attempt_id: '1' },
      recipient: { account_id: sandbox.yookassa.shopId },
      receipt_registration: 'pending',
    });
    expect(id).toMatch(/^[0-9a-f]{8}-000f-5000-[89ab]000-[0-9a-f]{12}$/);
    await desk.pay(id);
    const paid = await shop('GET', `/payments/${id}`);
    expect(paid.body).toMatchObject({
      status: 'succeeded',
      paid: true,
      captured_at: expect.any(String),
      income_amount: rub('11879.60'),
      refunded_amount: rub('0.00'),
      payment_method: { type: 'bank_card', saved: false, card: { first6: '555555', last4: '4477' } },
      authorization_details: { three_d_secure: { applied: true }, rrn: expect.stringMatching(/^\d{12}$/) },
      receipt_registration: 'pending',
      refundable: true,
    });
    // The cash register takes its time.
    const receipts = async () => (await shop('GET', `/receipts?payment_id=${id}`)).body;
    expect(await receipts()).toMatchObject({
      items: [{ type: 'payment', payment_id: id, status: 'pending' }],
    });
    clock.forward(5);
    expect((await shop('GET', `/payments/${id}`)).body).toMatchObject({ receipt_registration: 'succeeded' });
    const registered = {
      status: 'succeeded',
      fiscal_storage_number: expect.stringMatching(/^\d{16}$/),
      fiscal_document_number: expect.stringMatching(/^\d+$/),
      fiscal_attribute: expect.stringMatching(/^\d{10}$/),
      registered_at: expect.any(String),
    };
    expect(await receipts()).toMatchObject({ type: 'list', items: [registered] });
    expect((await shop('GET', `/receipts/rt-${id}`)).body).toMatchObject(registered);
    expect((await shop('GET', '/receipts/rt-none')).status).toBe(404);
    expect((await shop('GET', '/receipts?payment_id=none')).body).toMatchObject({ items: [] });
    expect(field(paid.body, 'confirmation')).toBeUndefined();
  });

  test.each([
    ['insufficient_funds', 'payment_network'],
    ['fraud_suspected', 'yoo_money'],
    ['3d_secure_failed', 'payment_network'],
  ] as const)('declined with %s is canceled for good', async (reason, party) => {
    const { shop, desk } = await open();
    const id = await created(shop);
    await desk.decline(id, reason);
    expect((await shop('GET', `/payments/${id}`)).body).toMatchObject({
      status: 'canceled',
      paid: false,
      cancellation_details: { party, reason },
    });
    await expect(desk.pay(id)).rejects.toThrow('canceled already');
  });

  test('abandoned at the bank’s page runs out of time after an hour of the sandbox’s clock', async () => {
    const clock = movableClock();
    const { sandbox, shop, desk } = await open({ clock });
    const id = await created(shop);
    await desk.act(id, { type: 'pay', threeDSecure: 'stop' });
    expect(desk.payment(id)).toMatchObject({ status: 'pending', atThreeDSecure: true });
    clock.forward(3599);
    expect(desk.payment(id).status).toBe('pending');
    await sandbox.core.control.travel(1000);
    expect((await shop('GET', `/payments/${id}`)).body).toMatchObject({
      status: 'canceled',
      cancellation_details: { party: 'yoo_money', reason: 'expired_on_confirmation' },
    });
  });

  test('in two stages is captured in part, or cancelled by the shop', async () => {
    const { shop, desk } = await open();
    const first = await created(shop, { capture: false });
    await desk.pay(first);
    expect((await shop('GET', `/payments/${first}`)).body).toMatchObject({
      status: 'waiting_for_capture',
      paid: true,
      expires_at: expect.any(String),
    });
    expect(await shop('POST', `/payments/${first}/capture`, { amount: rub('12221.82') })).toMatchObject({
      status: 400,
    });
    expect(await shop('POST', `/payments/${first}/capture`, { amount: rub('100.00') })).toMatchObject({
      status: 200,
      body: { status: 'succeeded', amount: rub('100.00') },
    });
    expect((await shop('POST', `/payments/${first}/cancel`, {})).status).toBe(400);
    const second = await created(shop, { capture: false });
    await desk.pay(second);
    expect((await shop('POST', `/payments/${second}/cancel`, {})).body).toMatchObject({
      status: 'canceled',
      cancellation_details: { party: 'merchant', reason: 'canceled_by_merchant' },
    });
  });

  test('by СБП needs no 3-D Secure and has limits of its own', async () => {
    const { shop, desk } = await open();
    const sbp = { payment_method_data: { type: 'sbp' } };
    const id = await created(shop, { ...sbp, confirmation: { type: 'qr' } });
    expect((await shop('GET', `/payments/${id}`)).body).toMatchObject({
      confirmation: { type: 'qr', confirmation_data: expect.stringContaining(`/yookassa/pay/${id}`) },
    });
    expect(await desk.act(id, { type: 'pay', threeDSecure: 'stop' })).toMatchObject({
      status: 'succeeded',
      method: { type: 'sbp' },
    });
    expect(await shop('POST', '/payments', { ...terms, ...sbp, amount: rub('700000.01') })).toMatchObject({
      status: 400,
    });
    expect(await shop('POST', '/payments', { ...terms, ...sbp, capture: false })).toMatchObject({
      body: { parameter: 'capture' },
    });
  });
});

describe('refused with the field’s name', () => {
  const long = (length: number) => 'я'.repeat(length);
  test.each<[string, Json]>([
    ['amount', { amount: undefined }],
    ['amount.value', { amount: { value: 12221.81, currency: 'RUB' } }],
    ['amount.value', { amount: rub('12221,81') }],
    ['amount.value', { amount: rub('12221.8') }],
    ['amount.value', { amount: rub('-1.00') }],
    ['amount.value', { amount: rub('0.99') }],
    ['amount.currency', { amount: { value: '1.00', currency: 'USD' } }],
    ['description', { description: long(129) }],
    ['metadata', { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, 'x'])) }],
    ['metadata', { metadata: { [long(33)]: 'x' } }],
    ['metadata.k', { metadata: { k: long(513) } }],
    ['confirmation', { confirmation: undefined }],
    ['confirmation.type', { confirmation: { type: 'magic' } }],
    ['confirmation.return_url', { confirmation: { type: 'redirect' } }],
    ['confirmation.return_url', { confirmation: { type: 'redirect', return_url: 'nothing' } }],
    ['payment_method_data.type', { payment_method_data: { type: 'shells' } }],
    ['payment_method_id', { payment_method_id: 'unknown' }],
    ['save_payment_method', { payment_method_id: 'x', save_payment_method: true }],
    ['capture', { capture: 'yes' }],
    ['merchant_customer_id', { merchant_customer_id: long(201) }],
    ['receipt.customer', { receipt: { items: [item] } }],
    ['receipt.customer.phone', { receipt: { ...receipt, customer: { phone: '+7 900' } } }],
    ['receipt.customer.email', { receipt: { ...receipt, customer: { email: 'nobody' } } }],
    ['receipt.items', { receipt: { ...receipt, items: [] } }],
    ['receipt.items', { receipt: { ...receipt, items: [{ ...item, quantity: 2 }] } }],
    ['receipt.items', { receipt: { ...receipt, items: [item, item] } }],
    [
      'receipt.items[0].description',
      { receipt: { ...receipt, items: [{ ...item, description: long(129) }] } },
    ],
    ['receipt.items[0].quantity', { receipt: { ...receipt, items: [{ ...item, quantity: '0' }] } }],
    ['receipt.items[0].vat_code', { receipt: { ...receipt, items: [{ ...item, vat_code: 13 }] } }],
    [
      'receipt.items[0].payment_subject',
      { receipt: { ...receipt, items: [{ ...item, payment_subject: 'x' }] } },
    ],
    ['receipt.items[0].payment_mode', { receipt: { ...receipt, items: [{ ...item, payment_mode: 'x' }] } }],
    ['receipt.tax_system_code', { receipt: { ...receipt, tax_system_code: 7 } }],
  ])('%s %j', async (parameter, extra) => {
    const { shop, desk } = await open();
    const { status, body } = await shop('POST', '/payments', { ...terms, ...extra });
    expect(body).toMatchObject({
      type: 'error',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: 'invalid_request',
      parameter,
    });
    expect(status).toBe(400);
    expect(desk.payments()).toEqual([]);
  });

  test('a receipt of fractions adds up', async () => {
    const { shop } = await open();
    const items = [
      { ...item, quantity: '3.000', amount: rub('4000.00') },
      { ...item, quantity: 0.5, amount: rub('443.62') },
    ];
    await created(shop, { receipt: { ...receipt, items } });
  });

  test('credentials, paths, methods, content types', async () => {
    const { sandbox, shop } = await open();
    expect(await shopOf(sandbox, 'other:key')('GET', '/payments/x')).toMatchObject({
      status: 401,
      body: { code: 'invalid_credentials' },
    });
    expect(await shop('GET', '/payments/unknown')).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect(await shop('GET', '/webhooks')).toMatchObject({ status: 404 });
    expect(await shop('POST', '/payments/x', {})).toMatchObject({ status: 405 });
    const basic = Buffer.from(`${sandbox.yookassa.shopId}:${sandbox.yookassa.secretKey}`).toString('base64');
    const headers = { authorization: `Basic ${basic}`, 'idempotence-key': 'k' };
    const form = await fetch(`${sandbox.yookassa.apiUrl}/payments`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(form.status).toBe(415);
    const noKey = await fetch(`${sandbox.yookassa.apiUrl}/payments`, {
      method: 'POST',
      headers: { authorization: headers.authorization, 'content-type': 'application/json' },
      body: JSON.stringify(terms),
    });
    expect(noKey.status).toBe(400);
    expect(await shop('POST', '/payments', terms, 'k'.repeat(65))).toMatchObject({
      body: { parameter: 'Idempotence-Key' },
    });
  });
});

describe('Idempotence-Key', () => {
  test('gives the same answer again, and refuses another body', async () => {
    const clock = movableClock();
    const { shop, desk } = await open({ clock });
    const first = await shop('POST', '/payments', terms, 'bill:1');
    await desk.pay(String(field(first.body, 'id')));
    const reordered = Object.fromEntries(Object.entries(terms).reverse());
    expect(await shop('POST', '/payments', reordered, 'bill:1')).toEqual(first);
    expect(await shop('POST', '/payments', { ...terms, amount: rub('1.00') }, 'bill:1')).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', parameter: 'Idempotence-Key' },
    });
    expect(desk.payments()).toHaveLength(1);
    clock.forward(86_401);
    expect(field((await shop('POST', '/payments', terms, 'bill:1')).body, 'id')).not.toBe(
      field(first.body, 'id'),
    );
  });

  test('a refused request leaves its key free', async () => {
    const { shop } = await open();
    expect((await shop('POST', '/payments', { ...terms, amount: rub('0.10') }, 'k')).status).toBe(400);
    expect((await shop('POST', '/payments', terms, 'k')).status).toBe(200);
  });

  test.each(['server-error-after', 'cut-after'] as const)('after %s tells what was done', async (kind) => {
    const { sandbox, shop, desk } = await open();
    sandbox.core.gatewayFaults.add({ kind, method: 'POST /payments', times: 1 });
    const lost = shop('POST', '/payments', terms, 'k');
    if (kind === 'cut-after') await expect(lost).rejects.toThrow();
    else expect(await lost).toMatchObject({ status: 500, body: { code: 'internal_server_error' } });
    const again = await shop('POST', '/payments', terms, 'k');
    expect(desk.payments().map(({ id }) => id)).toEqual([field(again.body, 'id')]);
  });

  test.each([
    [{ kind: 'server-error' }, 500],
    [{ kind: 'too-many-requests', retryAfter: 1 }, 429],
    [{ kind: 'refuse', errorCode: 403, description: 'no' }, 403],
  ] as const)('%j does nothing', async (fault, status) => {
    const { sandbox, shop, desk } = await open();
    sandbox.core.gatewayFaults.add({ ...fault, method: '*', times: 1 });
    expect((await shop('POST', '/payments', terms)).status).toBe(status);
    expect(desk.payments()).toEqual([]);
    expect((await shop('POST', '/payments', terms)).status).toBe(200);
  });
});

describe('saved methods', () => {
  test('a card saved by a payment is charged without its person, until revoked', async () => {
    const { shop, desk } = await open();
    const id = await created(shop, { save_payment_method: true });
    await desk.pay(id);
    const { body } = await shop('GET', `/payments/${id}`);
    const methodId = field(body, 'payment_method', 'id');
    expect(body).toMatchObject({
      payment_method: { saved: true, status: 'active', title: 'Bank card *4477' },
    });
    const { confirmation: _, ...direct } = terms;
    const charge = { ...direct, payment_method_id: methodId };
    expect((await shop('POST', '/payments', charge)).body).toMatchObject({
      status: 'succeeded',
      payment_method: { id: methodId, saved: true },
    });
    await desk.actOnMethod(String(methodId), { type: 'plan', reason: 'insufficient_funds' });
    expect((await shop('POST', '/payments', charge)).body).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'insufficient_funds' },
    });
    expect((await shop('POST', '/payments', charge)).body).toMatchObject({ status: 'succeeded' });
    await desk.actOnMethod(String(methodId), { type: 'revoke' });
    expect((await shop('POST', '/payments', charge)).body).toMatchObject({
      status: 'canceled',
      cancellation_details: { party: 'merchant', reason: 'permission_revoked' },
    });
  });

  test('is not saved when the person does not want it, nor by a declined payment', async () => {
    const { shop, desk } = await open();
    await desk.pay(await created(shop, { save_payment_method: true }), { save: false });
    await desk.decline(await created(shop, { save_payment_method: true }));
    expect(desk.savedMethods()).toEqual([]);
  });

  test('a card is bound without a payment', async () => {
    const { shop, desk } = await open();
    const { body } = await shop('POST', '/payment_methods', {
      type: 'bank_card',
      confirmation: { type: 'redirect', return_url: 'https://t.me/domovoy_bot' },
    });
    const id = String(field(body, 'id'));
    expect(body).toMatchObject({
      status: 'pending',
      saved: false,
      confirmation: { confirmation_url: expect.stringContaining(`/yookassa/bind/${id}`) },
    });
    const { confirmation: _, ...direct } = terms;
    expect((await shop('POST', '/payments', { ...direct, payment_method_id: id })).status).toBe(400);
    await desk.actOnMethod(id, { type: 'bind', card: '5555 5555 5555 4444' });
    expect((await shop('GET', `/payment_methods/${id}`)).body).toMatchObject({
      status: 'active',
      saved: true,
      card: { last4: '4444' },
    });
    expect((await shop('POST', '/payments', { ...direct, payment_method_id: id })).body).toMatchObject({
      status: 'succeeded',
    });
  });
});

describe('refunds', () => {
  test('whole and in parts, never more than was paid', async () => {
    const { shop, desk } = await open();
    const id = await created(shop, { receipt });
    const refund = (value: string, extra: Json = {}) =>
      shop('POST', '/refunds', { payment_id: id, amount: rub(value), ...extra });
    expect((await refund('1.00')).body).toMatchObject({ parameter: 'payment_id' });
    await desk.pay(id);
    expect((await refund('100.00')).body).toMatchObject({ parameter: 'receipt' });
    const part = { ...receipt, items: [{ ...item, amount: rub('100.00') }] };
    expect((await refund('100.00', { receipt: part })).body).toMatchObject({
      status: 'succeeded',
      payment_id: id,
      receipt_registration: 'succeeded',
    });
    expect((await refund('12221.81')).body).toMatchObject({ parameter: 'amount.value' });
    const rest = { ...receipt, items: [{ ...item, amount: rub('12121.81') }] };
    expect((await refund('12121.81', { receipt: rest })).status).toBe(200);
    expect((await shop('GET', `/payments/${id}`)).body).toMatchObject({
      refunded_amount: rub('12221.81'),
      refundable: false,
    });
    expect(field((await shop('GET', `/refunds?payment_id=${id}`)).body, 'items')).toHaveLength(2);
  });

  test('may be pending, and may fail with status 200', async () => {
    const { sandbox, shop, desk } = await open();
    const id = await created(shop);
    await desk.pay(id);
    sandbox.core.gateway.set({ refunds: 'pending' });
    const { body } = await shop('POST', '/refunds', { payment_id: id, amount: rub('12221.81') });
    expect(body).toMatchObject({ status: 'pending' });
    expect((await shop('POST', '/refunds', { payment_id: id, amount: rub('1.00') })).status).toBe(400);
    await desk.actOnRefund(String(field(body, 'id')), { type: 'cancel', reason: 'rejected_by_payee' });
    expect((await shop('GET', `/refunds/${field(body, 'id')}`)).body).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'rejected_by_payee' },
    });
    sandbox.core.gateway.set({ refunds: 'insufficient_funds' });
    expect(await shop('POST', '/refunds', { payment_id: id, amount: rub('1.00') })).toMatchObject({
      status: 200,
      body: { status: 'canceled' },
    });
    expect(desk.payment(id).refunded).toBe(0);
  });
});

test('lists are paged and filtered', async () => {
  const clock = movableClock();
  const { shop, desk } = await open({ clock });
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    ids.push(await created(shop));
    clock.forward(60);
  }
  await desk.pay(ids[0] ?? '');
  const first = (await shop('GET', '/payments?limit=2')).body;
  expect(field(first, 'items', 0, 'id')).toBe(ids[2]);
  const rest = (await shop('GET', `/payments?limit=2&cursor=${field(first, 'next_cursor')}`)).body;
  expect(field(rest, 'items', 0, 'id')).toBe(ids[0]);
  expect(field(rest, 'next_cursor')).toBeUndefined();
  const paid = (await shop('GET', '/payments?status=succeeded')).body;
  expect(field(paid, 'items')).toHaveLength(1);
  const early = await shop('GET', '/payments?created_at.lt=2026-11-21T09:01:00Z');
  expect(field(early.body, 'items')).toHaveLength(1);
  expect((await shop('GET', '/payments?limit=101')).status).toBe(400);
});

test('payments, keys, methods and settings come back after a restart', async () => {
  const dataDir = await openDirectory();
  const first = await open({ dataDir });
  const id = await created(first.shop, { save_payment_method: true });
  await first.desk.pay(id);
  const open1 = await first.shop('POST', '/payments', terms, 'bill/1');
  first.sandbox.core.gateway.set({ refunds: 'pending' });
  await first.shop('POST', '/refunds', { payment_id: id, amount: rub('1.00') });
  await first.sandbox.close();
  const { shop, desk, sandbox } = await open({ dataDir });
  expect(desk.payment(id)).toMatchObject({ status: 'succeeded', method: { saved: true } });
  expect((await shop('POST', '/payments', terms, 'bill/1')).body).toEqual(open1.body);
  expect(desk.savedMethods()).toHaveLength(1);
  expect(desk.refunds()).toMatchObject([{ status: 'pending', amount: 100 }]);
  expect(sandbox.core.gateway.settings.refunds).toBe('pending');
  await desk.pay(String(field(open1.body, 'id')));
});
