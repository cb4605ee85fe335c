import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { explainBill } from '../../../src/services/bills/explain-bill.ts';
import { listBills } from '../../../src/services/bills/list-bills.ts';
import { loadBillRun } from '../../../src/services/bills/load-bill-run.ts';
import { showFinance } from '../../../src/services/bills/show-finance.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';
import { plannedAnew } from '../../support/kept-plan.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
const MONTHS = ['2026-07', '2026-08', '2026-09', '2026-10'] as const;
let database: Database;
let make: Fixtures;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await clean(database);
  make = createFixtures(database.prisma, () => NOW);
});
afterAll(() => database.close());

const installation = {
  timezone: 'Europe/Moscow',
  defaultLocale: 'ru',
  adminTelegramIds: [],
  botUsername: 'domovoy_test_bot',
  embedded: true,
} as const;
const deps = () => ({ db: database.prisma, clock: { now: () => NOW }, installation });

async function home(over: { level?: 'basic' | 'full'; validFrom?: Date } = {}) {
  const account = await make.account();
  const { residentId } = await make.resident();
  const link = await make.link({ residentId, accountId: account.id, level: 'full', ...over });
  const bills = [];
  for (const [index, period] of MONTHS.entries()) {
    bills.push(
      await make.bill({
        accountId: account.id,
        period,
        lines: [
          {
            service: 'Вода',
            accrued: 1_000 * (index + 1),
            openingBalance: 50 * index,
            paid: 70 * index,
            total: 1_000 * (index + 1),
          },
          { service: 'в т.ч. ОДН', subline: true, accrued: 999, total: 999 },
        ],
      }),
    );
  }
  return { account, residentId, link, bills, newest: bills.at(-1)?.billId ?? 0 };
}

describe('a bill and those before it', () => {
  it('come newest first, of one type, in one statement with a kept plan', async () => {
    const { residentId, account, newest } = await home();
    await make.bill({ accountId: account.id, period: '2026-09', type: 'Капремонт', total: 5 });
    await make.bill({ accountId: account.id, period: '2026-11', total: 7 });
    const { result, statements } = await database.countStatements(() =>
      loadBillRun(database.prisma, { residentId, billId: newest, months: 3, now: NOW }),
    );
    expect(statements).toHaveLength(1);
    expect(plannedAnew(statements)).toEqual([]);
    expect(result.bills.map(({ period, total }) => [period, total])).toEqual([
      ['2026-10', 4_000],
      ['2026-09', 3_000],
      ['2026-08', 2_000],
    ]);
  });

  it('are cut where the history of the link begins', async () => {
    const { residentId, newest } = await home({ validFrom: new Date('2026-10-01T00:00:00Z') });
    expect((await explainBill(deps(), { residentId, billId: newest })).previous).toBeNull();
  });

  it('are refused at the basic level, to strangers, and for bills taken back', async () => {
    const { residentId, newest, bills } = await home({ level: 'basic' });
    await expect(explainBill(deps(), { residentId, billId: newest })).rejects.toMatchObject({
      code: 'FULL_LEVEL_NEEDED',
    });
    const stranger = await make.resident();
    await expect(
      explainBill(deps(), { residentId: stranger.residentId, billId: newest }),
    ).rejects.toMatchObject({
      code: 'BILL_NOT_FOUND',
    });
    const first = bills[0]?.billId ?? 0;
    await database.prisma.bill.update({ where: { id: first }, data: { currentVersionId: null } });
    await expect(explainBill(deps(), { residentId, billId: first })).rejects.toMatchObject({
      code: 'BILL_NOT_FOUND',
    });
  });
});

