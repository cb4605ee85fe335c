import type { FileProblem } from '../file-problem.ts';
import type { TextRecord } from '../text-records.ts';
import type { AccrualsHeader } from './model.ts';

/** Reads a register record by record; a problem ends the file. */
export interface RegisterReader {
  readonly header: AccrualsHeader;
  take(record: TextRecord): FileProblem | null;
  /** Control sums and counts, after the last record. */
  finish(): FileProblem | null;
}
