import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { valueFromDecimal } from '../../../src/domain/meters.ts';
import { CONFIGURED_ADMINISTRATOR } from '../../../src/domain/roles.ts';
import { encodeText } from '../../../src/formats/encoding.ts';
import { writeXlsx } from '../../../src/formats/xlsx-writer.ts';
import { planFile } from '../../../src/services/imports/plan-file.ts';
import { type ApplyRowsResult, applyRows } from '../../../src/services/imports/rows/apply-rows.ts';
import type { RowsPlan } from '../../../src/services/imports/rows/rows-plan.ts';
import {
  exportReadings,
  type READING_EXPORT_FORMATS,
  readingExportFile,
} from '../../../src/services/meters/export-readings.ts';
import { replaceMeter } from '../../../src/services/meters/replace-meter.ts';
import { submitReadings } from '../../../src/services/meters/submit-readings.ts';
import { WORKBOOKS_HERE } from '../../../src/services/workbooks.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, SAMPLES, sample } from './world.ts';

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

const ACTOR = { actorId: null, actorKind: 'cli' } as const;
const CLI = { identityId: null, grants: 'cli' } as const;

async function plan(bytes: Uint8Array): Promise<RowsPlan> {
  const found = await planFile(world.deps, { bytes, fileName: 'meters.csv', companies: 'all', kind: null });
  if (found.kind === 'bills') throw new Error('taken for bills');
  return found;
}
const load = async (bytes: Uint8Array): Promise<ApplyRowsResult> =>
  applyRows(world.deps, { plan: await plan(bytes), actor: ACTOR });

const HEADER =
  'Лицевой счет;Поставщик;Тип счетчика;Номер счетчика;Количество тарифов;Показание 1;Показание 2;Показание 3;Дата показаний';
const file = (rows: readonly string[], header = HEADER): Buffer =>
  encodeText(`${[header, ...rows].join('\r\n')}\r\n`, 'windows-1251');

/** An account of Смарт Запад. */
const account = (number = '4200000001') =>
  world.make.account({ providerId: world.providerId('smart-zapad-zhku'), number });
const ROW = '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;101,125;;;20.10.2026';
const current = () =>
  database.prisma.reading.findMany({ where: { isCurrent: true }, orderBy: { id: 'asc' } });

const WRONG_ROWS: readonly (readonly [string, readonly string[]])[] = [
  ['METER_KIND_UNKNOWN', ['4200000001;Смарт Запад (ЖКУ);Лифт;1;1;5;;;20.10.2026']],
  ['METER_SERIAL_WRONG', ['4200000001;Смарт Запад (ЖКУ);ХВС;;1;5;;;20.10.2026']],
  ['METER_ZONES_WRONG', ['4200000001;Смарт Запад (ЖКУ);ЭЛ;1;2;5;;;20.10.2026']],
  ['METER_ZONES_WRONG', ['4200000001;Смарт Запад (ЖКУ);ЭЛ;1;4;5;;;20.10.2026']],
  ['NUMBER_INVALID', ['4200000001;Смарт Запад (ЖКУ);ХВС;1;1;много;;;20.10.2026']],
  ['DATE_INVALID', ['4200000001;Смарт Запад (ЖКУ);ХВС;1;1;5;;;31.02.2026']],
  ['DATE_INVALID', ['4200000001;Смарт Запад (ЖКУ);ХВС;1;1;5;;;']],
  ['READING_IN_FUTURE', ['4200000001;Смарт Запад (ЖКУ);ХВС;1;1;5;;;20.12.2026']],
  ['ACCOUNT_UNKNOWN', ['4299999999;Смарт Запад (ЖКУ);ХВС;1;1;5;;;20.10.2026']],
  ['ROW_REPEATED', [ROW, ROW]],
];

