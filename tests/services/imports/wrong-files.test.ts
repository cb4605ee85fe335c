import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { encodeText } from '../../../src/formats/encoding.ts';
import { importErrorFile } from '../../../src/services/imports/import-error-file.ts';
import type { ImportFile } from '../../../src/services/imports/plan-import.ts';
import { planReport } from '../../../src/services/imports/plan-report.ts';
import { errorSentence } from '../../../src/services/texts/error-sentence.ts';
import { WORKBOOKS_HERE } from '../../../src/services/workbooks.ts';
import { htmlToPlain } from '../../../src/texts/html.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, type ImportWorld, row, table } from './world.ts';

const texts = createTexts({
  onProblem: (problem) => {
    throw new Error(problem);
  },
});
const LONGEST_MESSAGE = 4096;

let database: Database;
let world: ImportWorld;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  world = await createImportWorld(database);
  await world.load(table([row()]));
});

/** Try to load a file to the end; what a person is told in both languages, and nothing may have changed. */
async function refused(
  bytes: Uint8Array,
  file: Partial<ImportFile> = {},
): Promise<Record<'ru' | 'en', string>> {
  const [counts, standing] = [await world.counts(), await world.standing()];
  const told = await attempt(bytes, file);
  expect(await world.counts()).toEqual(counts);
  expect(await world.standing()).toEqual(standing);
  for (const text of Object.values(told)) expect(text.length).toBeLessThan(LONGEST_MESSAGE);
  return told;
}

async function attempt(bytes: Uint8Array, file: Partial<ImportFile>): Promise<Record<'ru' | 'en', string>> {
  const [ru, en] = [texts.for('ru'), texts.for('en')];
  try {
    const plan = await world.plan(bytes, file);
    expect(plan.errors.length, 'the file was expected to be refused').toBeGreaterThan(0);
    await expect(world.apply(plan)).rejects.toMatchObject({ code: 'IMPORT_HAS_ERRORS' });
    const report = (tr: typeof ru): string => htmlToPlain(planReport(plan, tr, 'Europe/Moscow'));
    return { ru: report(ru), en: report(en) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ru: errorSentence(error, ru), en: errorSentence(error, en) };
  }
}

const bytesOf = (...pieces: (string | readonly number[])[]): Buffer =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece))));
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13];
const ZIP = [0x50, 0x4b, 3, 4, 20, 0, 0, 0];

