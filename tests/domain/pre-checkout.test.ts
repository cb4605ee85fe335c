import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kopecks } from '../../src/domain/money.ts';
import { PAYMENT_STATUSES } from '../../src/domain/payments.ts';
import {
  advancePart,
  amountVerdict,
  type PreCheckoutFacts,
  type PreCheckoutItem,
  type PreCheckoutPayment,
  preCheckoutVerdict,
  SAME_INVOICE_RETRY_SECONDS,
} from '../../src/domain/pre-checkout.ts';
import { minutesLater, T0 } from './payment-fields.ts';
import { runs } from './property.ts';

const item: PreCheckoutItem = {
  amount: kopecks(100_000),
  wholeSum: true,
  leftAtConfirmation: kopecks(100_000),
  leftToPayNow: kopecks(100_000),
  payable: true,
};
const payment: PreCheckoutPayment = {
  payload: 'p:7',
  status: 'pending',
  total: kopecks(101_000),
  currency: 'RUB',
  payerTelegramId: 42,
  supersededById: null,
  expiresAt: minutesLater(T0, 60),
  authorizedAt: null,
  authorizedByQueryId: null,
  items: [item],
  acceptedHolds: [],
};
const facts: PreCheckoutFacts = {
  payment,
  query: { id: 'q1', payload: 'p:7', amount: kopecks(101_000), currency: 'RUB', payerTelegramId: 42 },
  otherHolds: [],
  payerBlocked: false,
  now: T0,
};
const withPayment = (over: Partial<PreCheckoutPayment>): PreCheckoutFacts => ({
  ...facts,
  payment: { ...payment, ...over },
});
const withQuery = (over: Partial<PreCheckoutFacts['query']>): PreCheckoutFacts => ({
  ...facts,
  query: { ...facts.query, ...over },
});
const withItem = (over: Partial<PreCheckoutItem>) => withPayment({ items: [{ ...item, ...over }] });
const codeOf = (given: PreCheckoutFacts): string => {
  const verdict = preCheckoutVerdict(given);
  return verdict.ok ? 'ok' : verdict.code;
};

describe('pre-checkout', () => {
  it('lets the payer pay what was agreed', () => {
    expect(preCheckoutVerdict(facts)).toEqual({ ok: true, repeated: false, renewed: false });
  });

  it.each([
    ['no such attempt', { ...facts, payment: null }, 'PAYMENT_UNKNOWN'],
    ['payload of another attempt', withQuery({ payload: 'p:8' }), 'PAYMENT_UNKNOWN'],
    ['a forwarded invoice', withQuery({ payerTelegramId: 43 }), 'PAYMENT_NOT_YOURS'],
    ['another sum', withQuery({ amount: kopecks(101_001) }), 'AMOUNT_CHANGED'],
    ['another currency', withQuery({ currency: 'XTR' }), 'PAYMENT_CURRENCY'],
    ['a newer attempt exists', withPayment({ supersededById: 9 }), 'PAYMENT_SUPERSEDED'],
    ['out of time', withPayment({ expiresAt: T0 }), 'PAYMENT_EXPIRED'],
    ['a blocked payer', { ...facts, payerBlocked: true }, 'PAYMENT_BLOCKED'],
    ['a newer bill came', withItem({ payable: false }), 'BILL_NOT_PAYABLE'],
    ['somebody else is paying', { ...facts, otherHolds: [5] }, 'BILL_HELD'],
  ] as const)('refuses: %s', (_, given, code) => {
    expect(codeOf(given)).toBe(code);
  });

  it('by status: only open attempts and a retry after a failed charge pass', () => {
    const later = minutesLater(T0, 5);
    const codes = PAYMENT_STATUSES.map((status) => [
      status,
      codeOf({ ...withPayment({ status, authorizedAt: T0 }), now: later }),
    ]);
    expect(codes).toEqual([
      ['created', 'ok'],
      ['pending', 'ok'],
      ['authorized', 'ok'],
      ['succeeded', 'PAYMENT_ALREADY_PAID'],
      ['failed', 'PAYMENT_EXPIRED'],
      ['expired', 'PAYMENT_EXPIRED'],
      ['partially_refunded', 'PAYMENT_ALREADY_PAID'],
      ['refunded', 'PAYMENT_ALREADY_PAID'],
    ]);
  });

  it('a stranger learns nothing about the attempt, whatever its state', () => {
    for (const status of PAYMENT_STATUSES) {
      const given = { ...withPayment({ status, supersededById: 3 }), payerBlocked: true };
      expect(codeOf({ ...given, query: { ...facts.query, payerTelegramId: 43 } })).toBe('PAYMENT_NOT_YOURS');
    }
  });

  it('the same query again gets the same answer and changes nothing', () => {
    const given = withPayment({ status: 'authorized', authorizedAt: T0, authorizedByQueryId: 'q1' });
    expect(preCheckoutVerdict({ ...given, otherHolds: [5] })).toEqual({
      ok: true,
      repeated: true,
      renewed: false,
    });
  });

  it('a second press within a minute waits, later it is a new try', () => {
    const given = withPayment({ status: 'authorized', authorizedAt: T0, authorizedByQueryId: 'q0' });
    const at = (seconds: number) => ({ ...given, now: new Date(T0.getTime() + seconds * 1000) });
    expect(codeOf(at(SAME_INVOICE_RETRY_SECONDS - 1))).toBe('PAYMENT_IN_PROGRESS');
    expect(preCheckoutVerdict(at(SAME_INVOICE_RETRY_SECONDS))).toEqual({
      ok: true,
      repeated: false,
      renewed: true,
    });
  });

  it('"pay anyway" covers the holds the person was warned about, not a new one', () => {
    const given = withPayment({ acceptedHolds: [5] });
    expect(codeOf({ ...given, otherHolds: [5] })).toBe('ok');
    expect(codeOf({ ...given, otherHolds: [5, 6] })).toBe('BILL_HELD');
  });

  it('one item of several is enough to refuse', () => {
    const second = { ...item, leftToPayNow: kopecks(0) };
    expect(codeOf(withPayment({ items: [item, second] }))).toBe('PAYMENT_ALREADY_PAID');
  });
});

