import { dateIn } from '../../domain/clock-zone.ts';
import { consumptionByMonth, type MonthConsumption, sumConsumption } from '../../domain/consumption.ts';
import { DomainError } from '../../domain/errors.ts';
import { type MeterValue, type Resource, valueFromDecimal } from '../../domain/meters.ts';
import { existingPage } from '../../domain/paging.ts';
import { addMonths, comparePeriods, isPeriod, monthOf, type Period } from '../../domain/period.ts';
import type { ReadingStatus } from '../../domain/readings.ts';
import type { ServiceDeps } from '../deps.ts';
import type { LoadedMeter, MeteredAccount, ReadingSource } from './load-metered.ts';
import { consumptionOf } from './meter-facts.ts';
import { accountForReadings, type ReadingActor } from './reading-access.ts';

export const HISTORY_PER_PAGE = 12;

export interface HistoryRow {
  readonly number: string;
  readonly period: Period;
  readonly values: readonly MeterValue[];
  /** against the reading before, all zones; null = nothing before */
  readonly consumption: MeterValue | null;
  /** an estimate, or a share of a longer gap */
  readonly estimated: boolean;
  readonly takenAt: Date;
  readonly source: ReadingSource;
  readonly status: ReadingStatus;
  readonly reason: string | null;
}

