import { InputFile } from 'grammy';
import { DomainError } from '../../../domain/errors.ts';
import { isResource, valueToDecimal } from '../../../domain/meters.ts';
import { consumptionChart } from '../../../services/meters/consumption-chart.ts';
import {
  type FreeChoice,
  findFreeReadings,
  freeReadingsFor,
  keepFreeMessage,
} from '../../../services/meters/free-readings.ts';
import { HISTORY_FORMATS, historyFile } from '../../../services/meters/history-file.ts';
import { listMeteredAccounts } from '../../../services/meters/list-metered-accounts.ts';
import { missingReadings } from '../../../services/meters/missing-readings.ts';
import type { ReadingActor } from '../../../services/meters/reading-access.ts';
import { checkEntries, openReadingForm, type ReadingForm } from '../../../services/meters/reading-form.ts';
import { compareYears, exportHistory, readingHistory } from '../../../services/meters/reading-history.ts';
import { remindOfWindow } from '../../../services/meters/remind-window.ts';
import { metersOf, showMeters } from '../../../services/meters/show-meters.ts';
import { joinHtml } from '../../../texts/html.ts';
import { denialOf } from '../../access.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { accountCaption } from '../../ui/account-caption.ts';
import { toastPress } from '../../ui/alert.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { meterRoutes } from './callback-data.ts';
import { amountText, dayText, meterLabel } from './meter-texts.ts';
import { readingsForm } from './readings.form.ts';
import { placeChecks, type ReadingsValues } from './readings-values.steps.ts';
import { renameForm } from './rename.form.ts';
import { accountScreen, accountsScreen, accountTitle, historyScreen, meterScreen } from './screens.ts';
import { windowRoutes } from './staff-routes.ts';

/** Flats that the home screen names. */
const MOST_NAMES = 3;

