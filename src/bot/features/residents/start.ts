import { DomainError, isDomainError } from '../../../domain/errors.ts';
import { isLocale } from '../../../domain/locale.ts';
import { activeGrants } from '../../../domain/roles.ts';
import { companyBySlug, publicCompanies } from '../../../services/help/public-companies.ts';
import { acceptDocuments } from '../../../services/residents/accept-documents.ts';
import { preferCompany } from '../../../services/residents/prefer-company.ts';
import { documentById, type TextDocumentView } from '../../../services/texts/read-documents.ts';
import type { Html } from '../../../texts/html.ts';
import { denialOf } from '../../access.ts';
import { syncStaffCommands } from '../../command-table.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { setLocale } from '../../middleware/person.ts';
import { operatorsHtml } from '../../ui/company-contacts.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { packTime, residentRoutes, unpackTime } from './callback-data.ts';
import {
  acceptanceScreen,
  declinedScreen,
  documentScreen,
  NO_PROGRESS,
  type Progress,
  startScreen,
  type Visit,
} from './start-screens.ts';

/** So many companies are named on the first screen and in the texts. */
const NAMED_COMPANIES = 20;

interface Travelling {
  readonly lang: string;
  readonly company: number;
}

/**
 * From the first screen to both acceptances. Nothing about the person is stored before the second one: language,
 * company and the time of the first travel in the buttons. People we know come here when a text has a new version.
 */
