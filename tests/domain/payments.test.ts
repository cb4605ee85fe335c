import { describe, expect, it } from 'vitest';
import { kopecks } from '../../src/domain/money.ts';
import {
  assertTransition,
  canTransition,
  FROZEN_FIELDS,
  isFinal,
  MONEY_TAKEN_STATUSES,
  missingFields,
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  type PaymentField,
  type PaymentFields,
  PaymentRuleViolation,
  type PaymentStatus,
  REQUIRED_FIELDS,
  REQUIRED_FIELDS_OF_METHOD,
  residentStatus,
  SET_ONCE_FIELDS,
  statusAfterRefund,
  statusesBefore,
} from '../../src/domain/payments.ts';
import { filledFields, minutesLater, paymentFields, T0 } from './payment-fields.ts';

/** The agreed machine, written out a second time: a change of the table must be a change here too. */
const ALLOWED = new Set([
  'created>pending',
  'created>failed',
  'created>expired',
  'pending>authorized',
  'pending>succeeded',
  'pending>failed',
  'pending>expired',
  'authorized>succeeded',
  'authorized>failed',
  'authorized>expired',
  'failed>succeeded',
  'expired>succeeded',
  'succeeded>partially_refunded',
  'succeeded>refunded',
  'partially_refunded>partially_refunded',
  'partially_refunded>refunded',
]);

/** Refund sums that fit a state. */
const REFUNDED: Partial<Record<PaymentStatus, [before: number, after: number]>> = {
  partially_refunded: [10_000, 20_000],
  refunded: [20_000, 100_000],
};

function pair(from: PaymentStatus, to: PaymentStatus, over: Partial<PaymentFields> = {}) {
  const [before, after] = REFUNDED[to] ?? [0, 0];
  return {
    before: filledFields({
      status: from,
      refunded: kopecks(from === 'partially_refunded' ? before : 0),
      ...over,
    }),
    after: filledFields({ status: to, refunded: kopecks(after), ...over }),
  };
}

function ruleBroken(before: PaymentFields, after: PaymentFields): string {
  try {
    assertTransition(before, after);
    return 'none';
  } catch (error) {
    if (error instanceof PaymentRuleViolation) return `${error.rule}:${error.field}`;
    throw error;
  }
}

describe('transitions of a payment', () => {
  for (const from of PAYMENT_STATUSES) {
    for (const to of PAYMENT_STATUSES) {
      const allowed = ALLOWED.has(`${from}>${to}`);
      it(`${from} → ${to} is ${allowed ? 'allowed' : 'refused'}`, () => {
        const { before, after } = pair(from, to);
        expect(canTransition(from, to)).toBe(allowed);
        expect(ruleBroken(before, after)).toBe(allowed ? 'none' : 'transition:null');
      });
    }
  }

  it('the statuses before a status are those of the table', () => {
    expect(statusesBefore('succeeded')).toEqual(['pending', 'authorized', 'failed', 'expired']);
    expect(statusesBefore('created')).toEqual([]);
  });

  it('money taken is never untaken: from there only refunds lead on', () => {
    for (const from of MONEY_TAKEN_STATUSES) {
      for (const to of PAYMENT_STATUSES) {
        if (canTransition(from, to)) expect(['partially_refunded', 'refunded']).toContain(to);
      }
    }
  });

  it('what people see: processing until it is final', () => {
    const seen = PAYMENT_STATUSES.map((status) => [status, residentStatus(status), isFinal(status)]);
    expect(seen).toEqual([
      ['created', 'processing', false],
      ['pending', 'processing', false],
      ['authorized', 'processing', false],
      ['succeeded', 'done', true],
      ['failed', 'failed', true],
      ['expired', 'failed', true],
      ['partially_refunded', 'partially_refunded', true],
      ['refunded', 'refunded', true],
    ]);
  });
});

describe('required fields', () => {
  for (const method of PAYMENT_METHODS) {
    for (const to of PAYMENT_STATUSES) {
      const ofMethod: Partial<Record<PaymentStatus, readonly PaymentField[]>> =
        REQUIRED_FIELDS_OF_METHOD[method];
      for (const field of [...REQUIRED_FIELDS[to], ...(ofMethod[to] ?? [])]) {
        it(`${to} by ${method} needs ${field}`, () => {
          const full = filledFields({ status: to, method });
          expect(missingFields(to, full)).toEqual([]);
          expect(missingFields(to, { ...full, [field]: null })).toContain(field);
        });
      }
    }
  }

  it('a Telegram success without its charge id is refused', () => {
    const { before, after } = pair('authorized', 'succeeded', { telegramChargeId: null });
    expect(ruleBroken(before, after)).toBe('required:telegramChargeId');
  });

  it('a gateway payment is not pending before the gateway named it', () => {
    const before = paymentFields({ method: 'yookassa' });
    expect(ruleBroken(before, { ...before, status: 'pending', pendingAt: T0 })).toBe(
      'required:gatewayPaymentId',
    );
  });
});

