import { DomainError } from '../../../domain/errors.ts';
import { EMAIL_LINK_PREFIX } from '../../../services/challenges/challenge-hashes.ts';
import { publicCompanies } from '../../../services/help/public-companies.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { BotContext } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { companyContactsHtml, contactCentreLine } from '../../ui/company-contacts.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';
import { installDeletion } from './deletion.ts';
import { installLeaving } from './leaving.ts';
import { installProfile } from './profile.ts';
import { registerForm } from './register.form.ts';
import { installSettings } from './settings.ts';
import { installStart } from './start.ts';

/** So many companies stand in the welcome and on the blocked screen. */
const CONTACT_COMPANIES = 3;

/** Coming in: first screen, acceptances, registration; language and settings; the blocked screen. */
export const residentsFeature: Feature = (host) => {
  const { deps, router } = host;
  const { services, texts } = deps;

  const form = registerForm({
    deps,
    async contacts(who) {
      const tr = texts.for(who.locale);
      const { companies } = await publicCompanies(services, {
        companyId: who.startCompanyId,
        residentId: who.residentId,
        page: 0,
        size: CONTACT_COMPANIES,
      });
      const lines = companies
        .map((company) => contactCentreLine(company, tr))
        .filter((line) => line !== null);
      // Companies of one installation often share one contact centre.
      return [...new Set(lines)].join('\n');
    },
    welcome: ({ firstName, contacts }, tr) => ({
      html: tr.html('residents-welcome', { firstName, contacts: contacts === '' ? 'none' : contacts }),
      buttons: [
        router.has(routes.linkAccount)
          ? [button(tr.plain('residents-button-link'), routes.linkAccount.data(), 'primary')]
          : [],
        router.has(routes.pay) ? [button(tr.plain('residents-button-pay'), routes.pay.data())] : [],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  });
  host.forms.define(form);

  const register = async (ctx: BotContext): Promise<void> => {
    if (ctx.person?.resident !== null) return router.go(ctx, routes.home, {});
    await host.forms.start(ctx, form);
  };

  installStart(host, register);
  installSettings(host);
  installProfile(host);
  installDeletion(host);
  installLeaving(host);
  router.on('residents', 'accepted', routes.register, register);

  router.on('residents', 'public', routes.registrationNeeded, async (ctx) => {
    await showScreen(ctx, {
      html: ctx.tr.html('residents-registration-needed'),
      buttons: [
        [button(ctx.tr.plain('residents-button-register-now'), routes.register.data(), 'primary')],
        [button(ctx.tr.plain('residents-button-recover'), residentRoutes.recover.data())],
        [button(ctx.tr.plain('residents-button-help'), routes.help.data({ lang: ctx.locale, company: 0 }))],
      ],
    });
  });

  router.on('residents', 'public', routes.blocked, async (ctx) => {
    const { companies } = await publicCompanies(services, {
      companyId: ctx.person?.startCompanyId ?? null,
      residentId: ctx.person?.resident?.id ?? null,
      page: 0,
      size: CONTACT_COMPANIES,
    });
    const now = services.clock.now();
    const contacts = companies.map((company) => companyContactsHtml(company, ctx.tr, now));
    await showScreen(ctx, {
      html: joinHtml([ctx.tr.html('residents-blocked'), ...contacts], '\n\n'),
      buttons: [],
    });
  });

  // A link from a mail whose question is no longer open: the form takes the others (`startPrefix`).
  host.onStartPayload(async (_, payload) => {
    if (!payload.startsWith(EMAIL_LINK_PREFIX)) return false;
    throw new DomainError('CHALLENGE_LINK');
  });
};
