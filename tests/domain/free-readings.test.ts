import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFreeReadings } from '../../src/domain/free-readings.ts';
import { type MatchableMeter, matchFreeReadings } from '../../src/domain/match-free-readings.ts';
import { isNumberWord, takeNumeral } from '../../src/domain/number-words.ts';
import { type Expected, type Flat, PHRASINGS } from './free-phrasings.ts';
import { VOICE } from './free-voice.ts';
import { runs } from './property.ts';

const SCALE = 10_000;
const base = { serial: '', place: '', zones: 1, digits: 5, decimals: 3 };
const previous = (...values: number[]): number[] => values.map((value) => Math.round(value * SCALE));
const cold: MatchableMeter = { ...base, meterId: 1, resource: 'cold_water', previous: previous(123.4) };
const hot: MatchableMeter = { ...base, meterId: 2, resource: 'hot_water', previous: previous(51.4) };
const power: MatchableMeter = {
  ...base,
  meterId: 3,
  resource: 'electricity',
  zones: 2,
  decimals: 0,
  digits: 6,
  previous: previous(5001, 2101),
};
const gas: MatchableMeter = { ...base, meterId: 4, resource: 'gas', previous: previous(300) };

const FLATS: Readonly<Record<Flat, readonly (readonly [string, MatchableMeter])[]>> = {
  plain: [
    ['c', cold],
    ['h', hot],
    ['e', power],
    ['g', gas],
  ],
  'one-zone': [
    ['c', cold],
    ['h', hot],
    ['e', { ...power, zones: 1, previous: previous(5001) }],
    ['g', gas],
  ],
  'two-places': [
    ['k', { ...cold, meterId: 11, place: 'Кухня', serial: '100001' }],
    ['b', { ...cold, meterId: 12, place: 'Ванная', serial: '100002', previous: previous(210) }],
    ['h', hot],
  ],
};

/** What the bot would take from a message in the flat. */
function taken(text: string, flat: Flat): Expected {
  const message = parseFreeReadings(text);
  if (message === null) return null;
  const meters = FLATS[flat];
  const account = {
    linkId: 1,
    number: '4100000001',
    flat: '12',
    name: 'Дом',
    meters: meters.map(([, one]) => one),
  };
  const [match] = matchFreeReadings(message, [account]);
  const found = match?.readings.map(({ meterId, values }): [string, string] => [
    meters.find(([, one]) => one.meterId === meterId)?.[0] ?? '?',
    values.join(' '),
  ]);
  return Object.fromEntries(found ?? []);
}

const same = (a: Expected, b: Expected): boolean => {
  if (a === null || b === null) return a === b;
  const normal = (of: Record<string, string>): string =>
    JSON.stringify(
      Object.entries(of)
        .map(([key, value]) => [key, value.split(' ').map(Number)])
        .sort(),
    );
  return normal({ ...a }) === normal({ ...b });
};

const TABLES = [
  { name: 'phrasings', table: PHRASINGS, least: 150, right: 0.97 },
  { name: 'spoken and mistyped messages', table: VOICE, least: 50, right: 0.9 },
] as const;

describe.each(TABLES)('$name of real life', ({ name, table, least, right: wanted }) => {
  it('are understood as people mean them', () => {
    const wrong = table.filter(([text, expected, flat = 'plain']) => !same(taken(text, flat), expected));
    const right = table.length - wrong.length;
    const percent = ((right / table.length) * 100).toFixed(1);
    process.stdout.write(`free readings: ${right} of ${table.length} ${name} understood (${percent} %)\n`);
    for (const [text, expected, flat = 'plain'] of wrong) {
      const got = JSON.stringify(taken(text, flat));
      process.stdout.write(`  ${text} → ${got}, meant ${JSON.stringify(expected)}\n`);
    }
    expect(table.length).toBeGreaterThanOrEqual(least);
    expect(right / table.length).toBeGreaterThanOrEqual(wanted);
  });

  it('a wrong value is worse than a question: nothing taken differs from what was meant', () => {
    for (const [text, expected, flat = 'plain'] of table) {
      const got = taken(text, flat) ?? {};
      if (expected === null) {
        expect(Object.keys(got), text).toEqual([]);
        continue;
      }
      for (const [key, value] of Object.entries(got)) {
        expect(value.split(' ').map(Number), text).toEqual((expected[key] ?? '').split(' ').map(Number));
      }
    }
  });
});

