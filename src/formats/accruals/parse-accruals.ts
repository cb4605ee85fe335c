import { decodedChunks } from '../encoding.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { readBareRecords, readLines, readRecords, type TextRecord } from '../text-records.ts';
import { type BillCollector, createBillCollector } from './bill-collector.ts';
import type { RecognizedColumn } from './columns.ts';
import { type DetectedAccruals, detectAccrualsFormat } from './detect-format.ts';
import {
  type AccrualsHeader,
  type AccrualsOptions,
  DEFAULT_LIMITS,
  type ParsedAccruals,
  type ParseProgress,
} from './model.ts';
import { createRegister7Reader } from './register-7.ts';
import { createSberbankPipeReader } from './sberbank-pipe.ts';
import { createTableRowReader } from './table.ts';
import { findTable } from './table-layout.ts';

export type AccrualsResult = ParsedAccruals | FileProblem;

/** Some milliseconds of work. */
const ROWS_PER_STEP = 2_000;

/**
 * Read a company's accruals: what would be imported, and what is wrong with the rest. Nothing outside is touched.
 * Blocks until the file is read; for files of strangers use `parseAccrualsInSteps`.
 */
export function parseAccruals(bytes: Uint8Array, options: AccrualsOptions): AccrualsResult {
  const steps = accrualsSteps(bytes, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The same in steps of some milliseconds, so that a bot goes on answering while a large file is read.
 * @param pause awaited between the steps (`setImmediate`, a progress bar); a rejection ends the parse
 */
export async function parseAccrualsInSteps(
  bytes: Uint8Array,
  options: AccrualsOptions,
  pause: (progress: ParseProgress) => Promise<void>,
): Promise<AccrualsResult> {
  const steps = accrualsSteps(bytes, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause(step.value);
  }
}

interface Reader {
  readonly header: AccrualsHeader;
  readonly columns: readonly RecognizedColumn[];
  readonly records: Iterable<TextRecord>;
  take(record: TextRecord): FileProblem | null;
  finish(): FileProblem | null;
}

function* accrualsSteps(
  bytes: Uint8Array,
  options: AccrualsOptions,
): Generator<ParseProgress, AccrualsResult> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const detected = detectAccrualsFormat(bytes, options);
  if (!detected.ok) return detected;
  let bytesRead = 0;
  const lines = readLines(
    decodedChunks(bytes, detected.encoding, (read) => {
      bytesRead = read;
    }),
  );
  const collector = createBillCollector(limits);
  const reader = createReader(detected, lines, options, collector);
  if ('ok' in reader) return reader;
  let records = 0;
  for (const record of reader.records) {
    const problem = reader.take(record);
    if (problem !== null) return problem;
    records += 1;
    if (records % ROWS_PER_STEP !== 0) continue;
    if (collector.rows() > limits.rows) return fileProblem('FILE_TOO_MANY_ROWS', { limit: limits.rows });
    yield { bytesRead, bytesTotal: bytes.length, rows: collector.rows() };
  }
  const problem = reader.finish();
  if (problem !== null) return problem;
  if (collector.rows() > limits.rows) return fileProblem('FILE_TOO_MANY_ROWS', { limit: limits.rows });
  if (collector.rows() === 0) return fileProblem('FILE_WITHOUT_ROWS');
  const { format, encoding } = detected;
  const { header, columns } = reader;
  return { ok: true, format, encoding, header, columns, ...collector.finish() };
}

function createReader(
  detected: DetectedAccruals,
  lines: Iterable<string>,
  options: AccrualsOptions,
  collector: BillCollector,
): Reader | FileProblem {
  if (detected.format === 'table') {
    const layout = findTable(detected.head, options.mapping ?? {}, options.period !== undefined);
    if (!layout.ok) return layout;
    const readRow = createTableRowReader(layout, options, collector);
    return {
      header: {},
      columns: layout.columns,
      records: readRecords(lines, layout.delimiter),
      take(record) {
        if (record.row > layout.headerRow) readRow(record);
        return null;
      },
      finish: () => null,
    };
  }
  const pipe = detected.format === 'sberbank-pipe';
  const register = (pipe ? createSberbankPipeReader : createRegister7Reader)(options, collector);
  return { ...register, columns: [], records: readBareRecords(lines, pipe ? '|' : ';') };
}
