import { zipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits, unpackArchive } from './archive.ts';
import { measureSheet } from './sheet-size.ts';

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
  /** rows × columns of one sheet, empty ones too */
  readonly area: number;
}

export const WORKBOOK_LIMITS: WorkbookLimits = { ...ARCHIVE_LIMITS, area: 15_000_000 };

/**
 * Sheets of an `.xlsx` as texts: dates as `05.11.2026`, numbers with a dot and the 15 digits that a spreadsheet
 * keeps, formulas as their last results. Never opens links, macros or pictures.
 * @returns FILE_UNPACKS_TOO_LARGE, FILE_XLSX_BROKEN
 */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): Promise<Workbook | FileProblem> {
  const archive = unpackArchive(bytes, isReadable, limits);
  if (!archive.ok) return archive;
  if (!archive.parts.has('xl/workbook.xml')) return fileProblem('FILE_XLSX_BROKEN');
  for (const [path, part] of archive.parts) {
    if (!path.startsWith('xl/worksheets/') || !path.endsWith('.xml')) continue;
    const size = await measureSheet(part);
    if (size === null) return fileProblem('FILE_XLSX_BROKEN');
    if (size.rows * Math.max(1, size.columns) > limits.area) {
      return fileProblem('FILE_UNPACKS_TOO_LARGE', { limit: limits.unpacked });
    }
  }
  try {
    // The reader gets exactly the parts that were judged, not the archive that may say otherwise elsewhere.
    const judged = Buffer.from(zipSync(Object.fromEntries(archive.parts), { level: 0 }));
    const sheets = await readSheets(judged, {
      parseNumber: (stored: string): StoredNumber => ({ stored }),
      trim: false,
    });
    return {
      ok: true,
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.map((row) => row.map((value) => cellText(value))),
      })),
    };
  } catch {
    // Whatever the reader stumbles over is in the file.
    return fileProblem('FILE_XLSX_BROKEN');
  }
}

function isReadable(path: string): boolean {
  return path.endsWith('.xml') || path.endsWith('.xml.rels') || path === '_rels/.rels';
}

/** A number as the file stores it: a text of the same digits stays what it is. */
interface StoredNumber {
  readonly stored: string;
}

type Value = string | boolean | Date | StoredNumber | null | typeof Date | typeof String;

function cellText(value: Value): string {
  if (value === null) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (typeof value === 'object') return numberText(value.stored);
  return String(value).replaceAll(/[\r\n\t]+/g, ' ');
}

/** Spreadsheets calculate with 15 digits; what a float says beyond them nobody typed. */
const DIGITS = 15;

function numberText(stored: string): string {
  const number = Number(stored);
  if (!Number.isFinite(number)) return stored;
  // More digits than are kept: whoever needs all of them must see that they are gone.
  if (Math.abs(number) >= 10 ** DIGITS) return number.toExponential();
  return String(Number(number.toPrecision(DIGITS)));
}

function dateText(date: Date): string {
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
  const time = date.toISOString().slice(11, 19);
  return `${day}.${month}.${year}${time === '00:00:00' ? '' : ` ${time}`}`;
}
