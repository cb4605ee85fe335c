import { type BillingDate, parseBillingDate } from '../../domain/period.ts';
import {
  type CellReading,
  isBlank,
  readAccount,
  readCount,
  readDecimal,
  readSum,
  readText,
} from '../accruals/cells.ts';
import { shown } from '../file-problem.ts';
import type { TableRow } from '../tables/read-table.ts';
import type { RowFileError, RowFileErrorCode } from './model.ts';

/** Reads cells of one row and notes what is wrong with them. */
export interface RowReader<Key extends string> {
  readonly failed: () => boolean;
  fail(code: RowFileErrorCode, key: Key): null;
  account(key: Key): string | null;
  text(key: Key): string | null;
  sum(key: Key): number | null;
  decimal(key: Key): string | null;
  count(key: Key): number | null;
  date(key: Key): BillingDate | null;
}

export function createRowReader<Key extends string>(
  row: TableRow<Key>,
  errors: RowFileError[],
): RowReader<Key> {
  let failed = false;
  const fail = (code: RowFileErrorCode, key: Key): null => {
    failed = true;
    errors.push({ row: row.row, code, details: { column: row.title(key), value: shown(row.text(key)) } });
    return null;
  };
  const take = <T>(reading: CellReading<T>, key: Key): T | null =>
    reading.ok ? reading.value : fail(reading.code, key);
  if (row.malformed !== null) {
    failed = true;
    errors.push({ row: row.row, code: row.malformed.code, details: row.malformed.details });
  }
  return {
    failed: () => failed,
    fail,
    account: (key) => take(readAccount(row.text(key)), key),
    text: (key) => take(readText(row.text(key)), key),
    sum(key) {
      const cell = row.text(key);
      if (isBlank(cell)) return null;
      const sum = readSum(cell);
      return typeof sum === 'number' ? sum : fail(sum, key);
    },
    decimal: (key) => (isBlank(row.text(key)) ? null : take(readDecimal(row.text(key)), key)),
    count: (key) => (isBlank(row.text(key)) ? null : take(readCount(row.text(key)), key)),
    date(key) {
      const cell = row.text(key);
      if (cell === '') return null;
      // A spreadsheet adds midnight to dates.
      return parseBillingDate(cell.replace(/[ T]0?0:00(?::00)?$/, '')) ?? fail('DATE_INVALID', key);
    },
  };
}
