import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstLetters } from '../../src/domain/first-letters.ts';

/** A surrogate without its other half. */
const HALF = /\p{Surrogate}/u;

it('keeps the beginning', () => {
  expect(firstLetters('Иванов', 3)).toBe('Ива');
  expect(firstLetters('Ив', 3)).toBe('Ив');
});

it('never leaves half a character, which no JSON of the database takes', () => {
  expect('a🙂'.slice(0, 2)).toMatch(HALF);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
      const first = firstLetters(text, max);
      expect(first).not.toMatch(HALF);
      expect(text.startsWith(first)).toBe(true);
      expect(Array.from(first).length).toBeLessThanOrEqual(max);
    }),
  );
});
