import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  billByDate,
  billByUnder,
  clampedDay,
  daysBetween,
  inForceOn,
  NO_DAY_RULES,
  PENALTY_RATE_CAP,
  payByDate,
  payByUnder,
  penaltyDivisor,
  penaltyFromUnder,
  penaltyOn,
} from '../../src/domain/law-dates.ts';
import { kopecks } from '../../src/domain/money.ts';
import { type BillingDate, period } from '../../src/domain/period.ts';
import { runs } from './property.ts';

describe('days by law', () => {
  it.each([
    ['2025-12', '2026-01-10', '2026-01-01'],
    ['2026-01', '2026-02-10', '2026-02-01'],
    // The first bills that fall due under the new rule.
    ['2026-02', '2026-03-15', '2026-03-05'],
    ['2026-10', '2026-11-15', '2026-11-05'],
    ['2026-12', '2027-01-15', '2027-01-05'],
  ] as const)('bill of %s: paid by %s, presented by %s', (month, payBy, billBy) => {
    expect(payByDate(month)).toBe(payBy);
    expect(billByDate(month)).toBe(billBy);
  });

  it('a company’s own day goes before that of every company, and that before the law’s, each from its first day', () => {
    const everyCompany = [{ effectiveFrom: '2026-12-01', value: 18 }] as const;
    const own = [
      { effectiveFrom: '2026-11-10', value: 25 },
      { effectiveFrom: '2027-02-01', value: null },
    ] as const;
    const due = (month: `${number}-${number}`) => payByUnder(month, { everyCompany, own });
    expect(
      ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'].map((month) => due(month as '2026-09')),
    ).toEqual([
      '2026-10-15',
      '2026-11-25',
      '2026-12-25',
      '2027-01-25',
      // The company’s own has ended: as for everybody.
      '2027-02-18',
    ]);
    expect(payByUnder('2026-10', { everyCompany, own: [] })).toBe('2026-11-15');
    expect(
      payByUnder('2027-01', { everyCompany: [], own: [{ effectiveFrom: '2026-01-01', value: 31 }] }),
    ).toBe('2027-02-28');
  });

  it('the day bills come by and the first day of a penalty follow the same rules', () => {
    const billBy = [{ effectiveFrom: '2026-12-01', value: 7 }] as const;
    expect(billByUnder('2026-10', { everyCompany: billBy, own: [] })).toBe('2026-11-05');
    expect(billByUnder('2026-11', { everyCompany: billBy, own: [] })).toBe('2026-12-07');
    // 30 days without; the 31st day of delay is the first that costs.
    expect(penaltyFromUnder('2026-12-15', NO_DAY_RULES)).toBe('2027-01-15');
    const later = [
      { effectiveFrom: '2026-12-16', value: 61 },
      { effectiveFrom: '2027-02-01', value: null },
    ] as const;
    const rules = { everyCompany: [{ effectiveFrom: '2026-01-01', value: 40 }], own: later } as const;
    expect(penaltyFromUnder('2026-11-15', rules)).toBe('2026-12-25');
    expect(penaltyFromUnder('2026-12-15', rules)).toBe('2027-02-14');
    expect(penaltyFromUnder('2027-02-15', rules)).toBe('2027-03-27');
  });

  it('with a calendar a day off moves to the next working day', () => {
    const weekdays = (date: BillingDate) => ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
    // 15.11.2026 is a Sunday.
    expect(payByDate('2026-10', undefined, weekdays)).toBe('2026-11-16');
    expect(payByDate('2026-11', undefined, weekdays)).toBe('2026-12-15');
    expect(payByDate('2026-10', undefined, () => false)).toBe('2026-11-15');
  });

  it('a day the month does not have is its last one', () => {
    expect(clampedDay('2026-02', 31)).toBe('2026-02-28');
    expect(clampedDay('2028-02', 30)).toBe('2028-02-29');
    const monthEnd = [{ effectiveFrom: '2020-01-01', value: { billBy: 31, payBy: 31 } }] as const;
    expect(payByDate('2026-01', monthEnd)).toBe('2026-02-28');
  });

  it('a rule that begins inside a month holds for what falls due after it', () => {
    const settings = [
      { effectiveFrom: '2020-01-01', value: { billBy: 1, payBy: 10 } },
      { effectiveFrom: '2026-06-12', value: { billBy: 5, payBy: 15 } },
    ] as const;
    expect(payByDate('2026-05', settings)).toBe('2026-06-15');
    expect(billByDate('2026-05', settings)).toBe('2026-06-01');
    expect(payByDate('2019-10', settings)).toBeNull();
  });

  it('every month of twenty years has its days, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2010, max: 2029 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const of = period(year, month);
        if (of === null) throw new Error('no such month');
        const [payBy, billBy] = [payByDate(of), billByDate(of)];
        expect(payBy !== null && billBy !== null && billBy < payBy && billBy > `${of}-28`).toBe(true);
      }),
      runs(200),
    );
  });

  it('the newest setting that has begun is in force', () => {
    const settings = [
      { effectiveFrom: '2026-03-01', value: 'b' },
      { effectiveFrom: '2020-01-01', value: 'a' },
    ] as const;
    expect(
      ['2019-12-31', '2020-01-01', '2026-02-28', '2026-03-01'].map((date) =>
        inForceOn(settings, date as BillingDate),
      ),
    ).toEqual([null, 'a', 'a', 'b']);
  });
});

