import { DomainError } from '../../../domain/errors.ts';
import { missingReadings } from '../../../services/meters/missing-readings.ts';
import { basketItems, loadBasket, startBasket, tickBill } from '../../../services/payments/baskets.ts';
import { hasAccounts } from '../../../services/payments/has-accounts.ts';
import { listPayableBills } from '../../../services/payments/list-payable-bills.ts';
import type { WantedItem } from '../../../services/payments/payables.ts';
import { preferMethod } from '../../../services/payments/prefer-method.ts';
import {
  draftPayment,
  type MethodOffer,
  quotePayment,
  widestLimits,
} from '../../../services/payments/quote-payment.ts';
import { redraftPayment } from '../../../services/payments/redraft-payment.ts';
import { showPayableBill } from '../../../services/payments/show-payable-bill.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { alertPress, toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { basketScreen, basketSumsScreen, payFirstScreen, payMenuScreen } from './basket-screens.ts';
import { loadBasketView } from './basket-view.ts';
import { payRoutes } from './callback-data.ts';
import { methodsView } from './methods-view.ts';
import { ownSumForm } from './own-sum.form.ts';
import { billItem, type PayPlace, payPlaceSchema, readMethod } from './pay-place.ts';
import { confirmScreen, methodsScreen, reviewScreen } from './pay-screens.ts';
import { onConfirmScreen } from './stale-confirm.ts';

