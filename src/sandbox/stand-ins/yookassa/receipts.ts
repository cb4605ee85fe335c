import type { Ledger } from './ledger.ts';
import type { PaymentRecord } from './model.ts';
import { instant, REGISTERED_AFTER, receiptStatus } from './objects.ts';
import { GatewayProblem, invalid } from './problem.ts';

/** Of the cash register that registers everything here. */
const STORAGE = '9288000100115785';

/** `GET /receipts`: fiscal receipts of payments, newest first; one payment's when asked. */
export function listReceipts(ledger: Ledger, query: URLSearchParams, now: number): object {
  if (query.has('refund_id')) throw invalid('refund_id', 'Receipts of refunds are not served by the sandbox');
  const paymentId = query.get('payment_id');
  const status = query.get('status');
  const items = [...ledger.payments.values()]
    .filter((payment) => hasReceipt(payment) && (paymentId === null || payment.id === paymentId))
    .map((payment) => receiptObject(payment, now))
    .filter((receipt) => status === null || receipt.status === status)
    .reverse();
  return { type: 'list', items: items.slice(0, 100) };
}

/** `GET /receipts/{id}` */
export function oneReceipt(ledger: Ledger, id: string, now: number): object {
  const payment = [...ledger.payments.values()].find((one) => hasReceipt(one) && receiptId(one) === id);
  if (payment === undefined) throw new GatewayProblem('not_found', 'Receipt not found');
  return receiptObject(payment, now);
}

/** A receipt is made of a payment that has ended. */
function hasReceipt({ receipt, status }: PaymentRecord): boolean {
  return receipt !== null && (status === 'succeeded' || status === 'canceled');
}

function receiptId({ id }: PaymentRecord): string {
  return `rt-${id}`;
}

/** The fiscal fields are there once it is registered. */
function receiptObject(payment: PaymentRecord, now: number) {
  const status = receiptStatus(payment, now);
  const number = Number.parseInt(payment.id.replaceAll('-', '').slice(0, 12), 16);
  return {
    id: receiptId(payment),
    type: 'payment',
    payment_id: payment.id,
    status,
    ...(status === 'succeeded' && payment.capturedAt !== null
      ? {
          fiscal_document_number: String(number % 100_000),
          fiscal_storage_number: STORAGE,
          fiscal_attribute: String(number % 10_000_000_000).padStart(10, '0'),
          registered_at: instant(payment.capturedAt + REGISTERED_AFTER),
          fiscal_provider_id: payment.id,
        }
      : {}),
    tax_system_code: payment.receipt?.tax_system_code ?? 1,
    items: payment.receipt?.items ?? [],
  };
}