describe('several flats', () => {
  const flat = (linkId: number, name: string, number: string, meters = [cold, hot]) => ({
    linkId,
    name,
    number,
    flat: String(linkId),
    meters,
  });
  const flats = [flat(1, 'Дом', '4100000001'), flat(2, 'Мамина дача', '4100000002')];
  const links = (text: string, of = flats): number[] => {
    const message = parseFreeReadings(text);
    return message === null ? [] : matchFreeReadings(message, of).map(({ linkId }) => linkId);
  };

  it('all that have such meters are offered; name, number or flat tell one', () => {
    expect(links('хвс 125 гвс 57')).toEqual([1, 2]);
    expect(links('дача хвс 125 гвс 57')).toEqual([2]);
    expect(links('на даче: хвс 125 гвс 57')).toEqual([2]);
    expect(links('4100000001 хвс 125')).toEqual([1]);
    expect(links('кв 2 хвс 125')).toEqual([2]);
    expect(links('газ 5')).toEqual([]);
    expect(links('хвс 125 газ 5', [flats[0] ?? flat(1, '', ''), flat(3, 'Гараж', '3', [cold, gas])])).toEqual(
      [3],
    );
  });
});

describe('numerals', () => {
  const WORDS = [
    '',
    'один',
    'два',
    'три',
    'четыре',
    'пять',
    'шесть',
    'семь',
    'восемь',
    'девять',
    'десять',
    'одиннадцать',
    'двенадцать',
    'тринадцать',
    'четырнадцать',
    'пятнадцать',
    'шестнадцать',
    'семнадцать',
    'восемнадцать',
    'девятнадцать',
  ];
  const TENS = [
    '',
    '',
    'двадцать',
    'тридцать',
    'сорок',
    'пятьдесят',
    'шестьдесят',
    'семьдесят',
    'восемьдесят',
    'девяносто',
  ];
  const HUNDREDS = [
    '',
    'сто',
    'двести',
    'триста',
    'четыреста',
    'пятьсот',
    'шестьсот',
    'семьсот',
    'восемьсот',
    'девятьсот',
  ];
  const below = (value: number): string[] => {
    const rest = value % 100;
    const small =
      rest < 20 ? [WORDS[rest] ?? ''] : [TENS[Math.floor(rest / 10)] ?? '', WORDS[rest % 10] ?? ''];
    return [HUNDREDS[Math.floor(value / 100)] ?? '', ...small].filter((word) => word !== '');
  };
  const spell = (value: number): string[] =>
    value === 0
      ? ['ноль']
      : [...(value < 1000 ? [] : [...below(Math.floor(value / 1000)), 'тысяч']), ...below(value % 1000)];

  it('property: every number below a million is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (value) => {
        const words = spell(value);
        expect(words.every(isNumberWord)).toBe(true);
        expect(takeNumeral([...words, 'гвс'], 0)).toEqual({ text: String(value), end: words.length });
      }),
      runs(300),
    );
  });
});

describe('whatever is written', () => {
  it('property: is read in no time and never breaks', () => {
    const word = fc.constantFrom(
      'хвс',
      'гвс',
      'свет',
      'т1',
      'день',
      'ночь',
      'кухня',
      '12',
      '1 234',
      '5,5',
      '-',
      '/',
      'без изменений',
      'кв 5',
      'сто',
      'тысяч',
      '[dc',
      '👋',
      '٣',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 600, unit: 'binary' }),
          fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
        ),
        (text) => {
          const message = parseFreeReadings(text);
          if (message !== null)
            matchFreeReadings(message, [
              { linkId: 1, number: '1', flat: null, name: null, meters: [cold, hot, power] },
            ]);
        },
      ),
      runs(150),
    );
  });
});
