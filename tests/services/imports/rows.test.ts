import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import type { ImportKind } from '../../../src/database/generated/enums.ts';
import { encodeText } from '../../../src/formats/encoding.ts';
import { writeXlsx } from '../../../src/formats/xlsx-writer.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { detectKind, openImportFile } from '../../../src/services/imports/detect-kind.ts';
import { planFile } from '../../../src/services/imports/plan-file.ts';
import type { ImportFile } from '../../../src/services/imports/plan-import.ts';
import { type ApplyRowsResult, applyRows } from '../../../src/services/imports/rows/apply-rows.ts';
import type { RowsPlan } from '../../../src/services/imports/rows/rows-plan.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, row, table } from './world.ts';

let database: Database;
let world: Awaited<ReturnType<typeof createImportWorld>>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  world = await createImportWorld(database);
});

async function plan(
  bytes: Uint8Array,
  file: Partial<ImportFile> & { kind?: ImportKind } = {},
): Promise<RowsPlan> {
  const found = await planFile(world.deps, {
    bytes,
    fileName: 'file.csv',
    companies: 'all',
    kind: null,
    ...file,
  });
  if (found.kind === 'bills') throw new Error('taken for bills');
  return found;
}

function apply(planned: RowsPlan): Promise<ApplyRowsResult> {
  return applyRows(world.deps, { plan: planned, actor: { actorId: null, actorKind: 'cli' } });
}

const account = (over: Record<string, string> = {}) => ({
  'Лицевой счет': '4200000001',
  Поставщик: 'Смарт Запад (ЖКУ)',
  ФИО: 'Иванов Иван Иванович',
  Адрес: 'г. Москва, ул. Спортивная, д. 12к2',
  Квартира: 'кв. 7',
  Подъезд: '2',
  Площадь: '54,3',
  Телефон: '8 916 123-45-67',
  ...over,
});
const payment = (over: Record<string, string> = {}) => ({
  'Лицевой счет': '4200000001',
  Поставщик: 'Смарт Запад (ЖКУ)',
  'Дата платежа': '10.11.2026',
  'Сумма платежа': '300,00',
  'Номер операции': 'op-1',
  Канал: 'Почта',
  ...over,
});

async function left(number = '4200000001'): Promise<number | undefined> {
  const { id } = await world.deps.db.account.findFirstOrThrow({ where: { number } });
  return (await leftToPay(world.deps, { accountIds: [id] })).get(id)?.left;
}

describe('what a file is about', () => {
  it.each<[string, Buffer, ImportKind]>([
    ['bills', table([row()]), 'bills'],
    ['a list of accounts', table([account()]), 'accounts'],
    ['payments', table([payment()]), 'payments'],
    ['a map of ids', table([{ ЛС: '4200000001', 'Идентификатор ЖКУ': '20АА123456-01' }]), 'jku_map'],
    [
      'Sberbank’s register of payments',
      encodeText(
        '10-11-2026;12-00-09;9055;9055999V;77;4200000001;ИВАНОВ;адрес;102026;300,00;300,00;0,00\r\n',
        'windows-1251',
      ),
      'payments',
    ],
    ['payments between tabs', Buffer.from('ЛС\tДата оплаты\tСумма\r\n1\t10.11.2026\t5\r\n'), 'payments'],
  ])('%s', async (_, bytes, kind) => {
    expect(detectKind(await openImportFile(bytes))).toBe(kind);
  });
});

