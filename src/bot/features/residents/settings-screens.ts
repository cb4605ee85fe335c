import { LOCALES, localized } from '../../../domain/locale.ts';
import type { AcceptanceView } from '../../../services/residents/list-acceptances.ts';
import type { TextDocumentView } from '../../../services/texts/read-documents.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';
import { documentPage } from './start-screens.ts';

export function settingsScreen(
  options: {
    readonly registered: boolean;
    readonly telegramId: number;
    readonly previousVisitAt: Date | null;
    readonly zone: string;
  },
  tr: Translator,
): Screen {
  const { previousVisitAt, zone } = options;
  const visit =
    previousVisitAt === null
      ? []
      : [tr.html('residents-last-visit', { at: tr.dateTime(previousVisitAt, zone) })];
  return {
    html: joinHtml([tr.html('residents-settings', { id: String(options.telegramId) }), ...visit], '\n\n'),
    buttons: [
      options.registered ? [button(tr.plain('residents-button-profile'), routes.profile.data())] : [],
      options.registered ? [button(tr.plain('notifications-button-open'), routes.notifications.data())] : [],
      [button(tr.plain('residents-button-language'), routes.language.data())],
      [button(tr.plain('residents-button-documents'), residentRoutes.documents.data())],
      options.registered
        ? [
            button(tr.plain('residents-button-sign-out'), residentRoutes.signOut.data()),
            button(tr.plain('residents-button-block'), residentRoutes.block.data()),
          ]
        : [],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** For people we know the choice is kept; for others it travels on in the first screen's buttons. */
export function languageScreen(known: boolean, tr: Translator): Screen {
  const choices = LOCALES.map((lang) =>
    button(
      tr.plain(`residents-language-${lang}`),
      known ? residentRoutes.setLanguage.data({ lang }) : routes.start.data({ lang, company: 0 }),
    ),
  );
  return {
    html: tr.html('residents-choose-language'),
    buttons: [choices, known ? [button(tr.plain('button-home'), routes.home.data())] : []],
  };
}

/** What was accepted, each text one press away. */
export function documentsScreen(
  acceptances: readonly AcceptanceView[],
  zone: string,
  tr: Translator,
): Screen {
  const lines = acceptances.map(({ title, version, acceptedAt }) =>
    tr.html('residents-accepted-document', {
      title: localized(title, tr.locale),
      version: String(version),
      at: tr.dateTime(acceptedAt, zone),
    }),
  );
  const open = acceptances.map(({ documentId, title }) => [
    button(localized(title, tr.locale), residentRoutes.document.data({ doc: documentId, page: 0 })),
  ]);
  const promotions = acceptances.some(({ kind }) => kind === 'promotions');
  return {
    html: joinHtml([tr.html('residents-accepted'), ...lines, tr.html('residents-withdraw-hint')], '\n\n'),
    buttons: [
      ...open,
      promotions
        ? [button(tr.plain('residents-button-stop-promotions'), residentRoutes.stopPromotions.data())]
        : [],
      [button(tr.plain('residents-button-withdraw'), residentRoutes.deleteMe.data())],
      [
        button(tr.plain('button-back'), routes.settings.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function acceptedDocumentScreen(
  document: TextDocumentView,
  at: { page: number; operators: Html },
  tr: Translator,
): Screen {
  const { html, page, pages } = documentPage(document, at, tr);
  return {
    html,
    buttons: [
      pagerRow({ page, pages }, tr, (to) => residentRoutes.document.data({ doc: document.id, page: to })),
      [
        button(tr.plain('button-back'), residentRoutes.documents.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}
