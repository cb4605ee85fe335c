import { type Canvas, CHART, createCanvas } from './canvas.ts';
import { type ChartTexts, drawHeading, drawNote } from './heading.ts';
import { fitText, textWidth } from './text-width.ts';

export interface Column {
  /** `окт` */
  readonly label: string;
  /** second line, where it changes: `2026` */
  readonly under?: string;
  /** one per series, not negative; null = unknown, which is not 0 */
  readonly values: readonly (number | null)[];
  /** over the column; left out where it would not fit */
  readonly text?: string;
}

export interface ColumnsChart extends ChartTexts {
  /** names of what stands in the columns, for the legend; one series needs none */
  readonly series: readonly string[];
  readonly columns: readonly Column[];
  /** one on the other, or side by side */
  readonly kind: 'stacked' | 'grouped';
  /** of the scale at the left */
  readonly format: (value: number) => string;
}

const HEIGHT = 380;
const LINES = 4;

/** Columns by month: of what a sum consists (`stacked`), or this year beside the last (`grouped`). */
export function columnsSvg(chart: ColumnsChart): string {
  const canvas = createCanvas();
  const top = drawHeading(canvas, chart) + 34;
  const bottom = top + HEIGHT;
  const highest = Math.max(0, ...chart.columns.map((column) => heightOf(column, chart.kind)));
  const step = niceStep(highest / LINES);
  const scale = Math.max(step, Math.ceil(highest / step) * step);
  const ticks = Array.from({ length: Math.round(scale / step) + 1 }, (_, index) => index * step);
  const labels = ticks.map((tick) => chart.format(tick));
  const left = CHART.margin + Math.max(...labels.map((label) => textWidth(label, 22))) + 12;
  const right = CHART.width - CHART.margin;
  const yOf = (value: number): number => bottom - (value / scale) * HEIGHT;
  ticks.forEach((tick, index) => {
    canvas.line(left, yOf(tick), right, yOf(tick), tick === 0 ? CHART.quiet : CHART.grid, tick === 0 ? 2 : 1);
    canvas.text(left - 12, yOf(tick) + 8, labels[index] ?? '', {
      size: 22,
      color: CHART.quiet,
      anchor: 'end',
    });
  });
  const slot = (right - left) / Math.max(1, chart.columns.length);
  chart.columns.forEach((column, index) => {
    const x = left + slot * index;
    const highestHere =
      chart.kind === 'stacked'
        ? drawStack(canvas, column, x, slot, yOf)
        : drawGroup(canvas, column, x, slot, yOf);
    const middle = x + slot / 2;
    if (column.text !== undefined && textWidth(column.text, 22) <= slot) {
      canvas.text(middle, yOf(highestHere) - 10, column.text, { size: 22, anchor: 'middle', bold: true });
    }
    canvas.text(middle, bottom + 30, fitText(column.label, 22, slot), { size: 22, anchor: 'middle' });
    if (column.under !== undefined) {
      canvas.text(middle, bottom + 58, column.under, { size: 22, anchor: 'middle', color: CHART.quiet });
    }
  });
  return canvas.svg(drawNote(canvas, drawLegend(canvas, bottom + 66, chart.series), chart));
}

/** Colour of a series, the same in column and legend. */
function colorOf(series: number): string {
  return CHART.series[series % CHART.series.length] ?? CHART.quiet;
}

function heightOf({ values }: Column, kind: ColumnsChart['kind']): number {
  const known = values.map((value) => value ?? 0);
  return kind === 'stacked' ? known.reduce((sum, value) => sum + value, 0) : Math.max(0, ...known);
}

function drawStack(
  canvas: Canvas,
  column: Column,
  x: number,
  slot: number,
  yOf: (value: number) => number,
): number {
  const width = Math.min(64, slot * 0.7);
  let base = 0;
  column.values.forEach((value, series) => {
    if (value === null || value <= 0) return;
    const y = yOf(base + value);
    canvas.rect(x + (slot - width) / 2, y, width, Math.max(1, yOf(base) - y), colorOf(series));
    base += value;
  });
  return base;
}

function drawGroup(
  canvas: Canvas,
  column: Column,
  x: number,
  slot: number,
  yOf: (value: number) => number,
): number {
  const width = Math.min(56, (slot * 0.8) / Math.max(1, column.values.length));
  const start = x + (slot - width * column.values.length) / 2;
  column.values.forEach((value, series) => {
    if (value === null) return;
    const y = yOf(value);
    canvas.rect(start + width * series, y, Math.max(2, width - 2), Math.max(1, yOf(0) - y), colorOf(series));
  });
  return heightOf(column, 'grouped');
}

/** Names beside their colours, as many in a line as fit; returns where the next thing may stand. */
function drawLegend(canvas: Canvas, from: number, series: readonly string[]): number {
  if (series.length < 2) return from;
  const end = CHART.width - CHART.margin;
  let x: number = CHART.margin;
  let y = from + 34;
  series.forEach((name, index) => {
    const text = fitText(name, 24, end - CHART.margin - 34);
    const width = 34 + textWidth(text, 24) + 26;
    if (x > CHART.margin && x + width - 26 > end) {
      x = CHART.margin;
      y += 36;
    }
    canvas.rect(x, y - 19, 22, 22, colorOf(index), 4);
    canvas.text(x + 34, y, text, { size: 24 });
    x += width;
  });
  return y + 6;
}

/** 1, 2 or 5 times a power of ten, not below the wanted step. */
function niceStep(wanted: number): number {
  if (wanted <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted) ?? 10;
  return factor * power;
}
