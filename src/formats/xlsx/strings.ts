import { oneLine } from './cell-text.ts';
import { createXmlCursor, type XmlCursor } from './xml.ts';

/** `_x000D_`: how a spreadsheet writes a sign that XML forbids. */
const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(ESCAPE, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * The text of the element that was just opened (`si`, `is`), up to its end: all runs of it, without the readings that
 * East Asian sheets put over their words.
 */
export function readText(xml: XmlCursor): string {
  let text = '';
  let isText = false;
  let readings = 0;
  let depth = 1;
  while (depth > 0) {
    const event = xml.next();
    if (event === 'text') {
      if (isText && readings === 0) text += xml.text;
      continue;
    }
    const opens = event === 'open';
    depth += opens ? 1 : -1;
    if (xml.name === 't') isText = opens;
    else if (xml.name === 'rPh') readings += opens ? 1 : -1;
  }
  return unescapeText(text);
}

/** Texts that several cells may show, by their numbers, in one line each. @throws XmlError */
export function readSharedStrings(part: Uint8Array | undefined): readonly string[] {
  if (part === undefined) return [];
  const xml = createXmlCursor(part);
  const strings: string[] = [];
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'open' && xml.name === 'si') strings.push(oneLine(readText(xml)));
  }
  return strings;
}
