import { createXmlCursor } from './xml.ts';

/** Formats that need no words of their own (ECMA-376, 18.8.30), those of other languages too. */
const BUILT_IN: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
];
const PARTS = new Set([
  ...['s', 'ss', 'm', 'mm', 'mmm', 'mmmm', 'mmmmm', 'h', 'hh', 'am', 'pm', 'a', 'p'],
  ...['d', 'dd', 'ddd', 'dddd', 'aaa', 'aaaa', 'aaaaa', 'y', 'yy', 'yyyy', 'e', 'ee', 'eeee'],
]);

/** Styles, by their numbers, under which a number is shown as a date. @throws XmlError */
export function readDateStyles(part: Uint8Array | undefined): ReadonlySet<number> {
  const dates = new Set<number>();
  if (part === undefined) return dates;
  const xml = createXmlCursor(part);
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let ofCells = false;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (xml.name === 'cellXfs') ofCells = event === 'open';
    if (event !== 'open') continue;
    const format = Number(xml.attribute('numFmtId') ?? 0);
    if (xml.name === 'numFmt') formats.set(format, xml.attribute('formatCode') ?? '');
    if (xml.name === 'xf' && ofCells) styles.push(format);
  }
  for (const [style, format] of styles.entries()) {
    const code = formats.get(format);
    const isDate =
      code === undefined ? BUILT_IN.some(([from, to]) => format >= from && format <= to) : isDateFormat(code);
    if (isDate) dates.add(style);
  }
  return dates;
}

/** Whether every word of a format's first section is a part of a date: `[$-419]d mmmm yyyy "г."`, `[h]:mm`. */
function isDateFormat(code: string): boolean {
  const bare = code
    .replaceAll(/"[^"]*"|\\.|[_*]./g, ' ')
    .replaceAll(/\[(h+|m+|s+)\]/gi, '$1')
    .replaceAll(/\[[^\]]*\]/g, '')
    .toLowerCase();
  const section = (bare.split(';')[0] ?? '').replaceAll(/(s)[.,]0+/g, '$1');
  if (/[0#?@]/.test(section)) return false;
  const words = section.match(/\p{L}+/gu) ?? [];
  return words.length > 0 && words.every((word) => PARTS.has(word));
}
