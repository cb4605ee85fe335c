import { Menu, type MenuFlavor } from '@grammyjs/menu';
import { activeGrants, type StaffRole } from '../../../domain/roles.ts';
import type { PlainTextKey } from '../../../texts/texts.ts';
import type { BotContext } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { alertPress, toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';

/** Grows when the plugin must treat old menus as out of date though nothing else changed. */
const VERSION = 1;
const COLUMNS = 2;

export interface MenuItem {
  readonly caption: PlainTextKey;
  /** Who sees it; `unlinked` = residents without an account, `newcomer` = staff who are not residents here yet. */
  readonly for: 'resident' | 'unlinked' | 'newcomer' | 'everybody' | readonly StaffRole[];
  /** In a row of its own. */
  readonly alone?: true;
  readonly route: { readonly name: string };
  go(ctx: BotContext): Promise<void>;
}

/** The main menu; captions are fixed by DESIGN because documents and scripts name them. */
export function menuItems({ router }: Pick<FeatureHost, 'router'>): MenuItem[] {
  return [
    {
      caption: 'home-link',
      for: 'unlinked',
      alone: true,
      route: routes.linkAccount,
      go: (ctx) => router.go(ctx, routes.linkAccount, {}),
    },
    {
      caption: 'home-bills',
      for: 'resident',
      route: routes.bills,
      go: (ctx) => router.go(ctx, routes.bills, { all: false, link: 0, page: 0 }),
    },
    { caption: 'home-pay', for: 'resident', route: routes.pay, go: (ctx) => router.go(ctx, routes.pay, {}) },
    {
      caption: 'home-readings',
      for: 'resident',
      route: routes.readings,
      go: (ctx) => router.go(ctx, routes.readings, {}),
    },
    {
      caption: 'home-tickets',
      for: 'resident',
      route: routes.tickets,
      go: (ctx) => router.go(ctx, routes.tickets, { page: 0 }),
    },
    {
      caption: 'home-history',
      for: 'resident',
      route: routes.operations,
      go: (ctx) => router.go(ctx, routes.operations, { page: 0 }),
    },
    {
      caption: 'home-templates',
      for: 'resident',
      route: routes.templates,
      go: (ctx) => router.go(ctx, routes.templates, { page: 0 }),
    },
    {
      caption: 'home-accounts',
      for: 'resident',
      route: routes.accounts,
      go: (ctx) => router.go(ctx, routes.accounts, { page: 0 }),
    },
    {
      caption: 'home-register',
      for: 'newcomer',
      route: routes.register,
      go: (ctx) => router.go(ctx, routes.register, {}),
    },
    {
      caption: 'home-settings',
      for: 'everybody',
      route: routes.settings,
      go: (ctx) => router.go(ctx, routes.settings, {}),
    },
    {
      caption: 'home-help',
      for: 'everybody',
      route: routes.help,
      go: (ctx) => router.go(ctx, routes.help, { lang: ctx.locale, company: 0 }),
    },
    {
      caption: 'home-announcements',
      for: ['manager'],
      route: routes.announcements,
      go: (ctx) => router.go(ctx, routes.announcements, { page: 0 }),
    },
    {
      caption: 'home-queue',
      for: ['manager', 'operator'],
      route: routes.ticketQueue,
      go: (ctx) => router.go(ctx, routes.ticketQueue, { page: 0 }),
    },
    {
      caption: 'home-find',
      for: ['operator'],
      route: routes.findPeople,
      go: (ctx) => router.go(ctx, routes.findPeople, {}),
    },
    {
      caption: 'home-admin',
      for: ['operator'],
      route: routes.admin,
      go: (ctx) => router.go(ctx, routes.admin, {}),
    },
  ];
}

/**
 * The main menu as a grammY menu. It is static for a person: rows depend on role, language and whether an account is linked, and all are
 * in the fingerprint, so a press on an old menu after a change shows the whole screen anew. Handlers navigate, and
 * who may go there is checked again by the router.
 */
export function createHomeMenu(
  host: Pick<FeatureHost, 'router' | 'deps'>,
  showHome: (ctx: BotContext) => Promise<void>,
): Menu<BotContext> {
  const items = menuItems(host);
  const now = (): Date => host.deps.services.clock.now();
  const visible = (ctx: BotContext): MenuItem[] =>
    items.filter((item) => host.router.has(item.route) && sees(ctx, item, now()));
  const menu = new Menu<BotContext>('home', {
    autoAnswer: false,
    fingerprint: (ctx) =>
      `${VERSION} ${ctx.locale} ${visible(ctx)
        .map(({ caption }) => caption)
        .join(' ')}`,
    onMenuOutdated: async (ctx: BotContext & MenuFlavor) => {
      // Deleted since: the start screen that follows needs a word, too.
      if (ctx.person === null) await alertPress(ctx, ctx.tr.plain('nobody-known'));
      else await toastPress(ctx, ctx.tr.plain('home-menu-renewed'));
      await showHome(ctx);
    },
  });
  menu.dynamic((ctx, range) => {
    let inRow = 0;
    for (const item of visible(ctx)) {
      range.text(ctx.tr.plain(item.caption), (pressed) => item.go(pressed));
      inRow += 1;
      if (item.alone !== true && inRow < COLUMNS) continue;
      range.row();
      inRow = 0;
    }
    return range;
  });
  return menu;
}

function sees(ctx: BotContext, item: MenuItem, now: Date): boolean {
  if (item.for === 'everybody') return true;
  const resident = ctx.person !== null && ctx.person.resident !== null;
  if (item.for === 'resident') return resident;
  if (item.for === 'unlinked') return ctx.person?.resident?.linked === false;
  if (item.for === 'newcomer') return !resident;
  const roles = activeGrants(ctx.person?.grants ?? [], now).map(({ role }) => role);
  return roles.includes('administrator') || item.for.some((role) => roles.includes(role));
}
