import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommissionRule, commissionFor, commissionRuleOn } from '../../src/domain/commission.ts';
import { kopecks } from '../../src/domain/money.ts';
import { readPaymentAmount, withinLimits } from '../../src/domain/payment-amount.ts';
import { runs } from './property.ts';

function rule(over: Partial<CommissionRule> = {}): CommissionRule {
  return { basisPoints: 100, minimum: kopecks(0), maximum: null, bearer: 'payer', ...over };
}

describe('commission', () => {
  it.each([
    ['1 %', 1_222_181, rule(), 12_222, 'percent'],
    ['half a kopeck up', 50, rule(), 1, 'percent'],
    ['below half a kopeck', 49, rule(), 0, 'none'],
    ['0 %', 1_222_181, rule({ basisPoints: 0 }), 0, 'none'],
    ['the minimum', 1_000, rule({ minimum: kopecks(3_000) }), 3_000, 'minimum'],
    ['the maximum', 100_000_000, rule({ maximum: kopecks(150_000) }), 150_000, 'maximum'],
    ['no minimum for nothing', 0, rule({ minimum: kopecks(3_000) }), 0, 'none'],
    [
      'the maximum wins over the minimum',
      100,
      rule({ minimum: kopecks(50), maximum: kopecks(20) }),
      20,
      'maximum',
    ],
    ['everything', 777, rule({ basisPoints: 10_000 }), 777, 'percent'],
  ] as const)('%s', (_, amount, given, payer, reason) => {
    expect(commissionFor(kopecks(amount), given)).toMatchObject({ payer, company: 0, reason });
  });

  it('what the company bears costs the payer nothing and shows 0 %', () => {
    expect(commissionFor(kopecks(100_000), rule({ bearer: 'company' }))).toEqual({
      payer: 0,
      company: 1_000,
      bearer: 'company',
      shownBasisPoints: 0,
      reason: 'percent',
    });
  });

  it('benefit holders pay none; the company’s share stays', () => {
    const exempt = { exempt: true };
    expect(commissionFor(kopecks(100_000), rule(), exempt)).toMatchObject({
      payer: 0,
      company: 0,
      reason: 'exempt',
    });
    expect(commissionFor(kopecks(100_000), rule({ bearer: 'company' }), exempt)).toMatchObject({
      company: 1_000,
    });
  });

  it('no rule, no commission', () => {
    expect(commissionFor(kopecks(100_000), null)).toMatchObject({
      payer: 0,
      company: 0,
      shownBasisPoints: 0,
    });
  });

  it('refuses nonsense', () => {
    expect(() => commissionFor(kopecks(-1), rule())).toThrow(RangeError);
    expect(() => commissionFor(kopecks(1), rule({ basisPoints: 10_001 }))).toThrow(RangeError);
    expect(() => commissionFor(kopecks(1), rule({ basisPoints: 0.5 }))).toThrow(RangeError);
  });

  it('stays between minimum and maximum, near the percentage, and grows with the sum', () => {
    const sum = fc.integer({ min: 1, max: 100_000_000 });
    const rules = fc
      .record({
        basisPoints: fc.integer({ min: 0, max: 1_000 }),
        minimum: fc.nat(10_000),
        above: fc.option(fc.nat(1_000_000)),
      })
      .map(({ basisPoints, minimum, above }) =>
        rule({
          basisPoints,
          minimum: kopecks(minimum),
          maximum: above === null ? null : kopecks(minimum + above),
        }),
      );
    fc.assert(
      fc.property(sum, sum, rules, (a, b, given) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        const { payer } = commissionFor(kopecks(large), given);
        expect(payer).toBeGreaterThanOrEqual(given.minimum);
        if (given.maximum !== null) expect(payer).toBeLessThanOrEqual(given.maximum);
        if (payer > given.minimum && payer !== given.maximum) {
          expect(Math.abs(payer - (large * given.basisPoints) / 10_000)).toBeLessThanOrEqual(0.5);
        }
        expect(commissionFor(kopecks(small), given).payer).toBeLessThanOrEqual(payer);
        expect(commissionFor(kopecks(0), given)).toMatchObject({ payer: 0, company: 0 });
      }),
      runs(300),
    );
  });

  it('the rule in force is the newest that has begun, of that method', () => {
    const dated = [
      { ...rule(), method: 'yookassa', effectiveFrom: '2026-01-01' },
      { ...rule({ basisPoints: 50 }), method: 'yookassa', effectiveFrom: '2026-11-16' },
      { ...rule({ basisPoints: 70 }), method: 'sbp', effectiveFrom: '2020-01-01' },
    ] as const;
    expect(commissionRuleOn(dated, 'yookassa', '2026-11-15')?.basisPoints).toBe(100);
    expect(commissionRuleOn(dated, 'yookassa', '2026-11-16')?.basisPoints).toBe(50);
    expect(commissionRuleOn(dated, 'yookassa', '2025-12-31')).toBeNull();
    expect(commissionRuleOn(dated, 'telegram', '2026-11-16')).toBeNull();
  });
});

describe('a sum of one’s own', () => {
  const limits = { min: kopecks(10_000), max: kopecks(70_000_000) };

  it.each([
    ['1234,56', 123_456],
    ['1 234.5', 123_450],
    ['100', 10_000],
    ['700000 ₽', 70_000_000],
  ])('%s', (typed, amount) => {
    expect(readPaymentAmount(typed, limits)).toEqual({ ok: true, amount });
  });

  it.each([
    ['', 'MONEY_EMPTY'],
    ['сто', 'MONEY_NOT_A_NUMBER'],
    ['1.234', 'MONEY_TOO_PRECISE'],
    ['0', 'AMOUNT_NOT_POSITIVE'],
    ['-5', 'AMOUNT_NOT_POSITIVE'],
    ['99,99', 'AMOUNT_TOO_SMALL'],
    ['700000,01', 'AMOUNT_TOO_LARGE'],
  ])('%s is refused: %s, with the limits', (typed, code) => {
    expect(readPaymentAmount(typed, limits)).toEqual({ ok: false, code, details: limits });
  });

  it('a method is offered within its limits, both ends included', () => {
    expect([9_999, 10_000, 70_000_000, 70_000_001].map((sum) => withinLimits(kopecks(sum), limits))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
