import { DomainError } from '../../../domain/errors.ts';
import { isLocale } from '../../../domain/locale.ts';
import { activeGrants } from '../../../domain/roles.ts';
import { publicCompanies } from '../../../services/help/public-companies.ts';
import {
  currentDocument,
  documentById,
  listDocuments,
  type TextDocumentView,
} from '../../../services/texts/read-documents.ts';
import { denialOf } from '../../access.ts';
import { commandsFor } from '../../command-table.ts';
import type { BotContext } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { setLocale } from '../../middleware/person.ts';
import { operatorsHtml } from '../../ui/company-contacts.ts';
import { pageOf } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { helpRoutes } from './callback-data.ts';
import {
  contactsScreen,
  HELP_TEXTS,
  helpScreen,
  questionsScreen,
  type Reader,
  textScreen,
} from './screens.ts';

const COMPANIES_PER_PAGE = 5;
const QUESTIONS_PER_PAGE = 8;
const NAMED_COMPANIES = 20;

interface Travelling {
  readonly lang: string;
  readonly company: number;
}

/** Help for everybody, also before consent: commands, phones and hours, questions and answers, about, how to pay. */
export const helpFeature: Feature = (host) => {
  const { deps, router } = host;
  const { services } = deps;

  host.onCommand('help', 'public', (ctx) => showHelp(ctx, { lang: ctx.locale, company: 0 }));
  router.on('help', 'public', routes.help, showHelp);

  router.on('help', 'public', routes.emergency, async (ctx, { page, ...travelling }) => {
    const reader = readerOf(ctx, travelling);
    const { companies, total } = await publicCompanies(services, {
      companyId: reader.visit.company === 0 ? null : reader.visit.company,
      residentId: ctx.person?.resident?.id ?? null,
      page,
      size: COMPANIES_PER_PAGE,
    });
    const now = services.clock.now();
    const list = pageOf(companies, page, total, COMPANIES_PER_PAGE);
    // Somebody blocked sees phones and hours, nothing else.
    await showScreen(ctx, contactsScreen(list, { reader, now, help: !isBlocked(ctx) }, ctx.tr));
  });

  router.on('help', 'public', helpRoutes.questions, async (ctx, { page, ...travelling }) => {
    if (isBlocked(ctx)) return router.go(ctx, routes.blocked, {});
    const reader = readerOf(ctx, travelling);
    const { documents, total } = await listDocuments(services, {
      kind: 'question',
      page,
      size: QUESTIONS_PER_PAGE,
    });
    const list = pageOf(documents, page, total, QUESTIONS_PER_PAGE);
    await showScreen(ctx, questionsScreen(list, reader, ctx.tr));
  });

  router.on('help', 'public', helpRoutes.question, async (ctx, { doc, page, ...travelling }) => {
    const reader = readerOf(ctx, travelling);
    const document = await documentById(services, { id: doc });
    if (document?.kind !== 'question') throw new DomainError('DOCUMENT_NOT_FOUND');
    const back = helpRoutes.questions.data({ ...reader.visit, page: 0 });
    await showText(ctx, document, {
      reader,
      page,
      back,
      data: (to) => helpRoutes.question.data({ ...reader.visit, doc, page: to }),
    });
  });

  router.on('help', 'public', helpRoutes.text, async (ctx, { kind, page, ...travelling }) => {
    const reader = readerOf(ctx, travelling);
    const known = HELP_TEXTS.find((text) => text.kind === kind);
    const document = known === undefined ? null : await currentDocument(services, { kind: known.kind });
    if (document === null) throw new DomainError('DOCUMENT_NOT_FOUND');
    const back = routes.help.data(reader.visit);
    await showText(ctx, document, {
      reader,
      page,
      back,
      data: (to) => helpRoutes.text.data({ ...reader.visit, kind, page: to }),
    });
  });

  async function showHelp(ctx: BotContext, travelling: Travelling): Promise<void> {
    if (isBlocked(ctx)) return router.go(ctx, routes.blocked, {});
    const reader = readerOf(ctx, travelling);
    const grants = activeGrants(ctx.person?.grants ?? [], services.clock.now());
    const commands = commandsFor(
      grants.map(({ role }) => role),
      host.hasCommand,
    );
    await showScreen(ctx, helpScreen(commands, reader, ctx.tr));
  }

  async function showText(
    ctx: BotContext,
    document: TextDocumentView,
    at: { reader: Reader; page: number; back: string; data: (page: number) => string },
  ): Promise<void> {
    const all = { companyId: null, residentId: null, page: 0, size: NAMED_COMPANIES };
    const { companies } = await publicCompanies(services, all);
    await showScreen(
      ctx,
      textScreen(document, { ...at, operators: operatorsHtml(companies, ctx.tr) }, ctx.tr),
    );
  }

  function readerOf(ctx: BotContext, { lang, company }: Travelling): Reader {
    if (ctx.person === null && isLocale(lang)) setLocale(ctx, deps, lang);
    const known = ctx.person !== null;
    return { known, visit: { lang: ctx.locale, company: ctx.person?.startCompanyId ?? company } };
  }

  function isBlocked(ctx: BotContext): boolean {
    return denialOf(ctx, 'accepted', services.clock.now()) === 'blocked';
  }
};