/** Meters and readings of residents: list, entering, free messages, history, charts, reminders. */
export const metersFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const form = readingsForm(deps);
  const rename = renameForm(deps);
  forms.define(form);
  forms.define(rename);

  const actor = (ctx: BotContext, linkId: number): ReadingActor => ({
    kind: 'resident',
    residentId: residentOf(ctx).id,
    linkId,
  });

  // ── list ──────────────────────────────────────────────────────────────────

  const showAccounts = async (ctx: BotContext, page: number): Promise<void> => {
    const list = await listMeteredAccounts(services, { residentId: residentOf(ctx).id, page });
    const [only] = list.rows;
    if (list.total === 1 && only !== undefined) return showAccount(ctx, only.linkId, false);
    await showScreen(ctx, accountsScreen(list, ctx.tr));
  };
  const showAccount = async (ctx: BotContext, linkId: number, several = true): Promise<void> => {
    const shown = await showMeters(services, { residentId: residentOf(ctx).id, linkId });
    await showScreen(ctx, accountScreen(shown, ctx.tr, several));
  };
  host.onCommand('readings', 'registered', (ctx) => showAccounts(ctx, 0));
  router.on('meters', 'registered', routes.readings, (ctx) => showAccounts(ctx, 0));
  router.on('meters', 'registered', meterRoutes.accounts, (ctx, { page }) => showAccounts(ctx, page));
  router.on('meters', 'registered', meterRoutes.account, (ctx, { link }) => showAccount(ctx, link));
  router.on('meters', 'registered', meterRoutes.meter, async (ctx, { link, meter }) => {
    const shown = await showMeters(services, { residentId: residentOf(ctx).id, linkId: link });
    const found = shown.meters.find(({ id }) => id === meter);
    if (found === undefined) throw new DomainError('METER_NOT_FOUND');
    await showScreen(ctx, meterScreen(shown, found, ctx.tr));
  });

  host.onHome(async (ctx) => {
    const missing = await missingReadings(services, { residentId: residentOf(ctx).id });
    if (missing === null) return null;
    const accounts = missing.accounts.slice(0, MOST_NAMES).join(', ');
    return ctx.tr.html('meters-home-open', { to: dayText(missing.to, ctx.tr), accounts });
  });

  // ── entering ──────────────────────────────────────────────────────────────

  const startValues = (opened: ReadingForm): Partial<ReadingsValues> => {
    const { account, meters, lastDay } = opened;
    const first = meters.find(({ period, sent }) => period !== null && sent === null);
    return {
      linkId: account.linkId ?? 0,
      accountId: account.accountId,
      staff: account.linkId === null,
      title: accountTitle(account),
      zone: account.zone,
      meters: [...meters],
      entries: [],
      pending: [],
      problems: [],
      photos: [],
      at: (first ?? meters.find(({ period }) => period !== null))?.id ?? 0,
      finished: false,
      typed: [],
      lastDay,
    };
  };

  /** The form, or, when nothing can be entered now, the screen that says why and what is possible instead. */
  const enter = async (ctx: BotContext, by: ReadingActor): Promise<void> => {
    const opened = await openReadingForm(services, by);
    if (opened.meters.every(({ period }) => period === null)) {
      if (by.kind === 'staff') throw new DomainError('READING_WINDOW_CLOSED');
      return showClosed(ctx, opened);
    }
    await forms.start(ctx, form, startValues(opened));
  };
  const showClosed = async (ctx: BotContext, { account }: ReadingForm): Promise<void> => {
    await showScreen(ctx, accountScreen(metersOf(account, services.clock.now()), ctx.tr, true));
  };
  router.on('meters', 'staff', windowRoutes.enterFor, (ctx, { account }) =>
    enter(ctx, { kind: 'staff', identityId: personOf(ctx).identityId, accountId: account }),
  );
  router.on('meters', 'registered', meterRoutes.enter, (ctx, { link }) => enter(ctx, actor(ctx, link)));

  // ── a message in free words ───────────────────────────────────────────────

  const enterFree = async (ctx: BotContext, { account, match }: FreeChoice): Promise<void> => {
    const by = actor(ctx, account.linkId ?? 0);
    const opened = await openReadingForm(services, by);
    if (opened.meters.every(({ period }) => period === null)) return showClosed(ctx, opened);
    const checks = await checkEntries(services, { actor: by, typed: match.readings, locale: ctx.locale });
    const values = startValues(opened);
    const placed = { ...values, ...placeChecks(values, checks) };
    const clear = match.unclear === 0 && (placed.problems ?? []).length === 0;
    // What was said goes straight to the review: one message, one press.
    const finished = clear && (placed.entries ?? []).length + (placed.pending ?? []).length > 0;
    await forms.start(ctx, form, { ...placed, finished });
  };

  host.messages.on('message:text', async (ctx, next) => {
    if (ctx.message.text.startsWith('/') || denialOf(ctx, 'registered', services.clock.now()) !== null)
      return next();
    const { text } = ctx.message;
    const choices = await findFreeReadings(services, { residentId: residentOf(ctx).id, text });
    const [first] = choices ?? [];
    if (choices === null || first === undefined) return next();
    ctx.feature = 'meters';
    if (choices.length === 1) return enterFree(ctx, first);
    const draftId = await keepFreeMessage(services, { identityId: personOf(ctx).identityId, text });
    await showScreen(ctx, whichFlatScreen(choices, draftId, ctx));
  });
  router.on('meters', 'registered', meterRoutes.enterFree, async (ctx, { draft, link }) => {
    const choice = await freeReadingsFor(services, {
      identityId: personOf(ctx).identityId,
      residentId: residentOf(ctx).id,
      draftId: draft,
      linkId: link,
    });
    await enterFree(ctx, choice);
  });

  // ── history ───────────────────────────────────────────────────────────────

  router.on('meters', 'registered', meterRoutes.history, async (ctx, { link, meter, page }) => {
    const history = await readingHistory(services, { actor: actor(ctx, link), meterId: meter, page });
    await showScreen(ctx, historyScreen(history, ctx.tr));
  });
  router.on('meters', 'registered', meterRoutes.chart, async (ctx, { link, resource }) => {
    if (!isResource(resource)) throw new DomainError('METER_NOT_FOUND');
    const comparison = await compareYears(services, { actor: actor(ctx, link), resource });
    const { tr } = ctx;
    const account = accountTitle(comparison.account);
    await ctx.replyWithChatAction('upload_photo');
    const png = await consumptionChart(services, { comparison, account, tr });
    const sum = (of: readonly (number | null)[]): string =>
      amountText(
        resource,
        [valueToDecimal(of.reduce<number>((total, value) => total + (value ?? 0), 0))],
        tr,
      );
    const before = comparison.months.map(({ yearAgo }) => yearAgo);
    const shown = {
      resource: tr.plain(`meters-name-${resource}`),
      account,
      total: sum(comparison.months.map(({ now }) => now)),
    };
    await ctx.replyWithPhoto(new InputFile(png, 'chart.png'), {
      parse_mode: 'HTML',
      caption: before.every((value) => value === null)
        ? tr.html('meters-chart-caption', shown)
        : tr.html('meters-chart-caption-compared', { ...shown, before: sum(before) }),
    });
  });
  router.on('meters', 'registered', meterRoutes.exportHistory, async (ctx, { link, format }) => {
    const known = HISTORY_FORMATS.find((candidate) => candidate === format);
    if (known === undefined) throw new DomainError('METER_NOT_FOUND');
    const { account, readings } = await exportHistory(services, { actor: actor(ctx, link) });
    await ctx.replyWithChatAction('upload_document');
    const file = await historyFile(services, readings, { format: known, zone: account.zone, tr: ctx.tr });
    await ctx.replyWithDocument(new InputFile(file.bytes, file.fileName), {
      parse_mode: 'HTML',
      caption: ctx.tr.html('meters-file-caption', { account: accountTitle(account) }),
    });
  });

  // ── names and reminders ───────────────────────────────────────────────────

  router.on('meters', 'registered', meterRoutes.rename, async (ctx, { link, meter }) => {
    const shown = await showMeters(services, { residentId: residentOf(ctx).id, linkId: link });
    const found = shown.meters.find(({ id }) => id === meter);
    if (found === undefined) throw new DomainError('METER_NOT_FOUND');
    await forms.start(ctx, rename, { linkId: link, meterId: meter, label: meterLabel(found, ctx.tr) });
  });
  router.on('meters', 'registered', meterRoutes.remind, async (ctx, { link }) => {
    const { day } = await remindOfWindow(services, {
      residentId: residentOf(ctx).id,
      identityId: personOf(ctx).identityId,
      linkId: link,
    });
    await toastPress(ctx, ctx.tr.plain('meters-remind-set', { day: dayText(day, ctx.tr) }));
  });
};

function whichFlatScreen(choices: readonly FreeChoice[], draftId: number, { tr }: BotContext): Screen {
  const accounts = choices.map(({ account }) => account);
  return {
    html: joinHtml([tr.html('meters-title'), tr.html('meters-free-which')], '\n\n'),
    buttons: [
      ...accounts.map((account) => [
        button(
          accountCaption(account, accounts, accountTitle),
          meterRoutes.enterFree.data({ draft: draftId, link: account.linkId ?? 0 }),
        ),
      ]),
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}