describe('meters by import', () => {
  it('the company’s own file: 120 meters of 40 accounts, as CSV; the second time nothing changes', async () => {
    await world.load(sample(SAMPLES.table));
    const bytes = sample('meters.csv');
    const planned = await plan(bytes);
    expect(planned.kind).toBe('meters');
    expect(planned.errors).toEqual([]);
    expect(planned.counts).toMatchObject({ created: 120, changed: 0, same: 0 });
    await applyRows(world.deps, { plan: planned, actor: ACTOR });
    expect(await database.prisma.meter.count()).toBe(120);
    expect(await database.prisma.reading.count()).toBe(120);
    const meter = await database.prisma.meter.findFirstOrThrow({
      where: { serial: '300001', account: { provider: { code: 'smart-zapad-zhku' } } },
      include: { readings: true },
    });
    expect(meter).toMatchObject({ resource: 'electricity', zones: 3, automatic: false });
    expect(meter.nextVerificationOn?.toISOString().slice(0, 10)).toBe('2031-01-01');
    expect(meter.readings[0]).toMatchObject({ period: '2026-10', status: 'exported', source: 'import' });
    expect(meter.readings[0]?.values.map(Number)).toEqual([5001, 2101, 1501]);
    expect((await load(bytes)).alreadyApplied).toBe(true);
    expect((await plan(Buffer.concat([bytes, Buffer.from('\r\n')]))).counts).toMatchObject({
      created: 0,
      same: 120,
    });
  });

  it('as a workbook', async () => {
    await account();
    const [header, row] = [HEADER.split(';'), ROW.split(';')];
    const bytes = await writeXlsx([
      { name: 'Счетчики', columns: header.map((title) => ({ header: title })), rows: [row] },
    ]);
    await load(bytes);
    expect(await database.prisma.meter.count()).toBe(1);
  });

  it('every wrong row is told with its reason, the rest is taken', async () => {
    await account();
    const good = '4200000001;Смарт Запад (ЖКУ);ГВС;9;1;7,5;;;20.10.2026';
    for (const [code, wrong] of WRONG_ROWS) {
      const planned = await plan(file([...wrong, good]));
      expect(
        planned.errors.map((error) => error.code),
        code,
      ).toEqual([code]);
      expect(planned.rows.length).toBeGreaterThanOrEqual(1);
    }
  });

  it('a history stands in one file; a resident’s reading is not overwritten, an own figure is', async () => {
    const { id } = await account();
    await load(file([ROW, '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;97;;;20.09.2026']));
    const meter = await database.prisma.meter.findFirstOrThrow();
    await database.prisma.reading.create({
      data: {
        number: 'r1',
        meterId: meter.id,
        period: '2026-11',
        values: ['105'],
        takenAt: new Date(),
        submittedAt: new Date(),
        source: 'resident',
        key: 'r1',
      },
    });
    world.setNow('2026-12-01T09:00:00.000Z');
    await load(
      file([
        '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;102;;;20.10.2026',
        '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;110;;;20.11.2026',
      ]),
    );
    const values = await current();
    expect(values.map(({ period, values: [value] }) => `${period} ${Number(value)}`).sort()).toEqual([
      '2026-09 97',
      '2026-10 102',
      '2026-11 105',
    ]);
    expect(id).toBeGreaterThan(0);
  });

  it('a replaced meter keeps its final values and names the one in its place', async () => {
    await account();
    await load(file([ROW]));
    await load(
      file(
        [
          '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;;;15.10.2026;103,5;500001',
          '4200000001;Смарт Запад (ЖКУ);ХВС;500001;1;;0,2;;;',
        ],
        'Лицевой счет;Поставщик;Тип счетчика;Номер счетчика;Количество тарифов;Показание 1;Начальное показание 1;Дата снятия счетчика;Конечное показание 1;Заменен на',
      ),
    );
    const [old, fresh] = await database.prisma.meter.findMany({ orderBy: { serial: 'asc' } });
    expect(old?.archivedAt).not.toBeNull();
    expect(old?.finalValues.map(Number)).toEqual([103.5]);
    expect(old?.replacedById).toBe(fresh?.id);
    expect(fresh?.initialValues.map(Number)).toEqual([0.2]);
  });

  it('rolled back: meters and values of the file are gone, what was before stands again', async () => {
    await account();
    await load(file([ROW]));
    world.setNow('2026-12-01T09:00:00.000Z');
    const { batchId } = await load(
      file([
        '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;102;;;20.10.2026',
        '4200000001;Смарт Запад (ЖКУ);ГВС;200001;1;50;;;20.10.2026',
      ]),
    );
    await world.rollBack(batchId);
    expect((await current()).map(({ values: [value] }) => Number(value))).toEqual([101.125]);
    const active = await database.prisma.meter.findMany({ where: { archivedAt: null } });
    expect(active.map(({ serial }) => serial)).toEqual(['100001']);
  });
});

