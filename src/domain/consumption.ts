import { capacityOf, type MeterValue, monthsBetween } from './meters.ts';
import { addMonths, type Period } from './period.ts';

/** A counted reading of one meter: its values stand at the end of the month it is for. */
export interface CountedReading {
  readonly period: Period;
  readonly values: readonly MeterValue[];
  /** Made by the company instead of a reading. */
  readonly estimated: boolean;
}

export interface MeterLife {
  readonly zones: number;
  readonly digits: number;
  /** What the dial showed when it was installed; empty = not known. */
  readonly initialValues: readonly MeterValue[];
  /** What it showed when it was taken away, and the month of that; null = still there. */
  readonly final: { readonly values: readonly MeterValue[]; readonly period: Period } | null;
  /** by month, oldest first, one for a month */
  readonly readings: readonly CountedReading[];
}

export interface MonthConsumption {
  readonly period: Period;
  /** by zone */
  readonly zones: readonly MeterValue[];
  readonly total: MeterValue;
  /** Not read for this month: the company's estimate, or an even share of a longer gap. */
  readonly estimated: boolean;
}

/**
 * What one meter used month by month, oldest first. Months without a reading get an even share of the difference around
 * them, so that the year adds up; a dial that passed its end counts on.
 */
export function consumptionByMonth(meter: MeterLife): MonthConsumption[] {
  const months: MonthConsumption[] = [];
  let before: { values: readonly MeterValue[]; period: Period | null; estimated: boolean } | null =
    meter.initialValues.length === meter.zones
      ? { values: meter.initialValues, period: null, estimated: false }
      : null;
  const points: CountedReading[] = [...meter.readings];
  if (meter.final !== null && meter.final.values.length === meter.zones) {
    points.push({ period: meter.final.period, values: meter.final.values, estimated: false });
  }
  for (const reading of points) {
    if (before !== null) {
      const used = difference(meter, before, reading.values);
      const span = before.period === null ? 1 : Math.max(1, monthsBetween(before.period, reading.period));
      months.push(...shares(used, reading, span));
    }
    before = reading;
  }
  return mergeMonths(months);
}

/** What several meters used together, e.g. the old one and the one in its place. */
export function sumConsumption(meters: readonly (readonly MonthConsumption[])[]): MonthConsumption[] {
  return mergeMonths(meters.flat());
}

function difference(
  meter: MeterLife,
  before: { readonly values: readonly MeterValue[]; readonly estimated: boolean },
  values: readonly MeterValue[],
): MeterValue[] {
  return values.map((value, zone) => {
    const from = before.values[zone] ?? 0;
    if (value >= from) return value - from;
    // The estimate was too high: nothing was used beyond it.
    return before.estimated ? 0 : capacityOf(meter.digits) - from + value;
  });
}

function shares(used: readonly MeterValue[], reading: CountedReading, span: number): MonthConsumption[] {
  return Array.from({ length: span }, (_, index) => {
    const zones = used.map((amount) => {
      const even = Math.floor(amount / span);
      return index === span - 1 ? amount - even * (span - 1) : even;
    });
    return {
      period: addMonths(reading.period, index - span + 1),
      zones,
      total: zones.reduce((sum, amount) => sum + amount, 0),
      estimated: reading.estimated || span > 1,
    };
  });
}

function mergeMonths(months: readonly MonthConsumption[]): MonthConsumption[] {
  const byPeriod = new Map<Period, MonthConsumption>();
  for (const month of months) {
    const known = byPeriod.get(month.period);
    if (known === undefined) {
      byPeriod.set(month.period, month);
      continue;
    }
    const zones = Array.from(
      { length: Math.max(known.zones.length, month.zones.length) },
      (_, zone) => (known.zones[zone] ?? 0) + (month.zones[zone] ?? 0),
    );
    byPeriod.set(month.period, {
      period: month.period,
      zones,
      total: known.total + month.total,
      estimated: known.estimated || month.estimated,
    });
  }
  return [...byPeriod.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}