describe('the sum against what is left now', () => {
  it.each([
    ['whole, unchanged', true, 1000, 1000, 1000, null],
    ['whole, the bill grew', true, 1000, 1000, 1500, null],
    ['whole, partly paid elsewhere', true, 1000, 1000, 400, 'AMOUNT_CHANGED'],
    ['whole, paid elsewhere', true, 1000, 1000, 0, 'PAYMENT_ALREADY_PAID'],
    ['whole, overpaid elsewhere', true, 1000, 1000, -5, 'PAYMENT_ALREADY_PAID'],
    ['own, below what is left', false, 300, 1000, 1000, null],
    ['own, became more than is left', false, 300, 1000, 200, null],
    ['own, the debt is gone', false, 300, 1000, 0, 'PAYMENT_ALREADY_PAID'],
    ['own, an advance agreed to', false, 1500, 1000, 1000, null],
    ['own, an advance on a paid bill', false, 300, 0, 0, null],
    ['own, an advance on an advance', false, 300, -700, -700, null],
    ['nothing is known of the account', false, 300, null, null, null],
    ['a bill came after an arbitrary payment was confirmed', false, 300, null, 0, null],
  ] as const)('%s', (_, wholeSum, amount, then, now, expected) => {
    const given = {
      amount: kopecks(amount),
      wholeSum,
      leftAtConfirmation: then === null ? null : kopecks(then),
      leftToPayNow: now === null ? null : kopecks(now),
      payable: true,
    };
    expect(amountVerdict(given)).toBe(expected);
  });

  it('a whole sum that passes never makes an advance', () => {
    const sum = fc.integer({ min: 1, max: 10_000_000 });
    const left = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(sum, left, (amount, now) => {
        const given = {
          ...item,
          amount: kopecks(amount),
          leftAtConfirmation: kopecks(amount),
          leftToPayNow: kopecks(now),
        };
        const passes = amountVerdict(given) === null;
        expect(passes).toBe(advancePart(kopecks(amount), kopecks(now)) === 0);
      }),
      runs(300),
    );
  });

  it('the warning names what goes beyond the debt', () => {
    expect(advancePart(kopecks(1500), kopecks(1000))).toBe(500);
    expect(advancePart(kopecks(1000), kopecks(1000))).toBe(0);
    expect(advancePart(kopecks(1000), kopecks(-300))).toBe(1000);
    expect(advancePart(kopecks(1000), null)).toBe(0);
  });
});
