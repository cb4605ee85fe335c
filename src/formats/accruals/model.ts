import type { BillLine } from '../../domain/bill-lines.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { BillingDate, Period } from '../../domain/period.ts';
import type { TextEncoding } from '../encoding.ts';
import type { ProblemDetails } from '../file-problem.ts';
import type { ColumnKey, RecognizedColumn } from './columns.ts';

/** A: a table with a header; B: `#TYPE 7` saldo register; C: Sberbank's debt register with `|`. */
export const ACCRUALS_FORMATS = ['table', 'register-7', 'sberbank-pipe'] as const;
export type AccrualsFormat = (typeof ACCRUALS_FORMATS)[number];

/** Why a row is not taken. Whoever gets one of these in a row loses the whole bill: a bill is never imported in part. */
export const ROW_ERRORS = [
  'ACCOUNT_MISSING',
  'ACCOUNT_INVALID',
  /** Excel wrote `1,23E+09`: the digits are lost */
  'ACCOUNT_EXPONENT',
  /** not of the provider's form */
  'ACCOUNT_PATTERN',
  'PERIOD_MISSING',
  'PERIOD_INVALID',
  'DATE_INVALID',
  'SUM_MISSING',
  'SUM_INVALID',
  'SUM_TOO_PRECISE',
  'SUM_TOO_LARGE',
  'NUMBER_INVALID',
  'WRONG_COLUMN_COUNT',
  'QUOTE_UNCLOSED',
  'TEXT_TOO_LONG',
  /** the same line of the same bill twice, with the same values */
  'ROW_DUPLICATE',
  /** one account twice where a file has one row per account */
  'ACCOUNT_REPEATED',
  'TOO_MANY_LINES',
  /** «в т.ч.» without a line above, or with a parent that the bill does not have */
  'SUBLINE_WITHOUT_PARENT',
  /** the row is right, another row of the same bill is not */
  'BILL_HAS_ERRORS',
  'ROW_AFTER_TRAILER',
  /** the sum in `#FILESUM` is not the sum of the rows: the file was cut or edited */
  'FILESUM_MISMATCH',
  'FILESUM_INVALID',
  /** the trailer counts other rows: the file was cut or edited */
  'TRAILER_COUNT_MISMATCH',
  'TRAILER_INVALID',
] as const;
export type RowErrorCode = (typeof ROW_ERRORS)[number];

/** Errors that put the whole file in doubt: nothing of it may be imported. */
export const FILE_LEVEL_ERRORS: ReadonlySet<RowErrorCode> = new Set<RowErrorCode>([
  'FILESUM_MISMATCH',
  'FILESUM_INVALID',
  'TRAILER_COUNT_MISMATCH',
  'TRAILER_INVALID',
  'ROW_AFTER_TRAILER',
]);

export interface RowError {
  /** line in the file, from 1 */
  readonly row: number;
  readonly code: RowErrorCode;
  /** `value`: the cell, shortened; `column`: its header; others named by the code */
  readonly details: ProblemDetails;
}

/** What is said but stops nothing. */
export const ROW_WARNINGS = [
  'LINE_PRODUCT_DIFFERS',
  'LINE_TOTAL_DIFFERS',
  'BILL_TOTAL_DIFFERS',
  /** rows of one bill disagree about address, payer, area…; the first counts */
  'BILL_FIELD_DIFFERS',
  'FILE_SUM_DIFFERS',
  'TRAILER_MISSING',
  'FILESUM_MISSING',
  'PERIOD_SPANS_MONTHS',
  'PERIOD_DIFFERS_FROM_FILE_NAME',
] as const;
export type RowWarningCode = (typeof ROW_WARNINGS)[number];

export interface RowWarning {
  readonly row: number;
  readonly code: RowWarningCode;
  readonly details: ProblemDetails;
}

