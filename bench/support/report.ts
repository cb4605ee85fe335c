import type { Machine } from './machine.ts';
import { type Bound, type SectionResult, type Table, verdictOf } from './section.ts';
import { round } from './statistics.ts';

export interface Measured {
  readonly section: string;
  readonly seconds: number;
  readonly result: SectionResult;
}

/** The whole run as text. */
export function reportText(machine: Machine, runs: readonly Measured[]): string {
  const head = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`;
  return [head, ...runs.map(sectionText)].join('\n\n');
}

function sectionText({ section, seconds, result }: Measured): string {
  return [
    `── ${section} (${Math.round(seconds)} s)`,
    ...result.tables.map(tableText),
    tableText({
      columns: ['figure', 'value', 'must', 'goal', ''],
      rows: result.figures.map((figure) => [
        figure.name,
        `${round(figure.value)} ${figure.unit}`,
        boundText(figure.must),
        boundText(figure.goal),
        verdictOf(figure),
      ]),
    }),
    ...result.notes.map((note) => `· ${note}`),
  ].join('\n');
}

function boundText(bound: Bound | undefined): string {
  if (bound === undefined) return '';
  return `${bound.at === 'least' ? '≥' : '≤'} ${bound.value}`;
}

function tableText({ columns, rows }: Table): string {
  const cells = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
