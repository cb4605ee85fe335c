import { type LeftToPayInput, leftToPay } from '../../src/domain/left-to-pay.ts';
import { type Kopecks, kopecks } from '../../src/domain/money.ts';
import { expiresAt, holdsBill, isExpired, payableKey, supersedes } from '../../src/domain/payment-holds.ts';
import {
  assertTransition,
  canTransition,
  moneyWasTaken,
  type PaymentFields,
  type PaymentMethod,
  statusAfterRefund,
} from '../../src/domain/payments.ts';
import { advancePart, preCheckoutVerdict } from '../../src/domain/pre-checkout.ts';
import { minutesLater, paymentFields } from './payment-fields.ts';

/** One attempt with what the services keep beside the guarded fields. */
export interface DeskPayment {
  readonly id: number;
  fields: PaymentFields;
  readonly wholeSum: boolean;
  readonly leftAtConfirmation: Kopecks;
  readonly acceptedHolds: readonly number[];
  /** Money beyond the debt that the person was told of. */
  readonly warnedAdvance: number;
  supersededById: number | null;
  authorizedByQueryId: string | null;
  exportClosedAt: Date | null;
  refunds: { amount: Kopecks; at: Date; exportClosedAt: Date | null }[];
}

export interface Press {
  readonly draftId: number;
  readonly payer: number;
  readonly method: Exclude<PaymentMethod, 'bank_qr'>;
  /** null = the whole sum. */
  readonly ownSum: number | null;
  readonly payAnyway: boolean;
}

const ACCOUNT = payableKey(1, '1234567890');

/**
 * The payment rules put together as services do, over one account and in memory: what the model test drives. It
 * decides nothing itself; every decision is a call of a rule.
 */
export class PaymentDesk {
  readonly payments: DeskPayment[] = [];
  readonly imported: { id: number; amount: Kopecks; paidAt: Date }[] = [];
  bill: LeftToPayInput['bill'];
  /** Why money beyond the debt came in: over-credit without an entry here would be silent. */
  readonly reported: string[] = [];
  readonly usesExports: boolean;

  constructor(bill: LeftToPayInput['bill'], usesExports: boolean) {
    this.bill = bill;
    this.usesExports = usesExports;
  }

  left(): Kopecks {
    return leftToPay({
      bill: this.bill,
      ownPayments: this.payments
        .filter(({ fields }) => moneyWasTaken(fields.status))
        .map(({ id, fields, exportClosedAt, refunds }) => ({
          id,
          amount: fields.amount,
          paidAt: fields.succeededAt ?? new Date(Number.NaN),
          exportClosedAt,
          refunds,
        })),
      importedPayments: this.imported.map((row) => ({ ...row, knownAt: null, ownPaymentId: null })),
      usesExports: this.usesExports,
    }).leftToPay;
  }

  /** What all payments here are worth: must be what the gateway took and did not give back. */
  credited(): number {
    return this.payments.reduce(
      (sum, { fields }) => sum + (moneyWasTaken(fields.status) ? fields.amount - fields.refunded : 0),
      0,
    );
  }

  holds(exceptId: number | null, now: Date): number[] {
    return this.payments
      .filter(({ id, fields }) => id !== exceptId && holdsBill(fields, now))
      .map(({ id }) => id);
  }

  /** The confirm button; the draft is the effect's key. null = refused. */
  press(press: Press, now: Date): DeskPayment | null {
    const done = this.payments.find(({ fields }) => fields.draftId === press.draftId);
    if (done !== undefined) return done;
    const left = this.left();
    const holds = this.holds(null, now);
    if (holds.length > 0 && !press.payAnyway) return null;
    if (press.ownSum === null && left <= 0) return null;
    const amount = press.ownSum === null ? left : kopecks(press.ownSum);
    const id = this.payments.length + 1;
    const created = paymentFields({
      number: `P-${id}`,
      method: press.method,
      amount,
      commission: kopecks(0),
      total: amount,
      draftId: press.draftId,
      idempotenceKey: `draft:${press.draftId}`,
      payerTelegramId: press.payer,
      createdAt: now,
      expiresAt: expiresAt(press.method, now),
    });
    const payment: DeskPayment = {
      id,
      fields: created,
      wholeSum: press.ownSum === null,
      leftAtConfirmation: left,
      acceptedHolds: holds,
      warnedAdvance: advancePart(amount, left),
      supersededById: null,
      authorizedByQueryId: null,
      exportClosedAt: null,
      refunds: [],
    };
    const attempt = { id, payerTelegramId: press.payer, payables: [ACCOUNT] };
    for (const old of this.payments) {
      const { status, method, payerTelegramId } = old.fields;
      if (supersedes(attempt, { id: old.id, status, method, payerTelegramId, payables: [ACCOUNT] })) {
        old.supersededById = id;
        this.move(old, { status: 'expired', finishedAt: now });
      }
    }
    this.payments.push(payment);
    const gateway = press.method === 'telegram' ? {} : { gatewayPaymentId: `gw-${id}` };
    this.move(payment, { status: 'pending', pendingAt: now, ...gateway });
    return payment;
  }

