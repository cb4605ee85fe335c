import {
  DAY,
  HALF_PEAK,
  NIGHT,
  PLACES,
  resourceOf,
  SAME,
  SPOKEN_ZONES,
  ZONE,
  ZONE_WORD,
} from './free-words.ts';
import type { Resource } from './meters.ts';
import { isNumberWord, takeFigures, takeNumeral } from './number-words.ts';

/** What a piece of a message means. */
export type Token =
  | { readonly kind: 'number'; readonly text: string; readonly spaced: boolean }
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'zone'; readonly zone: number }
  | { readonly kind: 'place'; readonly place: string }
  | { readonly kind: 'same' }
  | { readonly kind: 'separator' }
  | { readonly kind: 'word'; readonly word: string };

/** What is taken out before words are looked at. «добрый день» must not become a zone. */
const NOISE: readonly RegExp[] = [
  /добр(?:ый|ое|ой|ого)\s+(?:день|дня|вечер|утро|утра|ночи|времени\s+суток)/g,
  // Dates and months: «за 21.11.2026», «на 20.11», «за ноябрь 2026 года».
  /\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)(?:\s*г\p{L}*\.?)?/gu,
  /(?:^|\s)(?:на|за|от|дата)\s+\d{1,2}[./](?:0[1-9]|1[0-2])(?![\d])/g,
  /(?:^|\s)(?:на|за|от)?\s*(?:\d{1,2}(?:-?(?:го|е|ое))?\s+)?(?:январ|феврал|март|апрел|ма[йяе](?!\p{L})|июн|июл|август|сентябр|октябр|ноябр|декабр)\p{L}*(?:\s+20\d\d)?(?:\s*(?:г|год|года)(?!\p{L})\.?)?/gu,
  /(?:^|\s)(?:на|за)\s+(?:сегодня|этот\s+месяц|прошлый\s+месяц|месяц)/g,
  // What has a number and is no value: «в 12 квартире», «3 этаж», «10 числа».
  /(?:^|\s)(?:в|на|до|с|со)?\s*\d{1,4}(?:-?(?:й|я|м|го|е|ое))?\s*(?:квартир|этаж|подъезд|числ)\p{L}*/gu,
  // «было 123,4 стало 125»: only what it became counts.
  /было\s*[:=-]?\s*\d[\d.,]*\s*[,;-]?\s*(?:а\s+)?(?:теперь\s+)?(?=стало)/g,
  // Units.
  /(?:куб(?:ических|ические|ов|а|ометр\p{L}*|\.?\s*м(?:етр\p{L}*)?|ики|иков)?\.?|м\s?\^?[3³]|м\.?\s?куб\.?|квт\s?[·*⋅./-]?\s?ч(?:ас\p{L}*)?\.?|киловатт?\p{L}*|квт|гкал|гигакалори\p{L}*|kwh|m3|м³|литр\p{L}*)(?!\p{L})/gu,
];
const FLAT = /(?:^|[\s,;])(?:кв(?:артира|артиры|артире)?|flat|apt)\.?\s*№?\s*(\d{1,4}[а-я]?)(?![\d\p{L}])/u;

/** The message in one spelling, without what would be mistaken for a value, and the flat it names. */
export function prepare(text: string): { readonly text: string; readonly flat: string | null } {
  let clean = ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[«»"'`*#№]/g, ' ')
    .replaceAll(/[–—−]/g, '-')} `;
  // A comma that went astray: «125 ,4».
  clean = clean.replaceAll(/(\d)\s+,(?=\d)/g, '$1,');
  const flat = FLAT.exec(clean)?.[1] ?? null;
  clean = clean.replace(FLAT, ' ; ');
  for (const noise of NOISE) clean = clean.replaceAll(noise, ' ');
  return { text: clean, flat };
}

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
  // Said before both values: «день/ночь 5500/2200».
  [/(?<!\p{L})(?:день|дн|day)\s*[/+]\s*(?:ночь|ноч|нч|night)(?!\p{L})/gu, ' '],
  // «хвс/гвс»; «п/п» is a half-peak.
  [/(?<=\p{L}{2})\/(?=\p{L}{2})/gu, ' / '],
];

/** The words of a prepared message, each with its meaning. */
export function tokenize(text: string): Token[] {
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
  const figures = takeFigures(words, at);
  if (figures !== null) {
    tokens.push({ kind: 'number', text: figures.text, spaced: false });
    return figures.end - at;
  }
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

/** Keys of the Russian layout by those of the Latin one. */
const LAYOUT: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", (key, at) => [
    key,
    'йцукенгшщзхъфывапролджэячсмитьбюё'[at] ?? key,
  ]),
);

/** What was typed with the wrong layout, `ujhzxfz` → «горячая»; null when the message is not all Latin. */
export function fromOtherLayout(text: string): string | null {
  const lower = text.toLowerCase();
  if (/\p{Script=Cyrillic}/u.test(lower) || !/[a-z]/.test(lower)) return null;
  // Commas and points beside figures stay what they are.
  return lower.replaceAll(/[a-z[\]`]|[;',.](?=[a-z])(?<!\d.)/g, (key) => LAYOUT[key] ?? key);
}
