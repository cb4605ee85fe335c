import { type BillingDate, parseBillingDate } from '../../domain/period.ts';
import type { FileProblem } from '../file-problem.ts';
import { openText } from '../open-text.ts';
import { createColumnBook } from '../tables/column-book.ts';
import { readTable } from '../tables/read-table.ts';
import type { RowFileError, RowFileLimits } from './model.ts';
import { isBankPayments, parsePayments } from './payments.ts';
import { createRowReader } from './row-reader.ts';

// biome-ignore format: one line per column
const SYNONYMS = {
  operation: ['Идентификатор платежа', 'ID платежа', 'Номер операции', 'Номер платежа', 'Идентификатор операции', 'Номер транзакции', 'Уникальный номер операции', 'Payment id', 'Transaction'],
  amount: ['Сумма платежа', 'Сумма операции', 'Сумма', 'Сумма к зачислению', 'Amount'],
  date: ['Дата платежа', 'Дата операции', 'Дата создания платежа', 'Дата и время', 'Дата', 'Payment date', 'Date'],
  account: ['Лицевой счет', 'ЛС', 'Account'],
} as const;

export type SettlementColumn = keyof typeof SYNONYMS;
export const SETTLEMENTS_BOOK = createColumnBook<SettlementColumn>(
  ['operation', 'amount', 'date', 'account'],
  SYNONYMS,
);

/** What the gateway or the bank says about one operation; several rows of one (a payment and its refund) are added. */
export interface Settlement {
  readonly operation: string;
  /** kopecks */
  readonly amount: number;
  readonly date: BillingDate | null;
  readonly account: string | null;
}

export interface ParsedSettlements {
  readonly ok: true;
  readonly settlements: readonly Settlement[];
  readonly errors: readonly RowFileError[];
}

/** A register of the gateway (a table) or of the bank (`;` without a header). */
export function parseSettlements(bytes: Uint8Array, limits: RowFileLimits): ParsedSettlements | FileProblem {
  const opened = openText(bytes, limits.bytes);
  if (!opened.ok) return opened;
  if (isBankPayments(opened.head)) return parseBank(bytes, limits);
  const table = readTable(bytes, { book: SETTLEMENTS_BOOK, required: [['operation'], ['amount']], limits });
  if (!table.ok) return table;
  const errors: RowFileError[] = [];
  const rows: Settlement[] = [];
  for (const source of table.rows) {
    const read = createRowReader(source, errors);
    const operation = read.text('operation');
    const amount = read.sum('amount') ?? (read.failed() ? null : read.fail('SUM_MISSING', 'amount'));
    const day = /^(\S+)[ T]/.exec(source.text('date'))?.[1];
    const date = day === undefined ? read.date('date') : parseBillingDate(day);
    if (operation === null || amount === null || read.failed()) continue;
    rows.push({ operation, amount, date, account: source.text('account') || null });
  }
  return { ok: true, settlements: added(rows), errors };
}

function parseBank(bytes: Uint8Array, limits: RowFileLimits): ParsedSettlements | FileProblem {
  const parsed = parsePayments(bytes, { limits });
  if (!parsed.ok) return parsed;
  const rows = parsed.rows.flatMap(({ account, data: { operation, amount, date } }) =>
    operation === null ? [] : [{ operation, amount, date, account }],
  );
  return { ok: true, settlements: added(rows), errors: parsed.errors };
}

function added(rows: readonly Settlement[]): Settlement[] {
  const byOperation = new Map<string, Settlement>();
  for (const row of rows) {
    const before = byOperation.get(row.operation);
    byOperation.set(
      row.operation,
      before === undefined ? row : { ...before, amount: before.amount + row.amount },
    );
  }
  return [...byOperation.values()];
}
