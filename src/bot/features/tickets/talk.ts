import {
  listMessages,
  MESSAGES_PER_PAGE,
  type MessagePage,
} from '../../../services/tickets/list-messages.ts';
import type { CardMessage } from '../../../services/tickets/message-sql.ts';
import { showOwnTicket, showStaffTicket, type TicketCard } from '../../../services/tickets/show-ticket.ts';
import { type Html, htmlToPlain, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { personOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { staffOf } from './staff-actions.ts';

/** A message of Telegram has room for 4096 characters; some stay free. */
const ROOM = 4_000;
/** Of a message on a card; the whole stands on the pages of the talk. */
const ON_CARD = 300;
/** Three of them and their headings fill a page. */
const ON_PAGE = 1_250;
export const MOST_REASON = 400;

export function shorten(text: string, most: number): string {
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

/** A card with as many of the newest words of both sides as there is room for. */
export function withTalk(
  card: TicketCard,
  before: readonly Html[],
  after: readonly Html[],
  tr: Translator,
): Html {
  let room = ROOM - htmlToPlain(joinHtml([...before, ...after], '\n\n')).length;
  const lines: Html[] = [];
  for (const message of card.messages.toReversed()) {
    const line = messageHtml(message, card.zone, ON_CARD, tr);
    room -= htmlToPlain(line).length + 2;
    if (room < 0) break;
    lines.unshift(line);
  }
  return joinHtml([...before, ...(lines.length === 0 ? [] : [joinHtml(lines)]), ...after], '\n\n');
}

function messageHtml(message: CardMessage, zone: string, most: number, tr: Translator): Html {
  const files = message.files === 0 ? '' : ` 📎${message.files}`;
  const at = tr.dateTime(message.at, zone);
  const text = `${shorten(message.text, most)}${files}`;
  if (!message.fromStaff) return tr.html('tickets-said-resident', { at, text });
  const name = message.author ?? '';
  return message.visibility === 'internal'
    ? tr.html('tickets-said-internal', { at, name, text })
    : tr.html('tickets-said-staff', { at, name, text });
}

/** The pages of everything that was written about a ticket, for both sides. */
export function installTalk({ deps, router }: FeatureHost): void {
  const { services } = deps;
  const pageAt = (card: TicketCard, internal: boolean, page: number): Promise<MessagePage> =>
    listMessages(services, { ticketId: card.id, mergedIntoId: card.mergedIntoId, internal, page });

  router.on('tickets', 'accepted', ticketRoutes.talk, async (ctx, { ticket, page }) => {
    const { identityId, resident } = personOf(ctx);
    const owner = { identityId, residentId: resident?.id ?? null };
    const card = await showOwnTicket(services, { ticketId: ticket, owner });
    const at = (next: number) => ticketRoutes.talk.data({ ticket, page: next });
    const back = routes.ticket.data({ ticket });
    await showScreen(ctx, talkScreen(card, await pageAt(card, false, page), { at, back }, ctx.tr));
  });
  router.on('tickets', 'staff', ticketRoutes.staffTalk, async (ctx, { ticket, page }) => {
    const card = await showStaffTicket(services, { ticketId: ticket, staff: staffOf(ctx) });
    const at = (next: number) => ticketRoutes.staffTalk.data({ ticket, page: next });
    const back = ticketRoutes.staffTicket.data({ ticket });
    await showScreen(ctx, talkScreen(card, await pageAt(card, true, page), { at, back }, ctx.tr));
  });
}

function talkScreen(
  card: TicketCard,
  list: MessagePage,
  way: { readonly at: (page: number) => string; readonly back: string },
  tr: Translator,
): Screen {
  return {
    html: joinHtml(
      [
        tr.html('tickets-talk-title', { number: card.number }),
        ...list.rows.map((message) => messageHtml(message, card.zone, ON_PAGE, tr)),
      ],
      '\n\n',
    ),
    buttons: [
      pagerRow(pageOf(list.rows, list.page, list.total, MESSAGES_PER_PAGE), tr, way.at),
      [button(tr.plain('button-back'), way.back), button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}
