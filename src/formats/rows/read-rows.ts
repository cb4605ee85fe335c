import type { FileProblem } from '../file-problem.ts';
import { type ReadTableOptions, readTable, type TableRow } from '../tables/read-table.ts';
import type { ParsedRow, ParsedRows, RowFileError } from './model.ts';
import { createRowReader, type RowReader } from './row-reader.ts';

export interface RowsOptions<Key extends string, Data>
  extends ReadTableOptions<Key | 'account' | 'provider'> {
  /** What a row says besides account and provider; null after `read.fail`. */
  readonly data: (source: TableRow<Key>, read: RowReader<Key>) => Data | null;
  /** What makes a row the only one of its kind: a second one is refused. null = rows may repeat. */
  readonly onlyOne: ((row: Omit<ParsedRow<Data>, 'row'>) => string) | null;
}

/** Read a table of one row per account and thing: what cannot be read of a row is told by row, the others are taken. */
export function readRows<Key extends string, Data>(
  bytes: Uint8Array,
  options: RowsOptions<Key, Data>,
): ParsedRows<Data> | FileProblem {
  const table = readTable(bytes, options);
  if (!table.ok) return table;
  const errors: RowFileError[] = [];
  const rows: ParsedRow<Data>[] = [];
  const seen = new Map<string, number>();
  for (const source of table.rows) {
    const read = createRowReader(source, errors);
    const account = read.account('account');
    const provider = read.text('provider');
    const data = options.data(source, read);
    if (account === null || data === null || read.failed()) continue;
    const row = { account, provider, data };
    const key = options.onlyOne?.(row);
    const first = key === undefined ? undefined : seen.get(key);
    if (first !== undefined) {
      errors.push({ row: source.row, code: 'ROW_REPEATED', details: { first, account } });
      continue;
    }
    if (key !== undefined) seen.set(key, source.row);
    rows.push({ row: source.row, ...row });
  }
  return {
    ok: true,
    format: 'table',
    encoding: table.encoding,
    rows,
    errors,
    warnings: [],
    unknownColumns: table.columns
      .filter(({ key, header }) => key === null && header !== '')
      .map(({ header }) => header),
  };
}
