import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barsSvg } from '../../src/documents/charts/bars.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import type { Machine } from './machine.ts';
import type { Measured } from './report.ts';
import { type Bound, type Figure, type Services, type Table, verdictOf } from './section.ts';
import { round } from './statistics.ts';

/** The newest run of a section. */
interface Kept extends Measured {
  readonly machine: Machine;
  /** `2026-11-21` */
  readonly day: string;
  readonly services: string;
}

const FOLDER = join(projectRoot(), 'docs/performance');
const FIGURES = join(FOLDER, 'figures.json');

/**
 * Take the newest run of each section into docs/performance.md, with the picture of what DESIGN demands. Sections that
 * were not run keep the figures of their last run, each with its own day and machine.
 */
export function writePerformance(machine: Machine, runs: readonly Measured[], services: Services): void {
  mkdirSync(FOLDER, { recursive: true });
  const before: readonly Kept[] = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : [];
  const day = new Date().toISOString().slice(0, 10);
  const where = [
    services.databaseUrl === null ? 'embedded database' : 'PostgreSQL',
    services.redisUrl === null ? 'no Redis' : 'Redis',
  ].join(', ');
  const fresh = runs.map((run): Kept => ({ ...run, machine, day, services: where }));
  const kept = [
    ...before.filter(({ section }) => !fresh.some((run) => run.section === section)),
    ...fresh,
  ].sort((a, b) => a.section.localeCompare(b.section));
  writeFileSync(FIGURES, `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(join(FOLDER, 'bounds.svg'), boundsSvg(kept));
  writeFileSync(join(FOLDER, '../performance.md'), pageText(kept));
}

function pageText(kept: readonly Kept[]): string {
  return `${[
    '# Performance',
    'Written by `npm run bench -- --docs`; do not edit. Each section names the machine and the day of its run: figures of other machines differ, shares and ratios less.',
    '![How far each figure keeps its bound](performance/bounds.svg)',
    ...kept.map(sectionText),
  ].join('\n\n')}\n`;
}

function sectionText({ section, seconds, result, machine, day, services }: Kept): string {
  return [
    `## ${section}`,
    `\`npm run bench -- ${section}\`, ${day}, ${Math.round(seconds)} s; ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; ${services}.`,
    markdownTable({
      columns: ['figure', 'value', 'must', 'goal', ''],
      rows: result.figures.map((figure) => [
        figure.name,
        `${round(figure.value)} ${figure.unit}`.trim(),
        boundText(figure.must),
        boundText(figure.goal),
        verdictOf(figure),
      ]),
    }),
    ...result.tables.map(markdownTable),
    result.notes.map((note) => `- ${note}`).join('\n'),
  ].join('\n\n');
}

function boundText(bound: Bound | undefined): string {
  return bound === undefined ? '' : `${bound.at === 'least' ? '≥' : '≤'} ${bound.value}`;
}

function markdownTable({ columns, rows }: Table): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Room beyond this is "by far": longer bars would say nothing more. */
const MOST_SHOWN = 4;

function boundsSvg(kept: readonly Kept[]): string {
  const bars = kept.flatMap(({ section, result }) =>
    result.figures.flatMap((figure) => {
      const room = roomOf(figure);
      return room === null
        ? []
        : [
            {
              label: `${section}: ${figure.name}`,
              // The chart's colours: what is over is red to the right, what is below is green to the left.
              value: room < 1 ? 1 / room - 1 : -Math.min(room - 1, MOST_SHOWN),
              text: `${round(figure.value)} ${figure.unit} (${boundText(figure.must)})`,
            },
          ];
    }),
  );
  const title = 'Bounds of DESIGN: green has room, red is missed';
  // Read aloud where the picture cannot be seen.
  return barsSvg({ title, bars }).replace(/^<svg[^>]*>/, (opening) => `${opening}<title>${title}</title>`);
}

function roomOf({ value, must }: Figure): number | null {
  if (must === undefined || !Number.isFinite(value) || must.value === 0) return null;
  const room = must.at === 'least' ? value / must.value : must.value / Math.max(value, Number.EPSILON);
  return Math.round(room * 100) / 100;
}
