import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { isDomainError } from '../../../src/domain/errors.ts';
import { kopecks } from '../../../src/domain/money.ts';
import { canTransition, moneyWasTaken } from '../../../src/domain/payments.ts';
import { GatewayUnavailableError } from '../../../src/gateways/payments/payment-gateway.ts';
import { expirePayments } from '../../../src/services/payments/expire-payments.ts';
import { handleGatewayNotification } from '../../../src/services/payments/handle-gateway-notification.ts';
import { openGatewayPayment } from '../../../src/services/payments/open-gateway-payment.ts';
import { pollGateway } from '../../../src/services/payments/poll-gateway.ts';
import { draftPayment } from '../../../src/services/payments/quote-payment.ts';
import { applyGatewayRefund, requestRefund } from '../../../src/services/payments/request-refund.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { MODEL_TIMEOUT_MS, runs, tellSteps } from '../../domain/property.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createMemoryGateway } from './gateway-world.ts';
import { createWorld, type Payer, type World } from './world.ts';

/** The suite takes some steps; `npm run model` more. */
const RUNS = 3;
const STEPS = 25;
let walked = 0;

const tr = createTexts().for('ru');
const OFFERS = [{ method: 'yookassa', limits: { min: kopecks(100), max: kopecks(70_000_000) } }] as const;

interface Real {
  readonly world: World;
  readonly database: Database;
  readonly shop: ReturnType<typeof createMemoryGateway>;
  readonly people: readonly Payer[];
  readonly accountId: number;
  readonly drafts: { readonly id: number; readonly payer: Payer }[];
  billId: number;
  period: number;
}
type Model = Record<string, never>;

class Step implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #act: (real: Real) => Promise<void>;
  constructor(name: string, act: (real: Real) => Promise<void>) {
    this.#name = name;
    this.#act = act;
  }
  check(): boolean {
    return true;
  }
  toString(): string {
    return this.#name;
  }
  async run(_model: Model, real: Real): Promise<void> {
    walked += 1;
    await this.#act(real);
    await holdsTrue(real);
  }
}

const depsOf = ({ world, shop }: Real) => ({ ...world.deps, gateway: shop.gateway });
const some = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** Refusals and a silent gateway are expected everywhere; anything else is a defect. */
async function allowed<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isDomainError(error) || error instanceof GatewayUnavailableError) return null;
    throw error;
  }
}

async function press(real: Real, draft: Real['drafts'][number], anyway: boolean): Promise<void> {
  const started = await allowed(real.world.start(draft.payer, draft.id, anyway));
  if (started?.kind !== 'started') return;
  await openGatewayPayment(depsOf(real), { paymentId: started.payment.id, tr, messageId: null });
}

const which = fc.nat(5);
const trouble = fc.constantFrom('before' as const, 'after' as const, null, null);
const commands = [
  fc
    .record({
      who: fc.nat(1),
      amount: fc.option(fc.integer({ min: 100, max: 40_000 }), { nil: null }),
      anyway: fc.boolean(),
      trouble,
    })
    .map(
      ({ who, amount, anyway, trouble: met }) =>
        new Step(`start(${who},${amount},${anyway},${met})`, async (real) => {
          const payer = real.people[who];
          if (payer === undefined) return;
          const items = [{ kind: 'bill', billId: real.billId, amount } as const];
          const screen = await allowed(
            draftPayment(real.world.deps, { ...payer, items, method: 'yookassa', offers: OFFERS }),
          );
          if (screen === null) return;
          const draft = { id: screen.draftId, payer };
          real.drafts.push(draft);
          real.shop.fail(met);
          // Pressed twice at once.
          await Promise.all([press(real, draft, anyway), press(real, draft, anyway)]);
        }),
    ),
  fc.record({ which, trouble }).map(
    ({ which: index, trouble: met }) =>
      new Step(`pressAgain(${index},${met})`, async (real) => {
        const draft = some(real.drafts, index);
        real.shop.fail(met);
        if (draft !== undefined) await press(real, draft, true);
      }),
  ),
  fc.record({ which, ok: fc.boolean() }).map(
    ({ which: index, ok }) =>
      new Step(`page(${index},${ok ? 'paid' : 'declined'})`, async ({ shop }) => {
        const id = some(shop.ids(), index);
        if (id !== undefined) shop.end(id, ok ? 'succeeded' : 'canceled');
      }),
  ),
  fc.record({ which, times: fc.integer({ min: 1, max: 3 }), trouble }).map(
    ({ which: index, times, trouble: met }) =>
      new Step(`notify(${index},×${times},${met})`, async (real) => {
        const id = some(real.shop.ids(), index);
        if (id === undefined) return;
        real.shop.fail(met);
        const body = { type: 'notification', event: 'payment.succeeded', object: { id } };
        await Promise.all(
          Array.from({ length: times }, () => allowed(handleGatewayNotification(depsOf(real), body))),
        );
      }),
  ),
  trouble.map(
    (met) =>
      new Step(`poll(${met})`, async (real) => {
        real.shop.fail(met);
        await pollGateway(depsOf(real), tr);
      }),
  ),
  fc
    .constantFrom(1, 5, 61, 24 * 60)
    .map((minutes) => new Step(`pass(${minutes} min)`, async ({ world }) => world.pass(minutes))),
  fc.constant(new Step('expire', async ({ world }) => void (await expirePayments(world.deps)))),
  fc.record({ which, share: fc.integer({ min: 1, max: 110 }), trouble }).map(
    ({ which: index, share, trouble: met }) =>
      new Step(`refund(${index},${share}%,${met})`, async (real) => {
        const rows = await real.database.prisma.payment.findMany({ orderBy: { id: 'asc' } });
        const row = some(rows, index);
        if (row === undefined) return;
        real.shop.fail(met);
        const grants = [{ id: null, role: 'administrator', companyId: null, expiresAt: null }] as const;
        const options = {
          paymentId: row.id,
          amount: Math.max(1, Math.floor((row.total * share) / 100)),
          reason: 'test',
          draftId: 1_000_000 + row.id * 100 + share,
          tr,
          by: { identityId: 1, grants },
        };
        await allowed(requestRefund(depsOf(real), options));
        await allowed(requestRefund(depsOf(real), options));
        for (const told of real.shop.refunds()) await applyGatewayRefund(depsOf(real), told);
      }),
  ),
  fc.record({ total: fc.integer({ min: -5_000, max: 50_000 }), newer: fc.boolean() }).map(
    ({ total, newer }) =>
      new Step(`import(${total},${newer})`, async (real) => {
        if (newer) real.period += 1;
        const { billId } = await real.world.make.bill({
          accountId: real.accountId,
          period: `${2027 + Math.floor(real.period / 12)}-${String((real.period % 12) + 1).padStart(2, '0')}`,
          total,
          asOf: real.world.now(),
        });
        real.billId = billId;
      }),
  ),
];