describe('finance by month', () => {
  const show = (residentId: number, linkId: number, page = 0) =>
    showFinance(deps(), { residentId, linkId, page, perPage: 3 });

  it('is told by bills, pages in SQL, one statement with a kept plan', async () => {
    const { residentId, link } = await home();
    const { result, statements } = await database.countStatements(() => show(residentId, link.id));
    expect(statements).toHaveLength(1);
    expect(plannedAnew(statements)).toEqual([]);
    expect(result).toMatchObject({ page: 0, total: 4 });
    expect(result.months[0]).toMatchObject({
      period: '2026-10',
      opening: 150,
      accrued: 4_000,
      recalculation: null,
      paid: 210,
      closing: 4_000,
    });
    expect((await show(residentId, link.id, 9)).months.map(({ period }) => period)).toEqual(['2026-07']);
  });

  it('counts money we know of once, in the month of the house', async () => {
    const account = await make.account();
    const { residentId } = await make.resident();
    const link = await make.link({ residentId, accountId: account.id });
    // Past midnight in Moscow, still October in Greenwich.
    const paid = await make.payment({
      accountId: account.id,
      amount: 500,
      at: new Date('2026-10-31T21:30:00Z'),
    });
    await make.importedPayment({
      accountId: account.id,
      amount: 500,
      paidAt: new Date('2026-11-01T00:00:00Z'),
      paymentId: paid.id,
    });
    await make.importedPayment({
      accountId: account.id,
      amount: 40,
      paidAt: new Date('2026-11-02T00:00:00Z'),
    });
    await make.payment({ accountId: account.id, amount: 9_000, status: 'failed' });
    expect((await show(residentId, link.id)).months).toEqual([
      {
        period: '2026-11',
        billId: null,
        opening: null,
        accrued: null,
        recalculation: null,
        paid: 540,
        closing: null,
      },
    ]);
  });

  it('is refused to strangers and at the basic level', async () => {
    const { link, residentId } = await home({ level: 'basic' });
    await expect(show(residentId, link.id)).rejects.toMatchObject({ code: 'FULL_LEVEL_NEEDED' });
    const stranger = await make.resident();
    await expect(show(stranger.residentId, link.id)).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
  });
});

describe('with 10 000 bills', () => {
  it('every reading screen stays at its statements and looks bills up by their index', async () => {
    const { residentId, newest, link } = await home();
    const provider = await make.provider();
    const batch = await make.importBatch();
    await database.prisma.$executeRaw`
      WITH made AS (
        INSERT INTO "Account" ("providerId", "number", "publishedAt")
        SELECT ${provider.id}, (5000000000 + n)::text, ${NOW} FROM generate_series(1, 400) n RETURNING "id"
      ), billed AS (
        INSERT INTO "Bill" ("accountId", "type", "period")
        SELECT m."id", 'Счет', to_char(date '2024-10-01' + (p || ' month')::interval, 'YYYY-MM')
          FROM made m, generate_series(0, 24) p RETURNING "id"
      ), versions AS (
        INSERT INTO "BillVersion" ("billId", "batchId", "billDate", "total", "asOf", "publishedAt")
        SELECT "id", ${batch.id}, '2026-11-05', 1000, ${NOW}, ${NOW} FROM billed RETURNING "id", "billId"
      )
      SELECT 1`;
    await database.prisma.$executeRaw`
      UPDATE "Bill" b SET "currentVersionId" = v."id" FROM "BillVersion" v
       WHERE v."billId" = b."id" AND b."currentVersionId" IS NULL`;
    const linked = await database.prisma.account.findMany({
      where: { providerId: provider.id },
      take: 8,
      select: { id: true },
    });
    for (const { id } of linked) await make.link({ residentId, accountId: id });
    await database.prisma.$executeRawUnsafe('ANALYZE');
    expect(await database.prisma.bill.count()).toBeGreaterThanOrEqual(10_000);

    const screens = {
      list: () => listBills(deps(), { residentId, all: true, linkId: null, page: 3 }),
      why: () => explainBill(deps(), { residentId, billId: newest }),
      finance: () => showFinance(deps(), { residentId, linkId: link.id, page: 0 }),
    };
    for (const [name, screen] of Object.entries(screens)) {
      const { statements } = await database.countStatements<unknown>(screen);
      expect(statements, name).toHaveLength(1);
    }
    expect((await screens.list()).total).toBe(MONTHS.length + 8 * 25);
    // The way all three find an account's bills.
    const plan = await database.prisma.$queryRaw<Record<string, string>[]>`
      EXPLAIN SELECT b."id" FROM "Bill" b WHERE b."accountId" = ${linked[0]?.id ?? 0} ORDER BY b."period" DESC LIMIT 12`;
    const text = plan.map((line) => Object.values(line)[0]).join('\n');
    expect(text).toMatch(/Index.*Bill_accountId/);
    expect(text).not.toContain('Seq Scan');
  });
});
