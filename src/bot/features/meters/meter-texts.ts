import {
  formatMeterValue,
  type MeterValue,
  type Resource,
  valueFromDecimal,
  valueToDecimal,
} from '../../../domain/meters.ts';
import { type BillingDate, parseBillingDate } from '../../../domain/period.ts';
import type { Translator } from '../../../texts/texts.ts';
import { fitCaption } from '../../ui/buttons.ts';

/** A meter as far as its name goes. */
export interface NamedMeter {
  readonly resource: Resource;
  readonly serial: string;
  readonly place: string | null;
  /** the resident's own */
  readonly name: string | null;
}

/** `💧 Холодная вода, кухня, № 100001`; plain, for texts that escape it. */
export function meterLabel(meter: NamedMeter, tr: Translator): string {
  const place = meter.name ?? meter.place;
  const resource = tr.plain(`meters-resource-${meter.resource}`);
  const serial = tr.plain('meters-serial', { serial: meter.serial });
  return [resource, ...(place === null ? [] : [place]), serial].join(', ');
}

/** `💧 ХВС кухня`, or with the serial where nothing tells two apart. */
export function meterCaption(meter: NamedMeter, all: readonly NamedMeter[], tr: Translator): string {
  const short = tr.plain(`meters-short-${meter.resource}`);
  const own = meter.name ?? meter.place;
  const alike = all.filter(
    (other) => other.resource === meter.resource && (other.name ?? other.place) === own,
  );
  const tail = alike.length > 1 ? meter.serial : own;
  return fitCaption(tail === null ? short : `${short} ${tail}`);
}

/** `123,4`; zones as `5 432 / 2 100`. Takes decimal texts. */
export function valuesText(values: readonly string[], tr: Translator): string {
  return values.map((value) => formatMeterValue(valueFromDecimal(value), tr.locale)).join(' / ');
}

/** The same from values as the domain has them. */
export const decimalText = (values: readonly MeterValue[], tr: Translator): string =>
  valuesText(values.map(valueToDecimal), tr);

/** `4,5 м³`, all zones together. Takes decimal texts. */
export function amountText(resource: Resource, values: readonly string[], tr: Translator): string {
  const sum = values.reduce((total, value) => total + valueFromDecimal(value), 0);
  return tr.plain('meters-amount', {
    amount: formatMeterValue(sum, tr.locale),
    unit: tr.plain(`meters-unit-${resource}`),
  });
}

/** A billing date as people write it. */
export function dayText(day: string, tr: Translator): string {
  const date: BillingDate | null = parseBillingDate(day);
  return date === null ? day : tr.date(date, 'UTC');
}