describe('penalty', () => {
  const keyRate = [{ effectiveFrom: '2025-01-01', value: 2_100 }] as const;

  it.each([
    [1, null],
    [30, null],
    [31, 300],
    [90, 300],
    [91, 130],
    [1000, 130],
  ] as const)('day %i: one %s-th', (day, divisor) => {
    expect(penaltyDivisor(day)).toBe(divisor);
  });

  it('none for thirty days, then by the capped rate', () => {
    const debt = kopecks(1_000_000);
    const due = '2026-03-15';
    const penaltyAfter = (days: number) => penaltyOn(debt, due, addDays(due, days), { keyRate });
    expect(penaltyAfter(30)).toBe(0);
    // 10 000 ₽ × 9.5 % ÷ 300 = 3.1667 ₽ a day; ÷ 130 = 7.3077 ₽ a day.
    expect(penaltyAfter(31)).toBe(317);
    expect(penaltyAfter(90)).toBe(19_000);
    expect(penaltyAfter(91)).toBe(19_731);
    expect(penaltyOn(debt, due, due, { keyRate })).toBe(0);
    expect(penaltyOn(kopecks(-5), due, addDays(due, 99), { keyRate })).toBe(0);
  });

  it('a lower key rate counts below the cap; without a cap the key rate counts', () => {
    const due = '2026-03-15';
    const debt = kopecks(1_000_000);
    const low = [{ effectiveFrom: '2020-01-01', value: 300 }] as const;
    expect(penaltyOn(debt, due, addDays(due, 31), { keyRate: low })).toBe(100);
    expect(penaltyOn(debt, due, addDays(due, 31), { keyRate, cap: [] })).toBe(700);
    expect(inForceOn(PENALTY_RATE_CAP, '2026-12-31')).toBe(950);
    expect(inForceOn(PENALTY_RATE_CAP, '2027-01-01')).toBeNull();
  });

  it('grows with days and debt, and is the sum of its days to the kopeck', () => {
    const days = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), days, (debt, late) => {
        const due = '2026-04-15';
        const now = penaltyOn(kopecks(debt), due, addDays(due, late), { keyRate });
        expect(penaltyOn(kopecks(debt), due, addDays(due, late + 1), { keyRate })).toBeGreaterThanOrEqual(
          now,
        );
        expect(penaltyOn(kopecks(debt + 1), due, addDays(due, late), { keyRate })).toBeGreaterThanOrEqual(
          now,
        );
        const first = Math.max(0, Math.min(late, 90) - 30);
        const second = Math.max(0, late - 90);
        const exact = (debt * 0.095 * first) / 300 + (debt * 0.095 * second) / 130;
        expect(Math.abs(now - exact)).toBeLessThanOrEqual(0.51);
      }),
      runs(200),
    );
  });

  it('calendar arithmetic', () => {
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
    expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
  });
});