/** What must be true whatever has happened. */
async function holdsTrue({ database, shop }: Real): Promise<void> {
  const payments = await database.prisma.payment.findMany({
    include: { items: true, events: { orderBy: { id: 'asc' } }, refunds: { include: { items: true } } },
  });
  const taken = payments.filter(({ status }) => moneyWasTaken(status));
  // Every success we show is the gateway's, and is one of ours only.
  for (const { gatewayPaymentId, total } of taken) {
    expect(shop.payment(gatewayPaymentId ?? '')).toMatchObject({ status: 'succeeded', amount: total });
  }
  for (const { status, total, amount, commission, refunded, items, events, refunds } of payments) {
    expect(total).toBe(amount + commission);
    expect(items.reduce((sum, item) => sum + item.amount, 0)).toBe(amount);
    expect(items.reduce((sum, item) => sum + item.refunded, 0)).toBe(refunded);
    const given = refunds.filter((refund) => refund.status === 'succeeded');
    expect(given.reduce((sum, refund) => sum + refund.amount, 0)).toBe(refunded);
    for (const refund of given) {
      expect(refund.items.reduce((sum, part) => sum + part.amount + part.commission, 0)).toBe(refund.amount);
    }
    expect(events.at(-1)?.toStatus).toBe(status);
    for (const { fromStatus, toStatus } of events) {
      if (fromStatus !== null) expect(canTransition(fromStatus, toStatus)).toBe(true);
    }
  }
}

/** Left alone with a gateway that answers, everything comes right: no kopeck is missing or doubled. */
async function heals(real: Real): Promise<void> {
  real.shop.fail(null);
  for (const id of real.shop.ids()) {
    const body = { type: 'notification', event: 'payment.succeeded', object: { id } };
    await handleGatewayNotification(depsOf(real), body);
  }
  for (let round = 0; round < 4; round += 1) {
    real.world.pass(61);
    await pollGateway(depsOf(real), tr);
    await expirePayments(real.world.deps);
  }
  for (const told of real.shop.refunds()) await applyGatewayRefund(depsOf(real), told);
  const rows = await real.database.prisma.payment.findMany();
  const ours = rows
    .filter(({ status }) => moneyWasTaken(status))
    .reduce((sum, { total, refunded }) => sum + total - refunded, 0);
  expect(ours).toBe(real.shop.balance());
  expect(rows.filter(({ status }) => status === 'created' || status === 'pending')).toEqual([]);
  await holdsTrue(real);
}

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('money at the gateway under anything that can happen', () => {
  it(
    'is neither lost nor counted twice, and comes right when left alone',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: STEPS, size: 'max' }), async (steps) => {
          await clean(database);
          const world = createWorld(database);
          const { account, anna, bill, provider } = await world.household(30_000);
          await world.make.commissionRule({
            providerId: provider.id,
            method: 'yookassa',
            basisPoints: 90,
            minimum: 100,
          });
          const boris = await world.make.resident();
          await world.make.link({ residentId: boris.residentId, accountId: account.id });
          const real: Real = {
            world,
            database,
            shop: createMemoryGateway(),
            people: [anna, boris],
            accountId: account.id,
            drafts: [],
            billId: bill.billId,
            period: 0,
          };
          await fc.asyncModelRun(() => ({ model: {} as Model, real }), steps);
          await heals(real);
        }),
        runs(RUNS),
      );
      tellSteps('of the gateway against the database', walked);
    },
    MODEL_TIMEOUT_MS,
  );
});
