import type { JsonObject } from '../../bot-api/params.ts';
import type { GatewayMethodType, GatewayReason, GatewayRefundReason } from '../../gateway-api.ts';
import { asksThreeDSecure, CARD_WITH_3DS, isCardNumber, paidBy } from './cards.ts';
import type { Ledger } from './ledger.ts';
import {
  PARTY_OF_REASON,
  type PaidBy,
  type PaymentRecord,
  type RefundRecord,
  type SavedMethodRecord,
} from './model.ts';
import { GatewayProblem, invalid } from './problem.ts';
import { checkSbp, type PaymentRequest, type RefundRequest, readCapture } from './read-requests.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A payment that nobody confirms is cancelled after this. */
const CONFIRM_WITHIN = HOUR;
/** An authorized one that nobody captures, after this. */
const CAPTURE_WITHIN = 7 * DAY;
/** Refunds are possible so long. */
const REFUND_WITHIN = 3 * 365 * DAY;

/** Told of every step that the gateway notifies shops of. */
export interface PaymentListener {
  /** Whether the cash register refuses receipts now. */
  refusesReceipts(): boolean;
  payment(
    event: 'payment.waiting_for_capture' | 'payment.succeeded' | 'payment.canceled',
    payment: PaymentRecord,
  ): void;
  refund(event: 'refund.succeeded', refund: RefundRecord): void;
  method(event: 'payment_method.active', method: SavedMethodRecord): void;
}

/** How a person pays on the page. */
export interface Paying {
  method?: GatewayMethodType | undefined;
  card?: string | undefined;
  save?: boolean | undefined;
  /** The bank says no with it. */
  reason?: GatewayReason | undefined;
}

/** What may be done to payments, refunds and saved methods, and what follows. Times are clock ms. */
export class Payments {
  readonly ledger: Ledger;
  readonly #now: () => number;
  readonly #listener: PaymentListener;

  constructor(ledger: Ledger, now: () => number, listener: PaymentListener) {
    this.ledger = ledger;
    this.#now = now;
    this.#listener = listener;
  }

  /** @throws GatewayProblem 404 */
  get(id: string): PaymentRecord {
    this.expireDue();
    const payment = this.ledger.payments.get(id);
    if (payment === undefined)
      throw new GatewayProblem('not_found', 'Incorrect payment_id. Payment not found');
    return payment;
  }

  /** Cancels what has run out of time. */
  expireDue(): void {
    const now = this.#now();
    for (const payment of this.ledger.open) {
      if (payment.expiresAt === null || payment.expiresAt > now) continue;
      this.#cancel(payment, payment.status === 'pending' ? 'expired_on_confirmation' : 'expired_on_capture');
    }
  }

  create(request: PaymentRequest): PaymentRecord {
    const now = this.#now();
    const { savedMethodId, ...terms } = request;
    const saved = savedMethodId === null ? null : this.#chargeable(savedMethodId);
    const payment: PaymentRecord = {
      ...terms,
      id: this.ledger.newId(),
      status: 'pending',
      method: null,
      attempt: null,
      threeDSecure: false,
      receiptRefused: false,
      cancellation: null,
      refunded: 0,
      createdAt: now,
      capturedAt: null,
      expiresAt: now + CONFIRM_WITHIN,
    };
    this.ledger.savePayment(payment);
    if (saved !== null) this.#charge(payment, saved);
    return payment;
  }

