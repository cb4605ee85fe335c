import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbook, WORKBOOK_LIMITS } from '../../src/formats/xlsx/read-workbook.ts';
import { writeXlsx, XLSX_MAX_ROWS, type XlsxSheet } from '../../src/formats/xlsx-writer.ts';

const SHEET: XlsxSheet = {
  name: 'Оплаты: [октябрь]',
  columns: [
    { header: 'Лицевой счет' },
    { header: 'Сумма', kind: 'money' },
    { header: 'Дата', kind: 'date' },
    { header: 'Штук', kind: 'number' },
  ],
  rows: [
    ['0012345678', 1_222_181, '2026-11-05', 3],
    ['=HYPERLINK("http://evil","x")', -1, '2026-02-28', 0.25],
    ['@SUM(1)\u0007 <b>&', 0, null, undefined],
  ],
};

async function sheetsOf(bytes: Uint8Array) {
  const book = await readWorkbook(bytes);
  if (!book.ok) throw new Error(book.code);
  return book.sheets;
}

async function codeOf(bytes: Uint8Array, limits = WORKBOOK_LIMITS): Promise<string> {
  const book = await readWorkbook(bytes, limits);
  return book.ok ? 'ok' : book.code;
}

const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');
const CONTENT_TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`;

/** A workbook made by hand around one sheet. */
function parts(sheetData: string): Record<string, Uint8Array> {
  const relation = (id: string, kind: string, target: string): string =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  return {
    '[Content_Types].xml': text(CONTENT_TYPES),
    '_rels/.rels': text(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': text(
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': text(relation('r1', 'worksheet', 'worksheets/sheet1.xml')),
    'xl/worksheets/sheet1.xml': text(
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheetData}</sheetData></worksheet>`,
    ),
  };
}

const book = (sheetData: string): Uint8Array => zipSync(parts(sheetData));
const number = (value: string): string => `<row r="1"><c r="A1"><v>${value}</v></c></row>`;

describe('writing and reading a workbook', () => {
  it('keeps zeros, kopecks and dates, and stores every text as text', async () => {
    const bytes = await writeXlsx([SHEET, { ...SHEET, name: 'Лист 2' }]);
    const [first, second] = await sheetsOf(bytes);
    expect(first?.name).toBe('Оплаты   октябрь');
    expect(second?.name).toBe('Лист 2');
    expect(first?.rows).toEqual([
      ['Лицевой счет', 'Сумма', 'Дата', 'Штук'],
      ['0012345678', '12221.81', '05.11.2026', '3'],
      ['=HYPERLINK("http://evil","x")', '-0.01', '28.02.2026', '0.25'],
      ['@SUM(1) <b>&', '0', '', ''],
    ]);
    const unpacked = Buffer.from(bytes).toString('latin1');
    expect(unpacked).not.toContain('<f>');
  });

  it('has no formula in any part', async () => {
    const { unpackArchive } = await import('../../src/formats/xlsx/archive.ts');
    const archive = unpackArchive(await writeXlsx([SHEET]), () => true);
    if (!archive.ok) throw new Error(archive.code);
    for (const part of archive.parts.values())
      expect(Buffer.from(part).toString('utf8')).not.toMatch(/<f[\s>]/);
  });

  it('refuses what would be written wrongly', async () => {
    const one = (kind: 'money' | 'date', value: string | number): Promise<Buffer> =>
      writeXlsx([{ name: 'x', columns: [{ header: 'x', kind }], rows: [[value]] }]);
    await expect(one('money', 1.5)).rejects.toThrow(RangeError);
    await expect(one('money', '12')).rejects.toThrow(RangeError);
    await expect(one('date', '31.12.2026')).rejects.toThrow(RangeError);
    const many = Array.from({ length: XLSX_MAX_ROWS + 1 }, () => ['x']);
    await expect(writeXlsx([{ name: 'x', columns: [{ header: 'x' }], rows: many }])).rejects.toThrow(
      RangeError,
    );
  });
});

