import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { planFile } from '../../../src/services/imports/plan-file.ts';
import { EMBEDDED_MAX_ACCOUNTS } from '../../../src/services/imports/plan-import.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, type ImportWorld, row, table } from './world.ts';

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

const codes = (problems: readonly { readonly code: string }[]): string[] => problems.map(({ code }) => code);

describe('whose bills they are', () => {
  it.each([
    ['Смарт Запад (ЖКУ)', 'smart-zapad-zhku'],
    ['ООО «Смарт Запад»', 'smart-zapad-zhku'],
    ['  smart   ZAPAD ', 'smart-zapad-zhku'],
    ['Донстрой Эксплуатация', 'smart-servis-zhku'],
    ['smart-severo-zapad-zhku', 'smart-severo-zapad-zhku'],
  ])('the name %j means %s', async (name, code) => {
    const plan = await world.plan(table([row({ Поставщик: name })]));
    expect(plan.errors).toEqual([]);
    expect(plan.bills[0]?.provider.code).toBe(code);
  });

  it('an unknown name is refused with its row, and a single one may be told by the sender', async () => {
    const bytes = table([row({ Поставщик: 'Дом и Ко' })]);
    expect((await world.plan(bytes)).errors).toEqual([
      { row: 2, code: 'PROVIDER_UNKNOWN', details: { provider: 'Дом и Ко' } },
    ]);
    const chosen = await world.plan(bytes, { providerId: world.providerId('smart-zapad-zhku') });
    expect(chosen.errors).toEqual([]);
    expect(chosen.bills[0]?.provider.code).toBe('smart-zapad-zhku');
  });

  it('the sender cannot make somebody else of a provider that is named, or one of two strangers', async () => {
    const providerId = world.providerId('smart-zapad-zhku');
    const named = await world.plan(table([row({ Поставщик: 'Смарт Сервис (ЖКУ)' })]), { providerId });
    expect(codes(named.errors)).toEqual(['PROVIDER_OTHER']);
    const strangers = table([row({ Поставщик: 'А' }), row({ Поставщик: 'Б', 'Лицевой счет': '4200000002' })]);
    expect(codes((await world.plan(strangers, { providerId })).errors)).toEqual([
      'PROVIDER_OTHER',
      'PROVIDER_OTHER',
    ]);
  });

  it('a table without a provider asks for it', async () => {
    const { Поставщик: _, ...cells } = row();
    const bytes = table([cells]);
    expect(codes((await world.plan(bytes)).errors)).toEqual(['PROVIDER_NOT_NAMED']);
    const chosen = await world.plan(bytes, { providerId: world.providerId('smart-servis-zhku') });
    expect(chosen.bills[0]?.provider.code).toBe('smart-servis-zhku');
  });

  const saldo = (service: string) =>
    Buffer.from(
      `#FILESUM 100.00\r\n#TYPE 7\r\n#SERVICE ${service}\r\nA;M,S,5,1;4200000001;100.00;;01.10.2026;31.10.2026\r\n`,
    );
  it('#SERVICE is the number in the payment system, or the settlement account', async () => {
    expect((await world.plan(saldo('1828'))).bills[0]?.provider.code).toBe('smart-zapad-zhku');
    expect((await world.plan(saldo('40603810012345678913'))).bills[0]?.provider.code).toBe(
      'smart-servis-kapremont',
    );
    expect(codes((await world.plan(saldo('999'))).errors)).toEqual(['PROVIDER_NOT_NAMED']);
  });

  it("the ИНН in a bank file's name is one company's; its settlement account tells the provider", async () => {
    const bytes = Buffer.from('4200000001|||A|M, S, 5-1|1|K|102026||10000\r\n=|1|100\r\n');
    const of = async (fileName: string) => world.plan(bytes, { fileName });
    const zhku = await of('7700000022_40702810012345678912_001_1026.txt');
    expect(zhku.bills[0]?.provider.code).toBe('smart-servis-zhku');
    const fund = await of('7700000022_40603810012345678913_001_1026.txt');
    expect(fund.bills[0]?.provider.code).toBe('smart-servis-kapremont');
    const ambiguous = await of('7700000022_40702810099999999999_001_1026.txt');
    expect(codes(ambiguous.errors)).toEqual(['PROVIDER_AMBIGUOUS']);
    expect(codes((await of('7711111111_40702810012345678912_001_1026.txt')).errors)).toEqual([
      'PROVIDER_NOT_NAMED',
    ]);
  });

  it('bills of a company that the sender does not serve are refused', async () => {
    const { companyId } = await database.prisma.provider.findUniqueOrThrow({
      where: { code: 'smart-servis-zhku' },
    });
    const bytes = table([row(), row({ Поставщик: 'Смарт Сервис', 'Лицевой счет': '4200000002' })]);
    const plan = await world.plan(bytes, { companies: [companyId ?? 0] });
    expect(plan.errors).toEqual([
      { row: 2, code: 'COMPANY_NOT_YOURS', details: { provider: 'Смарт Запад (ЖКУ)' } },
    ]);
    expect(plan.bills).toHaveLength(1);
    // A provider without a company belongs to the installation.
    const nobodys = await world.plan(table([row({ Поставщик: 'Смарт Восток' })]), {
      companies: [companyId ?? 0],
    });
    expect(codes(nobodys.errors)).toEqual(['COMPANY_NOT_YOURS']);
  });

  describe('another company has a provider of the same name or service number', () => {
    beforeEach(async () => {
      await database.prisma.provider.update({
        where: { code: 'smart-servis-zhku' },
        data: { aliases: ['Смарт Запад (ЖКУ)'], serviceCode: '1828' },
      });
    });
    const companyOf = async (code: string): Promise<number> =>
      (await database.prisma.provider.findUniqueOrThrow({ where: { code } })).companyId ?? 0;

    it.each([
      ['by its name', () => table([row()])],
      ['by the number of its service', () => saldo('1828')],
    ])('%s only the one the sender serves is found; who serves both is asked', async (_, file) => {
      for (const code of ['smart-zapad-zhku', 'smart-servis-zhku']) {
        const plan = await world.plan(file(), { companies: [await companyOf(code)] });
        expect(plan.errors).toEqual([]);
        expect(plan.bills[0]?.provider.code).toBe(code);
      }
      expect(codes((await world.plan(file())).errors)).toEqual(['PROVIDER_AMBIGUOUS']);
      const both = [await companyOf('smart-zapad-zhku'), await companyOf('smart-servis-zhku')];
      expect(codes((await world.plan(file(), { companies: both })).errors)).toEqual(['PROVIDER_AMBIGUOUS']);
      const neither = [await companyOf('smart-severo-zapad-zhku')];
      expect(codes((await world.plan(file(), { companies: neither })).errors)).toEqual(['COMPANY_NOT_YOURS']);
    });

    it('rows of other kinds, too', async () => {
      const bytes = Buffer.from(
        'Лицевой счет;Поставщик;ФИО\r\n4200000001;Смарт Запад (ЖКУ);Иванов И. И.\r\n',
      );
      const plan = (companies: 'all' | number[]) =>
        planFile(world.deps, { kind: 'accounts', bytes, fileName: 'accounts.csv', companies });
      const own = await plan([await companyOf('smart-servis-zhku')]);
      expect(own.errors).toEqual([]);
      expect(own.providers.map(({ id }) => id)).toEqual([world.providerId('smart-servis-zhku')]);
      expect(codes((await plan('all')).errors)).toEqual(['PROVIDER_AMBIGUOUS']);
    });
  });
});

