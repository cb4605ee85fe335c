import { setImmediate as nextTick } from 'node:timers/promises';
import type { Budget } from './budget.ts';
import { dayText, isoText, numberText, oneLine } from './cell-text.ts';
import { readText, unescapeText } from './strings.ts';
import { createXmlCursor, type XmlCursor, XmlError } from './xml.ts';

/** What the cells of a sheet refer to. */
export interface CellBook {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly since1904: boolean;
}

const PLACE = /^([A-Z]{1,4})(\d{1,8})$/;
/** Some milliseconds of work: the bot goes on answering while a large sheet is read. */
const CELLS_PER_STEP = 20_000;

/**
 * The rows of a sheet as texts, each as wide as the widest, up to the last one that says something. A formula is its
 * last result, also when that is an error (`#REF!`): whoever needs a sum must see that there is none.
 * @throws XmlError, TooLargeError
 */
export async function readSheet(part: Uint8Array, book: CellBook, budget: Budget): Promise<string[][]> {
  const xml = createXmlCursor(part);
  const rows: string[][] = [];
  let width = 0;
  let row = 0;
  let column = 0;
  /** The row that was opened has a number, which its cells repeat. */
  let numbered = false;
  let inside = false;
  let seen = 0;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (xml.name === 'sheetData') inside = event === 'open';
    if (!inside || event !== 'open') continue;
    if (xml.name === 'row') {
      const written = xml.attribute('r');
      numbered = written !== null;
      row = rowNumber(written, row);
      column = 0;
      continue;
    }
    if (xml.name !== 'c') continue;
    seen += 1;
    if (seen % CELLS_PER_STEP === 0) await nextTick();
    const place = cellPlace(xml.attribute('r'), row, column);
    // The first cell of a row without a number may tell it.
    const isPlaced = place.row === row || (!numbered && column === 0 && place.row > row);
    if (!isPlaced || row === 0 || place.column <= column) throw new XmlError('cells in disorder');
    row = place.row;
    column = place.column;
    const text = cellText(xml, book);
    if (text === '') continue;
    budget.write(text.length);
    budget.reach(row, Math.max(width, column));
    width = Math.max(width, column);
    while (rows.length < row) rows.push([]);
    const cells = rows[row - 1] ?? [];
    while (cells.length < column - 1) cells.push('');
    cells.push(text);
  }
  for (const cells of rows) while (cells.length < width) cells.push('');
  budget.keep(rows.length, width);
  return rows;
}

function rowNumber(written: string | null, before: number): number {
  if (written === null) return before + 1;
  if (!/^\d{1,8}$/.test(written)) throw new XmlError('a row without a place');
  const row = Number(written);
  if (row <= before) throw new XmlError('rows in disorder');
  return row;
}

function cellPlace(written: string | null, row: number, column: number): { row: number; column: number } {
  if (written === null) return { row, column: column + 1 };
  const match = PLACE.exec(written);
  if (match === null) throw new XmlError('a cell without a place');
  return { row: Number(match[2]), column: columnNumber(match[1] ?? '') };
}

/** `A` → 1, `AA` → 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + (letter.charCodeAt(0) - 64);
  return number;
}

/** The cell that was just opened, up to its end. */
function cellText(xml: XmlCursor, book: CellBook): string {
  const type = xml.attribute('t') ?? 'n';
  const style = xml.attribute('s');
  let value = '';
  let inline = '';
  let isValue = false;
  for (let depth = 1; depth > 0; ) {
    const event = xml.next();
    if (event === 'text') {
      if (isValue) value += xml.text;
    } else if (event === 'open' && xml.name === 'is') inline = readText(xml);
    else {
      const opens = event === 'open';
      depth += opens ? 1 : -1;
      if (xml.name === 'v') isValue = opens;
    }
  }
  switch (type) {
    case 'n':
      if (value.trim() === '') return '';
      return oneLine(
        style !== null && book.dateStyles.has(Number(style))
          ? dayText(value, book.since1904)
          : numberText(value),
      );
    case 's':
      return value === '' ? '' : sharedString(value, book);
    case 'inlineStr':
      return oneLine(inline);
    case 'str':
    case 'e':
      return oneLine(unescapeText(value));
    case 'b':
      return value === '1' ? 'да' : value === '0' ? 'нет' : oneLine(value);
    case 'd':
      return oneLine(isoText(value));
    default:
      throw new XmlError('a cell of an unknown kind');
  }
}

function sharedString(value: string, { strings }: CellBook): string {
  const text = /^\s*\d{1,9}\s*$/.test(value) ? strings[Number(value)] : undefined;
  if (text === undefined) throw new XmlError('a text that is not there');
  return text;
}
