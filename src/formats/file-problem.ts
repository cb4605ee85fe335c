/** Why a file cannot be read at all. Sentences for people are made elsewhere, from code and details. */
export const FILE_PROBLEMS = [
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TOO_MANY_ROWS',
  'FILE_WITHOUT_ROWS',
  'FILE_IS_IMAGE',
  'FILE_IS_PDF',
  /** a workbook where only a text file is read */
  'FILE_IS_XLSX',
  /** a workbook that no reader understands: cut, changed by hand, or protected by a password */
  'FILE_XLSX_BROKEN',
  /** an archive that would fill the memory */
  'FILE_UNPACKS_TOO_LARGE',
  'FILE_IS_XLS',
  'FILE_IS_DOCUMENT',
  'FILE_IS_ARCHIVE',
  'FILE_IS_DBF',
  'FILE_IS_HTML',
  'FILE_IS_XML',
  'FILE_IS_BANK_STATEMENT',
  'FILE_IS_BINARY',
  /** some lines are in another encoding than the rest */
  'FILE_MIXED_ENCODING',
  /** no supported encoding gives words */
  'FILE_ENCODING_UNKNOWN',
  /** letters were already replaced by "�" when the file was saved */
  'FILE_LETTERS_LOST',
  'FORMAT_UNKNOWN',
  'REGISTER_TYPE_UNSUPPORTED',
  'COLUMNS_MISSING',
  'COLUMNS_REPEATED',
  'PERIOD_MISSING',
] as const;
export type FileProblemCode = (typeof FILE_PROBLEMS)[number];

/** Numbers and short pieces of the file that a sentence may show. */
export type ProblemDetails = Readonly<Record<string, string | number>>;

/** A file that is refused as a whole. */
export interface FileProblem {
  readonly ok: false;
  readonly code: FileProblemCode;
  readonly details: ProblemDetails;
}

export function fileProblem(code: FileProblemCode, details: ProblemDetails = {}): FileProblem {
  return { ok: false, code, details };
}

const SHOWN_CHARACTERS = 40;

/** A piece of the file as it may be shown in a problem: one line, at most 40 characters. */
export function shown(value: string): string {
  const line = value.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line.slice(0, SHOWN_CHARACTERS * 2 + 2));
  return characters.length <= SHOWN_CHARACTERS
    ? characters.join('')
    : `${characters.slice(0, SHOWN_CHARACTERS - 1).join('')}…`;
}
