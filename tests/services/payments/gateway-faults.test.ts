import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Db } from '../../../src/database/client.ts';
import { kopecks } from '../../../src/domain/money.ts';
import type { PaymentGateway } from '../../../src/gateways/payments/payment-gateway.ts';
import { expirePayments } from '../../../src/services/payments/expire-payments.ts';
import { handleGatewayNotification } from '../../../src/services/payments/handle-gateway-notification.ts';
import { openGatewayPayment } from '../../../src/services/payments/open-gateway-payment.ts';
import { pollGateway } from '../../../src/services/payments/poll-gateway.ts';
import { draftPayment } from '../../../src/services/payments/quote-payment.ts';
import { startPayment } from '../../../src/services/payments/start-payment.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createMemoryGateway } from './gateway-world.ts';
import { createWorld, type Payer, type World } from './world.ts';

/** Every call with PAYMENT_FAULTS=1; the suite takes every seventeenth, each time the same ones. */
const STRIDE = process.env.PAYMENT_FAULTS === undefined ? 17 : Number(process.env.PAYMENT_FAULTS);

const tr = createTexts().for('ru');
const OFFERS = [{ method: 'yookassa', limits: { min: kopecks(100), max: kopecks(70_000_000) } }] as const;

/** The process ends here: nothing after it runs. */
class Killed extends Error {}

interface Plan {
  calls: number;
  readonly at: number | null;
  readonly when: 'before' | 'after';
}

async function hit<T>(plan: Plan, work: () => Promise<T>): Promise<T> {
  plan.calls += 1;
  const now = plan.calls === plan.at;
  if (now && plan.when === 'before') throw new Killed();
  const result = await work();
  if (now) throw new Killed();
  return result;
}

/** The same database, on which one call kills: inside a transaction, around its commit, or alone. */
function killing<T extends object>(target: T, plan: Plan): T {
  return new Proxy(target, {
    get(inner, name, self) {
      const value: unknown = Reflect.get(inner, name, inner);
      if (typeof name === 'symbol') return value;
      if (name === '$transaction' && typeof value === 'function') {
        return (work: (tx: object) => Promise<unknown>, options: object) =>
          hit(plan, () => Reflect.apply(value, inner, [(tx: object) => work(killing(tx, plan)), options]));
      }
      if (typeof value === 'function') {
        return (...args: unknown[]) => hit(plan, async () => Reflect.apply(value, inner, args));
      }
      return typeof value === 'object' && value !== null && !name.startsWith('$') && self !== value
        ? killing(value, plan)
        : value;
    },
  });
}

function killingGateway(gateway: PaymentGateway, plan: Plan): PaymentGateway {
  return {
    ...gateway,
    createPayment: (request, key) => hit(plan, () => gateway.createPayment(request, key)),
    findPayment: (id) => hit(plan, () => gateway.findPayment(id)),
  };
}

async function survives<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Killed) return null;
    throw error;
  }
}

interface Scene {
  readonly world: World;
  readonly shop: ReturnType<typeof createMemoryGateway>;
  readonly payer: Payer;
  readonly draftId: number;
}

async function press({ world, payer, draftId }: Scene, db: Db, gateway: PaymentGateway): Promise<void> {
  const deps = { ...world.deps, db, gateway };
  const started = await startPayment(deps, { ...payer, draftId, payAnyway: false, locale: 'ru' });
  if (started.kind === 'held') throw new Error('nobody else pays');
  await openGatewayPayment(deps, { paymentId: started.payment.id, tr, messageId: null });
}

/** One payment from the press to the money, with a kill at one call; then the same again without. */
async function walk(database: Database, plan: Plan): Promise<void> {
  await clean(database);
  const world = createWorld(database);
  const { anna: payer, bill, account } = await world.household(30_000);
  const items = [{ kind: 'bill', billId: bill.billId, amount: null } as const];
  const { draftId } = await draftPayment(world.deps, { ...payer, items, method: 'yookassa', offers: OFFERS });
  const shop = createMemoryGateway();
  const scene = { world, shop, payer, draftId };
  const db = killing(database.prisma, plan);
  const gateway = killingGateway(shop.gateway, plan);
  const notify = (usedDb: Db, used: PaymentGateway, id: string) =>
    handleGatewayNotification(
      { ...world.deps, db: usedDb, gateway: used },
      { type: 'notification', event: 'payment.succeeded', object: { id } },
    );

  await survives(press(scene, db, gateway));
  for (const id of shop.ids()) shop.end(id, 'succeeded');
  for (const id of shop.ids()) await survives(notify(db, gateway, id));
  await survives(pollGateway({ ...world.deps, db, gateway }, tr));

  // A new process: the person presses once more, the gateway tells once more, the jobs run.
  await press(scene, database.prisma, shop.gateway);
  for (const id of shop.ids()) shop.end(id, 'succeeded');
  world.pass(2);
  await pollGateway({ ...world.deps, gateway: shop.gateway }, tr);
  for (const id of shop.ids()) await notify(database.prisma, shop.gateway, id);
  await expirePayments(world.deps);

  expect(shop.ids()).toHaveLength(1);
  const rows = await database.prisma.payment.findMany({ include: { items: true } });
  expect(rows).toMatchObject([{ status: 'succeeded', total: shop.balance() }]);
  expect(rows[0]?.items).toMatchObject([{ accountId: account.id, amount: 30_000 }]);
  const receipts = await database.prisma.delivery.count({ where: { kind: 'payments.receipt' } });
  expect(receipts).toBe(1);
}

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('a payment cut off before or after any call of the database or the gateway', () => {
  it('heals by itself: one payment, one charge, one receipt', async () => {
    const whole: Plan = { calls: 0, at: null, when: 'before' };
    await walk(database, whole);
    expect(whole.calls).toBeGreaterThan(20);
    for (let at = 1; at <= whole.calls; at += STRIDE) {
      for (const when of ['before', 'after'] as const) {
        await expect(walk(database, { calls: 0, at, when }), `call ${at}, ${when}`).resolves.toBeUndefined();
      }
    }
  }, 600_000);
});
