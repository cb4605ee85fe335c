import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { field, movableClock, openDirectory, openSandbox, openWebhook, until } from './support.ts';

const REQUEST = {
  amount: 10_000,
  capture: true,
  description: 'ЖКУ',
  metadata: {},
  confirmation: { type: 'redirect', returnUrl: 'https://x.ru/', locale: null },
  wanted: null,
  savedMethodId: null,
  saveMethod: false,
  merchantCustomerId: null,
  receipt: null,
} as const;

async function open(statuses: number[], options: SandboxOptions = {}) {
  const hook = await openWebhook(async () => ({ status: statuses.shift() ?? 200 }));
  const sandbox = await openSandbox({ yookassa: { notificationUrl: hook.url }, ...options });
  const { gateway } = sandbox.core;
  return {
    sandbox,
    gateway,
    hook,
    desk: createChat(sandbox).gateway,
    create: (extra: object = {}) => gateway.payments.create({ ...REQUEST, ...extra }).id,
    events: () => hook.deliveries.map(({ update }) => update.event),
  };
}

describe('the shop is told', () => {
  test('of success, refund and cancellation, with the object as it is', async () => {
    const { desk, gateway, hook, create } = await open([]);
    const id = create();
    await desk.pay(id);
    gateway.payments.refund({ paymentId: id, amount: 10_000, description: null, receipt: null }, 'succeed');
    await desk.decline(create());
    // Each goes its own way, so only what came is sure, not its order.
    await until(() => hook.deliveries.length === 3, 'three notifications');
    const bodies = hook.deliveries.map(({ update }) => update);
    expect(bodies.find(({ event }) => event === 'payment.succeeded')).toMatchObject({
      type: 'notification',
      object: { id, status: 'succeeded', amount: { value: '100.00', currency: 'RUB' }, test: true },
    });
    expect(bodies.find(({ event }) => event === 'refund.succeeded')).toMatchObject({
      object: { payment_id: id, status: 'succeeded' },
    });
    expect(bodies.find(({ event }) => event === 'payment.canceled')).toMatchObject({
      object: { status: 'canceled', cancellation_details: { reason: 'insufficient_funds' } },
    });
    expect(desk.notifications().map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test('of a held sum and of a saved card', async () => {
    const { desk, gateway, create, events } = await open([]);
    await desk.pay(create({ capture: false }));
    expect(events()).toEqual(['payment.waiting_for_capture']);
    const method = gateway.payments.createMethod('https://x.ru/');
    await desk.actOnMethod(method.id, { type: 'bind' });
    expect(events()).toEqual(['payment.waiting_for_capture', 'payment_method.active']);
  });

  test('nobody when there is no address', async () => {
    const { desk, gateway, create, events } = await open([]);
    gateway.set({ notificationUrl: '' });
    await desk.pay(create());
    expect(events()).toEqual([]);
    expect(desk.notifications()).toEqual([]);
  });
});

describe('attempts', () => {
  test('go on with growing pauses until a 200; 2xx is not enough', async () => {
    const scale = 0.001;
    const { desk, create, hook } = await open([500, 204, 302], { retryScale: scale });
    await desk.pay(create());
    expect(desk.notifications()).toMatchObject([{ status: 'waiting', attempts: 1, lastAnswer: '500' }]);
    await until(() => desk.notifications()[0]?.status === 'delivered', 'delivered');
    expect(hook.deliveries).toHaveLength(4);
    const gaps = hook.deliveries.slice(1).map(({ at }, n) => at - (hook.deliveries[n]?.at ?? 0));
    // 10 s, 30 s, 60 s; timers may be late but not early.
    expect(gaps[0]).toBeGreaterThanOrEqual(10_000 * scale - 2);
    expect(gaps[1]).toBeGreaterThanOrEqual(30_000 * scale - 2);
    expect(gaps[2]).toBeGreaterThanOrEqual(60_000 * scale - 2);
    expect(new Set(hook.deliveries.map(({ update }) => JSON.stringify(update))).size).toBe(1);
  });

  test('end after a day', async () => {
    const refusing = Array.from({ length: 20 }, () => 503);
    const { desk, create, hook } = await open(refusing, { retryScale: 0.000_001 });
    await desk.pay(create());
    await until(() => desk.notifications()[0]?.status === 'given-up', 'given up');
    expect(hook.deliveries).toHaveLength(11);
    await desk.actOnNotifications({ type: 'resend', id: desk.notifications()[0]?.id ?? 0 });
    expect(hook.deliveries).toHaveLength(12);
  });

  test('that are due by a moved clock go out at once', async () => {
    const { sandbox, desk, create, hook } = await open([500]);
    await desk.pay(create());
    expect(hook.deliveries).toHaveLength(1);
    await sandbox.core.control.travel(60_000);
    await until(() => desk.notifications()[0]?.status === 'delivered', 'delivered');
    expect(hook.deliveries).toHaveLength(2);
  });

  test('go on after a restart', async () => {
    const dataDir = await openDirectory();
    const clock = movableClock();
    const first = await open([500], { dataDir, clock });
    await first.desk.pay(first.create());
    await first.sandbox.close();
    clock.forward(3600);
    const hook = await openWebhook(async () => ({ status: 200 }));
    const sandbox = await openSandbox({ dataDir, clock, yookassa: { notificationUrl: hook.url } });
    await until(() => hook.deliveries.length === 1, 'sent by the next run');
    await until(() => createChat(sandbox).gateway.notifications()[0]?.status === 'delivered', 'kept');
    expect(field(hook.deliveries[0]?.update, 'event')).toBe('payment.succeeded');
  });
});

describe('on demand', () => {
  test('come more than once', async () => {
    const { desk, gateway, create, hook } = await open([]);
    gateway.set({ duplicates: 2 });
    await desk.pay(create());
    expect(hook.deliveries).toHaveLength(3);
    expect(new Set(hook.deliveries.map(({ update }) => JSON.stringify(update))).size).toBe(1);
  });

  test('wait and come in another order', async () => {
    const { desk, gateway, create, hook, events } = await open([]);
    gateway.set({ hold: true });
    const id = create({ capture: false });
    await desk.pay(id);
    gateway.payments.capture(id, {});
    await desk.actOnNotifications({ type: 'resend', id: 0 }).catch(() => {});
    expect(hook.deliveries).toHaveLength(0);
    await desk.actOnNotifications({ type: 'release', order: 'backward' });
    expect(events()).toEqual(['payment.succeeded', 'payment.waiting_for_capture']);
    // What was said stays as it was when it happened.
    expect(field(hook.deliveries[1]?.update, 'object', 'status')).toBe('waiting_for_capture');
  });
});
