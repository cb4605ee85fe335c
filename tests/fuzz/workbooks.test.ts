import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kopecks, parseMoney, toDecimalString } from '../../src/domain/money.ts';
import { readGisDocuments } from '../../src/formats/accruals/gis.ts';
import { parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import { FILE_PROBLEMS } from '../../src/formats/file-problem.ts';
import { openRegister } from '../../src/formats/open-register.ts';
import { parseAccounts } from '../../src/formats/rows/accounts.ts';
import { parsePayments } from '../../src/formats/rows/payments.ts';
import { readWorkbook, WORKBOOK_LIMITS } from '../../src/formats/xlsx/read-workbook.ts';
import { writeXlsx } from '../../src/formats/xlsx-writer.ts';
import { runs } from '../domain/property.ts';
import { partsOf, type RandomWorkbook, randomWorkbook, shownRows, zipped } from './random-workbook.ts';

// A stranger's workbook is read as the person who sent it reads it, or refused as a file; it never throws, never for
// long, and never takes more memory than its limits say.

const PATIENCE_MS = 5_000;
const RUNS = Math.max(200, Number(process.env.FUZZ_STEPS ?? 200));
/** Small, so that what goes beyond them is met often. */
const LIMITS = { ...WORKBOOK_LIMITS, unpacked: 2_000_000, area: 20_000, characters: 50_000 };

async function timed<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
  return result;
}

/** Whatever comes: texts in one line, rows of one width, within the limits; or a refusal that has its sentence. */
async function readsOrRefuses(bytes: Uint8Array): Promise<void> {
  const book = await timed(() => readWorkbook(bytes, LIMITS));
  if (!book.ok) {
    expect(['FILE_XLSX_BROKEN', 'FILE_UNPACKS_TOO_LARGE']).toContain(book.code);
    return;
  }
  let area = 0;
  let characters = 0;
  for (const { rows } of book.sheets) {
    area += rows.length * (rows[0]?.length ?? 0);
    for (const row of rows) {
      expect(row.length).toBe(rows[0]?.length);
      for (const text of row) {
        characters += text.length;
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f]/);
      }
    }
  }
  expect(area).toBeLessThanOrEqual(LIMITS.area);
  expect(characters).toBeLessThanOrEqual(LIMITS.characters);
}

/** What attacks, slips and other programs put into a part. */
const PIECES = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '\u0000',
    '\ufffd',
    '&#0;',
    '&#x110000;',
  ],
  ...[
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
    '&b;',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
  ],
  ...[
    '<row r="1048576"/>',
    '<row r="99999999"><c r="A99999999"><v>1</v></c></row>',
    '<row r="-1"/>',
    '<row r="1e9"/>',
  ],
  ...[
    '<c r="XFD1"><v>1</v></c>',
    '<c x:r="XFD1048576"><v>1</v></c>',
    '<c r="A1">',
    '</c>',
    '</row>',
    '</sheetData>',
  ],
  ...[
    '<c t="s"><v>0</v></c>',
    '<c t="s"><v>999999</v></c>',
    '<c t="s"><v>length</v></c>',
    '<c t="zz"><v>1</v></c>',
  ],
  ...[
    '<c s="1"><v>-5</v></c>',
    '<c s="1"><v>1e308</v></c>',
    '<c s="999"><v>1</v></c>',
    '<c t="d"><v>2026-13-45</v></c>',
  ],
  ...['_x0000_', '_xD800_', ' r="A1"', ' r=A1', " r='B2'", ' t="inlineStr"', '<is>', '<t>', '<v>'],
  ...[
    'xl/worksheets/sheet1.xml',
    '../../../../etc/passwd',
    'constructor',
    'rId1',
    'Target="/"',
    'w'.repeat(3_000),
  ],
];
const bend = fc.record({
  part: fc.nat(),
  at: fc.nat(),
  piece: fc.constantFrom(...PIECES),
  cut: fc.oneof(fc.constant(0), fc.nat(60)),
  times: fc.constantFrom(1, 1, 1, 200),
});

function bent(
  workbook: RandomWorkbook,
  bends: readonly { part: number; at: number; piece: string; cut: number; times: number }[],
) {
  const parts = Object.entries(partsOf(workbook));
  for (const { part, at, piece, cut, times } of bends) {
    const entry = parts[part % parts.length];
    if (entry === undefined) continue;
    const place = at % (entry[1].length + 1);
    entry[1] = entry[1].slice(0, place) + piece.repeat(times) + entry[1].slice(place + cut);
  }
  return parts;
}

