import { randomUUID } from 'node:crypto';
import { kopecks } from '../../../src/domain/money.ts';
import {
  type GatewayPayment,
  type GatewayRefund,
  GatewayRefusedError,
  GatewayUnavailableError,
  type PaymentGateway,
} from '../../../src/gateways/payments/payment-gateway.ts';

interface Kept {
  payment: GatewayPayment;
  /** the request, to see that a repeat says the same */
  readonly request: string;
}

/** What the gateway is told to do to the next call. */
export type Trouble = 'before' | 'after' | null;

/** A gateway in memory with YooKassa's promises: the same key is the same payment, refunds never exceed it. */
export function createMemoryGateway() {
  const byKey = new Map<string, string>();
  const payments = new Map<string, Kept>();
  const refunds = new Map<string, GatewayRefund>();
  const refundKeys = new Map<string, string>();
  const state: { trouble: Trouble } = { trouble: null };

  /** Fails before or after the work, once. */
  async function meet<T>(work: () => T): Promise<T> {
    const { trouble } = state;
    state.trouble = null;
    if (trouble === 'before') throw new GatewayUnavailableError('cut');
    const result = work();
    if (trouble === 'after') throw new GatewayUnavailableError('cut');
    return result;
  }

  function find(id: string): Kept {
    const kept = payments.get(id);
    if (kept === undefined) throw new Error(`no payment ${id}`);
    return kept;
  }

  const gateway: PaymentGateway = {
    createPayment: (request, key) =>
      meet(() => {
        const text = JSON.stringify(request);
        const known = byKey.get(key);
        if (known !== undefined) {
          const kept = find(known);
          if (kept.request !== text) throw new GatewayRefusedError('invalid_request', 'key', 'other body');
          return kept.payment;
        }
        const id = randomUUID();
        byKey.set(key, id);
        const payment: GatewayPayment = {
          id,
          status: 'pending',
          amount: kopecks(request.amount),
          refunded: kopecks(0),
          number: request.number,
          confirmationUrl: `https://pay.example.test/${id}`,
          reason: null,
          method: null,
          fiscal: null,
        };
        payments.set(id, { payment, request: text });
        return payment;
      }),
    findPayment: (id) => meet(() => payments.get(id)?.payment ?? null),
    findFiscalReceipt: () => Promise.resolve(null),
    createRefund: ({ paymentId, amount }, key) =>
      meet(() => {
        const known = refunds.get(refundKeys.get(key) ?? '');
        if (known !== undefined) return known;
        const kept = find(paymentId);
        if (kept.payment.status !== 'succeeded' || kept.payment.refunded + amount > kept.payment.amount) {
          throw new GatewayRefusedError('invalid_request', 'amount', 'too much');
        }
        kept.payment = { ...kept.payment, refunded: kopecks(kept.payment.refunded + amount) };
        const refund: GatewayRefund = {
          id: randomUUID(),
          paymentId,
          status: 'succeeded',
          amount: kopecks(amount),
          reason: null,
        };
        refunds.set(refund.id, refund);
        refundKeys.set(key, refund.id);
        return refund;
      }),
    findRefund: (id) => meet(() => refunds.get(id) ?? null),
    bindCard: () => Promise.reject(new GatewayRefusedError('forbidden', null, '')),
    findMethod: () => Promise.resolve(null),
  };

  return {
    gateway,
    ids: () => [...payments.keys()],
    payment: (id: string) => find(id).payment,
    refunds: () => [...refunds.values()],
    /** The payer at the page; what has ended stays as it is. */
    end(id: string, status: 'succeeded' | 'canceled'): void {
      const kept = find(id);
      if (kept.payment.status !== 'pending') return;
      const reason = status === 'canceled' ? 'insufficient_funds' : null;
      kept.payment = { ...kept.payment, status, reason, confirmationUrl: null };
    },
    fail(trouble: Trouble): void {
      state.trouble = trouble;
    },
    /** kopecks the gateway holds for us: taken less given back */
    balance: () =>
      [...payments.values()].reduce(
        (sum, { payment }) => sum + (payment.status === 'succeeded' ? payment.amount - payment.refunded : 0),
        0,
      ),
  };
}
