import type { Ledger } from './ledger.ts';
import { type ObjectContext, paymentObject, refundObject } from './objects.ts';
import type { Payments } from './payments.ts';
import { invalid } from './problem.ts';

/** Filters that lists know besides their own. */
const TIME_BOUNDS = ['gte', 'gt', 'lte', 'lt'] as const;

/** `GET /payments`: newest first, by status and time, in pages. */
export function listPayments(payments: Payments, query: URLSearchParams, context: ObjectContext): object {
  payments.expireDue();
  const status = query.get('status');
  const method = query.get('payment_method');
  const found = [...payments.ledger.payments.values()].filter(
    (payment) =>
      (status === null || payment.status === status) &&
      (method === null || payment.method?.type === method) &&
      isWithin(query, 'created_at', payment.createdAt) &&
      isWithin(query, 'captured_at', payment.capturedAt),
  );
  return page(query, found.reverse(), (payment) => paymentObject(payment, context));
}

/** `GET /refunds` */
export function listRefunds(ledger: Ledger, query: URLSearchParams): object {
  const status = query.get('status');
  const paymentId = query.get('payment_id');
  const found = [...ledger.refunds.values()].filter(
    (refund) =>
      (status === null || refund.status === status) &&
      (paymentId === null || refund.paymentId === paymentId) &&
      isWithin(query, 'created_at', refund.createdAt),
  );
  return page(query, found.reverse(), refundObject);
}

function isWithin(query: URLSearchParams, field: string, at: number | null): boolean {
  return TIME_BOUNDS.every((bound) => {
    const name = `${field}.${bound}`;
    const text = query.get(name);
    if (text === null) return true;
    const limit = Date.parse(text);
    if (Number.isNaN(limit)) throw invalid(name, 'A time of ISO 8601 is expected');
    if (at === null) return false;
    return { gte: at >= limit, gt: at > limit, lte: at <= limit, lt: at < limit }[bound];
  });
}

function page<T extends { id: string }>(query: URLSearchParams, all: T[], show: (item: T) => object): object {
  const limit = Number(query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalid('limit', 'A whole number from 1 to 100 is expected');
  }
  const cursor = query.get('cursor');
  const begin = cursor === null ? 0 : all.findIndex(({ id }) => id === cursor);
  if (begin < 0) throw invalid('cursor', 'Unknown cursor');
  const next = all[begin + limit];
  return {
    type: 'list',
    items: all.slice(begin, begin + limit).map(show),
    ...(next === undefined ? {} : { next_cursor: next.id }),
  };
}
