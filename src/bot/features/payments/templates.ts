import { startBasket } from '../../../services/payments/baskets.ts';
import type { WantedItem } from '../../../services/payments/payables.ts';
import { draftPayment, type MethodOffer, quotePayment } from '../../../services/payments/quote-payment.ts';
import {
  deleteTemplate,
  listTemplates,
  renameTemplate,
  repeatItems,
  saveTemplates,
  showTemplate,
  templateItem,
} from '../../../services/payments/templates.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { methodsView } from './methods-view.ts';
import { nameForm } from './name.form.ts';
import { confirmScreen, methodsScreen } from './pay-screens.ts';
import { deleteTemplateScreen, templateScreen, templatesScreen } from './template-screens.ts';

/** Templates (D8) and paying the same once more: two presses to the ways to pay. */
export function installTemplates(
  { deps, router, forms }: FeatureHost,
  offers: () => Promise<MethodOffer[]>,
): void {
  const { services } = deps;
  const rename = nameForm({
    id: 'template-name',
    ask: 'payments-ask-template-name',
    help: 'payments-help-name',
    async save({ residentId, id, name }) {
      await renameTemplate(services, { residentId, templateId: id, name });
    },
    doneText: 'payments-renamed',
    doneData: (id) => payRoutes.template.data({ template: id }),
  });
  forms.define(rename);

  const own = (ctx: BotContext, templateId: number) => ({ residentId: residentOf(ctx).id, templateId });
  const showList = async (ctx: BotContext, page: number): Promise<void> => {
    const list = await listTemplates(services, { residentId: residentOf(ctx).id, page });
    await showScreen(ctx, templatesScreen(list, ctx.tr));
  };
  /** The ways to pay for these things; at once everything to confirm when the payer has a way of their own. */
  const pay = async (ctx: BotContext, items: readonly WantedItem[]): Promise<void> => {
    const { identityId } = personOf(ctx);
    const wanted = { residentId: residentOf(ctx).id, items, offers: await offers() };
    const quote = await quotePayment(services, wanted);
    const draftId = await startBasket(services, { identityId, items, one: true });
    const place = { kind: 'basket', draftId, agent: 0, one: true } as const;
    if (quote.preferred !== null) {
      const { method, card } = quote.preferred;
      const chosen = { ...wanted, identityId, method, cardId: card?.id ?? null, place };
      const drafted = await draftPayment(services, chosen);
      await showScreen(ctx, confirmScreen(drafted, { place, saveMethod: false }, ctx.tr));
      return;
    }
    await showScreen(ctx, methodsScreen(methodsView(quote, place), ctx.tr));
  };

  router.on('payments', 'registered', routes.templates, (ctx, { page }) => showList(ctx, page));
  router.on('payments', 'registered', payRoutes.template, async (ctx, { template }) => {
    await showScreen(ctx, templateScreen(await showTemplate(services, own(ctx, template)), ctx.tr));
  });
  router.on('payments', 'registered', payRoutes.payTemplate, async (ctx, { template }) => {
    await pay(ctx, [await templateItem(services, own(ctx, template))]);
  });
  router.on('payments', 'registered', payRoutes.renameTemplate, async (ctx, { template }) => {
    const { id, name } = await showTemplate(services, own(ctx, template));
    await forms.start(ctx, rename, { id, shown: name });
  });
  router.on('payments', 'registered', payRoutes.deleteTemplate, async (ctx, { template, sure }) => {
    if (!sure) {
      const row = await showTemplate(services, own(ctx, template));
      await showScreen(ctx, deleteTemplateScreen(row, ctx.tr));
      return;
    }
    await deleteTemplate(services, own(ctx, template));
    await toastPress(ctx, ctx.tr.plain('payments-template-deleted'));
    await showList(ctx, 0);
  });
  router.on('payments', 'registered', payRoutes.saveTemplate, async (ctx, { payment }) => {
    const { saved } = await saveTemplates(services, { residentId: residentOf(ctx).id, paymentId: payment });
    await toastPress(ctx, ctx.tr.plain(saved > 0 ? 'payments-template-saved' : 'payments-template-known'));
  });
  router.on('payments', 'registered', payRoutes.repeat, async (ctx, { payment }) => {
    await pay(ctx, await repeatItems(services, { residentId: residentOf(ctx).id, paymentId: payment }));
  });
}
