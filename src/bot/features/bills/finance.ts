import { drawFinance, makeFinancePdf } from '../../../services/bills/draw-finance.ts';
import type { MadeFile } from '../../../services/bills/make-bill-pdf.ts';
import { showFinance } from '../../../services/bills/show-finance.ts';
import type { Html } from '../../../texts/html.ts';
import { type BotContext, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { sendScreen, showScreen } from '../../ui/screen.ts';
import { sendDocument, sendPicture, showUploading } from '../../ui/send-file.ts';
import { billRoutes } from './callback-data.ts';
import { financeScreen } from './finance-screen.ts';

/** The finance screen of an account, its picture and its paper. */
export function installFinance({ router, deps }: FeatureHost): void {
  const { services } = deps;
  const of = (ctx: BotContext, linkId: number) => ({ residentId: residentOf(ctx).id, linkId, tr: ctx.tr });
  const back = (ctx: BotContext, link: number): ButtonRows => [
    [button(ctx.tr.plain('bills-button-finance'), routes.finance.data({ link, page: 0 }))],
  ];

  router.on('bills', 'registered', routes.finance, async (ctx, { link, page }) => {
    const finance = await showFinance(services, { residentId: residentOf(ctx).id, linkId: link, page });
    await showScreen(ctx, financeScreen(finance, ctx.tr));
  });
  router.on('bills', 'registered', billRoutes.financePicture, async (ctx, { link }) => {
    await showUploading(ctx, 'photo');
    const picture = await drawFinance(services, of(ctx, link));
    await sendDrawn(ctx, picture, ctx.tr.html('bills-finance-caption'), back(ctx, link));
  });
  router.on('bills', 'registered', billRoutes.financePdf, async (ctx, { link }) => {
    await showUploading(ctx, 'document');
    const paper = await makeFinancePdf(services, of(ctx, link));
    if (paper === null)
      await sendScreen(ctx, { html: ctx.tr.html('bills-picture-nothing'), buttons: back(ctx, link) });
    else await sendDocument(ctx, paper, { buttons: back(ctx, link) });
  });
}

/** A picture, or the sentence that there is nothing to draw. */
export async function sendDrawn(
  ctx: BotContext,
  picture: MadeFile | null,
  caption: Html,
  buttons: ButtonRows,
): Promise<void> {
  if (picture === null) await sendScreen(ctx, { html: ctx.tr.html('bills-picture-nothing'), buttons });
  else await sendPicture(ctx, picture, { caption, buttons });
}
