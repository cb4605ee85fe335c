import { InputFile } from 'grammy';
import { DomainError } from '../../../domain/errors.ts';
import { can, type StaffAction } from '../../../domain/roles.ts';
import { shortAddress } from '../../../domain/short-address.ts';
import {
  EXPORTS_PER_PAGE,
  exportReadings,
  listReadingExports,
  READING_EXPORT_FORMATS,
  readingExportFile,
} from '../../../services/meters/export-readings.ts';
import {
  extensionPlan,
  listWindowBuildings,
  listWindowProviders,
  type ProviderWindows,
  showWindows,
  WINDOWS_PER_PAGE,
  type WindowActor,
} from '../../../services/meters/reading-windows.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button, MAX_CAPTION } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { callerForm } from './caller.form.ts';
import { dayText } from './meter-texts.ts';
import { windowRoutes } from './staff-routes.ts';
import { extendForm, windowForm } from './window.form.ts';

/** Windows of readings and their export: administrators set, managers extend. */
export const readingWindowsFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const set = windowForm(deps);
  const extend = extendForm(deps);
  forms.define(set);
  forms.define(extend);
  const caller = callerForm(deps);
  forms.define(caller);

  const actor = (ctx: BotContext): WindowActor => {
    const { identityId, grants } = personOf(ctx);
    return { identityId, grants };
  };

  const showList = async (ctx: BotContext, page: number): Promise<void> => {
    const { items, total } = await listWindowProviders(services, { grants: actor(ctx).grants, page });
    if (total === 0) throw new DomainError('NOT_ALLOWED');
    const { tr } = ctx;
    const shown = pageOf(items, page, total, WINDOWS_PER_PAGE);
    await showScreen(ctx, {
      html: joinHtml([tr.html('meters-windows-title'), tr.html('meters-windows-choose')], '\n\n'),
      buttons: [
        ...items.map(({ id, name }) => [button(name, windowRoutes.provider.data({ provider: id }))]),
        pagerRow(shown, tr, (next) => windowRoutes.list.data({ page: next })),
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    });
  };
  host.onCommand('window', 'staff', (ctx) => showList(ctx, 0));
  router.on('meters', 'staff', windowRoutes.list, (ctx, { page }) => showList(ctx, page));
  router.on('meters', 'staff', windowRoutes.provider, async (ctx, { provider }) => {
    const windows = await showWindows(services, { actor: actor(ctx), providerId: provider });
    const may = (action: StaffAction): boolean =>
      can(actor(ctx).grants, action, { companyId: windows.companyId }, services.clock.now());
    const rights = {
      edit: may('windows.edit'),
      extend: may('windows.extend'),
      exports: may('exports.create'),
      enter: may('readings.enter'),
    };
    await showScreen(ctx, windowsScreen(windows, rights, ctx.tr));
  });

  router.on('meters', 'staff', windowRoutes.buildings, async (ctx, { provider, extend: extending, page }) => {
    const { tr } = ctx;
    const { items, total } = await listWindowBuildings(services, {
      actor: actor(ctx),
      providerId: provider,
      page,
    });
    const to = extending ? windowRoutes.extend : windowRoutes.set;
    await showScreen(ctx, {
      html: tr.html(total === 0 ? 'meters-window-no-houses' : 'meters-window-choose-house'),
      buttons: [
        [button(tr.plain('meters-window-every-house'), to.data({ provider, building: 0 }))],
        ...items.map(({ id, address }) => [
          button(shortAddress(address, MAX_CAPTION), to.data({ provider, building: id })),
        ]),
        pagerRow(pageOf(items, page, total, WINDOWS_PER_PAGE), tr, (next) =>
          windowRoutes.buildings.data({ provider, extend: extending, page: next }),
        ),
        [
          button(tr.plain('button-back'), windowRoutes.provider.data({ provider })),
          button(tr.plain('button-home'), routes.home.data()),
        ],
      ],
    });
  });

  const addressOf = async (buildingId: number): Promise<string | null> => {
    if (buildingId === 0) return null;
    const row = await services.db.building.findUnique({
      where: { id: buildingId },
      select: { address: true },
    });
    if (row === null) throw new DomainError('BUILDING_NOT_FOUND');
    return row.address;
  };
  router.on('meters', 'staff', windowRoutes.set, async (ctx, { provider, building }) => {
    const windows = await showWindows(services, { actor: actor(ctx), providerId: provider });
    if (!can(actor(ctx).grants, 'windows.edit', { companyId: windows.companyId }, services.clock.now())) {
      throw new DomainError('NOT_ALLOWED');
    }
    const { id: providerId, name: providerName, zone } = windows;
    const address = await addressOf(building);
    await forms.start(ctx, set, { providerId, providerName, zone, buildingId: building, address });
  });
  router.on('meters', 'staff', windowRoutes.extend, async (ctx, { provider, building }) => {
    const windows = await showWindows(services, { actor: actor(ctx), providerId: provider });
    await forms.start(ctx, extend, {
      providerId: windows.id,
      providerName: windows.name,
      buildingId: building,
      address: await addressOf(building),
      ...extensionPlan(windows),
    });
  });

  router.on('meters', 'staff', windowRoutes.caller, async (ctx, { provider }) => {
    const windows = await showWindows(services, { actor: actor(ctx), providerId: provider });
    if (!can(actor(ctx).grants, 'readings.enter', { companyId: windows.companyId }, services.clock.now())) {
      throw new DomainError('NOT_ALLOWED');
    }
    await forms.start(ctx, caller, { providerId: windows.id, providerName: windows.name });
  });

  // ── export ────────────────────────────────────────────────────────────────

  const showExports = async (
    ctx: BotContext,
    provider: number,
    page: number,
    made: Html | null,
  ): Promise<void> => {
    const { tr } = ctx;
    const list = await listReadingExports(services, { actor: actor(ctx), providerId: provider, page });
    const shown = pageOf(list.items, page, list.total, EXPORTS_PER_PAGE);
    const lines = list.items.map(({ id, count, createdAt }) =>
      tr.html('meters-export-row', { batch: String(id), count, day: tr.dateTime(createdAt, list.zone) }),
    );
    await showScreen(ctx, {
      html: joinHtml(
        [
          tr.html('meters-export-title', { provider: list.name }),
          ...(made === null ? [] : [made]),
          lines.length === 0 ? tr.html('meters-export-none') : joinHtml(lines, '\n'),
        ],
        '\n\n',
      ),
      buttons: [
        [button(tr.plain('meters-export-button-new'), windowRoutes.makeExport.data({ provider }), 'primary')],
        ...list.items.map(({ id }) =>
          READING_EXPORT_FORMATS.map((format) =>
            button(
              tr.plain('meters-export-button-file', {
                batch: String(id),
                format: tr.plain(`meters-export-${format}`),
              }),
              windowRoutes.exportFile.data({ batch: id, format }),
            ),
          ),
        ),
        pagerRow(shown, tr, (next) => windowRoutes.exports.data({ provider, page: next })),
        [
          button(tr.plain('button-back'), windowRoutes.provider.data({ provider })),
          button(tr.plain('button-home'), routes.home.data()),
        ],
      ],
    });
  };
  router.on('meters', 'staff', windowRoutes.exports, (ctx, { provider, page }) =>
    showExports(ctx, provider, page, null),
  );
  router.on('meters', 'staff', windowRoutes.makeExport, async (ctx, { provider }) => {
    const { batchId, ...made } = await exportReadings(services, { actor: actor(ctx), providerId: provider });
    const html = ctx.tr.html('meters-export-made', { batch: String(batchId), ...made });
    await showExports(ctx, provider, 0, html);
  });
  router.on('meters', 'staff', windowRoutes.exportFile, async (ctx, { batch, format }) => {
    const known = READING_EXPORT_FORMATS.find((candidate) => candidate === format);
    if (known === undefined) throw new DomainError('READING_EXPORT_NOT_FOUND');
    const file = await readingExportFile(services, { actor: actor(ctx), batchId: batch, format: known });
    await ctx.replyWithChatAction('upload_document');
    await ctx.replyWithDocument(new InputFile(file.bytes, file.fileName), {
      caption: ctx.tr.plain('meters-export-caption', { batch: String(batch) }),
    });
  });
};

