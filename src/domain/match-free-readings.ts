import type { FreeItem, FreeMessage, FreeNumber } from './free-readings.ts';
import { type MeterValue, parseMeterValue, type Resource, valueToDecimal } from './meters.ts';

/** A meter as far as a message may mean it. */
export interface MatchableMeter {
  readonly meterId: number;
  readonly resource: Resource;
  readonly serial: string;
  /** the company's place and the resident's own name, in any case */
  readonly place: string;
  readonly zones: number;
  readonly digits: number;
  readonly decimals: number;
  readonly previous: readonly MeterValue[] | null;
}

export interface MatchableAccount {
  readonly linkId: number;
  readonly number: string;
  readonly flat: string | null;
  /** the resident's own name of the flat */
  readonly name: string | null;
  readonly meters: readonly MatchableMeter[];
}

export interface MatchedReading {
  readonly meterId: number;
  /** Texts as the form takes them, one for each zone. */
  readonly values: readonly string[];
}

export interface AccountMatch {
  readonly linkId: number;
  readonly readings: readonly MatchedReading[];
  /** Values for which no one meter could be told: which of two, or not all zones. */
  readonly unclear: number;
  /** Values of resources the flat has no meter for. */
  readonly missing: number;
}

/**
 * Which meters of which flats a message means. Flats that the message names (account number, flat, own name) go before
 * all others; then those where every value finds its meter. Several = the person is asked; none = no such meters.
 */
export function matchFreeReadings(
  message: FreeMessage,
  accounts: readonly MatchableAccount[],
): readonly AccountMatch[] {
  const named = accounts.filter((account) => isNamed(account, message));
  const matches = (named.length > 0 ? named : accounts)
    .map((account) => matchAccount(message.items, account))
    .filter((match) => match.readings.length > 0 || match.unclear > 0);
  const complete = matches.filter(({ missing }) => missing === 0);
  return complete.length > 0 ? complete : matches;
}

function isNamed(account: MatchableAccount, message: FreeMessage): boolean {
  if (message.longNumbers.includes(account.number)) return true;
  if (message.flat !== null && message.flat === account.flat?.toLowerCase()) return true;
  const words = wordsOf(account.name ?? '').filter((word) => word.length >= 3);
  return words.some((word) => message.otherWords.some((other) => sameStem(word, other)));
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}]+/gu) ?? []
  );
}

/** «дача» and «даче», «родители» and «родителей»: all but the last letters agree. */
function sameStem(a: string, b: string): boolean {
  const length = Math.max(3, Math.min(a.length, b.length) - 2);
  return Math.abs(a.length - b.length) <= 2 && a.slice(0, length) === b.slice(0, length);
}

function matchAccount(items: readonly FreeItem[], account: MatchableAccount): AccountMatch {
  const values = new Map<number, (string | undefined)[]>();
  let unclear = 0;
  let missing = 0;
  const resources = new Set(items.map(({ resource }) => resource));
  for (const resource of resources) {
    const meters = account.meters.filter((meter) => meter.resource === resource);
    const said = items.filter((item) => item.resource === resource);
    if (meters.length === 0) {
      missing += said.length;
      continue;
    }
    for (const [index, item] of said.entries()) {
      const taken = assign(item, index, said, meters);
      if (taken === null) unclear += 1;
      for (const { meter, zone, texts } of taken ?? []) {
        const known = values.get(meter.meterId) ?? Array.from({ length: meter.zones }, () => undefined);
        for (const [at, text] of texts.entries()) known[zone + at] = text;
        values.set(meter.meterId, known);
      }
    }
  }
  const readings: MatchedReading[] = [];
  for (const [meterId, texts] of values) {
    const complete = texts.filter((text) => text !== undefined);
    if (complete.length === texts.length) readings.push({ meterId, values: complete });
    else unclear += 1;
  }
  return { linkId: account.linkId, readings, unclear, missing };
}

interface Assigned {
  readonly meter: MatchableMeter;
  readonly zone: number;
  readonly texts: readonly string[];
}

