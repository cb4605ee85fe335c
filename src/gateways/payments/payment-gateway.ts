import type { Kopecks } from '../../domain/money.ts';
import type { ReceiptItem } from './telegram-invoice-gateway.ts';

/** How the payer confirms: on the gateway's page (any method), there by the bank's app (СБП), or not at all (saved). */
export type GatewayWay = 'page' | 'sbp' | 'saved';

/** A payment to be made at the gateway: plain data, kept with our payment before it is sent, repeated word for word. */
export interface GatewayPaymentRequest {
  readonly amount: number;
  readonly way: GatewayWay;
  /** The gateway's id of a saved method; only with `saved`. */
  readonly methodId: string | null;
  /** The payer agreed that the method is remembered. */
  readonly saveMethod: boolean;
  /** 1–128 characters */
  readonly description: string;
  /** Comes back with every answer: our number of the payment. */
  readonly number: string;
  /** Where the page leads back to. */
  readonly returnUrl: string;
  readonly locale: 'ru' | 'en';
  /** 54-ФЗ; null: no fiscal receipt goes through the gateway. */
  readonly receipt: GatewayReceipt | null;
}

export interface GatewayReceipt {
  readonly customer: { readonly email: string } | { readonly phone: string };
  readonly taxSystemCode: number | null;
  readonly items: readonly {
    readonly description: string;
    readonly amount: number;
    readonly vatCode: number;
    readonly subject: ReceiptItem['subject'];
  }[];
}

/** What the gateway says about a payment. */
export interface GatewayPayment {
  readonly id: string;
  /** `authorized`: money is held and not taken yet. */
  readonly status: 'pending' | 'authorized' | 'succeeded' | 'canceled';
  readonly amount: Kopecks;
  readonly refunded: Kopecks;
  /** Our number, when the payment is of this program. */
  readonly number: string | null;
  /** Where the payer confirms, while something is left to confirm. */
  readonly confirmationUrl: string | null;
  /** Why it was cancelled, in the gateway's words (`insufficient_funds`). */
  readonly reason: string | null;
  readonly method: GatewayMethod | null;
  /** Where the fiscal receipt stands; null: none was asked for. */
  readonly fiscal: FiscalStatus | null;
}

/** `refused`: the cash register did not take it. */
export type FiscalStatus = 'pending' | 'registered' | 'refused';

/** A fiscal receipt (54-ФЗ) as the cash register numbered it: what a check at the tax service asks for. */
export interface FiscalReceipt {
  readonly status: FiscalStatus;
  /** номер фискального накопителя (ФН), once registered */
  readonly storage: string | null;
  /** номер фискального документа (ФД) */
  readonly document: string | null;
  /** фискальный признак (ФПД) */
  readonly sign: string | null;
  readonly registeredAt: Date | null;
}

/** A card or an account at the gateway; it may be charged again when `saved`. */
export interface GatewayMethod {
  readonly id: string;
  readonly saved: boolean;
  /** `bank_card`, `sbp`, … */
  readonly type: string;
  /** As the gateway shows it: `Bank card *4444`. */
  readonly title: string | null;
  readonly card: {
    readonly system: string;
    readonly first6: string | null;
    readonly last4: string;
    readonly expiryMonth: number;
    readonly expiryYear: number;
  } | null;
  /** Where the payer binds it, while that is not done. */
  readonly confirmationUrl: string | null;
}

export interface GatewayRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly status: 'pending' | 'succeeded' | 'canceled';
  readonly amount: Kopecks;
  readonly reason: string | null;
}

export interface GatewayRefundRequest {
  readonly paymentId: string;
  readonly amount: number;
  readonly description: string;
  /** Of a partial refund: what is given back. */
  readonly receipt: GatewayReceipt | null;
}

/**
 * A payment gateway with a page of its own. Every POST carries a key that was saved before: the same key is the same
 * payment, however often it is sent (24 hours).
 * All throw GatewayRefusedError (nothing was done) or GatewayUnavailableError (nobody knows).
 */
export interface PaymentGateway {
  createPayment(request: GatewayPaymentRequest, key: string): Promise<GatewayPayment>;
  /** null: the gateway knows no such payment. */
  findPayment(id: string): Promise<GatewayPayment | null>;
  /** The fiscal receipt of a payment; null: the gateway has none. */
  findFiscalReceipt(paymentId: string): Promise<FiscalReceipt | null>;
  createRefund(request: GatewayRefundRequest, key: string): Promise<GatewayRefund>;
  findRefund(id: string): Promise<GatewayRefund | null>;
  /** Begin to bind a card without a payment. */
  bindCard(request: { readonly returnUrl: string }, key: string): Promise<GatewayMethod>;
  findMethod(id: string): Promise<GatewayMethod | null>;
}

/** The gateway refused the request itself: nothing was done, the same request would be refused again. */
export class GatewayRefusedError extends Error {
  readonly code: string;
  /** Field of the request that is wrong; for the log. */
  readonly parameter: string | null;

  constructor(code: string, parameter: string | null, description: string) {
    super(`the gateway refused: ${code}${parameter === null ? '' : ` (${parameter})`}: ${description}`);
    this.name = 'GatewayRefusedError';
    this.code = code;
    this.parameter = parameter;
  }
}

/** No answer, or one that says nothing about what was done: only the same request with the same key may follow. */
export class GatewayUnavailableError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`the gateway is unavailable: ${reason}`, options);
    this.name = 'GatewayUnavailableError';
  }
}
