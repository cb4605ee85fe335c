import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { isDomainError } from '../../../src/domain/errors.ts';
import { leftToPay as rule } from '../../../src/domain/left-to-pay.ts';
import { kopecks } from '../../../src/domain/money.ts';
import { holdsBill } from '../../../src/domain/payment-holds.ts';
import { canTransition, moneyWasTaken } from '../../../src/domain/payments.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { cancelPayment } from '../../../src/services/payments/cancel-payment.ts';
import { expirePayments } from '../../../src/services/payments/expire-payments.ts';
import { recordRefund } from '../../../src/services/payments/record-refund.ts';
import { gatewayDataSchema } from '../../../src/services/payments/snapshots.ts';
import { MODEL_TIMEOUT_MS, runs, tellSteps } from '../../domain/property.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createWorld, type Payer, type World } from './world.ts';

/** The suite takes a hundred steps or two; `npm run model` more. */
const RUNS = 6;
const STEPS = 25;
let walked = 0;

/** What the outside world knows for certain; the database must agree with it after every step. */
interface Model {
  /** charge id → kopecks that Telegram has taken */
  readonly charges: Map<string, number>;
  /** kopecks given back */
  refunded: number;
  /** refund keys that were accepted */
  readonly refunds: Set<string>;
}

interface Real {
  readonly world: World;
  readonly database: Database;
  readonly accountId: number;
  readonly people: readonly Payer[];
  /** payments in the order of their making, as the chat shows them */
  readonly invoices: number[];
  billId: number;
  period: number;
}

/** Refusals are expected everywhere; anything else is a defect. */
async function allowed<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

class Step implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #act: (model: Model, real: Real) => Promise<void>;
  constructor(name: string, act: (model: Model, real: Real) => Promise<void>) {
    this.#name = name;
    this.#act = act;
  }
  check(): boolean {
    return true;
  }
  toString(): string {
    return this.#name;
  }
  async run(model: Model, real: Real): Promise<void> {
    walked += 1;
    await this.#act(model, real);
    await holdsTrue(model, real);
  }
}

const who = fc.nat(1);
const which = fc.nat(5);
const some = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

