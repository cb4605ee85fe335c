import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopecks, toDecimalString } from '../../src/domain/money.ts';
import { parseAccruals, parseAccrualsInSteps } from '../../src/formats/accruals/parse-accruals.ts';
import { writeCsv } from '../../src/formats/csv-safe.ts';
import { encodeText, TEXT_ENCODINGS } from '../../src/formats/encoding.ts';
import {
  accepted,
  codeOf,
  errorsOf,
  parseText,
  readRegister,
  SHORT_HEADER,
  shortTable,
  TABLE_FILE,
  warningsOf,
} from './registers.ts';

describe('a real table', () => {
  const bytes = readRegister(TABLE_FILE);
  const result = accepted(parseAccruals(bytes, { fileName: TABLE_FILE }));

  test('is read whole, without a complaint', () => {
    expect(result).toMatchObject({
      format: 'table',
      encoding: 'utf-8-bom',
      damaged: false,
      errors: [],
      warnings: [],
    });
    expect(result.totals).toEqual({
      accounts: 40,
      bills: 40,
      lines: 380,
      sum: 36_080_212,
      rows: 380,
      rejectedBills: 0,
    });
    expect(result.columns.every(({ key }) => key !== null)).toBe(true);
  });

  test('one number stands at two providers with the bills of the manuals', () => {
    const bills = result.bills.filter(({ account }) => account === '1234567890');
    expect(bills.map(({ provider, total, lines }) => [provider, total, lines.length])).toEqual([
      ['Смарт Запад (ЖКУ)', 1_222_181, 5],
      ['Смарт Сервис (ЖКУ)', 1_297_024, 14],
    ]);
    expect(bills[0]).toMatchObject({
      period: '2026-10',
      billDate: '2026-11-05',
      type: 'Выставленный счет',
      comment: null,
      payerName: 'Иванов Иван Иванович',
      address: 'г. Москва, ул. Спортивная, д. 12к2',
      flat: '1',
      area: '54.30',
      livingArea: null,
      residents: 2,
      sourceRows: [2, 3, 4, 5, 6],
    });
  });

  test('volumes, benefits, debts and overpayments keep their signs; empty is not 0', () => {
    const line = result.bills[2]?.lines[0];
    expect(line).toMatchObject({
      service: 'Отопление',
      unit: 'кв.м',
      tariff: '43.57',
      withinNorm: null,
      recalculation: -7_240,
    });
    expect(result.bills.filter(({ total }) => total < 0).length).toBeGreaterThan(0);
    expect(result.bills[0]?.lines[0]).toMatchObject({ volume: null, tariff: null, unit: null, penalty: 0 });
  });

  test.each(TEXT_ENCODINGS)('reads the same in %s', (encoding) => {
    const copy = encodeText(bytes.toString('utf8').replace(/^\ufeff/, ''), encoding);
    const again = accepted(parseAccruals(copy, { fileName: TABLE_FILE }));
    expect(again.bills).toEqual(result.bills);
    expect(again.encoding).toBe(encoding);
  });

  test.each([',', '\t', '|'] as const)(
    'reads the same with the delimiter %j, LF and decimal points',
    (delimiter) => {
      const rows: string[][] = parse(bytes, { bom: true, delimiter: ';' });
      const pointed = rows.map((row) => row.map((cell) => cell.replace(/^(-?\d+),(\d+)$/, '$1.$2')));
      expect(accepted(parseText(writeCsv(pointed, { delimiter, newline: '\n' }))).bills).toEqual(
        result.bills,
      );
    },
  );
});

