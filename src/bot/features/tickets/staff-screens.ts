import { localized } from '../../../domain/locale.ts';
import { shortAddress } from '../../../domain/short-address.ts';
import { GROUP_PRIVACY, type GroupPrivacy } from '../../../domain/tickets.ts';
import {
  QUEUE_FILTERS,
  QUEUE_PER_PAGE,
  type QueueFilter,
  type QueueList,
} from '../../../services/tickets/list-queue.ts';
import { type listReports, REPORTS_PER_PAGE } from '../../../services/tickets/list-reports.ts';
import type { TicketCard } from '../../../services/tickets/show-ticket.ts';
import type { TicketTypeRow } from '../../../services/tickets/ticket-types.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button, MAX_CAPTION } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { reasonRows } from './group-screens.ts';
import { homeRow } from './screens.ts';
import { MOST_REASON, shorten, withTalk } from './talk.ts';
import { ACTION_CAPTIONS, deadlineHtml, STATUS_ICONS, statusText, typeText, wordsHtml } from './texts.ts';

interface QueueView {
  readonly filter: QueueFilter;
  readonly house: number;
  readonly type: number;
  readonly zone: string;
  readonly manager: boolean;
}

/** The queue with its filters. */
export function queueScreen(list: QueueList, view: QueueView, tr: Translator): Screen {
  const { filter, house, type, zone } = view;
  const at = (over: Partial<{ filter: QueueFilter; house: number; type: number; page: number }>) =>
    ticketRoutes.queue.data({ filter, house, type, page: 0, ...over });
  const page = pageOf(list.rows, list.page, list.total, QUEUE_PER_PAGE);
  const rows = list.rows.map((row) =>
    joinHtml([
      tr.html('tickets-row', {
        icon: STATUS_ICONS[row.status],
        number: row.number,
        type: typeText(row.typeName, tr),
        status: statusText(row.status, tr),
      }),
      tr.html('tickets-queue-row', {
        house: row.house ?? '—',
        name: row.assignee ?? tr.plain('tickets-nobody'),
      }),
      ...deadlineHtml(row, zone, tr),
      ...(row.reports > 1 ? [tr.html('tickets-reports', { count: row.reports })] : []),
    ]),
  );
  const count = (one: QueueFilter): string => {
    const counts: Readonly<Record<string, number | undefined>> = list.counts;
    const number = counts[one];
    return number === undefined ? '' : ` ${number}`;
  };
  const filters = QUEUE_FILTERS.map((one) =>
    button(
      `${one === filter ? '• ' : ''}${tr.plainOr(`tickets-filter-${one}`, {}, 'tickets-filter-open')}${count(one)}`,
      at({ filter: one }),
    ),
  );
  const narrowed = [
    ...(list.house === null ? [] : [tr.html('tickets-filtered-house', { house: list.house })]),
    ...(list.typeName === null
      ? []
      : [tr.html('tickets-filtered-type', { type: typeText(list.typeName, tr) })]),
  ];
  return {
    html: joinHtml(
      [
        joinHtml([tr.html('tickets-queue-title', { count: list.total }), ...narrowed]),
        ...(rows.length === 0 ? [tr.html('tickets-queue-empty')] : rows),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(
          `${row.late ? '🔥' : STATUS_ICONS[row.status]} ${row.number} · ${typeText(row.typeName, tr)}`,
          ticketRoutes.staffTicket.data({ ticket: row.id }),
        ),
      ]),
      pagerRow(page, tr, (next) => at({ page: next })),
      filters.slice(0, 3),
      filters.slice(3),
      [
        button(tr.plain('tickets-button-by-house'), ticketRoutes.queueHouses.data({ filter })),
        button(tr.plain('tickets-button-by-type'), ticketRoutes.queueTypes.data({ filter })),
      ],
      house === 0 && type === 0
        ? []
        : [button(tr.plain('tickets-button-no-filter'), at({ house: 0, type: 0 }))],
      view.manager
        ? [
            button(tr.plain('tickets-button-figures'), ticketRoutes.figures.data({ company: 0 })),
            button(tr.plain('tickets-button-settings'), ticketRoutes.settings.data({ company: 0 })),
          ]
        : [],
      homeRow(tr),
    ],
  };
}

export function housesScreen(
  houses: readonly { readonly id: number; readonly address: string; readonly count: number }[],
  filter: QueueFilter,
  tr: Translator,
): Screen {
  return {
    html: houses.length === 0 ? tr.html('tickets-no-houses') : tr.html('tickets-choose-house'),
    buttons: [
      ...houses.map(({ id, address, count }) => [
        button(
          houseCaption(count, address),
          ticketRoutes.queue.data({ filter, house: id, type: 0, page: 0 }),
        ),
      ]),
      backToQueue(filter, tr),
    ],
  };
}

