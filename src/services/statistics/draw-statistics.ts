import { CHART } from '../../documents/charts/canvas.ts';
import { columnsSvg } from '../../documents/charts/columns.ts';
import { monthLabels } from '../../documents/charts/month-labels.ts';
import { wallClock } from '../../domain/clock-zone.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Statistics } from './show-statistics.ts';

/** What a picture can show: one thing at a time, because roubles and people have no common scale. */
export const STATS_PICTURES = ['paid', 'readings', 'tickets', 'residents'] as const;
export type StatsPicture = (typeof STATS_PICTURES)[number];

export function isStatsPicture(text: string): text is StatsPicture {
  return STATS_PICTURES.some((picture) => picture === text);
}

/** Days named: more run into one another. */
const EVERY = { week: 1, month: 5, quarter: 3 } as const;

/** @throws DomainError DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW */
export async function drawStatistics(
  deps: Pick<ServiceDeps, 'documents' | 'installation'>,
  options: { readonly statistics: Statistics; readonly picture: StatsPicture; readonly tr: Translator },
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const svg = statisticsSvg({ ...options, zone: deps.installation.timezone });
  const bytes = await deps.documents.renderPicture({ svg, width: CHART.pixels });
  return { bytes, fileName: `statistics-${options.picture}.png` };
}

/** The drawing itself. */
export function statisticsSvg({
  statistics: { parts, span, from, until, company },
  picture,
  tr,
  zone,
}: {
  readonly statistics: Statistics;
  readonly picture: StatsPicture;
  readonly tr: Translator;
  readonly zone: string;
}): string {
  const labels = labelsOf(parts, span, zone, tr);
  const money = picture === 'paid';
  return columnsSvg({
    kind: 'grouped',
    title: tr.plainOr(`staff-stats-picture-${picture}`, {}, 'staff-stats-title'),
    subtitle: tr.plain('staff-stats-period', {
      from: tr.date(from, zone),
      until: tr.date(new Date(until.getTime() - 1), zone),
      company: company?.name ?? tr.plain('staff-every-company'),
    }),
    series:
      picture === 'residents'
        ? [tr.plain('staff-stats-series-residents'), tr.plain('staff-stats-series-links')]
        : [''],
    format: (value) => (money ? groupedNumber(value / 100, tr) : groupedNumber(value, tr)),
    ...(money ? { note: tr.plain('staff-stats-note-paid') } : {}),
    columns: parts.map((part, index) => ({
      ...(labels[index] ?? { label: '' }),
      values: picture === 'residents' ? [part.residents, part.links] : [part[picture]],
      ...(money || picture === 'residents' || part[picture] === 0 ? {} : { text: String(part[picture]) }),
    })),
  });
}

/** A tick may stand between two whole ones when there is next to nothing. */
function groupedNumber(value: number, tr: Translator): string {
  return value.toLocaleString(tr.locale === 'ru' ? 'ru-RU' : 'en-GB', { maximumFractionDigits: 1 });
}

/** Months by their names; of days and weeks every few, under the line, where a name may be wider than its column. */
function labelsOf(
  parts: Statistics['parts'],
  span: Statistics['span'],
  zone: string,
  tr: Translator,
): readonly { readonly label: string; readonly under?: string }[] {
  const clocks = parts.map(({ begins }) => wallClock(begins, zone).toISOString());
  if (span === 'year') {
    return monthLabels(
      clocks.map((clock) => clock.slice(0, 7)),
      tr,
    );
  }
  const every = EVERY[span];
  return clocks.map((clock, index) =>
    index % every === 0 ? { label: '', under: `${clock.slice(8, 10)}.${clock.slice(5, 7)}` } : { label: '' },
  );
}