describe('what is no register', () => {
  it.each<[string, Buffer, string, string]>([
    ['an empty file', Buffer.alloc(0), 'Файл пустой', 'The file is empty'],
    ['only spaces and line ends', Buffer.from(' \r\n\r\n  '), 'Файл пустой', 'The file is empty'],
    ['a picture', bytesOf(PNG), 'Это картинка', 'This is a picture'],
    ['a picture called csv', bytesOf([0xff, 0xd8, 0xff, 0xe0]), 'Это картинка', 'This is a picture'],
    ['a PDF', bytesOf('%PDF-1.7\n'), 'Это PDF', 'This is a PDF'],
    [
      'a workbook',
      bytesOf(ZIP, 'xl/workbook.xml'),
      'Книга Excel повреждена',
      'The Excel workbook is damaged',
    ],
    [
      'an old workbook',
      bytesOf([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'Сохраните лист как CSV',
      'Save the sheet as CSV',
    ],
    ['a text document', bytesOf(ZIP, 'word/document.xml'), 'текстовый документ', 'a text document'],
    ['an archive', bytesOf(ZIP, 'bills.csv'), 'Распакуйте его', 'Unpack it'],
    ['a page saved as xls', Buffer.from('<html><table></table></html>'), 'веб-страница', 'a web page'],
    ['XML', Buffer.from('<?xml version="1.0"?><platezhki/>'), 'формат не поддерживается', 'not supported'],
    [
      'a bank statement',
      encodeText('1CClientBankExchange\r\nВерсияФормата=1.02\r\n', 'windows-1251'),
      'банковская выписка',
      'bank statement',
    ],
    [
      'zeros between letters',
      encodeText('ЛС;Период;Сумма\r\n1;10.2026;1\u0000', 'utf-16le'),
      'не текстовый файл',
      'not a text file',
    ],
    ['a program', bytesOf([0x7f, 0x45, 0x4c, 0x46, 0, 0]), 'не текстовый файл', 'not a text file'],
    ['prose', Buffer.from('Добрый день! Высылаю файл завтра.'), 'не похоже на файл', 'does not look like'],
  ])('%s', async (_, bytes, ru, en) => {
    const told = await refused(bytes, { fileName: 'october.csv' });
    expect(told.ru).toContain(ru);
    expect(told.en).toContain(en);
  });

  it('more than 20 MB', async () => {
    const line = Buffer.from('4200000001;10.2026;1,00\r\n');
    const bytes = Buffer.concat([Buffer.from('ЛС;Период;Сумма\r\n'), Buffer.alloc(21 * 1024 * 1024, line)]);
    expect((await refused(bytes)).ru).toContain('Файл больше 20 МБ');
  });

  it('another register of the same family', async () => {
    const told = await refused(
      Buffer.from('#FILESUM 0\r\n#TYPE 9\r\n#SERVICE 1828\r\nA;M,S,5,1;4200000001;1\r\n'),
    );
    expect(told.ru).toContain('#TYPE «9» не поддерживается');
  });
});

describe('tables that lack something', () => {
  it.each<[string, Record<string, string>, string]>([
    ['the account', { Период: '10.2026', Сумма: '1,00' }, 'Не хватает столбцов: Лицевой счет'],
    ['any sum', { ЛС: '1', Период: '10.2026' }, 'Не хватает столбцов: Итого к оплате / Начислено'],
    ['the month', { ЛС: '1', Сумма: '1,00' }, 'Не хватает столбцов: Период'],
  ])('%s', async (_, cells, sentence) => {
    expect((await refused(table([cells]))).ru).toContain(sentence);
  });

  it('rows', async () => {
    expect((await refused(Buffer.from('ЛС;Период;Сумма\r\n'))).ru).toContain('нет ни одной строки');
  });
});

describe('encodings', () => {
  it('two of them in one file', async () => {
    const first = table([row()], 'utf-8');
    const second = encodeText(
      '4200000002;Смарт Запад (ЖКУ);Сидорова Мария;Москва;1;10.2026;05.11.2026;Вода;5,00\r\n',
      'windows-1251',
    );
    const told = await refused(Buffer.concat([first, second]));
    expect(told.ru).toContain('в разных кодировках');
  });

  it('letters that were lost before', async () => {
    const told = await refused(table([row({ ФИО: 'Иван\ufffd\ufffd Иван' })]));
    expect(told.ru).toContain('Буквы потеряны ещё при сохранении файла (строка 2');
  });

  it.each(['windows-1251', 'ibm866', 'koi8-r', 'utf-16le'] as const)('%s alone is read', async (encoding) => {
    const plan = await world.plan(table([row({ 'Лицевой счет': '4200000009' })], encoding));
    expect(plan.errors).toEqual([]);
    expect(plan.parsed.encoding).toBe(encoding);
    expect(plan.bills[0]?.bill.payerName).toBe('Иванов Иван Иванович');
  });
});

describe('rows that spoil the file', () => {
  it.each<[string, Record<string, string>[], string, string]>([
    ['letters in a sum', [row({ 'Итого к оплате': 'сто рублей' })], 'не сумма', 'is no sum'],
    ['a sum that reads two ways', [row({ 'Итого к оплате': '1,234.5' })], 'не сумма', 'is no sum'],
    ['three decimals', [row({ 'Итого к оплате': '10,555' })], 'больше двух знаков', 'more than two'],
    ['no sum', [row({ 'Итого к оплате': '' })], 'нет суммы', 'the sum is missing'],
    ['a sum beyond any bill', [row({ 'Итого к оплате': '99999999999' })], 'слишком велика', 'too large'],
    ['the same row twice', [row(), row()], 'повторяет строку 2', 'repeats row 2'],
    ['a number spoilt by Excel', [row({ 'Лицевой счет': '1,23E+09' })], 'испорчен таблицей', 'was spoilt'],
    ['no number', [row({ 'Лицевой счет': '' })], 'не указан номер', 'number is missing'],
    ['a month that is none', [row({ Период: '13.2026' })], 'не месяц', 'is no month'],
    ['a date that is none', [row({ 'Дата счета': '31.02.2026' })], 'не дата', 'is no date'],
    ['text far too long', [row({ Адрес: 'ы'.repeat(600) })], 'слишком длинный текст', 'text is too long'],
    ['a part without its whole', [row({ Услуга: 'в т.ч. вода' })], 'без основной строки', 'without the line'],
    [
      'a cell too many',
      [row({ 'Итого к оплате': '1,00;2,00' })],
      'столбцов 10, а должно быть 9',
      '10 columns',
    ],
    ['a quote left open', [row({ ФИО: '"Иванов' })], 'не закрыта', 'never closed'],
  ])('%s', async (_, rows, ru, en) => {
    const told = await refused(table(rows));
    expect(told.ru).toContain(ru);
    expect(told.en).toContain(en);
    expect(told.ru).toContain('файл не загружается');
  });

  it('a control sum that is not the rows', async () => {
    const told = await refused(
      Buffer.from(
        '#FILESUM 200.00\r\n#TYPE 7\r\n#SERVICE 1828\r\nA;M,S,5,1;4200000001;100.00;;01.10.2026;31.10.2026\r\n',
      ),
    );
    expect(told.ru).toMatch(/в #FILESUM указано 200,00\s₽, а строки дают 100,00\s₽/);
  });

  it('a trailer that counts other rows', async () => {
    const told = await refused(Buffer.from('4200000001|||A|M, S, 5-1|1|K|102026||10000\r\n=|2|100\r\n'), {
      fileName: '7700000022_40702810012345678912_001_1026.txt',
    });
    expect(told.ru).toContain('указано 2 строк, а в файле их 1');
  });

  it('an account twice in a register', async () => {
    const line = 'A;M,S,5,1;4200000001;100.00;;01.10.2026;31.10.2026\r\n';
    const told = await refused(Buffer.from(`#FILESUM 200.00\r\n#TYPE 7\r\n#SERVICE 1828\r\n${line}${line}`));
    expect(told.ru).toContain('повторяет строку 4');
  });

  it('names with markup are shown as they are and break no message', async () => {
    const plan = await world.plan(table([row({ Поставщик: '<b>Дом & Ко</i>' })]));
    const html = planReport(plan, texts.for('ru'), 'Europe/Moscow');
    expect(html).toContain('&lt;b&gt;Дом &amp; Ко&lt;/i&gt;');
  });

  it('thousands of errors still make one message', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) =>
      row({
        'Лицевой счет': String(4_300_000_000 + index),
        'Итого к оплате': 'х'.repeat(60),
        ФИО: 'ы'.repeat(60),
      }),
    );
    const told = await refused(table(rows));
    expect(told.ru).toContain('Ошибок: 3');
    expect(told.ru).toContain('…и ещё');
  });
});

describe('the error file', () => {
  it('has a reason beside every refused row, and loads once it is corrected', async () => {
    const bytes = table(
      [
        row({ 'Лицевой счет': '4200000002' }),
        row({ 'Лицевой счет': '4200000003', 'Итого к оплате': 'сто' }),
        row({ 'Лицевой счет': '4200000004', Поставщик: 'Дом и Ко' }),
      ],
      'windows-1251',
    );
    const plan = await world.plan(bytes);
    const file = await importErrorFile({ documents: WORKBOOKS_HERE }, bytes, plan, texts.for('ru'));
    expect(file.fileName).toBe('october-errors.csv');
    const text = new TextDecoder('windows-1251').decode(file.bytes);
    const [header, good, sum, provider] = text.split('\r\n');
    expect(header).toMatch(/;Ошибка$/);
    expect(good).toMatch(/;1000,00;$/);
    expect(sum).toContain('не сумма');
    expect(provider).toContain('поставщика');
    const corrected = encodeText(
      text.replace('сто', '100,00').replace('Дом и Ко', 'Смарт Запад'),
      'windows-1251',
    );
    const again = await world.plan(corrected);
    expect(again.errors).toEqual([]);
    expect(again.bills).toHaveLength(3);
  });
});