  #chargeable(id: string): SavedMethodRecord {
    const method = this.ledger.methods.get(id);
    if (method === undefined || method.status === 'pending') {
      throw invalid('payment_method_id', "Payment method doesn't exist or is not available");
    }
    return method;
  }

  /** A charge without the person: the bank answers at once. */
  #charge(payment: PaymentRecord, method: SavedMethodRecord): void {
    const reason = method.status === 'revoked' ? 'permission_revoked' : method.nextReason;
    payment.method = { ...method.by, saved: true };
    if (method.nextReason !== null) {
      method.nextReason = null;
      this.ledger.saveMethod(method);
    }
    if (reason === null) this.#authorize(payment);
    else this.#cancel(payment, reason);
  }

  /**
   * A person has entered how to pay.
   * @returns true when the bank's 3-D Secure page comes next.
   * @throws GatewayProblem when the payment is not pending or the card's number is none.
   */
  enter(payment: PaymentRecord, paying: Paying): boolean {
    this.#requirePending(payment);
    const type = payment.wanted ?? paying.method ?? 'bank_card';
    const digits = (paying.card ?? CARD_WITH_3DS).replaceAll(/\s/g, '');
    if (type === 'bank_card' && !isCardNumber(digits)) {
      throw invalid('payment_method_data.card.number', 'The card number is wrong');
    }
    if (type === 'sbp') checkSbp(payment.amount, payment.capture);
    const by = paidBy(type, digits, this.ledger.newId(), this.#now());
    by.saved = payment.saveMethod && paying.save !== false;
    payment.attempt = { by, reason: paying.reason ?? null };
    if (asksThreeDSecure(type, digits)) {
      this.ledger.savePayment(payment);
      return true;
    }
    this.#answer(payment, false);
    return false;
  }

  /** The person passes or fails the bank's page. */
  threeDSecure(payment: PaymentRecord, isPassed: boolean): void {
    this.#requirePending(payment);
    if (payment.attempt === null) throw invalid('payment', 'Nothing was entered yet');
    if (!isPassed) payment.attempt.reason = '3d_secure_failed';
    this.#answer(payment, true);
  }

  #answer(payment: PaymentRecord, threeDSecure: boolean): void {
    const { attempt } = payment;
    if (attempt === null) return;
    payment.attempt = null;
    payment.threeDSecure = threeDSecure && attempt.reason !== '3d_secure_failed';
    payment.method = attempt.reason === null ? attempt.by : { ...attempt.by, saved: false };
    if (attempt.reason !== null) this.#cancel(payment, attempt.reason);
    else this.#authorize(payment);
  }

  #requirePending(payment: PaymentRecord): void {
    this.expireDue();
    if (payment.status !== 'pending') throw invalid('payment', `The payment is ${payment.status} already`);
  }

  /** The bank has said yes. */
  #authorize(payment: PaymentRecord): void {
    const { method } = payment;
    if (method?.saved === true && !this.ledger.methods.has(method.id)) this.#keep(method);
    if (payment.capture) {
      this.#succeed(payment);
      return;
    }
    payment.status = 'waiting_for_capture';
    payment.expiresAt = this.#now() + CAPTURE_WITHIN;
    this.ledger.savePayment(payment);
    this.#listener.payment('payment.waiting_for_capture', payment);
  }

  #keep(by: PaidBy): void {
    this.ledger.saveMethod({
      id: by.id,
      by,
      status: 'active',
      returnUrl: null,
      nextReason: null,
      createdAt: this.#now(),
    });
  }

  #succeed(payment: PaymentRecord): void {
    payment.status = 'succeeded';
    payment.capturedAt = this.#now();
    payment.receiptRefused = payment.receipt !== null && this.#listener.refusesReceipts();
    payment.expiresAt = null;
    this.ledger.savePayment(payment);
    this.#listener.payment('payment.succeeded', payment);
  }

  #cancel(payment: PaymentRecord, reason: GatewayReason): void {
    payment.status = 'canceled';
    payment.cancellation = { party: PARTY_OF_REASON[reason], reason };
    payment.attempt = null;
    payment.expiresAt = null;
    this.ledger.savePayment(payment);
    this.#listener.payment('payment.canceled', payment);
  }

  capture(id: string, body: JsonObject): PaymentRecord {
    const payment = this.#authorized(id);
    const { amount, receipt } = readCapture(body, payment.amount);
    payment.amount = amount;
    if (receipt !== null) payment.receipt = receipt;
    this.#succeed(payment);
    return payment;
  }

  cancel(id: string): PaymentRecord {
    const payment = this.#authorized(id);
    this.#cancel(payment, 'canceled_by_merchant');
    return payment;
  }

  #authorized(id: string): PaymentRecord {
    const payment = this.get(id);
    if (payment.status !== 'waiting_for_capture') {
      throw invalid('payment_id', `Payment has a wrong status: ${payment.status}`);
    }
    return payment;
  }

  /** Ends a pending or authorized payment as time would. */
  expire(payment: PaymentRecord): void {
    if (!this.ledger.open.has(payment)) throw invalid('payment', `The payment is ${payment.status} already`);
    this.#cancel(payment, payment.status === 'pending' ? 'expired_on_confirmation' : 'expired_on_capture');
  }

  /** @param outcome how it ends; `pending` = later, by `endRefund`. */
  refund(request: RefundRequest, outcome: 'succeed' | 'pending' | GatewayRefundReason): RefundRecord {
    const payment = this.get(request.paymentId);
    if (payment.status !== 'succeeded') {
      throw invalid('payment_id', `Payment has a wrong status: ${payment.status}`);
    }
    if (this.#now() - payment.createdAt > REFUND_WITHIN) {
      throw invalid('payment_id', 'The payment is too old to be refunded');
    }
    const left = payment.amount - payment.refunded - this.#refundsUnderWay(payment.id);
    if (request.amount > left) {
      throw invalid('amount.value', 'Refund amount is greater than the remaining amount of the payment');
    }
    if (request.amount < payment.amount && payment.receipt !== null && request.receipt === null) {
      throw invalid('receipt', 'Receipt is required for a partial refund');
    }
    const refund: RefundRecord = {
      ...request,
      id: this.ledger.newId(),
      status: 'pending',
      reason: null,
      createdAt: this.#now(),
    };
    this.ledger.saveRefund(refund);
    if (outcome !== 'pending') this.endRefund(refund, outcome === 'succeed' ? null : outcome);
    return refund;
  }

  #refundsUnderWay(paymentId: string): number {
    let sum = 0;
    for (const refund of this.ledger.refunds.values()) {
      if (refund.paymentId === paymentId && refund.status === 'pending') sum += refund.amount;
    }
    return sum;
  }

  /** @param reason null = the money went back. */
  endRefund(refund: RefundRecord, reason: GatewayRefundReason | null): void {
    if (refund.status !== 'pending') throw invalid('refund', `The refund is ${refund.status} already`);
    refund.status = reason === null ? 'succeeded' : 'canceled';
    refund.reason = reason;
    this.ledger.saveRefund(refund);
    if (reason !== null) return;
    const payment = this.ledger.payments.get(refund.paymentId);
    if (payment !== undefined) {
      payment.refunded += refund.amount;
      this.ledger.savePayment(payment);
    }
    this.#listener.refund('refund.succeeded', refund);
  }

  /** A method that waits for its person to bind it. */
  createMethod(returnUrl: string): SavedMethodRecord {
    const id = this.ledger.newId();
    const method: SavedMethodRecord = {
      id,
      by: { type: 'bank_card', id, saved: false, title: 'Bank card', card: null },
      status: 'pending',
      returnUrl,
      nextReason: null,
      createdAt: this.#now(),
    };
    this.ledger.saveMethod(method);
    return method;
  }

  bind(method: SavedMethodRecord, card: string = CARD_WITH_3DS): void {
    const digits = card.replaceAll(/\s/g, '');
    if (method.status !== 'pending') throw invalid('method', `The method is ${method.status} already`);
    if (!isCardNumber(digits)) throw invalid('card', 'The card number is wrong');
    method.by = { ...paidBy('bank_card', digits, method.id, this.#now()), saved: true };
    method.status = 'active';
    this.ledger.saveMethod(method);
    this.#listener.method('payment_method.active', method);
  }
}
