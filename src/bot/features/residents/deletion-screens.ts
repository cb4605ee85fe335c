import { kopecks } from '../../../domain/money.ts';
import { DELETE_CONFIRM_MINUTES, type DeletionOffer } from '../../../services/residents/delete-person.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';

/** So many numbers stand in a line; the rest are counted. */
const NAMED = 5;

/** Everything that goes and everything that stays, before the only press that cannot be undone. */
export function deletionScreen(
  { draftId, facts }: DeletionOffer,
  who: { readonly registered: boolean; readonly staff: boolean },
  tr: Translator,
): Screen {
  const [running] = facts.running;
  const goes = [
    tr.html(who.registered ? 'residents-delete-person' : 'residents-delete-visitor'),
    ...counted(facts.links, 'residents-delete-links'),
    ...counted(facts.shares, 'residents-delete-shares'),
    ...counted(facts.cards, 'residents-delete-cards'),
    ...counted(facts.templates, 'residents-delete-templates'),
    ...counted(facts.applications, 'residents-delete-applications'),
    tr.html('residents-delete-messages'),
  ];
  const stays = [
    ...counted(facts.payments, 'residents-delete-payments'),
    ...counted(facts.readings, 'residents-delete-readings'),
    ...counted(facts.tickets, 'residents-delete-tickets'),
    ...(who.staff ? [tr.html('residents-delete-staff')] : []),
  ];
  const open = [
    ...facts.invoices.map(({ number, total }) =>
      tr.html('residents-delete-invoice', { number, sum: tr.money(kopecks(total)) }),
    ),
    ...facts.payable.map(({ number, total }) =>
      tr.html('residents-delete-payable', { number, sum: tr.money(kopecks(total)) }),
    ),
    ...(facts.openTickets.length === 0
      ? []
      : [
          tr.html('residents-delete-open-tickets', {
            count: facts.openTickets.length,
            numbers: facts.openTickets.slice(0, NAMED).join(', '),
          }),
        ]),
  ];
  const part = (title: Html, lines: readonly Html[]): Html[] =>
    lines.length === 0 ? [] : [joinHtml([title, ...lines])];
  return {
    html: joinHtml(
      [
        tr.html('residents-delete-title'),
        ...part(tr.html('residents-delete-goes'), goes),
        ...part(tr.html('residents-delete-stays'), stays),
        ...part(tr.html('residents-delete-unfinished'), open),
        running === undefined
          ? tr.html('residents-delete-ask', { minutes: DELETE_CONFIRM_MINUTES })
          : tr.html('residents-delete-running', { number: running.number }),
      ],
      '\n\n',
    ),
    buttons: [
      running === undefined
        ? [
            button(
              tr.plain('residents-button-delete-confirm'),
              residentRoutes.confirmDelete.data({ draft: draftId }),
              'danger',
            ),
          ]
        : [button(tr.plain('residents-button-delete-again'), residentRoutes.deleteMe.data())],
      who.registered ? [button(tr.plain('residents-button-export'), residentRoutes.exportData.data())] : [],
      [button(tr.plain('residents-button-delete-keep'), residentRoutes.documents.data(), 'primary')],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };

  function counted(count: number, key: CountKey): Html[] {
    return count === 0 ? [] : [tr.html(key, { count })];
  }
}

type CountKey =
  | 'residents-delete-links'
  | 'residents-delete-shares'
  | 'residents-delete-cards'
  | 'residents-delete-templates'
  | 'residents-delete-applications'
  | 'residents-delete-payments'
  | 'residents-delete-readings'
  | 'residents-delete-tickets';

/** The last screen: nobody we know any more looks at it. */
export function deletedScreen(staff: boolean, tr: Translator): Screen {
  return {
    html: joinHtml(
      [tr.html('residents-deleted'), ...(staff ? [tr.html('residents-deleted-staff')] : [])],
      '\n\n',
    ),
    buttons: [
      [button(tr.plain('residents-button-begin-anew'), routes.start.data({ lang: tr.locale, company: 0 }))],
      [
        button(
          tr.plain('residents-button-phones'),
          routes.emergency.data({ lang: tr.locale, company: 0, page: 0 }),
        ),
      ],
    ],
  };
}
