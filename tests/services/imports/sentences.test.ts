import { describe, expect, it } from 'vitest';
import type { ErrorDetails } from '../../../src/domain/errors.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import {
  ROW_ERRORS,
  ROW_WARNINGS,
  type RowErrorCode,
  type RowWarningCode,
} from '../../../src/formats/accruals/model.ts';
import { FILE_PROBLEMS, type FileProblemCode } from '../../../src/formats/file-problem.ts';
import { PROVIDER_PROBLEMS, type ProviderProblem } from '../../../src/services/imports/choose-provider.ts';
import { PLAN_PROBLEMS } from '../../../src/services/imports/plan-import.ts';
import { fileRefusal, problemSentence } from '../../../src/services/imports/problem-sentence.ts';
import { errorSentence } from '../../../src/services/texts/error-sentence.ts';
import { createTexts } from '../../../src/texts/texts.ts';

/** A missing text or placeholder fails the test. */
const texts = createTexts({
  onProblem: (problem) => {
    throw new Error(problem);
  },
});

type RowCode = RowErrorCode | RowWarningCode | ProviderProblem | (typeof PLAN_PROBLEMS)[number];

const SUMS = { stated: 1_222_181, computed: 1_222_180 };
/** What the parser and the plan tell with each code; a new code does not compile without its line here. */
const DETAILS: Readonly<Record<RowCode, ErrorDetails>> = {
  ACCOUNT_MISSING: { column: 'ЛС', value: '' },
  ACCOUNT_INVALID: { column: 'ЛС', value: '?' },
  ACCOUNT_EXPONENT: { column: 'ЛС', value: '1,23E+09' },
  ACCOUNT_PATTERN: { value: '123' },
  PERIOD_MISSING: { value: '' },
  PERIOD_INVALID: { column: 'Период', value: '13.2026' },
  DATE_INVALID: { column: 'Дата', value: '31.02.2026' },
  SUM_MISSING: { column: 'Сумма', value: '' },
  SUM_INVALID: { column: 'Сумма', value: 'сто' },
  SUM_TOO_PRECISE: { column: 'Сумма', value: '1,234' },
  SUM_TOO_LARGE: { column: 'Сумма', value: '99999999999' },
  NUMBER_INVALID: { column: 'Тариф', value: 'abc' },
  WRONG_COLUMN_COUNT: { expected: 10, actual: 9 },
  QUOTE_UNCLOSED: {},
  TEXT_TOO_LONG: { column: 'Адрес', value: 'ы' },
  ROW_DUPLICATE: { first: 12_345, service: 'Отопление', account: '1234567890' },
  ACCOUNT_REPEATED: { first: 2, service: 'ЖКУ', account: '1234567890' },
  TOO_MANY_LINES: { limit: 200, account: '1234567890' },
  SUBLINE_WITHOUT_PARENT: { service: 'Подогрев', parent: '' },
  BILL_HAS_ERRORS: { first: 2, account: '1234567890' },
  ROW_AFTER_TRAILER: { value: 'x' },
  FILESUM_MISMATCH: SUMS,
  FILESUM_INVALID: { value: 'x' },
  TRAILER_COUNT_MISMATCH: { stated: 1_200, computed: 3 },
  TRAILER_INVALID: { value: '=|x|' },
  LINE_PRODUCT_DIFFERS: { account: '1234567890', service: 'Вода', ...SUMS },
  LINE_TOTAL_DIFFERS: { account: '1234567890', service: 'Вода', ...SUMS },
  BILL_TOTAL_DIFFERS: { account: '1234567890', ...SUMS },
  BILL_FIELD_DIFFERS: { field: 'payerName', account: '1234567890', first: 'Иванов', value: 'Петров' },
  FILE_SUM_DIFFERS: SUMS,
  TRAILER_MISSING: {},
  FILESUM_MISSING: {},
  PERIOD_SPANS_MONTHS: { first: '2026-09', last: '2026-10' },
  PERIOD_DIFFERS_FROM_FILE_NAME: { period: '2026-10', named: '2026-09' },
  PROVIDER_UNKNOWN: { provider: 'Дом' },
  PROVIDER_OTHER: { provider: 'Дом' },
  PROVIDER_AMBIGUOUS: { names: 'А, Б' },
  PROVIDER_NOT_NAMED: {},
  COMPANY_NOT_YOURS: { provider: 'Дом' },
  PERIOD_TOO_FAR: { period: '2062-10' },
  BILL_REPEATED: { account: '1234567890', first: 2 },
  BILL_TOO_LARGE: { account: '1234567890' },
  DAYS_TOO_MANY: { account: '1234567890' },
};