describe('export and the company’s answer', () => {
  /** A resident who has sent 105 for November. */
  async function sent() {
    const row = await account();
    await load(file([ROW]));
    const meter = await database.prisma.meter.findFirstOrThrow();
    const resident = await world.make.registered();
    const link = await world.make.link({ residentId: resident.residentId, accountId: row.id });
    const { deps } = world;
    const now = deps.clock.now();
    const draft = await database.prisma.draft.create({
      data: {
        identityId: resident.identityId,
        kind: 'readings',
        createdAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
      },
    });
    const [reading] = await submitReadings(deps, {
      actor: { kind: 'resident', residentId: resident.residentId, linkId: link.id },
      identityId: resident.identityId,
      draftId: draft.id,
      entries: [{ meterId: meter.id, values: ['105'], confirmed: [], sentId: null, photo: null }],
      locale: 'ru',
    });
    return { resident, meter, number: reading?.number ?? '' };
  }
  async function replaced(
    meterId: number,
    by: {
      readonly final: readonly string[] | null;
      readonly serial: string;
      readonly initial: readonly string[];
    },
  ): Promise<void> {
    const deps = { ...world.deps, notify: () => undefined };
    await replaceMeter(deps, {
      actor: { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] },
      draftId: null,
      locale: 'ru',
      replacement: {
        meterId,
        removedOn: '2026-11-16',
        final: by.final?.map(valueFromDecimal) ?? null,
        meter: {
          serial: by.serial,
          place: null,
          digits: 6,
          decimals: 3,
          verifiedOn: null,
          nextVerificationOn: null,
          initial: by.initial.map(valueFromDecimal),
        },
      },
    });
  }
  const exported = async () => {
    const deps = { ...world.deps, notify: () => undefined };
    return exportReadings(deps, { actor: CLI, providerId: world.providerId('smart-zapad-zhku') });
  };
  const answer = (number: string, status: string, reason: string): Buffer =>
    file(
      [`4200000001;Смарт Запад (ЖКУ);${number};${status};${reason}`],
      'Лицевой счет;Поставщик;Номер передачи;Статус;Причина',
    );

  it('marks once; the file can be had again, after corrections too; two at once make one batch', async () => {
    const { number } = await sent();
    const both = await Promise.allSettled([exported(), exported()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const batch = await database.prisma.exportBatch.findFirstOrThrow();
    expect(batch).toMatchObject({ kind: 'readings', count: 1 });
    const content = async (format: (typeof READING_EXPORT_FORMATS)[number]): Promise<Buffer> =>
      Buffer.from(
        (
          await readingExportFile(
            { ...world.deps, documents: WORKBOOKS_HERE },
            { actor: CLI, batchId: batch.id, format },
          )
        ).bytes,
      );
    const csv = (await content('csv')).toString('utf8');
    expect(csv).toContain(`4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;105;;;16.11.2026;11.2026;${number}`);
    const blocks = new TextDecoder('windows-1251').decode(await content('blocks'));
    expect(blocks).toContain('4200000001;Иванов Иван Иванович;');
    expect(blocks).toContain(':[!]100001;ХВС;105');
    expect((await content('xlsx')).subarray(0, 2).toString()).toBe('PK');
    await database.prisma.reading.updateMany({
      where: { number },
      data: { isCurrent: false, status: 'replaced' },
    });
    expect((await content('csv')).toString('utf8')).toBe(csv);
  });

  it('tells accounting of a meter that was replaced by hand: how the old one ended, how the new one began', async () => {
    const { meter, number } = await sent();
    await replaced(meter.id, { final: ['120.5'], serial: '900002', initial: ['3'] });
    const { batchId, count, replacements } = await exported();
    expect([count, replacements]).toEqual([1, 1]);
    const content = async (format: (typeof READING_EXPORT_FORMATS)[number]): Promise<Buffer> =>
      Buffer.from(
        (
          await readingExportFile(
            { ...world.deps, documents: WORKBOOKS_HERE },
            { actor: CLI, batchId, format },
          )
        ).bytes,
      );
    const [, removed, installed, reading] = (await content('csv')).toString('utf8').split('\r\n');
    expect(removed).toBe(
      '4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;120,5;;;16.11.2026;11.2026;;Снят;900002;',
    );
    expect(installed).toBe(
      '4200000001;Смарт Запад (ЖКУ);ХВС;900002;1;3;;;16.11.2026;11.2026;;Установлен;;100001',
    );
    expect(reading).toBe(`4200000001;Смарт Запад (ЖКУ);ХВС;100001;1;105;;;16.11.2026;11.2026;${number};;;`);
    const blocks = new TextDecoder('windows-1251').decode(await content('blocks'));
    expect(blocks).toContain(':[!]100001;ХВС, Снят;120,5:[!]900002;ХВС, Установлен;3:[!]100001;ХВС;105');
    expect(blocks).toContain('=1\r\n');
    expect((await content('xlsx')).subarray(0, 2).toString()).toBe('PK');
    // Once; and a replacement alone is worth a file.
    await expect(exported()).rejects.toMatchObject({ code: 'READINGS_NOTHING_TO_EXPORT' });
    const next = await database.prisma.meter.findFirstOrThrow({ where: { serial: '900002' } });
    await replaced(next.id, { final: null, serial: '900003', initial: ['0'] });
    expect(await exported()).toMatchObject({ count: 0, replacements: 1 });
  });

  it('what the company rejects is told with its reason, once; rolled back it stands again', async () => {
    const { number, resident } = await sent();
    await exported();
    const { batchId } = await load(answer(number, 'отклонено', 'Показание меньше контрольного'));
    const reading = await database.prisma.reading.findUniqueOrThrow({ where: { number } });
    expect(reading).toMatchObject({
      status: 'rejected',
      reason: 'Показание меньше контрольного',
      isCurrent: true,
    });
    const deliveries = await database.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(deliveries.map(({ kind, identityId }) => [kind, identityId])).toEqual([
      ['meters.exported', resident.identityId],
      ['meters.rejected', resident.identityId],
    ]);
    await world.rollBack(batchId);
    expect((await database.prisma.reading.findUniqueOrThrow({ where: { number } })).status).toBe('exported');
  });

  describe('without a provider', () => {
    const HEAD = 'Лицевой счет;Номер передачи;Статус;Причина';
    const unnamed = (number: string, lc = '4200000001'): Buffer =>
      file([`${lc};${number};отклонено;Меньше контрольного`], HEAD);

    it('is the one of the number', async () => {
      const { number } = await sent();
      const planned = await plan(unnamed(number));
      expect(planned.errors).toEqual([]);
      expect(planned.providers.map(({ id }) => id)).toEqual([world.providerId('smart-zapad-zhku')]);
      await applyRows(world.deps, { plan: planned, actor: ACTOR });
      const reading = await database.prisma.reading.findUniqueOrThrow({ where: { number } });
      expect(reading.status).toBe('rejected');
    });

    it('nothing is asked about a number that nobody has, or that is another account’s', async () => {
      const { number } = await sent();
      for (const answered of [unnamed('нет такого'), unnamed(number, '4200000002')]) {
        const planned = await plan(answered);
        expect(planned.errors.map(({ code }) => code)).toEqual(['READING_UNKNOWN']);
        expect(planned.rows).toEqual([]);
      }
    });

    it('tells nothing of another company’s numbers', async () => {
      const { number } = await sent();
      const planned = await planFile(world.deps, {
        bytes: unnamed(number),
        fileName: 'answers.csv',
        companies: [999_999],
        kind: null,
      });
      expect(planned.errors.map(({ code }) => code)).toEqual(['READING_UNKNOWN']);
      expect(JSON.stringify(planned.errors)).not.toContain('Смарт');
    });
  });

  it('an answer that cannot be understood is told', async () => {
    const { number } = await sent();
    for (const [code, about, status, reason] of [
      ['ANSWER_UNKNOWN', number, 'может быть', 'x'],
      ['ANSWER_WITHOUT_REASON', number, 'отклонено', ''],
      ['READING_UNKNOWN', 'нет такого', 'принято', ''],
    ] as const) {
      const planned = await plan(answer(about, status, reason));
      expect(planned.errors.map((error) => error.code)).toEqual([code]);
    }
  });

  it('needs the right', async () => {
    const { number } = await sent();
    expect(number).not.toBe('');
    const actor = { identityId: 1, grants: [{ ...CONFIGURED_ADMINISTRATOR, companyId: 999_999 }] };
    const deps = { ...world.deps, notify: () => undefined };
    await expect(
      exportReadings(deps, { actor, providerId: world.providerId('smart-zapad-zhku') }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