describe('headers', () => {
  test('are known in any case, with ё, punctuation, line breaks, currency and numbers', () => {
    const header =
      '"1. ЛИЦЕВОЙ\nСЧЁТ";РАСЧЁТНЫЙ  ПЕРИОД;Вид услуги;"Объём";Начислено, руб.;Перерасчёт;"Итого\nк оплате (руб.)";Моя колонка';
    const result = accepted(parseText(`${header}\n1;10.2026;Отопление;1,5;10;0;10;x\n`));
    expect(result.columns.map(({ key }) => key)).toEqual([
      'account',
      'period',
      'service',
      'volume',
      'accrued',
      'recalculation',
      'total',
      null,
    ]);
    expect(result.columns[7]).toEqual({ header: 'Моя колонка', key: null });
    expect(result.bills[0]?.sourceRows).toEqual([4]);
  });

  test('stand under a title and over an Excel hint', () => {
    const text = `sep=;\nРеестр начислений за октябрь 2026;;;;\n\n${SHORT_HEADER}\n1;10.2026;Вода;5;5\n`;
    expect(accepted(parseText(text)).bills).toHaveLength(1);
  });

  test('the more telling of two headers wins', () => {
    const result = accepted(parseText('ЛС;Период;Сумма;Итого к оплате\n1;10.2026;7;9\n'));
    expect(result.bills[0]?.total).toBe(900);
    expect(result.columns[2]?.key).toBeNull();
  });

  test('a mapping goes before synonyms and may ignore a column', () => {
    const text = 'Договор;Мес;Сколько;К оплате\n0017;10.2026;12,50;99\n';
    const mapping = { договор: 'account', МЕС: 'period', Сколько: 'total', 'К оплате': null } as const;
    const result = accepted(parseText(text, { mapping }));
    expect(result.bills[0]).toMatchObject({ account: '0017', total: 1_250 });
    expect(codeOf(parseText(text, { mapping: { ...mapping, 'К оплате': 'total' } }))).toBe(
      'COLUMNS_REPEATED',
    );
  });

  test('missing columns are listed with what was found', () => {
    expect(parseText('Номер счетчика;Показание\n1;2\n')).toEqual({
      ok: false,
      code: 'COLUMNS_MISSING',
      details: { columns: 'account, period, total|accrued', found: 'Номер счетчика, Показание' },
    });
    expect(parseText('ЛС;Сумма\n1;2\n')).toMatchObject({ details: { columns: 'period' } });
    expect(accepted(parseText('ЛС;Сумма\n1;2\n', { period: '2026-10' })).bills[0]?.period).toBe('2026-10');
  });

  test('a repeated header and empty lines are no data', () => {
    const text = `${SHORT_HEADER}\n1;10.2026;Вода;5;5\n\n;;;;\n${SHORT_HEADER}\n2;10.2026;Вода;5;5\n\n\n`;
    expect(accepted(parseText(text)).totals).toMatchObject({ bills: 2, rows: 2 });
  });
});

describe('accounts', () => {
  test.each([
    ['0012345', '0012345'],
    ['="0012345"', '0012345'],
    ["'-12", null],
    [' 12 345 678 ', '12345678'],
    ['12\u00a0345', '12345'],
    ['А-12/3', 'А-12/3'],
  ])('%j is %j', (cell, account) => {
    const result = accepted(parseText(shortTable(`"${cell.replaceAll('"', '""')}";10.2026;Вода;5;5`)));
    expect(result.bills[0]?.account ?? null).toBe(account);
  });

  test.each([
    ['1,23E+09', 'ACCOUNT_EXPONENT'],
    ['1.234567E+15', 'ACCOUNT_EXPONENT'],
    ['', 'ACCOUNT_MISSING'],
    ['   ', 'ACCOUNT_MISSING'],
    ['1234567890.0', 'ACCOUNT_INVALID'],
    ['1234567890,00', 'ACCOUNT_INVALID'],
    ['нет счета', 'ACCOUNT_INVALID'],
    ['#Н/Д', 'ACCOUNT_INVALID'],
    ['1'.repeat(31), 'ACCOUNT_INVALID'],
  ])('%j is %s', (cell, code) => {
    expect(errorsOf(parseText(shortTable(`${cell};10.2026;Вода;5;5`)))).toEqual([`${code}@2`]);
  });

  test("must be of the provider's form", () => {
    const result = parseText(shortTable('123;10.2026;Вода;5;5', '1234;10.2026;Вода;5;5'), {
      accountPattern: '\\d{4}',
    });
    expect(errorsOf(result)).toEqual(['ACCOUNT_PATTERN@2']);
    expect(accepted(result).errors[0]?.details).toEqual({ column: 'Лицевой счет', value: '123' });
  });
});

