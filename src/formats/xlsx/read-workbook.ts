import { type FileProblem, fileProblem } from '../file-problem.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits, unpackArchive } from './archive.ts';
import { createBudget, TooLargeError } from './budget.ts';
import { type Contents, partKey, readContents } from './contents.ts';
import { readDateStyles } from './date-styles.ts';
import { type CellBook, readSheet } from './read-sheet.ts';
import { readSharedStrings } from './strings.ts';
import { XmlError } from './xml.ts';

export interface Sheet {
  readonly name: string;
  /** Texts as a person reads them, in one line each; row 1 of the sheet is the first. */
  readonly rows: readonly (readonly string[])[];
}

export interface Workbook {
  readonly ok: true;
  readonly sheets: readonly Sheet[];
}

export interface WorkbookLimits extends ArchiveLimits {
  /** rows × columns of all sheets, up to the last cells that say something */
  readonly area: number;
  /** of all cells together */
  readonly characters: number;
}

export const WORKBOOK_LIMITS: WorkbookLimits = {
  ...ARCHIVE_LIMITS,
  area: 15_000_000,
  characters: ARCHIVE_LIMITS.unpacked,
};

/**
 * Sheets of an `.xlsx` as texts: dates as `05.11.2026`, numbers with a dot and the 15 digits that a spreadsheet
 * keeps, formulas as their last results. Never opens links, macros or pictures.
 *
 * An own reader, because the ready ones give a stranger's file the memory it asks for (a row number, a text that every
 * cell shows, one sheet named a thousand times), lose digits beside a comment, and read a formula's error as nothing.
 * @returns FILE_UNPACKS_TOO_LARGE, FILE_XLSX_BROKEN
 */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): Promise<Workbook | FileProblem> {
  const archive = unpackArchive(bytes, isReadable, limits);
  if (!archive.ok) return archive;
  const parts = new Map<string, Uint8Array>();
  for (const [path, part] of archive.parts) {
    if (parts.has(partKey(path))) return fileProblem('FILE_XLSX_BROKEN');
    parts.set(partKey(path), part);
  }
  try {
    const contents = readContents((path) => parts.get(path));
    if (contents === null) return fileProblem('FILE_XLSX_BROKEN');
    return await readSheets(contents, parts, limits);
  } catch (error) {
    if (error instanceof TooLargeError)
      return fileProblem('FILE_UNPACKS_TOO_LARGE', { limit: limits.unpacked });
    if (error instanceof XmlError) return fileProblem('FILE_XLSX_BROKEN');
    throw error;
  }
}

async function readSheets(
  contents: Contents,
  parts: ReadonlyMap<string, Uint8Array>,
  limits: WorkbookLimits,
): Promise<Workbook | FileProblem> {
  const budget = createBudget(limits);
  const book: CellBook = {
    strings: readSharedStrings(parts.get(contents.strings)),
    dateStyles: readDateStyles(parts.get(contents.styles)),
    since1904: contents.since1904,
  };
  const taken = new Set<string>();
  const sheets: Sheet[] = [];
  for (const { name, path } of contents.sheets) {
    const part = parts.get(path);
    // Two tabs never share a part.
    if (part === undefined || taken.has(path)) return fileProblem('FILE_XLSX_BROKEN');
    taken.add(path);
    sheets.push({ name, rows: await readSheet(part, book, budget) });
  }
  return { ok: true, sheets };
}

function isReadable(path: string): boolean {
  const key = partKey(path);
  return key.endsWith('.xml') || key === 'xl/_rels/workbook.xml.rels';
}
