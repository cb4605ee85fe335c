import { checkBillArithmetic } from '../../domain/bill-lines.ts';
import { kopecks, sumKopecks } from '../../domain/money.ts';
import type { BillingDate, Period } from '../../domain/period.ts';
import { type ProblemDetails, shown } from '../file-problem.ts';
import {
  type AccrualsLimits,
  type AccrualsTotals,
  type AddressParts,
  FILE_LEVEL_ERRORS,
  type ParsedBill,
  type ParsedLine,
  type RowError,
  type RowErrorCode,
  type RowWarning,
  type RowWarningCode,
} from './model.ts';

/** What makes two rows belong to one bill. */
export interface BillKey {
  readonly provider: string | null;
  readonly account: string;
  readonly period: Period;
  readonly type: string | null;
}

/** A bill while its rows come in. Fields are filled by the first row that has them. */
export interface BillDraft extends BillKey {
  billDate: BillingDate | null;
  comment: string | null;
  payerName: string | null;
  address: string | null;
  addressParts: AddressParts | null;
  flat: string | null;
  area: string | null;
  livingArea: string | null;
  residents: number | null;
  els: string | null;
  houseGuid: string | null;
  gisDocumentId: string | null;
  readonly lines: ParsedLine[];
  readonly rows: number[];
  /** the row «Итого» of the bill, when the file has one */
  declared: ParsedLine | null;
  /** row with an error, 0 = none */
  brokenAt: number;
  differing: Set<string> | null;
}

export interface CollectedBills {
  readonly bills: readonly ParsedBill[];
  readonly errors: readonly RowError[];
  readonly warnings: readonly RowWarning[];
  readonly warningCounts: Readonly<Partial<Record<RowWarningCode, number>>>;
  readonly totals: AccrualsTotals;
  readonly damaged: boolean;
}

export type BillCollector = ReturnType<typeof createBillCollector>;

const SEPARATOR = '\u0000';

/**
 * Gathers rows into bills, whatever order they come in, and everything that is wrong with them. The promise kept
 * here: a bill with a bad row is left out as a whole, because a bill without one of its lines is a wrong bill.
 */
