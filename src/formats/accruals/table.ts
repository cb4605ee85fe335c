import { accountPatternTest } from '../../domain/account-number.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { type BillingDate, type Period, parseBillingDate, parsePeriod } from '../../domain/period.ts';
import { shown } from '../file-problem.ts';
import type { TextRecord } from '../text-records.ts';
import type { BillCollector, BillDraft } from './bill-collector.ts';
import {
  type CellReading,
  isBlank,
  readAccount,
  readCount,
  readDecimal,
  readSum,
  readText,
  tidyText,
} from './cells.ts';
import type { ColumnKey } from './columns.ts';
import type { AccrualsOptions, ParsedLine, RowErrorCode } from './model.ts';
import type { TableLayout } from './table-layout.ts';

/** The one line of a bill whose file has no column for services. */
export const WHOLE_BILL_SERVICE = 'ЖКУ';

const PART = /^в\s*(?:т\.?\s*ч\.?|том\s+числе)\s*[:,]?\s+/i;
const TOTAL_ROW = /^(?:итого|всего)(?:\s|:|$)/i;
const TOTAL_SERVICE =
  /^(?:итого|всего)(?:\s+(?:к\s+оплате|начислено|по\s+сч[её]ту|по\s+лицевому\s+сч[её]ту|по\s+л\/с))?\s*:?$/i;

const TEXT_FIELDS = ['payerName', 'address', 'flat', 'els', 'houseGuid', 'gisDocumentId', 'comment'] as const;
const AREA_FIELDS = ['area', 'livingArea'] as const;
const IDENTITY = ['account', 'provider', 'period', 'type'] as const;

/**
 * Reads data rows of a table into the collector. Cells of the bill repeat on each of its rows, so they are compared
 * with the row before and read only when they change.
 */