export interface ReadingHistory {
  readonly account: MeteredAccount;
  readonly meter: LoadedMeter;
  readonly rows: readonly HistoryRow[];
  readonly page: number;
  readonly total: number;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/**
 * Readings of one meter, newest first, a page cut in SQL, with what was used since the reading before.
 * @throws DomainError METER_NOT_FOUND and those of `accountForReadings`
 */
export async function readingHistory(
  deps: Deps,
  options: { readonly actor: ReadingActor; readonly meterId: number; readonly page: number },
): Promise<ReadingHistory> {
  const account = await accountForReadings(deps, deps.db, options.actor, { archived: true });
  const meter = account.meters.find(({ id }) => id === options.meterId);
  if (meter === undefined) throw new DomainError('METER_NOT_FOUND');
  const from = account.fromPeriod ?? '';
  const rows = await deps.db.$queryRaw<
    {
      total: number;
      number: string;
      period: string;
      values: string[];
      takenAt: Date;
      source: ReadingSource;
      status: ReadingStatus;
      reason: string | null;
    }[]
  >`
    SELECT count(*) OVER ()::int AS "total", "number", "period", "values"::text[] AS "values", "takenAt",
           "source"::text, "status"::text, "reason"
      FROM "Reading"
     WHERE "meterId" = ${meter.id} AND "isCurrent" AND "period" >= ${from}
     ORDER BY "period" DESC
     LIMIT ${HISTORY_PER_PAGE + 1} OFFSET ${Math.max(0, options.page) * HISTORY_PER_PAGE}`;
  const total = rows[0]?.total ?? 0;
  if (rows.length === 0 && options.page > 0) return readingHistory(deps, { ...options, page: 0 });
  const shown = rows.slice(0, HISTORY_PER_PAGE);
  const counted = rows
    .filter(({ status }) => status !== 'rejected')
    .flatMap(({ period, values, source }) =>
      isPeriod(period)
        ? [{ period, values: values.map(valueFromDecimal), estimated: source === 'estimate' }]
        : [],
    )
    .reverse();
  const last = (options.page + 1) * HISTORY_PER_PAGE >= total;
  const months = consumptionByMonth({
    zones: meter.zones,
    digits: meter.digits,
    initialValues: last && account.fromPeriod === null ? meter.initialValues : [],
    final: null,
    readings: counted,
  });
  return {
    account,
    meter,
    total,
    page: existingPage(options.page, total, HISTORY_PER_PAGE),
    rows: shown.flatMap(({ total: _, period, values, ...row }): HistoryRow[] => {
      if (!isPeriod(period)) return [];
      const before = counted.filter((other) => other.period < period).at(-1)?.period ?? '';
      const since = months.filter((month) => month.period > before && month.period <= period);
      const consumption =
        row.status === 'rejected' || since.length === 0
          ? null
          : since.reduce((sum, { total: used }) => sum + used, 0);
      return [
        {
          ...row,
          period,
          values: values.map(valueFromDecimal),
          consumption,
          estimated: row.source === 'estimate' || since.length > 1,
        },
      ];
    }),
  };
}

export interface YearComparison {
  readonly account: MeteredAccount;
  readonly resource: Resource;
  /** twelve months, oldest first; null = not known */
  readonly months: readonly {
    readonly period: Period;
    readonly now: MeterValue | null;
    readonly yearAgo: MeterValue | null;
    readonly estimated: boolean;
  }[];
}

/**
 * Twelve months of one resource beside the year before, all meters of the flat together, replaced ones too.
 * @throws DomainError READINGS_NO_HISTORY when there is nothing to show; those of `accountForReadings`
 */
export async function compareYears(
  deps: Deps,
  options: { readonly actor: ReadingActor; readonly resource: Resource },
): Promise<YearComparison> {
  const account = await accountForReadings(deps, deps.db, options.actor, { archived: true });
  const meters = account.meters.filter(({ resource }) => resource === options.resource);
  const from = account.fromPeriod ?? '';
  const used = sumConsumption(meters.map((meter) => monthsOf(meter).filter(({ period }) => period > from)));
  const newest = used.at(-1)?.period;
  if (newest === undefined) throw new DomainError('READINGS_NO_HISTORY');
  const today = monthOf(dateIn(deps.clock.now(), account.zone));
  // The running month has no reading yet; one that nobody read for long is shown empty, not left out.
  const complete = addMonths(today, -1);
  const end = comparePeriods(newest, complete) > 0 ? newest : complete;
  const byPeriod = new Map(used.map((month) => [month.period, month]));
  const months = Array.from({ length: 12 }, (_, index) => {
    const period = addMonths(end, index - 11);
    const now = byPeriod.get(period);
    const yearAgo = byPeriod.get(addMonths(period, -12));
    return {
      period,
      now: now?.total ?? null,
      yearAgo: yearAgo?.total ?? null,
      estimated: now?.estimated ?? false,
    };
  });
  return { account, resource: options.resource, months };
}

function monthsOf(meter: LoadedMeter): MonthConsumption[] {
  return consumptionOf(meter);
}

/** One line of the exported history. */
export interface ExportedReading {
  readonly meter: LoadedMeter;
  readonly row: Omit<HistoryRow, 'consumption' | 'estimated'>;
}

/** Longer histories than this are cut: ten years of ten meters fit. */
const EXPORT_ROWS = 3_000;

/** Every reading of the account that the person may see, by meter, newest first. */
export async function exportHistory(
  deps: Deps,
  options: { readonly actor: ReadingActor },
): Promise<{ readonly account: MeteredAccount; readonly readings: readonly ExportedReading[] }> {
  const account = await accountForReadings(deps, deps.db, options.actor, { archived: true });
  const rows = await deps.db.reading.findMany({
    where: {
      meterId: { in: account.meters.map(({ id }) => id) },
      isCurrent: true,
      ...(account.fromPeriod === null ? {} : { period: { gte: account.fromPeriod } }),
    },
    orderBy: [{ meterId: 'asc' }, { period: 'desc' }],
    take: EXPORT_ROWS,
  });
  return {
    account,
    readings: rows.flatMap(({ meterId, period, values, number, takenAt, source, status, reason }) => {
      const meter = account.meters.find(({ id }) => id === meterId);
      if (meter === undefined || !isPeriod(period)) return [];
      const decimals = values.map((value) => valueFromDecimal(value.toFixed()));
      return [{ meter, row: { number, period, values: decimals, takenAt, source, status, reason } }];
    }),
  };
}