export function installStart(host: FeatureHost, register: (ctx: BotContext) => Promise<void>): void {
  const { deps, router } = host;
  const { services } = deps;

  host.onCommand('start', 'public', async (ctx, args) => {
    const company = args === '' ? null : await companyBySlug(services, args);
    if (ctx.person === null) {
      await showStart(ctx, { lang: ctx.locale, company: company ?? 0 });
      return;
    }
    await offerStaffCommands(ctx);
    if (company !== null && company !== ctx.person.startCompanyId) {
      await preferCompany(services, { identityId: ctx.person.identityId, companyId: company });
      await ctx.reload();
    }
    await router.go(ctx, routes.home, {});
  });

  router.on('residents', 'public', routes.start, async (ctx, values) => {
    const visit = visitOf(ctx, values);
    if (ctx.person === null) await showStart(ctx, visit);
    else if (denialOf(ctx, 'accepted', services.clock.now()) !== 'acceptance')
      await router.go(ctx, routes.home, {});
    else await showNext(ctx, visit, NO_PROGRESS, false);
  });

  router.on('residents', 'public', residentRoutes.begin, async (ctx, values) => {
    await showNext(ctx, visitOf(ctx, values), NO_PROGRESS, false);
  });

  router.on('residents', 'public', residentRoutes.acceptTerms, async (ctx, values) => {
    const visit = visitOf(ctx, values);
    if (ctx.person?.accepted.consent === true) {
      // Only the terms are new: their acceptance is complete by itself.
      await accept(ctx, visit, { terms: values.terms, at: '0', consent: null });
      return;
    }
    const at = unpackTime(values.at) ?? services.clock.now();
    await showNext(ctx, visit, { terms: values.terms, at: packTime(at) }, false);
  });

  router.on('residents', 'public', residentRoutes.acceptConsent, async (ctx, values) => {
    await accept(ctx, visitOf(ctx, values), values);
  });

  router.on('residents', 'public', residentRoutes.read, async (ctx, values) => {
    const visit = visitOf(ctx, values);
    const document = await documentById(services, { id: values.doc });
    if (document === null || !isCurrent(ctx, document.id)) throw new DomainError('DOCUMENT_OUTDATED');
    const { terms, at, page } = values;
    const operators = await operatorsOf(ctx);
    await showScreen(
      ctx,
      documentScreen(document, { visit, progress: { terms, at }, page, operators }, ctx.tr),
    );
  });

  router.on('residents', 'public', residentRoutes.decline, async (ctx, values) => {
    await showScreen(ctx, declinedScreen(visitOf(ctx, values), ctx.tr));
  });

  /** Telegram takes a list of commands for a chat only once the chat exists: staff get theirs at /start. */
  async function offerStaffCommands(ctx: BotContext): Promise<void> {
    const { telegramId, grants } = personOf(ctx);
    const roles = activeGrants(grants, services.clock.now()).map(({ role }) => role);
    if (roles.length === 0) return;
    const { defaultLocale } = services.installation;
    const sync = { api: ctx.api, texts: deps.texts, has: host.hasCommand, defaultLocale };
    await syncStaffCommands(sync, { telegramId, locale: ctx.locale, roles });
  }

  async function showStart(ctx: BotContext, visit: Visit): Promise<void> {
    const { companies } = await publicCompanies(services, {
      companyId: visit.company === 0 ? null : visit.company,
      residentId: null,
      page: 0,
      size: NAMED_COMPANIES,
    });
    await showScreen(ctx, startScreen(companies, visit, ctx.tr));
  }

  /** The text that is still to be accepted, or the way in when none is. */
  async function showNext(
    ctx: BotContext,
    visit: Visit,
    progress: Progress,
    renewed: boolean,
  ): Promise<void> {
    const { terms, consent } = ctx.currentDocuments;
    if (terms === null || consent === null) throw new Error('terms and consent are not published');
    const termsDone = ctx.person?.accepted.terms === true || progress.terms === terms;
    const consentDone = ctx.person?.accepted.consent === true;
    if (termsDone && consentDone) return goOn(ctx);
    const outdated = progress.terms !== 0 && progress.terms !== terms;
    const document = await documentById(services, { id: termsDone ? consent : terms });
    if (document === null) throw new Error('a text in force has no row');
    const screen = acceptanceScreen(
      document,
      {
        visit,
        progress: termsDone ? progress : NO_PROGRESS,
        renewed: renewed || outdated || hadAccepted(ctx),
        zone: services.installation.timezone,
      },
      ctx.tr,
    );
    await showScreen(ctx, screen);
  }

  async function accept(
    ctx: BotContext,
    visit: Visit,
    pressed: Progress & { readonly consent: number | null },
  ): Promise<void> {
    if (ctx.person?.accepted.terms === true && ctx.person.accepted.consent) return goOn(ctx);
    const { terms, consent } = ctx.currentDocuments;
    const both =
      (ctx.person?.accepted.terms === true || pressed.terms === terms) &&
      (ctx.person?.accepted.consent === true || pressed.consent === consent);
    // Without both nothing is stored: an old button, a forged one, or a new version meanwhile.
    if (!both) return showNext(ctx, visit, NO_PROGRESS, pressed.terms !== 0);
    const now = services.clock.now();
    try {
      await acceptDocuments(services, {
        telegramId: ctx.from?.id ?? 0,
        locale: visit.lang,
        startCompanyId: visit.company === 0 ? null : visit.company,
        terms:
          pressed.terms === 0
            ? null
            : { documentId: pressed.terms, acceptedAt: unpackTime(pressed.at) ?? now },
        consent: pressed.consent === null ? null : { documentId: pressed.consent, acceptedAt: now },
      });
    } catch (error) {
      if (!isDomainError(error, 'DOCUMENT_OUTDATED')) throw error;
      await showNext(ctx, visit, NO_PROGRESS, true);
      return;
    }
    await ctx.reload();
    ctx.dialogue?.remember();
    await goOn(ctx);
  }

  /** Everything is accepted: registration, or home for those who have it behind them. */
  async function goOn(ctx: BotContext): Promise<void> {
    const denial = denialOf(ctx, 'registered', services.clock.now());
    const staff = denialOf(ctx, 'staff', services.clock.now()) === null;
    if (denial === 'registration' && !staff) await register(ctx);
    else await router.go(ctx, routes.home, {});
  }

  function visitOf(ctx: BotContext, values: Travelling): Visit {
    const lang = isLocale(values.lang) ? values.lang : ctx.locale;
    if (ctx.person === null) setLocale(ctx, deps, lang);
    return { lang: ctx.locale, company: ctx.person?.startCompanyId ?? values.company };
  }

  async function operatorsOf(ctx: BotContext): Promise<Html> {
    const { companies } = await publicCompanies(services, {
      companyId: null,
      residentId: null,
      page: 0,
      size: NAMED_COMPANIES,
    });
    return operatorsHtml(companies, ctx.tr);
  }

  /** A member of the staff may never have accepted anything, or have withdrawn it: nothing is new to them. */
  function hadAccepted({ person }: BotContext): boolean {
    return person !== null && (person.resident !== null || person.accepted.terms || person.accepted.consent);
  }

  function isCurrent(ctx: BotContext, id: TextDocumentView['id']): boolean {
    return id === ctx.currentDocuments.terms || id === ctx.currentDocuments.consent;
  }
}
