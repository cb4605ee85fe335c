import { readRecords } from '../text-records.ts';

/** A draw goes to the earlier one. */
const DELIMITERS = [';', '\t', ',', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A table may stand under a title; this far down its header is looked for. */
const HEADER_WITHIN = 30;

export interface FoundHeader {
  readonly delimiter: Delimiter;
  /** line of the header in the file */
  readonly headerRow: number;
  readonly headerCells: readonly string[];
  /** headers that were recognised */
  readonly known: number;
}

/**
 * Find delimiter and header by what is recognised: the line and delimiter that give the most known headers. Nothing
 * known anywhere: the first line, cut in the most pieces, which a person can map.
 * @param head the first lines of the file
 * @returns null when nothing looks like a table
 */
export function findHeader(
  head: readonly string[],
  count: (cells: readonly string[]) => number,
): FoundHeader | null {
  let best: { delimiter: Delimiter; row: number; cells: string[]; known: number } | null = null;
  for (const delimiter of DELIMITERS) {
    let looked = 0;
    for (const record of readRecords(head, delimiter)) {
      if (record.cells.every((cell) => cell.trim() === '')) continue;
      looked += 1;
      if (looked > HEADER_WITHIN) break;
      const known = count(record.cells);
      const better =
        best === null ||
        known > best.known ||
        (known === 0 && best.known === 0 && looked === 1 && record.cells.length > best.cells.length);
      if (better) best = { delimiter, row: record.row, cells: record.cells, known };
    }
  }
  if (best === null || (best.known === 0 && best.cells.length < 2)) return null;
  const last = best.cells.findLastIndex((cell) => cell.trim() !== '');
  return {
    delimiter: best.delimiter,
    headerRow: best.row,
    headerCells: best.cells.slice(0, last + 1),
    known: best.known,
  };
}