describe('rows that cannot be a bill here', () => {
  it('a number of another form, a month far ahead, days beyond the column', async () => {
    const plan = await world.plan(
      table([
        row({ 'Лицевой счет': '12345', 'Недопоставка дней': '' }),
        row({ 'Лицевой счет': '4200000002', Период: '12.2062' }),
        row({ 'Лицевой счет': '4200000003', 'Недопоставка дней': '12345' }),
      ]),
    );
    expect(plan.bills).toEqual([]);
    expect(plan.errors.map(({ row: at, code }) => [at, code])).toEqual([
      [2, 'ACCOUNT_PATTERN'],
      [3, 'PERIOD_TOO_FAR'],
      [4, 'DAYS_TOO_MANY'],
    ]);
  });

  it('next month may be billed, the month after not', async () => {
    expect((await world.plan(table([row({ Период: '12.2026' })]))).errors).toEqual([]);
    expect(codes((await world.plan(table([row({ Период: '01.2027' })]))).errors)).toEqual(['PERIOD_TOO_FAR']);
  });

  it('one bill under two names of one provider is one bill twice', async () => {
    const plan = await world.plan(table([row(), row({ Поставщик: 'Smart Zapad', Услуга: 'Вода' })]));
    expect(plan.errors).toEqual([
      { row: 3, code: 'BILL_REPEATED', details: { account: '4200000001', first: 2 } },
    ]);
  });

  it('a sum of lines that no bill can hold', async () => {
    const plan = await world.plan(
      table([
        row({ 'Итого к оплате': '21000000,00' }),
        row({ Услуга: 'Вода', 'Итого к оплате': '21000000,00' }),
      ]),
    );
    expect(codes(plan.errors)).toEqual(['BILL_TOO_LARGE']);
  });
});

