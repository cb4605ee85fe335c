import { CHART } from '../../documents/charts/canvas.ts';
import { columnsSvg } from '../../documents/charts/columns.ts';
import { monthLabels } from '../../documents/charts/month-labels.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { addMonths, type Period } from '../../domain/period.ts';
import { chargesByGroup, SERVICE_GROUPS, type ServiceGroup } from '../../domain/service-groups.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { type BillOfRun, loadBillRun } from './load-bill-run.ts';
import type { MadeFile } from './make-bill-pdf.ts';

const MONTHS = 12;
/** Colours that a legend can hold apart. */
const GROUPS = 7;

/**
 * What the last 12 months cost, by group of services: a column a month, unknown months left empty.
 * @throws DomainError BILL_NOT_FOUND, FULL_LEVEL_NEEDED, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function drawBillYear(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'documents'>,
  options: { readonly residentId: number; readonly billId: number; readonly tr: Translator },
): Promise<MadeFile> {
  const { residentId, billId, tr } = options;
  const run = await loadBillRun(deps.db, { residentId, billId, months: MONTHS, now: deps.clock.now() });
  const last = run.bills[0].period;
  const bills = new Map(run.bills.map((bill) => [bill.period, bill]));
  const periods = yearOf(last, [...bills.keys()]);
  const months = periods.map((period) => sumsOf(bills.get(period)));
  const groups = largestGroups(months);
  const svg = columnsSvg({
    title: tr.plain('chart-year-title'),
    subtitle: tr.plain('chart-year-about', { account: run.accountName ?? run.accountNumber }),
    kind: 'stacked',
    series: groups.map((group) => tr.plainOr(`chart-group-${group}`, {}, 'chart-group-other')),
    format: (sum) => decimal(String(sum / 100_000), tr),
    columns: monthLabels(periods, tr).map((label, index) => {
      const month = months[index] ?? null;
      if (month === null) return { ...label, values: [] };
      const total = [...month.values()].reduce((sum, part) => sum + part, 0);
      return {
        ...label,
        values: groups.map((group) =>
          group === 'other' ? othersOf(month, groups) : (month.get(group) ?? 0),
        ),
        text: decimal((Math.round(total / 10_000) / 10).toFixed(1), tr),
      };
    }),
  });
  const bytes = await deps.documents.renderPicture({ svg, width: CHART.pixels });
  return { bytes, fileName: `year-${last}.png` };
}

/** Twelve months to the last, or from the first that is known when that is later. */
function yearOf(last: Period, known: readonly Period[]): Period[] {
  const all = Array.from({ length: MONTHS }, (_, index) => addMonths(last, index + 1 - MONTHS));
  return all.filter((period) => known.some((other) => other <= period));
}

type MonthSums = ReadonlyMap<ServiceGroup, Kopecks>;

/** A bill without lines is its sum; null: there is no bill. */
function sumsOf(bill: BillOfRun | undefined): MonthSums | null {
  if (bill === undefined) return null;
  if (bill.lines.length === 0) return new Map([['other', kopecks(Math.max(0, bill.total))]]);
  // What was given back makes no column below zero: the month is drawn without it.
  return new Map([...chargesByGroup(bill.lines)].map(([group, sum]) => [group, kopecks(Math.max(0, sum))]));
}

/** Groups with money in them, in the order of the table; the smallest go into "other". */
function largestGroups(months: readonly (MonthSums | null)[]): ServiceGroup[] {
  const sum = (group: ServiceGroup): number =>
    months.reduce((total, month) => total + (month?.get(group) ?? 0), 0);
  const used = SERVICE_GROUPS.filter((group) => group !== 'other' && sum(group) > 0);
  const kept = new Set([...used].sort((a, b) => sum(b) - sum(a)).slice(0, GROUPS));
  const others = sum('other') > 0 || kept.size < used.length;
  return [...used.filter((group) => kept.has(group)), ...(others ? (['other'] as const) : [])];
}

function othersOf(month: MonthSums, shown: readonly ServiceGroup[]): number {
  let sum = 0;
  for (const [group, amount] of month) if (group === 'other' || !shown.includes(group)) sum += amount;
  return sum;
}

function decimal(text: string, tr: Translator): string {
  return tr.locale === 'ru' ? text.replace('.', ',') : text;
}
