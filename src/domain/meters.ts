import { type BillingDate, monthOf, type Period } from './period.ts';

export const RESOURCES = ['cold_water', 'hot_water', 'electricity', 'heat', 'gas'] as const;
export type Resource = (typeof RESOURCES)[number];

export function isResource(value: unknown): value is Resource {
  return RESOURCES.some((resource) => resource === value);
}

/**
 * What a dial shows, in whole ten-thousandths of its unit (m³, kWh, Gcal): exact, because ten digits and four
 * decimals fit a number. Never negative.
 */
export type MeterValue = number;

/** Ten-thousandths in one unit. */
export const VALUE_SCALE = 10_000;
const VALUE_DECIMALS = 4;
export const MAX_DIGITS = 10;

/** Units written after a value; case and spaces do not matter. */
const UNIT =
  /\s*(?:куб\.?\s*м\.?|кубов|куба|кубометр\p{L}*|м\s*[3³]|м\.?\s*куб\.?|квт\s*[·*⋅.\-/]?\s*ч\.?|квт|гкал|kwh|m3|m³|gcal)\s*$/iu;
const VALUE = /^0*(\d{1,12})(?:[.,](\d{1,12}))?$/;

export type ValueReading =
  | { readonly ok: true; readonly value: MeterValue; readonly decimals: number }
  | { readonly ok: false; readonly code: 'READING_NOT_A_NUMBER' | 'READING_TOO_LONG' };

/**
 * Read what people copy from a dial: `00123,456`, `123.4`, `1 234,5`, `123 м3`. Spaces group digits, a comma or a point
 * begins the decimals, zeros in front mean nothing. `decimals` counts the significant ones.
 */
export function parseMeterValue(text: string): ValueReading {
  const bare = text.normalize('NFKC').replace(UNIT, '').replaceAll(/[\s_]/g, '').replace(/[.,]$/, '');
  if (!/^\d+(?:[.,]\d+)?$/.test(bare)) return { ok: false, code: 'READING_NOT_A_NUMBER' };
  const match = VALUE.exec(bare);
  if (match === null) return { ok: false, code: 'READING_TOO_LONG' };
  const [, whole = '', fraction = ''] = match;
  const significant = fraction.replace(/0+$/, '');
  if (whole.length > MAX_DIGITS || significant.length > VALUE_DECIMALS)
    return { ok: false, code: 'READING_TOO_LONG' };
  const value = Number(whole) * VALUE_SCALE + Number(significant.padEnd(VALUE_DECIMALS, '0') || '0');
  return { ok: true, value, decimals: significant.length };
}

