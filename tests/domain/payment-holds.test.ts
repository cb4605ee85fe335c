import { describe, expect, it } from 'vitest';
import {
  AUTHORIZED_HOLD_MINUTES,
  expiresAt,
  GATEWAY_HOLD_MINUTES,
  type HoldingPayment,
  heldUntil,
  holdsBill,
  isExpired,
  PAYMENT_LIFETIME_MINUTES,
  payableKey,
  type SupersedablePayment,
  supersedes,
} from '../../src/domain/payment-holds.ts';
import { isGatewayMethod, PAYMENT_METHODS, PAYMENT_STATUSES } from '../../src/domain/payments.ts';
import { minutesLater, T0 } from './payment-fields.ts';

function holding(over: Partial<HoldingPayment>): HoldingPayment {
  return {
    status: 'pending',
    method: 'yookassa',
    createdAt: T0,
    authorizedAt: null,
    expiresAt: null,
    ...over,
  };
}

describe('what holds a bill', () => {
  for (const method of PAYMENT_METHODS) {
    for (const status of PAYMENT_STATUSES) {
      const open = status === 'created' || status === 'pending';
      const expected = status === 'authorized' || (open && isGatewayMethod(method));
      it(`${status} by ${method} ${expected ? 'holds' : 'does not hold'}`, () => {
        const payment = holding({ status, method, authorizedAt: T0 });
        expect(holdsBill(payment, minutesLater(T0, 1))).toBe(expected);
        expect(holdsBill(payment, minutesLater(T0, 24 * 60))).toBe(false);
      });
    }
  }

  it('authorized holds fifteen minutes from the authorization, not from the creation', () => {
    const payment = holding({
      status: 'authorized',
      method: 'telegram',
      authorizedAt: minutesLater(T0, 100),
    });
    expect(holdsBill(payment, minutesLater(T0, 100 + AUTHORIZED_HOLD_MINUTES - 0.001))).toBe(true);
    expect(holdsBill(payment, minutesLater(T0, 100 + AUTHORIZED_HOLD_MINUTES))).toBe(false);
  });

  it('a gateway payment holds an hour at most, less when its page ends earlier', () => {
    expect(heldUntil(holding({}))).toEqual(minutesLater(T0, GATEWAY_HOLD_MINUTES));
    expect(heldUntil(holding({ expiresAt: minutesLater(T0, 30) }))).toEqual(minutesLater(T0, 30));
    expect(heldUntil(holding({ expiresAt: minutesLater(T0, 300) }))).toEqual(minutesLater(T0, 60));
  });
});

describe('the end of an attempt', () => {
  it.each(PAYMENT_METHODS)('%s ends by itself, earlier when the gateway says so', (method) => {
    const own = minutesLater(T0, PAYMENT_LIFETIME_MINUTES[method]);
    expect(expiresAt(method, T0)).toEqual(own);
    expect(expiresAt(method, T0, minutesLater(T0, 5))).toEqual(minutesLater(T0, 5));
    expect(expiresAt(method, T0, minutesLater(own, 5))).toEqual(own);
  });

  it('no gateway payment outlives its hold: nobody is free to pay a bill that is still payable there', () => {
    for (const method of PAYMENT_METHODS.filter(isGatewayMethod)) {
      expect(PAYMENT_LIFETIME_MINUTES[method]).toBeLessThanOrEqual(GATEWAY_HOLD_MINUTES);
    }
  });

  it('only open attempts expire, at their very instant', () => {
    const at = minutesLater(T0, 60);
    for (const status of PAYMENT_STATUSES) {
      const open = status === 'created' || status === 'pending';
      expect(isExpired({ status, expiresAt: at }, at)).toBe(open);
      expect(isExpired({ status, expiresAt: at }, minutesLater(T0, 59))).toBe(false);
    }
  });
});

describe('superseding', () => {
  const old: SupersedablePayment = {
    id: 1,
    status: 'pending',
    method: 'telegram',
    payerTelegramId: 42,
    payables: [payableKey(1, '1234567890')],
  };
  const attempt = { id: 2, payerTelegramId: 42, payables: [payableKey(1, '1234567890')] };

  for (const method of PAYMENT_METHODS) {
    for (const status of PAYMENT_STATUSES) {
      const expected = method === 'telegram' && (status === 'created' || status === 'pending');
      it(`${status} by ${method} is ${expected ? 'superseded' : 'left alone'}`, () => {
        expect(supersedes(attempt, { ...old, method, status })).toBe(expected);
      });
    }
  }

  it.each([
    ['another person', { payerTelegramId: 43 }],
    ['nobody known', { payerTelegramId: null }],
    ['the same number at another provider', { payables: [payableKey(2, '1234567890')] }],
    ['itself', { id: 2 }],
  ])('not for %s', (_, over) => {
    expect(supersedes(attempt, { ...old, ...over })).toBe(false);
  });

  it('one shared account of several is enough', () => {
    const several = [payableKey(3, '7'), payableKey(1, '1234567890')];
    expect(supersedes(attempt, { ...old, payables: several })).toBe(true);
  });
});