export function createTableRowReader(
  layout: TableLayout,
  options: Pick<AccrualsOptions, 'period' | 'accountPattern'>,
  collector: BillCollector,
): (record: TextRecord) => void {
  const { headerCells } = layout;
  const width = headerCells.length;
  const index = (key: ColumnKey): number => layout.at.get(key) ?? -1;
  const title = (key: ColumnKey): string => shown(headerCells[index(key)] ?? key);
  const at = {
    account: index('account'),
    provider: index('provider'),
    period: index('period'),
    type: index('type'),
    billDate: index('billDate'),
    residents: index('residents'),
    service: index('service'),
    parent: index('parent'),
    unit: index('unit'),
    volume: index('volume'),
    tariff: index('tariff'),
    accrued: index('accrued'),
    recalculation: index('recalculation'),
    benefits: index('benefits'),
    penalty: index('penalty'),
    openingBalance: index('openingBalance'),
    paid: index('paid'),
    undersupplyDays: index('undersupplyDays'),
    undersupplySum: index('undersupplySum'),
    withinNorm: index('withinNorm'),
    total: index('total'),
  };
  const fields = (keys: readonly ColumnKey[]): number[] => keys.map(index).filter((column) => column >= 0);
  const identityColumns = fields(IDENTITY);
  const headColumns = fields([...TEXT_FIELDS, ...AREA_FIELDS, 'residents', 'billDate']);
  const fits = accountPatternTest(options.accountPattern ?? '');
  const texts = createTextStore();

  let before: readonly string[] = [];
  let draft: BillDraft | null = null;
  /** sum of all lines, good and bad, for the file's own total */
  let tally = 0;

  // State of the row being read.
  let row = 0;
  let cells: readonly string[] = [];
  let failed = false;

  function fail(code: RowErrorCode, key: ColumnKey): null {
    failed = true;
    collector.error(row, code, { column: title(key), value: shown(cells[index(key)] ?? '') });
    return null;
  }

  function take<T>(reading: CellReading<T>, key: ColumnKey): T | null {
    return reading.ok ? reading.value : fail(reading.code, key);
  }

  function text(key: ColumnKey, column: number): string | null {
    const cell = column < 0 ? '' : (cells[column] ?? '');
    if (cell === '') return null;
    const known = texts.get(cell);
    if (known !== undefined) return known;
    const value = take(readText(cell), key);
    return value === null ? null : texts.add(cell, value);
  }

  function sum(key: ColumnKey, column: number): Kopecks | null {
    if (column < 0) return null;
    const cell = cells[column] ?? '';
    if (isBlank(cell)) return null;
    const reading = readSum(cell);
    return typeof reading === 'number' ? kopecks(reading) : fail(reading, key);
  }

  function decimal(key: ColumnKey, column: number): string | null {
    const cell = column < 0 ? '' : (cells[column] ?? '');
    return isBlank(cell) ? null : take(readDecimal(cell), key);
  }

  function sameAsBefore(columns: readonly number[]): boolean {
    for (const column of columns) if (cells[column] !== before[column]) return false;
    return true;
  }

  /** Account and provider come first: with them known, a bad row spoils only this account. */
  function openBill(): BillDraft | null {
    const account = take(readAccount(cells[at.account] ?? ''), 'account');
    if (account === null) return null;
    if (!fits(account)) return fail('ACCOUNT_PATTERN', 'account');
    const provider = text('provider', at.provider);
    const type = text('type', at.type);
    const period = readPeriod();
    if (!failed && period !== null) return collector.open({ provider, account: flat(account), period, type });
    collector.breakAccount(provider, account, row);
    return null;
  }

  function readPeriod(): Period | null {
    const cell = at.period < 0 ? '' : tidyText(cells[at.period] ?? '');
    if (cell === '') return options.period ?? fail('PERIOD_MISSING', 'period');
    return parsePeriod(cell) ?? fail('PERIOD_INVALID', 'period');
  }

  function readHead(bill: BillDraft): void {
    for (const key of TEXT_FIELDS) {
      const value = text(key, index(key));
      if (value !== null && bill[key] === null) bill[key] = value;
      else if (value !== null && bill[key] !== value)
        collector.differs(bill, key, row, bill[key] ?? '', value);
    }
    for (const key of AREA_FIELDS) {
      const value = decimal(key, index(key));
      if (value !== null && bill[key] === null) bill[key] = value;
      else if (value !== null && bill[key] !== value)
        collector.differs(bill, key, row, bill[key] ?? '', value);
    }
    const people = at.residents < 0 ? '' : (cells[at.residents] ?? '');
    const residents = isBlank(people) ? null : take(readCount(people), 'residents');
    if (residents !== null && bill.residents === null) bill.residents = residents;
    else if (residents !== null && bill.residents !== residents) {
      collector.differs(bill, 'residents', row, String(bill.residents), String(residents));
    }
    const billDate = readBillDate();
    if (billDate !== null && bill.billDate === null) bill.billDate = billDate;
    else if (billDate !== null && bill.billDate !== billDate) {
      collector.differs(bill, 'billDate', row, bill.billDate ?? '', billDate);
    }
  }

  function readBillDate(): BillingDate | null {
    const cell = at.billDate < 0 ? '' : tidyText(cells[at.billDate] ?? '');
    if (cell === '') return null;
    // A spreadsheet adds midnight to dates.
    return parseBillingDate(cell.replace(/[ T]0?0:00(?::00)?$/, '')) ?? fail('DATE_INVALID', 'billDate');
  }

  function readLine(): ParsedLine | null {
    const service = at.service < 0 ? WHOLE_BILL_SERVICE : (text('service', at.service) ?? WHOLE_BILL_SERVICE);
    const parent = text('parent', at.parent);
    const name = service.replace(PART, '');
    const accrued = sum('accrued', at.accrued);
    const recalculation = sum('recalculation', at.recalculation);
    const benefits = sum('benefits', at.benefits);
    const penalty = sum('penalty', at.penalty);
    const openingBalance = sum('openingBalance', at.openingBalance);
    const paid = sum('paid', at.paid);
    const stated = sum('total', at.total);
    // The sum to pay of a line that states none: debt counts up, benefits and payments down.
    const computed =
      (accrued ?? 0) +
      (recalculation ?? 0) +
      (penalty ?? 0) +
      (openingBalance ?? 0) -
      Math.abs(benefits ?? 0) -
      Math.abs(paid ?? 0);
    if (stated === null && accrued === null && !failed) {
      return fail('SUM_MISSING', at.total < 0 ? 'accrued' : 'total');
    }
    const line: ParsedLine = {
      service: name === service ? service : (texts.get(name) ?? texts.add(name, name)),
      subline: parent !== null || name !== service,
      unit: text('unit', at.unit),
      volume: decimal('volume', at.volume),
      tariff: decimal('tariff', at.tariff),
      accrued,
      recalculation,
      benefits,
      penalty,
      openingBalance,
      paid,
      undersupplyDays: decimal('undersupplyDays', at.undersupplyDays),
      undersupplySum: sum('undersupplySum', at.undersupplySum),
      withinNorm: sum('withinNorm', at.withinNorm),
      total: stated ?? kopecks(computed),
      parent,
      row,
    };
    return failed ? null : line;
  }

  /** «Итого» under the table: no account. Its sum is compared softly. */
  function isFileTotal(): boolean {
    const account = tidyText(cells[at.account] ?? '');
    if (TOTAL_ROW.test(account)) return true;
    return account === '' && cells.some((cell) => TOTAL_ROW.test(tidyText(cell)));
  }

  function checkFileTotal(): void {
    const reading = readSum(at.total < 0 ? '' : (cells[at.total] ?? ''));
    if (typeof reading !== 'number' || collector.hasErrors() || reading === tally) return;
    collector.warn(row, 'FILE_SUM_DIFFERS', { stated: reading, computed: tally });
  }

  /** A row that cannot be cut into cells still spoils its account, when that is readable. */
  function rejectShape(code: RowErrorCode, details: Record<string, number>): void {
    collector.countRow();
    collector.error(row, code, details);
    const account = readAccount(cells[at.account] ?? '');
    const provider = at.provider < 0 ? null : tidyText(cells[at.provider] ?? '') || null;
    if (account.ok) collector.breakAccount(provider, account.value, row);
  }

  return (record) => {
    ({ row, cells } = record);
    failed = false;
    if (cells.every((cell) => cell.trim() === '')) return;
    if (isRepeatedHeader(cells, headerCells)) return;
    if (record.unclosedQuote) return rejectShape('QUOTE_UNCLOSED', {});
    if (cells.length < width || cells.some((cell, column) => column >= width && cell.trim() !== '')) {
      return rejectShape('WRONG_COLUMN_COUNT', { expected: width, actual: cells.length });
    }
    const same = draft !== null && sameAsBefore(identityColumns);
    if (!same && isFileTotal()) return checkFileTotal();
    collector.countRow();
    const bill = same ? draft : openBill();
    if (bill !== null && !(same && sameAsBefore(headColumns))) readHead(bill);
    draft = bill;
    before = cells;
    const line = readLine();
    if (line !== null && !line.subline && !TOTAL_SERVICE.test(line.service)) tally += line.total;
    if (bill === null) return;
    if (line === null || failed) {
      bill.rows.push(row);
      collector.breakBill(bill, row);
    } else if (TOTAL_SERVICE.test(line.service)) declareTotal(bill, line);
    else collector.addLine(bill, line, at.service >= 0);
  };

  /** A row «Итого» of one bill states its total and is no line of it. */
  function declareTotal(bill: BillDraft, line: ParsedLine): void {
    if (bill.declared !== null) {
      collector.error(row, 'ROW_DUPLICATE', {
        first: bill.declared.row,
        service: line.service,
        account: bill.account,
      });
      collector.breakBill(bill, row);
    }
    bill.rows.push(row);
    bill.declared ??= line;
  }
}

/** Lines repeat headers where a table was printed by pages. */
function isRepeatedHeader(cells: readonly string[], header: readonly string[]): boolean {
  return cells[0] === header[0] && header.every((text, column) => cells[column] === text);
}

const STORED_TEXTS = 50_000;

/**
 * Texts by the cells they came from: one copy per text, read once, and that copy flat, because a slice of a line
 * would keep its whole chunk of the file alive.
 */
function createTextStore() {
  const known = new Map<string, string>();
  return {
    get: (cell: string): string | undefined => known.get(cell),
    add(cell: string, text: string): string {
      if (known.size >= STORED_TEXTS) known.clear();
      const copy = flat(text);
      known.set(text === cell ? copy : flat(cell), copy);
      return copy;
    },
  };
}

function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
