import { randomPaymentId } from '../../world/random.ts';
import type { World } from '../../world/world.ts';
import type { PaymentRecord, RefundRecord, SavedMethodRecord } from './model.ts';

/** Finished payments and refunds beyond this are forgotten, oldest first. */
const KEEP = 5_000;

/** What the gateway remembers: payments, refunds, saved methods. Every change is journaled and told. */
export class Ledger {
  readonly payments = new Map<string, PaymentRecord>();
  readonly refunds = new Map<string, RefundRecord>();
  readonly methods = new Map<string, SavedMethodRecord>();
  /** Payments that may still run out of time. */
  readonly open = new Set<PaymentRecord>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  newId(): string {
    return randomPaymentId(this.#world.random);
  }

  savePayment(payment: PaymentRecord): void {
    this.#put(payment);
    this.#world.journal.touch(`yk-payment/${payment.id}`, () => payment);
    this.#world.events.emit({ type: 'gateway-payment', payment });
    if (this.payments.size <= KEEP) return;
    for (const oldest of this.payments.values()) {
      if (this.open.has(oldest)) continue;
      this.payments.delete(oldest.id);
      this.#world.journal.remove(`yk-payment/${oldest.id}`);
      return;
    }
  }

  #put(payment: PaymentRecord): void {
    this.payments.set(payment.id, payment);
    const isOpen = payment.status === 'pending' || payment.status === 'waiting_for_capture';
    if (isOpen) this.open.add(payment);
    else this.open.delete(payment);
  }

  saveRefund(refund: RefundRecord): void {
    this.refunds.set(refund.id, refund);
    this.#world.journal.touch(`yk-refund/${refund.id}`, () => refund);
    this.#world.events.emit({ type: 'gateway-refund', refund });
    if (this.refunds.size <= KEEP) return;
    const [oldest] = this.refunds.keys();
    if (oldest === undefined) return;
    this.refunds.delete(oldest);
    this.#world.journal.remove(`yk-refund/${oldest}`);
  }

  saveMethod(method: SavedMethodRecord): void {
    this.methods.set(method.id, method);
    this.#world.journal.touch(`yk-method/${method.id}`, () => method);
    this.#world.events.emit({ type: 'gateway-method', method });
  }

  /** Puts back the records of a former run, without telling anybody. */
  restore(kept: { payments: PaymentRecord[]; refunds: RefundRecord[]; methods: SavedMethodRecord[] }): void {
    for (const payment of kept.payments) this.#put(payment);
    for (const refund of kept.refunds) this.refunds.set(refund.id, refund);
    for (const method of kept.methods) this.methods.set(method.id, method);
  }

  clear(): void {
    const { journal } = this.#world;
    for (const id of this.payments.keys()) journal.remove(`yk-payment/${id}`);
    for (const id of this.refunds.keys()) journal.remove(`yk-refund/${id}`);
    for (const id of this.methods.keys()) journal.remove(`yk-method/${id}`);
    for (const records of [this.payments, this.refunds, this.methods, this.open]) records.clear();
  }
}
