import type { PdfNode, PdfText } from './content.ts';

/** Colours and letter sizes of our papers, in points. */
export const INK = { text: '#1b2430', quiet: '#5b6675', line: '#7a8594' } as const;
export const PAPER = { title: 16, strong: 13, small: 7.5, width: 523, height: 770 } as const;

export function small(text: string): PdfText {
  return { text, fontSize: PAPER.small + 0.5, color: INK.quiet };
}

export function strong(text: string, margin: PdfText['margin']): PdfText {
  return { text, fontSize: PAPER.strong, bold: true, ...(margin === undefined ? {} : { margin }) };
}

/** `Плательщик: Иванов И. И.`; the name of the value is quieter than the value. */
export function label(name: string, value: string, bold = false): PdfText {
  return {
    text: [
      { text: `${name}: `, color: INK.quiet },
      { text: value, bold },
    ],
    margin: [0, 0, 0, 1],
  };
}

/** A line over the whole sheet. */
export function rule(landscape: boolean): PdfNode {
  const x2 = landscape ? PAPER.height : PAPER.width;
  return {
    canvas: [{ type: 'line', x1: 0, y1: 0, x2, y2: 0, lineWidth: 0.8, lineColor: INK.line }],
    margin: [0, 0, 0, 8],
  };
}
