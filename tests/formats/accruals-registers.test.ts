import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopecks, toDecimalString } from '../../src/domain/money.ts';
import { splitCommaAddress, splitDashAddress } from '../../src/formats/accruals/addresses.ts';
import { parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import { parseSberbankFileName } from '../../src/formats/accruals/sberbank-file-name.ts';
import {
  accepted,
  codeOf,
  errorsOf,
  parseText,
  REGISTER_7_FILE,
  readRegister,
  SBERBANK_FILE,
  TABLE_FILE,
  warningsOf,
} from './registers.ts';

const GUID = 'b7e0c1e2-0000-4000-8000-00000000000a';

describe('the saldo register', () => {
  const head = (sum: string, type = '7') => `#FILESUM ${sum}\r\n#TYPE ${type}\r\n#SERVICE 1828\r\n`;
  const row = (account: string, sum: string, rest = ';01.10.2026;31.10.2026') =>
    `Иванов И.И.;Новосибирск,Ленина,5,12;${account};${sum};${rest}\r\n`;

  test('a real file is read whole', () => {
    const result = accepted(parseAccruals(readRegister(REGISTER_7_FILE), { fileName: REGISTER_7_FILE }));
    expect(result).toMatchObject({
      format: 'register-7',
      encoding: 'windows-1251',
      damaged: false,
      errors: [],
      warnings: [],
    });
    expect(result.header).toEqual({
      fileSum: 20_749_548,
      service: '1828',
      note: 'Смарт Запад, 10.2026',
      variant: 'old',
    });
    expect(result.totals).toMatchObject({ accounts: 20, bills: 20, lines: 20, rows: 20, sum: 20_749_548 });
    expect(result.bills[0]).toMatchObject({
      account: '1234567890',
      period: '2026-10',
      payerName: 'Иванов Иван Иванович',
      address: 'Москва, Спортивная, 12к2',
      addressParts: { city: 'Москва', street: 'Спортивная', house: '12к2' },
      flat: '1',
      total: 1_222_181,
    });
    expect(result.bills[2]?.payerName).toBe('ООО "Ромашка"');
    expect(result.bills.some(({ total }) => total < 0)).toBe(true);
  });

  test('its sums are those of the table of the same company', () => {
    const table = accepted(parseAccruals(readRegister(TABLE_FILE), { fileName: TABLE_FILE }));
    const register = accepted(parseAccruals(readRegister(REGISTER_7_FILE), { fileName: REGISTER_7_FILE }));
    const expected = table.bills.filter(({ provider }) => provider === 'Смарт Запад (ЖКУ)');
    expect(register.bills.map(({ account, total }) => [account, total])).toEqual(
      expected.map(({ account, total }) => [account, total]),
    );
  });

  test('directives come in any case and order, with notes and colons', () => {
    const text = `#Service: 40702810000000000001\n#type 7\n#note февраль; срочно\n#FileSum 3120,50\n${row('0012345', '3120.50')}`;
    const result = accepted(parseText(text));
    expect(result.header).toMatchObject({
      service: '40702810000000000001',
      note: 'февраль; срочно',
      fileSum: 312_050,
    });
    expect(result.bills[0]?.account).toBe('0012345');
  });

  test('four fields are enough when the month is chosen; empty fields may follow', () => {
    const text = `${head('15.00')}Иванов;;1;5.00\nПетров;;2;10.00;;;;\n`;
    expect(errorsOf(parseText(text))).toEqual(['PERIOD_MISSING@4', 'PERIOD_MISSING@5']);
    const bills = accepted(parseText(text, { period: '2026-10' })).bills;
    expect(bills.map(({ total, flat, address }) => [total, flat, address])).toEqual([
      [500, null, null],
      [1_000, null, null],
    ]);
  });

  test('the variant with ЕЛС and ФИАС is recognised, also when a row lacks them', () => {
    const text = [
      '#FILESUM 8.00',
      '#TYPE 7',
      '#SERVICE 1',
      `Иванов И.И.;20АА123456;${GUID.toUpperCase()},12;Новосибирск,Ленина,5,12;001;5.00;01.10.2026`,
      'Петров П.П.;;;Новосибирск,Ленина,5,13;002;3.00;01.10.2026',
    ].join('\r\n');
    const result = accepted(parseText(text));
    expect(result.header.variant).toBe('els');
    expect(result.errors).toEqual([]);
    expect(result.bills[0]).toMatchObject({
      account: '001',
      els: '20АА123456',
      houseGuid: GUID,
      flat: '12',
      total: 500,
    });
    expect(result.bills[1]).toMatchObject({ account: '002', els: null, houseGuid: null, flat: '13' });
  });

  test('a cut file is damaged: its sum is not the sum of its rows', () => {
    const result = accepted(parseText(`${head('100.00')}${row('1', '60.00')}${row('2', '30.00')}`));
    expect(result.errors).toEqual([
      { row: 1, code: 'FILESUM_MISMATCH', details: { stated: 10_000, computed: 9_000 } },
    ]);
    expect(result.damaged).toBe(true);
    expect(result.bills).toHaveLength(2);
  });

  test('with an unreadable sum the control sum says nothing', () => {
    expect(errorsOf(parseText(`${head('100.00')}${row('1', '6O.00')}${row('2', '30.00')}`))).toEqual([
      'SUM_INVALID@4',
    ]);
  });

  test('a control sum may be as large as a town', () => {
    const sum = kopecks(30 * 2_000_000_000);
    const rows = Array.from({ length: 30 }, (_, index) => row(String(index + 1), '20000000.00')).join('');
    expect(accepted(parseText(`${head(toDecimalString(sum))}${rows}`)).errors).toEqual([]);
  });

  test.each(['9', '17', ''])('#TYPE %j is another register', (type) => {
    expect(parseText(`${head('1.00', type)}${row('1', '1.00')}`)).toEqual({
      ok: false,
      code: 'REGISTER_TYPE_UNSUPPORTED',
      details: { type },
    });
  });

  test('without #TYPE it is refused, without #FILESUM it is told', () => {
    expect(codeOf(parseText(`#FILESUM 1.00\n${row('1', '1.00')}`))).toBe('REGISTER_TYPE_UNSUPPORTED');
    expect(warningsOf(parseText(`#TYPE 7\n${row('1', '1.00')}`))).toEqual(['FILESUM_MISSING@1']);
    expect(errorsOf(parseText(`${head('много')}${row('1', '1.00')}`))).toEqual(['FILESUM_INVALID@1']);
  });

  test('an account stands once; parts of services are told apart', () => {
    const twice = parseText(`${head('3.00')}${row('1', '1.00')}${row('1', '2.00')}`);
    expect(errorsOf(twice)).toEqual(['BILL_HAS_ERRORS@4', 'ACCOUNT_REPEATED@5']);
    expect(accepted(twice).bills).toEqual([]);
    const same = parseText(`${head('2.00')}${row('1', '1.00')}${row('1', '1.00')}`);
    expect(errorsOf(same)).toEqual(['BILL_HAS_ERRORS@4', 'ROW_DUPLICATE@5']);
    const months = parseText(
      `${head('2.00')}${row('1', '1.00')}${row('1', '1.00', ';01.09.2026;30.09.2026')}`,
    );
    expect(errorsOf(months)).toEqual(['BILL_HAS_ERRORS@4', 'ACCOUNT_REPEATED@5']);
    const parts = parseText(
      `${head('3.00')}${row('1', '1.00', '01;01.10.2026;31.10.2026')}${row('1', '2.00', '02;01.10.2026;31.10.2026')}`,
    );
    expect(
      accepted(parts).bills.map(({ total, lines }) => [total, lines.map(({ service }) => service)]),
    ).toEqual([[300, ['ЖКУ (01)', 'ЖКУ (02)']]]);
  });

  test('a month is named by its end', () => {
    const result = parseText(`${head('1.00')}${row('1', '1.00', ';26.09.2026;25.10.2026')}`);
    expect(accepted(result).bills[0]?.period).toBe('2026-10');
    expect(warningsOf(result)).toEqual(['PERIOD_SPANS_MONTHS@4']);
    expect(errorsOf(parseText(`${head('1.00')}${row('1', '1.00', ';32.10.2026;')}`))).toEqual([
      'DATE_INVALID@4',
    ]);
  });

  test('fields out of place are refused', () => {
    const text = `${head('1.00')}Иванов;Москва,Ленина,1,1;1;1.00;;01.10.2026;31.10.2026;лишнее\nИванов;1\n`;
    expect(errorsOf(parseText(text))).toEqual(['WRONG_COLUMN_COUNT@4', 'WRONG_COLUMN_COUNT@5']);
  });

  test('whatever sums a file has, they are read and checked', () => {
    const sums = fc.array(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(sums, fc.integer({ min: -5, max: 5 }), (list, off) => {
        const total = list.reduce((sum, amount) => sum + amount, 0);
        const rows = list
          .map((amount, index) => row(String(index), toDecimalString(kopecks(amount))))
          .join('');
        const result = accepted(parseText(`${head(toDecimalString(kopecks(total + off)))}${rows}`));
        expect(result.damaged).toBe(off !== 0);
        expect(result.totals.sum).toBe(total);
      }),
    );
  });
});

describe("Sberbank's register of debts", () => {
  const row = (
    account: string,
    sum: string,
    rest: { period?: string; service?: string; address?: string; house?: string } = {},
  ) => {
    const {
      period = '102026',
      service = 'Квартплата',
      address = 'г. Полысаево, ул. Крупской, 5-12',
      house = '|',
    } = rest;
    return `${account}|${house}|Иванов Иван|${address}|1|${service}|${period}||${sum}\r\n`;
  };

  test('a real file is read whole', () => {
    const result = accepted(parseAccruals(readRegister(SBERBANK_FILE), { fileName: SBERBANK_FILE }));
    expect(result).toMatchObject({
      format: 'sberbank-pipe',
      encoding: 'windows-1251',
      errors: [],
      warnings: [],
      damaged: false,
    });
    expect(result.header).toEqual({
      companyInn: '7700000022',
      companyAccount: '40702810012345678912',
      sequence: '001',
      period: '2026-10',
      declaredRows: 20,
      declaredSum: '153307',
    });
    expect(result.totals).toMatchObject({ bills: 20, sum: 15_330_664 });
    expect(result.bills[0]).toMatchObject({
      account: '1234567890',
      total: 1_297_024,
      period: '2026-10',
      address: 'г. Москва, ул. Центральная, 5',
      addressParts: { city: 'г. Москва', street: 'ул. Центральная', house: '5' },
      flat: '2',
    });
    expect(result.bills[0]?.lines[0]?.service).toBe('Квартплата Смарт Сервис');
    expect(result.bills[1]?.payerName).toBe('Ёлкина Дарья Фёдоровна');
  });

  test('ЕЛС and house are taken when they are there', () => {
    const text = `${row('0012345', '312050', { house: `20АА123456|${GUID},12` })}=|1|3121\r\n`;
    const result = accepted(parseText(text));
    expect(result.bills[0]).toMatchObject({
      account: '0012345',
      els: '20АА123456',
      houseGuid: GUID,
      flat: '12',
      total: 312_050,
    });
    expect(result.warnings).toEqual([]);
  });

  test.each(['3121', '3120', '3120,50', '3120.5', '312050', ''])('the trailer may say %j', (sum) => {
    expect(warningsOf(parseText(`${row('1', '312050')}=|1|${sum}`))).toEqual([]);
  });

  test('a trailer of another sum is told, of another count is damage', () => {
    const soft = parseText(`${row('1', '312050')}=|1|3122`);
    expect(warningsOf(soft)).toEqual(['FILE_SUM_DIFFERS@2']);
    expect(accepted(soft).damaged).toBe(false);
    const cut = parseText(`${row('1', '312050')}=|2|3121`);
    expect(errorsOf(cut)).toEqual(['TRAILER_COUNT_MISMATCH@2']);
    expect(accepted(cut).errors[0]?.details).toEqual({ stated: 2, computed: 1 });
    expect(accepted(cut).damaged).toBe(true);
    expect(errorsOf(parseText(`${row('1', '312050')}=|много|3121`))).toEqual(['TRAILER_INVALID@2']);
    expect(warningsOf(parseText(row('1', '312050')))).toEqual(['TRAILER_MISSING@1']);
    expect(errorsOf(parseText(`${row('1', '100')}=|1|1\r\n${row('2', '100')}`))).toEqual([
      'ROW_AFTER_TRAILER@3',
    ]);
  });

  test.each([
    ['3120,50', 'SUM_INVALID'],
    ['31205O', 'SUM_INVALID'],
    ['', 'SUM_MISSING'],
    ['99999999999', 'SUM_TOO_LARGE'],
  ])('%j is no sum in kopecks', (sum, code) => {
    expect(errorsOf(parseText(`${row('1', '100')}${row('2', sum)}=|2|1`))).toEqual([`${code}@2`]);
  });

  test('months are checked against the name of the file', () => {
    const text = `${row('1', '100', { period: '092026' })}${row('2', '100', { period: '' })}${row('3', '100', { period: '132026' })}`;
    const result = parseText(text, { fileName: SBERBANK_FILE });
    expect(accepted(result).bills.map(({ period }) => period)).toEqual(['2026-09', '2026-10']);
    expect(errorsOf(result)).toEqual(['PERIOD_INVALID@3']);
    expect(warningsOf(result)).toEqual(['PERIOD_DIFFERS_FROM_FILE_NAME@1', 'TRAILER_MISSING@3']);
    expect(errorsOf(parseText(text))).toEqual(['PERIOD_MISSING@2', 'PERIOD_INVALID@3']);
  });

  test('an account stands once per service', () => {
    const text = `${row('1', '100')}${row('1', '200', { service: 'Капремонт' })}${row('2', '5')}${row('2', '6')}`;
    const result = parseText(text);
    expect(accepted(result).bills.map(({ total }) => total)).toEqual([300]);
    expect(errorsOf(result)).toEqual(['BILL_HAS_ERRORS@3', 'ACCOUNT_REPEATED@4']);
  });

  test('a row of another width is refused', () => {
    expect(errorsOf(parseText(`${row('1', '100')}2|||Иванов|адрес|1|ЖКУ|102026|100\n`))).toEqual([
      'WRONG_COLUMN_COUNT@2',
    ]);
    expect(errorsOf(parseText(`${row('1', '100')}${row('2', '100|x')}`))).toEqual(['WRONG_COLUMN_COUNT@2']);
  });

  test('nothing but a trailer is a file without rows', () => {
    expect(codeOf(parseText('=|0|0\r\n'))).toBe('FILE_WITHOUT_ROWS');
  });
});

test.each([
  ['7700000022_40702810012345678912_001_1026.txt', '2026-10'],
  ['/in/770000002212_40702810012345678912_014_0127 (1).txt', '2027-01'],
  ['7700000022_40702810012345678912_001_1326.txt', null],
  ['7700000022_4070281001234567891_001_1026.txt', null],
  ['начисления.txt', null],
])('the name %s says %s', (name, month) => {
  expect(parseSberbankFileName(name)?.period ?? null).toBe(month);
});

describe('addresses', () => {
  test.each([
    ['Москва,Спортивная,12к2,1', 'Москва, Спортивная, 12к2', '1'],
    ['Московская обл.,г. Химки, Ленина ,5,12А', 'Московская обл., г. Химки, Ленина, 5', '12А'],
    ['Москва,Ленина,5,', 'Москва, Ленина, 5', null],
    ['Москва,Ленина 5', 'Москва, Ленина 5', null],
    ['', '', null],
  ])('%j by commas', (cell, address, flat) => {
    expect(splitCommaAddress(cell)).toMatchObject({ address, flat });
  });

  test.each([
    ['г. Москва, ул. Центральная, 5-2', null, 'г. Москва, ул. Центральная, 5', '2'],
    ['г. Москва, ул. Спортивная, 12к2-4', null, 'г. Москва, ул. Спортивная, 12к2', '4'],
    ['г. Москва, ул. Ленина, 5/1-12А', '12А', 'г. Москва, ул. Ленина, 5/1', '12А'],
    ['г. Москва, ул. Ленина, 5-7', '12', 'г. Москва, ул. Ленина, 5-7', '12'],
    ['г. Москва, ул. Ленина, 5', null, 'г. Москва, ул. Ленина, 5', null],
    ['г. Ростов-на-Дону', null, 'г. Ростов-на-Дону', null],
    ['обл. Ростовская, г. Ростов-на-Дону', null, 'обл. Ростовская, г. Ростов-на-Дону', null],
  ])('%j by the dash (flat %j)', (cell, known, address, flat) => {
    expect(splitDashAddress(cell, known)).toMatchObject({ address, flat });
  });
});
