import type { MessageButton, RenderedMessage } from '../../../delivery/channels.ts';
import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import { zoneOf } from '../../../domain/clock-zone.ts';
import { isDomainError } from '../../../domain/errors.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import {
  digestParams,
  eventParams,
  GROUP_CARD,
  GROUP_CARD_EDIT,
  GROUP_DIGEST,
  GROUP_EVENT,
  GROUP_MESSAGE,
  GROUP_NEIGHBOUR,
  GROUP_TROUBLE,
  messageParams,
  neighbourParams,
  STAFF_ASSIGNED,
  STAFF_LATE,
  STAFF_NEW,
  STAFF_NEWS,
  TICKET_ANSWER,
  TICKET_CLOSING,
  TICKET_STATUS,
  ticketParams,
  troubleParams,
} from '../../../services/tickets/delivery-kinds.ts';
import { cardMessage } from '../../../services/tickets/group-plan.ts';
import { lateTickets } from '../../../services/tickets/late-tickets.ts';
import { countSimilar } from '../../../services/tickets/merge-tickets.ts';
import { loadTicket, type TicketCard } from '../../../services/tickets/show-ticket.ts';
import { groupPrivacy } from '../../../services/tickets/staff-chat.ts';
import { ticketEvent } from '../../../services/tickets/ticket-event.ts';
import { messageToSend } from '../../../services/tickets/ticket-files.ts';
import { staffNameOf } from '../../../services/tickets/ticket-sql.ts';
import { EMPTY_HTML, type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { routes } from '../../ui/routes.ts';
import { markupOf, type Screen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { groupCard } from './group-screens.ts';
import { renderedPart } from './send-parts.ts';
import { deadlineHtml, STATUS_ICONS, statusText, typeText, wordsHtml } from './texts.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** Messages about tickets that go out by themselves; each reads the ticket when it is sent. */
export function ticketRenderers(services: Deps): readonly DeliveryRenderer[] {
  const load = async (ticketId: number): Promise<TicketCard | null> => {
    try {
      return await loadTicket(services.db, services, { ticketId, internal: true });
    } catch (error) {
      if (isDomainError(error)) return null;
      throw error;
    }
  };
  /** Where a post about the ticket goes in the group. */
  const place = (card: TicketCard): Pick<RenderedMessage, 'threadId'> =>
    card.topicThreadId === null ? {} : { threadId: card.topicThreadId };
  const openRow = (card: TicketCard, tr: Translator): MessageButton[] => [
    { caption: tr.plain('tickets-button-open'), data: routes.ticket.data({ ticket: card.id }) },
  ];
  const staffRow = (card: TicketCard, tr: Translator): MessageButton[] => [
    { caption: tr.plain('tickets-button-open'), data: ticketRoutes.staffTicket.data({ ticket: card.id }) },
  ];
  const cardOf = async (
    ticketId: number,
    tr: Translator,
  ): Promise<{ card: TicketCard; screen: Screen } | null> => {
    const card = await load(ticketId);
    if (card === null) return null;
    const [privacy, similar] = [
      await groupPrivacy(services.db, card.companyId),
      await countSimilar(services, { ticketId }),
    ];
    const topic = card.topicThreadId !== null;
    return { card, screen: groupCard(card, { privacy, similar, topic }, tr) };
  };

  return [
    // ── to the resident ─────────────────────────────────────────────────────
    defineRenderer(
      TICKET_STATUS,
      (params) => eventParams.parse(params),
      async ({ ticketId, eventId }, { tr }) => {
        const [card, event] = [await load(ticketId), await ticketEvent(services.db, { eventId })];
        if (card === null || event === null) return null;
        const lines: Html[] = [
          tr.html('tickets-changed', {
            icon: STATUS_ICONS[event.toStatus],
            number: card.number,
            type: typeText(card.typeName, tr),
            status: statusText(event.toStatus, tr),
          }),
        ];
        if (event.toStatus === 'accepted' && card.assigneeName !== null)
          lines.push(tr.html('tickets-changed-assignee', { name: card.assigneeName }));
        if (event.toStatus === 'rejected' && card.reason !== null)
          lines.push(tr.html('tickets-card-reason', { reason: card.reason }));
        if (event.toStatus === 'done') lines.push(tr.html('tickets-please-rate'));
        if (event.toStatus === 'closed') lines.push(tr.html('tickets-closed-by-itself'));
        const stars =
          event.toStatus === 'done'
            ? [1, 2, 3, 4, 5].map((count) => ({
                caption: `⭐${count}`,
                data: ticketRoutes.rate.data({ ticket: card.id, stars: count }),
              }))
            : [];
        const again = ['done', 'rejected', 'closed'].includes(event.toStatus)
          ? [
              {
                caption: tr.plain('tickets-button-reopen'),
                data: ticketRoutes.reopen.data({ ticket: card.id }),
              },
            ]
          : [];
        return { html: joinHtml(lines, '\n\n'), buttons: rows([stars, again, openRow(card, tr)]) };
      },
    ),
    defineRenderer(
      TICKET_ANSWER,
      (params) => messageParams.parse(params),
      async ({ ticketId, messageId, part, edits, caption, media }, { tr }) => {
        const [card, message] = [await load(ticketId), await messageToSend(services.db, { messageId })];
        const sent = message?.parts[part];
        if (card === null || message === null || sent === undefined) return null;
        const name = (await staffNameOf(services.db, message.authorId)) ?? card.companyName ?? '';
        const head = tr.html('tickets-answer', { number: card.number, name });
        const html =
          (sent.text || edits !== undefined) && message.text !== ''
            ? joinHtml([head, tr.html('tickets-plain-words', { text: message.text })], '\n\n')
            : head;
        return withEdit(
          renderedPart(sent, html),
          { edits, caption: caption ?? sent.files.length > 0, media, tr },
          rows([
            [
              {
                caption: tr.plain('tickets-button-answer'),
                data: ticketRoutes.write.data({ ticket: card.id }),
              },
            ],
            openRow(card, tr),
          ]),
        );
      },
    ),
    defineRenderer(
      TICKET_CLOSING,
      (params) => ticketParams.parse(params),
      async ({ ticketId }, { tr }) => {
        const card = await load(ticketId);
        if (card === null || card.status !== 'done') return null;
        return {
          html: tr.html('tickets-closing', { number: card.number, type: typeText(card.typeName, tr) }),
          buttons: rows([
            [1, 2, 3, 4, 5].map((count) => ({
              caption: `⭐${count}`,
              data: ticketRoutes.rate.data({ ticket: card.id, stars: count }),
            })),
            [
              {
                caption: tr.plain('tickets-button-reopen'),
                data: ticketRoutes.reopen.data({ ticket: card.id }),
              },
            ],
          ]),
        };
      },
    ),

    // ── to the staff group ──────────────────────────────────────────────────
    defineRenderer(
      GROUP_CARD,
      (params) => ticketParams.parse(params),
      async ({ ticketId }, { tr }) => {
        const found = await cardOf(ticketId, tr);
        return found === null
          ? null
          : { html: found.screen.html, buttons: buttonsOf(found.screen), ...place(found.card) };
      },
    ),
    defineRenderer(
      GROUP_CARD_EDIT,
      (params) => ticketParams.parse(params),
      async ({ ticketId }, { tr }) => {
        const found = await cardOf(ticketId, tr);
        if (found === null || found.card.topicChatId === null) return null;
        const edits = await cardMessage(services, {
          ticketId,
          threadId: found.card.topicThreadId,
          chatId: found.card.topicChatId,
        });
        // Not sent yet: it will show what is true then.
        if (edits === null) return null;
        return { html: found.screen.html, buttons: buttonsOf(found.screen), edits };
      },
    ),
    defineRenderer(
      GROUP_MESSAGE,
      (params) => messageParams.parse(params),
      async ({ ticketId, messageId, part, edits, caption, media }, { tr }) => {
        const [card, message] = [await load(ticketId), await messageToSend(services.db, { messageId })];
        const sent = message?.parts[part];
        if (card === null || message === null || sent === undefined) return null;
        const name = message.fromStaff ? ((await staffNameOf(services.db, message.authorId)) ?? '') : '';
        const head = message.fromStaff
          ? tr.html('tickets-group-staff-said', { number: card.number, name })
          : tr.html('tickets-group-resident-said', { number: card.number });
        const html =
          (sent.text || edits !== undefined) && message.text !== ''
            ? joinHtml([head, tr.html('tickets-plain-words', { text: message.text })], '\n')
            : head;
        return {
          ...withEdit(renderedPart(sent, html), {
            edits,
            caption: caption ?? sent.files.length > 0,
            media,
            tr,
          }),
          ...place(card),
        };
      },
    ),
    defineRenderer(
      GROUP_EVENT,
      (params) => eventParams.parse(params),
      async ({ ticketId, eventId }, { tr }) => {
        const [card, event] = [await load(ticketId), await ticketEvent(services.db, { eventId })];
        if (card === null || event === null) return null;
        const stars =
          event.rating === null
            ? EMPTY_HTML
            : tr.html('tickets-card-rating', { stars: '⭐'.repeat(event.rating) });
        const head = tr.html('tickets-group-event', {
          icon: STATUS_ICONS[event.toStatus],
          number: card.number,
          status: statusText(event.toStatus, tr),
        });
        return { html: stars === EMPTY_HTML ? head : joinHtml([head, stars]), ...place(card) };
      },
    ),
    defineRenderer(
      GROUP_NEIGHBOUR,
      (params) => neighbourParams.parse(params),
      async ({ ticketId, neighbourId }, { tr }) => {
        const card = await load(ticketId);
        if (card === null) return null;
        const neighbour = neighbourId === undefined ? null : await load(neighbourId);
        const privacy = await groupPrivacy(services.db, card.companyId);
        const flat = privacy === 'house' ? null : (neighbour?.flat ?? null);
        return {
          html: joinHtml([
            tr.html('tickets-group-joined', { number: card.number, count: card.reports }),
            ...(flat === null
              ? []
              : [tr.html('tickets-field', { label: tr.plain('tickets-field-flat'), value: flat })]),
            ...(neighbour === null ? [] : [wordsHtml(neighbour.text, tr)]),
          ]),
          disableNotification: true,
          ...place(card),
        };
      },
    ),
    defineRenderer(
      GROUP_DIGEST,
      (params) => digestParams.parse(params),
      async ({ companyId }, { tr, now, identityId }) => {
        const late = await lateTickets(services, { companyId });
        if (late.total === 0) return null;
        const zone = zoneOf({ company: late.zone }, services.installation.timezone);
        const lines = late.rows.map((row) =>
          tr.html('tickets-digest-row', {
            number: row.number,
            type: typeText(row.typeName, tr),
            house: row.house ?? '',
            name: row.assignee ?? tr.plain('tickets-nobody'),
            at: tr.dateTime(row.deadlineAt, zone),
          }),
        );
        return {
          html: joinHtml(
            [
              tr.html('tickets-digest-title', { count: late.total, date: tr.date(now, zone) }),
              joinHtml(lines),
            ],
            '\n\n',
          ),
          ...(identityId === null
            ? {}
            : {
                buttons: [
                  [
                    {
                      caption: tr.plain('tickets-button-late-queue'),
                      data: ticketRoutes.queue.data({ filter: 'late', house: 0, type: 0, page: 0 }),
                    },
                  ],
                ],
              }),
        };
      },
    ),

    // ── to one member of the staff ──────────────────────────────────────────
    ...(
      [
        [STAFF_NEW, 'tickets-staff-new'],
        [STAFF_ASSIGNED, 'tickets-staff-assigned'],
        [STAFF_NEWS, 'tickets-staff-news'],
        [STAFF_LATE, 'tickets-staff-late'],
      ] as const
    ).map(([kind, text]) =>
      defineRenderer(
        kind,
        (params) => ticketParams.parse(params),
        async ({ ticketId }, { tr }) => {
          const card = await load(ticketId);
          if (card === null) return null;
          const head = tr.html(text, { number: card.number, type: typeText(card.typeName, tr) });
          const house =
            card.house === null
              ? []
              : [tr.html('tickets-field', { label: tr.plain('tickets-field-house'), value: card.house })];
          return {
            html: joinHtml([
              head,
              ...house,
              ...deadlineHtml(card, card.zone, tr),
              wordsHtml((kind === STAFF_NEWS ? lastWords(card) : null) ?? card.text, tr),
            ]),
            buttons: [staffRow(card, tr)],
          };
        },
      ),
    ),
    defineRenderer(
      GROUP_TROUBLE,
      (params) => troubleParams.parse(params),
      async ({ trouble, company }, { tr }) => ({
        html: joinHtml(
          [
            tr.html('tickets-trouble', { company: company ?? '' }),
            tr.htmlOr(`tickets-trouble-${trouble}`, {}, 'tickets-trouble-gone'),
          ],
          '\n\n',
        ),
      }),
    ),
  ];
}

/** What the resident wrote last; null when there is nothing but files. */
function lastWords(card: TicketCard): string | null {
  const text = card.messages.findLast(({ fromStaff }) => !fromStaff)?.text ?? '';
  return text === '' ? null : text;
}

function rows(all: readonly (readonly MessageButton[])[]): (readonly MessageButton[])[] {
  return all.filter((row) => row.length > 0);
}

/** An album carries no buttons; an edit words, and the file only when that changed. */
function withEdit(
  message: RenderedMessage,
  edit: {
    readonly edits: number | undefined;
    readonly caption: boolean;
    readonly media: boolean | undefined;
    readonly tr: Translator;
  },
  buttons: readonly (readonly MessageButton[])[] = [],
): RenderedMessage {
  const single = message.album === undefined && buttons.length > 0 ? { buttons } : {};
  const whole = { ...message, ...single };
  if (edit.edits === undefined) return whole;
  if (edit.media === true) {
    const html = joinHtml([edit.tr.html('tickets-file-replaced'), message.html], '\n');
    return { ...whole, edits: edit.edits, otherwise: { ...whole, html } };
  }
  return { html: message.html, ...single, edits: edit.edits, ...(edit.caption ? { caption: true } : {}) };
}

/** Buttons of a screen as the outbox takes them. */
function buttonsOf(screen: Screen): MessageButton[][] {
  return markupOf(screen.buttons).inline_keyboard.map((row) =>
    row.flatMap((one) => ('callback_data' in one ? [{ caption: one.text, data: one.callback_data }] : [])),
  );
}