describe('up to which moment the figures know payments', () => {
  const asOfOf = async (cells: Record<string, string>, asOf?: Date) =>
    (await world.plan(table([row(cells)]), { asOf: asOf ?? null })).asOf?.toISOString();

  it("is the beginning of the bill's day where the company is", async () => {
    expect(await asOfOf({})).toBe('2026-11-04T21:00:00.000Z');
    await database.prisma.company.update({
      where: { slug: 'smart-zapad' },
      data: { timezone: 'Asia/Vladivostok' },
    });
    expect(await asOfOf({})).toBe('2026-11-04T14:00:00.000Z');
  });

  it('is the day after the month when the bill has no date', async () => {
    const plan = await world.plan(table([row({ 'Дата счета': '' })]));
    expect(plan.bills[0]?.billDate).toBe('2026-11-01');
    expect(plan.asOf?.toISOString()).toBe('2026-10-31T21:00:00.000Z');
  });

  it('is never later than the beginning of today: nobody knows tomorrow’s payments', async () => {
    expect(await asOfOf({ 'Дата счета': '05.12.2026' })).toBe('2026-11-15T21:00:00.000Z');
    const undated = await world.plan(table([row({ 'Дата счета': '', Период: '11.2026' })]));
    expect(undated.bills[0]?.billDate).toBe('2026-11-16');
    expect(undated.asOf?.toISOString()).toBe('2026-11-15T21:00:00.000Z');
  });

  it('is what the sender says, when they say it', async () => {
    expect(await asOfOf({}, new Date('2026-11-10T21:00:00Z'))).toBe('2026-11-10T21:00:00.000Z');
  });

  it('decides which payments are taken off', async () => {
    await world.load(table([row()]));
    const account = await database.prisma.account.findFirstOrThrow();
    const before = await world.make.payment({
      accountId: account.id,
      amount: 30_000,
      at: new Date('2026-11-04T20:59:59Z'),
    });
    const after = await world.make.payment({
      accountId: account.id,
      amount: 7_000,
      at: new Date('2026-11-04T21:00:00Z'),
    });
    expect([before.id, after.id]).toHaveLength(2);
    const { leftToPay } = await import('../../../src/services/bills/left-to-pay.ts');
    const left = await leftToPay({ db: database.prisma }, { accountIds: [account.id] });
    expect(left.get(account.id)?.left).toBe(100_000 - 7_000);
  });
});

describe('what would change', () => {
  it('counts new, changed and same bills, and unknown accounts once each', async () => {
    await world.load(table([row(), row({ 'Лицевой счет': '4200000002' })]));
    const plan = await world.plan(
      table([
        row(),
        row({ 'Лицевой счет': '4200000002', 'Итого к оплате': '1,00' }),
        row({ 'Лицевой счет': '4200000002', Период: '09.2026' }),
        row({ 'Лицевой счет': '4200000003' }),
        row({ 'Лицевой счет': '4200000003', Период: '09.2026' }),
      ]),
    );
    expect(plan.counts).toEqual({ newBills: 3, changedBills: 1, sameBills: 1, unknownAccounts: 1 });
    expect(plan.unknownSample).toEqual([{ provider: 'Смарт Запад (ЖКУ)', number: '4200000003' }]);
  });

  it('writes nothing', async () => {
    const before = await world.counts();
    await world.plan(table([row()]));
    expect(await world.counts()).toEqual(before);
  });
});

describe('the embedded database', () => {
  const many = (count: number) =>
    table(
      Array.from({ length: count }, (_, index) =>
        row({ 'Лицевой счет': String(4_300_000_000 + index), ФИО: '', Адрес: '' }),
      ),
    );

  it('refuses more accounts than it serves well, with the cure', async () => {
    await expect(world.plan(many(EMBEDDED_MAX_ACCOUNTS + 1))).rejects.toMatchObject({
      code: 'IMPORT_TOO_LARGE',
      details: { accounts: EMBEDDED_MAX_ACCOUNTS + 1, max: EMBEDDED_MAX_ACCOUNTS },
    });
  });

  it('counts accounts, not bills, and those it has already', async () => {
    const twoMonths = table(
      Array.from({ length: 3_000 }, (_, index) => String(4_300_000_000 + index)).flatMap((number) => [
        row({ 'Лицевой счет': number }),
        row({ 'Лицевой счет': number, Период: '09.2026' }),
      ]),
    );
    expect((await world.plan(twoMonths)).counts.unknownAccounts).toBe(3_000);
    await world.load(table([row()]));
    await expect(world.plan(many(EMBEDDED_MAX_ACCOUNTS))).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE' });
  });

  it('is the only one that refuses', async () => {
    const large = await createImportWorld(database, { embedded: false });
    expect((await large.plan(many(EMBEDDED_MAX_ACCOUNTS + 1))).bills).toHaveLength(EMBEDDED_MAX_ACCOUNTS + 1);
  });
});
