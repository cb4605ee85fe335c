import { multiplyRounded, parseDecimal } from './decimal.ts';
import type { MeterValue, Resource } from './meters.ts';
import { type Kopecks, kopecks, sumKopecks } from './money.ts';

/** A line of the account's last bill, as far as a tariff goes. */
export interface TariffLine {
  readonly service: string;
  readonly unit: string | null;
  /** roubles for one unit, decimal text */
  readonly tariff: string | null;
}

const VALUE_DECIMALS = 4;

/** Parts of a service that a meter in the flat does not count: common needs, drains, warming of the water. */
const NOT_OF_THE_METER = /(?<!\p{L})(?:одн|сои)(?!\p{L})|общедом|водоотв|канализ|подогрев|нужд гвс|норматив/u;
const SERVICES: Readonly<Record<Resource, RegExp>> = {
  cold_water: /холод|хвс|cold/,
  hot_water: /горяч|гвс|hot/,
  electricity: /электр|эл\. ?эн|э\/э|electr/,
  heat: /отопл|тепл|heat/,
  gas: /газ|gas/,
};
const UNITS: Readonly<Record<Resource, RegExp>> = {
  cold_water: /м|m/,
  hot_water: /м|m/,
  electricity: /квт|kw/,
  heat: /гкал|gcal/,
  gas: /м|m/,
};
const ZONES: readonly RegExp[] = [
  /(?:тариф\S* ?|т)1|день|днев|day|(?<!полу)пик/,
  /(?:тариф\S* ?|т)2|ноч|night/,
  /(?:тариф\S* ?|т)3|полупик/,
];

/** Roubles for one unit of a zone by the last bill; null when the bill does not say. */
export function tariffOf(
  resource: Resource,
  zone: { readonly index: number; readonly count: number },
  lines: readonly TariffLine[],
): string | null {
  const known = lines.filter(({ service, unit, tariff }) => {
    const name = service.toLowerCase().replaceAll('ё', 'е');
    const unitFits = unit === null || UNITS[resource].test(unit.toLowerCase());
    return tariff !== null && unitFits && SERVICES[resource].test(name) && !NOT_OF_THE_METER.test(name);
  });
  const ofZone = known.find(({ service }) => ZONES[zone.index]?.test(service.toLowerCase()) === true);
  if (ofZone !== undefined) return ofZone.tariff;
  return zone.count === 1 ? (known[0]?.tariff ?? null) : null;
}

/** About what a consumption will cost, kopecks; null when a zone's tariff is not known. */
export function estimateCost(
  resource: Resource,
  consumption: readonly MeterValue[],
  lines: readonly TariffLine[],
): Kopecks | null {
  const parts: Kopecks[] = [];
  for (const [index, amount] of consumption.entries()) {
    const tariff = tariffOf(resource, { index, count: consumption.length }, lines);
    const price = tariff === null ? null : parseDecimal(tariff);
    if (price === null) return null;
    parts.push(kopecks(Number(multiplyRounded({ units: BigInt(amount), scale: VALUE_DECIMALS }, price, 2))));
  }
  return sumKopecks(parts);
}
