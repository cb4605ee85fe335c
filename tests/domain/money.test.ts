import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addKopecks,
  formatRoubles,
  kopecks,
  parseMoney,
  percentOf,
  splitProportionally,
  sumKopecks,
  toDecimalString,
} from '../../src/domain/money.ts';

const amounts = fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }).map(kopecks);

describe('kopecks', () => {
  test('are whole and exact', () => {
    expect(kopecks(1)).toBe(1);
    expect(Object.is(kopecks(-0), 0)).toBe(true);
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => kopecks(wrong)).toThrow(RangeError);
    }
  });

  test('sums stay exact or throw', () => {
    expect(sumKopecks([])).toBe(0);
    expect(addKopecks(kopecks(10), kopecks(-30))).toBe(-20);
    expect(() => addKopecks(kopecks(Number.MAX_SAFE_INTEGER), kopecks(1))).toThrow(RangeError);
  });
});

describe('parseMoney', () => {
  test.each([
    ['1 234,56', 123_456],
    ['1\u00a0234,56', 123_456],
    ['1\u2009234\u202f567,8', 123_456_780],
    ['1234.56', 123_456],
    ['12', 1_200],
    ['-12,5', -1_250],
    ['\u221212,50', -1_250],
    ['- 12,50', -1_250],
    ['+3', 300],
    ['0,01', 1],
    ['-0,00', 0],
    ['12 221,81 ₽', 1_222_181],
    ['100 р.', 10_000],
    ['100р', 10_000],
    ['100 руб', 10_000],
    ['100,5 рублей', 10_050],
    ['007', 700],
    // classic victims of multiplying a float by 100
    ['1,005'.slice(0, 4), 100],
    ['4.35', 435],
    ['1.15', 115],
  ])('reads %j as %i kopecks', (text, amount) => {
    expect(parseMoney(text)).toEqual({ ok: true, amount });
  });

  test.each([
    ['', 'MONEY_EMPTY'],
    [' \u00a0', 'MONEY_EMPTY'],
    ['₽', 'MONEY_EMPTY'],
    ['сто', 'MONEY_NOT_A_NUMBER'],
    ['1O0', 'MONEY_NOT_A_NUMBER'],
    ['1,234.56', 'MONEY_NOT_A_NUMBER'],
    ['1.234,56', 'MONEY_NOT_A_NUMBER'],
    ['100 50', 'MONEY_NOT_A_NUMBER'],
    ['12 34,50', 'MONEY_NOT_A_NUMBER'],
    ['1 2345', 'MONEY_NOT_A_NUMBER'],
    ['--1', 'MONEY_NOT_A_NUMBER'],
    ['1e3', 'MONEY_NOT_A_NUMBER'],
    [',5', 'MONEY_NOT_A_NUMBER'],
    ['5,', 'MONEY_NOT_A_NUMBER'],
    ['0x10', 'MONEY_NOT_A_NUMBER'],
    ['100000000000000000000', 'MONEY_TOO_LARGE'],
    ['1,005', 'MONEY_TOO_PRECISE'],
    ['1.000', 'MONEY_TOO_PRECISE'],
    ['9999999999999999', 'MONEY_TOO_LARGE'],
    ['9'.repeat(5_000), 'MONEY_NOT_A_NUMBER'],
  ])('refuses %j with %s', (text, code) => {
    expect(parseMoney(text)).toEqual({ ok: false, code });
  });

  test('reads back whatever was written, in either notation', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom<'.' | ','>('.', ','), (amount, separator) => {
        expect(parseMoney(toDecimalString(amount, separator))).toEqual({ ok: true, amount });
      }),
    );
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseMoney(formatRoubles(amount, 'ru'))).toEqual({ ok: true, amount });
      }),
    );
  });

  test('any text is an amount or a problem, never an exception', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseMoney(text);
        expect(read.ok ? Number.isSafeInteger(read.amount) : read.code.startsWith('MONEY_')).toBe(true);
      }),
    );
  });
});

test('roubles are written with no-break spaces', () => {
  expect(formatRoubles(kopecks(1_222_181), 'ru')).toBe('12\u00a0221,81\u00a0₽');
  expect(formatRoubles(kopecks(1_222_181), 'en')).toBe('12,221.81\u00a0₽');
  expect(formatRoubles(kopecks(-5), 'ru')).toBe('\u22120,05\u00a0₽');
  expect(formatRoubles(kopecks(123_456_789_012), 'ru')).toBe('1\u00a0234\u00a0567\u00a0890,12\u00a0₽');
  expect(toDecimalString(kopecks(-7))).toBe('-0.07');
});

describe('percentOf', () => {
  test('rounds half up, away from zero', () => {
    expect(percentOf(kopecks(50), 100)).toBe(1);
    expect(percentOf(kopecks(49), 100)).toBe(0);
    expect(percentOf(kopecks(-50), 100)).toBe(-1);
    expect(percentOf(kopecks(1_222_181), 100)).toBe(12_222);
    expect(percentOf(kopecks(9_000_000_000_000_000), 10_000)).toBe(9_000_000_000_000_000);
  });

  test('is never further than half a kopeck from the exact share', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const error = BigInt(percentOf(amount, basisPoints)) * 10_000n - BigInt(amount) * BigInt(basisPoints);
        expect(error >= -5_000n && error <= 5_000n).toBe(true);
      }),
    );
  });
});

describe('splitProportionally', () => {
  test('gives the missing kopecks to the largest remainders', () => {
    expect(splitProportionally(kopecks(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitProportionally(kopecks(10), [0, 5, 5])).toEqual([0, 5, 5]);
    expect(splitProportionally(kopecks(-100), [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(() => splitProportionally(kopecks(1), [])).toThrow(RangeError);
    expect(() => splitProportionally(kopecks(1), [0, 0])).toThrow(RangeError);
    expect(() => splitProportionally(kopecks(1), [2, -1])).toThrow(RangeError);
  });

  test('parts sum to the whole and lie within a kopeck of the exact share', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 1, maxLength: 30 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const parts = splitProportionally(amount, list);
        expect(sumKopecks(parts)).toBe(amount);
        const total = list.reduce((sum, weight) => sum + BigInt(weight), 0n);
        parts.forEach((part, index) => {
          const error = BigInt(part) * total - BigInt(amount) * BigInt(list[index] ?? 0);
          expect(error > -total && error < total).toBe(true);
        });
      }),
    );
  });
});
