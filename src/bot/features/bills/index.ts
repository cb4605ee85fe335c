import { GrammyError } from 'grammy';
import { dateIn } from '../../../domain/clock-zone.ts';
import { isPeriod, type Period } from '../../../domain/period.ts';
import { drawBillChanges } from '../../../services/bills/draw-bill-changes.ts';
import { drawBillYear } from '../../../services/bills/draw-bill-year.ts';
import { explainBill } from '../../../services/bills/explain-bill.ts';
import { listBills } from '../../../services/bills/list-bills.ts';
import { loadBillRun } from '../../../services/bills/load-bill-run.ts';
import { makeBillPdf } from '../../../services/bills/make-bill-pdf.ts';
import { markBill } from '../../../services/bills/mark-bill.ts';
import { type BillCard, showBill } from '../../../services/bills/show-bill.ts';
import { showRequisites } from '../../../services/bills/show-requisites.ts';
import { type BotContext, residentOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { alertPress } from '../../ui/alert.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { markupOf, showScreen } from '../../ui/screen.ts';
import { sendDocument, showUploading } from '../../ui/send-file.ts';
import { billRoutes } from './callback-data.ts';
import { billScreen } from './card-screen.ts';
import { disagreeScreen } from './disagree-screen.ts';
import { installFinance, sendDrawn } from './finance.ts';
import { type BillView, billsScreen } from './list-screen.ts';
import { periodForm } from './period.form.ts';
import { pickFromScreen, pickToScreen } from './period-screens.ts';
import { requisitesScreen } from './requisites-screen.ts';
import { billTable, tableServes } from './table-message.ts';
import { whyScreen } from './why-screen.ts';

/** Bills: unpaid, all, of a period; a bill's card. */
export const billsFeature: Feature = (host) => {
  const { router } = host;
  const { services } = host.deps;

  const showList = async (ctx: BotContext, view: BillView, page: number): Promise<void> => {
    const list = await listBills(services, {
      residentId: residentOf(ctx).id,
      all: view.kind !== 'unpaid',
      linkId: view.link === 0 ? null : view.link,
      page,
      ...(view.kind === 'period' ? { from: view.from, to: view.to } : {}),
    });
    await showScreen(ctx, billsScreen(list, view, ctx.tr));
  };
  const showCard = async (ctx: BotContext, billId: number, page: number): Promise<void> => {
    const bill = await showBill(services, { residentId: residentOf(ctx).id, billId });
    await showScreen(ctx, billScreen(bill, page, ctx.tr));
  };
  const byPeriod = periodForm(host.deps);
  host.forms.define(byPeriod);
  const asked = (ctx: BotContext, billId: number) => ({ residentId: residentOf(ctx).id, billId, tr: ctx.tr });
  const currentPeriod = (): Period =>
    dateIn(services.clock.now(), services.installation.timezone).slice(0, 7) as Period;

  host.onCommand('bills', 'registered', (ctx) => showList(ctx, { kind: 'unpaid', link: 0 }, 0));
  router.on('bills', 'registered', routes.bills, (ctx, { all, link, page }) =>
    showList(ctx, { kind: all ? 'all' : 'unpaid', link }, page),
  );
  router.on('bills', 'registered', routes.bill, (ctx, { bill }) => showCard(ctx, bill, 0));
  router.on('bills', 'registered', billRoutes.lines, (ctx, { bill, page }) => showCard(ctx, bill, page));
  router.on('bills', 'registered', billRoutes.period, async (ctx, { link, from, to, page }) => {
    const view: BillView =
      isPeriod(from) && isPeriod(to) ? { kind: 'period', link, from, to } : { kind: 'all', link };
    await showList(ctx, view, page);
  });
  router.on('bills', 'registered', billRoutes.pickFrom, async (ctx, { link, year }) => {
    const current = currentPeriod();
    await showScreen(ctx, pickFromScreen({ link, year: yearOr(year, current), current }, ctx.tr));
  });
  router.on('bills', 'registered', billRoutes.pickTo, async (ctx, { link, from, year }) => {
    const current = currentPeriod();
    const first = isPeriod(from) ? from : current;
    await showScreen(ctx, pickToScreen({ link, from: first, year: yearOr(year, current), current }, ctx.tr));
  });
  router.on('bills', 'registered', billRoutes.typePeriod, (ctx, { link }) =>
    host.forms.start(ctx, byPeriod, { link }),
  );
  router.on('bills', 'registered', billRoutes.mark, async (ctx, { bill, on }) => {
    await markBill(services, { residentId: residentOf(ctx).id, billId: bill, marked: on });
    await showCard(ctx, bill, 0);
  });
  router.on('bills', 'registered', billRoutes.requisites, async (ctx, { bill }) => {
    const requisites = await showRequisites(services, { residentId: residentOf(ctx).id, billId: bill });
    await showScreen(ctx, requisitesScreen(requisites, ctx.tr));
  });
  router.on('bills', 'registered', billRoutes.why, async (ctx, { bill }) => {
    const explanation = await explainBill(services, { residentId: residentOf(ctx).id, billId: bill });
    const canDisagree = router.has(routes.ticketAbout);
    await showScreen(ctx, whyScreen(explanation, { canDisagree }, ctx.tr));
  });
  router.on('bills', 'registered', billRoutes.disagree, async (ctx, { bill, page }) => {
    const run = await loadBillRun(services.db, {
      residentId: residentOf(ctx).id,
      billId: bill,
      months: 1,
      now: services.clock.now(),
    });
    await showScreen(ctx, disagreeScreen(run, page, ctx.tr));
  });
  router.on('bills', 'registered', billRoutes.whyPicture, async (ctx, { bill }) => {
    await showUploading(ctx, 'photo');
    const picture = await drawBillChanges(services, asked(ctx, bill));
    await sendDrawn(ctx, picture, ctx.tr.html('bills-why-picture-caption'), toBill(ctx, bill));
  });
  router.on('bills', 'registered', billRoutes.yearPicture, async (ctx, { bill }) => {
    await showUploading(ctx, 'photo');
    const picture = await drawBillYear(services, asked(ctx, bill));
    await sendDrawn(ctx, picture, ctx.tr.html('bills-year-caption'), toBill(ctx, bill));
  });
  router.on('bills', 'registered', billRoutes.pdf, async (ctx, { bill }) => {
    await showUploading(ctx, 'document');
    await sendDocument(ctx, await makeBillPdf(services, asked(ctx, bill)), { buttons: toBill(ctx, bill) });
  });
  router.on('bills', 'registered', billRoutes.table, async (ctx, { bill: billId }) => {
    const bill = await showBill(services, { residentId: residentOf(ctx).id, billId });
    await sendTable(ctx, bill);
  });
  installFinance(host);
};

/** What the apps or the server do not show as a table stands in the card and the PDF: the sentence says so. */
async function sendTable(ctx: BotContext, bill: BillCard): Promise<void> {
  const table = tableServes(bill) ? billTable(bill, ctx.tr) : null;
  if (table === null || ctx.chatId === undefined) return alertPress(ctx, ctx.tr.plain('bills-table-none'));
  try {
    await ctx.api.sendRichMessage(ctx.chatId, table, { reply_markup: markupOf(toBill(ctx, bill.billId)) });
  } catch (error) {
    if (!(error instanceof GrammyError) || (error.error_code !== 400 && error.error_code !== 404))
      throw error;
    await alertPress(ctx, ctx.tr.plain('bills-table-none'));
  }
}

/** A picture ends with the way back to its bill. */
function toBill(ctx: BotContext, bill: number): ButtonRows {
  return [[button(ctx.tr.plain('bills-button-card'), routes.bill.data({ bill }))]];
}

/** Years come from callback data: anything odd is this year. */
function yearOr(year: number, current: Period): number {
  const now = Number(current.slice(0, 4));
  return year >= now - 50 && year <= now ? year : now;
}
