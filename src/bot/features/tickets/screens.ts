import { localized } from '../../../domain/locale.ts';
import { TICKETS_PER_PAGE, type TicketList } from '../../../services/tickets/list-tickets.ts';
import type { EmergencyPhones } from '../../../services/tickets/new-ticket-facts.ts';
import type { TicketCard } from '../../../services/tickets/show-ticket.ts';
import type { TicketTypeRow } from '../../../services/tickets/ticket-types.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { type Page, pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { type OffNow, offNowHtml } from './off-now.ts';
import { MOST_REASON, shorten, withTalk } from './talk.ts';
import { deadlineHtml, STATUS_ICONS, statusText, typeText } from './texts.ts';

export function homeRow(tr: Translator): ButtonRows[number] {
  return [button(tr.plain('button-home'), routes.home.data())];
}

/** Own tickets, open or closed, with the ways to a new one. */
export function ticketsScreen(
  list: TicketList,
  view: { readonly closed: boolean; readonly zone: string; readonly registered: boolean },
  tr: Translator,
): Screen {
  const { closed, zone, registered } = view;
  const page = pageOf(list.rows, list.page, list.total, TICKETS_PER_PAGE);
  const empty = closed ? tr.html('tickets-empty-closed') : tr.html('tickets-empty-open');
  const rows = list.rows.map((row) =>
    joinHtml([
      tr.html('tickets-row', {
        icon: STATUS_ICONS[row.status],
        number: row.number,
        type: typeText(row.typeName, tr),
        status: statusText(row.status, tr),
      }),
      ...(closed ? [] : deadlineHtml(row, zone, tr)),
    ]),
  );
  return {
    html: joinHtml(
      [
        closed ? tr.html('tickets-title-closed') : tr.html('tickets-title'),
        ...(rows.length === 0 ? [empty] : rows),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(
          `${STATUS_ICONS[row.status]} ${row.number} · ${typeText(row.typeName, tr)}`,
          routes.ticket.data({ ticket: row.id }),
        ),
      ]),
      pagerRow(page, tr, (next) => ticketRoutes.list.data({ closed, page: next })),
      registered ? [button(tr.plain('tickets-button-new'), routes.newTicket.data(), 'primary')] : [],
      [button(tr.plain('tickets-button-feedback'), routes.feedback.data())],
      [
        button(
          closed
            ? tr.plain('tickets-button-open-ones')
            : tr.plain('tickets-button-closed-ones', { count: String(list.others) }),
          ticketRoutes.list.data({ closed: !closed, page: 0 }),
        ),
      ],
      homeRow(tr),
    ],
  };
}

/** Phones for emergencies on top of every way to a new ticket. */
function phonesHtml(phones: EmergencyPhones, tr: Translator): Html {
  const lines = phones.map(({ name, phone }) =>
    tr.html('tickets-phone', { name: localized(name, tr.locale), phone }),
  );
  return joinHtml([tr.html('tickets-112'), ...lines]);
}

/** What is off now, then what it is about. */
export function newTicketScreen(
  state: {
    readonly off: OffNow;
    readonly types: readonly TicketTypeRow[];
    readonly phones: EmergencyPhones;
  },
  tr: Translator,
): Screen {
  return {
    html: joinHtml(
      [
        ...offNowHtml(state.off, tr),
        tr.html('tickets-new-title'),
        phonesHtml(state.phones, tr),
        tr.html('tickets-choose-type'),
      ],
      '\n\n',
    ),
    buttons: [...typeRows(state.types, 0, tr), ...backToTickets(tr)],
  };
}

export function typesScreen(parent: TicketTypeRow, types: readonly TicketTypeRow[], tr: Translator): Screen {
  return {
    html: joinHtml(
      [
        tr.html('tickets-type-title', { type: localized(parent.name, tr.locale) }),
        tr.html('tickets-choose-type'),
      ],
      '\n\n',
    ),
    buttons: [
      ...typeRows(types, parent.id, tr),
      [button(tr.plain('button-back'), routes.newTicket.data()), ...homeRow(tr)],
    ],
  };
}

const COLUMNS = 2;