/** Whose values an item's numbers are; null = cannot be told. */
function assign(
  item: FreeItem,
  index: number,
  said: readonly FreeItem[],
  meters: readonly MatchableMeter[],
): readonly Assigned[] | null {
  const bySerial = meters.find(({ serial }) => item.numbers.length > 1 && item.numbers[0]?.text === serial);
  if (bySerial !== undefined) return ofMeter(bySerial, { ...item, numbers: item.numbers.slice(1) });
  const placed =
    item.place === null ? meters : meters.filter(({ place }) => isPlace(place, item.place ?? ''));
  const candidates = placed.length === 0 ? meters : placed;
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) return ofMeter(only, item);
  // «хвс1 12 хвс2 15»: a small number before the value tells which one.
  const [first, ...rest] = item.numbers;
  const ordinal = first !== undefined && /^[1-9]$/.test(first.text) ? Number(first.text) : 0;
  const numbered =
    ordinal > 0 && rest.length > 0 && said.every(({ numbers }) => /^[1-9]$/.test(numbers[0]?.text ?? ''));
  const chosen = numbered ? candidates[ordinal - 1] : undefined;
  if (chosen !== undefined) return ofMeter(chosen, { ...item, numbers: rest });
  // As many values as meters, in the order the screen shows them.
  const alone = said.length === 1 && item.zone === null && candidates.every(({ zones }) => zones === 1);
  if (alone && item.numbers.length === candidates.length) {
    return candidates.map((meter, at) => ({ meter, zone: 0, texts: [item.numbers[at]?.text ?? ''] }));
  }
  const inOrder =
    said.length === candidates.length && said.every(({ place, zone }) => place === null && zone === null);
  const next = inOrder ? candidates[index] : undefined;
  return next === undefined ? null : ofMeter(next, item);
}

function isPlace(place: string, stem: string): boolean {
  return wordsOf(place).some((word) => word.startsWith(stem));
}

function ofMeter(meter: MatchableMeter, item: FreeItem): readonly Assigned[] | null {
  if (item.same) {
    const texts = (meter.previous ?? []).map(valueToDecimal);
    return texts.length === meter.zones ? [{ meter, zone: 0, texts }] : null;
  }
  if (item.zone !== null && item.zone < meter.zones) {
    const text = oneValue(meter, item.zone, item.numbers);
    return text === null ? null : [{ meter, zone: item.zone, texts: [text] }];
  }
  if (meter.zones === 1) {
    const text = oneValue(meter, 0, item.numbers);
    return text === null ? null : [{ meter, zone: 0, texts: [text] }];
  }
  const [first, ...rest] = item.numbers;
  // «эл 1 5432 эл 2 2100»
  const ordinal = first !== undefined && /^[1-3]$/.test(first.text) ? Number(first.text) : 0;
  if (item.numbers.length === 2 && ordinal > 0 && ordinal <= meter.zones && meter.zones !== 2) {
    return [{ meter, zone: ordinal - 1, texts: rest.map(({ text }) => text) }];
  }
  if (item.numbers.length === 2 && ordinal > 0 && looksSmall(first, meter)) {
    return [{ meter, zone: ordinal - 1, texts: rest.map(({ text }) => text) }];
  }
  if (item.numbers.length !== meter.zones) return null;
  return [{ meter, zone: 0, texts: item.numbers.map(({ text }) => text) }];
}

/** «1» cannot be a value where the dial already shows thousands. */
function looksSmall(number: FreeNumber | undefined, meter: MatchableMeter): boolean {
  const reading = parseMeterValue(number?.text ?? '');
  const least = Math.min(...(meter.previous ?? [0]));
  return reading.ok && reading.value < least;
}

/**
 * One value out of what stands behind a meter's name: `123.4`, `1 234`, `00123 456` (the red digits after a space).
 * Where several are possible, the one nearest above the previous value.
 */
function oneValue(meter: MatchableMeter, zone: number, numbers: readonly FreeNumber[]): string | null {
  const [first, second, ...more] = numbers;
  if (first === undefined || more.length > 0) return null;
  if (second === undefined) return first.text;
  // «хвс 1 - 123»: the first of one is that one.
  if (first.text === '1' && !second.spaced) return second.text;
  if (!second.spaced) return null;
  const whole = /^\d+$/.test(first.text);
  const readings: string[] = [];
  if (whole && meter.decimals > 0 && new RegExp(`^\\d{${meter.decimals}}$`).test(second.text)) {
    readings.push(`${first.text}.${second.text}`);
  }
  if (/^[1-9]\d{0,2}$/.test(first.text) && /^\d{3}(?:\.\d+)?$/.test(second.text))
    readings.push(first.text + second.text);
  const before = meter.previous?.[zone] ?? 0;
  const [nearest] = readings
    .flatMap((text) => {
      const value = parseMeterValue(text);
      return value.ok ? [{ text, above: value.value - before }] : [];
    })
    .sort((a, b) => Number(a.above < 0) - Number(b.above < 0) || a.above - b.above);
  return nearest?.text ?? null;
}