/** From what is owed to the confirm screen: a bill, several at once, the ways to pay. */
export function installChoose(host: FeatureHost, offers: () => Promise<MethodOffer[]>): void {
  const { deps, router, forms } = host;
  const { services } = deps;
  const ownSum = ownSumForm(deps, offers);
  forms.define(ownSum);

  const who = (ctx: BotContext) => ({
    residentId: residentOf(ctx).id,
    identityId: personOf(ctx).identityId,
  });

  // ── what to pay ───────────────────────────────────────────────────────────

  const payMenu = async (ctx: BotContext): Promise<void> => {
    const residentId = residentOf(ctx).id;
    const bills = await listPayableBills(services, { residentId });
    if (bills.length === 0 && !(await hasAccounts(services, { residentId }))) {
      await showScreen(ctx, payFirstScreen(router, ctx.tr));
      return;
    }
    const missing = await missingReadings(services, { residentId });
    await showScreen(ctx, payMenuScreen(bills, router, ctx.tr, missing));
  };
  host.onCommand('pay', 'registered', payMenu);
  router.on('payments', 'registered', routes.pay, payMenu);

  const showBasket = async (ctx: BotContext, draftId: number, page: number): Promise<void> => {
    const view = await loadBasketView(deps, { ...who(ctx), draftId, page });
    await showScreen(ctx, basketScreen(view, ctx.tr));
  };
  router.on('payments', 'registered', payRoutes.allDebt, async (ctx) => {
    const { residentId, identityId } = who(ctx);
    const bills = await listPayableBills(services, { residentId });
    if (bills.length === 0) throw new DomainError('NOTHING_TO_PAY');
    const items = bills.map(({ billId }): WantedItem => ({ kind: 'bill', billId, amount: null }));
    const draftId = await startBasket(services, { identityId, items, one: false });
    await showBasket(ctx, draftId, 0);
  });
  router.on('payments', 'registered', payRoutes.basket, (ctx, { draft, page }) =>
    showBasket(ctx, draft, page),
  );
  router.on('payments', 'registered', payRoutes.tick, async (ctx, { draft, bill, on, page }) => {
    const { identityId, residentId } = who(ctx);
    // Only what this person may pay gets into their basket.
    if (on) await showPayableBill(services, { residentId, billId: bill });
    await tickBill(services, { identityId, draftId: draft, billId: bill, on, amount: null });
    await showBasket(ctx, draft, page);
  });

  router.on('payments', 'registered', routes.payBill, async (ctx, { bill: billId }) => {
    const bill = await showPayableBill(services, { residentId: residentOf(ctx).id, billId });
    await showScreen(ctx, reviewScreen(bill, ctx.tr));
  });
  /** @param basket where the bill goes back to with its sum; empty = it is paid alone */
  const askSum = async (
    ctx: BotContext,
    billId: number,
    basket: { readonly basketId?: number; readonly page?: number },
  ): Promise<void> => {
    const bill = await showPayableBill(services, { residentId: residentOf(ctx).id, billId });
    const limits = widestLimits(await offers());
    if (limits === null) throw new DomainError('METHOD_UNAVAILABLE');
    await forms.start(ctx, ownSum, {
      billId: bill.billId,
      providerName: bill.providerName,
      accountNumber: bill.accountNumber,
      left: bill.left ?? 0,
      min: limits.min,
      max: limits.max,
      ...basket,
    });
  };
  router.on('payments', 'registered', payRoutes.ownSum, (ctx, { bill }) => askSum(ctx, bill, {}));
  router.on('payments', 'registered', payRoutes.basketSums, async (ctx, { draft, page }) => {
    const view = await loadBasketView(deps, { ...who(ctx), draftId: draft, page });
    await showScreen(ctx, basketSumsScreen(view, ctx.tr));
  });
  router.on('payments', 'registered', payRoutes.basketSum, async (ctx, { draft, bill, page }) => {
    await loadBasketView(deps, { ...who(ctx), draftId: draft, page });
    await askSum(ctx, bill, { basketId: draft, page });
  });

  // ── how to pay ────────────────────────────────────────────────────────────

  const basketAt = async (
    ctx: BotContext,
    draftId: number,
    agent: number,
  ): Promise<{ readonly items: readonly WantedItem[]; readonly place: PayPlace }> => {
    const { identityId, residentId } = who(ctx);
    const basket = await loadBasket(services, { identityId, draftId });
    const items = await basketItems(services, { residentId, basket, agent });
    return { items, place: { kind: 'basket', draftId, agent, one: basket.one } };
  };
  const showMethods = async (
    ctx: BotContext,
    items: readonly WantedItem[],
    place: PayPlace,
  ): Promise<void> => {
    const { residentId } = who(ctx);
    const quote = await quotePayment(services, { residentId, items, offers: await offers() });
    await showScreen(ctx, methodsScreen(methodsView(quote, place), ctx.tr));
  };
  const showConfirm = async (
    ctx: BotContext,
    items: readonly WantedItem[],
    place: PayPlace,
    word: string,
  ): Promise<void> => {
    const options = { ...who(ctx), items, offers: await offers(), ...readMethod(word) };
    const quote = await draftPayment(services, { ...options, place: { ...place } });
    await showScreen(ctx, confirmScreen(quote, { place, saveMethod: false }, ctx.tr));
  };
  router.on('payments', 'registered', payRoutes.methods, async (ctx, { bill, amount }) => {
    const place = { kind: 'bill', billId: bill, amount } as const;
    await showMethods(ctx, [billItem(place)], place);
  });
  router.on('payments', 'registered', payRoutes.confirm, async (ctx, { bill, amount, method }) => {
    const place = { kind: 'bill', billId: bill, amount } as const;
    await showConfirm(ctx, [billItem(place)], place, method);
  });
  router.on('payments', 'registered', payRoutes.basketMethods, async (ctx, { draft, agent }) => {
    const { items, place } = await basketAt(ctx, draft, agent);
    await showMethods(ctx, items, place);
  });
  router.on('payments', 'registered', payRoutes.basketConfirm, async (ctx, { draft, agent, method }) => {
    const { items, place } = await basketAt(ctx, draft, agent);
    await showConfirm(ctx, items, place, method);
  });
  /** The confirm screen once more, after something about it was changed. */
  const showAgain = async (ctx: BotContext, draftId: number, saveMethod: boolean | null): Promise<void> => {
    const again = await redraftPayment(services, {
      ...who(ctx),
      draftId,
      saveMethod,
      offers: await offers(),
    });
    const options = { place: payPlaceSchema.parse(again.place), saveMethod: again.saveMethod };
    await showScreen(ctx, confirmScreen(again.quote, options, ctx.tr));
  };
  router.on('payments', 'registered', payRoutes.remember, (ctx, { draft, on }) =>
    onConfirmScreen(deps, ctx, { draftId: draft, offers }, () => showAgain(ctx, draft, on)),
  );
  router.on('payments', 'registered', payRoutes.prefer, (ctx, { draft, on }) =>
    onConfirmScreen(deps, ctx, { draftId: draft, offers }, async () => {
      await preferMethod(services, { ...who(ctx), draftId: draft, on });
      await toastPress(ctx, ctx.tr.plain(on ? 'payments-preferred' : 'payments-not-preferred'));
      await showAgain(ctx, draft, null);
    }),
  );
  router.on('payments', 'registered', payRoutes.commission, async (ctx) => {
    await alertPress(ctx, ctx.tr.plain('payments-commission-hint'));
  });
}