describe('frozen fields', () => {
  const other: Record<PaymentField, unknown> = {
    number: 'P-2',
    method: 'yookassa',
    amount: 100_001,
    commission: 999,
    total: 101_001,
    refunded: 1,
    currency: 'USD',
    draftId: 2,
    idempotenceKey: 'draft:2',
    agentId: 2,
    agentSnapshot: { name: 'Другой' },
    payerTelegramId: 43,
    gatewayPaymentId: 'gw-2',
    telegramChargeId: 'tg-2',
    providerChargeId: 'pr-2',
    cardMask: '*0551',
    failureCode: 'other',
    createdAt: minutesLater(T0, 1),
    pendingAt: minutesLater(T0, 1),
    authorizedAt: minutesLater(T0, 1),
    succeededAt: minutesLater(T0, 1),
    finishedAt: minutesLater(T0, 1),
    expiresAt: minutesLater(T0, 1),
  };
  for (const [from, to] of [...ALLOWED].map((key) => key.split('>') as [PaymentStatus, PaymentStatus])) {
    const frozen: readonly PaymentField[] = [...new Set([...FROZEN_FIELDS[from], ...SET_ONCE_FIELDS])];
    for (const field of frozen) {
      it(`${from} → ${to} keeps ${field}`, () => {
        const { before, after } = pair(from, to);
        expect(ruleBroken(before, { ...after, [field]: other[field] })).toBe(`frozen:${field}`);
      });
    }
  }

  it('what is agreed at creation stays frozen in every later state', () => {
    for (const status of PAYMENT_STATUSES) {
      expect(FROZEN_FIELDS[status]).toEqual(expect.arrayContaining([...FROZEN_FIELDS.created]));
    }
  });

  it('equal dates and snapshots of another identity are no change', () => {
    const { before, after } = pair('pending', 'succeeded');
    const copy = { ...after, createdAt: new Date(T0), agentSnapshot: { inn: '7700000000', name: 'Агент' } };
    expect(ruleBroken(before, copy)).toBe('none');
  });

  it.each([
    [{ name: 'Агент' }],
    [{ name: 'Агент', inn: '7700000000', phone: '1' }],
    [{ name: 'Агент', inn: null }],
    [['Агент']],
    [null],
    [T0],
  ])('a snapshot changed to %j is a change', (agentSnapshot) => {
    const { before, after } = pair('pending', 'succeeded');
    expect(ruleBroken(before, { ...after, agentSnapshot })).toBe('frozen:agentSnapshot');
  });

  it('ids of the outside world may be filled late: a late success names the charge', () => {
    const before = paymentFields({ status: 'expired', finishedAt: T0, pendingAt: T0 });
    const after = filledFields({ status: 'succeeded', authorizedAt: null, finishedAt: minutesLater(T0, 90) });
    expect(ruleBroken(before, after)).toBe('none');
  });
});

describe('sums of a payment', () => {
  it('the total is the sum and the commission', () => {
    const { before, after } = pair('pending', 'succeeded', { total: kopecks(100_000) });
    expect(ruleBroken(before, after)).toBe('amounts:total');
  });

  it.each([
    ['partially_refunded', 20_000, 'none'],
    ['partially_refunded', 0, 'refunded:refunded'],
    ['partially_refunded', 100_000, 'refunded:refunded'],
    ['refunded', 99_999, 'refunded:refunded'],
    ['refunded', 100_000, 'none'],
    ['refunded', 101_000, 'none'],
    ['refunded', 101_001, 'refunded:refunded'],
  ] as const)('succeeded → %s with %i kopecks back: %s', (to, refunded, expected) => {
    const before = filledFields({ status: 'succeeded' });
    expect(ruleBroken(before, { ...before, status: to, refunded: kopecks(refunded) })).toBe(expected);
  });

  it('a second partial refund must add something', () => {
    const before = filledFields({ status: 'partially_refunded', refunded: kopecks(20_000) });
    expect(ruleBroken(before, { ...before })).toBe('refunded:refunded');
    expect(ruleBroken(before, { ...before, refunded: kopecks(30_000) })).toBe('none');
  });

  it('a failed payment gives nothing back', () => {
    const before = filledFields({ status: 'pending' });
    expect(ruleBroken(before, { ...before, status: 'failed', refunded: kopecks(1) })).toBe(
      'refunded:refunded',
    );
  });

  it.each([
    ['succeeded', 0, 40_000, 'partially_refunded'],
    ['succeeded', 0, 100_000, 'refunded'],
    ['succeeded', 0, 101_000, 'refunded'],
    ['succeeded', 0, 101_001, null],
    ['succeeded', 0, 0, null],
    ['partially_refunded', 40_000, 60_000, 'refunded'],
    ['partially_refunded', 40_000, 59_999, 'partially_refunded'],
    ['pending', 0, 1, null],
    ['refunded', 100_000, 1_000, null],
  ] as const)('%s with %i back, %i more: %s', (status, refunded, refund, expected) => {
    const payment = filledFields({ status, refunded: kopecks(refunded) });
    expect(statusAfterRefund(payment, kopecks(refund))).toBe(expected);
  });
});