function windowsScreen(
  windows: ProviderWindows,
  rights: Readonly<Record<'edit' | 'extend' | 'exports' | 'enter', boolean>>,
  tr: Translator,
): Screen {
  const provider = windows.id;
  const { current, next, period } = windows.state;
  const state =
    current !== null
      ? tr.html('meters-windows-open', { period: tr.period(current.period) })
      : period !== null
        ? tr.html('meters-windows-soft', { period: tr.period(period) })
        : tr.html('meters-windows-closed', { day: tr.date(next.opensAt, windows.zone) });
  const rules = windows.rules.map((rule) =>
    tr.html('meters-windows-rule', {
      from: String(rule.fromDay),
      to: String(rule.toDay),
      mode: tr.plain(`meters-window-mode-${rule.mode}`),
      place: rule.address ?? tr.plain('meters-window-every-house'),
      resource:
        rule.resource === null
          ? tr.plain('meters-window-every-resource')
          : tr.plain(`meters-name-${rule.resource}`),
      since: dayText(rule.effectiveFrom, tr),
    }),
  );
  const extensions = windows.extensions.map(({ period: of, until, address }) =>
    tr.html('meters-windows-extension', {
      period: tr.period(of),
      until: tr.date(new Date(until.getTime() - 1), windows.zone),
      place: address ?? tr.plain('meters-window-every-house'),
    }),
  );
  return {
    html: joinHtml(
      [
        tr.html('meters-windows-provider', { provider: windows.name }),
        state,
        rules.length === 0 ? tr.html('meters-windows-usual') : joinHtml(rules, '\n'),
        ...extensions,
        tr.html('meters-windows-waiting', { count: windows.waiting }),
      ],
      '\n\n',
    ),
    buttons: [
      rights.extend
        ? [
            button(
              tr.plain('meters-window-button-extend'),
              windowRoutes.buildings.data({ provider, extend: true, page: 0 }),
              'primary',
            ),
          ]
        : [],
      rights.enter ? [button(tr.plain('meters-button-caller'), windowRoutes.caller.data({ provider }))] : [],
      rights.edit
        ? [
            button(
              tr.plain('meters-window-button-set'),
              windowRoutes.buildings.data({ provider, extend: false, page: 0 }),
            ),
          ]
        : [],
      rights.exports
        ? [button(tr.plain('meters-window-button-export'), windowRoutes.exports.data({ provider, page: 0 }))]
        : [],
      [
        button(tr.plain('button-back'), windowRoutes.list.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}
