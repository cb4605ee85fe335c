import { z } from 'zod';
import { loadBasket, merchantsOfItems } from '../../../services/payments/baskets.ts';
import { listPayableBills, payableBillSchema } from '../../../services/payments/list-payable-bills.ts';
import { wantedItemSchema } from '../../../services/payments/payables.ts';
import type { BotDeps } from '../../deps.ts';

/** What the screen of several bills shows; JSON, because a form hands it over through the dialogue's state. */
export const basketViewSchema = z.object({
  draftId: z.number(),
  page: z.number(),
  bills: z.array(payableBillSchema),
  items: z.array(wantedItemSchema),
  /** payment agent of each item */
  merchants: z.array(z.number()),
});
export type BasketView = z.infer<typeof basketViewSchema>;

/** @throws DomainError DRAFT_EXPIRED when the basket is not theirs or too old */
export async function loadBasketView(
  { services }: Pick<BotDeps, 'services'>,
  options: {
    readonly residentId: number;
    readonly identityId: number;
    readonly draftId: number;
    readonly page: number;
  },
): Promise<BasketView> {
  const { residentId, draftId, page } = options;
  const basket = await loadBasket(services, options);
  const bills = await listPayableBills(services, { residentId });
  // Paid meanwhile: what is gone cannot be ticked any more and is not asked for.
  const owed = new Set(bills.map(({ billId }) => billId));
  const items = basket.items.filter((item) => item.kind !== 'bill' || owed.has(item.billId));
  const merchants = await merchantsOfItems(services, { residentId, items });
  return { draftId, page, bills, items, merchants };
}
