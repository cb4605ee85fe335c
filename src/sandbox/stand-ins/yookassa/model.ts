import type { JsonObject } from '../../bot-api/params.ts';
import type {
  GatewayMethodType,
  GatewayPaymentStatus,
  GatewayReason,
  GatewayRefundReason,
} from '../../gateway-api.ts';

export const METHOD_TYPES: readonly GatewayMethodType[] = [
  'bank_card',
  'sbp',
  'yoo_money',
  'sberbank',
  'tinkoff_bank',
];

export function isMethodType(value: unknown): value is GatewayMethodType {
  return METHOD_TYPES.some((type) => type === value);
}

/** Who ended a payment, by the reason (the reference's table). */
export const PARTY_OF_REASON: Record<GatewayReason, 'merchant' | 'yoo_money' | 'payment_network'> = {
  '3d_secure_failed': 'payment_network',
  call_issuer: 'payment_network',
  canceled_by_merchant: 'merchant',
  card_expired: 'payment_network',
  country_forbidden: 'yoo_money',
  expired_on_capture: 'yoo_money',
  expired_on_confirmation: 'yoo_money',
  fraud_suspected: 'yoo_money',
  general_decline: 'payment_network',
  identification_required: 'yoo_money',
  insufficient_funds: 'payment_network',
  internal_timeout: 'yoo_money',
  invalid_card_number: 'payment_network',
  invalid_csc: 'payment_network',
  issuer_unavailable: 'payment_network',
  payment_method_limit_exceeded: 'payment_network',
  payment_method_restricted: 'payment_network',
  permission_revoked: 'merchant',
};

export function isReason(value: unknown): value is GatewayReason {
  return typeof value === 'string' && Object.hasOwn(PARTY_OF_REASON, value);
}

const REFUND_REASONS: readonly GatewayRefundReason[] = [
  'general_decline',
  'insufficient_funds',
  'rejected_by_payee',
  'rejected_by_timeout',
  'yoo_money_account_closed',
];

export function isRefundReason(value: unknown): value is GatewayRefundReason {
  return REFUND_REASONS.some((reason) => reason === value);
}

export interface CardRecord {
  first6: string;
  last4: string;
  expiryMonth: string;
  expiryYear: string;
  cardType: string;
  issuerName: string;
}

/** How a payment is paid. */
export interface PaidBy {
  type: GatewayMethodType;
  /** The gateway's id of it; also the id of the saved one. */
  id: string;
  saved: boolean;
  title: string;
  card: CardRecord | null;
}

/** What a person has entered on the payment page and the bank has not answered yet. */
export interface Attempt {
  by: PaidBy;
  /** How the bank will answer after 3-D Secure; null = yes. */
  reason: GatewayReason | null;
}

export interface PaymentRecord {
  id: string;
  status: GatewayPaymentStatus;
  /** Kopecks. */
  amount: number;
  capture: boolean;
  description: string | null;
  metadata: Record<string, string>;
  confirmation: { type: 'redirect' | 'qr'; returnUrl: string; locale: string | null } | null;
  /** The kind asked for; null = chosen on the page. */
  wanted: GatewayMethodType | null;
  saveMethod: boolean;
  merchantCustomerId: string | null;
  receipt: JsonObject | null;
  /** The cash register refuses it. */
  receiptRefused: boolean;
  method: PaidBy | null;
  attempt: Attempt | null;
  threeDSecure: boolean;
  cancellation: { party: string; reason: GatewayReason } | null;
  /** Kopecks, succeeded refunds. */
  refunded: number;
  /** Clock, ms. */
  createdAt: number;
  capturedAt: number | null;
  /** Pending: until confirmed; waiting_for_capture: until captured. Clock, ms. */
  expiresAt: number | null;
}

export interface RefundRecord {
  id: string;
  paymentId: string;
  status: 'pending' | 'succeeded' | 'canceled';
  amount: number;
  description: string | null;
  receipt: JsonObject | null;
  reason: GatewayRefundReason | null;
  createdAt: number;
}

export interface SavedMethodRecord {
  id: string;
  by: PaidBy;
  status: 'pending' | 'active' | 'revoked';
  /** Of a binding without a payment. */
  returnUrl: string | null;
  nextReason: GatewayReason | null;
  createdAt: number;
}

export interface NotificationRecord {
  id: number;
  event: string;
  objectId: string;
  body: string;
  status: 'waiting' | 'held' | 'delivered' | 'given-up';
  attempts: number;
  lastAnswer: string | null;
  createdAt: number;
  /** Clock, ms; null = nothing is planned. */
  nextAt: number | null;
}

/** The answer kept for an Idempotence-Key. */
export interface KeyRecord {
  /** Of method, path and body. */
  digest: string;
  answer: unknown;
  createdAt: number;
}
