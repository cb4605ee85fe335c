import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, type ImportWorld, SAMPLES, sample } from './world.ts';

let database: Database;
let world: ImportWorld;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  world = await createImportWorld(database);
});

describe('the sample registers', () => {
  it('table: both companies, every line, 1234567890 at both', async () => {
    const plan = await world.plan(sample(SAMPLES.table), { fileName: SAMPLES.table });
    expect(plan.errors).toEqual([]);
    expect(plan.parsed).toMatchObject({ format: 'table', encoding: 'utf-8-bom', unknownColumns: [] });
    expect(plan.parsed.totals).toMatchObject({ rows: 380, lines: 380, accounts: 40, bills: 40 });
    expect(plan.providers.map(({ name, bills }) => [name, bills])).toEqual([
      ['Смарт Запад (ЖКУ)', 20],
      ['Смарт Сервис (ЖКУ)', 20],
    ]);
    expect(plan.counts).toEqual({ newBills: 40, changedBills: 0, sameBills: 0, unknownAccounts: 40 });

    const result = await world.apply(plan);
    expect(result).toMatchObject({ bills: 40, lines: 380, createdAccounts: 40, alreadyApplied: false });
    const twins = await database.prisma.account.findMany({
      where: { number: '1234567890' },
      include: {
        provider: true,
        bills: { include: { currentVersion: { include: { lines: true } } } },
      },
      orderBy: { providerId: 'asc' },
    });
    expect(
      twins.map(({ provider, bills }) => [
        provider.code,
        bills[0]?.currentVersion?.total,
        bills[0]?.currentVersion?.lines.length,
      ]),
    ).toEqual([
      ['smart-zapad-zhku', 1_222_181, 5],
      ['smart-servis-zhku', 1_297_024, 14],
    ]);
  });

  it('keeps what the table says about the flat, the payer and each line', async () => {
    await world.load(sample(SAMPLES.table));
    const account = await database.prisma.account.findFirstOrThrow({
      where: { number: '1234567890', provider: { code: 'smart-servis-zhku' } },
      include: {
        bills: { include: { currentVersion: { include: { lines: { orderBy: { position: 'asc' } } } } } },
      },
    });
    expect(account).toMatchObject({ payerName: 'Смирнова Анна Петровна', flat: '2' });
    const version = account.bills[0]?.currentVersion;
    expect(version?.lines.reduce((sum, line) => sum + (line.subline ? 0 : line.total), 0)).toBe(1_297_024);
    expect(version?.lines[0]).toMatchObject({ service: 'Отопление', total: 372_042 });
  });

  it.each([
    ['register7', 'smart-zapad-zhku'],
    ['pipe', 'smart-servis-zhku'],
  ] as const)('%s tells the same sums as the table', async (name, code) => {
    const asTable = await world.plan(sample(SAMPLES.table));
    const register = await world.plan(sample(SAMPLES[name]), { fileName: SAMPLES[name] });
    expect(register.errors).toEqual([]);
    expect(new Set(register.bills.map(({ provider }) => provider.code))).toEqual(new Set([code]));
    const sums = (plan: typeof register) =>
      plan.bills
        .filter(({ provider }) => provider.code === code)
        .map(({ bill }) => [bill.account, bill.period, bill.total]);
    expect(sums(register)).toEqual(sums(asTable));
  });

  it('a register after the table: the same sums, known accounts', async () => {
    await world.load(sample(SAMPLES.table));
    const register = await world.plan(sample(SAMPLES.register7), { fileName: SAMPLES.register7 });
    expect(register.counts).toEqual({ newBills: 0, changedBills: 0, sameBills: 20, unknownAccounts: 0 });
  });
});
