import { describe, expect, it } from 'vitest';
import { matchBareReadings, parseBareNumbers } from '../../src/domain/bare-readings.ts';
import type { MatchableMeter } from '../../src/domain/match-free-readings.ts';

const SCALE = 10_000;
const meter = (meterId: number, previous: number[] | null, zones = 1): MatchableMeter => ({
  meterId,
  resource: 'cold_water',
  serial: '',
  place: '',
  zones,
  digits: 5,
  decimals: 3,
  previous: previous?.map((value) => Math.round(value * SCALE)) ?? null,
});
const flat = (linkId: number, ...meters: MatchableMeter[]) => ({
  linkId,
  number: '1',
  flat: null,
  name: null,
  meters,
});
const taken = (text: string, ...flats: ReturnType<typeof flat>[]) => {
  const numbers = parseBareNumbers(text);
  const match = numbers === null ? null : matchBareReadings(numbers, flats);
  return match?.readings.map(({ meterId, values }) => [meterId, ...values]) ?? null;
};

describe('bare numbers', () => {
  const home = flat(1, meter(1, [4980]), meter(2, [2099]), meter(3, [1480.5]));

  it('are the meters in their order, however they are set apart', () => {
    const all = [
      [1, '4990'],
      [2, '2100'],
      [3, '1490'],
    ];
    for (const text of ['4990 2100 1490', '4990, 2100, 1490.', '4990\n2100\n1490', '4990 / 2100 / 1490'])
      expect(taken(text, home), text).toEqual(all);
    expect(taken('4990,5 2100 1490.25', home)?.map(([, value]) => value)).toEqual([
      '4990,5',
      '2100',
      '1490.25',
    ]);
  });

  it('one for each zone', () => {
    const zoned = flat(1, meter(1, [120]), meter(2, [500, 200], 2));
    expect(taken('123,4 510 205', zoned)).toEqual([
      [1, '123,4'],
      [2, '510', '205'],
    ]);
  });

  it('of one meter may be one', () => {
    expect(taken('128,4', flat(1, meter(1, [123.4])))).toEqual([[1, '128,4']]);
  });

  it('are nothing when their count, a value or the flat leaves a doubt', () => {
    expect(taken('4990 2100', home)).toBeNull();
    expect(taken('4990 2100 1490 7', home)).toBeNull();
    expect(taken('2100 4990 1490', home)).toBeNull();
    expect(taken('4990 2100 149000', home)).toBeNull();
    expect(taken('4990 2100 1490', home, flat(2, meter(9, [1])))).toBeNull();
    expect(taken('4990 2100 1490', home, flat(2))).not.toBeNull();
    expect(taken('4990 2100 1490')).toBeNull();
    expect(taken('482913', flat(1, meter(1, null)))).toBeNull();
  });

  it('are nothing beside anything else: dates, sums, phones, words', () => {
    for (const text of [
      '',
      '21.11.2026',
      '+7 916 555-44-33',
      '1 234,5 ₽',
      '4990 2100 и 1490',
      '4100000001',
      '-5',
      '4990,,2100',
    ])
      expect(parseBareNumbers(text), text).toBeNull();
    expect(parseBareNumbers(Array.from({ length: 21 }, () => '1').join(' '))).toBeNull();
  });
});
