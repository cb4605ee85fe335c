import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BILL_STATUSES,
  type BillStatusFacts,
  balanceView,
  billStatus,
  isListedAsUnpaid,
  rowSum,
  sumToPay,
} from '../../src/domain/bills.ts';
import { kopecks } from '../../src/domain/money.ts';
import { runs } from './property.ts';

const facts = (over: Partial<BillStatusFacts> = {}): BillStatusFacts => ({
  total: kopecks(1_222_181),
  newest: true,
  leftToPay: kopecks(1_222_181),
  held: false,
  marked: false,
  ...over,
});

describe('status of a bill', () => {
  it.each([
    ['nothing paid', {}, 'unpaid'],
    ['a part paid', { leftToPay: kopecks(1) }, 'partly_paid'],
    ['all paid', { leftToPay: kopecks(0) }, 'paid'],
    ['overpaid', { leftToPay: kopecks(-5) }, 'paid'],
    ['an overpayment from the start', { total: kopecks(-100), leftToPay: kopecks(-100) }, 'paid'],
    ['being paid', { held: true }, 'processing'],
    ['being paid, a part paid', { held: true, leftToPay: kopecks(1) }, 'processing'],
    ['being paid after all was paid', { held: true, leftToPay: kopecks(0) }, 'paid'],
    ['marked', { marked: true }, 'marked'],
    ['marked, a part paid', { marked: true, leftToPay: kopecks(1) }, 'marked'],
    ['marked, then paid for real', { marked: true, leftToPay: kopecks(0) }, 'paid'],
    ['marked, then being paid', { marked: true, held: true }, 'processing'],
    ['money was given back', { leftToPay: kopecks(1_300_000) }, 'unpaid'],
    ['an older bill', { newest: false }, 'archived'],
    [
      'an older bill, whatever else',
      { newest: false, held: true, marked: true, leftToPay: kopecks(0) },
      'archived',
    ],
  ] as const)('%s: %s', (_, over, expected) => {
    expect(billStatus(facts(over))).toBe(expected);
  });

  it('only what waits for money stands in the list of unpaid', () => {
    expect(BILL_STATUSES.filter(isListedAsUnpaid)).toEqual(['unpaid', 'partly_paid', 'processing']);
  });
});

describe('sums of a list', () => {
  it('the seed’s list: archived rows show their own sum and add nothing', () => {
    const rows = [1_297_024, 1_172_275, 1_206_561].map((total, index) =>
      facts({ total: kopecks(total), leftToPay: kopecks(total), newest: index === 0 }),
    );
    expect(rows.map(rowSum)).toEqual([1_297_024, 1_172_275, 1_206_561]);
    expect(sumToPay(rows)).toBe(1_297_024);
  });

  it('an advance of one account pays no other', () => {
    expect(sumToPay([facts({ leftToPay: kopecks(-500) }), facts({ leftToPay: kopecks(300) })])).toBe(300);
  });

  it('a balance is due, settled or overpaid, always in positive kopecks', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (left) => {
        const view = balanceView(kopecks(left));
        const signed = view.kind === 'settled' ? 0 : view.kind === 'due' ? view.amount : -view.amount;
        expect(signed).toBe(left);
        if (view.kind !== 'settled') expect(view.amount).toBeGreaterThan(0);
      }),
      runs(200),
    );
  });
});
