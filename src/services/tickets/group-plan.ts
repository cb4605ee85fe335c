import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { type DeliveryRequest, enqueueDeliveries } from '../../delivery/enqueue.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { isOpen, type TicketStatus } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import {
  GROUP_CARD,
  GROUP_CARD_EDIT,
  GROUP_EVENT,
  GROUP_MESSAGE,
  GROUP_NEIGHBOUR,
  GROUP_TROUBLE,
  type GroupTrouble,
} from './delivery-kinds.ts';
import { messageParts } from './message-parts.ts';
import { staffChatOf } from './staff-chat.ts';
import { tellPrivately } from './tell-staff.ts';
import { staffOf } from './ticket-sql.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/** What the group needs to know of a ticket to make or rename its topic. */
export interface GroupPlan {
  readonly ticketId: number;
  readonly companyId: number | null;
  readonly chatId: number;
  readonly number: string;
  readonly status: TicketStatus;
  readonly typeName: { readonly ru: string; readonly en: string } | null;
  readonly house: string | null;
  readonly late: boolean;
  /** Merged into another: it has no place of its own, unless it had one before. */
  readonly mergedIntoId: number | null;
  /** It came back from the resident: its topic was closed before. */
  readonly returned: boolean;
  /** null: none was made yet in this chat */
  readonly threadId: number | null;
  /** Somebody found out that topics do not work in this chat; posts go into the chat itself. */
  readonly placed: boolean;
  readonly live: boolean;
}

/** null: there is no such ticket, or no group for it. */
export async function groupPlan(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly ticketId: number },
): Promise<GroupPlan | null> {
  const ticket = await deps.db.ticket.findUnique({
    where: { id: options.ticketId },
    select: {
      id: true,
      number: true,
      status: true,
      companyId: true,
      deadlineAt: true,
      mergedIntoId: true,
      reopenedCount: true,
      topicChatId: true,
      topicThreadId: true,
      type: { select: { name: true } },
      building: { select: { address: true } },
    },
  });
  if (ticket === null) return null;
  const chatId = await staffChatOf(deps.db, deps, ticket.companyId);
  if (chatId === null) return null;
  const here = ticket.topicChatId !== null && Number(ticket.topicChatId) === chatId;
  const { status, deadlineAt } = ticket;
  return {
    ticketId: ticket.id,
    companyId: ticket.companyId,
    chatId,
    number: ticket.number,
    status,
    typeName: nameOf(ticket.type?.name),
    house: ticket.building?.address ?? null,
    late: isOpen(status) && deadlineAt !== null && deadlineAt < deps.clock.now(),
    mergedIntoId: ticket.mergedIntoId,
    returned: ticket.reopenedCount > 0,
    threadId: here ? ticket.topicThreadId : null,
    placed: here,
    live: isOpen(status) || status === 'done',
  };
}

function nameOf(value: unknown): GroupPlan['typeName'] {
  if (typeof value !== 'object' || value === null || !('ru' in value) || !('en' in value)) return null;
  return typeof value.ru === 'string' && typeof value.en === 'string' ? { ru: value.ru, en: value.en } : null;
}

/**
 * Where the ticket's posts go from now on; false when another process was faster (its topic stands).
 */
export async function placeTicket(
  deps: Pick<ServiceDeps, 'db'>,
  options: {
    readonly ticketId: number;
    readonly chatId: number;
    readonly threadId: number | null;
    /** what was there before */
    readonly instead: number | null;
  },
): Promise<boolean> {
  const { count } = await deps.db.ticket.updateMany({
    where: {
      id: options.ticketId,
      OR: [
        { topicThreadId: options.instead, topicChatId: BigInt(options.chatId) },
        { topicChatId: null },
        { topicChatId: { not: BigInt(options.chatId) } },
      ],
    },
    data: { topicChatId: BigInt(options.chatId), topicThreadId: options.threadId },
  });
  return count === 1;
}

/**
 * Queue what the group has not been told yet: the card once per topic, messages, what the resident did, joined
 * neighbours; and the card again in place, also for `refresh`. Each is unique by its subject, so a repeat posts nothing.
 */
