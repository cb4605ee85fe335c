import { describe, expect, it } from 'vitest';
import { judgeOperation } from '../../src/domain/reconciliation.ts';

describe('the same money', () => {
  const own = { amount: 10_000, total: 10_100, refunded: 0, taken: true };
  it.each([
    [own, 10_100, 'matched'],
    [own, 10_000, 'matched'],
    [own, 9_999, 'different_sum'],
    [{ ...own, refunded: 4_000 }, 6_100, 'matched'],
    [{ ...own, refunded: 4_000 }, 6_000, 'matched'],
    [{ ...own, taken: false }, 10_100, 'missing_here'],
    [null, 5, 'missing_here'],
  ] as const)('%j against %i is %s', (payment, theirs, outcome) => {
    expect(judgeOperation(payment, theirs)).toBe(outcome);
  });
});