const FILE_DETAILS: Readonly<Partial<Record<FileProblemCode, Record<string, string | number>>>> = {
  FILE_TOO_LARGE: { bytes: 30_000_000, limit: 20 * 1024 * 1024 },
  FILE_TOO_MANY_ROWS: { limit: 500_000 },
  FILE_MIXED_ENCODING: { row: 1_234 },
  FILE_LETTERS_LOST: { row: 7 },
  REGISTER_TYPE_UNSUPPORTED: { type: '9' },
  COLUMNS_MISSING: { columns: 'account, total|accrued', found: 'A, B' },
  COLUMNS_REPEATED: { column: 'total' },
};

describe.each(LOCALES)('sentences about registers (%s)', (locale) => {
  const tr = texts.for(locale);
  const unknown = tr.plain('imports-problem-unknown');

  it.each([...ROW_ERRORS, ...ROW_WARNINGS, ...PROVIDER_PROBLEMS, ...PLAN_PROBLEMS])('%s', (code) => {
    const sentence = problemSentence({ code, details: DETAILS[code] }, tr);
    expect(sentence).not.toBe(unknown);
    // Row numbers are not grouped, nothing is left unfilled, columns have people's titles.
    expect(sentence).not.toMatch(/12[\s\u00a0,.]345|\{|\$|undefined|payerName/);
  });

  it.each(FILE_PROBLEMS)('file: %s', (code) => {
    const refusal = fileRefusal({ ok: false, code, details: FILE_DETAILS[code] ?? {} });
    const sentence = errorSentence(refusal, tr);
    expect(sentence).not.toBe(tr.plain('error-unknown'));
    expect(sentence).not.toMatch(/1[\s\u00a0,.]234|\{|\$|undefined|\|/);
  });
});

describe('sums and months in sentences', () => {
  const tr = texts.for('ru');
  const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

  it('are written as people write them', () => {
    const differs = problemSentence({ code: 'BILL_TOTAL_DIFFERS', details: DETAILS.BILL_TOTAL_DIFFERS }, tr);
    expect(plain(differs)).toBe('номер 1234567890: итого 12 221,81 ₽, а строки дают 12 221,80 ₽');
    const spans = problemSentence({ code: 'PERIOD_SPANS_MONTHS', details: DETAILS.PERIOD_SPANS_MONTHS }, tr);
    expect(spans).toBe('период с сентябрь 2026 по октябрь 2026: счёт будет за октябрь 2026');
    const count = problemSentence(
      { code: 'TRAILER_COUNT_MISMATCH', details: DETAILS.TRAILER_COUNT_MISMATCH },
      tr,
    );
    expect(count).toContain('указано 1200 строк, а в файле их 3');
  });

  it('columns are named by the titles that registers have', () => {
    const missing = fileRefusal({
      ok: false,
      code: 'COLUMNS_MISSING',
      details: { columns: 'account, total|accrued', found: 'A' },
    });
    expect(errorSentence(missing, tr)).toContain(
      'Не хватает столбцов: Лицевой счет, Итого к оплате / Начислено.',
    );
  });

  it('an unknown code still says something', () => {
    expect(problemSentence({ code: 'NEVER_HEARD_OF', details: {} }, tr)).toBe('строка не подходит');
  });
});