  preCheckout(payment: DeskPayment, queryId: string, payer: number, now: Date): boolean {
    const { fields } = payment;
    const verdict = preCheckoutVerdict({
      payment: {
        payload: fields.number,
        status: fields.status,
        total: fields.total,
        currency: fields.currency,
        payerTelegramId: fields.payerTelegramId,
        supersededById: payment.supersededById,
        expiresAt: fields.expiresAt,
        authorizedAt: fields.authorizedAt,
        authorizedByQueryId: payment.authorizedByQueryId,
        items: [
          {
            amount: fields.amount,
            wholeSum: payment.wholeSum,
            leftAtConfirmation: payment.leftAtConfirmation,
            leftToPayNow: this.left(),
            payable: true,
          },
        ],
        acceptedHolds: payment.acceptedHolds,
      },
      query: {
        id: queryId,
        payload: fields.number,
        amount: fields.total,
        currency: 'RUB',
        payerTelegramId: payer,
      },
      otherHolds: this.holds(payment.id, now),
      payerBlocked: false,
      now,
    });
    if (!verdict.ok || verdict.repeated) return verdict.ok;
    payment.authorizedByQueryId = queryId;
    if (verdict.renewed) payment.fields = { ...fields, authorizedAt: now };
    else this.move(payment, { status: 'authorized', authorizedAt: now });
    return true;
  }

  /** The gateway or Telegram says that money was taken: it is credited whatever we thought, once per charge. */
  success(payment: DeskPayment, chargeId: string, now: Date): void {
    if (this.payments.some(({ fields }) => fields.providerChargeId === chargeId)) return;
    const before = this.left();
    if (canTransition(payment.fields.status, 'succeeded')) {
      const held = holdsBill(payment.fields, now);
      this.move(payment, {
        status: 'succeeded',
        telegramChargeId: `tg-${chargeId}`,
        providerChargeId: chargeId,
        gatewayPaymentId: payment.fields.gatewayPaymentId ?? `gw-${payment.id}`,
        succeededAt: now,
        finishedAt: now,
      });
      this.report(payment, before, held ? 'paid' : 'late success');
      return;
    }
    // The same invoice charged again: money of its own, a payment of its own.
    const id = this.payments.length + 1;
    const again: DeskPayment = {
      ...payment,
      id,
      fields: paymentFields({
        ...payment.fields,
        status: 'succeeded',
        number: `P-${id}`,
        draftId: -id,
        idempotenceKey: `charge:${chargeId}`,
        refunded: kopecks(0),
        telegramChargeId: `tg-${chargeId}`,
        providerChargeId: chargeId,
        succeededAt: now,
        finishedAt: now,
      }),
      exportClosedAt: null,
      refunds: [],
    };
    this.payments.push(again);
    this.report(again, before, 'second charge');
  }

  private report(payment: DeskPayment, leftBefore: Kopecks, how: string): void {
    const beyond = advancePart(payment.fields.amount, leftBefore);
    if (beyond > 0) this.reported.push(`${how}: ${beyond}`);
  }

  fail(payment: DeskPayment, now: Date): void {
    if (!canTransition(payment.fields.status, 'failed')) return;
    this.move(payment, { status: 'failed', failureCode: 'general_decline', finishedAt: now });
  }

  /** The job that ends attempts; an authorization nobody heard of again ends with its hold. */
  expire(now: Date): void {
    for (const payment of this.payments) {
      const lapsed = payment.fields.status === 'authorized' && !holdsBill(payment.fields, now);
      if (isExpired(payment.fields, now) || lapsed)
        this.move(payment, { status: 'expired', finishedAt: now });
    }
  }

  /** Returns what was really given back. */
  refund(payment: DeskPayment, amount: number, now: Date): number {
    const status = statusAfterRefund(payment.fields, kopecks(amount));
    if (status === null) return 0;
    this.move(payment, { status, refunded: kopecks(payment.fields.refunded + amount) });
    payment.refunds = [...payment.refunds, { amount: kopecks(amount), at: now, exportClosedAt: null }];
    return amount;
  }

  export(now: Date): void {
    for (const payment of this.payments) {
      if (!moneyWasTaken(payment.fields.status)) continue;
      payment.exportClosedAt ??= now;
      payment.refunds = payment.refunds.map((refund) => ({
        ...refund,
        exportClosedAt: refund.exportClosedAt ?? now,
      }));
    }
  }

  private move(payment: DeskPayment, change: Partial<PaymentFields>): void {
    const after = { ...payment.fields, ...change };
    assertTransition(payment.fields, after);
    payment.fields = after;
  }
}

/** Whether the gateway itself would still take money for a payment on its page. */
export function payableAtGateway({ fields }: DeskPayment, now: Date): boolean {
  return fields.method !== 'telegram' && now < minutesLater(fields.createdAt, 60);
}
