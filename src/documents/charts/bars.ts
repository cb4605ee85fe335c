import { CHART, createCanvas } from './canvas.ts';
import { type ChartTexts, drawHeading, drawNote } from './heading.ts';
import { textWidth, wrapText } from './text-width.ts';

export interface Bar {
  readonly label: string;
  /** to the right of the middle when positive, to the left when negative */
  readonly value: number;
  /** `+123,45 ₽` */
  readonly text: string;
  /** a few words under the label */
  readonly detail?: string;
}

export interface BarsChart extends ChartTexts {
  readonly bars: readonly Bar[];
}

const BAR = 26;
const GAP = 10;

/** What went up and what went down: a bar for each, right of the middle for more, left for less. */
export function barsSvg(chart: BarsChart): string {
  const canvas = createCanvas();
  const left = CHART.margin;
  const right = CHART.width - CHART.margin;
  let y = drawHeading(canvas, chart) + 6;
  const widest = Math.max(0, ...chart.bars.map(({ text }) => textWidth(text, 26)));
  const largest = Math.max(1, ...chart.bars.map(({ value }) => Math.abs(value)));
  const both = chart.bars.some(({ value }) => value > 0) && chart.bars.some(({ value }) => value < 0);
  // The sums stand in a column of their own at the right, the bars share the rest.
  const end = right - widest - 18;
  const down = chart.bars.some(({ value }) => value < 0);
  const middle = both ? (left + end) / 2 : down ? end : left;
  const reach = both ? (end - left) / 2 : end - left;
  for (const { label, value, text, detail } of chart.bars) {
    for (const line of wrapText(label, 26, right - left, 2)) {
      y += 32;
      canvas.text(left, y, line, { size: 26 });
    }
    if (detail !== undefined) {
      for (const line of wrapText(detail, 23, right - left, 2)) {
        y += 29;
        canvas.text(left, y, line, { size: 23, color: CHART.quiet });
      }
    }
    y += GAP;
    const length = Math.max(3, (Math.abs(value) / largest) * reach);
    const color = value > 0 ? CHART.more : CHART.less;
    canvas.rect(left, y, end - left, BAR, '#e9ecf1', 5);
    canvas.rect(value > 0 ? middle : middle - length, y, length, BAR, color, 5);
    if (both) canvas.line(middle, y - 4, middle, y + BAR + 4, CHART.quiet, 2);
    canvas.text(right, y + BAR - 4, text, { size: 26, bold: true, color, anchor: 'end' });
    y += BAR + 14;
  }
  return canvas.svg(drawNote(canvas, y, chart));
}
