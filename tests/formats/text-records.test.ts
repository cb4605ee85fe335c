import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBareRecords, readLines, readRecords } from '../../src/formats/text-records.ts';

function records(text: string, delimiter = ';') {
  return [...readRecords(readLines([text]), delimiter)];
}

function cells(text: string, delimiter = ';'): string[][] {
  return records(text, delimiter).map((record) => record.cells);
}

describe('readLines', () => {
  test.each(['\n', '\r\n', '\r'])('ends lines at %j wherever the chunks are cut', (newline) => {
    const text = ['первая', '', 'третья;"x"', 'последняя'].join(newline);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 5 }), (cuts) => {
        // The first chunk tells how lines end, so it must hold a line.
        const edges = [0, text.length, ...cuts.filter((cut) => cut > 10)].sort((a, b) => a - b);
        const chunks = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
        expect([...readLines(chunks)]).toEqual(['первая', '', 'третья;"x"', 'последняя']);
      }),
    );
  });

  test("Ctrl+Z at the end is DOS's, not data", () => {
    expect([...readLines(['a\r\nb\r\n\u001a'])]).toEqual(['a', 'b']);
  });
});

describe('readRecords', () => {
  test('reads whatever was written by RFC 4180, as csv-parse does', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'я', '"', ';', ',', '\n', ' ', '5', '\r\n'),
      maxLength: 8,
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(table, fc.constantFrom(';', ',', '\t'), (rows, delimiter) => {
        const quoted = rows
          .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter))
          .join('\r\n');
        const expected: string[][] = parse(quoted, { delimiter, relax_column_count: true });
        expect(cells(quoted, delimiter)).toEqual(
          expected.map((row) => row.map((text) => text.replaceAll('\r\n', '\n'))),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('knows the line of a record after a cell with line breaks', () => {
    const found = records('"счет\nлицевой";сумма\n1;2\n"а\n\nб";3\n4;5');
    expect(found.map(({ row }) => row)).toEqual([1, 3, 4, 7]);
    expect(found[2]?.cells).toEqual(['а\n\nб', '3']);
  });

  test('quotes inside a bare cell are letters', () => {
    expect(cells('1;ООО "Ромашка";5')).toEqual([['1', 'ООО "Ромашка"', '5']]);
    expect(cells('1;"Ромашка" ООО;5')).toEqual([['1', '"Ромашка" ООО', '5']]);
    expect(cells('1;"ООО ""Ромашка""";5')).toEqual([['1', 'ООО "Ромашка"', '5']]);
  });

  test('an unclosed quote spoils its own line only', () => {
    const found = records('1;"ООО Ромашка;5\n2;Иванов;6\n3;"Лютик";7\n4;"а\nб";8\n');
    expect(found.map(({ row, unclosedQuote }) => [row, unclosedQuote])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ]);
    expect(found[0]?.cells).toEqual(['1', '"ООО Ромашка', '5']);
    expect(found[3]?.cells).toEqual(['4', 'а\nб', '8']);
  });

  test('thousands of unclosed quotes are not quadratic', () => {
    for (const line of ['1;"a;2\n', 'a";"x\n']) {
      const found = records(line.repeat(20_000));
      expect(found).toHaveLength(20_000);
      expect(found.every(({ unclosedQuote }) => unclosedQuote)).toBe(true);
    }
  });

  test('any text gives records, and no line is lost', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ';', '\n'), maxLength: 60 });
    fc.assert(
      fc.property(text, (value) => {
        const found = records(value);
        const last = found.at(-1);
        const lines = [...readLines([value])].length;
        if (last === undefined) expect(lines).toBe(0);
        else expect(last.row).toBeLessThanOrEqual(lines);
        expect(found.every((record, index) => record.row > (found[index - 1]?.row ?? 0))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('bare records have no quoting', () => {
  expect([...readBareRecords(['"a|b|', '='], '|')]).toEqual([
    { row: 1, cells: ['"a', 'b', ''], unclosedQuote: false },
    { row: 2, cells: ['='], unclosedQuote: false },
  ]);
});
