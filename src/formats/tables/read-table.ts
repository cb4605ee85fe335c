import { tidyText } from '../accruals/cells.ts';
import { decodedChunks, type TextEncoding } from '../encoding.ts';
import { type FileProblem, fileProblem, type ProblemDetails } from '../file-problem.ts';
import { openText } from '../open-text.ts';
import { readLines, readRecords } from '../text-records.ts';
import type { ColumnBook, Mapping, RecognizedHeader } from './column-book.ts';
import { columnsMissing } from './columns-missing.ts';
import { findHeader } from './find-header.ts';

/** A row of a table by its columns. */
export interface TableRow<Key extends string> {
  /** line in the file, from 1 */
  readonly row: number;
  /** the tidied cell, '' when it is empty or the file has no such column */
  text(key: Key): string;
  /** the header over the column, as the file writes it */
  title(key: Key): string;
  /** the row cannot be cut into cells as the header says */
  readonly malformed: { readonly code: MalformedCode; readonly details: ProblemDetails } | null;
}
type MalformedCode = 'WRONG_COLUMN_COUNT' | 'QUOTE_UNCLOSED';

export interface ReadTable<Key extends string> {
  readonly ok: true;
  readonly encoding: TextEncoding;
  readonly columns: readonly RecognizedHeader<Key>[];
  readonly has: (key: Key) => boolean;
  readonly rows: readonly TableRow<Key>[];
}

export interface ReadTableOptions<Key extends string> {
  readonly book: ColumnBook<Key>;
  /** without one key of each list the table makes no sense */
  readonly required: readonly (readonly Key[])[];
  readonly mapping?: Mapping<Key>;
  readonly limits: { readonly bytes: number; readonly rows: number };
}

/**
 * Read a table with a header: any delimiter, any Russian encoding, a title above it allowed. Empty rows, repeated
 * headers and rows that begin with «Итого» are left out.
 * @returns a problem of the file, COLUMNS_MISSING, COLUMNS_REPEATED, FILE_TOO_MANY_ROWS or FILE_WITHOUT_ROWS
 */
export function readTable<Key extends string>(
  bytes: Uint8Array,
  options: ReadTableOptions<Key>,
): ReadTable<Key> | FileProblem {
  const { book, mapping = {}, limits } = options;
  const opened = openText(bytes, limits.bytes);
  if (!opened.ok) return opened;
  const header = findHeader(opened.head, (cells) => book.count(cells, mapping));
  if (header === null) return fileProblem('FORMAT_UNKNOWN');
  const { columns, at, repeated } = book.recognize(header.headerCells, mapping);
  if (repeated !== null) return fileProblem('COLUMNS_REPEATED', { column: repeated });
  const missing = options.required.filter((keys) => !keys.some((key) => at.has(key)));
  if (missing.length > 0)
    return columnsMissing(
      missing.map((keys) => keys.join('|')),
      columns,
    );

  const width = header.headerCells.length;
  const rows: TableRow<Key>[] = [];
  const lines = readLines(decodedChunks(bytes, opened.encoding));
  for (const { row, cells, unclosedQuote } of readRecords(lines, header.delimiter)) {
    if (row <= header.headerRow || isNoData(cells, header.headerCells)) continue;
    if (rows.length >= limits.rows) return fileProblem('FILE_TOO_MANY_ROWS', { limit: limits.rows });
    const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    rows.push({
      row,
      text: (key) => tidyText(cells[at.get(key) ?? -1] ?? ''),
      title: (key) => columns[at.get(key) ?? -1]?.header ?? '',
      malformed: unclosedQuote
        ? { code: 'QUOTE_UNCLOSED', details: {} }
        : used > width
          ? { code: 'WRONG_COLUMN_COUNT', details: { expected: width, actual: used } }
          : null,
    });
  }
  if (rows.length === 0) return fileProblem('FILE_WITHOUT_ROWS');
  return { ok: true, encoding: opened.encoding, columns, has: (key) => at.has(key), rows };
}

function isNoData(cells: readonly string[], header: readonly string[]): boolean {
  const first = cells.find((cell) => cell.trim() !== '');
  if (first === undefined || /^\s*(?:итого|всего)(?:\s|:|$)/i.test(first)) return true;
  return header.every((text, index) => cells[index] === text);
}
