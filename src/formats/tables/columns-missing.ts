import { type FileProblem, fileProblem } from '../file-problem.ts';

const SHOWN_HEADERS = 30;
const SHOWN_LETTERS = 300;

/** A table without what it needs: the missing keys (`a|b` = one of them) and the file's own headers. */
export function columnsMissing(
  missing: readonly string[],
  columns: readonly { readonly header: string }[],
): FileProblem {
  const found = columns.map(({ header }) => header).filter((header) => header !== '');
  return fileProblem('COLUMNS_MISSING', {
    columns: missing.join(', '),
    found: found.slice(0, SHOWN_HEADERS).join(', ').slice(0, SHOWN_LETTERS),
  });
}
