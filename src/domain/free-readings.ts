import type { Resource } from './meters.ts';
import { isNumberWord, takeNumeral } from './number-words.ts';

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

type Token =
  | { readonly kind: 'number'; readonly text: string; readonly spaced: boolean }
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'zone'; readonly zone: number }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'separator' }
  | { readonly kind: 'word'; readonly word: string };

/** Longer messages are letters, not readings. */
const MAX_LENGTH = 500;
/** Questions, complaints and sums that name a resource and a number are not readings. */
const NOT_READINGS =
  /\?|руб|₽|коп\.|тариф[а-я]* (?:вырос|подн)|почему|зачем|сколько|когда|какая|какой|нет (?:горяч|холод|вод|свет|газ|отопл)|не работа|отключ|протеч|прорва|течет|теч[ьи]|температур|градус|авари|сломал|замен[аиу]|поверк|how much|why|when|no (?:hot|cold|water)/;

/**
 * Read a message like «хвс 123,4 гвс 56», «свет т1 5432 т2 2100», «123 холодная, 56 горячая»: any order, typing slips,
 * units, numerals in words. null when it is no reading: there must be a meter's name with a number (or «без изменений»).
 * Which meter of the person is meant is decided by `match-free-readings.ts`.
 */
export function parseFreeReadings(text: string): FreeMessage | null {
  if (text.length > MAX_LENGTH || NOT_READINGS.test(text.toLowerCase().replaceAll('ё', 'е'))) return null;
  const prepared = prepare(text);
  const tokens = tokenize(prepared.text);
  const longNumbers: string[] = [];
  const short = tokens.filter((token) => {
    const long = token.kind === 'number' && /^\d{9,}$/.test(token.text);
    if (long) longNumbers.push(token.text);
    return !long;
  });
  const turned = valuesComeFirst(short);
  const items = turned
    ? collect([...short].reverse())
        .map(turnNumbers)
        .reverse()
    : collect(short);
  if (items.length === 0) return null;
  const otherWords = tokens.flatMap((token) => (token.kind === 'word' ? [token.word] : []));
  return { items, longNumbers, otherWords, flat: prepared.flat };
}

// ── preparing ─────────────────────────────────────────────────────────────

/** What is taken out before words are looked at. «добрый день» must not become a zone. */
const NOISE: readonly RegExp[] = [
  /добр(?:ый|ое|ой|ого)\s+(?:день|дня|вечер|утро|утра|ночи|времени\s+суток)/g,
  // Dates and months: «за 21.11.2026», «на 20.11», «за ноябрь 2026 года».
  /\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)(?:\s*г\p{L}*\.?)?/gu,
  /(?:^|\s)(?:на|за|от|дата)\s+\d{1,2}[./](?:0[1-9]|1[0-2])(?![\d])/g,
  /(?:^|\s)(?:на|за|от)?\s*(?:\d{1,2}(?:-?(?:го|е|ое))?\s+)?(?:январ|феврал|март|апрел|ма[йяе](?!\p{L})|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*(?:\s+20\d\d)?(?:\s*(?:г|год|года)(?!\p{L})\.?)?/gu,
  /(?:^|\s)(?:на|за)\s+(?:сегодня|этот\s+месяц|прошлый\s+месяц|месяц)/g,
  // Units.
  /(?:куб(?:ических|ические|ов|а|ометр\p{L}*|\.?\s*м(?:етр\p{L}*)?|ики|иков)?\.?|м\s?\^?[3³]|м\.?\s?куб\.?|квт\s?[·*⋅./-]?\s?ч(?:ас\p{L}*)?\.?|киловатт?\p{L}*|квт|гкал|гигакалори\p{L}*|kwh|m3|м³|литр\p{L}*)(?!\p{L})/gu,
];
const FLAT = /(?:^|[\s,;])(?:кв(?:артира|артиры|артире)?|flat|apt)\.?\s*№?\s*(\d{1,4}[а-я]?)(?![\d\p{L}])/u;

