import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMonths,
  comparePeriods,
  daysIn,
  firstDay,
  isPeriod,
  lastDay,
  monthOf,
  type Period,
  parseBillingDate,
  parsePeriod,
  period,
} from '../../src/domain/period.ts';

const periods = fc
  .record({ year: fc.integer({ min: 1990, max: 2100 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => period(year, month))
  .filter((value): value is Period => value !== null);

describe('parsePeriod', () => {
  test.each([
    '102026',
    '10.2026',
    '10/2026',
    '2026-10',
    '2026.10',
    '202610',
    ' 10.2026 ',
    'октябрь 2026',
    'ОКТЯБРЬ 2026 г.',
    'октября 2026 года',
    'Октябрь, 2026',
    'окт.26',
    'окт 26',
    '01.10.2026',
    '31.10.2026',
    '2026-10-01',
  ])('reads %j as October 2026', (text) => {
    expect(parsePeriod(text)).toBe('2026-10');
  });

  test.each([
    '',
    '10',
    '1026',
    '13.2026',
    '132026',
    '00.2026',
    '10.1989',
    '05.11.2026',
    '31.09.2026',
    'октобрь 2026',
    'октябрь',
    '10.2026.',
    'abc',
  ])('refuses %j', (text) => {
    expect(parsePeriod(text)).toBeNull();
  });

  test('every notation of a month is read back', () => {
    fc.assert(
      fc.property(periods, (value) => {
        const [year = '', month = ''] = value.split('-');
        for (const text of [
          `${month}${year}`,
          `${year}${month}`,
          `${month}.${year}`,
          firstDay(value),
          lastDay(value),
        ]) {
          expect(parsePeriod(text)).toBe(value);
        }
        expect(isPeriod(value)).toBe(true);
      }),
    );
  });
});

describe('parseBillingDate', () => {
  test.each([
    ['05.11.2026', '2026-11-05'],
    ['5.11.2026', '2026-11-05'],
    ['2026-11-05', '2026-11-05'],
    ['29.02.2028', '2028-02-29'],
    ['29.02.2000', '2000-02-29'],
  ])('%s is %s', (text, date) => {
    expect(parseBillingDate(text)).toBe(date);
  });

  test.each([
    '29.02.2026',
    '29.02.2100',
    '31.11.2026',
    '00.01.2026',
    '01.13.2026',
    '1.1.26',
    '',
    'вчера',
    '2026-1-5',
  ])('%j is no day', (text) => {
    expect(parseBillingDate(text)).toBeNull();
  });
});

describe('months', () => {
  test('know their days', () => {
    expect(daysIn('2026-02')).toBe(28);
    expect(lastDay('2028-02')).toBe('2028-02-29');
    expect(firstDay('2026-10')).toBe('2026-10-01');
    expect(monthOf('2026-10-31')).toBe('2026-10');
    expect(period(2026, 0)).toBeNull();
    expect(period(2026, 1.5)).toBeNull();
    expect(isPeriod('2026-13')).toBe(false);
  });

  test('adding goes there and back, and keeps the order', () => {
    expect(addMonths('2026-11', 2)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    fc.assert(
      fc.property(periods, fc.integer({ min: -240, max: 240 }), (value, months) => {
        const moved = addMonths(value, months);
        expect(addMonths(moved, -months)).toBe(value);
        expect(Math.sign(comparePeriods(moved, value))).toBe(Math.sign(months));
      }),
    );
  });
});
