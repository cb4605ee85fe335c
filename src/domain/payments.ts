import type { Kopecks } from './money.ts';

/** States of a payment: one charge at one merchant. The names are the database's. */
export const PAYMENT_STATUSES = [
  'created',
  'pending',
  'authorized',
  'succeeded',
  'failed',
  'expired',
  'partially_refunded',
  'refunded',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Ways to pay. `yookassa` is the gateway's page, where the payer chooses; `sbp` its page for the bank app. */
export const PAYMENT_METHODS = ['telegram', 'yookassa', 'sbp', 'saved_card', 'bank_qr'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Methods whose payment exists at the gateway and may be charged there without another word from us. */
export const GATEWAY_METHODS = ['yookassa', 'sbp', 'saved_card'] as const satisfies readonly PaymentMethod[];

/**
 * created: saved here, nothing asked of anybody · pending: the payer can pay · authorized: about to be charged
 * (pre-checkout answered, or money held) · then an end. Ends are not equal: `failed` and `expired` say what we
 * know, and the gateway may know better later, so a late success is honoured; money taken is never untaken,
 * only given back.
 */
export const PAYMENT_TRANSITIONS = {
  created: ['pending', 'failed', 'expired'],
  pending: ['authorized', 'succeeded', 'failed', 'expired'],
  authorized: ['succeeded', 'failed', 'expired'],
  succeeded: ['partially_refunded', 'refunded'],
  failed: ['succeeded'],
  expired: ['succeeded'],
  partially_refunded: ['partially_refunded', 'refunded'],
  refunded: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** States in which the payer's money is with us, wholly or in part: they count for what is left to pay. */
export const MONEY_TAKEN_STATUSES = [
  'succeeded',
  'partially_refunded',
  'refunded',
] as const satisfies readonly PaymentStatus[];

/** Whether the table allows the change. A repeat of the same state is no change, except another partial refund. */
export function canTransition(from: PaymentStatus, to: PaymentStatus): boolean {
  const targets: readonly PaymentStatus[] = PAYMENT_TRANSITIONS[from];
  return targets.includes(to);
}

/** States from which `to` may be reached: for `UPDATE … WHERE status IN (…)`. */
export function statusesBefore(to: PaymentStatus): readonly PaymentStatus[] {
  return PAYMENT_STATUSES.filter((from) => canTransition(from, to));
}

export function moneyWasTaken(status: PaymentStatus): boolean {
  return MONEY_TAKEN_STATUSES.some((taken) => taken === status);
}

export function isGatewayMethod(method: PaymentMethod): boolean {
  return GATEWAY_METHODS.some((gateway) => gateway === method);
}

/** What a payer is told: they know operations, not machines. Unpaid and expired are both "not done". */
export const RESIDENT_STATUSES = ['processing', 'done', 'failed', 'partially_refunded', 'refunded'] as const;
export type ResidentStatus = (typeof RESIDENT_STATUSES)[number];

const RESIDENT_STATUS_OF = {
  created: 'processing',
  pending: 'processing',
  authorized: 'processing',
  succeeded: 'done',
  failed: 'failed',
  expired: 'failed',
  partially_refunded: 'partially_refunded',
  refunded: 'refunded',
} as const satisfies Record<PaymentStatus, ResidentStatus>;

/** State as people see it (PRODUCT D5): в обработке → выполнена / не выполнена, returned wholly or in part. */
export function residentStatus(status: PaymentStatus): ResidentStatus {
  return RESIDENT_STATUS_OF[status];
}

/** A receipt as PDF exists once nothing but a refund or a late success can change the operation (D6). */
export function isFinal(status: PaymentStatus): boolean {
  return residentStatus(status) !== 'processing';
}

/** The fields of a payment that its machine guards. Names as in the database. */
export interface PaymentFields {
  readonly status: PaymentStatus;
  readonly number: string;
  readonly method: PaymentMethod;
  readonly amount: Kopecks;
  readonly commission: Kopecks;
  readonly total: Kopecks;
  readonly refunded: Kopecks;
  readonly currency: string;
  readonly draftId: number;
  readonly idempotenceKey: string;
  readonly agentId: number | null;
  readonly agentSnapshot: unknown;
  readonly payerTelegramId: number | null;
  readonly gatewayPaymentId: string | null;
  readonly telegramChargeId: string | null;
  readonly providerChargeId: string | null;
  readonly cardMask: string | null;
  readonly failureCode: string | null;
  readonly createdAt: Date;
  readonly pendingAt: Date | null;
  readonly authorizedAt: Date | null;
  readonly succeededAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date | null;
}
export type PaymentField = Exclude<keyof PaymentFields, 'status'>;

/** What must be filled when a state is entered, whatever the method. */
export const REQUIRED_FIELDS = {
  created: ['number', 'draftId', 'idempotenceKey', 'createdAt', 'expiresAt'],
  pending: ['pendingAt', 'expiresAt'],
  authorized: ['pendingAt', 'authorizedAt'],
  succeeded: ['succeededAt', 'finishedAt'],
  failed: ['finishedAt', 'failureCode'],
  expired: ['finishedAt'],
  partially_refunded: ['succeededAt', 'finishedAt'],
  refunded: ['succeededAt', 'finishedAt'],
} as const satisfies Record<PaymentStatus, readonly PaymentField[]>;

/**
 * What must be filled besides, by method. An invoice belongs to one person from the start, a success has
 * Telegram's and the provider's charge ids; a gateway payment is payable only once the gateway named it.
 */
export const REQUIRED_FIELDS_OF_METHOD = {
  telegram: { pending: ['payerTelegramId'], succeeded: ['telegramChargeId', 'providerChargeId'] },
  yookassa: { pending: ['gatewayPaymentId'], succeeded: ['gatewayPaymentId'] },
  sbp: { pending: ['gatewayPaymentId'], succeeded: ['gatewayPaymentId'] },
  saved_card: { pending: ['gatewayPaymentId'], succeeded: ['gatewayPaymentId'] },
  bank_qr: {},
} as const satisfies Record<PaymentMethod, Partial<Record<PaymentStatus, readonly PaymentField[]>>>;

const AGREED = [
  'number',
  'method',
  'amount',
  'commission',
  'total',
  'currency',
  'draftId',
  'idempotenceKey',
  'agentId',
  'agentSnapshot',
  'createdAt',
] as const satisfies readonly PaymentField[];
const PAYABLE = [...AGREED, 'payerTelegramId', 'pendingAt'] as const satisfies readonly PaymentField[];
const CHARGED = [
  ...PAYABLE,
  'gatewayPaymentId',
  'telegramChargeId',
  'providerChargeId',
  'cardMask',
  'authorizedAt',
  'succeededAt',
  'finishedAt',
] as const satisfies readonly PaymentField[];

/**
 * What cannot change any more once the payment is in the state: what was agreed from the start, what the payer
 * can act on from `pending`, everything a receipt prints from success on.
 */
export const FROZEN_FIELDS = {
  created: AGREED,
  pending: PAYABLE,
  authorized: PAYABLE,
  failed: PAYABLE,
  expired: PAYABLE,
  succeeded: CHARGED,
  partially_refunded: CHARGED,
  refunded: CHARGED,
} as const satisfies Record<PaymentStatus, readonly PaymentField[]>;

/** Ids of the outside world: empty until known, then the same for ever, in every state. */
export const SET_ONCE_FIELDS = [
  'gatewayPaymentId',
  'telegramChargeId',
  'providerChargeId',
  'succeededAt',
] as const satisfies readonly PaymentField[];

export const PAYMENT_RULES = ['transition', 'required', 'frozen', 'amounts', 'refunded'] as const;
export type PaymentRule = (typeof PAYMENT_RULES)[number];

/** Our own mistake, never the person's: the caller tried what the machine forbids. Carries no personal data. */
export class PaymentRuleViolation extends Error {
  readonly rule: PaymentRule;
  readonly field: PaymentField | null;

  constructor(rule: PaymentRule, from: PaymentStatus, to: PaymentStatus, field: PaymentField | null = null) {
    super(`payment ${from} → ${to}: ${rule}${field === null ? '' : ` (${field})`}`);
    this.name = 'PaymentRuleViolation';
    this.rule = rule;
    this.field = field;
  }
}

/** Fields missing for a state: absent is null; 0 and '' of a snapshot are values. */
export function missingFields(status: PaymentStatus, payment: PaymentFields): readonly PaymentField[] {
  const ofMethod: Partial<Record<PaymentStatus, readonly PaymentField[]>> =
    REQUIRED_FIELDS_OF_METHOD[payment.method];
  const required: readonly PaymentField[] = [...REQUIRED_FIELDS[status], ...(ofMethod[status] ?? [])];
  return required.filter((field) => payment[field] === null);
}

/**
 * The machine's guard, to be called with the row before and after a change, before the conditional UPDATE.
 * Throws PaymentRuleViolation: transition not in the table, required field missing, frozen or once-set field
 * changed, sums that do not fit (total = amount + commission), refunds that do not fit the state
 * (partially_refunded: grows, stays below amount; refunded: amount or more, at most the total).
 */
export function assertTransition(before: PaymentFields, after: PaymentFields): void {
  const from = before.status;
  const to = after.status;
  const violation = (rule: PaymentRule, field: PaymentField | null = null) =>
    new PaymentRuleViolation(rule, from, to, field);

  if (!canTransition(from, to)) throw violation('transition');
  const missing = missingFields(to, after)[0];
  if (missing !== undefined) throw violation('required', missing);
  for (const field of FROZEN_FIELDS[from]) {
    if (!sameValue(before[field], after[field])) throw violation('frozen', field);
  }
  for (const field of SET_ONCE_FIELDS) {
    if (before[field] !== null && !sameValue(before[field], after[field])) throw violation('frozen', field);
  }
  if (after.amount <= 0 || after.commission < 0 || after.total !== after.amount + after.commission) {
    throw violation('amounts', 'total');
  }
  if (!refundedFits(before, after)) throw violation('refunded', 'refunded');
}

/** Same instant, same text, same snapshot (JSON, whatever the order of its keys). */
function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function refundedFits(before: PaymentFields, after: PaymentFields): boolean {
  if (after.status === 'partially_refunded') {
    return after.refunded > before.refunded && after.refunded < after.amount;
  }
  if (after.status === 'refunded') {
    return (
      after.refunded > before.refunded && after.refunded >= after.amount && after.refunded <= after.total
    );
  }
  return after.refunded === 0;
}

/**
 * State after one more refund. The transfer is given back before the commission, so a payment is `refunded`
 * once everything but the commission is back. null: more than was taken, or nothing was taken.
 */
export function statusAfterRefund(
  payment: Pick<PaymentFields, 'status' | 'amount' | 'total' | 'refunded'>,
  refund: Kopecks,
): 'partially_refunded' | 'refunded' | null {
  const refunded = payment.refunded + refund;
  if (!moneyWasTaken(payment.status) || refund <= 0 || refunded > payment.total) return null;
  if (payment.status === 'refunded') return null;
  return refunded >= payment.amount ? 'refunded' : 'partially_refunded';
}