describe('a list of accounts', () => {
  it('makes accounts with their house and flat, and goes back without a trace', async () => {
    const list = table([
      account(),
      account({ 'Лицевой счет': '4200000002', Адрес: 'Москва, Спортивная 12к2', Квартира: '7' }),
    ]);
    const planned = await plan(list);
    expect(planned.counts).toEqual({ created: 2, changed: 0, same: 0, matched: 0 });
    const { batchId } = await apply(planned);
    const accounts = await world.deps.db.account.findMany({
      include: { unit: { include: { building: true } } },
    });
    expect(accounts.map(({ payerName, phoneOnFile }) => [payerName, phoneOnFile])).toEqual([
      ['Иванов Иван Иванович', '+79161234567'],
      ['Иванов Иван Иванович', '+79161234567'],
    ]);
    // Two spellings of one house, two of one flat.
    expect(new Set(accounts.map(({ unitId }) => unitId)).size).toBe(1);
    expect(accounts[0]?.unit).toMatchObject({ number: '7', entrance: '2' });

    expect((await plan(list)).publishedBatchId).toBe(batchId);
    await world.rollBack(batchId);
    expect(await world.deps.db.account.count({ where: { publishedAt: { not: null } } })).toBe(0);
    await apply(await plan(list));
    expect(await world.deps.db.account.count({ where: { publishedAt: { not: null } } })).toBe(2);
  });

  it('changes what it says, leaves the rest, and restores what it changed', async () => {
    await apply(await plan(table([account()])));
    const second = await plan(table([account({ ФИО: 'Петров Пётр', Площадь: '', Телефон: '' })]));
    expect(second.counts).toMatchObject({ created: 0, changed: 1, same: 0 });
    const { batchId } = await apply(second);
    const after = await world.deps.db.account.findFirstOrThrow();
    // The phone was the former payer's.
    expect(after).toMatchObject({ payerName: 'Петров Пётр', phoneOnFile: null });
    expect(Number(after.area)).toBe(54.3);
    // Changed by hand since: rolling back must not overwrite it.
    await world.deps.db.account.updateMany({ data: { address: 'ул. Новая, 1' } });
    await world.rollBack(batchId);
    expect(await world.deps.db.account.findFirstOrThrow()).toMatchObject({
      payerName: 'Иванов Иван Иванович',
      phoneOnFile: '+79161234567',
      address: 'ул. Новая, 1',
    });
    expect((await plan(table([account()]))).publishedBatchId).not.toBeNull();
  });

  it('an account that somebody has taken stays when the list goes', async () => {
    const { batchId } = await apply(await plan(table([account()])));
    const { id } = await world.deps.db.account.findFirstOrThrow();
    const resident = await world.make.registered({ telegramId: 501 });
    await world.make.link({ residentId: resident.residentId, accountId: id });
    await world.rollBack(batchId);
    expect(await world.deps.db.account.count({ where: { publishedAt: { not: null } } })).toBe(1);
  });

  it('bad rows are named and left out', async () => {
    const planned = await plan(
      table(
        [
          account(),
          account({ 'Лицевой счет': '4200000002', Телефон: '12' }),
          account({ 'Лицевой счет': '4200000003', ЕЛС: '1' }),
          account({ 'Лицевой счет': '1,23E+09' }),
          account(),
          account({ 'Лицевой счет': '4200000005', Поставщик: 'Дом и Ко' }),
        ].map((cells) => ({ ЕЛС: '', ...cells })),
      ),
    );
    expect(planned.errors.map(({ row: at, code }) => [at, code])).toEqual([
      [3, 'PHONE_INVALID'],
      [4, 'ELS_INVALID'],
      [5, 'ACCOUNT_EXPONENT'],
      [6, 'ROW_REPEATED'],
      [7, 'PROVIDER_UNKNOWN'],
    ]);
    expect(await apply(planned)).toMatchObject({ rows: 1 });
  });
});