export async function enqueueGroupPosts(
  deps: Deps,
  plan: GroupPlan,
  refresh: string | null,
): Promise<number> {
  const posted = await inTransaction(deps.db, async (tx) => {
    const { ticketId, chatId } = plan;
    const to = { chatId };
    // What failed because its topic was deleted, or the bot might not write, goes again.
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Delivery" SET "status" = 'queued', "lastError" = NULL
       WHERE "chatId" = ${BigInt(chatId)} AND "status" = 'failed' AND "kind" LIKE 'tickets.group-%'
         AND "params"->>'ticketId' = ${String(ticketId)} AND "lastError" ~ '(thread not found|TOPIC_|Forbidden|not enough rights|have no rights|chat not found)'`);
    const [events, neighbours] = [
      await tx.ticketEvent.findMany({ where: { ticketId }, orderBy: { id: 'asc' } }),
      await tx.ticket.findMany({
        where: { mergedIntoId: ticketId },
        orderBy: { id: 'asc' },
        select: { id: true, topicChatId: true },
      }),
    ];
    // Neighbours without a place of their own speak here.
    const here = neighbours.filter(({ topicChatId }) => Number(topicChatId) !== chatId).map(({ id }) => id);
    const messages = await tx.ticketMessage.findMany({
      where: { ticketId: { in: [ticketId, ...here] }, visibility: 'resident' },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      include: { files: { orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
    });
    const requests: DeliveryRequest[] = [
      {
        kind: GROUP_CARD,
        subject: `ticket:${ticketId}:${plan.threadId ?? 0}`,
        to,
        params: { ticketId },
      },
      ...neighbours.map(({ id }) => ({
        kind: GROUP_NEIGHBOUR,
        subject: `ticket:${id}:joined:${ticketId}`,
        to,
        params: { ticketId, neighbourId: id },
      })),
    ];
    for (const message of messages) {
      // What was written in this very chat stands there already.
      if (message.chatId !== null && Number(message.chatId) === chatId) continue;
      const files = message.files.map(({ kind, telegramFileId }) => ({ kind, fileId: telegramFileId }));
      for (const part of messageParts({ text: message.text, files }).keys()) {
        requests.push({
          kind: GROUP_MESSAGE,
          subject: `message:${message.id}:${part}`,
          to,
          params: { ticketId: message.ticketId, messageId: message.id, part },
        });
      }
    }
    for (const event of events) {
      const told = ['cancelled', 'closed', 'reopened'].includes(event.toStatus);
      if (!told) continue;
      requests.push({
        kind: GROUP_EVENT,
        subject: `event:${event.id}`,
        to,
        params: { ticketId, eventId: event.id },
      });
    }
    const last = events.at(-1);
    const state = refresh ?? `${last?.id ?? 0}:${neighbours.length}:${plan.late ? 'late' : ''}`;
    const edit = {
      kind: GROUP_CARD_EDIT,
      subject: `ticket:${ticketId}:${plan.threadId ?? 0}:${state}`,
      to,
      params: { ticketId },
    };
    return enqueueDeliveries(tx, deps.clock, [
      ...requests,
      ...(refresh !== null || events.length > 1 || neighbours.length > 0 ? [edit] : []),
    ]);
  });
  if (posted > 0) deps.notify('deliveries');
  return posted;
}

/** The group's message that carries the card; null while it was not sent. */
export async function cardMessage(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly ticketId: number; readonly threadId: number | null; readonly chatId: number },
): Promise<number | null> {
  const row = await deps.db.delivery.findFirst({
    where: {
      kind: GROUP_CARD.kind,
      subject: `ticket:${options.ticketId}:${options.threadId ?? 0}`,
      chatId: BigInt(options.chatId),
      messageId: { not: null },
    },
    select: { messageId: true },
  });
  return row?.messageId ?? null;
}

/**
 * The group does not work as it should: the managers are told how to mend it, once a day, and when it is gone
 * altogether the ticket goes to them directly.
 */
export async function reportGroupTrouble(
  deps: Deps,
  options: {
    readonly trouble: GroupTrouble;
    readonly companyId: number | null;
    readonly ticketId: number | null;
  },
): Promise<void> {
  const now = deps.clock.now();
  const { trouble, companyId, ticketId } = options;
  await inTransaction(deps.db, async (tx) => {
    const company =
      companyId === null
        ? null
        : await tx.company.findUnique({ where: { id: companyId }, select: { shortName: true } });
    const identities = await staffOf(tx, deps, { companyId, chiefs: true });
    await enqueueDeliveries(
      tx,
      deps.clock,
      identities.map((identityId) => ({
        kind: GROUP_TROUBLE,
        subject: `${trouble}:${companyId ?? 0}:${dateIn(now, deps.installation.timezone)}`,
        to: { identityId },
        params: { trouble, company: company?.shortName ?? null },
      })),
    );
    if (trouble === 'gone' && ticketId !== null) {
      const ticket = await tx.ticket.findUniqueOrThrow({
        where: { id: ticketId },
        select: { id: true, companyId: true, assigneeId: true },
      });
      await tellPrivately(tx, deps, ticket, { key: 'group-gone', news: 'new' });
    }
  });
  deps.notify('deliveries');
}

/** The ticket whose topic this is, or that a post of the bot in a group without topics is about; null = neither. */
export async function ticketOfPost(
  deps: Pick<ServiceDeps, 'db'>,
  options: {
    readonly chatId: number;
    readonly threadId: number | null;
    /** message of the bot that was answered */
    readonly postId: number | null;
    /** its words: the number stands in them */
    readonly postText: string | null;
  },
): Promise<number | null> {
  const chatId = BigInt(options.chatId);
  // A post about one neighbour of an outage is answered to that neighbour, so the post comes first.
  const posted = options.postId === null ? null : await ticketOfDelivery(deps, chatId, options.postId);
  if (posted !== null) return posted;
  if (options.threadId !== null) {
    const row = await deps.db.ticket.findFirst({
      where: { topicChatId: chatId, topicThreadId: options.threadId },
      select: { id: true },
    });
    if (row !== null) return row.id;
  }
  if (options.postId === null) return null;
  const number = /\b\d{6}-\d{1,10}\b/.exec(options.postText ?? '')?.[0];
  if (number === undefined) return null;
  const row = await deps.db.ticket.findUnique({ where: { number }, select: { id: true } });
  return row?.id ?? null;
}

async function ticketOfDelivery(
  deps: Pick<ServiceDeps, 'db'>,
  chatId: bigint,
  messageId: number,
): Promise<number | null> {
  const sent = await deps.db.delivery.findFirst({
    where: { chatId, messageId, kind: { startsWith: 'tickets.group-' } },
    select: { params: true },
  });
  const about = aboutParams.safeParse(sent?.params);
  return about.success ? (about.data.neighbourId ?? about.data.ticketId) : null;
}

const aboutParams = z.object({ ticketId: z.number(), neighbourId: z.number().optional() });
