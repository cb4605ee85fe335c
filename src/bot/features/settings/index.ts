import { DomainError } from '../../../domain/errors.ts';
import { can, type StaffAction } from '../../../domain/roles.ts';
import { shortAddress } from '../../../domain/short-address.ts';
import {
  listSettingPlaces,
  type SettingsActor,
  showSettings,
} from '../../../services/settings/change-setting.ts';
import { fieldsOf } from '../../../services/settings/fields.ts';
import {
  CLOSABLE_FEATURES,
  closedFeatures,
  closeFeature,
  isClosableFeature,
} from '../../../services/settings/maintenance.ts';
import type { FieldTarget } from '../../../services/settings/place-kind.ts';
import { isAcceptedText, textsInForce } from '../../../services/settings/publish-text.ts';
import { joinHtml } from '../../../texts/html.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button, MAX_CAPTION } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { settingRoutes } from './callback-data.ts';
import { fieldForm, fieldName, isTarget, shownValue } from './field.form.ts';
import { textForm } from './text.form.ts';

const PER_PAGE = 7;

/** What an administrator sets up by chat: companies, providers, rules, texts that are accepted, maintenance. */
export const settingsFeature: Feature = ({ deps, router, forms }) => {
  const { services } = deps;
  const zone = services.installation.timezone;
  const field = fieldForm(deps);
  const text = textForm(deps);
  forms.define(field);
  forms.define(text);

  const actorOf = (ctx: BotContext): SettingsActor => {
    const { identityId, grants } = personOf(ctx);
    return { identityId, grants };
  };
  const backRow = (ctx: BotContext, data: string) => [
    button(ctx.tr.plain('button-back'), data),
    button(ctx.tr.plain('button-home'), routes.home.data()),
  ];

  router.on('staff', 'staff', routes.staffSettings, async (ctx) => {
    const { tr } = ctx;
    const { grants } = personOf(ctx);
    const may = (action: StaffAction): boolean =>
      can(grants, action, { companyId: null }, services.clock.now());
    if (!can(grants, 'settings.edit', {}, services.clock.now())) throw new DomainError('NOT_ALLOWED');
    await showScreen(ctx, {
      html: joinHtml([tr.html('settings-title'), tr.html('settings-intro')], '\n\n'),
      buttons: [
        [
          button(
            tr.plain('settings-button-companies'),
            settingRoutes.places.data({ target: 'company', page: 0 }),
          ),
        ],
        [
          button(
            tr.plain('settings-button-providers'),
            settingRoutes.places.data({ target: 'provider', page: 0 }),
          ),
        ],
        [
          button(
            tr.plain('settings-button-buildings'),
            settingRoutes.places.data({ target: 'building', page: 0 }),
          ),
        ],
        may('settings.edit')
          ? [button(tr.plain('settings-button-rules'), settingRoutes.place.data({ target: 'rule', id: 0 }))]
          : [],
        may('settings.edit')
          ? [button(tr.plain('settings-button-agent'), settingRoutes.place.data({ target: 'agent', id: 0 }))]
          : [],
        [button(tr.plain('settings-button-windows'), routes.readingWindows.data({ page: 0 }))],
        may('texts.edit') ? [button(tr.plain('settings-button-texts'), settingRoutes.texts.data())] : [],
        may('features.toggle')
          ? [button(tr.plain('settings-button-maintenance'), settingRoutes.maintenance.data())]
          : [],
        backRow(ctx, routes.admin.data()),
      ],
    });
  });

  router.on('staff', 'staff', settingRoutes.places, async (ctx, { target, page }) => {
    const { tr } = ctx;
    if (target !== 'company' && target !== 'provider' && target !== 'building') {
      throw new DomainError('SETTING_NOT_FOUND');
    }
    const list = await listSettingPlaces(services, { actor: actorOf(ctx), target, page, size: PER_PAGE });
    await showScreen(ctx, {
      html: joinHtml(
        [
          tr.html(`settings-choose-${target}`),
          ...(list.total === 0 ? [tr.html('settings-choose-none')] : []),
        ],
        '\n\n',
      ),
      buttons: [
        ...list.items.map(({ id, name }) => [
          button(
            target === 'building' ? shortAddress(name, MAX_CAPTION) : name,
            settingRoutes.place.data({ target, id }),
          ),
        ]),
        pagerRow(pageOf(list.items, page, list.total, PER_PAGE), tr, (next) =>
          settingRoutes.places.data({ target, page: next }),
        ),
        backRow(ctx, routes.staffSettings.data()),
      ],
    });
  });

  router.on('staff', 'staff', settingRoutes.place, async (ctx, { target, id }) => {
    const { tr } = ctx;
    if (!isTarget(target)) throw new DomainError('SETTING_NOT_FOUND');
    const view = await showSettings(services, { actor: actorOf(ctx), place: { target, id } });
    const up = upFrom(target, id);
    await showScreen(ctx, {
      html: joinHtml(
        [
          tr.html('settings-place', { name: view.name ?? tr.plain('staff-every-company') }),
          ...(target === 'agent' ? [tr.html('settings-agent-what')] : []),
          joinHtml(
            view.fields.map(({ field: one, shown }) =>
              tr.html('settings-line', {
                name: fieldName(target, one.id, tr),
                value: shownValue(shown, tr, one),
              }),
            ),
          ),
        ],
        '\n\n',
      ),
      buttons: [
        ...pairs(
          view.fields.map(({ field: one }) =>
            button(
              fieldName(target, one.id, tr),
              settingRoutes.field.data({ target, id, field: fieldsOf(target).indexOf(one) }),
            ),
          ),
        ),
        target === 'company'
          ? [
              button(
                tr.plain('settings-button-company-rules'),
                settingRoutes.place.data({ target: 'rule', id }),
              ),
            ]
          : [],
        target === 'company'
          ? [button(tr.plain('settings-button-agent'), settingRoutes.place.data({ target: 'agent', id }))]
          : [],
        target === 'provider'
          ? [button(tr.plain('settings-button-money'), settingRoutes.place.data({ target: 'money', id }))]
          : [],
        backRow(ctx, up),
      ],
    });
  });

  router.on('staff', 'staff', settingRoutes.field, async (ctx, { target, id, field: index }) => {
    if (!isTarget(target)) throw new DomainError('SETTING_NOT_FOUND');
    const known = fieldsOf(target)[index];
    const view = await showSettings(services, { actor: actorOf(ctx), place: { target, id } });
    const now = view.fields.find((row) => row.field.id === known?.id);
    if (known === undefined || now === undefined) throw new DomainError('SETTING_NOT_FOUND');
    await forms.start(ctx, field, {
      target,
      id,
      field: known.id,
      place: view.name,
      before: now.shown,
      today: services.clock.now().toISOString().slice(0, 10),
    });
  });

  // ── maintenance ───────────────────────────────────────────────────────────

  const showMaintenance = async (ctx: BotContext): Promise<void> => {
    const { tr } = ctx;
    const closed = await closedFeatures(services, { actor: actorOf(ctx) });
    await showScreen(ctx, {
      html: tr.html('settings-maintenance'),
      buttons: [
        ...CLOSABLE_FEATURES.map((feature) => [
          button(
            `${closed.includes(feature) ? '⏸' : '✅'} ${tr.plain(`settings-feature-${feature}`)}`,
            settingRoutes.close.data({ feature, closed: !closed.includes(feature) }),
          ),
        ]),
        backRow(ctx, routes.staffSettings.data()),
      ],
    });
  };
  router.on('staff', 'staff', settingRoutes.maintenance, showMaintenance);
  router.on('staff', 'staff', settingRoutes.close, async (ctx, { feature, closed }) => {
    if (!isClosableFeature(feature)) throw new DomainError('SETTING_NOT_FOUND');
    await closeFeature(services, { actor: actorOf(ctx), feature, closed });
    await showMaintenance(ctx);
  });

  // ── texts that everybody accepts ──────────────────────────────────────────

  router.on('staff', 'staff', settingRoutes.texts, async (ctx) => {
    const { tr } = ctx;
    const texts = await textsInForce(services, { actor: actorOf(ctx) });
    await showScreen(ctx, {
      html: joinHtml(
        [
          tr.html('settings-texts'),
          joinHtml(
            texts.map(({ kind, version, publishedAt, accepted }) =>
              tr.html('settings-text-line', {
                name: tr.plain(`settings-text-${kind}`),
                version: String(version),
                date: publishedAt === null ? '—' : tr.date(publishedAt, zone),
                count: accepted,
              }),
            ),
          ),
        ],
        '\n\n',
      ),
      buttons: [
        ...texts.map(({ kind }) => [
          button(
            tr.plain('settings-button-new-text', { name: tr.plain(`settings-text-${kind}`) }),
            settingRoutes.text.data({ kind }),
          ),
        ]),
        backRow(ctx, routes.staffSettings.data()),
      ],
    });
  });
  router.on('staff', 'staff', settingRoutes.text, async (ctx, { kind }) => {
    const texts = await textsInForce(services, { actor: actorOf(ctx) });
    const now = texts.find((row) => row.kind === kind);
    if (!isAcceptedText(kind) || now === undefined) throw new DomainError('SETTING_NOT_FOUND');
    await forms.start(ctx, text, { kind, version: now.version, accepted: now.accepted });
  });
};

/** The screen above a place. */
function upFrom(target: FieldTarget, id: number): string {
  if (target === 'money') return settingRoutes.place.data({ target: 'provider', id });
  if (target !== 'rule' && target !== 'agent') return settingRoutes.places.data({ target, page: 0 });
  return id === 0 ? routes.staffSettings.data() : settingRoutes.place.data({ target: 'company', id });
}

function pairs<T>(all: readonly T[]): T[][] {
  return all.flatMap((_, index) => (index % 2 === 0 ? [all.slice(index, index + 2)] : []));
}