function prepare(text: string): { readonly text: string; readonly flat: string | null } {
  let clean = ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[«»"'`*#№]/g, ' ')
    .replaceAll(/[–—−]/g, '-')} `;
  const flat = FLAT.exec(clean)?.[1] ?? null;
  clean = clean.replace(FLAT, ' ; ');
  for (const noise of NOISE) clean = clean.replaceAll(noise, ' ');
  return { text: clean, flat };
}

// ── words ─────────────────────────────────────────────────────────────────

/** Exact short names: abbreviations, speech, wrong keyboard layout, Latin letters. */
const SHORT: Readonly<Record<Resource, readonly string[]>> = {
  cold_water: [
    'хвс',
    'хв',
    'хол',
    'холод',
    'х',
    'хвсы',
    'хвск',
    'хвсу',
    'хвэс',
    'хэвээс',
    'хавээс',
    'хвd',
    'xvs',
    'xbc',
    'hvs',
    'cw',
    'cold',
    '[dc',
    '[d',
    'хд',
    'синий',
    'син',
    'хвода',
  ],
  hot_water: [
    'гвс',
    'гв',
    'гор',
    'г',
    'гвсы',
    'гвэс',
    'гэвээс',
    'гавээс',
    'gvs',
    'hw',
    'hot',
    'udc',
    'ud',
    'красный',
    'крас',
    'гвода',
  ],
  electricity: [
    'эл',
    'ээ',
    'эн',
    'элво',
    'свет',
    'света',
    'свету',
    'светик',
    'элсч',
    'элэн',
    'эльво',
    'электра',
    'el',
    'svet',
    'power',
    'light',
    'cdtn',
    'элэнергия',
    'эльэнергия',
    'квтч',
  ],
  heat: ['то', 'тэ', 'цо', 'heat', 'heating'],
  gas: ['газ', 'газа', 'газу', 'газы', 'gas', 'gaz', 'ufp'],
};
/** Longer names, found with typing slips. */
const LONG: Readonly<Record<Resource, readonly string[]>> = {
  cold_water: [
    'холодная',
    'холодной',
    'холодную',
    'холодное',
    'холодный',
    'холодн',
    'холводы',
    'холвода',
    'хвода',
    'холодноводоснабжение',
  ],
  hot_water: [
    'горячая',
    'горячей',
    'горячую',
    'горячее',
    'горячий',
    'горяч',
    'горводы',
    'горвода',
    'горячеводоснабжение',
  ],
  electricity: [
    'электричество',
    'электричества',
    'электричеству',
    'электроэнергия',
    'электроэнергии',
    'электроэнергию',
    'электро',
    'электросчетчик',
    'электрика',
    'электроснабжение',
    'энергия',
    'electricity',
    'electric',
  ],
  heat: ['отопление', 'отопления', 'отоплению', 'теплоэнергия', 'тепло', 'теплосчетчик', 'тепла', 'теплу'],
  gas: ['газоснабжение', 'газовый', 'газсчетчик'],
};
const DAY = /^(?:день|днем|дня|дневной|дневная|дневное|дневные|дневн|дн|day|пик|пиковая|пиковый|пиковое)$/;
const NIGHT = /^(?:ночь|ночи|ночью|ночной|ночная|ночное|ночные|ночн|ноч|night)$/;
const HALF_PEAK = /^(?:полупик|полупиковая|полупиковый|полупиковое|полупика|п\/п)$/;
/** «т1», «t2», «тариф1», «т.1» after dots were dropped */
const ZONE = /^(?:т|t|тэ|тариф\p{L}*|зона)([123])$/u;
const ZONE_WORD = /^(?:т|t|тэ|тариф\p{L}*|зона|зоне)$/u;
const SPOKEN_ZONES: Readonly<Record<string, number>> = {
  один: 0,
  первый: 0,
  первая: 0,
  два: 1,
  второй: 1,
  вторая: 1,
  три: 2,
  третий: 2,
  третья: 2,
};
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(?:кухн\p{L}*|кух|kitchen)$/u, 'кух'],
  [/^(?:ванн\p{L}*|ванна|вана|ваная|bath|bathroom)$/u, 'ван'],
  [/^(?:туалет\p{L}*|туал|wc|toilet)$/u, 'туал'],
  [/^(?:сануз\p{L}*|су|с\/у)$/u, 'сан'],
  [/^(?:душ\p{L}*)$/u, 'душ'],
  [/^(?:прихож\p{L}*|коридор\p{L}*|hall)$/u, 'кор'],
];
const SAME =
  /^(?:без\s+изменени[йя]|не\s+изменил(?:ся|ась|ось|ись)|как\s+(?:и\s+)?(?:в\s+)?прошл\p{L}*(?:\s+(?:раз|месяц\p{L}*))?|столько\s+же|то\s+же\s+самое|те\s+же|unchanged|no\s+change)/u;

/** Edit distance of two words, at most `limit`; more is `limit + 1`. A swap of neighbours is one. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + cost,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? limit + 1;
}

const FUZZY_FROM = 5;

function resourceOf(word: string): Resource | null {
  for (const [resource, names] of entriesOf(SHORT)) if (names.includes(word)) return resource;
  let best: { resource: Resource; off: number } | null = null;
  for (const [resource, names] of entriesOf(LONG)) {
    for (const name of names) {
      if (name === word) return resource;
      if (word.length < FUZZY_FROM || name.length < FUZZY_FROM) continue;
      // One of the first letters is right nearly always, and it spares most of the comparing.
      if (word[0] !== name[0] && word[1] !== name[1]) continue;
      const limit = name.length >= 8 ? 2 : 1;
      const off = distance(word, name, limit);
      if (off <= limit && (best === null || off < best.off)) best = { resource, off };
    }
  }
  return best?.resource ?? null;
}

function entriesOf<T>(table: Readonly<Record<Resource, T>>): (readonly [Resource, T])[] {
  return [
    ['cold_water', table.cold_water],
    ['hot_water', table.hot_water],
    ['electricity', table.electricity],
    ['heat', table.heat],
    ['gas', table.gas],
  ];
}

// ── tokens ────────────────────────────────────────────────────────────────

/** Spoken or dotted abbreviations, made one word before splitting. */
const JOINED: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})х[\s./-]{1,2}в(?:[\s./-]{1,2}с)?(?!\p{L})/gu, ' хвс '],
  [/(?<!\p{L})г[\s./-]{1,2}в(?:[\s./-]{1,2}с)?(?!\p{L})/gu, ' гвс '],
  [/(?<!\p{L})(?:ха|хэ|хе)\s+в[эе]\s+эс(?!\p{L})/gu, ' хвс '],
  [/(?<!\p{L})(?:гэ|ге|га)\s+в[эе]\s+эс(?!\p{L})/gu, ' гвс '],
  [/(?<!\p{L})э[\s./-]{1,2}э(?!\p{L})/gu, ' ээ '],
  [/(?<!\p{L})эл[\s./-]{0,2}(?:во|энерги\p{L}*|эн)(?!\p{L})/gu, ' эл '],
  [/(?<!\p{L})(?:т|t|тэ|тариф)\.?\s?[-_]?([123])(?=[\s:=\-–.,;]|$)(?![.,]\d)/gu, ' т$1 '],
  [/(?<!\p{L})([123])\s?(?:тариф\p{L}*|зона)(?!\p{L})/gu, ' т$1 '],
  [/(?<!\p{L})полу[\s-]пик/gu, ' полупик'],
  [/(?<!\p{L})с\/у(?!\p{L})/gu, ' сануз '],
];

function tokenize(text: string): Token[] {
  let joined = text;
  for (const [pattern, replacement] of JOINED) joined = joined.replaceAll(pattern, replacement);
  const tokens: Token[] = [];
  // Letters glued to digits are parted, except zones: «хвс123», «123хвс».
  const pieces = joined.match(/(?:т|t)[123](?![\d\p{L}])|\[dc|\[d|[\p{L}/]+|\d+(?:[.,]\d+)?|[^\s]/gu) ?? [];
  const words = pieces.map((piece) => piece.trim());
  for (let at = 0; at < words.length; ) at += take(words, at, tokens, joined);
  return tokens;
}

/** Read one token at `at`; returns how many pieces it took. */
function take(words: readonly string[], at: number, tokens: Token[], whole: string): number {
  const word = words[at] ?? '';
  if (/^\d/.test(word)) {
    tokens.push({ kind: 'number', text: word.replace(',', '.'), spaced: tokens.at(-1)?.kind === 'number' });
    return 1;
  }
  const same = SAME.exec(words.slice(at, at + 4).join(' '));
  if (same !== null) {
    tokens.push({ kind: 'same' });
    return same[0].split(' ').length;
  }
  const zone = ZONE.exec(word)?.[1];
  if (zone !== undefined) {
    tokens.push({ kind: 'zone', zone: Number(zone) - 1 });
    return 1;
  }
  const spoken = SPOKEN_ZONES[words[at + 1] ?? ''];
  if (ZONE_WORD.test(word) && spoken !== undefined) {
    tokens.push({ kind: 'zone', zone: spoken });
    return 2;
  }
  if (ZONE_WORD.test(words[at + 1] ?? '') && SPOKEN_ZONES[word] !== undefined && !isNumberWord(word)) {
    tokens.push({ kind: 'zone', zone: SPOKEN_ZONES[word] ?? 0 });
    return 2;
  }
  if (isNumberWord(word)) {
    const numeral = takeNumeral(words, at);
    if (numeral !== null) {
      tokens.push({ kind: 'number', text: numeral.text, spaced: tokens.at(-1)?.kind === 'number' });
      return numeral.end - at;
    }
  }
  tokens.push(meaningOf(word, whole));
  return 1;
}

function meaningOf(word: string, whole: string): Token {
  if (!/[\p{L}[]/u.test(word)) return { kind: 'separator' };
  if (HALF_PEAK.test(word)) return { kind: 'zone', zone: 2 };
  // «день» beside «ночь» is a zone; alone it is a greeting or a date.
  if (DAY.test(word)) return isAboutZones(whole) ? { kind: 'zone', zone: 0 } : { kind: 'word', word };
  if (NIGHT.test(word)) return { kind: 'zone', zone: 1 };
  const place = PLACES.find(([pattern]) => pattern.test(word))?.[1];
  if (place !== undefined) return { kind: 'place', place };
  const resource = resourceOf(word);
  return resource === null ? { kind: 'word', word } : { kind: 'resource', resource };
}

function isAboutZones(text: string): boolean {
  return /ноч|night|пик|свет|эл|ээ|day|т[123]/.test(text);
}

// ── items ─────────────────────────────────────────────────────────────────

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