/** `123.4`: how the database takes and gives it. */
export function valueToDecimal(value: MeterValue): string {
  const fraction = String(value % VALUE_SCALE)
    .padStart(VALUE_DECIMALS, '0')
    .replace(/0+$/, '');
  return `${Math.floor(value / VALUE_SCALE)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A decimal of the database. @throws RangeError when it is none */
export function valueFromDecimal(text: string): MeterValue {
  const reading = parseMeterValue(text);
  if (!reading.ok) throw new RangeError(`not a value of a meter: ${text}`);
  return reading.value;
}

/** `1 234,5` in Russian (no-break space), `1,234.5` in English. */
export function formatMeterValue(value: MeterValue, locale: 'ru' | 'en'): string {
  const [whole = '', fraction] = valueToDecimal(value).split('.');
  const grouped =
    whole.length > 4 ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, locale === 'ru' ? '\u00a0' : ',') : whole;
  return fraction === undefined ? grouped : `${grouped}${locale === 'ru' ? ',' : '.'}${fraction}`;
}

/** One more than the dial can show. */
export function capacityOf(digits: number): MeterValue {
  return 10 ** digits * VALUE_SCALE;
}

/** The most that zones may be. */
export const MAX_ZONES = 3;

/** Digits and decimals of dials that nobody described. */
export const USUAL_DIAL: Readonly<Record<Resource, Dial>> = {
  cold_water: { digits: 5, decimals: 3 },
  hot_water: { digits: 5, decimals: 3 },
  electricity: { digits: 6, decimals: 2 },
  heat: { digits: 6, decimals: 4 },
  gas: { digits: 5, decimals: 3 },
};

/** Whole digits (1–10) and decimals (0–4) of a dial. */
export interface Dial {
  readonly digits: number;
  readonly decimals: number;
}

/** `5 3`, `5+3`, `5,3`, `6`: whole digits, then decimals; null when no dial is like that. */
export function parseDial(text: string): Dial | null {
  const match = /^(\d{1,2})(?:\s*[\s+,./-]\s*(\d))?$/.exec(text.trim());
  const [digits, decimals] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  return match !== null && digits >= 1 && digits <= MAX_DIGITS && decimals <= VALUE_DECIMALS
    ? { digits, decimals }
    : null;
}

export const MAX_SERIAL = 40;
export const MAX_PLACE = 40;

/** A factory number as people copy it: `№ 12-345 678`; null when it is empty or too long. */
export function parseSerial(text: string): string | null {
  const serial = text
    .normalize('NFKC')
    .replace(/^\s*(?:№|N[oо]?\.?(?=\s|\d)|#)\s*/iu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  // A comma makes it a reading that was typed a question too late.
  const fits = Array.from(serial).length <= MAX_SERIAL && /^[\p{L}\d][\p{L}\d\s./_-]*$/u.test(serial);
  return fits ? serial : null;
}

export type ZoneValues =
  | { readonly ok: true; readonly values: readonly MeterValue[] }
  | {
      readonly ok: false;
      readonly code: 'READING_NOT_A_NUMBER' | 'READING_TOO_LONG' | 'READING_ZONES';
      readonly details: Readonly<Record<string, number>>;
    };

/** Values of all zones as people type them: spaces, `/` or `;` between; a single zone may have spaces in its digits. */
export function parseZoneValues(text: string, zones: number): ZoneValues {
  const pieces = zones === 1 ? [text] : text.trim().split(/[\s;/|]+|,\s+/);
  const values: MeterValue[] = [];
  for (const piece of pieces) {
    const read = parseMeterValue(piece);
    if (!read.ok) return { ok: false, code: read.code, details: {} };
    values.push(read.value);
  }
  return pieces.length === zones
    ? { ok: true, values }
    : { ok: false, code: 'READING_ZONES', details: { zones, given: pieces.length } };
}

/** What a name of a meter's kind in a file or a message means. Compared in lower case, ё as е, letters only. */
const RESOURCE_NAMES: Readonly<Record<Resource, RegExp>> = {
  cold_water:
    /^(?:хвс|хв|хол|холвода|холодная|холодноеводоснабжение|холоднаявода|водоснабжениехолодное|хол.*|cold.*|cw|cold_water)$/,
  hot_water: /^(?:гвс|гв|гор|горячаявода|горячая|горячееводоснабжение|гор.*|hot.*|hw|hot_water)$/,
  electricity: /^(?:эл|элэ|элек.*|электр.*|ээ|свет|power|electr.*|el)$/,
  heat: /^(?:тепло.*|отопл.*|тэ|цо|heat.*)$/,
  gas: /^(?:газ.*|gas.*)$/,
};

/** A resource by the word a register uses (`ХВС`, `ЭЛ`, `Отопление`); null when it is none. */
export function resourceByName(name: string): Resource | null {
  const bare = name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^a-zа-я_]/g, '');
  return RESOURCES.find((resource) => RESOURCE_NAMES[resource].test(bare)) ?? null;
}

/** How far a meter is from its next verification on a day. */
export function verificationState(
  nextVerificationOn: BillingDate | null,
  today: BillingDate,
): 'unknown' | 'valid' | 'near' | 'expired' {
  if (nextVerificationOn === null) return 'unknown';
  if (nextVerificationOn < today) return 'expired';
  const days =
    (Date.parse(`${nextVerificationOn}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  return days <= NEAR_DAYS ? 'near' : 'valid';
}

const NEAR_DAYS = 60;

/** Whole months from one billing month to a later one. */
export function monthsBetween(from: Period, to: Period): number {
  const index = (of: Period): number => {
    const [year = 0, month = 0] = of.split('-').map(Number);
    return year * 12 + month;
  };
  return index(to) - index(from);
}

/** The billing month of a day; for readings that come with a date and no month. */
export const periodOfDay = monthOf;