function houseCaption(count: number, address: string): string {
  const head = `${count} · `;
  return `${head}${shortAddress(address, MAX_CAPTION - head.length)}`;
}

export function queueTypesScreen(
  types: readonly TicketTypeRow[],
  filter: QueueFilter,
  tr: Translator,
): Screen {
  const top = types.filter(({ parentId }) => parentId === null);
  return {
    html: tr.html('tickets-choose-type'),
    buttons: [
      ...top.map((type) => [
        button(
          localized(type.name, tr.locale),
          ticketRoutes.queue.data({ filter, house: 0, type: type.id, page: 0 }),
        ),
      ]),
      backToQueue(filter, tr),
    ],
  };
}

function backToQueue(filter: QueueFilter, tr: Translator): ButtonRows[number] {
  return [
    button(tr.plain('button-back'), ticketRoutes.queue.data({ filter, house: 0, type: 0, page: 0 })),
    ...homeRow(tr),
  ];
}

/** All of a ticket, with what only staff reads, in the private chat of its worker. */
export function staffTicketScreen(card: TicketCard, similar: number, tr: Translator): Screen {
  const ticket = card.id;
  const field = (label: string, value: string | null): Html[] =>
    value === null || value === '' ? [] : [tr.html('tickets-field', { label, value })];
  const routeOf = {
    take: ticketRoutes.take,
    start: ticketRoutes.start,
    done: ticketRoutes.done,
    reject: ticketRoutes.reject,
    assign: ticketRoutes.assign,
  } as const;
  const actions = (Object.keys(routeOf) as (keyof typeof routeOf)[])
    .filter((action) => card.actions.includes(action))
    .filter((action) => action !== 'take' || card.assigneeId === null)
    .map((action) => button(tr.plain(ACTION_CAPTIONS[action]), routeOf[action].data({ ticket })));
  const writable = card.status !== 'cancelled';
  const before = [
    tr.html('tickets-group-title', {
      icon: STATUS_ICONS[card.status],
      number: card.number,
      status: statusText(card.status, tr),
    }),
    joinHtml([
      ...field(tr.plain('tickets-field-type'), typeText(card.typeName, tr)),
      ...field(tr.plain('tickets-field-house'), card.house),
      ...field(tr.plain('tickets-field-flat'), card.flat),
      ...field(tr.plain('tickets-field-time'), card.contactTime),
      ...(card.typeFields ?? []).flatMap(({ key, label }) =>
        field(localized(label, tr.locale), card.fields[key] ?? null),
      ),
      ...field(tr.plain('tickets-field-opened'), tr.dateTime(card.createdAt, card.zone)),
      ...field(tr.plain('tickets-field-assignee'), card.assigneeName),
      ...field(tr.plain('tickets-field-merged'), card.mergedIntoNumber),
      ...deadlineHtml(card, card.zone, tr),
      ...(card.reports > 1 ? [tr.html('tickets-reports', { count: card.reports })] : []),
    ]),
    wordsHtml(card.text, tr),
    ...(card.reason !== null && card.status === 'rejected'
      ? [tr.html('tickets-card-reason', { reason: shorten(card.reason, MOST_REASON) })]
      : []),
    ...(card.rating === null
      ? []
      : [
          tr.html('tickets-card-rating', { stars: '⭐'.repeat(card.rating) }),
          ...(card.ratingText === null
            ? []
            : [tr.html('tickets-plain-words', { text: shorten(card.ratingText, MOST_REASON) })]),
        ]),
  ];
  return {
    html: withTalk(card, before, [], tr),
    buttons: [
      actions.slice(0, 2),
      actions.slice(2, 4),
      actions.slice(4),
      writable
        ? [
            button(tr.plain('tickets-button-ask'), ticketRoutes.staffWrite.data({ ticket, internal: false })),
            button(tr.plain('tickets-button-note'), ticketRoutes.staffWrite.data({ ticket, internal: true })),
          ]
        : [],
      [
        ...(card.files > 0
          ? [
              button(
                tr.plain('tickets-button-files', { count: String(card.files) }),
                ticketRoutes.staffFiles.data({ ticket }),
              ),
            ]
          : []),
        ...(card.messageCount > 0
          ? [
              button(
                tr.plain('tickets-button-talk', { count: String(card.messageCount) }),
                ticketRoutes.staffTalk.data({ ticket, page: 0 }),
              ),
            ]
          : []),
        button(tr.plain('tickets-button-contacts'), ticketRoutes.staffContacts.data({ ticket })),
      ],
      card.mergedIntoId === null && card.reports > 1
        ? [
            button(
              tr.plain('tickets-button-reports', { count: String(card.reports - 1) }),
              ticketRoutes.reports.data({ ticket, page: 0 }),
            ),
            button(tr.plain('tickets-button-write-all'), ticketRoutes.writeAll.data({ ticket })),
          ]
        : [],
      card.mergedIntoId === null
        ? []
        : [
            button(
              tr.plain('tickets-button-main', { number: card.mergedIntoNumber ?? '' }),
              ticketRoutes.staffTicket.data({ ticket: card.mergedIntoId }),
            ),
            button(tr.plain('tickets-button-split'), ticketRoutes.split.data({ ticket })),
          ],
      similar > 0
        ? [
            button(
              tr.plain('tickets-button-merge', { count: String(similar) }),
              ticketRoutes.merge.data({ ticket }),
            ),
          ]
        : [],
      [button(tr.plain('tickets-button-queue'), routes.ticketQueue.data({ page: 0 })), ...homeRow(tr)],
    ],
  };
}