export function createBillCollector(limits: AccrualsLimits) {
  const drafts = new Map<string, BillDraft>();
  const errors: RowError[] = [];
  const errorKeys = new Set<string>();
  const errorRows = new Set<number>();
  const brokenAccounts = new Map<string, number>();
  const warnings: RowWarning[] = [];
  const warningCounts: Partial<Record<RowWarningCode, number>> = {};
  let rows = 0;

  function warn(row: number, code: RowWarningCode, details: ProblemDetails = {}): void {
    warningCounts[code] = (warningCounts[code] ?? 0) + 1;
    if (warnings.length < limits.warnings) warnings.push({ row, code, details });
  }

  /** One error per row and code: the first one says enough. */
  function error(row: number, code: RowErrorCode, details: ProblemDetails = {}): void {
    const key = `${row} ${code}`;
    if (errorKeys.has(key)) return;
    errorKeys.add(key);
    errorRows.add(row);
    errors.push({ row, code, details });
  }

  /** The row is bad and only its account is known: no bill of this account is complete without it. */
  function breakAccount(provider: string | null, account: string, row: number): void {
    const key = accountKey({ provider, account });
    if (!brokenAccounts.has(key)) brokenAccounts.set(key, row);
  }

  function breakBill(draft: BillDraft, row: number): void {
    if (draft.brokenAt === 0) draft.brokenAt = row;
  }

  /** The draft of this bill, new or begun earlier. */
  function open(key: BillKey): BillDraft {
    const text = [key.provider ?? '', key.account, key.period, key.type ?? ''].join(SEPARATOR);
    const known = drafts.get(text);
    if (known !== undefined) return known;
    const draft: BillDraft = {
      provider: key.provider,
      account: key.account,
      period: key.period,
      type: key.type,
      billDate: null,
      comment: null,
      payerName: null,
      address: null,
      addressParts: null,
      flat: null,
      area: null,
      livingArea: null,
      residents: null,
      els: null,
      houseGuid: null,
      gisDocumentId: null,
      lines: [],
      rows: [],
      declared: null,
      brokenAt: 0,
      differing: null,
    };
    drafts.set(text, draft);
    return draft;
  }

  /**
   * Put a line into its bill. The same service twice is allowed where a file has several rows per bill (two tariffs
   * of one service), unless all values are the same: then somebody pasted a row twice.
   */
  function addLine(draft: BillDraft, line: ParsedLine, servicesRepeat: boolean): void {
    draft.rows.push(line.row);
    const twin = draft.lines.find(
      (other) => other.service === line.service && (!servicesRepeat || sameValues(other, line)),
    );
    if (twin !== undefined) {
      const code = sameValues(twin, line) ? 'ROW_DUPLICATE' : 'ACCOUNT_REPEATED';
      error(line.row, code, { first: twin.row, service: shown(line.service), account: draft.account });
      breakBill(draft, line.row);
      return;
    }
    if (draft.lines.length >= limits.linesPerBill) {
      error(line.row, 'TOO_MANY_LINES', { limit: limits.linesPerBill, account: draft.account });
      breakBill(draft, line.row);
      return;
    }
    draft.lines.push(line);
  }

  /** A later row says something else about the bill than the first: told once per field. */
  function differs(draft: BillDraft, field: string, row: number, first: string, value: string): void {
    draft.differing ??= new Set();
    if (draft.differing.has(field)) return;
    draft.differing.add(field);
    warn(row, 'BILL_FIELD_DIFFERS', {
      field,
      account: draft.account,
      first: shown(first),
      value: shown(value),
    });
  }

  function finish(): CollectedBills {
    const bills: ParsedBill[] = [];
    const accounts = new Set<string>();
    let lines = 0;
    let rejectedBills = 0;
    for (const draft of drafts.values()) {
      placeParts(draft);
      const brokenAt = draft.brokenAt || (brokenAccounts.get(accountKey(draft)) ?? 0);
      if (brokenAt !== 0) {
        rejectedBills += 1;
        for (const row of draft.rows) {
          if (!errorRows.has(row)) error(row, 'BILL_HAS_ERRORS', { first: brokenAt, account: draft.account });
        }
        continue;
      }
      const bill = build(draft);
      report(bill, draft.declared?.row ?? bill.sourceRows[0] ?? 0);
      bills.push(bill);
      accounts.add(accountKey(bill));
      lines += bill.lines.length;
    }
    errors.sort((a, b) => a.row - b.row);
    warnings.sort((a, b) => a.row - b.row);
    return {
      bills,
      errors,
      warnings,
      warningCounts,
      damaged: errors.some(({ code }) => FILE_LEVEL_ERRORS.has(code)),
      totals: {
        accounts: accounts.size,
        bills: bills.length,
        lines,
        sum: sumKopecks(bills.map((bill) => bill.total)),
        rows,
        rejectedBills,
      },
    };
  }

  /** Lines with a named parent move behind it; a part without a whole would fall out of the total unseen. */
  function placeParts(draft: BillDraft): void {
    if (!draft.lines.some(({ subline }) => subline)) return;
    const placed = draft.lines.filter(({ parent }) => parent === null);
    for (const line of draft.lines.filter(({ parent }) => parent !== null)) {
      let at = placed.findIndex(({ service, subline }) => !subline && service === line.parent);
      if (at === -1) {
        error(line.row, 'SUBLINE_WITHOUT_PARENT', {
          service: shown(line.service),
          parent: shown(line.parent ?? ''),
        });
        breakBill(draft, line.row);
        continue;
      }
      do at += 1;
      while (placed[at]?.subline === true);
      placed.splice(at, 0, line);
    }
    const first = placed[0];
    if (first?.subline === true) {
      error(first.row, 'SUBLINE_WITHOUT_PARENT', { service: shown(first.service), parent: '' });
      breakBill(draft, first.row);
    }
    draft.lines.splice(0, draft.lines.length, ...placed);
  }

  function build(draft: BillDraft): ParsedBill {
    // A bill of one row may call it «Итого».
    if (draft.lines.length === 0 && draft.declared !== null) draft.lines.push(draft.declared);
    const sum = draft.lines.reduce((running, line) => running + (line.subline ? 0 : line.total), 0);
    // Field by field: a spread makes objects of three times the size, and there are many.
    return {
      account: draft.account,
      provider: draft.provider,
      period: draft.period,
      type: draft.type,
      billDate: draft.billDate,
      comment: draft.comment,
      payerName: draft.payerName,
      address: draft.address,
      addressParts: draft.addressParts,
      flat: draft.flat,
      area: draft.area,
      livingArea: draft.livingArea,
      residents: draft.residents,
      els: draft.els,
      houseGuid: draft.houseGuid,
      gisDocumentId: draft.gisDocumentId,
      lines: draft.lines,
      total: draft.declared?.total ?? kopecks(sum),
      sourceRows: draft.rows,
    };
  }

  function report(bill: ParsedBill, billRow: number): void {
    for (const finding of checkBillArithmetic(bill.lines, bill.total)) {
      const { stated, computed } = finding;
      if (finding.kind === 'bill-total') {
        warn(billRow, 'BILL_TOTAL_DIFFERS', { account: bill.account, stated, computed });
        continue;
      }
      const line = bill.lines[finding.position];
      const code = finding.kind === 'line-product' ? 'LINE_PRODUCT_DIFFERS' : 'LINE_TOTAL_DIFFERS';
      const service = shown(line?.service ?? '');
      warn(line?.row ?? billRow, code, { account: bill.account, service, stated, computed });
    }
  }

  return {
    open,
    addLine,
    error,
    warn,
    breakAccount,
    breakBill,
    differs,
    finish,
    countRow: (): void => {
      rows += 1;
    },
    rows: (): number => rows,
    hasErrors: (): boolean => errors.length > 0,
  };
}

function accountKey(of: { readonly provider: string | null; readonly account: string }): string {
  return `${of.provider ?? ''}${SEPARATOR}${of.account}`;
}

/** Do two lines of one service say the same? */
function sameValues(a: ParsedLine, b: ParsedLine): boolean {
  return (
    a.total === b.total &&
    a.accrued === b.accrued &&
    a.subline === b.subline &&
    a.parent === b.parent &&
    a.unit === b.unit &&
    a.volume === b.volume &&
    a.tariff === b.tariff &&
    a.recalculation === b.recalculation &&
    a.benefits === b.benefits &&
    a.penalty === b.penalty &&
    a.openingBalance === b.openingBalance &&
    a.paid === b.paid &&
    a.undersupplyDays === b.undersupplyDays &&
    a.undersupplySum === b.undersupplySum &&
    a.withinNorm === b.withinNorm
  );
}
