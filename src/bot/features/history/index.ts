import { dateIn } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { EVERYTHING } from '../../../domain/history-filter.ts';
import { listAccounts } from '../../../services/accounts/list-accounts.ts';
import { exportOperations } from '../../../services/history/export-operations.ts';
import { keepFilter, loadFilter } from '../../../services/history/filters.ts';
import { listAccountPayments } from '../../../services/history/list-account-payments.ts';
import { listOperations, listPaidProviders } from '../../../services/history/list-operations.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { sendDocument, showUploading } from '../../ui/send-file.ts';
import { historyRoutes } from './callback-data.ts';
import { chooseScreen, filterScreen } from './filter-screens.ts';
import { fieldOf, withChoice } from './filter-values.ts';
import { periodForm } from './period.form.ts';
import { accountPaymentsScreen, accountsScreen, operationsScreen } from './screens.ts';

/** Both views of the history with their filters and files; the cards of operations belong to the payments feature. */
export const historyFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const period = periodForm(deps);
  forms.define(period);

  const filterOf = (ctx: BotContext, filterId: number) =>
    loadFilter(services, { identityId: personOf(ctx).identityId, filterId });
  const today = () => dateIn(services.clock.now(), services.installation.timezone);

  const showMine = async (ctx: BotContext, filterId: number, page: number): Promise<void> => {
    const filter = await filterOf(ctx, filterId);
    const list = await listOperations(services, { residentId: residentOf(ctx).id, page, filter });
    await showScreen(ctx, operationsScreen({ list, filter, filterId }, router, ctx.tr));
  };
  const showAccount = async (
    ctx: BotContext,
    linkId: number,
    filterId: number,
    page: number,
  ): Promise<void> => {
    const filter = await filterOf(ctx, filterId);
    const list = await listAccountPayments(services, {
      residentId: residentOf(ctx).id,
      linkId,
      filter,
      page,
    });
    const { timezone: zone } = services.installation;
    await showScreen(ctx, accountPaymentsScreen({ list, filter, filterId, linkId, zone }, ctx.tr));
  };
  const showList = (ctx: BotContext, link: number, filter: number): Promise<void> =>
    link === 0 ? showMine(ctx, filter, 0) : showAccount(ctx, link, filter, 0);

  host.onCommand('history', 'registered', (ctx) => showMine(ctx, 0, 0));
  router.on('history', 'registered', routes.operations, (ctx, { page }) => showMine(ctx, 0, page));
  router.on('history', 'registered', historyRoutes.mine, (ctx, { filter, page }) =>
    showMine(ctx, filter, page),
  );
  router.on('history', 'registered', historyRoutes.account, (ctx, { link, filter, page }) =>
    showAccount(ctx, link, filter, page),
  );
  router.on('history', 'registered', historyRoutes.accounts, async (ctx, { page }) => {
    const list = await listAccounts(services, { residentId: residentOf(ctx).id, page });
    await showScreen(ctx, accountsScreen(list, ctx.tr));
  });
  router.on('history', 'registered', routes.cardOperations, async (ctx, { card }) => {
    const { identityId } = personOf(ctx);
    const filterId = await keepFilter(services, { identityId, filter: { ...EVERYTHING, cardId: card } });
    await showMine(ctx, filterId, 0);
  });

  // ── filters ───────────────────────────────────────────────────────────────

  const providersOf = (ctx: BotContext) => listPaidProviders(services, { residentId: residentOf(ctx).id });
  router.on('history', 'registered', historyRoutes.filter, async (ctx, { filter: filterId, link }) => {
    const [filter, providers] = [await filterOf(ctx, filterId), await providersOf(ctx)];
    await showScreen(ctx, filterScreen({ filter, filterId, link, providers }, ctx.tr));
  });
  router.on('history', 'registered', historyRoutes.choose, async (ctx, { filter: filterId, link, field }) => {
    const known = fieldOf(field);
    if (known === null) throw new DomainError('HISTORY_PERIOD');
    const providers = known === 'provider' ? await providersOf(ctx) : [];
    await showScreen(ctx, chooseScreen({ field: known, filterId, link, providers }, ctx.tr));
  });
  router.on(
    'history',
    'registered',
    historyRoutes.set,
    async (ctx, { filter: filterId, link, field, value }) => {
      const known = fieldOf(field);
      if (known === null) throw new DomainError('HISTORY_PERIOD');
      const { identityId } = personOf(ctx);
      const filter = withChoice(await filterOf(ctx, filterId), known, value, today());
      const kept = await keepFilter(services, { identityId, filter });
      const providers = await providersOf(ctx);
      await showScreen(ctx, filterScreen({ filter, filterId: kept, link, providers }, ctx.tr));
    },
  );
  router.on('history', 'registered', historyRoutes.period, async (ctx, { filter, link }) => {
    await forms.start(ctx, period, { filter, link });
  });

  // ── files ─────────────────────────────────────────────────────────────────

  router.on('history', 'registered', historyRoutes.file, async (ctx, { filter: filterId, link, format }) => {
    if (format !== 'csv' && format !== 'xlsx') return showList(ctx, link, filterId);
    const options = {
      residentId: residentOf(ctx).id,
      filter: await filterOf(ctx, filterId),
      linkId: link === 0 ? null : link,
      format,
      tr: ctx.tr,
    } as const;
    await showUploading(ctx, 'document');
    await sendDocument(ctx, await exportOperations(services, options));
  });
};
