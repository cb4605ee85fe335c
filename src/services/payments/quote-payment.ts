import type { Commission } from '../../domain/commission.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Kopecks, kopecks, sumKopecks } from '../../domain/money.ts';
import { type AmountLimits, withinLimits } from '../../domain/payment-amount.ts';
import type { PaymentMethod } from '../../domain/payments.ts';
import { advancePart } from '../../domain/pre-checkout.ts';
import type { ServiceDeps } from '../deps.ts';
import { startDraft } from '../drafts/drafts.ts';
import { loadPayables, type Payable, type WantedItem } from './payables.ts';
import {
  agentsOf,
  commissionOf,
  type Hold,
  loadTerms,
  type PaymentTerms,
  type UsableCard,
} from './payment-terms.ts';
import { PAYMENT_DRAFT, type PaymentDraft } from './start-payment.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** A way to pay that this installation has. `limits` are of one charge, commission included. */
export interface MethodOffer {
  readonly method: PaymentMethod;
  readonly limits: AmountLimits;
}

/** What one way to pay would cost. */
export interface MethodQuote extends MethodOffer {
  /** of a saved card */
  readonly card: UsableCard | null;
  /** of each item */
  readonly commissions: readonly Commission[];
  /** what the payer pays on top */
  readonly commission: Kopecks;
  /** percent to show, 1 = 0.01 %; null: the items differ */
  readonly basisPoints: number | null;
  /** what would be charged */
  readonly total: Kopecks;
  /** false: outside the method's limits, so not offered but explained */
  readonly available: boolean;
}

export interface QuotedItem {
  readonly payable: Payable;
  readonly amount: Kopecks;
  readonly wholeSum: boolean;
  /** what of the amount would go beyond the debt */
  readonly advance: Kopecks;
}

export interface PaymentQuote {
  readonly items: readonly QuotedItem[];
  readonly amount: Kopecks;
  readonly advance: Kopecks;
  /** the payer's own way first */
  readonly methods: readonly MethodQuote[];
  /** the payer's own way, when it takes this sum */
  readonly preferred: MethodQuote | null;
  /** payments into the accounts that may take money right now */
  readonly holds: readonly Hold[];
}

export interface QuoteOptions {
  readonly residentId: number;
  readonly items: readonly WantedItem[];
  readonly offers: readonly MethodOffer[];
}

/** Longest time between the confirm screen and its press; then the sums are asked again. */
const DRAFT_MINUTES = 60;

/**
 * What paying these things costs by each way, now. At most three statements, nothing is written.
 * @throws DomainError BILL_NOT_FOUND, BILL_NOT_PAYABLE, PAYEE_NOT_FOUND, NOTHING_TO_PAY (the whole of nothing),
 *   AMOUNT_NOT_POSITIVE, SEVERAL_MERCHANTS (different payment agents: pay them one after the other)
 */
export async function quotePayment(deps: Deps, options: QuoteOptions): Promise<PaymentQuote> {
  const now = deps.clock.now();
  const { residentId, offers } = options;
  const payables = await loadPayables(deps.db, { ...options, now, installation: deps.installation });
  const terms = await loadTerms(deps.db, { residentId, payables, now });
  if (merchantsOf(terms, payables).size > 1) throw new DomainError('SEVERAL_MERCHANTS');
  const items = payables.map((payable, index) =>
    quoteItem(payable, options.items[index]?.amount ?? null, offers),
  );
  const amount = sumKopecks(items.map((item) => item.amount));
  const methods = offers.flatMap((offer) => quoteMethod(items, terms, offer));
  const isOwn = ({ method, card }: MethodQuote): boolean =>
    method === terms.defaultMethod && (card === null || card.isDefault);
  return {
    items,
    amount,
    advance: sumKopecks(items.map((item) => item.advance)),
    methods: [...methods.filter(isOwn), ...methods.filter((method) => !isOwn(method))],
    preferred: methods.find((method) => method.available && isOwn(method)) ?? null,
    holds: terms.holds,
  };
}

/** Agents whose charges the payables would be; more than one cannot be one payment. */
export function merchantsOf(terms: PaymentTerms, payables: readonly Payable[]): ReadonlySet<number> {
  return new Set(payables.map((payable) => agentsOf(terms, payable).agent?.id ?? 0));
}

function quoteItem(payable: Payable, wanted: number | null, offers: readonly MethodOffer[]): QuotedItem {
  const wholeSum = wanted === null;
  if (wholeSum && (payable.left === null || payable.left <= 0)) throw new DomainError('NOTHING_TO_PAY');
  const amount = wanted === null ? (payable.left ?? kopecks(0)) : kopecks(wanted);
  if (amount <= 0) throw new DomainError('AMOUNT_NOT_POSITIVE', limitDetails(offers));
  return { payable, amount, wholeSum, advance: advancePart(amount, payable.left) };
}