describe('a workbook', () => {
  it('is read as a person reads it, however it is spelled', async () => {
    await fc.assert(
      fc.asyncProperty(randomWorkbook, async (workbook) => {
        const book = await timed(() => readWorkbook(zipped(partsOf(workbook))));
        if (!book.ok) throw new Error(book.code);
        expect(book.sheets.map(({ rows }) => rows)).toEqual(workbook.sheets.map(shownRows));
        expect(book.sheets.map(({ name }) => name)).toEqual(workbook.sheets.map(({ name }) => name));
      }),
      runs(RUNS),
    );
  });

  it('keeps each kopeck, written by us and read again', async () => {
    const amounts = fc.array(fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }), {
      minLength: 1,
      maxLength: 50,
    });
    await fc.assert(
      fc.asyncProperty(amounts, async (sums) => {
        const columns = [{ header: 'x', kind: 'money' }] as const;
        const book = await readWorkbook(
          await writeXlsx([{ name: 'x', columns, rows: sums.map((sum) => [sum]) }]),
        );
        if (!book.ok) throw new Error(book.code);
        const read = book.sheets[0]?.rows.slice(1).map(([text = '']) => parseMoney(text));
        expect(read).toEqual(sums.map((amount) => ({ ok: true, amount: kopecks(amount) })));
      }),
      runs(50),
    );
  });

  it('bent in any part is read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomWorkbook,
        fc.array(bend, { minLength: 1, maxLength: 4 }),
        async (workbook, bends) => {
          await readsOrRefuses(zipped(Object.fromEntries(bent(workbook, bends))));
        },
      ),
      runs(RUNS * 4),
    );
  });

  it('without a part, with one twice, under another name is read or refused', async () => {
    const change = fc.tuple(fc.constantFrom('without', 'renamed', 'swapped', 'empty'), fc.nat(), fc.nat());
    const name = fc.constantFrom(
      'xl/x.xml',
      'constructor',
      '../x.xml',
      'XL/WORKBOOK.XML',
      '/xl/sharedStrings.xml',
      'xl/\u0000.xml',
      '',
    );
    await fc.assert(
      fc.asyncProperty(
        randomWorkbook,
        fc.array(change, { minLength: 1, maxLength: 3 }),
        name,
        async (workbook, changes, other) => {
          const parts = new Map(Object.entries(partsOf(workbook)));
          for (const [how, first, second] of changes) {
            const names = [...parts.keys()];
            const one = names[first % names.length] ?? '';
            const two = names[second % names.length] ?? '';
            const text = parts.get(one) ?? '';
            if (how === 'without' || how === 'renamed') parts.delete(one);
            if (how === 'renamed') parts.set(other, text);
            if (how === 'empty') parts.set(one, '');
            if (how === 'swapped') parts.set(one, parts.get(two) ?? '').set(two, text);
          }
          await readsOrRefuses(zipped(Object.fromEntries(parts)));
        },
      ),
      runs(RUNS),
    );
  });

  it('whose archive is damaged, cut, or doubled is read or refused', async () => {
    const damage = fc.tuple(
      fc.nat(),
      fc.uint8Array({ maxLength: 8 }),
      fc.oneof(fc.constant(0), fc.nat(40)),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(
        randomWorkbook,
        fc.array(damage, { maxLength: 6 }),
        fc.nat(),
        async (workbook, damages, cut) => {
          let bytes = zipped(partsOf(workbook));
          // The directory at the end is where a byte says most.
          for (const [at, put, gone, inDirectory] of damages) {
            const from = inDirectory ? Math.max(0, bytes.length - 600) : 0;
            const place = from + (at % (bytes.length - from + 1));
            bytes = Buffer.concat([
              bytes.subarray(0, place),
              put,
              bytes.subarray(place + (gone === 0 ? put.length : gone)),
            ]);
          }
          await readsOrRefuses(damages.length === 0 ? bytes.subarray(0, cut % bytes.length) : bytes);
          await readsOrRefuses(Buffer.concat([bytes, bytes]));
        },
      ),
      runs(RUNS * 2),
    );
  });

  it('given to an import is rows, row errors, or a refusal', async () => {
    const limits = { bytes: 1_000_000, rows: 10_000 };
    await fc.assert(
      fc.asyncProperty(randomWorkbook, fc.array(bend, { maxLength: 2 }), async (workbook, bends) => {
        await timed(async () => {
          const opened = await openRegister(zipped(Object.fromEntries(bent(workbook, bends))), {
            limit: 1_000_000,
            score: (cells) => cells.filter((text) => text !== '').length,
          });
          if (!opened.ok) {
            expect(FILE_PROBLEMS).toContain(opened.code);
            return;
          }
          parseAccruals(opened.text, { fileName: 'x.xlsx' });
          parseAccounts(opened.text, { limits });
          parsePayments(opened.text, { limits });
          if (opened.workbook !== null) readGisDocuments(opened.workbook)?.asTable(() => null);
        });
      }),
      runs(RUNS),
    );
  });
});

