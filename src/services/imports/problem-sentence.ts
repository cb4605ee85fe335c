import { DomainError, type ErrorDetails } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { isPeriod } from '../../domain/period.ts';
import { COLUMN_SYNONYMS, isColumnKey } from '../../formats/accruals/columns.ts';
import type { FileProblem } from '../../formats/file-problem.ts';
import { ACCOUNTS_BOOK } from '../../formats/rows/accounts.ts';
import { METERS_BOOK } from '../../formats/rows/meters.ts';
import { PAYMENTS_BOOK } from '../../formats/rows/payments.ts';
import { ANSWERS_BOOK } from '../../formats/rows/reading-answers.ts';
import type { ColumnBook } from '../../formats/tables/column-book.ts';
import type { TextValue, Translator } from '../../texts/texts.ts';

/** Details that may name a month. */
const MONTHS: ReadonlySet<string> = new Set(['period', 'named', 'first', 'last']);
const ROW_BOOKS: readonly ColumnBook<string>[] = [ACCOUNTS_BOOK, PAYMENTS_BOOK, METERS_BOOK, ANSWERS_BOOK];
/** Rows of a trailer are counted; elsewhere `stated` and `computed` are kopecks. */
const COUNTING = 'TRAILER_COUNT_MISMATCH';

/** How the column of the month is called where one is missing. */
export const PERIOD_COLUMN = COLUMN_SYNONYMS.period[0];

const MEGABYTE = 1024 * 1024;

/** `SUM_INVALID` → `imports-problem-sum-invalid`: the family of sentences about rows. */
function problemKey(code: string): string {
  return `imports-problem-${code.toLowerCase().replaceAll('_', '-')}`;
}

/** The plain sentence of a row's error or warning, without the row's number. */
export function problemSentence(
  problem: { readonly code: string; readonly details: ErrorDetails },
  tr: Translator,
): string {
  const { column } = problem.details;
  const params: Record<string, TextValue> = {
    value: '',
    // Registers have no titles over their columns.
    where: typeof column === 'string' ? `«${column}»: ` : '',
  };
  for (const [name, value] of Object.entries(problem.details)) {
    params[name] = detailText(problem.code, name, value, tr);
  }
  return tr.plainOr(problemKey(problem.code), params, 'imports-problem-unknown');
}

function detailText(code: string, name: string, value: ErrorDetails[string], tr: Translator): string {
  if (typeof value === 'number' && isSum(name) && code !== COUNTING) return tr.money(kopecks(value));
  if (typeof value === 'string' && MONTHS.has(name) && isPeriod(value)) return tr.period(value);
  return name === 'field' ? columnTitle(String(value)) : String(value);
}

function isSum(name: string): boolean {
  return name === 'stated' || name === 'computed';
}

/** A file that cannot be read at all, as the refusal that every screen shows; columns get the titles people write. */
export function fileRefusal(problem: FileProblem): DomainError {
  const details: Record<string, string> = {};
  for (const [name, value] of Object.entries(problem.details)) details[name] = String(value);
  for (const name of ['columns', 'column'] as const) {
    const value = details[name];
    if (value !== undefined) details[name] = columnTitles(value);
  }
  const { limit } = problem.details;
  if (typeof limit === 'number') details.maxMegabytes = String(Math.floor(limit / MEGABYTE));
  return new DomainError(problem.code, details);
}

/** `account, total|accrued` → the titles that registers have over these columns. */
function columnTitles(keys: string): string {
  return keys
    .split(', ')
    .map((group) => group.split('|').map(columnTitle).join(' / '))
    .join(', ');
}

function columnTitle(key: string): string {
  if (isColumnKey(key)) return COLUMN_SYNONYMS[key][0];
  const book = ROW_BOOKS.find(({ keys }) => keys.includes(key));
  return book?.synonyms[key]?.[0] ?? key;
}