describe('payments made elsewhere', () => {
  beforeEach(async () => {
    await world.load(table([row()]));
  });

  it('are taken off what is left to pay, once', async () => {
    expect(await left()).toBe(100_000);
    const register = table([payment(), payment({ 'Номер операции': 'op-2', 'Дата платежа': '01.11.2026' })]);
    const planned = await plan(register);
    expect(planned.providers).toMatchObject([{ rows: 2, sum: 60_000 }]);
    const { batchId } = await apply(planned);
    // The second one was made before the bill's figures: the company knew it.
    expect(await left()).toBe(70_000);

    expect(await apply(await plan(register))).toMatchObject({ batchId, alreadyApplied: true });
    const again = table([payment(), payment({ 'Номер операции': 'op-3', 'Сумма платежа': '50,00' })]);
    const more = await plan(again);
    expect(more.counts).toEqual({ created: 1, changed: 0, same: 1, matched: 0 });
    await apply(more);
    expect(await left()).toBe(65_000);
    await world.rollBack(batchId);
    expect(await left()).toBe(95_000);
  });

  it('equal rows without a number count each, and the same file again does not', async () => {
    const bare = { 'Номер операции': '' };
    const one = await plan(table([payment(bare), payment(bare)]));
    expect(one.counts.created).toBe(2);
    await apply(one);
    expect(await left()).toBe(40_000);
    const again = await plan(table([payment(bare), payment(bare), payment({ ...bare, Канал: 'Банк' })]));
    expect(again.counts).toMatchObject({ created: 1, same: 2 });
  });

  it('a payment made here is recognised by its gateway id and does not count again', async () => {
    const { id } = await world.deps.db.account.findFirstOrThrow();
    const resident = await world.make.registered({ telegramId: 502 });
    const own = await world.make.payment({
      residentId: resident.residentId,
      accountId: id,
      amount: 30_000,
      status: 'succeeded',
    });
    await world.deps.db.payment.update({ where: { id: own.id }, data: { gatewayPaymentId: 'gw-1' } });
    expect(await left()).toBe(70_000);
    const planned = await plan(table([payment({ 'Номер операции': 'gw-1' })]));
    expect(planned.counts).toMatchObject({ created: 1, matched: 1 });
    await apply(planned);
    expect(await left()).toBe(70_000);
  });

  it('come from Sberbank’s register, with a trailer that is believed', async () => {
    const line = (number: string, sum: string, operation: string): string =>
      `10-11-2026;12-00-09;9055;9055999V;${operation};${number};ИВАНОВ И.И.;МОСКВА,СПОРТИВНАЯ;102026;1;[!];${sum};${sum};0,00`;
    const register = (trailer: string): Buffer =>
      encodeText(
        `${line('4200000001', '250,50', 's1')}\r\n${line('4200000001', '100,00', 's2')}\r\n${trailer}\r\n`,
        'windows-1251',
      );
    const file = { providerId: world.providerId('smart-zapad-zhku') };
    const cut = await plan(register('=3;350,50;350,50;0,00'), file);
    expect(cut).toMatchObject({ damaged: true });
    await expect(apply(cut)).rejects.toMatchObject({ code: 'IMPORT_HAS_ERRORS' });
    await apply(await plan(register('=2;350,50;350,50;0,00'), file));
    expect(await left()).toBe(64_950);
  });

  it('unknown accounts, zero sums and the future are refused by row', async () => {
    const planned = await plan(
      table([
        payment({ 'Лицевой счет': '4999999999' }),
        payment({ 'Сумма платежа': '0' }),
        payment({ 'Сумма платежа': '-5,00' }),
        payment({ 'Дата платежа': '17.11.2026' }),
        payment({ 'Дата платежа': '31.02.2026' }),
        payment(),
      ]),
    );
    expect(planned.errors.map(({ row: at, code }) => [at, code])).toEqual([
      [2, 'ACCOUNT_UNKNOWN'],
      [3, 'SUM_NOT_POSITIVE'],
      [4, 'SUM_NOT_POSITIVE'],
      [5, 'PAID_IN_FUTURE'],
      [6, 'DATE_INVALID'],
    ]);
    expect(planned.rows).toHaveLength(1);
  });

  it('two at once publish once', async () => {
    const planned = await plan(table([payment()]));
    const results = await Promise.all([apply(planned), apply(planned)]);
    expect(results.map(({ alreadyApplied }) => alreadyApplied).sort()).toEqual([false, true]);
    expect(await world.deps.db.importedPayment.count()).toBe(1);
    expect(await world.deps.db.importRow.count()).toBe(1);
  });

  it('cancelled in the middle leaves nothing', async () => {
    const many = Array.from({ length: 4_500 }, (_, index) => payment({ 'Номер операции': `n${index}` }));
    const planned = await plan(table(many));
    const stop = new AbortController();
    const run = applyRows(world.deps, {
      plan: planned,
      actor: { actorId: null, actorKind: 'cli' },
      signal: stop.signal,
      onProgress: (done) => {
        if (done === 4_000) stop.abort(new Error('stopped'));
      },
    });
    await expect(run).rejects.toThrow('stopped');
    expect(await world.deps.db.importRow.count()).toBe(0);
    expect(await world.deps.db.importedPayment.count()).toBe(0);
    expect(await world.deps.db.importBatch.findFirst({ where: { kind: 'payments' } })).toMatchObject({
      status: 'cancelled',
    });
  });

  it('what a killed process staged is cleared away by the next import', async () => {
    const planned = await plan(table([payment()]));
    const dead = await world.deps.db.importBatch.create({
      data: {
        kind: 'payments',
        fileName: 'dead.csv',
        fileSha256: 'x',
        format: 'table',
        encoding: 'utf-8',
        status: 'staging',
        createdAt: world.deps.clock.now(),
        rows: { create: [{ row: 2, data: {} }] },
      },
    });
    await apply(planned);
    expect(await world.deps.db.importBatch.findUnique({ where: { id: dead.id } })).toMatchObject({
      status: 'failed',
    });
    expect(await world.deps.db.importRow.count({ where: { batchId: dead.id } })).toBe(0);
  });
});

