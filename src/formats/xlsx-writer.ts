import writeSheets, { type Cell } from 'write-excel-file/node';
import { kopecks } from '../domain/money.ts';

/**
 * What a column holds: `text` as it is (account numbers too, so that no zero is lost), `money` kopecks shown as
 * roubles, `number`, `date` as `2026-11-05`. Instants go in as text in the house's zone: a spreadsheet knows no zones.
 */
export const XLSX_COLUMN_KINDS = ['text', 'money', 'number', 'date'] as const;
export type XlsxColumnKind = (typeof XLSX_COLUMN_KINDS)[number];

export interface XlsxColumn {
  readonly header: string;
  /** default `text` */
  readonly kind?: XlsxColumnKind;
  /** in letters; default by the kind */
  readonly width?: number;
}

export type XlsxValue = string | number | null | undefined;

export interface XlsxSheet {
  /** at most 31 letters; signs that Excel forbids are taken out */
  readonly name: string;
  readonly columns: readonly XlsxColumn[];
  /** an array, so that it travels to a thread */
  readonly rows: readonly (readonly XlsxValue[])[];
}

/** Longer lists go out as CSV: a workbook is held in memory whole, several times its size. */
export const XLSX_MAX_ROWS = 20_000;

const WIDTHS: Readonly<Record<XlsxColumnKind, number>> = { text: 24, money: 14, number: 12, date: 12 };
const LONGEST_CELL = 32_767;
const LONGEST_NAME = 31;

/**
 * A workbook as bytes. Every text is stored as text, so that nothing a resident typed (`=HYPERLINK(…)`) is ever a
 * formula. The header is bold and stays in sight.
 * @throws RangeError for money that is no whole number of kopecks, for a text in a column of numbers, for more rows
 *   than XLSX_MAX_ROWS
 */
export async function writeXlsx(sheets: readonly XlsxSheet[]): Promise<Buffer> {
  return writeSheets(
    sheets.map(({ name, columns, rows }) => ({
      sheet: sheetName(name),
      stickyRowsCount: 1,
      columns: columns.map(({ kind = 'text', width }) => ({ width: width ?? WIDTHS[kind] })),
      data: [
        columns.map(({ header }): Cell => ({ value: header, type: String, fontWeight: 'bold', wrap: true })),
        ...dataRows(columns, rows),
      ],
    })),
  ).toBuffer();
}

function dataRows(columns: readonly XlsxColumn[], rows: XlsxSheet['rows']): Cell[][] {
  const data: Cell[][] = [];
  for (const row of rows) {
    if (data.length >= XLSX_MAX_ROWS) throw new RangeError(`a workbook holds ${XLSX_MAX_ROWS} rows`);
    data.push(columns.map(({ kind = 'text' }, index) => cell(kind, row[index])));
  }
  return data;
}

function cell(kind: XlsxColumnKind, value: XlsxValue): Cell {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'text') return { value: String(value).slice(0, LONGEST_CELL), type: String };
  if (kind === 'date') {
    const day = new Date(`${value}T00:00:00Z`);
    if (Number.isNaN(day.getTime())) throw new RangeError(`not a date: ${value}`);
    return { value: day, type: Date, format: 'dd.mm.yyyy' };
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new RangeError(`not a number: ${value}`);
  // The nearest float to the roubles; spreadsheets show it with two places, exactly, far beyond any sum here.
  if (kind === 'money') return { value: kopecks(value) / 100, type: Number, format: '#,##0.00' };
  return { value, type: Number };
}

function sheetName(name: string): string {
  const allowed = name
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replaceAll(/^'+|'+$/g, '')
    .trim();
  return Array.from(allowed).slice(0, LONGEST_NAME).join('') || '1';
}
