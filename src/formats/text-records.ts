/** One record of a text file. */
export interface TextRecord {
  /** number of its first line in the file, from 1 */
  readonly row: number;
  readonly cells: string[];
  /** a quote was opened and never closed: the cells are the bare pieces of the line */
  readonly unclosedQuote: boolean;
}

/** DOS editors end a file with it. */
const CTRL_Z = '\u001a';

/** Lines of decoded chunks without their ends (LF, CRLF, or CR alone when the file starts that way). */
export function* readLines(chunks: Iterable<string>): Generator<string> {
  let newline: '\n' | '\r' | null = null;
  let pieces: string[] = [];
  for (const chunk of chunks) {
    newline ??= chunk.includes('\n') || !chunk.includes('\r') ? '\n' : '\r';
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const piece = chunk.slice(start, end);
      start = end + 1;
      if (pieces.length === 0) yield withoutReturn(piece);
      else {
        pieces.push(piece);
        yield withoutReturn(pieces.join(''));
        pieces = [];
      }
    }
    if (start < chunk.length) pieces.push(chunk.slice(start));
  }
  const text = pieces.join('');
  const last = withoutReturn(text.endsWith(CTRL_Z) ? text.slice(0, text.indexOf(CTRL_Z)) : text);
  if (last !== '') yield last;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** A cell with line breaks is a comment or a header; more lines than this are a quote that was never closed. */
const MAX_LINES_PER_RECORD = 30;
/** After so many quotes that were never closed, quotes of this file do not span lines (and cost nothing more). */
const MAX_UNCLOSED = 1_000;

/**
 * Records of a delimited file: RFC 4180 quoting with line breaks inside quotes, and mercy for what accounting
 * programs write: quotes inside a bare cell (`ООО "Ромашка"`) are letters. A quote that is never closed spoils
 * its own line only, not the rest of the file.
 *
 * An own reader, because csv-parse took nine times as long on a large register (12 s per million rows) and loses
 * the file from an unclosed quote on; the tests compare the two on every well-formed file.
 */
export function* readRecords(lines: Iterable<string>, delimiter: string): Generator<TextRecord> {
  const source = lines[Symbol.iterator]();
  const queue: string[] = [];
  let row = 0;
  let unclosed = 0;
  const next = (): string | undefined => {
    const queued = queue.shift();
    if (queued !== undefined) return queued;
    const result = source.next();
    return result.done === true ? undefined : result.value;
  };

  for (let line = next(); line !== undefined; line = next()) {
    row += 1;
    if (!line.includes('"')) {
      yield { row, cells: line.split(delimiter), unclosedQuote: false };
      continue;
    }
    const alone = splitQuoted(line, delimiter, false);
    if (typeof alone !== 'string') {
      yield { row, cells: alone, unclosedQuote: false };
      continue;
    }
    const joined = [line];
    let cells: string[] | Unfinished = 'open';
    const reach = unclosed < MAX_UNCLOSED ? MAX_LINES_PER_RECORD : 1;
    while (cells === 'open' && joined.length < reach) {
      const more = next();
      if (more === undefined) break;
      joined.push(more);
      if (more.includes('"')) cells = splitQuoted(joined.join('\n'), delimiter, true);
    }
    if (typeof cells === 'string') {
      unclosed += 1;
      queue.unshift(...joined.slice(1));
      yield { row, cells: line.split(delimiter), unclosedQuote: true };
    } else {
      yield { row, cells, unclosedQuote: false };
      row += joined.length - 1;
    }
  }
}

/** Still inside a quoted cell, or letters follow a closing quote. */
type Unfinished = 'open' | 'malformed';

/**
 * The cells of one record. With `strict`, letters after a closing quote make the record malformed; else such a
 * cell is taken as it stands.
 */
function splitQuoted(text: string, delimiter: string, strict: boolean): string[] | Unfinished {
  const cells: string[] = [];
  let start = 0;
  for (;;) {
    if (text[start] === '"') {
      const quoted = readQuoted(text, start, delimiter);
      if (quoted === 'open') return quoted;
      if (quoted !== 'malformed') {
        cells.push(quoted.cell);
        if (quoted.end >= text.length) return cells;
        start = quoted.end + 1;
        continue;
      }
      if (strict) return quoted;
    }
    const end = text.indexOf(delimiter, start);
    if (end === -1) {
      cells.push(text.slice(start));
      return cells;
    }
    cells.push(text.slice(start, end));
    start = end + 1;
  }
}

type Quoted = {
  readonly cell: string /** index of the delimiter or of the text's end */;
  readonly end: number;
};

function readQuoted(text: string, start: number, delimiter: string): Quoted | Unfinished {
  let doubled = false;
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at)) {
    const after = text[at + 1];
    if (after === '"') {
      doubled = true;
      at += 2;
      continue;
    }
    if (after !== undefined && after !== delimiter) return 'malformed';
    const cell = text.slice(start + 1, at);
    return { cell: doubled ? cell.replaceAll('""', '"') : cell, end: at + 1 };
  }
  return 'open';
}

/** Records of a format without quoting: a quote is a letter. */
export function* readBareRecords(lines: Iterable<string>, delimiter: string): Generator<TextRecord> {
  let row = 0;
  for (const line of lines) {
    row += 1;
    yield { row, cells: line.split(delimiter), unclosedQuote: false };
  }
}
