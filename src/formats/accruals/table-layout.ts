import { type FileProblem, fileProblem } from '../file-problem.ts';
import { type FoundHeader, findHeader } from '../tables/find-header.ts';
import { type ColumnKey, type ColumnLayout, countKnownHeaders, layOutColumns } from './columns.ts';

export interface TableLayout extends ColumnLayout, FoundHeader {}

/**
 * The header of a table of accruals and what its columns are.
 * @param head the first lines of the file
 * @returns FORMAT_UNKNOWN when nothing looks like a table, COLUMNS_MISSING when a table lacks what a bill needs
 */
export function findTable(
  head: readonly string[],
  mapping: Readonly<Record<string, ColumnKey | null>>,
  hasDefaultPeriod: boolean,
): TableLayout | FileProblem {
  const header = findHeader(head, (cells) => countKnownHeaders(cells, mapping));
  if (header === null) return fileProblem('FORMAT_UNKNOWN');
  const layout = layOutColumns(header.headerCells, mapping, hasDefaultPeriod);
  return layout.ok ? { ...layout, ...header } : layout;
}
