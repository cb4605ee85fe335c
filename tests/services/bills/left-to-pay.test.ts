import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { leftToPay as rule } from '../../../src/domain/left-to-pay.ts';
import { kopecks } from '../../../src/domain/money.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
/** Few moments, so that equal ones happen: the edge of "known by then" is where mistakes hide. */
const moment = fc.integer({ min: 0, max: 6 }).map((day) => new Date(Date.UTC(2026, 9, 28 + day)));
const amount = fc.integer({ min: 1, max: 2_000_000 });

let database: Database;
let make: Fixtures;

beforeAll(async () => {
  database = await openTestDatabase();
  make = createFixtures(database.prisma, () => NOW);
});
afterAll(() => database.close());

async function leftOf(accountId: number): Promise<number | undefined> {
  const found = await leftToPay({ db: database.prisma }, { accountIds: [accountId] });
  return found.get(accountId)?.left;
}

describe('left to pay', () => {
  it('is the newest published bill minus what the company did not know', async () => {
    const account = await make.account();
    await make.bill({ accountId: account.id, period: '2026-09', total: 999_999 });
    const bill = await make.bill({ accountId: account.id, period: '2026-10', total: 100_000 });
    await make.bill({ accountId: account.id, period: '2026-11', total: 555_555, published: false });
    await make.payment({ accountId: account.id, amount: 30_000, at: new Date('2026-10-20T00:00:00Z') });
    await make.payment({ accountId: account.id, amount: 20_000 });
    await make.payment({ accountId: account.id, amount: 7_000, status: 'pending' });
    await make.payment({ accountId: account.id, amount: 7_000, status: 'failed' });
    const found = await leftToPay({ db: database.prisma }, { accountIds: [account.id] });
    expect(found.get(account.id)).toMatchObject({ billId: bill.billId, total: 100_000, left: 80_000 });
  });

  it('says nothing about an account without a published bill', async () => {
    const account = await make.account();
    await make.bill({ accountId: account.id, published: false });
    await make.payment({ accountId: account.id, amount: 20_000 });
    expect(await leftOf(account.id)).toBeUndefined();
  });

  it('goes below zero: an advance', async () => {
    const account = await make.account();
    await make.bill({ accountId: account.id, total: 5_000 });
    await make.payment({ accountId: account.id, amount: 20_000 });
    expect(await leftOf(account.id)).toBe(-15_000);
  });

  it('adds a refund back, also of money the company had counted, but never the commission', async () => {
    const account = await make.account();
    const asOf = new Date('2026-11-01T00:00:00Z');
    await make.bill({ accountId: account.id, total: 100_000, asOf });
    const known = await make.payment({
      accountId: account.id,
      amount: 40_000,
      commission: 400,
      status: 'refunded',
      refunded: 40_400,
      at: new Date('2026-10-20T00:00:00Z'),
    });
    await make.refund({ paymentId: known.id, amount: 40_400, at: new Date('2026-11-05T00:00:00Z') });
    const unknown = await make.payment({
      accountId: account.id,
      amount: 30_000,
      status: 'partially_refunded',
      refunded: 10_000,
    });
    await make.refund({ paymentId: unknown.id, amount: 10_000 });
    expect(await leftOf(account.id)).toBe(100_000 + 40_000 - 20_000);
  });

  it('waits for the closed export batch of a provider that uses exports', async () => {
    const provider = await make.provider({ usesExports: true });
    const account = await make.account({ providerId: provider.id });
    const asOf = new Date('2026-11-01T00:00:00Z');
    await make.bill({ accountId: account.id, total: 100_000, asOf });
    const at = new Date('2026-10-20T00:00:00Z');
    const closed = await make.exportBatch({ providerId: provider.id, closedAt: asOf });
    const open = await make.exportBatch({ providerId: provider.id });
    await make.payment({ accountId: account.id, amount: 1_000, at, exportBatchId: closed.id });
    await make.payment({ accountId: account.id, amount: 200, at, exportBatchId: open.id });
    await make.payment({ accountId: account.id, amount: 30, at });
    expect(await leftOf(account.id)).toBe(100_000 - 230);
  });

  it('counts money once when a register reports our own payment', async () => {
    const account = await make.account();
    await make.bill({ accountId: account.id, total: 100_000 });
    const taken = await make.payment({ accountId: account.id, amount: 10_000 });
    const failed = await make.payment({ accountId: account.id, amount: 500, status: 'failed' });
    await make.importedPayment({ accountId: account.id, amount: 10_000, paymentId: taken.id });
    await make.importedPayment({ accountId: account.id, amount: 500, paymentId: failed.id });
    await make.importedPayment({ accountId: account.id, amount: 7, published: false });
    expect(await leftOf(account.id)).toBe(100_000 - 10_000 - 500);
  });

  it('stands on the former version again after a roll back', async () => {
    const account = await make.account();
    const former = await make.bill({ accountId: account.id, total: 100_000 });
    await make.bill({ accountId: account.id, total: 90_000 });
    expect(await leftOf(account.id)).toBe(90_000);
    await database.prisma.bill.update({
      where: { id: former.billId },
      data: { currentVersionId: former.versionId },
    });
    expect(await leftOf(account.id)).toBe(100_000);
  });

  it('is what the rule says, whatever happened', async () => {
    const own = fc.record({
      amount,
      paidAt: moment,
      batch: fc.option(fc.record({ closedAt: fc.option(moment, { nil: null }) }), { nil: null }),
      refunds: fc.array(fc.record({ share: fc.integer({ min: 1, max: 60 }), at: moment }), { maxLength: 2 }),
    });
    const imported = fc.record({ amount, paidAt: moment, reports: fc.option(fc.nat(3), { nil: null }) });
    const facts = fc.record({
      usesExports: fc.boolean(),
      total: fc.integer({ min: -3_000_000, max: 3_000_000 }),
      asOf: moment,
      own: fc.array(own, { maxLength: 4 }),
      imported: fc.array(imported, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(facts, async (input) => {
        const provider = await make.provider({ usesExports: input.usesExports, companyId: null });
        const account = await make.account({ providerId: provider.id });
        await make.bill({ accountId: account.id, total: input.total, asOf: input.asOf });
        const ownPayments = [];
        for (const payment of input.own) {
          const refunds = payment.refunds
            .map(({ share, at }) => ({ amount: Math.floor((payment.amount * share) / 100), at }))
            .filter((refund) => refund.amount > 0);
          let room = payment.amount;
          const given = refunds.map((refund) => {
            const part = Math.min(refund.amount, room);
            room -= part;
            return { amount: part, at: refund.at };
          });
          const back = given.filter((refund) => refund.amount > 0);
          const refunded = payment.amount - room;
          const batch =
            payment.batch === null
              ? null
              : await make.exportBatch({ providerId: provider.id, closedAt: payment.batch.closedAt });
          const row = await make.payment({
            accountId: account.id,
            amount: payment.amount,
            at: payment.paidAt,
            exportBatchId: batch?.id ?? null,
            refunded,
            status: refunded === 0 ? 'succeeded' : room === 0 ? 'refunded' : 'partially_refunded',
          });
          for (const refund of back) await make.refund({ paymentId: row.id, ...refund });
          ownPayments.push({
            id: row.id,
            amount: kopecks(payment.amount),
            paidAt: payment.paidAt,
            exportClosedAt: payment.batch?.closedAt ?? null,
            refunds: back.map((refund) => ({
              amount: kopecks(refund.amount),
              at: refund.at,
              exportClosedAt: refund.at,
            })),
          });
        }
        const importedPayments = [];
        for (const payment of input.imported) {
          const reported = payment.reports === null ? null : (ownPayments[payment.reports]?.id ?? null);
          const row = await make.importedPayment({
            accountId: account.id,
            amount: payment.amount,
            paidAt: payment.paidAt,
            paymentId: reported,
          });
          importedPayments.push({
            id: row.id,
            amount: kopecks(payment.amount),
            paidAt: payment.paidAt,
            knownAt: null,
            ownPaymentId: reported,
          });
        }
        const expected = rule({
          bill: { total: kopecks(input.total), asOf: input.asOf },
          ownPayments,
          importedPayments,
          usesExports: input.usesExports,
        });
        expect(await leftOf(account.id)).toBe(expected.leftToPay);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) },
    );
  });
});