describe('the map of ГИС ЖКХ', () => {
  it('gives known accounts their id, and makes none', async () => {
    await apply(await plan(table([account()])));
    const map = table([
      { ЛС: '4200000001', Поставщик: 'Смарт Запад (ЖКУ)', 'Идентификатор ЖКУ': '20аа123456-01' },
      { ЛС: '4200000002', Поставщик: 'Смарт Запад (ЖКУ)', 'Идентификатор ЖКУ': '20АА123456-02' },
    ]);
    const planned = await plan(map);
    expect(planned.errors.map(({ code }) => code)).toEqual(['ACCOUNT_UNKNOWN']);
    const { batchId } = await apply(planned);
    expect(await world.deps.db.account.findMany()).toMatchObject([{ jkuId: '20АА123456-01' }]);
    await world.rollBack(batchId);
    expect(await world.deps.db.account.findMany()).toMatchObject([{ jkuId: null }]);
  });
});

describe('payment documents of ГИС ЖКХ', () => {
  const text = (titles: readonly string[]) => titles.map((header) => ({ header }));

  it('find their accounts by the map, and unknown ids are named', async () => {
    await apply(await plan(table([account()])));
    await apply(
      await plan(
        table([{ ЛС: '4200000001', Поставщик: 'Смарт Запад (ЖКУ)', 'Идентификатор ЖКУ': '20АА123456-01' }]),
      ),
    );
    const documents = (jku: string) =>
      writeXlsx([
        {
          name: 'Разделы 1-2',
          columns: text([
            'Идентификатор ЖКУ',
            'Тип ПД',
            'Номер платежного документа',
            'Расчетный период (ММ.ГГГГ)',
            'Итого к оплате c учетом задолженности/переплаты',
          ]),
          rows: [
            ['', '', '', '', ''],
            [jku, 'Текущий', 'ПД-1', '10.2026', '1500,00'],
          ],
        },
        {
          name: 'Разделы 3-6',
          columns: text([
            'Номер платежного документа',
            'Услуга',
            'Тариф',
            'Всего начислено',
            'Итого к оплате – Всего',
          ]),
          rows: [
            ['', '', '', '', ''],
            ['', '', '', '', ''],
            ['ПД-1', 'Отопление', '10', '1000,00', '1000,00'],
            ['ПД-1', 'Вода; холодная', '5', '200,00', '200,00'],
          ],
        },
      ]);
    const file = { providerId: world.providerId('smart-zapad-zhku') };
    const found = await planFile(world.deps, {
      bytes: await documents('20АА123456-01'),
      fileName: 'gis.xlsx',
      companies: 'all',
      kind: null,
      ...file,
    });
    if (found.kind !== 'bills') throw new Error(found.kind);
    expect(found.errors).toEqual([]);
    expect(found.bills.map(({ bill }) => [bill.account, bill.period, bill.total])).toEqual([
      ['4200000001', '2026-10', 150_000],
    ]);
    expect(found.bills[0]?.bill.lines.map(({ service, total, row: at }) => [service, total, at])).toEqual([
      ['Отопление', 100_000, 4],
      ['Вода; холодная', 20_000, 5],
      ['Долг (переплата) за прошлые периоды', 30_000, 6],
    ]);
    const bytes = await documents('20АА999999-01');
    const unknown = await planFile(world.deps, {
      bytes,
      fileName: 'gis.xlsx',
      companies: 'all',
      kind: null,
      ...file,
    });
    expect(unknown.errors.map(({ code }) => code)).toEqual(['ACCOUNT_PATTERN']);
  });
});

describe('a workbook', () => {
  it('of payments is read like a table, its best sheet', async () => {
    await world.load(table([row()]));
    const bytes = await writeXlsx([
      { name: 'Титул', columns: [{ header: 'Отчёт' }], rows: [['октябрь']] },
      {
        name: 'Платежи',
        columns: [
          { header: 'ЛС' },
          { header: 'Дата платежа', kind: 'date' },
          { header: 'Сумма платежа', kind: 'money' },
        ],
        rows: [['4200000001', '2026-11-10', 12_345]],
      },
    ]);
    const planned = await plan(bytes, { providerId: world.providerId('smart-zapad-zhku') });
    expect(planned.parsed.sheet).toBe('Платежи');
    await apply(planned);
    expect(await left()).toBe(100_000 - 12_345);
  });
});
