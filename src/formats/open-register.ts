import { type FileProblem, fileProblem } from './file-problem.ts';
import { recognizeBinary } from './magic-bytes.ts';
import { readWorkbook, type Sheet, type Workbook } from './xlsx/read-workbook.ts';

/** A register as text, whatever it came in. */
export interface OpenedRegister {
  readonly ok: true;
  /** the file itself, or the sheet as a UTF-8 table; its line numbers are the sheet's rows */
  readonly text: Uint8Array;
  /** null = the file is text */
  readonly workbook: Workbook | null;
  /** name of the sheet that was taken; null = the file is text */
  readonly sheet: string | null;
}

const BOM = '\ufeff';

/**
 * Open a register: text as it is, of a workbook the sheet that looks most like a register.
 * @param score how many headers a line has that are known; the sheet with the best line is taken
 * @returns FILE_TOO_LARGE, FILE_WITHOUT_ROWS and those of `readWorkbook`
 */
export async function openRegister(
  bytes: Uint8Array,
  options: { readonly limit: number; readonly score: (cells: readonly string[]) => number },
): Promise<OpenedRegister | FileProblem> {
  if (bytes.length > options.limit) {
    return fileProblem('FILE_TOO_LARGE', { bytes: bytes.length, limit: options.limit });
  }
  if (recognizeBinary(bytes) !== 'FILE_IS_XLSX')
    return { ok: true, text: bytes, workbook: null, sheet: null };
  const workbook = await readWorkbook(bytes);
  if (!workbook.ok) return workbook;
  const sheet = bestSheet(workbook.sheets, options.score);
  if (sheet === null) return fileProblem('FILE_WITHOUT_ROWS');
  return { ok: true, text: sheetAsText(sheet), workbook, sheet: sheet.name };
}

const HEADER_WITHIN = 30;

function bestSheet(sheets: readonly Sheet[], score: (cells: readonly string[]) => number): Sheet | null {
  let best: { readonly sheet: Sheet; readonly known: number } | null = null;
  for (const sheet of sheets) {
    if (sheet.rows.length === 0) continue;
    const known = Math.max(0, ...sheet.rows.slice(0, HEADER_WITHIN).map(score));
    if (best === null || known > best.known) best = { sheet, known };
  }
  return best?.sheet ?? null;
}

/** The sheet as a delimited table, one line per row; `;` because a comma may be decimal. */
export function sheetAsText(sheet: Sheet): Uint8Array {
  const lines = sheet.rows.map((row) => row.map(quoted).join(';'));
  return Buffer.from(`${BOM}${lines.join('\r\n')}\r\n`, 'utf8');
}

function quoted(cell: string): string {
  return /[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
