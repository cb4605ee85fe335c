import { DomainError } from '../../../domain/errors.ts';
import { isLocale } from '../../../domain/locale.ts';
import { activeGrants } from '../../../domain/roles.ts';
import { publicCompanies } from '../../../services/help/public-companies.ts';
import { changeLanguage } from '../../../services/residents/change-language.ts';
import { listAcceptances } from '../../../services/residents/list-acceptances.ts';
import { documentById } from '../../../services/texts/read-documents.ts';
import { syncStaffCommands } from '../../command-table.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { operatorsHtml } from '../../ui/company-contacts.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';
import {
  acceptedDocumentScreen,
  documentsScreen,
  languageScreen,
  settingsScreen,
} from './settings-screens.ts';

const NAMED_COMPANIES = 20;

/** Language, own data, what was accepted. */
export function installSettings({ deps, router, onCommand, hasCommand }: FeatureHost): void {
  const { services } = deps;
  const zone = services.installation.timezone;

  onCommand('language', 'public', (ctx) => showLanguage(ctx));
  router.on('residents', 'public', routes.language, (ctx) => showLanguage(ctx));

  router.on('residents', 'public', residentRoutes.setLanguage, async (ctx, { lang }) => {
    if (!isLocale(lang)) throw new DomainError('LANGUAGE_UNKNOWN');
    if (ctx.person === null) return router.go(ctx, routes.start, { lang, company: 0 });
    const { identityId, telegramId, grants } = ctx.person;
    await changeLanguage(services, { identityId, locale: lang });
    await ctx.reload();
    const roles = activeGrants(grants, services.clock.now()).map(({ role }) => role);
    if (roles.length > 0) {
      const sync = { api: ctx.api, texts: deps.texts, has: hasCommand, defaultLocale: lang };
      await syncStaffCommands(sync, { telegramId, locale: lang, roles });
    }
    await toastPress(ctx, ctx.tr.plain('residents-language-changed'));
    await router.go(ctx, routes.home, {});
  });

  onCommand('settings', 'accepted', (ctx) => showSettings(ctx));
  router.on('residents', 'accepted', routes.settings, (ctx) => showSettings(ctx));

  router.on('residents', 'accepted', residentRoutes.documents, async (ctx) => {
    const acceptances = await listAcceptances(services, { identityId: personOf(ctx).identityId });
    await showScreen(ctx, documentsScreen(acceptances, zone, ctx.tr));
  });

  router.on('residents', 'accepted', residentRoutes.document, async (ctx, { doc, page }) => {
    // Terms and consent are public; other kinds of text are not reached by their ids.
    const document = await documentById(services, { id: doc });
    const legal = document !== null && ['terms', 'consent', 'promotions'].includes(document.kind);
    if (document === null || !legal) throw new DomainError('DOCUMENT_NOT_FOUND');
    const all = { companyId: null, residentId: null, page: 0, size: NAMED_COMPANIES };
    const { companies } = await publicCompanies(services, all);
    const operators = operatorsHtml(companies, ctx.tr);
    await showScreen(ctx, acceptedDocumentScreen(document, { page, operators }, ctx.tr));
  });

  async function showLanguage(ctx: BotContext): Promise<void> {
    await showScreen(ctx, languageScreen(ctx.person !== null, ctx.tr));
  }

  async function showSettings(ctx: BotContext): Promise<void> {
    const { resident, telegramId, previousVisitAt } = personOf(ctx);
    const shown = { registered: resident !== null, telegramId, previousVisitAt, zone };
    await showScreen(ctx, settingsScreen(shown, ctx.tr));
  }
}
