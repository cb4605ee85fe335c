import type { Resource } from './meters.ts';

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
export const DAY =
  /^(?:день|днем|дня|дневной|дневная|дневное|дневные|дневн|дн|day|пик|пиковая|пиковый|пиковое)$/;
export const NIGHT = /^(?:ночь|ночи|ночью|ночной|ночная|ночное|ночные|ночн|ноч|нч|нчь|night)$/;
export const HALF_PEAK = /^(?:полупик|полупиковая|полупиковый|полупиковое|полупика|п\/п)$/;
/** «т1», «t2», «тариф1», «т.1» after dots were dropped */
export const ZONE = /^(?:т|t|тэ|тариф\p{L}*|зона)([123])$/u;
export const ZONE_WORD = /^(?:т|t|тэ|тариф\p{L}*|зона|зоне)$/u;
export const SPOKEN_ZONES: Readonly<Record<string, number>> = {
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
export const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^(?:кухн\p{L}*|кух|kitchen)$/u, 'кух'],
  [/^(?:ванн\p{L}*|ванна|вана|ваная|bath|bathroom)$/u, 'ван'],
  [/^(?:туалет\p{L}*|туал|wc|toilet)$/u, 'туал'],
  [/^(?:сануз\p{L}*|су|с\/у)$/u, 'сан'],
  [/^(?:душ\p{L}*)$/u, 'душ'],
  [/^(?:прихож\p{L}*|коридор\p{L}*|hall)$/u, 'кор'],
];
export const SAME =
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

/** The resource that a word of a message names, with typing slips; null = none. */
export function resourceOf(word: string): Resource | null {
  for (const [resource, names] of entriesOf(SHORT)) if (names.includes(word)) return resource;
  let best: { resource: Resource; off: number } | null = null;
  for (const [resource, names] of entriesOf(LONG)) {
    for (const name of names) {
      if (name === word) return resource;
      if (word.length < FUZZY_FROM || name.length < FUZZY_FROM) continue;
      // One of the first letters is right nearly always, and it spares most of the comparing.
      if (word[0] !== name[0] && word[1] !== name[1]) continue;
      const limit = name.length >= 7 && word.length >= 6 ? 2 : 1;
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
