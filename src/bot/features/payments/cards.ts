import { startDraft } from '../../../services/drafts/drafts.ts';
import { bindCard, CARDS_START_PAYLOAD, finishOwnBindings } from '../../../services/payments/bind-card.ts';
import {
  forgetCard,
  listCards,
  makeDefaultCard,
  renameCard,
  showCard,
} from '../../../services/payments/cards.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { showScreen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { bindScreen, cardScreen, cardsScreen, forgetScreen } from './card-screens.ts';
import { nameForm } from './name.form.ts';
import { cardText } from './payment-texts.ts';

const BIND_MINUTES = 60;

/** Saved cards (D7): card data are entered on the gateway's page only; here they are seen masked, named and forgotten. */
export function installCards({ deps, router, forms, onStartPayload }: FeatureHost): void {
  const { services } = deps;
  if (services.gateway === null) return;
  const rename = nameForm({
    id: 'card-name',
    ask: 'payments-ask-card-name',
    help: 'payments-help-name',
    async save({ residentId, id, name }) {
      await renameCard(services, { residentId, cardId: id, name });
    },
    doneText: 'payments-renamed',
    doneData: (id) => payRoutes.savedCard.data({ card: id }),
  });
  forms.define(rename);

  const showCards = async (ctx: BotContext): Promise<void> => {
    const cards = await listCards(services, { residentId: residentOf(ctx).id });
    await showScreen(ctx, cardsScreen(cards, ctx.tr));
  };
  const showOne = async (ctx: BotContext, cardId: number): Promise<void> => {
    const card = await showCard(services, { residentId: residentOf(ctx).id, cardId });
    await showScreen(ctx, cardScreen(card, router, ctx.tr));
  };
  router.on('payments', 'registered', payRoutes.cards, showCards);
  router.on('payments', 'registered', payRoutes.savedCard, (ctx, { card }) => showOne(ctx, card));
  router.on('payments', 'registered', payRoutes.addCard, async (ctx) => {
    const { identityId } = personOf(ctx);
    const draftId = await startDraft(services, { identityId, kind: 'bind-card', minutes: BIND_MINUTES });
    const { url } = await bindCard(services, { residentId: residentOf(ctx).id, draftId });
    await showScreen(ctx, bindScreen(url, ctx.tr));
  });
  onStartPayload(async (ctx, payload) => {
    if (payload !== CARDS_START_PAYLOAD || ctx.person?.resident == null) return false;
    await finishOwnBindings(services, { residentId: ctx.person.resident.id });
    await router.go(ctx, payRoutes.cards, {});
    return true;
  });
  router.on('payments', 'registered', payRoutes.defaultCard, async (ctx, { card }) => {
    await makeDefaultCard(services, { residentId: residentOf(ctx).id, cardId: card });
    await toastPress(ctx, ctx.tr.plain('payments-card-is-default'));
    await showOne(ctx, card);
  });
  router.on('payments', 'registered', payRoutes.renameCard, async (ctx, values) => {
    const card = await showCard(services, { residentId: residentOf(ctx).id, cardId: values.card });
    await forms.start(ctx, rename, { id: card.id, shown: cardText(card, ctx.tr) });
  });
  router.on('payments', 'registered', payRoutes.forgetCard, async (ctx, { card: cardId, sure }) => {
    const { id: residentId } = residentOf(ctx);
    if (!sure) {
      const card = await showCard(services, { residentId, cardId });
      await showScreen(ctx, forgetScreen(card, ctx.tr));
      return;
    }
    await forgetCard(services, { residentId, cardId });
    await toastPress(ctx, ctx.tr.plain('payments-card-forgotten'));
    await showCards(ctx);
  });
}
