import { CHART } from '../../documents/charts/canvas.ts';
import { columnsSvg } from '../../documents/charts/columns.ts';
import { monthLabels } from '../../documents/charts/month-labels.ts';
import { formatMeterValue, type MeterValue, VALUE_SCALE } from '../../domain/meters.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { YearComparison } from './reading-history.ts';

/** From so many ten-thousandths on, so fine: three digits need no tenth, a hundredth of a Gcal is not nothing. */
const STEPS: readonly (readonly [from: MeterValue, step: MeterValue])[] = [
  [100 * VALUE_SCALE, VALUE_SCALE],
  [VALUE_SCALE, VALUE_SCALE / 10],
  [VALUE_SCALE / 10, VALUE_SCALE / 100],
  [0, VALUE_SCALE / 1_000],
];

/**
 * Twelve months beside the year before, as a PNG. Months that were not read carry an asterisk.
 * @throws DomainError DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function consumptionChart(
  deps: Pick<ServiceDeps, 'documents'>,
  options: { readonly comparison: YearComparison; readonly account: string; readonly tr: Translator },
): Promise<Uint8Array> {
  return deps.documents.renderPicture({ svg: consumptionSvg(options), width: CHART.pixels });
}

/** The drawing itself. */
export function consumptionSvg({
  comparison: { months, resource },
  account,
  tr,
}: {
  readonly comparison: Pick<YearComparison, 'months' | 'resource'>;
  readonly account: string;
  readonly tr: Translator;
}): string {
  const labels = monthLabels(
    months.map(({ period }) => period),
    tr,
  );
  const compared = months.some(({ yearAgo }) => yearAgo !== null);
  const idle = months.every(({ now, yearAgo }) => (now ?? 0) === 0 && (yearAgo ?? 0) === 0);
  const estimated = months.some((month) => month.estimated);
  return columnsSvg({
    kind: 'grouped',
    title: tr.plain('meters-chart-title', { resource: tr.plain(`meters-name-${resource}`) }),
    subtitle: tr.plain('meters-chart-subtitle', { account, unit: tr.plain(`meters-unit-${resource}`) }),
    series: compared
      ? [tr.plain('meters-chart-year-ago'), tr.plain('meters-chart-this-year')]
      : [tr.plain('meters-chart-this-year')],
    // Where nothing was used, the line above nothing has no value worth a name.
    format: (value) => (idle && value > 0 ? '' : formatMeterValue(Math.round(value), tr.locale)),
    ...(estimated ? { note: tr.plain('meters-chart-note') } : {}),
    columns: months.map((month, index) => ({
      label: labels[index]?.label ?? '',
      ...underOf(labels[index]?.under, month.estimated),
      values: compared ? [month.yearAgo, month.now] : [month.now],
      // Over two columns nobody could tell whose value it is.
      ...(month.now === null || compared ? {} : { text: shownOver(month.now, tr) }),
    })),
  });
}

/** The asterisk stands under the month: beside its name it would not fit. */
function underOf(under: string | undefined, estimated: boolean): { readonly under?: string } {
  const text = `${under ?? ''}${estimated ? '*' : ''}`;
  return text === '' ? {} : { under: text };
}

function shownOver(value: MeterValue, tr: Translator): string {
  const step = STEPS.find(([from]) => value >= from)?.[1] ?? VALUE_SCALE;
  return formatMeterValue(Math.round(value / step) * step, tr.locale);
}
