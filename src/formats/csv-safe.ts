import { setImmediate as nextTick } from 'node:timers/promises';

/** A cell to write. Money goes in as text (`toDecimalString`), so that its decimal sign is the writer's choice. */
export type CsvValue = string | number | null | undefined;

export interface CsvOptions {
  /** default `;`, which Russian spreadsheets expect */
  readonly delimiter?: ';' | ',' | '\t' | '|';
  readonly newline?: '\r\n' | '\n' | '\r';
}

/**
 * A spreadsheet runs a cell that begins like this (OWASP, CSV injection); full-width signs count too, and spaces in
 * front do not help.
 */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
/** Numbers and dashes are no formulas; `="0012"` only keeps zeros. */
const HARMLESS = /^-\d+(?:[.,]\d+)?$|^-+$|^="[\p{L}\d /.-]*"$/u;

/** Text that no spreadsheet takes for a formula: an apostrophe goes in front. Negative numbers stay numbers. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text;
}

/** One field by RFC 4180, safe in a spreadsheet. */
export function csvField(value: CsvValue, delimiter: string = ';'): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? String(value) : guardFormula(value);
  // Other programs' delimiters are quoted as well: a file may be opened with any of them.
  const quoted = /[";,\t\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim();
  const decimal = delimiter !== ',' && /^-?\d+,\d+$/.test(text);
  return quoted && !decimal ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record without its line end. */
export function csvRow(values: readonly CsvValue[], delimiter: string = ';'): string {
  return values.map((value) => csvField(value, delimiter)).join(delimiter);
}

/** Rows written before others get their turn. */
const STEP = 1_000;

/** `writeCsv` of a long list, in steps, so that the bot goes on answering. */
export async function writeCsvInSteps(rows: readonly (readonly CsvValue[])[]): Promise<string> {
  const parts: string[] = [];
  for (let start = 0; start < rows.length; start += STEP) {
    parts.push(writeCsv(rows.slice(start, start + STEP)));
    await nextTick();
  }
  return parts.join('');
}

/** A whole file as text, every record ended; encode it with `encodeText(…, 'utf-8-bom')` for spreadsheets. */
export function writeCsv(rows: Iterable<readonly CsvValue[]>, options: CsvOptions = {}): string {
  const { delimiter = ';', newline = '\r\n' } = options;
  let text = '';
  for (const row of rows) text += csvRow(row, delimiter) + newline;
  return text;
}