const commands = [
  fc
    .record({
      who,
      amount: fc.option(fc.integer({ min: 100, max: 40_000 }), { nil: null }),
      anyway: fc.boolean(),
    })
    .map(
      ({ who: person, amount, anyway }) =>
        new Step(`start(${person},${amount},${anyway})`, async (_, { world, people, billId, invoices }) => {
          const payer = people[person];
          if (payer === undefined) return;
          const screen = await allowed(world.confirmScreen(payer, billId, amount));
          if (screen === null) return;
          const presses = await Promise.all([
            allowed(world.start(payer, screen.draftId, anyway)),
            allowed(world.start(payer, screen.draftId, anyway)),
          ]);
          const ids = presses.flatMap((started) => (started?.kind === 'started' ? [started.payment.id] : []));
          expect(new Set(ids).size).toBeLessThanOrEqual(1);
          if (ids[0] !== undefined) invoices.push(ids[0]);
        }),
    ),
  fc.record({ which, who, again: fc.boolean() }).map(
    ({ which: index, who: person, again }) =>
      new Step(`preCheckout(${index},${person},${again})`, async (_, { world, invoices, people }) => {
        const id = some(invoices, index);
        const payer = people[person];
        if (id === undefined || payer === undefined) return;
        const row = await world.payment(id);
        const answer = await world.preCheckout(row, payer, { id: `query-${id}-${person}` });
        if (again)
          expect(await world.preCheckout(row, payer, { id: `query-${id}-${person}` })).toEqual(answer);
        if (answer.ok) expect(Number(row.payerTelegramId)).toBe(payer.telegramId);
      }),
  ),
  fc.record({ which, attempt: fc.nat(1) }).map(
    ({ which: index, attempt }) =>
      new Step(`charge(${index},${attempt})`, async (model, { world, invoices, people }) => {
        const id = some(invoices, index);
        if (id === undefined) return;
        const row = await world.payment(id);
        const payer = people.find(({ telegramId }) => telegramId === Number(row.payerTelegramId));
        if (payer === undefined) return;
        const charge = `charge-${id}-${attempt}`;
        const settlement = await world.charge(row, payer, charge);
        expect(settlement).toMatchObject({ kind: 'settled', repeated: model.charges.has(charge) });
        model.charges.set(charge, row.total);
      }),
  ),
  fc.record({ which, who }).map(
    ({ which: index, who: person }) =>
      new Step(`cancel(${index},${person})`, async (_, { world, invoices, people }) => {
        const paymentId = some(invoices, index);
        const residentId = people[person]?.residentId;
        if (paymentId === undefined || residentId === undefined) return;
        await allowed(cancelPayment(world.deps, { paymentId, residentId }));
      }),
  ),
  fc.record({ which, share: fc.integer({ min: 1, max: 120 }), key: fc.nat(3) }).map(
    ({ which: index, share, key }) =>
      new Step(`refund(${index},${share}%,${key})`, async (model, { world, invoices }) => {
        const paymentId = some(invoices, index);
        if (paymentId === undefined) return;
        const row = await world.payment(paymentId);
        const amount = Math.max(1, Math.floor((row.total * share) / 100));
        const grants = [{ id: null, role: 'administrator', companyId: null, expiresAt: null }] as const;
        const idempotenceKey = `refund-${paymentId}-${key}`;
        const recorded = await allowed(
          recordRefund(world.deps, {
            paymentId,
            amount,
            reason: 'test',
            idempotenceKey,
            by: { identityId: 1, grants },
          }),
        );
        if (recorded === null) return;
        expect(recorded.repeated).toBe(model.refunds.has(idempotenceKey));
        if (!recorded.repeated) model.refunded += amount;
        model.refunds.add(idempotenceKey);
      }),
  ),
  fc.constantFrom(1, 14, 16, 24 * 60).map(
    (minutes) =>
      new Step(`pass(${minutes} min)`, async (_, { world }) => {
        world.pass(minutes);
      }),
  ),
  fc.constant(new Step('expire', async (_, { world }) => void (await expirePayments(world.deps)))),
  fc.record({ total: fc.integer({ min: -5_000, max: 50_000 }), newer: fc.boolean() }).map(
    ({ total, newer }) =>
      new Step(`import(${total},${newer})`, async (_, real) => {
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
  fc.integer({ min: 1, max: 20_000 }).map(
    (amount) =>
      new Step(`elsewhere(${amount})`, async (_, { world, accountId }) => {
        await world.make.importedPayment({ accountId, amount });
      }),
  ),
];

/** What must be true whatever has happened. */
async function holdsTrue(model: Model, real: Real): Promise<void> {
  const { database, world, accountId } = real;
  const payments = await database.prisma.payment.findMany({
    include: { items: true, events: { orderBy: { id: 'asc' } }, refunds: true },
    orderBy: { id: 'asc' },
  });

  // Money: what Telegram took is ours to the kopeck, once; what was given back as well.
  const taken = payments.filter(({ status }) => moneyWasTaken(status));
  expect(new Set(taken.map(({ telegramChargeId }) => telegramChargeId))).toEqual(
    new Set(model.charges.keys()),
  );
  expect(taken.reduce((sum, { total }) => sum + total, 0)).toBe(
    [...model.charges.values()].reduce((a, b) => a + b, 0),
  );
  expect(payments.reduce((sum, { refunded }) => sum + refunded, 0)).toBe(model.refunded);

  // The journal tells the whole way, and every step of it is allowed.
  for (const { status, events } of payments) {
    expect(events.at(-1)?.toStatus).toBe(status);
    for (const { fromStatus, toStatus } of events) {
      if (fromStatus === null || (fromStatus === toStatus && toStatus === 'authorized')) continue;
      expect(canTransition(fromStatus, toStatus), `${fromStatus} → ${toStatus}`).toBe(true);
    }
  }

  // Two never pay at once unless the later one was told of the earlier and paid anyway.
  const holding = payments.filter((payment) => holdsBill(payment, world.now()));
  for (const a of holding) {
    for (const b of holding) {
      if (a.id >= b.id) continue;
      const accepted = [a, b].flatMap(
        ({ gatewayData }) => gatewayDataSchema.parse(gatewayData).acceptedHolds,
      );
      expect(accepted.some((id) => id === a.id || id === b.id)).toBe(true);
    }
  }

  // What is left is what the rule says of the rows.
  const outstanding = (await leftToPay({ db: database.prisma }, { accountIds: [accountId] })).get(accountId);
  if (outstanding === undefined) throw new Error('the account has a bill');
  const imported = await database.prisma.importedPayment.findMany({ where: { accountId } });
  const expected = rule({
    bill: { total: outstanding.total, asOf: outstanding.asOf },
    usesExports: false,
    ownPayments: taken.flatMap(({ items, refunds, succeededAt }) =>
      items.map((item) => {
        let room = item.amount;
        return {
          id: item.id,
          amount: kopecks(item.amount),
          paidAt: succeededAt ?? new Date(0),
          exportClosedAt: null,
          refunds: refunds.map((refund) => {
            const part = Math.min(refund.amount, room);
            room -= part;
            return { amount: kopecks(part), at: refund.finishedAt ?? new Date(0), exportClosedAt: null };
          }),
        };
      }),
    ),
    importedPayments: imported.map((row) => ({
      id: row.id,
      amount: kopecks(row.amount),
      paidAt: row.paidAt,
      knownAt: null,
      ownPaymentId: null,
    })),
  });
  expect(outstanding.left).toBe(expected.leftToPay);
}

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('money under anything that can happen', () => {
  it(
    'is neither lost nor counted twice',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: STEPS, size: 'max' }), async (steps) => {
          await clean(database);
          const world = createWorld(database);
          const { account, anna, bill, provider } = await world.household(30_000);
          await world.make.commissionRule({ providerId: provider.id, basisPoints: 90, minimum: 100 });
          const boris = await world.make.resident();
          await world.make.link({ residentId: boris.residentId, accountId: account.id });
          await fc.asyncModelRun(
            () => ({
              model: { charges: new Map(), refunded: 0, refunds: new Set() } as Model,
              real: {
                world,
                database,
                accountId: account.id,
                people: [anna, boris],
                invoices: [],
                billId: bill.billId,
                period: 0,
              } as Real,
            }),
            steps,
          );
        }),
        runs(RUNS),
      );
      tellSteps('of invoices against the database', walked);
    },
    MODEL_TIMEOUT_MS,
  );
});
