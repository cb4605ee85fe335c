import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAccountPattern,
  maskAccountNumber,
  normalizeAccountNumber,
} from '../../src/domain/account-number.ts';

const TEN_DIGITS = '^\\d{10}$';

describe('normalizeAccountNumber', () => {
  test.each([
    ['1234567890', TEN_DIGITS, '1234567890'],
    [' 1234 567\u00a0890 ', TEN_DIGITS, '1234567890'],
    ['л/с 1234567890', TEN_DIGITS, '1234567890'],
    ['ЛС № 1234567890', TEN_DIGITS, '1234567890'],
    ['л.с. 1234567890', TEN_DIGITS, '1234567890'],
    ['Лицевой счёт: 1234567890', TEN_DIGITS, '1234567890'],
    ['№1234567890', TEN_DIGITS, '1234567890'],
    ['１２３４５６７８９０', TEN_DIGITS, '1234567890'],
    ['12345-67890', TEN_DIGITS, '1234567890'],
    ['12345–67890', TEN_DIGITS, '1234567890'],
    ['123456789О', TEN_DIGITS, '1234567890'],
    ['12З4567890', TEN_DIGITS, '1234567890'],
    ['l234567890', TEN_DIGITS, '1234567890'],
    ['0012345678', TEN_DIGITS, '0012345678'],
    ['123–45/6', '\\d+-\\d+/\\d', '123-45/6'],
    ['20аа123456', '\\d{2}[А-Я]{2}\\d{6}', '20АА123456'],
    ['20AA123456', '\\d{2}[А-Я]{2}\\d{6}', '20АА123456'],
    ['ав-123', '[A-Z]{2}\\d{3}', 'AB123'],
    ['+7 921 123-45-67', '^9\\d{9}$', '9211234567'],
    ['л/с 00-17', '', '00-17'],
  ])('%j by %j is %j', (typed, pattern, number) => {
    expect(normalizeAccountNumber(typed, pattern)).toEqual({ ok: true, number });
  });

  test.each([
    ['', TEN_DIGITS],
    ['123456789', TEN_DIGITS],
    ['12345678901', TEN_DIGITS],
    ['ООООООЗЗЗЗ', TEN_DIGITS],
    ['1234567890 и 1234567891', TEN_DIGITS],
    ['1'.repeat(101), ''],
    ['1'.repeat(31), ''],
    ['слова', ''],
    ['<b>1</b>', ''],
    // An unanchored pattern still speaks about the whole number.
    ['12345', '\\d{3}'],
    ['123', '('],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+'],
  ])('%j by %j is refused', (typed, pattern) => {
    expect(normalizeAccountNumber(typed, pattern)).toEqual({ ok: false });
  });

  test('a well-formed number survives spaces and dashes anywhere', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 }),
        fc.array(fc.constantFrom('', ' ', '-', '\u00a0'), { minLength: 10, maxLength: 10 }),
        (digits, gaps) => {
          const typed = digits.map((digit, index) => `${digit}${index < 9 ? gaps[index] : ''}`).join('');
          expect(normalizeAccountNumber(typed, TEN_DIGITS)).toEqual({ ok: true, number: digits.join('') });
        },
      ),
    );
  });

  test('a number in its normal form stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (typed) => {
        const once = normalizeAccountNumber(typed, '');
        if (once.ok) expect(normalizeAccountNumber(once.number, '')).toEqual(once);
      }),
    );
  });
});

describe('isAccountPattern', () => {
  test.each([
    TEN_DIGITS,
    '^\\d{20}(\\d{5})?$',
    '^9\\d{9}$',
    '\\d{5,12}',
    '(?:\\d{2}-){3}\\d{2}',
    '[А-Я]{1,2}\\d+|\\d{8}',
    '[)(+*]\\d',
  ])('%s may be kept', (pattern) => {
    expect(isAccountPattern(pattern)).toBe(true);
  });

  test.each([
    '',
    '(',
    '(a+)+',
    '(a|a)*',
    '((a?)b)+',
    '(\\d{1,3}){2,}',
    '(?=a)a',
    '(a)\\1',
    '\\d*\\d*\\d*\\d*\\d*\\d*',
    'a'.repeat(101),
  ])('%s may not', (pattern) => {
    expect(isAccountPattern(pattern)).toBe(false);
  });

  test('whatever is allowed answers at once', () => {
    const piece = fc.constantFrom('a', '\\d', '(', ')', '(?:', '|', '+', '*', '?', '{2,}', '{3}', '[ab]');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const pattern = pieces.join('');
        if (!isAccountPattern(pattern)) return;
        const expression = new RegExp(`^(?:${pattern})$`, 'u');
        for (const hard of [`${'a'.repeat(29)}!`, `${'1'.repeat(29)}!`])
          expect(expression.test(hard)).toBe(false);
      }),
      { numRuns: 3_000, endOnFailure: true, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: true },
    );
  });
});

test('a masked number shows four digits at most, never all', () => {
  expect(maskAccountNumber('1234567890')).toBe('******7890');
  expect(maskAccountNumber('1234')).toBe('****');
  expect(maskAccountNumber('12345')).toBe('***45');
  expect(maskAccountNumber('')).toBe('');
});
