import { EMPTY_HTML, type Html, joinHtml } from '../../../texts/html.ts';
import { denialOf } from '../../access.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { routes } from '../../ui/routes.ts';
import { MESSAGE_DEFAULTS, showScreen } from '../../ui/screen.ts';
import { createHomeMenu } from './menu.ts';

/** The main menu and the way back to it from anywhere. */
export const homeFeature: Feature = (host) => {
  const { deps, router } = host;
  const { services } = deps;
  const menu = createHomeMenu(host, showHome);
  host.menus.use(async (ctx, next) => {
    // Logs and metrics name the feature that answers; a menu that leads elsewhere says so itself.
    if (ctx.callbackQuery?.data?.startsWith('home/') === true) ctx.feature = 'home';
    await next();
  });
  host.menus.use(menu);

  router.on('home', 'public', routes.home, showHome);
  host.onCommand('menu', 'public', showHome);

  host.onCommand('cancel', 'public', async (ctx) => {
    const left = ctx.leftForm !== null;
    await ctx.reply(ctx.tr.html(left ? 'cancelled' : 'nothing-to-cancel'), {
      ...MESSAGE_DEFAULTS,
      // A contact keyboard may be left over from any form.
      reply_markup: { remove_keyboard: true },
    });
    await showHome(ctx);
  });

  async function showHome(ctx: BotContext): Promise<void> {
    const now = services.clock.now();
    const denial = denialOf(ctx, 'registered', now);
    const staff = denialOf(ctx, 'staff', now) === null;
    if (denial === 'blocked') return router.go(ctx, routes.blocked, {});
    if (denial === null) {
      await showScreen(ctx, { html: await residentHtml(ctx), buttons: menu });
      return;
    }
    if (staff) {
      await showScreen(ctx, { html: ctx.tr.html('home-staff'), buttons: menu });
      return;
    }
    if (denial === 'registration') return router.go(ctx, routes.registrationNeeded, {});
    await router.go(ctx, routes.start, { lang: ctx.locale, company: ctx.person?.startCompanyId ?? 0 });
  }

  async function residentHtml(ctx: BotContext): Promise<Html> {
    const { resident } = personOf(ctx);
    const lines: Html[] = [ctx.tr.html('home-greeting', { name: resident?.firstName ?? '' })];
    if (resident !== null) {
      lines.push(ctx.tr.html(resident.linked ? 'home-what-now' : 'home-no-accounts'));
      for (const line of resident.linked ? host.homeLines : []) lines.push((await line(ctx)) ?? EMPTY_HTML);
    }
    return joinHtml(
      lines.filter((line) => line !== EMPTY_HTML),
      '\n\n',
    );
  }
};
