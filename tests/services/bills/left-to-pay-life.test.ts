import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { currentVersion } from '../../../src/domain/bill-version.ts';
import {
  type ImportedPaymentFacts,
  type OwnPaymentFacts,
  leftToPay as rule,
} from '../../../src/domain/left-to-pay.ts';
import { kopecks } from '../../../src/domain/money.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createImportWorld, type ImportWorld, row, table } from '../imports/world.ts';

/** Whole lives of an account: files that come, are taken back and come again, money and exports between them. */
let database: Database;
let world: ImportWorld;
beforeAll(async () => {
  database = await openTestDatabase();
  world = await createImportWorld(database);
});
afterAll(() => database.close());

const PERIODS = ['09.2026', '10.2026'] as const;
const amount = fc.integer({ min: 1, max: 900_000 });
const event = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      period: fc.constantFrom(...PERIODS),
      total: amount,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('back' as const), which: fc.nat(5) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pay' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund' as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('bank' as const),
      amount,
      reports: fc.option(fc.nat(5), { nil: null }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'export' as const }) },
);

interface Version {
  readonly id: number;
  readonly batchId: number;
  readonly period: string;
  readonly total: number;
  readonly asOf: Date;
  publishedAt: Date | null;
}

interface Paid {
  readonly id: number;
  readonly amount: number;
  readonly at: Date;
  exportClosedAt: Date | null;
  refundedAt: Date | null;
}

let accounts = 0;

/** One life beside its model: what happened, in the rule's own words. */
async function live(usesExports: boolean) {
  accounts += 1;
  const number = String(4_700_000_000 + accounts);
  const code = 'smart-zapad-zhku';
  const providerId = world.providerId(code);
  await database.prisma.provider.update({ where: { id: providerId }, data: { usesExports } });
  const { make } = world;
  const account = await make.account({ providerId, number });
  const files: { readonly bytes: Buffer; readonly asOf: Date; batchId: number }[] = [];
  const versions: Version[] = [];
  const own: Paid[] = [];
  const bank: {
    readonly id: number;
    readonly amount: number;
    readonly at: Date;
    readonly own: number | null;
  }[] = [];
  // Every event at a moment of its own, but equal ones happen where a file says "as of now".
  let clock = Date.parse('2026-11-01T00:00:00Z');
  const tick = (): Date => {
    clock += 3_600_000;
    world.setNow(new Date(clock).toISOString());
    return new Date(clock);
  };

  async function load(bytes: Buffer, asOf: Date): Promise<number> {
    const { batchId, alreadyApplied } = await world.load(bytes, { asOf });
    if (!alreadyApplied) {
      for (const version of await database.prisma.billVersion.findMany({
        where: { batchId },
        include: { bill: true },
      })) {
        versions.push({
          id: version.id,
          batchId,
          period: version.bill.period,
          total: version.total,
          asOf,
          publishedAt: new Date(clock),
        });
      }
    }
    return batchId;
  }

  return {
    account,
    async step(what: typeof event extends fc.Arbitrary<infer E> ? E : never) {
      const at = tick();
      if (what.kind === 'import') {
        const bytes = table([
          row({
            'Лицевой счет': number,
            Период: what.period,
            'Итого к оплате': (what.total / 100).toFixed(2).replace('.', ','),
          }),
        ]);
        files.push({ bytes, asOf: at, batchId: await load(bytes, at) });
      } else if (what.kind === 'again') {
        const file = files[what.which];
        if (file !== undefined) file.batchId = await load(file.bytes, file.asOf);
      } else if (what.kind === 'back') {
        const file = files[what.which];
        if (file === undefined) return;
        await world.rollBack(file.batchId);
        for (const version of versions) if (version.batchId === file.batchId) version.publishedAt = null;
      } else if (what.kind === 'pay') {
        const payment = await make.payment({ accountId: account.id, amount: what.amount, at });
        own.push({ id: payment.id, amount: what.amount, at, exportClosedAt: null, refundedAt: null });
      } else if (what.kind === 'refund') {
        const payment = own[what.which];
        if (payment === undefined || payment.refundedAt !== null) return;
        payment.refundedAt = at;
        await make.refund({ paymentId: payment.id, amount: payment.amount, at });
        const refunded = payment.amount;
        await database.prisma.payment.update({
          where: { id: payment.id },
          data: { status: 'refunded', refunded },
        });
        await database.prisma.paymentItem.updateMany({
          where: { paymentId: payment.id },
          data: { refunded },
        });
      } else if (what.kind === 'bank') {
        const reported = what.reports === null ? null : (own[what.reports] ?? null);
        const imported = await make.importedPayment({
          accountId: account.id,
          amount: what.amount,
          paidAt: at,
          paymentId: reported?.id ?? null,
        });
        bank.push({ id: imported.id, amount: what.amount, at, own: reported?.id ?? null });
      } else {
        const batch = await make.exportBatch({ providerId, closedAt: at });
        const told = own.filter(({ exportClosedAt }) => exportClosedAt === null);
        for (const payment of told) payment.exportClosedAt = at;
        await database.prisma.paymentItem.updateMany({
          where: { paymentId: { in: told.map(({ id }) => id) } },
          data: { exportBatchId: batch.id },
        });
      }
    },
    expected(): number | undefined {
      const periods = [...new Set(versions.map(({ period }) => period))].sort().reverse();
      const standing = periods
        .map((period) => currentVersion(versions.filter((version) => version.period === period)))
        .find((version) => version !== null);
      if (standing === undefined || standing === null) return undefined;
      const ownPayments = own.map(
        (payment): OwnPaymentFacts => ({
          id: payment.id,
          amount: kopecks(payment.amount),
          paidAt: payment.at,
          exportClosedAt: payment.exportClosedAt,
          refunds:
            payment.refundedAt === null
              ? []
              : [
                  {
                    amount: kopecks(payment.amount),
                    at: payment.refundedAt,
                    exportClosedAt: payment.refundedAt,
                  },
                ],
        }),
      );
      const importedPayments = bank.map(
        (payment): ImportedPaymentFacts => ({
          id: payment.id,
          amount: kopecks(payment.amount),
          paidAt: payment.at,
          knownAt: null,
          ownPaymentId: payment.own,
        }),
      );
      return rule({
        bill: { total: kopecks(standing.total), asOf: standing.asOf },
        ownPayments,
        importedPayments,
        usesExports,
      }).leftToPay;
    },
  };
}

describe('left to pay over the life of an account', () => {
  it('is the rule after every file, roll back, payment, refund and export, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(event, { minLength: 3, maxLength: 12 }),
        async (usesExports, events) => {
          const life = await live(usesExports);
          for (const what of events) {
            await life.step(what);
            const found = await leftToPay({ db: database.prisma }, { accountIds: [life.account.id] });
            expect(found.get(life.account.id)?.left).toBe(life.expected());
          }
        },
      ),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 6) },
    );
  });
});
