import { detectAccrualsFormat } from './accruals/detect-format.ts';
import type { AccrualsOptions, RowError } from './accruals/model.ts';
import { findTable } from './accruals/table-layout.ts';
import { csvRow } from './csv-safe.ts';
import { decodedChunks, encodeText, type TextEncoding } from './encoding.ts';
import { ERROR_MARK, withoutErrorMark } from './error-mark.ts';
import { type FileProblem, fileProblem } from './file-problem.ts';
import { type FoundHeader, findHeader } from './tables/find-header.ts';
import { readLines, readRecords } from './text-records.ts';

/** What stands against a row: an error of the parser, or of whoever looked at its rows later. */
type RowProblem = Pick<RowError, 'row'>;

export interface ErrorFileOptions<Problem extends RowProblem = RowError> extends AccrualsOptions {
  /** the sentence of one error, in the reader's language */
  readonly sentence: (error: Problem) => string;
  /** header of the added column, in the reader's language */
  readonly reasonHeader: string;
  /**
   * `failed` leaves out the rows without errors, so that only corrected bills come back. Tables only: a register's
   * control sums speak about all rows.
   */
  readonly rows?: 'all' | 'failed';
  /** A file that is not about bills: its table by its headers, or a register with this delimiter. */
  readonly other?: { readonly count: (cells: readonly string[]) => number } | { readonly delimiter: ';' };
}

export interface ErrorFile {
  readonly ok: true;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * The file as it came, in its encoding and delimiter, with the reason beside every row that was not taken. Correct
 * it and send it back: the parsers ignore the reasons.
 */
export function buildErrorFile<Problem extends RowProblem>(
  bytes: Uint8Array,
  errors: readonly Problem[],
  options: ErrorFileOptions<Problem>,
): ErrorFile | FileProblem {
  const { other } = options;
  const detected = detectAccrualsFormat(bytes, options);
  if (!detected.ok) return detected;
  const { encoding } = detected;
  const reasons = reasonsByRow(errors, options.sentence);
  const source: Source = { bytes, encoding, newline: newlineOf(bytes, encoding), reasons };
  if (other !== undefined) {
    if ('delimiter' in other) return finish(withReasonFields(source, other.delimiter), encoding, options);
    const header = findHeader(detected.head, other.count);
    return header === null
      ? fileProblem('FORMAT_UNKNOWN')
      : finish(withReasonColumn(source, header, options), encoding, options);
  }
  if (detected.format !== 'table') {
    return finish(
      withReasonFields(source, detected.format === 'sberbank-pipe' ? '|' : ';'),
      encoding,
      options,
    );
  }
  const layout = findTable(detected.head, options.mapping ?? {}, options.period !== undefined);
  if (!layout.ok) return layout;
  return finish(withReasonColumn(source, layout, options), encoding, options);
}

interface Source {
  readonly bytes: Uint8Array;
  readonly encoding: TextEncoding;
  readonly newline: string;
  readonly reasons: ReadonlyMap<number, string>;
}

function withReasonColumn(
  source: Source,
  layout: FoundHeader,
  options: Pick<ErrorFileOptions, 'reasonHeader' | 'rows'>,
): string {
  const { delimiter, headerRow, headerCells } = layout;
  // A file that comes round again already has the column: the new reasons replace the old ones.
  const width =
    headerCells.at(-1)?.trim() === options.reasonHeader ? headerCells.length - 1 : headerCells.length;
  const lines = readLines(decodedChunks(source.bytes, source.encoding));
  let text = '';
  for (const record of readRecords(lines, delimiter)) {
    const reason = source.reasons.get(record.row);
    const isData = record.row > headerRow;
    if (isData && reason === undefined && options.rows === 'failed') continue;
    const cells =
      isData || record.row === headerRow ? fitted(record.cells, width, headerCells.length) : record.cells;
    const last = record.row === headerRow ? [options.reasonHeader] : isData ? [reason ?? ''] : [];
    const empty = record.cells.every((cell) => cell.trim() === '');
    text += `${empty ? '' : csvRow([...cells, ...last], delimiter)}${source.newline}`;
  }
  return text;
}

/** Exactly the table's columns, except that surplus cells of a malformed row are kept: they are what is wrong. */
function fitted(cells: readonly string[], width: number, headerWidth: number): readonly string[] {
  const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (used > headerWidth) return cells.slice(0, used);
  return [...cells.slice(0, width), ...Array<string>(Math.max(0, width - cells.length)).fill('')];
}

function withReasonFields(source: Source, delimiter: string): string {
  let text = '';
  let row = 0;
  for (const line of readLines(decodedChunks(source.bytes, source.encoding))) {
    row += 1;
    const reason = source.reasons.get(row);
    const bare = withoutErrorMark(line.split(delimiter)).join(delimiter);
    // Such registers have no quoting, so a reason must not hold their delimiter.
    const safe = reason?.replaceAll(delimiter, delimiter === ';' ? ',' : '/');
    text += `${bare}${safe === undefined ? '' : `${delimiter}${ERROR_MARK} ${safe}`}${source.newline}`;
  }
  return text;
}

function reasonsByRow<Problem extends RowProblem>(
  errors: readonly Problem[],
  sentence: (error: Problem) => string,
): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const error of errors) {
    const text = sentence(error).replaceAll(/\s+/g, ' ').trim();
    const before = reasons.get(error.row);
    reasons.set(error.row, before === undefined ? text : `${before} ${text}`);
  }
  return reasons;
}

function newlineOf(bytes: Uint8Array, encoding: TextEncoding): '\r\n' | '\n' | '\r' {
  const [head = ''] = decodedChunks(bytes, encoding);
  if (head.includes('\r\n')) return '\r\n';
  return head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
}

function finish(text: string, encoding: TextEncoding, options: Pick<AccrualsOptions, 'fileName'>): ErrorFile {
  const fileName = options.fileName.replace(/(\.[^.]{1,5})?$/, (extension) => `-errors${extension}`);
  return { ok: true, fileName, bytes: encodeText(text, encoding) };
}
