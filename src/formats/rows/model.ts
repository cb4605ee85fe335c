import type { RowErrorCode, RowWarningCode } from '../accruals/model.ts';
import type { TextEncoding } from '../encoding.ts';
import type { ProblemDetails } from '../file-problem.ts';

/** Why a row of these files is not taken, besides the reasons that bills know. */
export const ROW_FILE_ERRORS = [
  'SUM_NOT_POSITIVE',
  'PAID_IN_FUTURE',
  'PHONE_INVALID',
  'ELS_INVALID',
  'JKU_INVALID',
  'ROW_REPEATED',
  'METER_KIND_UNKNOWN',
  'METER_SERIAL_WRONG',
  'METER_ZONES_WRONG',
  'ANSWER_UNKNOWN',
  'ANSWER_WITHOUT_REASON',
  'READING_NUMBER_MISSING',
] as const;
export type RowFileErrorCode = (typeof ROW_FILE_ERRORS)[number] | RowErrorCode | RowWarningCode;

export interface RowFileError {
  readonly row: number;
  readonly code: RowFileErrorCode;
  readonly details: ProblemDetails;
}

/** One row about one account. */
export interface ParsedRow<Data> {
  /** line in the file, from 1 */
  readonly row: number;
  readonly account: string;
  /** as the file names it; null = the file does not */
  readonly provider: string | null;
  readonly data: Data;
}

export interface ParsedRows<Data> {
  readonly ok: true;
  readonly format: string;
  readonly encoding: TextEncoding;
  readonly rows: readonly ParsedRow<Data>[];
  readonly errors: readonly RowFileError[];
  readonly warnings: readonly RowFileError[];
  /** headers that nothing is taken from */
  readonly unknownColumns: readonly string[];
}

export interface RowFileLimits {
  readonly bytes: number;
  readonly rows: number;
}
