import { describe, expect, it } from 'vitest';
import { consumptionByMonth } from '../../src/domain/consumption.ts';
import { parseDial, parseSerial, parseZoneValues } from '../../src/domain/meters.ts';

const SCALE = 10_000;

describe('what staff types about a meter', () => {
  it.each([
    ['5 3', { digits: 5, decimals: 3 }],
    ['5+3', { digits: 5, decimals: 3 }],
    ['5,3', { digits: 5, decimals: 3 }],
    ['6', { digits: 6, decimals: 0 }],
    ['10 4', { digits: 10, decimals: 4 }],
    ['0 3', null],
    ['11 0', null],
    ['5 5', null],
    ['пять', null],
    ['5 3 1', null],
  ])('the dial %s', (text, dial) => {
    expect(parseDial(text)).toEqual(dial);
  });

  it.each([
    ['№ 12-345', '12-345'],
    ['#77', '77'],
    ['No. 5', '5'],
    ['N5', '5'],
    ['NE 100', 'NE 100'],
    ['  А  12 ', 'А 12'],
    ['—', null],
    ['109,9', null],
    ['', null],
    ['9'.repeat(41), null],
  ])('the number %s', (text, serial) => {
    expect(parseSerial(text)).toBe(serial);
  });

  it('values of zones; one zone may group its digits', () => {
    expect(parseZoneValues('1 234,5', 1)).toEqual({ ok: true, values: [12_345_000] });
    expect(parseZoneValues('100/50', 2)).toEqual({ ok: true, values: [100 * SCALE, 50 * SCALE] });
    expect(parseZoneValues('100, 50; 7', 3)).toMatchObject({ ok: true });
    expect(parseZoneValues('100', 2)).toMatchObject({
      code: 'READING_ZONES',
      details: { zones: 2, given: 1 },
    });
    expect(parseZoneValues('сто 5', 2)).toMatchObject({ code: 'READING_NOT_A_NUMBER' });
  });
});

describe('a meter that was taken away', () => {
  const life = (final: number | null, digits = 5) =>
    consumptionByMonth({
      zones: 1,
      digits,
      initialValues: [],
      readings: [
        { period: '2026-09', values: [100 * SCALE], estimated: false },
        { period: '2026-10', values: [105 * SCALE], estimated: false },
      ],
      final: final === null ? null : { values: [final * SCALE], period: '2026-11' },
    }).map(({ period, total }) => [period, total / SCALE]);

  it('counts to its last value in its last month', () => {
    expect(life(null)).toEqual([['2026-10', 5]]);
    expect(life(109.5)).toEqual([
      ['2026-10', 5],
      ['2026-11', 4.5],
    ]);
  });
});