describe('cells', () => {
  it.each([
    ['12221.809999999999', '12221.81'],
    ['0.30000000000000004', '0.3'],
    ['1234567890', '1234567890'],
    ['1.234567890E9', '1234567890'],
    // Past 15 digits a spreadsheet has lost some: it must not pass for an account.
    ['1234567890123456789', '1.2345678901234568e+18'],
    ['-7.5', '-7.5'],
  ])('number %s is read as %s', async (stored, shown) => {
    const [sheet] = await sheetsOf(book(number(stored)));
    expect(sheet?.rows).toEqual([[shown]]);
  });

  it('digits that are text stay what they are', async () => {
    const cell = (value: string, name: string): string =>
      `<c r="${name}1" t="inlineStr"><is><t>${value}</t></is></c>`;
    const [sheet] = await sheetsOf(
      book(`<row r="1">${cell('12345678901234567890', 'A')}${cell('1.50', 'B')}${cell('0012', 'C')}</row>`),
    );
    expect(sheet?.rows).toEqual([['12345678901234567890', '1.50', '0012']]);
  });

  it('a number is whole, whatever stands between its digits', async () => {
    const [sheet] = await sheetsOf(
      book(
        '<row r="1"><c r="A1"><v>12<!-- 5 -->34</v></c><c r="B1"><v>12<![CDATA[34]]></v></c><c r="C1"><v>0x10</v></c></row>',
      ),
    );
    expect(sheet?.rows).toEqual([['1234', '1234', '0x10']]);
  });

  it('a formula that failed says so', async () => {
    const [sheet] = await sheetsOf(
      book('<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>A1</f></c></row>'),
    );
    expect(sheet?.rows).toEqual([['#DIV/0!']]);
  });

  it('need not say where they stand', async () => {
    const [sheet] = await sheetsOf(
      book(
        '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row><c r="A5"><v>4</v></c></row>',
      ),
    );
    expect(sheet?.rows).toEqual([['1', '', '2', '3'], ...Array(3).fill(['', '', '', '']), ['4', '', '', '']]);
  });

  it('dates are read to the second; what is no day stays a number', async () => {
    const cell = (value: string, name: string): string => `<c r="${name}1" s="0"><v>${value}</v></c>`;
    const values = ['46331', '46331.708333333', '0.75', '99999999', '-1', 'x\ny'];
    const row = `<row r="1">${values.map((value, index) => cell(value, 'ABCDEF'[index] ?? '')).join('')}<c r="G1" t="d"><v>2026-11-05T00:00:00</v></c></row>`;
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
    const [sheet] = await sheetsOf(zipSync({ ...parts(row), 'xl/styles.xml': text(styles) }));
    expect(sheet?.rows).toEqual([
      ['05.11.2026', '05.11.2026 17:00:00', '18:00:00', '99999999', '-1', 'x y', '05.11.2026'],
    ]);
  });

  it.each([
    ['dd\\.mm\\.yyyy', true],
    ['[$-419]d mmmm yyyy &quot;г.&quot;;@', true],
    ['[h]:mm:ss.000', true],
    ['#,##0.00\\ &quot;дней&quot;', false],
    ['General', false],
    ['0.00E+00', false],
  ])('format %s: a date is %s', async (format, isDate) => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${format}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`;
    const row = '<row r="1"><c r="A1" s="0"><v>46331</v></c></row>';
    const [sheet] = await sheetsOf(zipSync({ ...parts(row), 'xl/styles.xml': text(styles) }));
    expect(sheet?.rows).toEqual([[isDate ? '05.11.2026' : '46331']]);
  });

  it('a sheet that is only a chart has no rows to read', async () => {
    const files = parts(number('1'));
    const tabs = Buffer.from(files['xl/workbook.xml'] ?? '')
      .toString()
      .replace('<sheets>', '<sheets><sheet name="C" sheetId="2" r:id="r2"/>');
    const relations = Buffer.from(files['xl/_rels/workbook.xml.rels'] ?? '')
      .toString()
      .replace(
        '</Relationships>',
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
      );
    const sheets = await sheetsOf(
      zipSync({ ...files, 'xl/workbook.xml': text(tabs), 'xl/_rels/workbook.xml.rels': text(relations) }),
    );
    expect(sheets).toEqual([{ name: 'A', rows: [['1']] }]);
  });

  it('texts are found though an accounting program writes the part’s name its own way', async () => {
    const files = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>');
    const [sheet] = await sheetsOf(
      zipSync({ ...files, 'xl/SharedStrings.xml': text('<sst><si><t>a</t></si></sst>') }),
    );
    expect(sheet?.rows).toEqual([['a']]);
  });

  it('row numbers are the sheet’s', async () => {
    const [sheet] = await sheetsOf(
      book(
        '<row r="2"><c r="B2" t="inlineStr"><is><t>a\nb</t></is></c></row><row r="4"><c r="A4" t="b"><v>1</v></c></row>',
      ),
    );
    expect(sheet?.rows).toEqual([
      ['', ''],
      ['', 'a b'],
      ['', ''],
      ['да', ''],
    ]);
  });
});

/** The directory of the archive says other sizes than the truth. */
function lying(bytes: Uint8Array, path: string, unpacked: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.lastIndexOf(path) - 46;
  expect(copy.readUInt32LE(at)).toBe(0x02014b50);
  copy.writeUInt32LE(unpacked, at + 24);
  return copy;
}

describe('attacks', () => {
  const SHEET_PATH = 'xl/worksheets/sheet1.xml';

  it('a bomb that says so', async () => {
    const bomb = zipSync({ ...parts(''), 'xl/x.xml': new Uint8Array(40 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codeOf(bomb)).toBe('FILE_UNPACKS_TOO_LARGE');
  });

  it('a bomb that lies about its size', async () => {
    const bomb = zipSync({ ...parts(''), [SHEET_PATH]: new Uint8Array(40 * 1024 * 1024) });
    expect(await codeOf(lying(bomb, SHEET_PATH, 1_000))).toBe('FILE_XLSX_BROKEN');
  });

  it('many parts, each below the limit', async () => {
    const part = Buffer.alloc(300_000, 'ab');
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`xl/p${index}.xml`, part]));
    const limits = { ...WORKBOOK_LIMITS, unpacked: 5_000_000 };
    expect(await codeOf(zipSync({ ...parts(''), ...many }), limits)).toBe('FILE_UNPACKS_TOO_LARGE');
    expect(await codeOf(zipSync({ ...parts(''), ...many }), { ...limits, unpacked: 7_000_000 })).toBe('ok');
    expect(await codeOf(zipSync(parts('')), { ...limits, entries: 3 })).toBe('FILE_UNPACKS_TOO_LARGE');
  });

  it('one cell at the far corner', async () => {
    const far =
      '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>';
    expect(await codeOf(book(far))).toBe('FILE_UNPACKS_TOO_LARGE');
    expect(await codeOf(book('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'))).toBe(
      'FILE_UNPACKS_TOO_LARGE',
    );
    expect(await codeOf(book(`<row r='99999999'><c r='A99999999'><v>1</v></c></row>`))).toBe(
      'FILE_UNPACKS_TOO_LARGE',
    );
    expect(await codeOf(book('<row r="&#57;9999999999"></row>'))).toBe('FILE_XLSX_BROKEN');
  });

  it.each([
    ['another prefix', '<row r="1" x:r="1048576"><c r="A1" x:r="XFD1048576"><v>1</v></c></row>', {}, 'ok'],
    [
      'another folder',
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
      { path: 'xl/other/a.xml' },
      'FILE_UNPACKS_TOO_LARGE',
    ],
    ['many sheets', '<row r="900"><c r="XFD900"><v>1</v></c></row>', { tabs: 40 }, 'FILE_UNPACKS_TOO_LARGE'],
    [
      'one part under many names',
      '<row r="900"><c r="XFD900"><v>1</v></c></row>',
      { tabs: 2, one: true },
      'FILE_XLSX_BROKEN',
    ],
    [
      'empty rows',
      '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
      { tabs: 3 },
      'FILE_UNPACKS_TOO_LARGE',
    ],
  ] as const)('a far corner behind %s takes no memory', async (_, sheetData, how, code) => {
    const { path = null, tabs = 1, one = false } = how as { path?: string; tabs?: number; one?: boolean };
    const files = parts(sheetData);
    const sheet = files[SHEET_PATH] ?? new Uint8Array();
    const { [SHEET_PATH]: _sheet, ...others } = files;
    const numbers = Array.from({ length: tabs }, (_tab, index) => index + 1);
    const pathOf = (tab: number): string => path ?? `xl/worksheets/sheet${one ? 1 : tab}.xml`;
    const relation = (tab: number): string =>
      `<Relationship Id="r${tab}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/${pathOf(tab)}"/>`;
    const bytes = zipSync({
      ...others,
      ...Object.fromEntries(numbers.map((tab) => [pathOf(tab), sheet])),
      'xl/workbook.xml': text(
        `<workbook xmlns:r="x"><sheets>${numbers.map((tab) => `<sheet name="${tab}" r:id="r${tab}"/>`).join('')}</sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': text(`<Relationships>${numbers.map(relation).join('')}</Relationships>`),
    });
    expect(bytes.length).toBeLessThan(30_000);
    expect(await codeOf(bytes)).toBe(code);
  });

  it('one long text in many cells is refused before it is written out', async () => {
    const cells = Array.from(
      { length: 2_000 },
      (_, index) => `<row r="${index + 1}"><c t="s"><v>0</v></c></row>`,
    );
    const bytes = zipSync({
      ...parts(cells.join('')),
      'xl/sharedStrings.xml': text(`<sst><si><t>${'а b\n'.repeat(25_000)}</t></si></sst>`),
    });
    expect(bytes.length).toBeLessThan(20_000);
    expect(await codeOf(bytes)).toBe('FILE_UNPACKS_TOO_LARGE');
  });

  it('entities are not expanded', async () => {
    const files = parts(number('1'));
    const lol = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    const result = await readWorkbook(zipSync({ ...files, [SHEET_PATH]: text(lol) }));
    if (result.ok) expect(JSON.stringify(result.sheets)).not.toContain('lollol');
    else expect(result.code).toBe('FILE_XLSX_BROKEN');
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a cut archive', book(number('1')).subarray(0, 900)],
    ['another archive', zipSync({ 'a.csv': text('a;b') })],
    ['no sheets', zipSync({ 'xl/workbook.xml': text('<workbook/>') })],
    ['broken XML', book('<row r="1"><c r="A1"><v>1</v>')],
    ['rows in disorder', book('<row r="2"/><row r="1"><c r="A1"><v>1</v></c></row>')],
    ['a document type', book('<!DOCTYPE x SYSTEM "file:///etc/passwd">')],
    ['an attribute without quotes', book('<row r="1"><c s=0 r="B1"><v>1</v></c></row>')],
    ['a cell of another row', book('<row r="1"><c r="A7"><v>1</v></c></row>')],
    ['two parts of one name', zipSync({ ...parts(''), 'xl/Workbook.xml': text('<workbook/>') })],
    ['a string that is not there', book('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')],
  ])('%s is a broken file', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('FILE_XLSX_BROKEN');
  });

  it('an encrypted part is a broken file', async () => {
    const bytes = Buffer.from(book(number('1')));
    const at = bytes.lastIndexOf(SHEET_PATH) - 46;
    bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | 1, at + 8);
    expect(await codeOf(bytes)).toBe('FILE_XLSX_BROKEN');
  });

  it('a part that ends early is a broken file', async () => {
    const data = deflateRawSync(Buffer.from('<x/>'));
    const bytes = Buffer.from(zipSync({ ...parts(''), 'xl/z.xml': [data, { level: 0 }] }));
    expect(await codeOf(lying(bytes, 'xl/z.xml', 3))).toBe('FILE_XLSX_BROKEN');
  });
});
