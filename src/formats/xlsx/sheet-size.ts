import { setImmediate as nextTick } from 'node:timers/promises';

export interface SheetSize {
  readonly rows: number;
  readonly columns: number;
}

/** No attribute of these elements holds `<` or `>`, so one look at the text is enough. */
const ELEMENT = /<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^<>]*)>/g;
const PLACE = /(?:^|\s)r\s*=\s*(?:"([^"]*)"|'([^']*)')/;
const ELEMENTS_PER_STEP = 100_000;

/**
 * How far a sheet's cells reach, without building them: one cell at the far corner would make a reader fill in
 * 17 thousand million empty ones. null = a place that is no place.
 */
export async function measureSheet(xml: Uint8Array): Promise<SheetSize | null> {
  const text = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength).toString('latin1');
  let rows = 0;
  let columns = 0;
  let seen = 0;
  for (const match of text.matchAll(ELEMENT)) {
    seen += 1;
    if (seen % ELEMENTS_PER_STEP === 0) await nextTick();
    const place = PLACE.exec(match[2] ?? '');
    if (place === null) {
      rows += match[1] === 'row' ? 1 : 0;
      continue;
    }
    const value = place[1] ?? place[2] ?? '';
    if (match[1] === 'row') {
      if (!/^\d{1,8}$/.test(value)) return null;
      rows = Math.max(rows, Number(value));
      continue;
    }
    const cell = /^([A-Z]{1,4})(\d{1,8})$/.exec(value);
    if (cell === null) return null;
    columns = Math.max(columns, columnNumber(cell[1] ?? ''));
    rows = Math.max(rows, Number(cell[2]));
  }
  return { rows, columns };
}

/** `A` → 1, `AA` → 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + (letter.charCodeAt(0) - 64);
  return number;
}
