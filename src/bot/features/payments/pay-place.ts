import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '../../../domain/payments.ts';
import type { WantedItem } from '../../../services/payments/payables.ts';
import type { MethodQuote } from '../../../services/payments/quote-payment.ts';
import { routes } from '../../ui/routes.ts';
import { payRoutes } from './callback-data.ts';

/**
 * What is being paid, as buttons carry it: one bill with a sum (0 = the whole), or a basket, whose draft holds the rest.
 */
export const payPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bill'), billId: z.number(), amount: z.number() }),
  z.object({
    kind: z.literal('basket'),
    draftId: z.number(),
    agent: z.number(),
    /** where its sums are chosen: the ticks, or one number */
    one: z.boolean(),
  }),
]);
export type PayPlace = z.infer<typeof payPlaceSchema>;

export function billPlace(billId: number, amount: number): PayPlace {
  return { kind: 'bill', billId, amount };
}

export function billItem(place: Extract<PayPlace, { kind: 'bill' }>): WantedItem {
  return { kind: 'bill', billId: place.billId, amount: place.amount === 0 ? null : place.amount };
}

export function methodsData(place: PayPlace): string {
  return place.kind === 'bill'
    ? payRoutes.methods.data({ bill: place.billId, amount: place.amount })
    : payRoutes.basketMethods.data({ draft: place.draftId, agent: place.agent });
}

export function confirmData(place: PayPlace, quote: Pick<MethodQuote, 'method' | 'card'>): string {
  const method = methodWord(quote);
  return place.kind === 'bill'
    ? payRoutes.confirm.data({ bill: place.billId, amount: place.amount, method })
    : payRoutes.basketConfirm.data({ draft: place.draftId, agent: place.agent, method });
}

/** Where a payment that is given up leads back to. */
export function backData(place: PayPlace): string {
  if (place.kind === 'bill') return routes.bill.data({ bill: place.billId });
  return place.one ? routes.pay.data() : payRoutes.basket.data({ draft: place.draftId, page: 0 });
}

function methodWord({ method, card }: Pick<MethodQuote, 'method' | 'card'>): string {
  return card === null ? method : `card-${card.id}`;
}

/** @throws DomainError METHOD_UNAVAILABLE */
export function readMethod(word: string): { readonly method: PaymentMethod; readonly cardId: number | null } {
  const card = /^card-([1-9]\d{0,9})$/.exec(word)?.[1];
  if (card !== undefined) return { method: 'saved_card', cardId: Number(card) };
  const method = PAYMENT_METHODS.find((known) => known === word);
  if (method === undefined || method === 'saved_card') throw new DomainError('METHOD_UNAVAILABLE');
  return { method, cardId: null };
}
