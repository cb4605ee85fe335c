import { firstLetters } from '../../domain/first-letters.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { monthOf, type Period, parseBillingDate, parsePeriod } from '../../domain/period.ts';
import { withoutErrorMark } from '../error-mark.ts';
import { type FileProblem, fileProblem, shown } from '../file-problem.ts';
import type { TextRecord } from '../text-records.ts';
import { splitCommaAddress } from './addresses.ts';
import type { BillCollector } from './bill-collector.ts';
import { type CellReading, readAccount, readSum } from './cells.ts';
import type { AccrualsHeader, AccrualsOptions } from './model.ts';
import type { RegisterReader } from './register-reader.ts';
import { createRegisterTaker, type RegisterRow, readHouseField } from './register-rows.ts';
import { WHOLE_BILL_SERVICE } from './table.ts';

const SALDO = '7';
const DIRECTIVE = /^\s*#\s*([a-z]+)\s*[:=]?\s*(.*)$/i;
/** `ФИО;АДРЕС;ЛС;СУММА;ПОДУСЛУГА;НАЧАЛО;КОНЕЦ` */
const OLD = { least: 4, most: 7 } as const;
/** `ФИО;ЕЛС;GUID[,№];АДРЕС;ЛС;СУММА` and dates */
const ELS = { least: 6, most: 10 } as const;

/** Is this the beginning of a `#` register? */
export function isRegister7(firstLine: string): boolean {
  return /^\s*#\s*(?:filesum|type|service|note)\b/i.test(firstLine);
}

/**
 * Saldo register `#FILESUM #TYPE 7 #SERVICE` of «Система Город», Сбербанк and others, both with addresses in the
 * second field (old) and with ЕЛС and ФИАС (new). Directives come in any case and order.
 */
