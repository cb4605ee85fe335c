/**
 * What the chat page and tests see of the payment gateway's stand-in (YooKassa API v3). Only types, as
 * person-api.ts; the gateway's own API for programs is at `/yookassa/v3`, its pages for people at
 * `/yookassa/pay/<payment id>`.
 */
import type { Instant } from './instant.ts';

export type GatewayPaymentStatus = 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';

/** Ways to pay that the stand-in knows, by the gateway's names. */
export type GatewayMethodType = 'bank_card' | 'sbp' | 'yoo_money' | 'sberbank' | 'tinkoff_bank';

/** Why the gateway cancels a payment (`cancellation_details.reason`). */
export type GatewayReason =
  | '3d_secure_failed'
  | 'call_issuer'
  | 'canceled_by_merchant'
  | 'card_expired'
  | 'country_forbidden'
  | 'expired_on_capture'
  | 'expired_on_confirmation'
  | 'fraud_suspected'
  | 'general_decline'
  | 'identification_required'
  | 'insufficient_funds'
  | 'internal_timeout'
  | 'invalid_card_number'
  | 'invalid_csc'
  | 'issuer_unavailable'
  | 'payment_method_limit_exceeded'
  | 'payment_method_restricted'
  | 'permission_revoked';

/** Why the gateway cancels a refund. */
export type GatewayRefundReason =
  | 'general_decline'
  | 'insufficient_funds'
  | 'rejected_by_payee'
  | 'rejected_by_timeout'
  | 'yoo_money_account_closed';

export interface GatewayPaymentView {
  id: string;
  status: GatewayPaymentStatus;
  /** Kopecks. */
  amount: number;
  /** `12 221,81 ₽` with no-break spaces. */
  amountText: string;
  description: string;
  createdAt: Instant;
  /** A pending payment is cancelled then. */
  expiresAt: Instant | null;
  /** Where a person pays, below this server; null when nothing is left to do there. */
  payPath: string | null;
  method: { type: GatewayMethodType; title: string; saved: boolean } | null;
  cancellation: { party: string; reason: GatewayReason } | null;
  /** Kopecks given back. */
  refunded: number;
  metadata: Record<string, string>;
  hasReceipt: boolean;
  /** The cash register refuses its receipt, or will. */
  receiptRefused: boolean;
  /** The person is at the bank's 3-D Secure page. */
  atThreeDSecure: boolean;
}

export interface GatewayRefundView {
  id: string;
  paymentId: string;
  status: 'pending' | 'succeeded' | 'canceled';
  amount: number;
  amountText: string;
  reason: GatewayRefundReason | null;
  createdAt: Instant;
}

export interface GatewaySavedMethodView {
  id: string;
  type: GatewayMethodType;
  title: string;
  status: 'pending' | 'active' | 'revoked';
  /** Where a person binds a pending one, below this server. */
  payPath: string | null;
  /** The next charge by it fails with this reason. */
  nextReason: GatewayReason | null;
}

/** A message of the gateway to the shop's address. */
export interface GatewayNotificationView {
  id: number;
  event: string;
  objectId: string;
  /** `held`: waits for `release`. `given-up`: 24 hours without a 200. */
  status: 'waiting' | 'held' | 'delivered' | 'given-up';
  attempts: number;
  /** What the shop answered last: an HTTP status, or the connection's error. */
  lastAnswer: string | null;
  nextAt: Instant | null;
  createdAt: Instant;
}

/** `POST /sandbox/api/gateway/settings`; absent fields stay as they are. */
export interface GatewaySettingsDraft {
  /** Where notifications go; '' = nowhere. */
  notificationUrl?: string;
  /** New notifications wait until released. */
  hold?: boolean;
  /** Each notification is sent so many times more, 0…5. */
  duplicates?: number;
  /** How refunds end. */
  refunds?: 'succeed' | 'pending' | GatewayRefundReason;
  /** What the cash register answers to receipts of payments captured from now on. */
  receipts?: 'register' | 'refuse';
}

export type GatewaySettings = Required<GatewaySettingsDraft>;

/** `GET /sandbox/api/gateway`: the newest 200 of every list, newest first. */
export interface GatewayView {
  /** `YOOKASSA_API_URL`. */
  apiUrl: string;
  shopId: string;
  settings: GatewaySettings;
  payments: GatewayPaymentView[];
  refunds: GatewayRefundView[];
  savedMethods: GatewaySavedMethodView[];
  notifications: GatewayNotificationView[];
}

/** `POST /sandbox/api/gateway/payments/:id/actions`: what people do on the payment page, and the bank. */
export type GatewayPaymentAction =
  | {
      type: 'pay';
      /** Default: the one the payment was made for, else a card. */
      method?: GatewayMethodType;
      /** Digits; default a test card. `5555555555554477` asks for 3-D Secure, `5555555555554444` does not. */
      card?: string;
      /** When the shop asked for it: remember the method. Default true. */
      save?: boolean;
      /** `stop`: stay at the bank's page. Default `passes`. */
      threeDSecure?: 'passes' | 'fails' | 'stop';
    }
  /** The bank says no. */
  | { type: 'decline'; reason: GatewayReason; method?: GatewayMethodType; card?: string }
  | { type: 'pass-3d-secure' }
  | { type: 'fail-3d-secure' }
  /** Its time is over, now. */
  | { type: 'expire' };

/** `POST /sandbox/api/gateway/refunds/:id/actions`, for pending refunds. */
export type GatewayRefundAction = { type: 'succeed' } | { type: 'cancel'; reason: GatewayRefundReason };

/** `POST /sandbox/api/gateway/methods/:id/actions`. */
export type GatewayMethodAction =
  /** The person binds the card on the gateway's page. */
  | { type: 'bind'; card?: string }
  /** The person takes back the permission: charges end with `permission_revoked`. */
  | { type: 'revoke' }
  /** The next charge ends so; null = it succeeds. */
  | { type: 'plan'; reason: GatewayReason | null };

/** `POST /sandbox/api/gateway/notifications/actions`. */
export type GatewayNotificationAction =
  /** Once more, whatever has become of it. */
  | { type: 'resend'; id: number }
  /** All that are held, in this order. Absent = as they came. */
  | { type: 'release'; order?: 'forward' | 'backward' };
