import type {
  GatewayMethodAction,
  GatewayNotificationAction,
  GatewayPaymentAction,
  GatewayRefundAction,
  GatewaySettings,
  GatewaySettingsDraft,
  GatewayView,
} from '../../gateway-api.ts';
import { ActionRefusal } from '../../people/action-refusal.ts';
import type { World } from '../../world/world.ts';
import { IdempotenceKeys } from './idempotence.ts';
import { Ledger } from './ledger.ts';
import type { PaymentRecord, SavedMethodRecord } from './model.ts';
import { Notifier } from './notifier.ts';
import {
  notificationBody,
  type ObjectContext,
  paymentObject,
  refundObject,
  savedMethodObject,
} from './objects.ts';
import { Payments } from './payments.ts';
import { GatewayProblem } from './problem.ts';
import { restoreGateway } from './restore.ts';
import { notificationView, paymentView, refundView, savedMethodView } from './views.ts';

/** How often payments are looked at whose time may be over, real ms. */
const LOOK_EVERY = 5_000;

export interface GatewayOptions {
  world: World;
  shopId: string;
  secretKey: string;
  notificationUrl: string;
  /** Where programs and people reach this server; known when it listens. */
  addresses: () => { url: string; publicUrl: string };
  records: Map<string, unknown>;
}

/**
 * Stand-in for YooKassa API v3: what a shop sees over HTTP (`api.ts`), what people do on the payment
 * page (`pages/`), what the shop is told (`notifier.ts`).
 */
export class YooKassa {
  readonly shopId: string;
  readonly secretKey: string;
  readonly payments: Payments;
  readonly keys: IdempotenceKeys;
  readonly notifier: Notifier;
  readonly settings: GatewaySettings;
  readonly #world: World;
  readonly #addresses: GatewayOptions['addresses'];
  readonly #looking: NodeJS.Timeout;
  readonly #first: GatewaySettings;

  constructor(options: GatewayOptions) {
    const { world } = options;
    this.#world = world;
    this.#addresses = options.addresses;
    this.shopId = options.shopId;
    this.secretKey = options.secretKey;
    this.settings = {
      notificationUrl: options.notificationUrl,
      hold: false,
      duplicates: 0,
      refunds: 'succeed',
      receipts: 'register',
    };
    this.#first = { ...this.settings };
    this.notifier = new Notifier(world, this.settings);
    this.keys = new IdempotenceKeys(world);
    const tell = (event: string, id: string, object: object): void =>
      this.notifier.send(event, id, notificationBody(event, object));
    this.payments = new Payments(new Ledger(world), () => world.now(), {
      refusesReceipts: () => this.settings.receipts === 'refuse',
      payment: (event, payment) => tell(event, payment.id, paymentObject(payment, this.context)),
      refund: (event, refund) => tell(event, refund.id, refundObject(refund)),
      method: (event, method) => tell(event, method.id, savedMethodObject(method, this.context)),
    });
    restoreGateway(this, options.records);
    this.#looking = setInterval(() => this.payments.expireDue(), LOOK_EVERY);
    this.#looking.unref();
  }

  get context(): ObjectContext {
    return { shopId: this.shopId, publicUrl: this.#addresses().publicUrl, now: this.#world.now() };
  }

  /** For YOOKASSA_API_URL. */
  get apiUrl(): string {
    return `${this.#addresses().url}/yookassa/v3`;
  }

  get world(): World {
    return this.#world;
  }

  /** Newest first. @param limit of each list. */
  view(limit = Number.POSITIVE_INFINITY): GatewayView {
    const { ledger } = this.payments;
    const newest = <T>(records: Map<unknown, T>): T[] => [...records.values()].slice(-limit).reverse();
    this.payments.expireDue();
    return {
      apiUrl: this.apiUrl,
      shopId: this.shopId,
      settings: { ...this.settings },
      payments: newest(ledger.payments).map(paymentView),
      refunds: newest(ledger.refunds).map(refundView),
      savedMethods: newest(ledger.methods).map(savedMethodView),
      notifications: newest(this.notifier.records).map(notificationView),
    };
  }

  set(draft: GatewaySettingsDraft): GatewaySettings {
    Object.assign(this.settings, draft);
    this.#world.journal.touch('yk-settings/', () => this.settings);
    return { ...this.settings };
  }

  /**
   * What a person or the bank does to a payment.
   * @throws ActionRefusal when it cannot be done now.
   */
  act(id: string, action: GatewayPaymentAction): PaymentRecord {
    return doing(() => {
      const payment = this.payments.get(id);
      this.#actOn(payment, action);
      return payment;
    });
  }

  #actOn(payment: PaymentRecord, action: GatewayPaymentAction): void {
    switch (action.type) {
      case 'pay': {
        const { method, card, save, threeDSecure = 'passes' } = action;
        const isAsked = this.payments.enter(payment, { method, card, save });
        if (isAsked && threeDSecure !== 'stop') {
          this.payments.threeDSecure(payment, threeDSecure === 'passes');
        }
        return;
      }
      case 'decline': {
        const { method, card, reason } = action;
        const isAsked = this.payments.enter(payment, { method, card, reason });
        if (isAsked) this.payments.threeDSecure(payment, reason !== '3d_secure_failed');
        return;
      }
      case 'pass-3d-secure':
      case 'fail-3d-secure':
        this.payments.threeDSecure(payment, action.type === 'pass-3d-secure');
        return;
      case 'expire':
        this.payments.expire(payment);
    }
  }

  actOnRefund(id: string, action: GatewayRefundAction): void {
    doing(() => {
      const refund = this.payments.ledger.refunds.get(id);
      if (refund === undefined) throw new GatewayProblem('not_found', `There is no refund ${id}`);
      this.payments.endRefund(refund, action.type === 'succeed' ? null : action.reason);
    });
  }

  /** A saved method by id. @throws GatewayProblem 404 */
  method(id: string): SavedMethodRecord {
    const method = this.payments.ledger.methods.get(id);
    if (method === undefined) throw new GatewayProblem('not_found', 'Payment method not found');
    return method;
  }

  actOnMethod(id: string, action: GatewayMethodAction): void {
    doing(() => {
      const method = this.method(id);
      if (action.type === 'bind') {
        this.payments.bind(method, action.card);
        return;
      }
      if (action.type === 'revoke') method.status = 'revoked';
      else method.nextReason = action.reason;
      this.payments.ledger.saveMethod(method);
    });
  }

  actOnNotifications(action: GatewayNotificationAction): void {
    if (!this.notifier.act(action)) {
      throw new ActionRefusal('not-found', 'There is no such notification');
    }
  }

  /** After the clock was moved. */
  clockMoved(): void {
    this.payments.expireDue();
    this.notifier.retime();
  }

  /** Back to the beginning; the address for notifications stays as it was configured or set. */
  reset(): void {
    this.payments.ledger.clear();
    this.notifier.clear();
    this.keys.clear();
    this.set({ ...this.#first, notificationUrl: this.settings.notificationUrl });
  }

  close(): void {
    clearInterval(this.#looking);
    this.notifier.close();
  }
}

/** The gateway's refusals in the words of the page's API. */
function doing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    throw new ActionRefusal(error.code === 'not_found' ? 'not-found' : 'gateway', error.message);
  }
}