/** A way to pay; every saved card is one of its own, a bank QR pays one thing whose bank account is known. */
function quoteMethod(items: readonly QuotedItem[], terms: PaymentTerms, offer: MethodOffer): MethodQuote[] {
  if (offer.method === 'saved_card') return terms.cards.map((card) => price(items, terms, offer, card));
  if (offer.method === 'bank_qr') {
    const [only, ...more] = items;
    const known = only !== undefined && terms.bankQrProviders.includes(only.payable.providerId);
    if (!known || more.length > 0) return [];
  }
  return [price(items, terms, offer, null)];
}

function price(
  items: readonly QuotedItem[],
  terms: PaymentTerms,
  offer: MethodOffer,
  card: UsableCard | null,
): MethodQuote {
  const commissions = items.map(({ payable, amount }) => commissionOf(payable, terms, offer.method, amount));
  const commission = sumKopecks(commissions.map(({ payer }) => payer));
  const percents = new Set(commissions.map(({ shownBasisPoints }) => shownBasisPoints));
  const total = sumKopecks([...items.map(({ amount }) => amount), commission]);
  return {
    ...offer,
    card,
    commissions,
    commission,
    basisPoints: percents.size === 1 ? (commissions[0]?.shownBasisPoints ?? 0) : null,
    total,
    available: withinLimits(total, offer.limits),
  };
}

export type DraftedPayment = PaymentQuote & { readonly draftId: number; readonly chosen: MethodQuote };

/**
 * The confirm screen: the quote of the chosen way, kept in a draft whose id its button carries.
 * @throws DomainError as `quotePayment`, METHOD_UNAVAILABLE, AMOUNT_TOO_SMALL, AMOUNT_TOO_LARGE
 */
export async function draftPayment(
  deps: Deps,
  options: QuoteOptions & {
    readonly identityId: number;
    readonly method: PaymentMethod;
    readonly cardId?: number | null;
    /** let the gateway remember the method */
    readonly saveMethod?: boolean;
    readonly place?: PaymentDraft['place'];
  },
): Promise<DraftedPayment> {
  const quote = await quotePayment(deps, options);
  const cardId = options.cardId ?? null;
  const chosen = quote.methods.find(
    ({ method, card }) => method === options.method && (card?.id ?? null) === cardId,
  );
  if (chosen === undefined) throw new DomainError('METHOD_UNAVAILABLE');
  if (!chosen.available) {
    throw new DomainError(
      chosen.total < chosen.limits.min ? 'AMOUNT_TOO_SMALL' : 'AMOUNT_TOO_LARGE',
      limitDetails([chosen]),
    );
  }
  const data: PaymentDraft = {
    items: quote.items.map(({ payable, amount, wholeSum }, index) => ({
      wanted: { ...wantedAt(options.items, index), amount: wholeSum ? null : amount },
      accountId: payable.accountId,
      amount,
      commission: chosen.commissions[index]?.payer ?? kopecks(0),
      left: payable.left,
    })),
    method: chosen.method,
    cardId,
    saveMethod: options.saveMethod ?? false,
    place: options.place ?? null,
  };
  const draftId = await startDraft(deps, {
    identityId: options.identityId,
    kind: PAYMENT_DRAFT,
    data: { ...data },
    minutes: DRAFT_MINUTES,
  });
  return { ...quote, draftId, chosen };
}

function wantedAt(items: readonly WantedItem[], index: number): WantedItem {
  const item = items[index];
  if (item === undefined) throw new Error('a quote has an item for each wanted one');
  return item;
}

/**
 * Limits that suit several ways at once: the widest, because at least one of them must take the sum. A bank's own, which
 * depend on the provider's requisites, count only where there is nothing else.
 */
export function widestLimits(offers: readonly MethodOffer[]): AmountLimits | null {
  if (offers.length === 0) return null;
  const charged = offers.filter(({ method }) => method !== 'bank_qr');
  const limits = (charged.length > 0 ? charged : offers).map((offer) => offer.limits);
  return {
    min: kopecks(Math.min(...limits.map(({ min }) => min))),
    max: kopecks(Math.max(...limits.map(({ max }) => max))),
  };
}

/** For a refusal's sentence. */
function limitDetails(offers: readonly MethodOffer[]): Record<string, number> {
  const limits = widestLimits(offers);
  return limits === null ? {} : { minKopecks: limits.min, maxKopecks: limits.max };
}
