import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectAccrualsFormat } from '../../src/formats/accruals/detect-format.ts';
import { parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import { encodeText } from '../../src/formats/encoding.ts';
import { FILE_PROBLEMS } from '../../src/formats/file-problem.ts';
import {
  codeOf,
  REGISTER_7_FILE,
  readRegister,
  SBERBANK_FILE,
  SHORT_HEADER,
  shortTable,
  TABLE_FILE,
} from './registers.ts';

/** A zip of one small entry: local header, data, directory, end. */
function zip(name: string): Buffer {
  const data = deflateRawSync(Buffer.from('<x/>'));
  const local = Buffer.alloc(30);
  local.write('PK\u0003\u0004', 0, 'latin1');
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt16LE(name.length, 26);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  return Buffer.concat([local, Buffer.from(name), data, end]);
}

function dbf(): Buffer {
  const head = Buffer.alloc(66);
  head.set([0x03, 126, 11, 5]);
  head.writeUInt32LE(1, 4);
  head.writeUInt16LE(65, 8);
  head.writeUInt16LE(11, 10);
  head.write('LS', 32, 'latin1');
  return head;
}

const TABLE = shortTable('1;10.2026;Вода;5;5');
const bytes = (...values: number[]) => Buffer.from(values);

const WRONG_FILES: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', Buffer.alloc(0), 'FILE_EMPTY'],
  ['a BOM', bytes(0xef, 0xbb, 0xbf), 'FILE_EMPTY'],
  ['blank lines', Buffer.from('\r\n \r\n\t\n'), 'FILE_EMPTY'],
  ['a header alone', Buffer.from(`${SHORT_HEADER}\r\n`), 'FILE_WITHOUT_ROWS'],
  ['a header and empty rows', Buffer.from(`${SHORT_HEADER}\r\n;;;;\r\n;;;;\r\n`), 'FILE_WITHOUT_ROWS'],
  ['directives alone', Buffer.from('#FILESUM 0.00\r\n#TYPE 7\r\n#SERVICE 1\r\n'), 'FILE_WITHOUT_ROWS'],
  ['a JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16), 'FILE_IS_IMAGE'],
  ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'FILE_IS_IMAGE'],
  ['a GIF', Buffer.from('GIF89a\u0001'), 'FILE_IS_IMAGE'],
  ['a WebP', Buffer.from('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ', 'latin1'), 'FILE_IS_IMAGE'],
  ['a HEIC', Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000', 'latin1'), 'FILE_IS_IMAGE'],
  ['a TIFF', bytes(0x49, 0x49, 0x2a, 0, 8, 0), 'FILE_IS_IMAGE'],
  ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ', 'latin1'), 'FILE_IS_PDF'],
  ['a zip', zip('начисления.csv'), 'FILE_IS_ARCHIVE'],
  ['an empty zip', Buffer.from('PK\u0005\u0006', 'latin1'), 'FILE_IS_ARCHIVE'],
  ['a rar', Buffer.from('Rar!\u001a\u0007\u0001', 'latin1'), 'FILE_IS_ARCHIVE'],
  ['a 7z', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'FILE_IS_ARCHIVE'],
  ['a gzip', gzipSync(TABLE), 'FILE_IS_ARCHIVE'],
  ['an xlsx', zip('xl/workbook.xml'), 'FILE_IS_XLSX'],
  ['a docx', zip('word/document.xml'), 'FILE_IS_DOCUMENT'],
  ['an old xls', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0), 'FILE_IS_XLS'],
  ['an rtf', Buffer.from('{\\rtf1\\ansi}'), 'FILE_IS_DOCUMENT'],
  ['a dbf', dbf(), 'FILE_IS_DBF'],
  ['HTML', Buffer.from('<!DOCTYPE html><html><body>Войдите</body></html>'), 'FILE_IS_HTML'],
  ['HTML under an Excel name', Buffer.from('\n<table border=1><tr><td>ЛС</td></tr></table>'), 'FILE_IS_HTML'],
  ['XML', Buffer.from('<?xml version="1.0" encoding="utf-8"?><platezhki/>'), 'FILE_IS_XML'],
  [
    'a bank statement',
    encodeText('1CClientBankExchange\r\nВерсияФормата=1.03\r\n', 'windows-1251'),
    'FILE_IS_BANK_STATEMENT',
  ],
  ['a program', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1), 'FILE_IS_BINARY'],
  ['zeros inside text', Buffer.from(TABLE.replace('Вода', 'Во\u0000да')), 'FILE_IS_BINARY'],
  ['a letter', Buffer.from('Здравствуйте!\nПосмотрите мой счет.\n'), 'FORMAT_UNKNOWN'],
  ['a table of something else', Buffer.from('Счетчик;Показание\n1;2\n'), 'COLUMNS_MISSING'],
  ['a table without sums', Buffer.from('ЛС;Период;Услуга\n1;10.2026;Вода\n'), 'COLUMNS_MISSING'],
  ['a table without a header', Buffer.from('1;10.2026;Вода;5;5\n2;10.2026;Вода;5;5\n'), 'COLUMNS_MISSING'],
  [
    'two encodings',
    Buffer.concat([encodeText(TABLE, 'utf-8'), encodeText('2;10.2026;Отопление;5;5', 'windows-1251')]),
    'FILE_MIXED_ENCODING',
  ],
  ['letters lost before', Buffer.from(shortTable('1;10.2026;В\ufffdда;5;5')), 'FILE_LETTERS_LOST'],
];

describe('a wrong file', () => {
  test.each(WRONG_FILES)('%s is refused by its own code', (_, file, code) => {
    expect(codeOf(parseAccruals(file, { fileName: 'начисления.csv' }))).toBe(code);
  });

  test('of more than 20 MB is refused before it is looked at', () => {
    const limit = 20 * 1024 * 1024;
    expect(parseAccruals(Buffer.alloc(limit + 1), { fileName: 'a.csv' })).toEqual({
      ok: false,
      code: 'FILE_TOO_LARGE',
      details: { bytes: limit + 1, limit },
    });
    expect(codeOf(parseAccruals(Buffer.alloc(limit), { fileName: 'a.csv' }))).toBe('FILE_IS_BINARY');
    expect(codeOf(parseAccruals(Buffer.from(TABLE), { fileName: 'a.csv', limits: { bytes: 10 } }))).toBe(
      'FILE_TOO_LARGE',
    );
  });

  test('of one endless line ends soon', () => {
    const file = Buffer.from(`ЛС;${'a;'.repeat(2_000_000)}`);
    expect(codeOf(parseAccruals(file, { fileName: 'a.csv' }))).toBe('COLUMNS_MISSING');
  });
});

test.each([
  [TABLE_FILE, 'table', 'utf-8-bom'],
  [REGISTER_7_FILE, 'register-7', 'windows-1251'],
  [SBERBANK_FILE, 'sberbank-pipe', 'windows-1251'],
])('%s is a %s in %s, whatever its name', (file, format, encoding) => {
  expect(detectAccrualsFormat(readRegister(file))).toMatchObject({ ok: true, format, encoding });
});

test('any bytes get a result or a known problem, never an exception', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc
      .constantFrom(
        SHORT_HEADER,
        '\n',
        '\r\n',
        ';',
        '"',
        '#TYPE 7\n',
        '#FILESUM 1\n',
        '=|1|1',
        '1|||a|b|1|c|102026||5\n',
        '1;10.2026;x;1;1\n',
      )
      .map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const result = parseAccruals(Buffer.concat(pieces), { fileName: 'x' });
      if (!result.ok) expect(FILE_PROBLEMS).toContain(result.code);
      else expect(result.totals.rows).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});