/** null = the file says nothing about it, which is not 0. Decimals are `12.5`, at most 6 places. */
export interface ParsedLine extends BillLine {
  /** the line that this one is a part of, when the file names it; `subline` is true then */
  readonly parent: string | null;
  readonly row: number;
}

export interface ParsedBill {
  /** as the file writes it, without spaces; leading zeros kept */
  readonly account: string;
  readonly provider: string | null;
  readonly period: Period;
  readonly type: string | null;
  readonly billDate: BillingDate | null;
  readonly comment: string | null;
  readonly payerName: string | null;
  readonly address: string | null;
  /** the address in pieces, where the format has them */
  readonly addressParts: AddressParts | null;
  readonly flat: string | null;
  readonly area: string | null;
  readonly livingArea: string | null;
  readonly residents: number | null;
  /** единый лицевой счёт of ГИС ЖКХ, `20АА123456` */
  readonly els: string | null;
  readonly houseGuid: string | null;
  /** id of the payment document in ГИС ЖКХ */
  readonly gisDocumentId: string | null;
  /** in the order of the file, parts behind their line */
  readonly lines: readonly ParsedLine[];
  /** as the file states it, else the sum of the lines without parts */
  readonly total: Kopecks;
  readonly sourceRows: readonly number[];
}

export interface AddressParts {
  readonly city: string;
  readonly street: string;
  readonly house: string;
}

/** What a register says about itself, in its head, trailer and name. */
export interface AccrualsHeader {
  /** `#SERVICE`: number of the service in the payment system */
  readonly service?: string;
  readonly note?: string;
  readonly fileSum?: Kopecks;
  readonly declaredRows?: number;
  /** the trailer's sum as written: whole roubles in one bank's variant, kopecks in another */
  readonly declaredSum?: string;
  readonly companyInn?: string;
  readonly companyAccount?: string;
  readonly sequence?: string;
  /** month in the file's name */
  readonly period?: Period;
  readonly variant?: 'old' | 'els';
}

export interface AccrualsTotals {
  /** what would be imported */
  readonly accounts: number;
  readonly bills: number;
  readonly lines: number;
  readonly sum: Kopecks;
  /** rows with data in the file, good and bad */
  readonly rows: number;
  /** bills left out because of an error in one of their rows */
  readonly rejectedBills: number;
}

export interface ParsedAccruals {
  readonly ok: true;
  readonly format: AccrualsFormat;
  readonly encoding: TextEncoding;
  readonly header: AccrualsHeader;
  /** of a table; empty for registers, whose columns are fixed */
  readonly columns: readonly RecognizedColumn[];
  readonly bills: readonly ParsedBill[];
  readonly errors: readonly RowError[];
  /** the first of them; `warningCounts` has all */
  readonly warnings: readonly RowWarning[];
  readonly warningCounts: Readonly<Partial<Record<RowWarningCode, number>>>;
  readonly totals: AccrualsTotals;
  /** an error of FILE_LEVEL_ERRORS was found: show the preview, import nothing */
  readonly damaged: boolean;
}

/** Bounds that keep a wrong or hostile file from taking the process down. */
export interface AccrualsLimits {
  readonly bytes: number;
  readonly rows: number;
  readonly linesPerBill: number;
  readonly warnings: number;
}

export const DEFAULT_LIMITS: AccrualsLimits = {
  // What a bot may download from Telegram.
  bytes: 20 * 1024 * 1024,
  rows: 500_000,
  linesPerBill: 200,
  warnings: 1_000,
};

export interface AccrualsOptions {
  readonly fileName: string;
  /** header as it stands in the file → key, or null to ignore the column; goes before the synonyms */
  readonly mapping?: Readonly<Record<string, ColumnKey | null>>;
  /** month for rows that name none (chosen by the person who imports) */
  readonly period?: Period;
  /** source of the provider's expression for account numbers */
  readonly accountPattern?: string;
  readonly limits?: Partial<AccrualsLimits>;
}

/** How far a parse is. */
export interface ParseProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}
