import { z } from 'zod';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadDraft, startDraft } from '../drafts/drafts.ts';
import { loadPayables, type WantedItem, wantedItemSchema } from './payables.ts';
import { agentsOf, loadTerms } from './payment-terms.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

const BASKET_DRAFT = 'pay-basket';
/** Somebody may come back to what they chose; the sums are read anew every time. */
const MINUTES = 7 * 24 * 60;
/** Lines of one fiscal receipt are limited, and so is what fits a screen. */
export const MOST_ITEMS = 20;

const basketSchema = z.object({ items: z.array(wantedItemSchema), one: z.boolean().default(false) });

/** Things chosen to be paid together; its sums are read again whenever it is shown or paid. */
export interface Basket {
  readonly draftId: number;
  readonly items: readonly WantedItem[];
  /** begun for one number: there is nothing to tick */
  readonly one: boolean;
}

/** Open a basket. */
export async function startBasket(
  deps: Deps,
  options: {
    readonly identityId: number;
    readonly items: readonly WantedItem[];
    readonly one: boolean;
  },
): Promise<number> {
  const items = options.items.slice(0, MOST_ITEMS).map((item) => ({ ...item }));
  return startDraft(deps, {
    identityId: options.identityId,
    kind: BASKET_DRAFT,
    data: { items, one: options.one },
    minutes: MINUTES,
  });
}

/** @throws DomainError DRAFT_EXPIRED when it is not theirs or too old */
export async function loadBasket(
  deps: Deps,
  options: { readonly identityId: number; readonly draftId: number },
): Promise<Basket> {
  const draft = await loadDraft(deps.db, { ...options, kind: BASKET_DRAFT, now: deps.clock.now() });
  return { draftId: draft.id, ...basketSchema.parse(draft.data) };
}

/**
 * Put a bill into the basket, with its whole sum or with one's own, or take it out; twice is once.
 * @param options.amount kopecks; null = the whole of what is left
 * @throws DomainError DRAFT_EXPIRED, BASKET_FULL
 */
export async function tickBill(
  deps: Deps,
  options: {
    readonly identityId: number;
    readonly draftId: number;
    readonly billId: number;
    readonly on: boolean;
    readonly amount: number | null;
  },
): Promise<Basket> {
  const { identityId, draftId, billId, on, amount } = options;
  return inTransaction(deps.db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Draft" WHERE "id" = ${draftId} FOR UPDATE`;
    const draft = await loadDraft(tx, { draftId, identityId, kind: BASKET_DRAFT, now: deps.clock.now() });
    const basket = basketSchema.parse(draft.data);
    const others = basket.items.filter((item) => item.kind !== 'bill' || item.billId !== billId);
    const items = on ? [...others, { kind: 'bill' as const, billId, amount }] : others;
    if (items.length > MOST_ITEMS) throw new DomainError('BASKET_FULL', { limit: MOST_ITEMS });
    await tx.draft.update({ where: { id: draftId }, data: { data: { ...basket, items } } });
    return { draftId, items, one: basket.one };
  });
}

/**
 * What of a basket one payment agent takes: several agents are several payments, one after the other (DESIGN promise 3).
 * @param options.agent the agent's id; 0 = everything
 */
export async function basketItems(
  deps: Deps,
  options: {
    readonly residentId: number;
    readonly basket: Basket;
    readonly agent: number;
  },
): Promise<readonly WantedItem[]> {
  const { basket, agent, residentId } = options;
  if (agent === 0) return basket.items;
  const merchants = await merchantsOfItems(deps, { residentId, items: basket.items });
  return basket.items.filter((_, index) => merchants[index] === agent);
}

/** The payment agent of each item (0: none is set). Two statements. */
export async function merchantsOfItems(
  deps: Deps,
  options: { readonly residentId: number; readonly items: readonly WantedItem[] },
): Promise<number[]> {
  if (options.items.length === 0) return [];
  const now = deps.clock.now();
  const payables = await loadPayables(deps.db, { ...options, now, installation: deps.installation });
  const terms = await loadTerms(deps.db, { residentId: options.residentId, payables, now });
  return payables.map((payable) => agentsOf(terms, payable).agent?.id ?? 0);
}
