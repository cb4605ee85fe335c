import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvField, csvRow, guardFormula, writeCsv } from '../../src/formats/csv-safe.ts';

describe('guardFormula', () => {
  test.each([
    '=1+1',
    '+79991234567',
    '@SUM(A1)',
    '-1+1',
    '-cmd',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1+1',
    '=HYPERLINK("http://x";"y")',
  ])('%j is made text', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  test.each(['-12,50', '-12.5', '-7', '-', '—', '="0012345"', 'Иванов', '5-2', '', "O'Коннор", '12 221,81'])(
    '%j stays',
    (text) => {
      expect(guardFormula(text)).toBe(text);
    },
  );
});

describe('csv', () => {
  test('quotes what would break a record, and nothing else', () => {
    expect(csvRow(['0012', 'ООО "Ромашка"', 'а;б', '-12,50', -3, null, undefined, 'г. Москва, д. 5'])).toBe(
      '0012;"ООО ""Ромашка""";"а;б";-12,50;-3;;;"г. Москва, д. 5"',
    );
    expect(csvField('1,5', ',')).toBe('"1,5"');
    expect(csvField(' край')).toBe('" край"');
    expect(writeCsv([['a'], ['b\nc']])).toBe('a\r\n"b\nc"\r\n');
  });

  test('every cell is read back, at most with an apostrophe in front', () => {
    const cell = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '"', ';', ',', '\t', '\n', ' ', 'a', 'я', '1', "'"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 2, maxLength: 5 }),
        fc.constantFrom<';' | ',' | '\t'>(';', ',', '\t'),
        (row, delimiter) => {
          const read: string[][] = parse(writeCsv([row], { delimiter }), { delimiter });
          expect(read).toEqual([row.map(guardFormula)]);
          for (const text of read[0] ?? []) {
            expect(text).not.toMatch(/^\s*[=+@](?!"[\p{L}\d /.-]*"$)/u);
            if (text.startsWith('-')) expect(text).toMatch(/^-(?:\d+(?:[.,]\d+)?|-*)$/);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
