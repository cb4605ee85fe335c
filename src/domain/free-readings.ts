import { fromOtherLayout, prepare, type Token, tokenize } from './free-tokens.ts';
import type { Resource } from './meters.ts';

/** A number as it was written: `123.4`; `spaced`: only a space stands between it and the number before it. */
export interface FreeNumber {
  readonly text: string;
  readonly spaced: boolean;
}

/** One "which meter, what value" of a message. */
export interface FreeItem {
  readonly resource: Resource;
  /** from 0; null = not said */
  readonly zone: number | null;
  /** the beginning of a place's name: `кух`; null = not said */
  readonly place: string | null;
  readonly numbers: readonly FreeNumber[];
  /** «без изменений»: the previous value once more */
  readonly same: boolean;
}

export interface FreeMessage {
  readonly items: readonly FreeItem[];
  /** Long numbers outside items: account numbers, serials. */
  readonly longNumbers: readonly string[];
  /** Words that mean nothing here: names of flats among them. */
  readonly otherWords: readonly string[];
  /** «кв 12» */
  readonly flat: string | null;
}

/** Longer messages are letters, not readings. */
const MAX_LENGTH = 500;
/** Questions, complaints and sums that name a resource and a number are not readings. */
const NOT_READINGS =
  /\?|руб|₽|коп\.|тариф[а-я]* (?:вырос|подн)|почему|зачем|сколько|когда|какая|какой|нет (?:горяч|холод|вод|свет|газ|отопл)|не работа|отключ|протеч|прорва|течет|теч[ьи]|температур|градус|авари|сломал|замен[аиу]|поверк|не было|не гор|мига|ржав|батаре|лампо|мастер|пришлите|вызов|жалоб|заплат|how much|why|when|no (?:hot|cold|water)/;

/**
 * Read a message like «хвс 123,4 гвс 56», «свет т1 5432 т2 2100», «123 холодная, 56 горячая»: any order, typing slips,
 * units, numerals in words. null when it is no reading: there must be a meter's name with a number (or «без изменений»).
 * Which meter of the person is meant is decided by `match-free-readings.ts`.
 */
export function parseFreeReadings(text: string): FreeMessage | null {
  const message = parseTyped(text);
  if (message !== null) return message;
  const meant = fromOtherLayout(text);
  return meant === null ? null : parseTyped(meant);
}

function parseTyped(text: string): FreeMessage | null {
  if (text.length > MAX_LENGTH || NOT_READINGS.test(text.toLowerCase().replaceAll('ё', 'е'))) return null;
  const prepared = prepare(text);
  const tokens = tokenize(prepared.text);
  const longNumbers: string[] = [];
  const short = tokens.filter((token) => {
    const long = token.kind === 'number' && /^\d{9,}$/.test(token.text);
    if (long) longNumbers.push(token.text);
    return !long;
  });
  const items = namesThenValues(short) ?? (valuesComeFirst(short) ? collectTurned(short) : collect(short));
  if (items.length === 0) return null;
  const otherWords = tokens.flatMap((token) => (token.kind === 'word' ? [token.word] : []));
  return { items, longNumbers, otherWords, flat: prepared.flat };
}

/** «холодная горячая 125 57», «125 и 57 холодная и горячая»: as many values as names, all of one then all of the other. */
function namesThenValues(tokens: readonly Token[]): FreeItem[] | null {
  const telling = tokens.filter(({ kind }) => kind !== 'word' && kind !== 'separator');
  const names = telling.flatMap((token) => (token.kind === 'resource' ? [token.resource] : []));
  const values = telling.flatMap((token) => (token.kind === 'number' ? [token.text] : []));
  const turns = telling.filter(({ kind }, at) => at > 0 && kind !== telling[at - 1]?.kind).length;
  const fits =
    names.length > 1 &&
    names.length === values.length &&
    names.length + values.length === telling.length &&
    new Set(names).size === names.length &&
    turns === 1;
  if (!fits) return null;
  return names.map((resource, at) => ({
    resource,
    zone: null,
    place: null,
    numbers: [{ text: values[at] ?? '', spaced: false }],
    same: false,
  }));
}

function collectTurned(tokens: readonly Token[]): FreeItem[] {
  return collect([...tokens].reverse())
    .map(turnNumbers)
    .reverse();
}

/** «123 хвс, 56 гвс»: the first thing said is a number and the last is a name. */
function valuesComeFirst(tokens: readonly Token[]): boolean {
  const telling = tokens.filter(({ kind }) => kind !== 'word' && kind !== 'separator');
  const first = telling[0]?.kind;
  const last = telling.at(-1)?.kind;
  return (
    (first === 'number' || first === 'same') && last !== undefined && last !== 'number' && last !== 'same'
  );
}

/** Numbers of one meter in the order they were written, after the message was read from its end. */
function turnNumbers(item: FreeItem): FreeItem {
  const spaced = item.numbers.map((number) => number.spaced);
  const numbers = [...item.numbers].reverse().map(({ text }, at) => ({ text, spaced: spaced[at] ?? false }));
  return { ...item, numbers };
}

interface Open {
  resource: Resource | null;
  zone: number | null;
  place: string | null;
  /** The place was named before the resource: it holds for the resources after it. */
  placeLeads: boolean;
  numbers: FreeNumber[];
  same: boolean;
}

function collect(tokens: readonly Token[]): FreeItem[] {
  const items: FreeItem[] = [];
  const open: Open = { resource: null, zone: null, place: null, placeLeads: false, numbers: [], same: false };
  const has = (): boolean => open.numbers.length > 0 || open.same;
  const close = (): void => {
    // Zones belong to electricity; nothing else has them.
    const resource = open.resource ?? (open.zone === null ? null : 'electricity');
    if (resource !== null && has()) {
      items.push({ resource, zone: open.zone, place: open.place, numbers: open.numbers, same: open.same });
    }
    open.numbers = [];
    open.same = false;
  };
  let separated = false;
  for (const token of tokens) {
    switch (token.kind) {
      case 'resource':
        if (has()) close();
        // «электричество свет т1»: said twice, meant once.
        open.placeLeads = open.placeLeads || (open.place !== null && !has() && open.resource === null);
        if (!open.placeLeads) open.place = null;
        open.resource = token.resource;
        open.zone = null;
        break;
      case 'zone':
        if (has()) close();
        if (open.resource !== 'electricity') open.resource = 'electricity';
        open.zone = token.zone;
        break;
      case 'place':
        if (has()) {
          close();
          if (open.placeLeads) open.resource = null;
        }
        open.place = token.place;
        break;
      case 'number':
        open.numbers.push({
          text: token.text,
          spaced: token.spaced && !separated && open.numbers.length > 0,
        });
        break;
      case 'same':
        open.same = true;
        break;
      case 'separator':
      case 'word':
        break;
    }
    separated = token.kind === 'separator';
  }
  close();
  return items;
}
