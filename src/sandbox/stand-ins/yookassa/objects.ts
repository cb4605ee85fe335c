import type { NotificationRecord, PaidBy, PaymentRecord, RefundRecord, SavedMethodRecord } from './model.ts';
import { toAmount } from './money.ts';

/** What the gateway keeps of a payment, in 1/10 000: cards cost more than СБП. */
const FEE = { bank_card: 280, sbp: 40, yoo_money: 350, sberbank: 350, tinkoff_bank: 350 } as const;

/** Shop, addresses and time, as objects show them. */
export interface ObjectContext {
  shopId: string;
  /** Clock, ms. */
  now: number;
  /** Where people reach this server. */
  publicUrl: string;
}

export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function methodObject(by: PaidBy): object {
  return {
    type: by.type,
    id: by.id,
    saved: by.saved,
    ...(by.saved ? { status: 'active' } : { status: 'inactive' }),
    title: by.title,
    ...cardPart(by),
  };
}

function cardPart({ card }: PaidBy): object {
  if (card === null) return {};
  return {
    card: {
      first6: card.first6,
      last4: card.last4,
      expiry_month: card.expiryMonth,
      expiry_year: card.expiryYear,
      card_type: card.cardType,
      card_product: { code: 'E' },
      issuer_country: 'RU',
      issuer_name: card.issuerName,
    },
  };
}

export function payPath(id: string): string {
  return `/yookassa/pay/${id}`;
}

export function bindPath(id: string): string {
  return `/yookassa/bind/${id}`;
}

function confirmationPart(payment: PaymentRecord, context: ObjectContext): object {
  const { confirmation, status, id } = payment;
  if (confirmation === null || status !== 'pending') return {};
  const url = `${context.publicUrl}${payPath(id)}`;
  const body =
    confirmation.type === 'qr'
      ? { type: 'qr', confirmation_data: url }
      : { type: 'redirect', return_url: confirmation.returnUrl, confirmation_url: url };
  return { confirmation: body };
}

/** A payment as `GET /payments/{id}` gives it. */
export function paymentObject(payment: PaymentRecord, context: ObjectContext): object {
  const { status, method } = payment;
  const isPaid = status === 'succeeded' || status === 'waiting_for_capture';
  const fee = method === null ? 0 : Math.round((payment.amount * FEE[method.type]) / 10_000);
  return {
    id: payment.id,
    status,
    paid: isPaid,
    amount: toAmount(payment.amount),
    ...(status === 'succeeded' ? { income_amount: toAmount(payment.amount - fee) } : {}),
    ...confirmationPart(payment, context),
    created_at: instant(payment.createdAt),
    ...(payment.capturedAt === null ? {} : { captured_at: instant(payment.capturedAt) }),
    ...(status === 'waiting_for_capture' && payment.expiresAt !== null
      ? { expires_at: instant(payment.expiresAt) }
      : {}),
    ...(payment.description === null ? {} : { description: payment.description }),
    metadata: payment.metadata,
    ...(method === null ? {} : { payment_method: methodObject(method) }),
    recipient: { account_id: context.shopId, gateway_id: '100700' },
    refundable: status === 'succeeded' && payment.refunded < payment.amount,
    ...(status === 'succeeded' ? { refunded_amount: toAmount(payment.refunded) } : {}),
    ...(payment.receipt === null ? {} : { receipt_registration: receiptStatus(payment, context.now) }),
    ...(payment.merchantCustomerId === null ? {} : { merchant_customer_id: payment.merchantCustomerId }),
    ...(isPaid && method?.type === 'bank_card' ? { authorization_details: authorization(payment) } : {}),
    ...(payment.cancellation === null ? {} : { cancellation_details: payment.cancellation }),
    test: true,
  };
}

/** The cash register takes its time: a receipt is registered a little after the money was taken. */
export const REGISTERED_AFTER = 5_000;

/** Where the receipt of a payment stands. */
export function receiptStatus(payment: PaymentRecord, now: number): 'pending' | 'succeeded' | 'canceled' {
  const { status, capturedAt, receiptRefused } = payment;
  if (status !== 'succeeded') return status === 'canceled' ? 'canceled' : 'pending';
  if (capturedAt === null || capturedAt + REGISTERED_AFTER > now) return 'pending';
  return receiptRefused ? 'canceled' : 'succeeded';
}

function registration(status: PaymentRecord['status']): string {
  return status === 'succeeded' ? 'succeeded' : status === 'canceled' ? 'canceled' : 'pending';
}

/** Numbers of the bank's answer, the same at every look. */
function authorization({ id, threeDSecure }: PaymentRecord): object {
  const number = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  return {
    rrn: String(number % 1_000_000_000_000).padStart(12, '0'),
    auth_code: String(number % 1_000_000).padStart(6, '0'),
    three_d_secure: { applied: threeDSecure },
  };
}

export function refundObject(refund: RefundRecord): object {
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    status: refund.status,
    created_at: instant(refund.createdAt),
    amount: toAmount(refund.amount),
    ...(refund.description === null ? {} : { description: refund.description }),
    ...(refund.receipt === null ? {} : { receipt_registration: registration(refund.status) }),
    ...(refund.reason === null
      ? {}
      : { cancellation_details: { party: 'payment_network', reason: refund.reason } }),
  };
}

/** A saved or pending method as `GET /payment_methods/{id}` gives it. */
export function savedMethodObject(method: SavedMethodRecord, context: ObjectContext): object {
  const isActive = method.status === 'active';
  return {
    type: method.by.type,
    id: method.id,
    saved: isActive,
    status: method.status === 'revoked' ? 'inactive' : method.status,
    title: method.by.title,
    holder: { account_id: context.shopId, gateway_id: '100700' },
    ...(method.status === 'pending' ? {} : cardPart(method.by)),
    ...(method.status === 'pending' && method.returnUrl !== null
      ? {
          confirmation: {
            type: 'redirect',
            return_url: method.returnUrl,
            confirmation_url: `${context.publicUrl}${bindPath(method.id)}`,
          },
        }
      : {}),
  };
}

export function notificationBody(event: NotificationRecord['event'], object: object): string {
  return JSON.stringify({ type: 'notification', event, object });
}
