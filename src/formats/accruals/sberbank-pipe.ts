import { kopecks, parseMoney } from '../../domain/money.ts';
import { type Period, parsePeriod } from '../../domain/period.ts';
import { withoutErrorMark } from '../error-mark.ts';
import { type FileProblem, shown } from '../file-problem.ts';
import type { TextRecord } from '../text-records.ts';
import { splitDashAddress } from './addresses.ts';
import type { BillCollector } from './bill-collector.ts';
import { type CellReading, readKopecks } from './cells.ts';
import type { AccrualsHeader, AccrualsOptions } from './model.ts';
import type { RegisterReader } from './register-reader.ts';
import { createRegisterTaker, readHouseField } from './register-rows.ts';
import { parseSberbankFileName } from './sberbank-file-name.ts';
import { WHOLE_BILL_SERVICE } from './table.ts';

const FIELDS = 10;
/** The bank's trailer is written in whole roubles by one program and in kopecks by another. */
const ROUNDING = 100;

/** Does a line look like a row or the trailer of this register? */
export function isSberbankPipe(line: string): boolean {
  if (/^=\|\d*\|/.test(line)) return true;
  const cells = withoutErrorMark(line.split('|'));
  return cells.length >= FIELDS && /^\d{6}$/.test(cells[7]?.trim() ?? '');
}

/**
 * Sberbank's register of debts: `ЛС|ЕЛС|GUID,№кв|ФИО|адрес|1|услуга|MMYYYY||копейки`, the last line
 * `=|количество|сумма`. The trailer's count must hold; its sum is compared softly.
 */
export function createSberbankPipeReader(
  options: Pick<AccrualsOptions, 'fileName' | 'period' | 'accountPattern'>,
  collector: BillCollector,
): RegisterReader {
  const takeRow = createRegisterTaker(collector, options.accountPattern);
  const name = parseSberbankFileName(options.fileName);
  const header: { -readonly [K in keyof AccrualsHeader]: AccrualsHeader[K] } = { ...name };
  let trailer: { readonly row: number; readonly count: number; readonly sum: string } | null = null;
  let rows = 0;
  let sum = 0;
  let sumsKnown = true;
  let toldPeriod = false;
  let lastRow = 1;

  function readPeriod(row: number, cell: string): CellReading<Period> {
    if (cell.trim() === '') {
      const fallback = options.period ?? name?.period;
      return fallback === undefined ? { ok: false, code: 'PERIOD_MISSING' } : { ok: true, value: fallback };
    }
    const value = parsePeriod(cell);
    if (value === null) return { ok: false, code: 'PERIOD_INVALID' };
    if (name !== null && name.period !== value && !toldPeriod) {
      toldPeriod = true;
      collector.warn(row, 'PERIOD_DIFFERS_FROM_FILE_NAME', { period: value, named: name.period });
    }
    return { ok: true, value };
  }

  function takeTrailer(row: number, cells: readonly string[]): void {
    const [, count = '', total = ''] = cells.map((cell) => cell.trim());
    if (!/^\d{1,9}$/.test(count)) {
      collector.error(row, 'TRAILER_INVALID', { value: shown(cells.join('|')) });
      return;
    }
    trailer = { row, count: Number(count), sum: total };
    header.declaredRows = Number(count);
    header.declaredSum = total;
    if (Number(count) !== rows)
      collector.error(row, 'TRAILER_COUNT_MISMATCH', { stated: Number(count), computed: rows });
    const money = parseMoney(total);
    const near = money.ok && Math.abs(money.amount - sum) < ROUNDING;
    if (!sumsKnown || total === '' || total === String(sum) || near) return;
    const stated = money.ok ? money.amount : kopecks(0);
    collector.warn(row, 'FILE_SUM_DIFFERS', { stated, computed: sum });
  }

  return {
    header,
    take(record: TextRecord): FileProblem | null {
      const cells = withoutErrorMark(record.cells);
      if (cells.every((cell) => cell.trim() === '')) return null;
      lastRow = record.row;
      if (trailer !== null) {
        collector.error(record.row, 'ROW_AFTER_TRAILER', { value: shown(cells.join('|')) });
        return null;
      }
      if (cells[0]?.trim() === '=') {
        takeTrailer(record.row, cells);
        return null;
      }
      collector.countRow();
      rows += 1;
      const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
      if (cells.length < FIELDS || used > FIELDS) {
        collector.error(record.row, 'WRONG_COLUMN_COUNT', { expected: FIELDS, actual: cells.length });
        sumsKnown = false;
        return null;
      }
      const cell = (index: number): string => cells[index] ?? '';
      const amount = readKopecks(cell(9));
      if (typeof amount === 'number') sum += amount;
      const house = readHouseField(cell(2));
      const place = splitDashAddress(cell(4), house?.flat ?? null);
      const known = takeRow({
        row: record.row,
        account: cell(0),
        sumCell: cell(9),
        sum: amount,
        period: readPeriod(record.row, cell(7)),
        periodCell: cell(7),
        payerName: cell(3),
        address: place.address,
        addressParts: place.parts,
        flat: place.flat,
        els: cell(1),
        houseGuid: house?.guid ?? null,
        service: cell(6).trim() === '' ? WHOLE_BILL_SERVICE : cell(6),
      });
      if (!known) sumsKnown = false;
      return null;
    },
    finish(): FileProblem | null {
      if (trailer === null && header.declaredRows === undefined) collector.warn(lastRow, 'TRAILER_MISSING');
      return null;
    },
  };
}
