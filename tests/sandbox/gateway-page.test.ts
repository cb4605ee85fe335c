import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { openSandbox } from './support.ts';

const REQUEST = {
  amount: 1_222_181,
  capture: true,
  description: 'ЖКУ за октябрь <2026> & пени',
  metadata: {},
  confirmation: { type: 'redirect', returnUrl: 'https://t.me/domovoy_bot?start=pay_1', locale: null },
  wanted: null,
  savedMethodId: null,
  saveMethod: false,
  merchantCustomerId: null,
  receipt: null,
} as const;

async function open(extra: object = {}, options: SandboxOptions = {}) {
  const sandbox = await openSandbox(options);
  const { gateway } = sandbox.core;
  const { id } = gateway.payments.create({ ...REQUEST, ...extra });
  return { sandbox, gateway, id, desk: createChat(sandbox).gateway };
}

async function look(sandbox: Sandbox, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}${path}`, { headers: { 'accept-language': 'ru', ...headers } });
  return { status: response.status, text: (await response.text()).replaceAll('\u00a0', ' '), response };
}

/** Sends the page's form as a browser does, with what it has filled in and other choices. */
async function submit(sandbox: Sandbox, path: string, choices: Record<string, string>) {
  const { text } = await look(sandbox, path);
  const form = new URLSearchParams();
  for (const [input] of text.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const value = /value="([^"]*)"/.exec(input)?.[1] ?? '';
    const isChoice = /type="(radio|checkbox)"/.test(input);
    if (name !== undefined && (!isChoice || input.includes(' checked'))) form.set(name, value);
  }
  for (const [name, value] of Object.entries(choices)) {
    if (value === '') form.delete(name);
    else form.set(name, value);
  }
  const response = await fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body: form,
    headers: { origin: sandbox.url, 'accept-language': 'ru' },
  });
  return { status: response.status, text: (await response.text()).replaceAll('\u00a0', ' ') };
}

const PAY = { action: 'pay' };

describe('the payment page', () => {
  test('shows what is to be paid, escaped, in both languages, and works without scripts', async () => {
    const { sandbox, id } = await open();
    const path = `/yookassa/pay/${id}`;
    const ru = await look(sandbox, path);
    expect(ru.text).toContain('12 221,81 ₽');
    expect(ru.text).toContain('ЖКУ за октябрь &lt;2026&gt; &amp; пени');
    expect(ru.text).toContain('<html lang="ru">');
    expect(ru.text).toContain('name="viewport"');
    expect(ru.text).not.toContain('<script');
    expect(ru.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await look(sandbox, `${path}?lang=en`)).text).toContain('What the bank will answer');
    expect((await look(sandbox, path, { 'accept-language': 'en-US,en' })).text).toContain('<html lang="en">');
    expect((await look(sandbox, '/yookassa/style.css')).status).toBe(200);
    expect(await look(sandbox, '/yookassa/pay/unknown')).toMatchObject({ status: 404 });
  });

  test('a card with 3-D Secure: the bank asks, then it is paid; the way back is the chat', async () => {
    const { sandbox, id, desk } = await open();
    const path = `/yookassa/pay/${id}`;
    expect((await submit(sandbox, path, PAY)).text).toContain('Подтверждение банка');
    expect(desk.payment(id)).toMatchObject({ status: 'pending', atThreeDSecure: true });
    const end = await submit(sandbox, path, { action: 'pass' });
    expect(end.text).toContain('Оплачено');
    expect(end.text).toContain('Bank card *4477');
    expect(end.text).toContain('href="/?start=pay_1"');
    expect(desk.payment(id).status).toBe('succeeded');
    // Once more changes nothing.
    expect((await submit(sandbox, path, PAY)).status).toBe(400);
    expect(desk.payment(id).status).toBe('succeeded');
  });

  test('a refused 3-D Secure, a declining bank, a wrong card number', async () => {
    const refused = await open();
    await submit(refused.sandbox, `/yookassa/pay/${refused.id}`, PAY);
    const end = await submit(refused.sandbox, `/yookassa/pay/${refused.id}`, { action: 'fail' });
    expect(end.text).toContain('Не пройдена проверка 3-D Secure');
    expect(refused.desk.payment(refused.id).cancellation?.reason).toBe('3d_secure_failed');

    const declined = await open();
    const card = { ...PAY, card: '5555 5555 5555 4444', answer: 'insufficient_funds' };
    const said = await submit(declined.sandbox, `/yookassa/pay/${declined.id}`, card);
    expect(said.text).toContain('Не хватает денег');
    expect(said.text).toContain('Деньги не списаны');
    expect(declined.desk.payment(declined.id)).toMatchObject({ status: 'canceled' });

    const wrong = await open();
    const typed = await submit(wrong.sandbox, `/yookassa/pay/${wrong.id}`, { ...PAY, card: '1234 5678' });
    expect(typed.status).toBe(400);
    expect(typed.text).toContain('Проверьте номер карты');
    expect(wrong.desk.payment(wrong.id).status).toBe('pending');
  });

  test('СБП at once; only that when the shop wants it', async () => {
    const { sandbox, id, desk } = await open({ wanted: 'sbp' });
    const { text } = await look(sandbox, `/yookassa/pay/${id}`);
    expect(text.match(/name="method"/g)).toHaveLength(1);
    expect((await submit(sandbox, `/yookassa/pay/${id}`, PAY)).text).toContain('Оплачено');
    expect(desk.payment(id).method).toMatchObject({ type: 'sbp' });
  });

  test('the card is remembered when the shop asks and the person agrees', async () => {
    const { sandbox, id, desk } = await open({ saveMethod: true });
    const path = `/yookassa/pay/${id}`;
    expect((await look(sandbox, path)).text).toContain('Запомнить способ оплаты');
    await submit(sandbox, path, { ...PAY, card: '5555555555554444' });
    expect(desk.savedMethods()).toMatchObject([{ title: 'Bank card *4444', status: 'active' }]);
    const other = await open({ saveMethod: true });
    await submit(other.sandbox, `/yookassa/pay/${other.id}`, {
      ...PAY,
      card: '5555555555554444',
      save: '',
    });
    expect(other.desk.savedMethods()).toEqual([]);
  });

  test('a card is bound', async () => {
    const { sandbox, gateway, desk } = await open();
    const { id } = gateway.payments.createMethod('https://example.org/back');
    const path = `/yookassa/bind/${id}`;
    expect((await submit(sandbox, path, { card: '1' })).text).toContain('Проверьте номер карты');
    const bound = await submit(sandbox, path, { action: 'bind' });
    expect(bound.text).toContain('Карта привязана');
    expect(bound.text).toContain('href="https://example.org/back"');
    expect(desk.savedMethods()).toMatchObject([{ id, status: 'active' }]);
  });

  test('another site may lead here but not pay', async () => {
    const { sandbox, id, desk } = await open();
    const path = `/yookassa/pay/${id}`;
    expect((await look(sandbox, path, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    const forged = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: new URLSearchParams({ action: 'pay', method: 'sbp' }),
    });
    expect(forged.status).toBe(403);
    expect(desk.payment(id).status).toBe('pending');
  });
});

describe('the chat page’s view of the gateway', () => {
  test('lists payments and acts on them', async () => {
    const { sandbox, id } = await open();
    const api = async (path: string, body?: object) => {
      const response = await fetch(`${sandbox.url}/sandbox/api/gateway${path}`, {
        ...(body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const answer: unknown = await response.json();
      return answer;
    };
    expect(await api('')).toMatchObject({
      apiUrl: sandbox.yookassa.apiUrl,
      payments: [{ id, status: 'pending', amount: 1_222_181, payPath: `/yookassa/pay/${id}` }],
      settings: { notificationUrl: '', hold: false, duplicates: 0, refunds: 'succeed' },
    });
    expect(await api(`/payments/${id}/actions`, { type: 'decline', reason: 'nonsense' })).toMatchObject({
      error: { code: 'bad-body' },
    });
    expect(await api(`/payments/${id}/actions`, { type: 'pay', method: 'sbp' })).toMatchObject({
      status: 'succeeded',
      payPath: null,
    });
    expect(await api(`/payments/${id}/actions`, { type: 'expire' })).toMatchObject({
      error: { code: 'gateway', message: 'The payment is succeeded already' },
    });
    expect(await api('/settings', { notificationUrl: 'http://10.0.0.1/' })).toMatchObject({
      error: { code: 'bad-body' },
    });
    expect(await api('/settings', { hold: true, notificationUrl: 'http://127.0.0.1:9/x' })).toMatchObject({
      hold: true,
      notificationUrl: 'http://127.0.0.1:9/x',
    });
    expect(await api('/faults', { kind: 'server-error', method: 'POST /payments' })).toMatchObject({ id: 1 });
    expect(await api('/faults')).toHaveLength(1);
  });
});
