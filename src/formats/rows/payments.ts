import { firstLetters } from '../../domain/first-letters.ts';
import { type BillingDate, parseBillingDate } from '../../domain/period.ts';
import { readAccount, readSum, readText, tidyText } from '../accruals/cells.ts';
import { decodedChunks } from '../encoding.ts';
import { withoutErrorMark } from '../error-mark.ts';
import { type FileProblem, fileProblem, shown } from '../file-problem.ts';
import { openText } from '../open-text.ts';
import { createColumnBook, type Mapping, normalizeHeader } from '../tables/column-book.ts';
import type { TableRow } from '../tables/read-table.ts';
import { readBareRecords, readLines } from '../text-records.ts';
import type { ParsedRow, ParsedRows, RowFileError, RowFileErrorCode, RowFileLimits } from './model.ts';
import { readRows } from './read-rows.ts';
import type { RowReader } from './row-reader.ts';

// biome-ignore format: one line per column
const SYNONYMS = {
  account: ['Лицевой счет', 'ЛС', 'Номер лицевого счета', 'Номер ЛС', 'Лиц. счет', 'Лицевой', 'Account', 'Account number'],
  provider: ['Поставщик', 'Поставщик услуг', 'Наименование поставщика', 'Организация', 'Получатель', 'Provider'],
  date: ['Дата платежа', 'Дата оплаты', 'Дата операции', 'Оплачено', 'Дата', 'Payment date', 'Paid at'],
  time: ['Время', 'Время платежа', 'Время оплаты', 'Время операции', 'Time'],
  amount: ['Сумма платежа', 'Сумма оплаты', 'Сумма операции', 'Оплата', 'Сумма', 'Amount'],
  channel: ['Канал', 'Способ оплаты', 'Место оплаты', 'Банк', 'Источник', 'Касса', 'Channel'],
  operation: ['Номер операции', 'Номер платежа', 'Идентификатор платежа', 'Уникальный номер операции', 'ID платежа', 'Номер транзакции', 'Transaction', 'Payment id'],
} as const;

export type PaymentColumn = keyof typeof SYNONYMS;
export const PAYMENTS_BOOK = createColumnBook<PaymentColumn>(
  ['account', 'provider', 'date', 'time', 'amount', 'channel', 'operation'],
  SYNONYMS,
);

/** Headers that stand over sums of bills, too. */
const COMMON = new Set(['Дата', 'Оплачено', 'Сумма', 'Оплата', 'Amount'].map(normalizeHeader));
const TELLING = new Set(
  (['date', 'time', 'amount', 'operation'] as const)
    .flatMap((key) => PAYMENTS_BOOK.synonyms[key])
    .map(normalizeHeader)
    .filter((header) => !COMMON.has(header)),
);

/** Whether a header speaks of payments and of nothing else. */
export function isAboutPayments(header: string): boolean {
  return TELLING.has(normalizeHeader(header));
}

/** A payment as a register of the bank or the company tells it. */
export type PaymentRowData = {
  /** kopecks, what the account is credited with */
  readonly amount: number;
  readonly date: BillingDate;
  /** `14:05:59`; null = only the day is known */
  readonly time: string | null;
  readonly channel: string | null;
  /** the gateway's or the bank's number of the operation */
  readonly operation: string | null;
};

const BANK_LINE = /^\d{2}-\d{2}-\d{4};\d{2}-\d{2}-\d{2};/;
const TRAILER = /^\s*=/;

/** Is this a line of Sberbank's register of payments? */
export function isBankPayments(lines: readonly string[]): boolean {
  return lines.some((line) => BANK_LINE.test(line));
}

/** Payments made elsewhere: a table with a header, or Sberbank's `;` register. */
export function parsePayments(
  bytes: Uint8Array,
  options: { readonly mapping?: Mapping<PaymentColumn>; readonly limits: RowFileLimits },
): ParsedRows<PaymentRowData> | FileProblem {
  const opened = openText(bytes, options.limits.bytes);
  if (!opened.ok) return opened;
  if (isBankPayments(opened.head)) return parseBankRegister(bytes, opened.encoding, options.limits);
  return readRows<PaymentColumn, PaymentRowData>(bytes, {
    book: PAYMENTS_BOOK,
    required: [['account'], ['date'], ['amount']],
    ...options,
    onlyOne: null,
    data: readPayment,
  });
}

function readPayment(source: TableRow<PaymentColumn>, read: RowReader<PaymentColumn>): PaymentRowData | null {
  const amount = read.sum('amount') ?? (read.failed() ? null : read.fail('SUM_MISSING', 'amount'));
  const moment = /^(\S+)[ T]+(\d{1,2}[:.-]\d{2}(?:[:.-]\d{2})?)$/.exec(source.text('date'));
  const date =
    moment === null
      ? (read.date('date') ?? (read.failed() ? null : read.fail('DATE_INVALID', 'date')))
      : (parseBillingDate(moment[1] ?? '') ?? read.fail('DATE_INVALID', 'date'));
  const time = readTime(moment?.[2] ?? source.text('time'));
  if (time === 'wrong') read.fail('DATE_INVALID', 'time');
  if (amount !== null && amount <= 0) read.fail('SUM_NOT_POSITIVE', 'amount');
  const channel = read.text('channel');
  const operation = read.text('operation');
  if (amount === null || date === null || time === 'wrong') return null;
  return { amount, date, time, channel, operation };
}