function typeRows(types: readonly TicketTypeRow[], parentId: number, tr: Translator): ButtonRows {
  const children = types.filter((type) => (type.parentId ?? 0) === parentId);
  const buttons = children.map((type) => {
    const name = localized(type.name, tr.locale);
    const parent = types.some((candidate) => candidate.parentId === type.id);
    if (parent)
      return button(name, ticketRoutes.types.data({ type: type.id }), type.emergency ? 'danger' : undefined);
    const route = type.emergency ? ticketRoutes.emergency : ticketRoutes.fill;
    return button(name, route.data({ type: type.id }));
  });
  if (parentId !== 0) return buttons.map((one) => [one]);
  return Array.from({ length: Math.ceil(buttons.length / COLUMNS) }, (_, row) =>
    buttons.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
}

function backToTickets(tr: Translator): ButtonRows {
  return [[button(tr.plain('button-back'), routes.tickets.data({ page: 0 })), ...homeRow(tr)]];
}

/** Phones and what to do come before the form. */
export function emergencyScreen(
  state: {
    readonly type: TicketTypeRow;
    readonly phones: EmergencyPhones;
    readonly off: OffNow;
    readonly draftId: number | null;
  },
  tr: Translator,
): Screen {
  const { type, draftId } = state;
  const goOn =
    draftId === null
      ? ticketRoutes.fill.data({ type: type.id })
      : ticketRoutes.offered.data({ type: type.id, draft: draftId });
  return {
    html: joinHtml(
      [
        tr.html('tickets-emergency-title', { type: localized(type.name, tr.locale) }),
        phonesHtml(state.phones, tr),
        tr.htmlOr(`tickets-advice-${type.code}`, {}, 'tickets-advice-general'),
        tr.html('tickets-emergency-terms'),
        ...offNowHtml(state.off, tr),
      ],
      '\n\n',
    ),
    buttons: [
      [button(tr.plain('tickets-button-called'), goOn)],
      [button(tr.plain('button-back'), routes.newTicket.data()), ...homeRow(tr)],
    ],
  };
}

/** Somebody without an account: a ticket needs a house. */
export function withoutAccountScreen(phones: EmergencyPhones, tr: Translator): Screen {
  return {
    html: joinHtml([tr.html('tickets-no-account'), phonesHtml(phones, tr)], '\n\n'),
    buttons: [
      [button(tr.plain('tickets-button-link'), routes.linkAccount.data(), 'primary')],
      [button(tr.plain('tickets-button-feedback'), routes.feedback.data())],
      homeRow(tr),
    ],
  };
}

/** A free text looks like a ticket: offered, never forced, after what is known to be off. */
export function offerScreen(type: TicketTypeRow, draftId: number, off: OffNow, tr: Translator): Screen {
  return {
    html: joinHtml(
      [...offNowHtml(off, tr), tr.html('tickets-offer', { type: localized(type.name, tr.locale) })],
      '\n\n',
    ),
    buttons: [
      [
        button(
          tr.plain('tickets-button-offer'),
          ticketRoutes.offered.data({ type: type.id, draft: draftId }),
          'primary',
        ),
      ],
      [button(tr.plain('tickets-button-other-type'), routes.newTicket.data())],
      homeRow(tr),
    ],
  };
}

export function feedbackToScreen(
  companies: Page<{ readonly id: number; readonly name: string }>,
  tr: Translator,
): Screen {
  return {
    html: tr.html('tickets-feedback-to'),
    buttons: [
      ...companies.items.map(({ id, name }) => [button(name, ticketRoutes.feedbackTo.data({ company: id }))]),
      pagerRow(companies, tr, (page) => ticketRoutes.feedbackPage.data({ page })),
      [button(tr.plain('tickets-button-support'), ticketRoutes.feedbackTo.data({ company: 0 }))],
      homeRow(tr),
    ],
  };
}

/** What happened with the ticket and was written, for the resident. */
export function ticketScreen(card: TicketCard, tr: Translator): Screen {
  const can = (action: TicketCard['actions'][number]): boolean => card.actions.includes(action);
  const ticket = card.id;
  const writable = card.status !== 'cancelled';
  const stars = can('close')
    ? [1, 2, 3, 4, 5].map((count) =>
        button('⭐'.repeat(1) + String(count), ticketRoutes.rate.data({ ticket, stars: count })),
      )
    : [];
  const before = [
    joinHtml([
      tr.html('tickets-card-title', { number: card.number }),
      tr.html('tickets-card-status', {
        icon: STATUS_ICONS[card.status],
        status: statusText(card.status, tr),
      }),
    ]),
    ...factsHtml(card, tr),
    tr.html('tickets-words', { text: card.text }),
    ...outcomeHtml(card, tr),
  ];
  const after = can('close') ? [tr.html('tickets-please-rate')] : [];
  return {
    html: withTalk(card, before, after, tr),
    buttons: [
      stars,
      writable ? [button(tr.plain('tickets-button-write'), ticketRoutes.write.data({ ticket }))] : [],
      [
        ...(card.files > 0
          ? [
              button(
                tr.plain('tickets-button-files', { count: String(card.files) }),
                ticketRoutes.files.data({ ticket }),
              ),
            ]
          : []),
        ...(card.messageCount > 0
          ? [
              button(
                tr.plain('tickets-button-talk', { count: String(card.messageCount) }),
                ticketRoutes.talk.data({ ticket, page: 0 }),
              ),
            ]
          : []),
      ],
      can('reopen') ? [button(tr.plain('tickets-button-reopen'), ticketRoutes.reopen.data({ ticket }))] : [],
      can('cancel')
        ? [button(tr.plain('tickets-button-cancel'), ticketRoutes.cancel.data({ ticket }), 'danger')]
        : [],
      ...backToTickets(tr),
    ],
  };
}

function factsHtml(card: TicketCard, tr: Translator): Html[] {
  const field = (label: string, value: string | null): Html[] =>
    value === null || value === '' ? [] : [tr.html('tickets-field', { label, value })];
  const lines = [
    ...field(tr.plain('tickets-field-type'), typeText(card.typeName, tr)),
    ...field(tr.plain('tickets-field-house'), card.house),
    ...field(tr.plain('tickets-field-time'), card.contactTime),
    ...(card.typeFields ?? []).flatMap(({ key, label }) =>
      field(localized(label, tr.locale), card.fields[key] ?? null),
    ),
    ...field(tr.plain('tickets-field-opened'), tr.dateTime(card.createdAt, card.zone)),
    ...field(tr.plain('tickets-field-assignee'), card.assigneeName),
  ];
  if (['new', 'accepted', 'in_progress', 'reopened'].includes(card.status))
    lines.push(...deadlineHtml(card, card.zone, tr));
  if (card.reports > 1) lines.push(tr.html('tickets-reports', { count: card.reports }));
  return [joinHtml(lines)];
}

function outcomeHtml(card: TicketCard, tr: Translator): Html[] {
  return [
    ...(card.status === 'rejected' && card.reason !== null
      ? [tr.html('tickets-card-reason', { reason: shorten(card.reason, MOST_REASON) })]
      : []),
    ...(card.rating === null ? [] : [tr.html('tickets-card-rating', { stars: '⭐'.repeat(card.rating) })]),
  ];
}

export function cancelScreen(card: TicketCard, tr: Translator): Screen {
  return {
    html: tr.html('tickets-cancel-sure', { number: card.number }),
    buttons: [
      [
        button(
          tr.plain('tickets-button-cancel-sure'),
          ticketRoutes.cancelSure.data({ ticket: card.id }),
          'danger',
        ),
      ],
      [button(tr.plain('button-back'), routes.ticket.data({ ticket: card.id }))],
    ],
  };
}

export function ratedScreen(ticketId: number, stars: number, tr: Translator): Screen {
  return {
    html: stars >= 4 ? tr.html('tickets-rated-good') : tr.html('tickets-rated-bad'),
    buttons: [
      [button(tr.plain('tickets-button-rating-words'), ticketRoutes.rateWords.data({ ticket: ticketId }))],
      ...(stars >= 4
        ? []
        : [[button(tr.plain('tickets-button-reopen'), ticketRoutes.reopen.data({ ticket: ticketId }))]]),
      ...backToTickets(tr),
    ],
  };
}

/** How a paper may reach the person: ready answers made of what they told about themselves. */
export function deliveryWays(
  addresses: { readonly email: string | null; readonly postal: string | null },
  tr: Translator,
): { value: string; caption: string; answer: string }[] {
  const { email, postal } = addresses;
  const chat = tr.plain('tickets-way-chat');
  return [
    { value: 'chat', caption: chat, answer: chat },
    ...(email === null
      ? []
      : [
          {
            value: 'mail',
            caption: tr.plain('tickets-button-by-mail'),
            answer: tr.plain('tickets-way-mail', { email }),
          },
        ]),
    ...(postal === null
      ? []
      : [
          {
            value: 'post',
            caption: tr.plain('tickets-button-by-post'),
            answer: tr.plain('tickets-way-post', { address: postal }),
          },
        ]),
  ];
}
