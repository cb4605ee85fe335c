import type { ImportKind } from '../../database/generated/enums.ts';
import { ACCRUALS_BOOK } from '../../formats/accruals/columns.ts';
import { readGisDocuments } from '../../formats/accruals/gis.ts';
import { DEFAULT_LIMITS } from '../../formats/accruals/model.ts';
import { isRegister7 } from '../../formats/accruals/register-7.ts';
import { isSberbankPipe } from '../../formats/accruals/sberbank-pipe.ts';
import { type OpenedRegister, openRegister } from '../../formats/open-register.ts';
import { openText } from '../../formats/open-text.ts';
import { isBankPayments } from '../../formats/rows/payments.ts';
import type { ColumnBook } from '../../formats/tables/column-book.ts';
import { findHeader } from '../../formats/tables/find-header.ts';
import { fileRefusal } from './problem-sentence.ts';
import { ROW_KINDS, rowKind } from './rows/kinds.ts';

/**
 * Open a file of any kind; of a workbook the sheet that any kind knows best.
 * @throws DomainError with a code of FILE_PROBLEMS
 */
export async function openImportFile(
  bytes: Uint8Array,
  limit: number = DEFAULT_LIMITS.bytes,
): Promise<OpenedRegister> {
  const books: readonly ColumnBook<string>[] = [ACCRUALS_BOOK, ...ROW_KINDS.map(({ book }) => book)];
  const opened = await openRegister(bytes, {
    limit,
    score: (cells) => Math.max(...books.map((book) => book.count(cells))),
  });
  if (!opened.ok) throw fileRefusal(opened);
  return opened;
}

/** What a file is about, by its form and its headers; bills when nothing speaks for anything else. */
export function detectKind(opened: OpenedRegister): ImportKind {
  if (opened.workbook !== null && readGisDocuments(opened.workbook) !== null) return 'bills';
  const text = openText(opened.text, Number.POSITIVE_INFINITY);
  if (!text.ok) return 'bills';
  const lines = text.head.filter((line) => line.trim() !== '');
  if (isRegister7(lines[0] ?? '')) return 'bills';
  if (isBankPayments(lines)) return 'payments';
  const bills = keysOf(ACCRUALS_BOOK, text.head);
  if (bills.keys.size < 2 && lines.slice(0, 5).some(isSberbankPipe)) return 'bills';
  const isBill = bills.keys.has('account') && (bills.keys.has('total') || bills.keys.has('accrued'));
  for (const kind of ROW_KINDS) {
    // A bill names payer and address, too.
    if (kind.kind === 'accounts' && isBill) continue;
    const { keys, header } = keysOf(kind.book, text.head);
    if (kind.fits(keys, header)) return kind.kind;
  }
  return 'bills';
}

/** The columns that a person may map: of the kind's own book. */
export function bookOf(kind: string): ColumnBook<string> {
  return rowKind(kind)?.book ?? ACCRUALS_BOOK;
}

function keysOf(
  book: ColumnBook<string>,
  head: readonly string[],
): { keys: ReadonlySet<string>; header: readonly string[] } {
  const header = findHeader(head, (cells) => book.count(cells))?.headerCells ?? [];
  return { keys: new Set(book.recognize(header).at.keys()), header };
}
