/**
 * How a reason begins where it stands as an extra last field of a register. Our parsers drop such a field, so that
 * a corrected error file can be sent back as it is.
 */
export const ERROR_MARK = '[!]';

/** The fields of a register's row without a reason that we appended. */
export function withoutErrorMark(cells: readonly string[]): readonly string[] {
  return cells.at(-1)?.trimStart().startsWith(ERROR_MARK) === true ? cells.slice(0, -1) : cells;
}