/** Columns of the bank's register whose place is fixed; sum, transfer and fee are counted from the end. */
const BANK = { date: 0, time: 1, cashier: 3, operation: 4, account: 5, least: 9 } as const;

function parseBankRegister(
  bytes: Uint8Array,
  encoding: ParsedRows<PaymentRowData>['encoding'],
  limits: RowFileLimits,
): ParsedRows<PaymentRowData> | FileProblem {
  const errors: RowFileError[] = [];
  const warnings: RowFileError[] = [];
  const rows: ParsedRow<PaymentRowData>[] = [];
  let trailer: { row: number; cells: readonly string[] } | null = null;
  for (const record of readBareRecords(readLines(decodedChunks(bytes, encoding)), ';')) {
    const { row } = record;
    const cells = withoutErrorMark(record.cells);
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (TRAILER.test(cells[0] ?? '')) {
      trailer = { row, cells };
      continue;
    }
    if (rows.length + errors.length >= limits.rows) {
      return fileProblem('FILE_TOO_MANY_ROWS', { limit: limits.rows });
    }
    const fail = (code: RowFileErrorCode, value: string): void => {
      errors.push({ row, code, details: { value: shown(value) } });
    };
    if (trailer !== null) {
      fail('ROW_AFTER_TRAILER', '');
      continue;
    }
    if (cells.length < BANK.least) {
      errors.push({
        row,
        code: 'WRONG_COLUMN_COUNT',
        details: { expected: BANK.least, actual: cells.length },
      });
      continue;
    }
    const cell = (index: number): string => tidyText(cells[index] ?? '');
    const account = readAccount(cell(BANK.account));
    const date = parseBillingDate(cell(BANK.date));
    const time = readTime(cell(BANK.time));
    const amount = operationSum(cells);
    const operation = readText(cell(BANK.operation));
    if (!account.ok) fail(account.code, cell(BANK.account));
    else if (date === null || time === 'wrong') fail('DATE_INVALID', `${cell(BANK.date)} ${cell(BANK.time)}`);
    else if (amount === null) fail('SUM_INVALID', cells.slice(-3).join(';'));
    else if (amount <= 0) fail('SUM_NOT_POSITIVE', cells.slice(-3).join(';'));
    else if (!operation.ok) fail(operation.code, cell(BANK.operation));
    else {
      const channel = firstLetters(cell(BANK.cashier), 60) || null;
      const data = { amount, date, time, channel, operation: operation.value };
      rows.push({ row, account: account.value, provider: null, data });
    }
  }
  if (rows.length + errors.length === 0) return fileProblem('FILE_WITHOUT_ROWS');
  checkTrailer(trailer, rows, errors, warnings);
  return { ok: true, format: 'bank-payments', encoding, rows, errors, warnings, unknownColumns: [] };
}

/**
 * `сумма операции;сумма перевода;комиссия` at the end; some contracts have one field more behind them. Three sums
 * that fit together tell which: the transfer is the sum, or the sum without the fee.
 */
function operationSum(cells: readonly string[]): number | null {
  for (const end of [cells.length, cells.length - 1]) {
    const [sum, transfer, fee] = cells.slice(end - 3, end).map((cell) => readSum(tidyText(cell)));
    if (typeof sum !== 'number' || typeof transfer !== 'number' || typeof fee !== 'number') continue;
    if (transfer === sum || transfer + fee === sum || transfer === sum + fee) return Math.min(sum, sum + fee);
  }
  return null;
}

/** `=count;sum;…`: a count that differs means that the file was cut; the sum is compared softly. */
function checkTrailer(
  trailer: { readonly row: number; readonly cells: readonly string[] } | null,
  rows: readonly ParsedRow<PaymentRowData>[],
  errors: RowFileError[],
  warnings: RowFileError[],
): void {
  if (trailer === null) {
    warnings.push({ row: rows.at(-1)?.row ?? 1, code: 'TRAILER_MISSING', details: {} });
    return;
  }
  const { row, cells } = trailer;
  const count = /^\s*=\s*(\d+)\s*$/.exec(cells[0] ?? '');
  if (count === null) {
    warnings.push({ row, code: 'TRAILER_INVALID', details: { value: shown(cells.join(';')) } });
    return;
  }
  const counted = rows.length + errors.length;
  if (Number(count[1]) !== counted) {
    errors.push({
      row,
      code: 'TRAILER_COUNT_MISMATCH',
      details: { stated: Number(count[1]), computed: counted },
    });
  }
}

/** `14:05`, `14-05-59` → `14:05:59`; null = none. */
function readTime(cell: string): string | null | 'wrong' {
  const text = tidyText(cell);
  if (text === '') return null;
  const match = /^([01]?\d|2[0-3])[:.-]([0-5]\d)(?:[:.-]([0-5]\d))?$/.exec(text);
  if (match === null) return 'wrong';
  return `${(match[1] ?? '').padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}`;
}