const DOCUMENT_HEADER = [
  'Идентификатор ЖКУ',
  'Номер платежного документа',
  'Расчетный период',
  'Общая площадь',
  'Итого к оплате за расчетный период c учетом',
  'Итого к оплате c учетом задолженности',
];
const SERVICE_HEADER = [
  'Номер платежного документа',
  'Услуга',
  'Ед. изм.',
  'Тариф',
  'Всего начислено',
  'Перерасчет',
  'Льготы, субсидии',
  'Итого к оплате за расчетный период',
];
const JKU = (index: number): string => `20АА${String(index).padStart(6, '0')}-01`;
const sum = fc.integer({ min: -100_000, max: 3_000_000 });
const rubles = (amount: number): string => toDecimalString(kopecks(amount), ',');
/** A cell where a sum should be: mostly the sum. */
const spoilt = fc.constantFrom('', '-', '#REF!', '12,3,4', '1e5', 'нет', '100,005', '99999999999');
const sumCell = fc.oneof({ weight: 9, arbitrary: sum.map(rubles) }, { weight: 1, arbitrary: spoilt });
const gisDocument = fc.record({
  number: fc.oneof(
    { weight: 8, arbitrary: fc.nat(30).map((n) => `ПД-${n}`) },
    { weight: 1, arbitrary: fc.constantFrom('', '1', 'пд-1') },
  ),
  period: fc.constantFrom('10.2026', '10.2026', 'октябрь 2026', '13.2026'),
  total: sumCell,
  services: fc.array(
    fc.record({ accrued: sumCell, recalculation: sumCell, total: sumCell, lost: fc.nat(15) }),
    { maxLength: 4 },
  ),
});

describe('payment documents of ГИС ЖКХ', () => {
  it('become bills of exactly their sums, or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(gisDocument, { minLength: 1, maxLength: 6 }), async (documents) => {
        const text = (header: string) => ({ header });
        const bytes = await writeXlsx([
          {
            name: 'Разделы 1-2',
            columns: DOCUMENT_HEADER.map(text),
            rows: [
              DOCUMENT_HEADER.map((_, index) => String(index + 1)),
              ...documents.map(({ number, period, total }, index) => [
                JKU(index),
                number,
                period,
                '54,3',
                '',
                total,
              ]),
            ],
          },
          {
            name: 'Разделы 3-6',
            columns: SERVICE_HEADER.map(text),
            rows: [
              SERVICE_HEADER.map((_, index) => String(index + 1)),
              ...documents.flatMap(({ number, services }) =>
                services.map(({ accrued, recalculation, total, lost }, index) => [
                  lost === 0 ? 'ПД-которого-нет' : number,
                  `Услуга ${index}`,
                  'куб.м',
                  '12,5',
                  accrued,
                  recalculation,
                  '',
                  total,
                ]),
              ),
            ],
          },
        ]);
        const book = await readWorkbook(bytes);
        if (!book.ok) throw new Error(book.code);
        const gis = readGisDocuments(book);
        if (gis === null) throw new Error('is ГИС ЖКХ');
        const accounts = new Map(documents.map((_, index) => [JKU(index), `41000000${10 + index}`]));
        const parsed = parseAccruals(
          gis.asTable((jku) => accounts.get(jku) ?? null),
          { fileName: 'gis.xlsx' },
        );
        if (!parsed.ok) return;
        for (const [index, { number, total, services }] of documents.entries()) {
          const bill = parsed.bills.find(({ account }) => account === accounts.get(JKU(index)));
          const repeated = number !== '' && documents.filter((other) => other.number === number).length > 1;
          const stated = parseMoney(total);
          if (repeated || ['#REF!', '12,3,4', '1e5', '100,005', '99999999999'].includes(total)) {
            expect(bill).toBeUndefined();
          } else if (bill !== undefined && stated.ok) expect(bill.total).toBe(stated.amount);
          const isLost = services.some(
            ({ lost, total: of }) => lost === 0 && !['', '-', 'нет', '#REF!', '12,3,4', '1e5'].includes(of),
          );
          if (isLost)
            expect(parsed.errors.map(({ details }) => details.value)).toContain('№ ПД-которого-нет');
        }
        expect(parsed.bills.every(({ account }) => [...accounts.values()].includes(account))).toBe(true);
      }),
      runs(RUNS * 2),
    );
  });
});
