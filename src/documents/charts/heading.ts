import { type Canvas, CHART } from './canvas.ts';
import { wrapText } from './text-width.ts';

export interface ChartTexts {
  readonly title: string;
  readonly subtitle?: string;
  /** under the drawing */
  readonly note?: string;
}

const INNER = CHART.width - CHART.margin * 2;

/** Title and subtitle; returns where the drawing may begin. */
export function drawHeading(canvas: Canvas, { title, subtitle }: ChartTexts): number {
  let y = 62;
  for (const line of wrapText(title, 34, INNER, 2)) {
    canvas.text(CHART.margin, y, line, { size: 34, bold: true });
    y += 42;
  }
  for (const line of subtitle === undefined ? [] : wrapText(subtitle, 25, INNER, 2)) {
    canvas.text(CHART.margin, y, line, { size: 25, color: CHART.quiet });
    y += 33;
  }
  return y;
}

/** The note under a drawing that ends at `y`; returns the height of the picture. */
export function drawNote(canvas: Canvas, y: number, { note }: ChartTexts): number {
  let at = y;
  for (const line of note === undefined ? [] : wrapText(note, 23, INNER, 3)) {
    at += 32;
    canvas.text(CHART.margin, at, line, { size: 23, color: CHART.quiet });
  }
  return at + 34;
}
