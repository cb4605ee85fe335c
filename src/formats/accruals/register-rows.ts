import { accountPatternTest } from '../../domain/account-number.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import type { Period } from '../../domain/period.ts';
import { shown } from '../file-problem.ts';
import type { BillCollector } from './bill-collector.ts';
import { type CellReading, readAccount, readText, type SumReading } from './cells.ts';
import type { AddressParts, ParsedLine, RowErrorCode } from './model.ts';

/** One row of a register: one sum of one account. Texts are raw cells. */
export interface RegisterRow {
  readonly row: number;
  readonly account: string;
  readonly sumCell: string;
  readonly sum: SumReading;
  /** the cell it came from is named in the problem */
  readonly period: CellReading<Period>;
  readonly periodCell: string;
  readonly payerName: string;
  readonly address: string;
  readonly addressParts: AddressParts | null;
  readonly flat: string | null;
  readonly els: string;
  readonly houseGuid: string | null;
  readonly service: string;
}

const ELS = /^\d{2}[A-ZА-Я]{2}\d{6}$/;

/**
 * Puts rows of a register into bills of one line each. An account stands once per service in a register; a second
 * row would double a debt, so both are refused.
 * @returns reads a row; false when its sum is unknown, so that control sums cannot be checked
 */
export function createRegisterTaker(
  collector: BillCollector,
  accountPattern: string | undefined,
): (row: RegisterRow) => boolean {
  const fits = accountPatternTest(accountPattern ?? '');
  const seen = new Map<string, { readonly row: number; readonly period: Period; readonly total: number }>();

  return (source) => {
    const { row } = source;
    let failed = false;
    const fail = (code: RowErrorCode, value: string): null => {
      failed = true;
      collector.error(row, code, { value: shown(value) });
      return null;
    };
    const take = <T>(reading: CellReading<T>, cell: string): T | null =>
      reading.ok ? reading.value : fail(reading.code, cell);

    const account = take(readAccount(source.account), source.account);
    if (account !== null && !fits(account)) fail('ACCOUNT_PATTERN', source.account);
    const total = typeof source.sum === 'number' ? source.sum : fail(source.sum, source.sumCell);
    const period = take(source.period, source.periodCell);
    const payerName = take(readText(source.payerName), source.payerName);
    const address = take(readText(source.address), source.address);
    const service = take(readText(source.service), source.service) ?? '';
    if (account === null) return total !== null;
    if (failed || total === null || period === null) {
      collector.breakAccount(null, account, row);
      return total !== null;
    }
    const key = `${account}\u0000${service}`;
    const twin = seen.get(key);
    if (twin !== undefined) {
      const same = twin.period === period && twin.total === total;
      collector.error(row, same ? 'ROW_DUPLICATE' : 'ACCOUNT_REPEATED', {
        first: twin.row,
        account,
        service: shown(service),
      });
      collector.breakAccount(null, account, row);
      return true;
    }
    seen.set(key, { row, period, total });
    const bill = collector.open({ provider: null, account, period, type: null });
    bill.payerName ??= payerName;
    bill.address ??= address;
    bill.addressParts ??= source.addressParts;
    bill.flat ??= source.flat;
    bill.els ??= ELS.test(source.els.trim()) ? source.els.trim() : null;
    bill.houseGuid ??= source.houseGuid;
    collector.addLine(bill, lineOf(service, kopecks(total), row), false);
    return true;
  };
}

/** A saldo is all that a register knows: no column but the sum applies. */
function lineOf(service: string, total: Kopecks, row: number): ParsedLine {
  return {
    service,
    subline: false,
    parent: null,
    unit: null,
    volume: null,
    tariff: null,
    accrued: null,
    recalculation: null,
    benefits: null,
    penalty: null,
    openingBalance: null,
    paid: null,
    undersupplyDays: null,
    undersupplySum: null,
    withinNorm: null,
    total,
    row,
  };
}

const HOUSE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\s*,\s*(.*))?$/i;

/** `GUID` or `GUID,flat` of a house in ФИАС; null for anything else. */
export function readHouseField(cell: string): { readonly guid: string; readonly flat: string | null } | null {
  const match = HOUSE.exec(cell.trim());
  if (match === null) return null;
  const flat = match[2]?.trim() ?? '';
  return { guid: (match[1] ?? '').toLowerCase(), flat: flat === '' ? null : flat };
}