/** What the neighbours of one outage reported. */
export function reportsScreen(
  list: Awaited<ReturnType<typeof listReports>>,
  ticket: number,
  tr: Translator,
): Screen {
  const page = pageOf(list.rows, list.page, list.total, REPORTS_PER_PAGE);
  const flatOf = (flat: string | null): string =>
    flat === null ? '' : tr.plain('tickets-report-flat', { flat });
  return {
    html: joinHtml(
      [
        tr.html('tickets-reports-title', { number: list.number, count: list.total }),
        ...list.rows.map((row) =>
          tr.html('tickets-report', {
            number: row.number,
            flat: flatOf(row.flat),
            text: row.text,
            files: row.files === 0 ? '' : ` 📎${row.files}`,
          }),
        ),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(`${row.number} ${flatOf(row.flat)}`.trim(), ticketRoutes.staffTicket.data({ ticket: row.id })),
      ]),
      pagerRow(page, tr, (next) => ticketRoutes.reports.data({ ticket, page: next })),
      [button(tr.plain('button-back'), ticketRoutes.staffTicket.data({ ticket })), ...homeRow(tr)],
    ],
  };
}

/** Ready reasons, or own words. */
export function rejectScreen(card: TicketCard, tr: Translator): Screen {
  return {
    html: tr.html('tickets-reject-why', { number: card.number }),
    buttons: [
      ...reasonRows(card.id, tr),
      [button(tr.plain('tickets-button-reject-words'), ticketRoutes.rejectOther.data({ ticket: card.id }))],
      [button(tr.plain('button-back'), ticketRoutes.staffTicket.data({ ticket: card.id }))],
    ],
  };
}

export interface SettingsView {
  readonly companyId: number;
  readonly company: string;
  readonly companies: readonly { readonly id: number; readonly name: string }[];
  readonly privacy: GroupPrivacy;
  readonly connected: boolean;
  readonly escalation: string | null;
  /** may change the types of the installation */
  readonly typeEditor: boolean;
  readonly staff: readonly {
    readonly identityId: number;
    readonly name: string | null;
    readonly role: string;
  }[];
}

/** What the group sees of a resident, and who hears of late tickets. */
export function settingsScreen(view: SettingsView, tr: Translator): Screen {
  const company = view.companyId;
  return {
    html: joinHtml(
      [
        tr.html('tickets-settings-title', { company: view.company }),
        view.connected ? tr.html('tickets-settings-group') : tr.html('tickets-settings-no-group'),
        tr.html('tickets-settings-privacy', { privacy: privacyText(view.privacy, tr) }),
        tr.html('tickets-settings-escalation', { name: view.escalation ?? tr.plain('tickets-all-managers') }),
      ],
      '\n\n',
    ),
    buttons: [
      ...GROUP_PRIVACY.map((privacy) => [
        button(
          `${privacy === view.privacy ? '• ' : ''}${privacyText(privacy, tr)}`,
          ticketRoutes.setPrivacy.data({ company, privacy }),
        ),
      ]),
      ...view.staff.map(({ identityId, name, role }) => [
        button(
          tr.plain('tickets-button-escalate-to', {
            name: name ?? tr.plainOr(`staff-role-${role}`, {}, 'staff-role-manager'),
          }),
          ticketRoutes.setEscalation.data({ company, identity: identityId }),
        ),
      ]),
      view.escalation === null
        ? []
        : [
            button(
              tr.plain('tickets-button-escalate-to', { name: tr.plain('tickets-all-managers') }),
              ticketRoutes.setEscalation.data({ company, identity: 0 }),
            ),
          ],
      ...view.companies
        .filter(({ id }) => id !== company)
        .map(({ id, name }) => [button(name, ticketRoutes.settings.data({ company: id }))]),
      [
        button(tr.plain('tickets-button-calendar'), ticketRoutes.calendar.data({ company })),
        ...(view.typeEditor ? [button(tr.plain('tickets-button-types'), ticketRoutes.editTypes.data())] : []),
      ],
      backToQueue('open', tr),
    ],
  };
}

function privacyText(privacy: GroupPrivacy, tr: Translator): string {
  return tr.plainOr(`tickets-privacy-${privacy}`, {}, 'tickets-privacy-flat');
}
