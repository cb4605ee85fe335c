import { dateIn } from '../../domain/clock-zone.ts';
import { consumptionByMonth, type MonthConsumption } from '../../domain/consumption.ts';
import { type MeterValue, monthsBetween } from '../../domain/meters.ts';
import { monthOf, type Period } from '../../domain/period.ts';
import type { CheckContext, MeterFacts } from '../../domain/readings.ts';
import {
  type LoadedMeter,
  type LoadedReading,
  type MeteredAccount,
  READINGS_LOADED,
} from './load-metered.ts';

/** Months of a meter's own history that a jump is measured against. */
const HISTORY_MONTHS = 12;

/** What counts before the month a reading is for: the newest reading that the company did not reject. */
export function previousReading(meter: LoadedMeter, period: Period): LoadedReading | null {
  return meter.readings.find((reading) => reading.period < period && reading.status !== 'rejected') ?? null;
}

/** The reading that stands for the month. */
export function currentReading(meter: LoadedMeter, period: Period): LoadedReading | null {
  return meter.readings.find((reading) => reading.period === period) ?? null;
}

/** What the meter used by month, oldest first; rejected readings do not count. */
export function consumptionOf(meter: LoadedMeter): MonthConsumption[] {
  const readings = meter.readings
    .filter(({ status }) => status !== 'rejected')
    .map(({ period, values, source }) => ({ period, values, estimated: source === 'estimate' }))
    .reverse();
  return consumptionByMonth({
    zones: meter.zones,
    digits: meter.digits,
    // Two years of readings may not reach back to the installation.
    initialValues: meter.readings.length < READINGS_LOADED ? meter.initialValues : [],
    final: finalOf(meter),
    readings,
  });
}

/** The last values of a meter that was taken away, with the month of that. */
export function finalOf(
  meter: Pick<LoadedMeter, 'finalValues' | 'removedOn'>,
): { readonly values: readonly MeterValue[]; readonly period: Period } | null {
  return meter.removedOn === null || meter.finalValues.length === 0
    ? null
    : { values: meter.finalValues, period: monthOf(meter.removedOn) };
}

/** What the checks need to know about a meter for a reading of a month. */
export function factsOf(meter: LoadedMeter, period: Period): MeterFacts {
  const previous = previousReading(meter, period);
  const initial = meter.initialValues.length === meter.zones ? meter.initialValues : null;
  const values = previous?.values ?? initial;
  const history = consumptionOf(meter)
    .filter((month) => month.period < period)
    .slice(-HISTORY_MONTHS)
    .reverse();
  return {
    resource: meter.resource,
    zones: meter.zones,
    digits: meter.digits,
    decimals: meter.decimals,
    automatic: meter.automatic,
    archived: meter.archived,
    nextVerificationOn: meter.nextVerificationOn,
    previous: values === null ? null : { values, estimated: previous?.source === 'estimate' },
    months: previous === null ? 1 : Math.max(1, monthsBetween(previous.period, period)),
    history: history.map(({ zones }): readonly MeterValue[] => zones),
  };
}

/** The circumstances of a check, the same for every entrance. */
export function contextOf(
  account: Pick<MeteredAccount, 'zone' | 'expiredVerification' | 'meters'>,
  meter: LoadedMeter,
  options: { readonly period: Period; readonly now: Date; readonly locale: 'ru' | 'en' },
): CheckContext {
  const { period, now, locale } = options;
  return {
    now,
    locale,
    today: dateIn(now, account.zone),
    expiredVerification: account.expiredVerification,
    siblings: account.meters
      .filter(({ id }) => id !== meter.id)
      .flatMap((sibling) => {
        const { resource, previous, history } = factsOf(sibling, period);
        return previous === null ? [] : [{ resource, previous: previous.values, history }];
      }),
  };
}
