import type { Locale } from '../../../domain/locale.ts';
import { localized } from '../../../domain/locale.ts';
import type { PublicCompany } from '../../../services/help/public-companies.ts';
import { documentPages } from '../../../services/texts/document-pages.ts';
import type { TextDocumentView } from '../../../services/texts/read-documents.ts';
import { EMPTY_HTML, type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';

/** What travels in the data of the first screens. */
export interface Visit {
  readonly lang: Locale;
  /** 0 = no company chosen */
  readonly company: number;
}

/** Where in the acceptance somebody is: the terms accepted on the screen before, and when (base 36). */
export interface Progress {
  readonly terms: number;
  readonly at: string;
}

export const NO_PROGRESS: Progress = { terms: 0, at: '0' };

/**
 * The first screen: who runs the bot, what it never asks, phones without registration.
 * @param companies those of the installation, or the one of the start link
 */
export function startScreen(companies: readonly PublicCompany[], visit: Visit, tr: Translator): Screen {
  const chosen = companies.length === 1 ? companies[0] : undefined;
  const slogan = chosen?.slogan
    ? [tr.html('residents-slogan', { text: localized(chosen.slogan, tr.locale) })]
    : [];
  const runBy =
    companies.length === 0
      ? []
      : [tr.html('residents-run-by', { companies: companies.map(({ name }) => name).join(', ') })];
  const phone = chosen?.contactPhone ?? null;
  const html = joinHtml(
    [
      chosen === undefined
        ? tr.html('residents-start-title')
        : tr.html('residents-start-company', { name: chosen.shortName }),
      ...slogan,
      joinHtml([...runBy, ...(phone === null ? [] : [tr.html('residents-start-phone', { phone })])]),
      tr.html('residents-start-what'),
      tr.html('residents-never-asks'),
    ].filter((part) => part !== EMPTY_HTML),
    '\n\n',
  );
  const other: Locale = visit.lang === 'ru' ? 'en' : 'ru';
  return {
    html,
    buttons: [
      [button(tr.plain('residents-button-continue'), residentRoutes.begin.data(visit), 'primary')],
      [button(tr.plain('residents-button-phones'), routes.emergency.data({ ...visit, page: 0 }))],
      [
        button(tr.plain(`residents-language-${other}`), routes.start.data({ ...visit, lang: other })),
        button(tr.plain('residents-button-help'), routes.help.data(visit)),
      ],
    ],
  };
}

/** One of the two texts, waiting to be accepted; its full text is one press away. */
export function acceptanceScreen(
  document: TextDocumentView,
  at: { visit: Visit; progress: Progress; renewed: boolean; zone: string },
  tr: Translator,
): Screen {
  const { visit, progress } = at;
  const consent = document.kind === 'consent';
  const accept = consent
    ? residentRoutes.acceptConsent.data({ ...visit, ...progress, consent: document.id })
    : residentRoutes.acceptTerms.data({ ...visit, terms: document.id, at: '0' });
  const html = joinHtml(
    [
      ...(at.renewed ? [tr.html('residents-document-renewed')] : []),
      tr.html(consent ? 'residents-consent' : 'residents-terms', versionOf(document, at.zone, tr)),
    ],
    '\n\n',
  );
  const read = [
    button(
      tr.plain('residents-button-read'),
      residentRoutes.read.data({ ...visit, ...progress, doc: document.id, page: 0 }),
    ),
  ];
  const agree = [
    button(tr.plain(consent ? 'residents-button-consent' : 'residents-button-accept'), accept, 'success'),
  ];
  return {
    html,
    buttons: [
      // Two acts: a double tap on the first must not hit the second, which takes its place.
      ...(consent ? [agree, read] : [read, agree]),
      [
        button(tr.plain('button-back'), routes.start.data(visit)),
        button(tr.plain('residents-button-decline'), residentRoutes.decline.data(visit)),
      ],
    ],
  };
}

/** A page of the document, on the way to accepting it. */
export function documentScreen(
  document: TextDocumentView,
  at: { visit: Visit; progress: Progress; page: number; operators: Html },
  tr: Translator,
): Screen {
  const { visit, progress } = at;
  const { html, page, pages } = documentPage(document, at, tr);
  const back =
    document.kind === 'consent'
      ? residentRoutes.acceptTerms.data({ ...visit, ...progress })
      : residentRoutes.begin.data(visit);
  return {
    html,
    buttons: [
      pagerRow({ page, pages }, tr, (to) =>
        residentRoutes.read.data({ ...visit, ...progress, doc: document.id, page: to }),
      ),
      [button(tr.plain('residents-button-back-to-accept'), back, 'primary')],
    ],
  };
}

/** A page of a document with its heading; a page beyond the end is the last one. */
export function documentPage(
  document: TextDocumentView,
  at: { page: number; operators: Html },
  tr: Translator,
): { html: Html; page: number; pages: number } {
  const pages = documentPages(localized(document.body, tr.locale), { operators: at.operators });
  const page = Math.min(at.page, pages.length - 1);
  const title = tr.html('residents-document-title', {
    title: localized(document.title, tr.locale),
    version: String(document.version),
  });
  return { html: joinHtml([title, pages[page] ?? EMPTY_HTML], '\n\n'), page, pages: pages.length };
}

export function declinedScreen(visit: Visit, tr: Translator): Screen {
  return {
    html: tr.html('residents-declined'),
    buttons: [
      [button(tr.plain('residents-button-phones'), routes.emergency.data({ ...visit, page: 0 }))],
      [button(tr.plain('residents-button-help'), routes.help.data(visit))],
      [button(tr.plain('button-back'), routes.start.data(visit))],
    ],
  };
}

function versionOf(
  document: TextDocumentView,
  zone: string,
  tr: Translator,
): { version: string; date: string } {
  const { version, publishedAt } = document;
  return { version: String(version), date: publishedAt === null ? '—' : tr.date(publishedAt, zone) };
}
