import { formatAmount } from '../../bot-api/methods/invoices.ts';
import type {
  GatewayNotificationView,
  GatewayPaymentView,
  GatewayRefundView,
  GatewaySavedMethodView,
} from '../../gateway-api.ts';
import type { NotificationRecord, PaymentRecord, RefundRecord, SavedMethodRecord } from './model.ts';
import { bindPath, payPath } from './objects.ts';

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** A payment as the page and tests see it. */
export function paymentView(payment: PaymentRecord): GatewayPaymentView {
  const { method } = payment;
  const isOpen = payment.status === 'pending' && payment.confirmation !== null;
  return {
    id: payment.id,
    status: payment.status,
    amount: payment.amount,
    amountText: formatAmount(payment.amount, 'RUB'),
    description: payment.description ?? '',
    createdAt: instant(payment.createdAt),
    expiresAt: payment.expiresAt === null ? null : instant(payment.expiresAt),
    payPath: isOpen ? payPath(payment.id) : null,
    method: method === null ? null : { type: method.type, title: method.title, saved: method.saved },
    cancellation: payment.cancellation,
    refunded: payment.refunded,
    metadata: payment.metadata,
    hasReceipt: payment.receipt !== null,
    // Payments of an older journal say nothing of it.
    receiptRefused: payment.receiptRefused === true,
    atThreeDSecure: payment.attempt !== null,
  };
}

export function refundView(refund: RefundRecord): GatewayRefundView {
  return {
    id: refund.id,
    paymentId: refund.paymentId,
    status: refund.status,
    amount: refund.amount,
    amountText: formatAmount(refund.amount, 'RUB'),
    reason: refund.reason,
    createdAt: instant(refund.createdAt),
  };
}

export function savedMethodView(method: SavedMethodRecord): GatewaySavedMethodView {
  return {
    id: method.id,
    type: method.by.type,
    title: method.by.title,
    status: method.status,
    payPath: method.status === 'pending' ? bindPath(method.id) : null,
    nextReason: method.nextReason,
  };
}

export function notificationView(record: NotificationRecord): GatewayNotificationView {
  const { body: _, createdAt, nextAt, ...rest } = record;
  return { ...rest, createdAt: instant(createdAt), nextAt: nextAt === null ? null : instant(nextAt) };
}
