import { describe, expect, it } from 'vitest';
import { readGisDocuments } from '../../src/formats/accruals/gis.ts';
import { parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import type { Workbook } from '../../src/formats/xlsx/read-workbook.ts';

const DOCUMENTS = [
  'Идентификатор ЖКУ',
  'Номер платежного документа',
  'Расчетный период',
  'Итого к оплате c учетом',
];
const SERVICES = ['Номер платежного документа', 'Услуга', 'Всего начислено', 'Итого к оплате'];
const ACCOUNTS: Readonly<Record<string, string>> = {
  '20АА000001-01': '4100000001',
  '20АА000002-01': '4100000002',
};

function read(documents: readonly string[][], services: readonly string[][]) {
  const workbook: Workbook = {
    ok: true,
    sheets: [
      { name: 'Разделы 1-2', rows: [DOCUMENTS, ['1', '2', '3', '4'], ...documents] },
      { name: 'Разделы 3-6', rows: [SERVICES, ['1', '2', '3', '4'], ...services] },
    ],
  };
  const parsed = parseAccruals(
    readGisDocuments(workbook)?.asTable((jku) => ACCOUNTS[jku] ?? null) ?? Buffer.of(),
    {
      fileName: 'gis.xlsx',
    },
  );
  if (!parsed.ok) throw new Error(parsed.code);
  return {
    bills: parsed.bills.map(({ account, total }) => [account, total]),
    errors: parsed.errors.map(({ row, code, details }) => [row, code, details.value]),
  };
}

const first = (number: string, total: string): string[] => ['20АА000001-01', number, '10.2026', total];
const second = (number: string, total: string): string[] => ['20аа000002-01', number, '10.2026', total];

describe('payment documents of ГИС ЖКХ', () => {
  it('keep their sums; the rest of a total is a debt or an advance', () => {
    const { bills, errors } = read(
      [first('ПД-1', '150,00'), second('ПД-2', '-20,00')],
      [
        ['ПД-1', 'Отопление', '100,00', '100,00'],
        ['ПД-2', 'Отопление', '30,00', '30,00'],
      ],
    );
    expect(bills).toEqual([
      ['4100000001', 15_000],
      ['4100000002', -2_000],
    ]);
    expect(errors).toEqual([]);
  });

  it('a service without a total counts once', () => {
    expect(read([first('ПД-1', '100,00')], [['ПД-1', 'Отопление', '100,00', '']]).bills).toEqual([
      ['4100000001', 10_000],
    ]);
  });

  it('two documents under one number are nobody’s', () => {
    const { bills, errors } = read(
      [first('ПД-1', '100,00'), second('ПД-1', '200,00')],
      [
        ['ПД-1', 'Отопление', '100,00', '100,00'],
        ['ПД-1', 'Вода', '200,00', '200,00'],
      ],
    );
    expect(bills).toEqual([]);
    expect(errors.slice(0, 2)).toEqual([
      [3, 'ACCOUNT_INVALID', '№ ПД-1'],
      [4, 'ACCOUNT_INVALID', '№ ПД-1'],
    ]);
  });

  it('a document may have a row for each account of the payee', () => {
    const { bills } = read(
      [first('ПД-1', '100,00'), first('ПД-1', '100,00')],
      [['ПД-1', 'Вода', '100,00', '100,00']],
    );
    expect(bills).toEqual([['4100000001', 10_000]]);
  });

  it('documents without a number do not share their services', () => {
    const { bills } = read([first('', '100,00'), second('', '200,00')], [['', 'Вода', '100,00', '100,00']]);
    expect(bills).toEqual([
      ['4100000001', 10_000],
      ['4100000002', 20_000],
    ]);
  });

  it('a service of a document that is not there is told', () => {
    const { errors } = read([first('ПД-1', '100,00')], [['ПД-7', 'Вода', '100,00', '100,00']]);
    expect(errors).toContainEqual([3, 'ACCOUNT_INVALID', '№ ПД-7']);
  });

  it('a total that cannot be read spoils its bill, not the sum', () => {
    const { bills, errors } = read([first('ПД-1', '#REF!')], [['ПД-1', 'Вода', '100,00', '100,00']]);
    expect(bills).toEqual([]);
    expect(errors.map(([, code]) => code)).toContain('SUM_INVALID');
  });
});
