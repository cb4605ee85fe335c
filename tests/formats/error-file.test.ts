import { describe, expect, test } from 'vitest';
import type { RowError } from '../../src/formats/accruals/model.ts';
import { parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import { decodedChunks, encodeText, TEXT_ENCODINGS, type TextEncoding } from '../../src/formats/encoding.ts';
import { buildErrorFile } from '../../src/formats/error-file.ts';
import { accepted, SHORT_HEADER } from './registers.ts';

const options = {
  fileName: 'начисления.csv',
  reasonHeader: 'Причина',
  sentence: (error: RowError) => `Ошибка ${error.code}; строка ${error.row}.`,
};

function errorFile(
  text: string,
  encoding: TextEncoding,
  rows: 'all' | 'failed' = 'all',
): { text: string; bytes: Buffer } {
  const bytes = encodeText(text, encoding);
  const { errors } = accepted(parseAccruals(bytes, options));
  const file = buildErrorFile(bytes, errors, { ...options, rows });
  if (!file.ok) throw new Error(file.code);
  return { text: [...decodedChunks(file.bytes, encoding)].join(''), bytes: Buffer.from(file.bytes) };
}

const TABLE = [
  'Реестр;;;;',
  SHORT_HEADER,
  '0012;10.2026;"Газ ""природный""";5;пять',
  '="0013";10.2026;=СУММ(A1);5;5',
  '0014;10.2026;Вода;-5;-5,00',
  '',
].join('\r\n');

describe('the error file of a table', () => {
  test.each(TEXT_ENCODINGS)('is the same file in %s with reasons beside the rows', (encoding) => {
    expect(errorFile(TABLE, encoding).text).toBe(
      [
        'Реестр;;;;',
        `${SHORT_HEADER};Причина`,
        '0012;10.2026;"Газ ""природный""";5;пять;"Ошибка SUM_INVALID; строка 3."',
        `"=""0013""";10.2026;'=СУММ(A1);5;5;`,
        '0014;10.2026;Вода;-5;-5,00;',
        '',
      ].join('\r\n'),
    );
  });

  test('may hold the failed rows alone', () => {
    const lines = errorFile(TABLE, 'utf-8', 'failed').text.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain('SUM_INVALID');
  });

  test('corrected and sent back it is read; a second round replaces the reasons', () => {
    const wrong = errorFile(TABLE, 'windows-1251', 'failed');
    const corrected = encodeText(wrong.text.replace('пять', '5'), 'windows-1251');
    const result = accepted(parseAccruals(corrected, options));
    expect(result.errors).toEqual([]);
    expect(result.bills).toHaveLength(1);
    const again = errorFile(wrong.text, 'windows-1251');
    expect(again.text).toBe(wrong.text);
  });

  test('corrected and sent back whole it is read, the rows that were right as well', () => {
    const { text } = errorFile(TABLE, 'windows-1251');
    const corrected = text.replace('пять', '5').replace(/'=СУММ.A1./, 'Свет');
    const result = accepted(parseAccruals(encodeText(corrected, 'windows-1251'), options));
    expect(result.errors).toEqual([]);
    expect(result.bills).toHaveLength(3);
  });

  test('rows of another width keep all their cells', () => {
    const { text } = errorFile(`${SHORT_HEADER}\n1;10.2026;Газ; горячий;5;5\n2;10.2026\n`, 'utf-8');
    expect(text.split('\n').slice(1, 3)).toEqual([
      '1;10.2026;Газ;" горячий";5;5;"Ошибка WRONG_COLUMN_COUNT; строка 2."',
      '2;10.2026;;;;"Ошибка WRONG_COLUMN_COUNT; строка 3."',
    ]);
  });

  test('is named after the file', () => {
    const bytes = Buffer.from(TABLE);
    const named = (fileName: string) => buildErrorFile(bytes, [], { ...options, fileName });
    expect(named('октябрь.2026.csv')).toMatchObject({ fileName: 'октябрь.2026-errors.csv' });
    expect(named('октябрь')).toMatchObject({ fileName: 'октябрь-errors' });
  });

  test('of something unreadable is refused as the file itself', () => {
    expect(buildErrorFile(Buffer.from('%PDF-1.7'), [], options)).toMatchObject({
      ok: false,
      code: 'FILE_IS_PDF',
    });
  });
});

describe('the error file of a register', () => {
  const register = (sum: string, rest = '') =>
    `#FILESUM 3.00\r\n#TYPE 7\r\nИванов;Москва,Ленина,1,1;1;1.00;;01.10.2026;31.10.2026\r\nПетров;Москва,Ленина,1,2;2;${sum};;01.10.2026;31.10.2026${rest}\r\n`;

  test('has the reason as a marked last field without delimiters', () => {
    expect(errorFile(register('два'), 'windows-1251').text).toBe(
      register('два', ';[!] Ошибка SUM_INVALID, строка 4.'),
    );
  });

  test('corrected and sent back it is read, reasons and all', () => {
    const { text } = errorFile(register('два'), 'ibm866');
    const result = accepted(parseAccruals(encodeText(text.replace('два', '2.00'), 'ibm866'), options));
    expect(result).toMatchObject({ errors: [], damaged: false });
    expect(result.totals.sum).toBe(300);
  });

  test('a damaged head and a trailer get their reason too', () => {
    const { text } = errorFile(register('5.00'), 'koi8-r');
    expect(text.split('\r\n')[0]).toBe('#FILESUM 3.00;[!] Ошибка FILESUM_MISMATCH, строка 1.');
    const fixed = text.replace('3.00', '6.00');
    expect(accepted(parseAccruals(encodeText(fixed, 'koi8-r'), options)).errors).toEqual([]);

    const pipe = '1|||Иванов|Москва, Ленина, 1-1|1|ЖКУ|102026||100\r\n=|2|1\r\n';
    const cut = errorFile(pipe, 'windows-1251');
    expect(cut.text).toBe(pipe.replace('=|2|1', '=|2|1|[!] Ошибка TRAILER_COUNT_MISMATCH; строка 2.'));
    const repaired = encodeText(cut.text.replace('=|2', '=|1'), 'windows-1251');
    expect(accepted(parseAccruals(repaired, options)).errors).toEqual([]);
  });
});