describe('sums', () => {
  test.each([
    ['12,50', 1_250],
    ['12.5', 1_250],
    ['1 234,56', 123_456],
    ['1\u00a0234\u00a0567,8', 123_456_780],
    ['-12,50', -1_250],
    ['12,50 р.', 1_250],
    ['21474836,47', 2_147_483_647],
    ['-21474836,47', -2_147_483_647],
    ['-0,00', 0],
  ])('%j is %i kopecks', (cell, total) => {
    expect(accepted(parseText(shortTable(`1;10.2026;Вода;;${cell}`))).bills[0]?.total).toBe(total);
  });

  test.each([
    ['1O,50', 'SUM_INVALID'],
    ['сто', 'SUM_INVALID'],
    ['1,234.50', 'SUM_INVALID'],
    ['#ЗНАЧ!', 'SUM_INVALID'],
    ['1,005', 'SUM_TOO_PRECISE'],
    ['21474836,48', 'SUM_TOO_LARGE'],
    ['99999999999999999999', 'SUM_TOO_LARGE'],
    ['', 'SUM_MISSING'],
    ['XXXX', 'SUM_MISSING'],
    ['-', 'SUM_MISSING'],
  ])('%j is %s', (cell, code) => {
    expect(errorsOf(parseText(shortTable(`1;10.2026;Вода;;${cell}`)))).toEqual([`${code}@2`]);
  });

  test('a problem names its column and shows a short piece of the cell', () => {
    const result = accepted(parseText(shortTable(`1;10.2026;Вода;${'длинно '.repeat(20)};5`)));
    const details = result.errors[0]?.details ?? {};
    expect(details.column).toBe('Начислено');
    expect(String(details.value)).toHaveLength(40);
  });

  test('without a sum to pay it is computed from the columns that exist', () => {
    const text =
      'ЛС;Период;Начислено;Перерасчет;Льготы;Пени;Долг;Оплачено\n1;10.2026;100;-10,50;20;1,25;30;40\n2;10.2026;100;;;;;\n';
    expect(accepted(parseText(text)).bills.map(({ total }) => total)).toEqual([6_075, 10_000]);
  });

  test('every sum that a company can write is read as written', () => {
    const sums = fc.array(fc.integer({ min: -2_147_483_647, max: 2_147_483_647 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(sums, fc.constantFrom<',' | '.'>(',', '.'), (list, separator) => {
        const rows = list.map(
          (sum, index) => `${index + 1};10.2026;Вода;;${toDecimalString(kopecks(sum), separator)}`,
        );
        const result = accepted(parseText(shortTable(...rows)));
        expect(result.bills.map(({ total }) => total)).toEqual(list.map((sum) => (sum === 0 ? 0 : sum)));
        expect(result.totals.sum).toBe(list.reduce((total, sum) => total + sum, 0));
      }),
    );
  });
});

describe('other cells', () => {
  test('decimals are exact: at most six places, more are rounded', () => {
    const text = [
      'ЛС;Период;Объем;Тариф;Площадь;Жилая площадь;Проживает;Недопоставка дней;К оплате',
      '1;10.2026;0,30000000000000004;1 234,5;54,30;XXXX;2,00;0,5;1',
      '2;10.2026;0,9999999;;;;;;1',
    ].join('\n');
    const [first, second] = accepted(parseText(text)).bills;
    expect(first).toMatchObject({ area: '54.30', livingArea: null, residents: 2 });
    expect(first?.lines[0]).toMatchObject({ volume: '0.3', tariff: '1234.5', undersupplyDays: '0.5' });
    expect(second?.lines[0]?.volume).toBe('1');
  });

  test.each([
    ['Объем', 'много'],
    ['Тариф', '1,2,3'],
    ['Площадь', '54,3 м2'],
    ['Проживает', '2,5'],
  ])('%s %j is no number', (header, cell) => {
    expect(errorsOf(parseText(`ЛС;Период;${header};К оплате\n1;10.2026;${cell};1\n`))).toEqual([
      'NUMBER_INVALID@2',
    ]);
  });

  test('dates and months are of the calendar', () => {
    const text = [
      'ЛС;Период;Дата счета;К оплате',
      '1;октябрь 2026;05.11.2026;1',
      '2;10.2026;2026-11-05 00:00:00;1',
      '3;10.2026;31.11.2026;1',
      '4;13.2026;05.11.2026;1',
      '5;;05.11.2026;1',
      '6;05.11.2026;05.11.2026;1',
    ].join('\n');
    const result = parseText(text);
    expect(accepted(result).bills.map(({ period, billDate }) => [period, billDate])).toEqual([
      ['2026-10', '2026-11-05'],
      ['2026-10', '2026-11-05'],
    ]);
    expect(errorsOf(result)).toEqual([
      'DATE_INVALID@4',
      'PERIOD_INVALID@5',
      'PERIOD_MISSING@6',
      'PERIOD_INVALID@7',
    ]);
  });

  test('texts lose line breaks and our own apostrophe, and have bounds', () => {
    const text = `ЛС;Период;ФИО;Адрес;К оплате\n1;10.2026;"ООО\n""Ромашка""";'=СУММ(A1);1\n2;10.2026;${'я'.repeat(501)};;1\n`;
    const result = parseText(text);
    expect(accepted(result).bills[0]).toMatchObject({ payerName: 'ООО "Ромашка"', address: '=СУММ(A1)' });
    expect(errorsOf(result)).toEqual(['TEXT_TOO_LONG@4']);
  });

  test('HTML is only text here', () => {
    const result = accepted(parseText(shortTable('1;10.2026;<b>Вода</b> & Co;5;5')));
    expect(result.bills[0]?.lines[0]?.service).toBe('<b>Вода</b> & Co');
  });
});

describe('bills', () => {
  test('rows come together in any order, by provider, account, month and type', () => {
    const text = [
      'ЛС;Поставщик;Период;Тип;Услуга;К оплате',
      '1;А;10.2026;;Вода;1',
      '2;А;10.2026;;Вода;2',
      '1;Б;10.2026;;Вода;4',
      '1;А;10.2026;;Газ;8',
      '1;А;09.2026;;Вода;16',
      '1;А;10.2026;Пени;Вода;32',
    ].join('\n');
    const { bills, totals } = accepted(parseText(text));
    expect(bills.map(({ total, sourceRows }) => [total, sourceRows])).toEqual([
      [900, [2, 5]],
      [200, [3]],
      [400, [4]],
      [1_600, [6]],
      [3_200, [7]],
    ]);
    expect(totals).toMatchObject({ accounts: 3, bills: 5, lines: 6, sum: 6_300 });
  });

  test('a bad row takes its whole bill with it and names the others', () => {
    const result = parseText(
      shortTable(
        '1;10.2026;Вода;5;5',
        '1;10.2026;Газ;5;пять',
        '1;10.2026;Лифт;5;5',
        '2;10.2026;Вода;5;5',
        '1;09.2026;Вода;5;5',
      ),
    );
    expect(errorsOf(result)).toEqual(['BILL_HAS_ERRORS@2', 'SUM_INVALID@3', 'BILL_HAS_ERRORS@4']);
    expect(accepted(result).errors[0]?.details).toEqual({ first: 3, account: '1' });
    expect(accepted(result).bills.map(({ account, period }) => [account, period])).toEqual([
      ['2', '2026-10'],
      ['1', '2026-09'],
    ]);
    expect(accepted(result).totals).toMatchObject({ rejectedBills: 1, rows: 5, bills: 2 });
  });

  test('a row whose month is unreadable spoils every bill of its account', () => {
    const result = parseText(shortTable('1;10.2026;Вода;5;5', '1;октобрь;Газ;5;5', '2;10.2026;Вода;5;5'));
    expect(errorsOf(result)).toEqual(['BILL_HAS_ERRORS@2', 'PERIOD_INVALID@3']);
    expect(accepted(result).bills.map(({ account }) => account)).toEqual(['2']);
  });

  test('a row pasted twice is refused; one service at two tariffs is not', () => {
    const result = parseText(
      shortTable('1;10.2026;Вода;5;5', '1;10.2026;Вода;6;6', '2;10.2026;Вода;5;5', '2;10.2026;Вода;5;5'),
    );
    expect(errorsOf(result)).toEqual(['BILL_HAS_ERRORS@4', 'ROW_DUPLICATE@5']);
    expect(accepted(result).bills.map(({ total }) => total)).toEqual([1_100]);
  });

  test('where a row is a bill, an account stands once', () => {
    const result = parseText(
      'ЛС;Период;К оплате\n1;10.2026;5\n1;10.2026;6\n2;10.2026;5\n2;10.2026;5\n3;10.2026;1\n',
    );
    expect(errorsOf(result)).toEqual([
      'BILL_HAS_ERRORS@2',
      'ACCOUNT_REPEATED@3',
      'BILL_HAS_ERRORS@4',
      'ROW_DUPLICATE@5',
    ]);
    expect(accepted(result).bills[0]?.lines[0]?.service).toBe('ЖКУ');
  });

  test('two errors of one kind in a row are one, different kinds are two', () => {
    const result = parseText('ЛС;Период;Пени;Льготы;Объем;К оплате\n1;10.2026;x1;x2;x3;5\n');
    expect(errorsOf(result)).toEqual(['SUM_INVALID@2', 'NUMBER_INVALID@2']);
  });

  test('rows that disagree about the flat are told once, the first counts', () => {
    const text =
      'ЛС;Период;Квартира;Площадь;Услуга;К оплате\n1;10.2026;5;40;Вода;1\n1;10.2026;6;40;Газ;1\n1;10.2026;7;;Лифт;1\n';
    const result = parseText(text);
    expect(accepted(result).bills[0]).toMatchObject({ flat: '5', area: '40' });
    expect(warningsOf(result)).toEqual(['BILL_FIELD_DIFFERS@3']);
    expect(accepted(result).warnings[0]?.details).toEqual({
      field: 'flat',
      account: '1',
      first: '5',
      value: '6',
    });
  });

  test('too many lines are refused', () => {
    const rows = Array.from({ length: 5 }, (_, index) => `1;10.2026;Услуга ${index};5;5`);
    expect(errorsOf(parseText(shortTable(...rows), { limits: { linesPerBill: 4 } }))).toContain(
      'TOO_MANY_LINES@6',
    );
  });
});

describe('parts', () => {
  test('«в т.ч.» is shown and not added', () => {
    const result = accepted(
      parseText(
        shortTable(
          '1;10.2026;Содержание;100;100',
          '1;10.2026;в т.ч. уборка;30;30',
          '1;10.2026;В том числе: лифт;20;20',
        ),
      ),
    );
    expect(result.bills[0]?.total).toBe(10_000);
    expect(result.bills[0]?.lines.map(({ service, subline }) => [service, subline])).toEqual([
      ['Содержание', false],
      ['уборка', true],
      ['лифт', true],
    ]);
    expect(result.warnings).toEqual([]);
  });

  test('parts with a named parent stand behind it, wherever they came', () => {
    const text = [
      'ЛС;Период;Услуга;В т.ч.;К оплате',
      '1;10.2026;уборка;Содержание;30',
      '1;10.2026;Вода;;5',
      '1;10.2026;Содержание;;100',
      '1;10.2026;Газ;;7',
      '1;10.2026;лифт;Содержание;20',
    ].join('\n');
    const [bill] = accepted(parseText(text)).bills;
    expect(bill?.lines.map(({ service }) => service)).toEqual([
      'Вода',
      'Содержание',
      'уборка',
      'лифт',
      'Газ',
    ]);
    expect(bill?.total).toBe(11_200);
  });

  test('a part without a whole is refused, because its money would vanish', () => {
    const text =
      'ЛС;Период;Услуга;В т.ч.;К оплате\n1;10.2026;уборка;Содержание;30\n1;10.2026;Вода;;5\n2;10.2026;в т.ч. лифт;;5\n';
    expect(errorsOf(parseText(text))).toEqual([
      'SUBLINE_WITHOUT_PARENT@2',
      'BILL_HAS_ERRORS@3',
      'SUBLINE_WITHOUT_PARENT@4',
    ]);
  });
});

describe('totals', () => {
  test('a row «Итого» of a bill states its total and is no line', () => {
    const result = parseText(
      shortTable('1;10.2026;Вода;5;5', '1;10.2026;Газ;6;6', '1;10.2026;Итого к оплате;11;12'),
    );
    expect(accepted(result).bills[0]).toMatchObject({ total: 1_200, sourceRows: [2, 3, 4] });
    expect(accepted(result).bills[0]?.lines).toHaveLength(2);
    expect(warningsOf(result)).toEqual(['BILL_TOTAL_DIFFERS@4']);
  });

  test('a bill of nothing but «Итого» keeps it as its line', () => {
    const result = accepted(parseText(shortTable('1;10.2026;Итого;11;12', '2;10.2026;Вода;5;5')));
    expect(result.bills.map(({ total, lines }) => [total, lines.length])).toEqual([
      [1_200, 1],
      [500, 1],
    ]);
  });

  test('«Итого» under the table is compared, not imported', () => {
    const rows = ['1;10.2026;Вода;5;5', '2;10.2026;Вода;6;6'];
    expect(warningsOf(parseText(shortTable(...rows, ';;Итого;11;11')))).toEqual([]);
    const cut = parseText(shortTable(...rows, 'Итого:;;;11;20'));
    expect(warningsOf(cut)).toEqual(['FILE_SUM_DIFFERS@4']);
    expect(accepted(cut).warnings[0]?.details).toEqual({ stated: 2_000, computed: 1_100 });
    expect(accepted(cut).totals.rows).toBe(2);
  });

  test('lines that do not multiply or add up are imported and told', () => {
    const text = [
      'ЛС;Период;Услуга;Объем;Тариф;Начислено;Пени;К оплате',
      '1;10.2026;Вода;2;10,50;21,00;0;21,00',
      '1;10.2026;Газ;2;10,50;25,00;0;25,00',
      '1;10.2026;Лифт;;;5,00;0;7,00',
    ].join('\n');
    const result = parseText(text);
    expect(accepted(result).bills).toHaveLength(1);
    expect(warningsOf(result)).toEqual(['LINE_PRODUCT_DIFFERS@3', 'LINE_TOTAL_DIFFERS@4']);
    expect(accepted(result).warnings[0]?.details).toEqual({
      account: '1',
      service: 'Газ',
      stated: 2_500,
      computed: 2_100,
    });
  });

  test('warnings are counted in full and kept in part', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index + 1};10.2026;Вода;5;7`);
    const result = accepted(parseText(shortTable(...rows), { limits: { warnings: 10 } }));
    expect(result.warnings).toHaveLength(10);
    expect(result.warningCounts).toEqual({ LINE_TOTAL_DIFFERS: 30 });
  });
});

describe('malformed rows', () => {
  test('a row of another width is refused with its account', () => {
    const result = parseText(
      shortTable(
        '1;10.2026;Вода;5;5',
        '1;10.2026;Газ; горячий;5;5',
        '2;10.2026;Вода',
        '3;10.2026;Вода;5;5;;;',
      ),
    );
    expect(errorsOf(result)).toEqual(['BILL_HAS_ERRORS@2', 'WRONG_COLUMN_COUNT@3', 'WRONG_COLUMN_COUNT@4']);
    expect(accepted(result).errors[1]?.details).toEqual({ expected: 5, actual: 6 });
    expect(accepted(result).bills.map(({ account }) => account)).toEqual(['3']);
  });

  test('an unclosed quote is told and loses no other row', () => {
    const result = parseText(shortTable('1;10.2026;"Вода;5;5', '2;10.2026;"Газ";5;5', '3;10.2026;Лифт;5;5'));
    expect(errorsOf(result)).toEqual(['QUOTE_UNCLOSED@2']);
    expect(accepted(result).bills).toHaveLength(2);
  });
});

describe('a parse in steps', () => {
  const rows = Array.from({ length: 9_000 }, (_, index) => `${index + 1};10.2026;Вода;5;5`);
  const bytes = Buffer.from(shortTable(...rows));

  test('reports progress and gives the same result', async () => {
    const seen: number[] = [];
    const result = await parseAccrualsInSteps(bytes, { fileName: 'a.csv' }, async (progress) => {
      expect(progress.bytesRead).toBeLessThanOrEqual(progress.bytesTotal);
      seen.push(progress.rows);
    });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(result).toEqual(parseAccruals(bytes, { fileName: 'a.csv' }));
  });

  test('ends when the one who waits gives up', async () => {
    const cancelled = parseAccrualsInSteps(bytes, { fileName: 'a.csv' }, () =>
      Promise.reject(new Error('cancelled')),
    );
    await expect(cancelled).rejects.toThrow('cancelled');
  });

  test('stops at the limit of rows', () => {
    expect(parseAccruals(bytes, { fileName: 'a.csv', limits: { rows: 8_999 } })).toEqual({
      ok: false,
      code: 'FILE_TOO_MANY_ROWS',
      details: { limit: 8_999 },
    });
    expect(codeOf(parseAccruals(bytes, { fileName: 'a.csv', limits: { rows: 9_000 } }))).toBe('accepted');
  });
});

test('no bill is ever imported in part, whatever rows are broken', () => {
  const row = fc.record({
    account: fc.constantFrom('1', '2', '3'),
    period: fc.constantFrom('10.2026', '09.2026', 'x'),
    service: fc.constantFrom('Вода', 'Газ', 'Лифт', 'в т.ч. уборка', 'Итого'),
    sum: fc.constantFrom('1', '2,50', '-3', 'abc', '', '1,005'),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (list) => {
      const text = shortTable(
        ...list.map(({ account, period, service, sum }) => `${account};${period};${service};;${sum}`),
      );
      const { bills, errors, totals } = accepted(parseText(text));
      const bad = new Set(errors.map((error) => error.row));
      const taken = bills.flatMap((bill) => [...bill.sourceRows]);
      // Every row is either taken once or has an error.
      expect(new Set(taken).size).toBe(taken.length);
      expect([...taken, ...bad].sort((a, b) => a - b)).toEqual(list.map((_, index) => index + 2));
      for (const bill of bills) {
        const rows = list.flatMap((item, index) =>
          item.account === bill.account && bill.period.endsWith(item.period.slice(0, 2)) ? [index + 2] : [],
        );
        expect(bill.sourceRows).toEqual(rows);
      }
      expect(totals.sum).toBe(bills.reduce((sum, bill) => sum + bill.total, 0));
    }),
    { numRuns: 500 },
  );
});
