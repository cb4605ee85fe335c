import { residentStatus } from '../../../domain/payments.ts';
import { formatPhone } from '../../../domain/phone.ts';
import { type FoundRow, PEOPLE_PER_PAGE } from '../../../services/people/find-people.ts';
import type { PersonCard } from '../../../services/people/show-person.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { peopleRoutes } from './callback-data.ts';

/** What was found; one press leads to the person or the account. */
export function resultsScreen(
  list: { readonly rows: readonly FoundRow[]; readonly total: number; readonly page: number },
  search: { readonly draft: number; readonly query: string },
  tr: Translator,
): Screen {
  const lines = list.rows.map((row) =>
    joinHtml([
      tr.html(row.kind === 'person' ? 'people-row-person' : 'people-row-account', { title: row.title }),
      ...placeOf(row, tr),
      ...(row.blocked ? [tr.html('people-row-blocked')] : []),
    ]),
  );
  return {
    html: joinHtml(
      [
        tr.html('people-results', { query: search.query, count: list.total }),
        lines.length === 0 ? tr.html('people-results-empty') : joinHtml(lines, '\n\n'),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        row.kind === 'person'
          ? button(`👤 ${row.title}`, routes.person.data({ resident: row.id }))
          : button(`🏠 ${row.title}`, routes.staffAccount.data({ account: row.id })),
      ]),
      pagerRow(pageOf(list.rows, list.page, list.total, PEOPLE_PER_PAGE), tr, (page) =>
        peopleRoutes.results.data({ draft: search.draft, page }),
      ),
      [
        button(tr.plain('people-button-find-again'), routes.findPeople.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function placeOf({ kind, detail, flat }: FoundRow, tr: Translator): Html[] {
  const known = detail === null || detail === '' ? [] : [kind === 'person' ? formatPhone(detail) : detail];
  const place = [...known, ...(flat === null ? [] : [tr.plain('people-flat', { flat })])];
  return place.length === 0 ? [] : [tr.html('people-row-detail', { detail: place.join(', ') })];
}

/** Who calls, and what can be done for them now. */
export function personScreen(card: PersonCard, tr: Translator, zone: string): Screen {
  const resident = card.residentId;
  const parts: Html[] = [
    joinHtml([
      tr.html('people-person', {
        name: [card.firstName, card.patronymic, card.lastName].filter((part) => part !== null).join(' '),
      }),
      tr.html('people-phone', { phone: card.phone === null ? '—' : formatPhone(card.phone) }),
      ...(card.email === null ? [] : [tr.html('people-email', { email: card.email })]),
      tr.html('people-registered', { date: tr.date(card.registeredAt, zone) }),
      visitLine(card, tr, zone),
    ]),
    stateLines(card, tr, zone),
    accountLines(card, tr),
  ];
  if (card.may.payments) parts.push(paymentLines(card, tr, zone));
  parts.push(deliveryLines(card, tr, zone));
  return {
    html: joinHtml(parts, '\n\n'),
    buttons: [
      ...(card.links ?? []).map((link) => [
        button(`🏠 ${link.number} · ${link.provider}`, routes.staffAccount.data({ account: link.accountId })),
        ...(card.may.tickets && link.status === 'active'
          ? [
              button(
                tr.plain('people-button-ticket-for'),
                peopleRoutes.ticketFor.data({ link: link.linkId, resident }),
              ),
            ]
          : []),
      ]),
      ...(card.may.tickets ? ticketButtons(card, tr) : []),
      ...(card.may.payments ? paymentButtons(card, tr, zone) : []),
      ...doRows(card, tr),
      [
        button(tr.plain('people-button-refresh'), routes.person.data({ resident })),
        button(tr.plain('people-button-find-again'), routes.findPeople.data()),
      ],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

function visitLine(card: PersonCard, tr: Translator, zone: string): Html {
  const here = (card.identities ?? []).filter(({ signedOut }) => !signedOut);
  if (here.length === 0) return tr.html('people-signed-out');
  const times = here.flatMap(({ lastSeenAt }) => (lastSeenAt === null ? [] : [lastSeenAt.getTime()]));
  const lines = [
    times.length === 0
      ? tr.html('people-never-seen')
      : tr.html('people-last-seen', { at: tr.dateTime(new Date(Math.max(...times)), zone) }),
  ];
  if (here.every(({ unreachable }) => unreachable)) lines.push(tr.html('people-unreachable'));
  return joinHtml(lines);
}

function stateLines(card: PersonCard, tr: Translator, zone: string): Html {
  const lines: Html[] = [];
  if (card.blockedAt !== null) {
    lines.push(
      tr.html(card.blockedBy === 'staff' ? 'people-blocked-staff' : 'people-blocked-self', {
        at: tr.dateTime(card.blockedAt, zone),
        reason: reasonText(card.blockReason, tr),
      }),
    );
  }
  lines.push(
    card.verifiedUntil !== null
      ? tr.html('people-verified', { at: tr.dateTime(card.verifiedUntil, zone) })
      : tr.html(card.hasCodeWord ? 'people-not-verified' : 'people-no-word'),
  );
  return joinHtml(lines);
}

/** One of the ready reasons, or the operator's own words. */
function reasonText(reason: string | null, tr: Translator): string {
  if (reason === null) return '—';
  const key = `people-reason-${reason}`;
  return tr.has(key) ? tr.plainOr(key, {}, 'people-reason-request') : reason;
}

function accountLines(card: PersonCard, tr: Translator): Html {
  const links = card.links ?? [];
  if (links.length === 0) return tr.html('people-no-accounts');
  return joinHtml([
    tr.html('people-accounts'),
    ...links.map(({ number, provider, level, status, shared }) =>
      tr.html('people-account-line', {
        number,
        provider,
        state: tr.plainOr(
          `people-link-${status === 'frozen' ? 'frozen' : shared ? 'shared' : level}`,
          {},
          'people-link-basic',
        ),
      }),
    ),
  ]);
}

function paymentLines(card: PersonCard, tr: Translator, zone: string): Html {
  const payments = card.payments ?? [];
  if (payments.length === 0) return tr.html('people-no-payments');
  return joinHtml([
    tr.html('people-payments'),
    ...payments.map(({ at, total, status }) =>
      tr.html('people-payment-line', {
        at: tr.dateTime(at, zone),
        sum: tr.money(total),
        status: tr.plainOr(`payments-status-${residentStatus(status)}`, {}, 'payments-status-processing'),
      }),
    ),
  ]);
}

function deliveryLines(card: PersonCard, tr: Translator, zone: string): Html {
  const deliveries = card.deliveries ?? [];
  if (deliveries.length === 0) return tr.html('people-no-deliveries');
  return joinHtml([
    tr.html('people-deliveries'),
    ...deliveries.map(({ at, kind, channel, status, readAt }) =>
      tr.html('people-delivery-line', {
        at: tr.dateTime(at, zone),
        about: tr.plainOr(`people-about-${kind.split('.')[0] ?? ''}`, {}, 'people-about-other'),
        channel: tr.plainOr(`people-channel-${channel}`, {}, 'people-channel-telegram'),
        status:
          readAt === null
            ? tr.plainOr(`people-delivery-${status}`, {}, 'people-delivery-unknown')
            : tr.plain('people-delivery-read'),
      }),
    ),
  ]);
}

function ticketButtons(card: PersonCard, tr: Translator) {
  return (card.tickets ?? []).map(({ ticketId, number, status }) => [
    button(
      tr.plain('people-button-ticket', {
        number,
        status: tr.plainOr(`tickets-status-${status}`, {}, 'tickets-status-new'),
      }),
      routes.staffTicket.data({ ticket: ticketId }),
    ),
  ]);
}

function paymentButtons(card: PersonCard, tr: Translator, zone: string) {
  return (card.payments ?? []).map(({ paymentId, total, at }) => [
    button(
      tr.plain('people-button-payment', { sum: tr.money(total), date: tr.date(at, zone) }),
      routes.staffPayment.data({ payment: paymentId }),
    ),
  ]);
}

function doRows(card: PersonCard, tr: Translator) {
  const resident = card.residentId;
  const word = card.hasCodeWord
    ? [button(tr.plain('people-button-word'), peopleRoutes.word.data({ resident }), 'primary')]
    : [];
  if (card.blockedAt === null) {
    return [
      word,
      card.may.block
        ? [button(tr.plain('people-button-block'), peopleRoutes.block.data({ resident }), 'danger')]
        : [],
    ];
  }
  if (!card.may.unblock) return [word];
  return [
    word,
    card.verifiedUntil === null && !card.may.office
      ? []
      : card.verifiedUntil === null
        ? [
            button(
              tr.plain('people-button-unblock-office'),
              peopleRoutes.unblock.data({ resident, how: 'office' }),
            ),
          ]
        : [
            button(
              tr.plain('people-button-unblock'),
              peopleRoutes.unblock.data({ resident, how: 'word' }),
              'success',
            ),
          ],
  ];
}