export function createRegister7Reader(
  options: Pick<AccrualsOptions, 'period' | 'accountPattern'>,
  collector: BillCollector,
): RegisterReader {
  const takeRow = createRegisterTaker(collector, options.accountPattern);
  const header: { -readonly [K in keyof AccrualsHeader]: AccrualsHeader[K] } = {};
  let type: string | null = null;
  let fileSum: { readonly row: number; readonly amount: Kopecks } | null = null;
  let sum = 0;
  let sumsKnown = true;

  function directive(row: number, name: string, value: string): void {
    if (name === 'type') type = value;
    else if (name === 'service') header.service = value;
    else if (name === 'note') header.note = firstLetters(value, 500);
    else if (name === 'filesum') {
      const reading = readSumOfFile(value);
      if (reading === null) {
        collector.error(row, 'FILESUM_INVALID', { value: shown(value) });
        return;
      }
      fileSum = { row, amount: reading };
      header.fileSum = reading;
    }
  }

  function variantOf(cells: readonly string[]): 'old' | 'els' | null {
    if (readHouseField(cells[2] ?? '') !== null) return 'els';
    if (readAccount(cells[2] ?? '').ok && typeof readSum(cells[3] ?? '') === 'number') return 'old';
    return readAccount(cells[4] ?? '').ok && typeof readSum(cells[5] ?? '') === 'number' ? 'els' : null;
  }

  function read(row: number, cells: readonly string[], variant: 'old' | 'els'): RegisterRow {
    const cell = (index: number): string => cells[index] ?? '';
    const sumCell = cell(variant === 'old' ? 3 : 5);
    const dates =
      variant === 'old' ? cells.slice(5, 7) : cells.slice(6).filter((text) => readMonth(text) !== null);
    const house = variant === 'old' ? null : readHouseField(cell(2));
    const place = splitCommaAddress(cell(variant === 'old' ? 1 : 3));
    const subservice = variant === 'old' ? cell(4).trim() : '';
    return {
      row,
      account: unquoted(cell(variant === 'old' ? 2 : 4)),
      sumCell,
      sum: readSum(sumCell),
      ...monthOfDates(row, dates),
      payerName: unquoted(cell(0)),
      address: place.address,
      addressParts: place.parts,
      flat: house?.flat ?? place.flat,
      els: variant === 'old' ? '' : cell(1),
      houseGuid: house?.guid ?? null,
      service: subservice === '' ? WHOLE_BILL_SERVICE : `${WHOLE_BILL_SERVICE} (${subservice})`,
    };
  }

  /** A period that begins in one month and ends in the next is named by its end, as bills are. */
  function monthOfDates(row: number, dates: readonly string[]): Pick<RegisterRow, 'period' | 'periodCell'> {
    const written = dates.map((text) => text.trim()).filter((text) => text !== '');
    const periodCell = written.join(' ');
    const months: Period[] = [];
    for (const text of written) {
      const month = readMonth(text);
      if (month === null) return { period: { ok: false, code: 'DATE_INVALID' }, periodCell: text };
      months.push(month);
    }
    const first = months[0];
    const last = months.at(-1) ?? options.period;
    if (first !== undefined && first !== last) {
      collector.warn(row, 'PERIOD_SPANS_MONTHS', { first, last: last ?? first });
    }
    const period: CellReading<Period> =
      last === undefined ? { ok: false, code: 'PERIOD_MISSING' } : { ok: true, value: last };
    return { period, periodCell };
  }

  return {
    header,
    take(record: TextRecord): FileProblem | null {
      const cells = withoutErrorMark(record.cells);
      const line = cells.join(';');
      if (cells.every((cell) => cell.trim() === '')) return null;
      const match = DIRECTIVE.exec(line);
      if (match !== null) {
        const value = (match[2] ?? '').replace(/[;\s]+$/, '');
        directive(record.row, (match[1] ?? '').toLowerCase(), value);
        return null;
      }
      if (type !== SALDO) return fileProblem('REGISTER_TYPE_UNSUPPORTED', { type: shown(type ?? '') });
      collector.countRow();
      if (header.variant === undefined) {
        const found = variantOf(cells);
        if (found !== null) header.variant = found;
      }
      const variant = header.variant ?? 'old';
      const bounds = variant === 'old' ? OLD : ELS;
      const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
      if (cells.length < bounds.least || used > bounds.most) {
        collector.error(record.row, 'WRONG_COLUMN_COUNT', { expected: bounds.least, actual: used });
        sumsKnown = false;
        return null;
      }
      const row = read(record.row, cells, variant);
      if (typeof row.sum === 'number') sum += row.sum;
      if (!takeRow(row)) sumsKnown = false;
      return null;
    },
    finish(): FileProblem | null {
      if (type !== SALDO) return fileProblem('REGISTER_TYPE_UNSUPPORTED', { type: shown(type ?? '') });
      if (fileSum === null) {
        if (header.fileSum === undefined) collector.warn(1, 'FILESUM_MISSING');
      } else if (sumsKnown && fileSum.amount !== sum) {
        collector.error(fileSum.row, 'FILESUM_MISMATCH', { stated: fileSum.amount, computed: sum });
      }
      return null;
    },
  };
}

/** The whole file's sum may be larger than any bill's. */
function readSumOfFile(value: string): Kopecks | null {
  const match = /^([+-]?)(\d{1,13})(?:[.,](\d{1,2}))?$/.exec(value.replaceAll(/\s/g, ''));
  if (match === null) return null;
  const amount = Number(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`);
  return kopecks(match[1] === '-' ? -amount : amount);
}

function readMonth(text: string): Period | null {
  const date = parseBillingDate(text);
  return date === null ? parsePeriod(text) : monthOf(date);
}

/** Some writers quote a whole field though the format has no quoting. */
function unquoted(cell: string): string {
  const match = /^\s*"(.*)"\s*$/s.exec(cell);
  const inner = match?.[1]?.replaceAll('""', '"');
  return inner === undefined || (inner.match(/"/g)?.length ?? 0) % 2 === 1 ? cell : inner;
}
