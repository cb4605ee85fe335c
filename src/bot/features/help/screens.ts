import { type Locale, localized } from '../../../domain/locale.ts';
import type { PublicCompany } from '../../../services/help/public-companies.ts';
import { documentPages } from '../../../services/texts/document-pages.ts';
import type { TextDocumentView } from '../../../services/texts/read-documents.ts';
import { EMPTY_HTML, type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { CommandRow } from '../../command-table.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { companyContactsHtml } from '../../ui/company-contacts.ts';
import { type Page, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { helpRoutes } from './callback-data.ts';

/** Who reads: people we know go home, others back to the first screen, with what travels in its data. */
export interface Reader {
  readonly known: boolean;
  readonly visit: { readonly lang: Locale; readonly company: number };
}

/** Texts of the help with a button of their own. */
export const HELP_TEXTS = [
  { kind: 'how_to_pay', caption: 'help-button-how-to-pay' },
  { kind: 'about', caption: 'help-button-about' },
] as const;

/** Commands of the reader's role and the sections of the help. */
export function helpScreen(commands: readonly CommandRow[], reader: Reader, tr: Translator): Screen {
  const { visit } = reader;
  const list = joinHtml(
    commands.map((row) => tr.html('help-command', { name: row.name, what: tr.plain(row.description) })),
  );
  return {
    html: joinHtml([tr.html('help-title'), list, tr.html('help-never-asks')], '\n\n'),
    buttons: [
      [button(tr.plain('help-button-phones'), routes.emergency.data({ ...visit, page: 0 }))],
      [button(tr.plain('help-button-questions'), helpRoutes.questions.data({ ...visit, page: 0 }))],
      HELP_TEXTS.map(({ kind, caption }) =>
        button(tr.plain(caption), helpRoutes.text.data({ ...visit, kind, page: 0 })),
      ),
      reader.known ? [button(tr.plain('tickets-button-feedback'), routes.feedback.data())] : [],
      [homeButton(reader, tr)],
    ],
  };
}

/** Emergency phones and contact centres, a page of companies at a time; needs neither registration nor consent. */
export function contactsScreen(
  page: Page<PublicCompany>,
  options: { reader: Reader; now: Date; help: boolean },
  tr: Translator,
): Screen {
  const { reader, now } = options;
  const { visit } = reader;
  const companies = page.items.map((company) => companyContactsHtml(company, tr, now));
  return {
    html: joinHtml(
      [
        tr.html('help-contacts-title'),
        ...(companies.length === 0 ? [tr.html('help-no-companies')] : companies),
      ],
      '\n\n',
    ),
    buttons: [
      pagerRow(page, tr, (to) => routes.emergency.data({ ...visit, page: to })),
      options.help
        ? [button(tr.plain('help-button-help'), routes.help.data(visit)), homeButton(reader, tr)]
        : [],
    ],
  };
}

export function questionsScreen(page: Page<TextDocumentView>, reader: Reader, tr: Translator): Screen {
  const { visit } = reader;
  return {
    html: tr.html(page.total === 0 ? 'help-no-questions' : 'help-questions'),
    buttons: [
      ...page.items.map(({ id, title }) => [
        button(localized(title, tr.locale), helpRoutes.question.data({ ...visit, doc: id, page: 0 })),
      ]),
      pagerRow(page, tr, (to) => helpRoutes.questions.data({ ...visit, page: to })),
      backRow(routes.help.data(visit), reader, tr),
    ],
  };
}

/** A text of the help, paged when it is long. */
export function textScreen(
  document: TextDocumentView,
  options: { page: number; operators: Html; reader: Reader; back: string; data: (page: number) => string },
  tr: Translator,
): Screen {
  const pages = documentPages(localized(document.body, tr.locale), { operators: options.operators });
  const page = Math.min(options.page, pages.length - 1);
  const title = tr.html('help-text-title', { title: localized(document.title, tr.locale) });
  return {
    html: joinHtml([title, pages[page] ?? EMPTY_HTML], '\n\n'),
    buttons: [
      pagerRow({ page, pages: pages.length }, tr, options.data),
      backRow(options.back, options.reader, tr),
    ],
  };
}

function backRow(back: string, reader: Reader, tr: Translator): ButtonRows[number] {
  return [button(tr.plain('button-back'), back), homeButton(reader, tr)];
}

function homeButton({ known, visit }: Reader, tr: Translator): ButtonRows[number][number] {
  return known
    ? button(tr.plain('button-home'), routes.home.data())
    : button(tr.plain('help-button-start'), routes.start.data(visit));
}
