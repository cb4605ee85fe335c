import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  isOpen,
  judgeTicket,
  type TicketAction,
  type TicketRole,
  type TicketStatus,
  ticketDeadline,
} from '../../domain/tickets.ts';
import { workingDaysOf } from '../../domain/working-days.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { calendarOf } from './calendar.ts';
import { STAFF_ASSIGNED, TICKET_STATUS } from './delivery-kinds.ts';
import { tellStaff } from './tell-staff.ts';
import { ownerIdentities, staffNameOf } from './ticket-sql.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/** Who acts; whose ticket it is was checked before (`ownTicket`, `staffTicket`). */
export interface TicketActor {
  readonly role: TicketRole;
  /** null for the program itself */
  readonly identityId: number | null;
}

export interface TicketChange {
  readonly ticketId: number;
  readonly action: TicketAction;
  readonly actor: TicketActor;
  /** assign: who gets it */
  readonly assigneeId?: number;
  /** reject: why, as the resident reads it · reopen: what is wrong */
  readonly reason?: string;
  /** close */
  readonly rating?: number;
  readonly ratingText?: string | null;
  /** The form that ends with this change; the same form changes once. */
  readonly draftId?: number;
}

export interface ChangedTicket {
  readonly ticketId: number;
  readonly number: string;
  readonly status: TicketStatus;
  /** false: it was done before by the same actor, nothing happened now */
  readonly changed: boolean;
}

/**
 * Move a ticket by one conditional UPDATE, write its event, tell the resident and the staff; merged tickets follow.
 * What was done just now by the same person changes nothing. Two who take at once: one gets it, the other is told who.
 * @throws DomainError TICKET_NOT_ALLOWED, TICKET_WRONG_STATE { status }, TICKET_TAKEN { name }, TICKET_REOPEN_OVER,
 *   TICKET_NOT_FOUND
 */
export async function changeTicket(deps: Deps, change: TicketChange): Promise<ChangedTicket> {
  const result = await inTransaction(deps.db, (tx) => changeInTransaction(tx, deps, change));
  if (result.changed) {
    deps.notify('tasks');
    deps.notify('deliveries');
  }
  return result;
}

/** The same inside a transaction that does more. */
export async function changeInTransaction(tx: Tx, deps: Deps, change: TicketChange): Promise<ChangedTicket> {
  const now = deps.clock.now();
  const { action, actor } = change;
  const known =
    change.draftId === undefined
      ? null
      : await tx.ticketEvent.findUnique({ where: { key: `draft:${change.draftId}` } });
  const ticket = await lockTicket(tx, change.ticketId);
  if (ticket === null) throw new DomainError('TICKET_NOT_FOUND');
  const same = { ticketId: ticket.id, number: ticket.number };
  if (known !== null) return { ...same, status: ticket.status, changed: false };
  const held = ticket.assigneeId === actor.identityId && ticket.status === 'accepted';
  if ((action === 'take' && held) || (await isRepeat(tx, change, ticket.status)))
    return { ...same, status: ticket.status, changed: false };

  const endedAt = ticket.closedAt;
  const verdict = judgeTicket(action, { ...ticket, endedAt }, actor, now);
  if (!verdict.ok) throw await refusal(tx, verdict.code, ticket);
  const { to } = verdict;
  const assigneeId = assigneeAfter(change, ticket.assigneeId);
  const deadlineAt = action === 'reopen' ? await newDeadline(tx, deps, ticket.id, now) : ticket.deadlineAt;
  const moved = await tx.ticket.updateMany({
    where: { id: ticket.id, status: ticket.status },
    data: {
      status: to,
      assigneeId,
      deadlineAt,
      ...(action === 'done' ? { doneAt: now } : {}),
      ...(action === 'reject' ? { reason: change.reason ?? '', closedAt: now } : {}),
      ...(to === 'closed' || to === 'cancelled' ? { closedAt: now } : {}),
      ...(action === 'close' ? { rating: change.rating ?? null, ratingText: change.ratingText ?? null } : {}),
      ...(action === 'reopen'
        ? {
            reopenedCount: { increment: 1 },
            closedAt: null,
            doneAt: null,
            mergedIntoId: null,
            assigneeId: null,
          }
        : {}),
    },
  });
  if (moved.count !== 1) throw await refusal(tx, 'TICKET_WRONG_STATE', ticket);
  const eventId = await writeEvent(tx, { change, from: ticket.status, to, now });
  if (change.draftId !== undefined) await completeDraft(tx, { draftId: change.draftId, now });
  await tellOwner(tx, deps, { ticket, change, to, eventId });
  if (action === 'assign' && assigneeId !== null && assigneeId !== actor.identityId) {
    await enqueueDeliveries(tx, deps.clock, [
      {
        kind: STAFF_ASSIGNED,
        subject: `event:${eventId}`,
        to: { identityId: assigneeId },
        params: { ticketId: ticket.id },
      },
    ]);
  }
  const byOwner = actor.role === 'resident' || actor.role === 'system';
  await tellStaff(
    tx,
    deps,
    { ...ticket, mergedIntoId: action === 'reopen' ? null : ticket.mergedIntoId, assigneeId },
    { key: `event:${eventId}`, news: byOwner ? 'resident' : 'staff' },
  );
  if (!byOwner) await moveMerged(tx, deps, { ticketId: ticket.id, change, to, now });
  return { ...same, status: to, changed: true };
}

interface LockedTicket {
  readonly id: number;
  readonly number: string;
  readonly status: TicketStatus;
  readonly companyId: number | null;
  readonly residentId: number | null;
  readonly identityId: number | null;
  readonly assigneeId: number | null;
  readonly mergedIntoId: number | null;
  readonly deadlineAt: Date | null;
  readonly closedAt: Date | null;
}

async function lockTicket(tx: Tx, ticketId: number): Promise<LockedTicket | null> {
  const rows = await tx.$queryRaw<LockedTicket[]>(Prisma.sql`
    SELECT "id", "number", "status", "companyId", "residentId", "identityId", "assigneeId", "mergedIntoId",
           "deadlineAt", "closedAt"
      FROM "Ticket" WHERE "id" = ${ticketId} FOR UPDATE`);
  return rows[0] ?? null;
}

/**
 * The last thing that happened to the ticket is this very change by the same person: a press that Telegram delivered
 * twice, or a double one.
 */
async function isRepeat(tx: Tx, change: TicketChange, status: TicketStatus): Promise<boolean> {
  const last = await tx.ticketEvent.findFirst({
    where: { ticketId: change.ticketId },
    orderBy: { id: 'desc' },
    select: { toStatus: true, byId: true, details: true },
  });
  if (last === null || last.toStatus !== status || last.byId !== change.actor.identityId) return false;
  const details = eventDetails.safeParse(last.details);
  return (
    details.success &&
    details.data.action === change.action &&
    details.data.assigneeId === change.assigneeId &&
    details.data.rating === change.rating &&
    details.data.reason === change.reason
  );
}

const eventDetails = z.object({
  action: z.string(),
  assigneeId: z.number().optional(),
  rating: z.number().optional(),
  reason: z.string().optional(),
});

function assigneeAfter(change: TicketChange, before: number | null): number | null {
  const { action, actor } = change;
  if (action === 'assign') return change.assigneeId ?? before;
  // Who moves a ticket on has it, unless a chief acts in place of its holder.
  if (action === 'take' || action === 'start' || action === 'done') return before ?? actor.identityId;
  return before;
}

async function newDeadline(tx: Tx, deps: Deps, ticketId: number, now: Date): Promise<Date | null> {
  const ticket = await tx.ticket.findUniqueOrThrow({
    where: { id: ticketId },
    select: {
      companyId: true,
      company: { select: { timezone: true } },
      building: { select: { timezone: true } },
      type: { select: { deadlineHours: true, workingDays: true } },
    },
  });
  const zone = zoneOf(
    { building: ticket.building?.timezone ?? null, company: ticket.company?.timezone ?? null },
    deps.installation.timezone,
  );
  const isWorking = workingDaysOf(await calendarOf(tx, ticket.companyId));
  return ticketDeadline(ticket.type ?? { deadlineHours: null, workingDays: 10 }, now, zone, isWorking);
}

async function writeEvent(
  tx: Tx,
  options: { change: TicketChange; from: TicketStatus; to: TicketStatus; now: Date },
): Promise<number> {
  const { change, from, to, now } = options;
  const before = await tx.ticketEvent.count({ where: { ticketId: change.ticketId } });
  const { id } = await tx.ticketEvent.create({
    data: {
      ticketId: change.ticketId,
      key: change.draftId === undefined ? `${change.ticketId}:${before + 1}` : `draft:${change.draftId}`,
      fromStatus: from,
      toStatus: to,
      byId: change.actor.identityId,
      details: {
        action: change.action,
        ...(change.reason === undefined ? {} : { reason: change.reason }),
        ...(change.assigneeId === undefined ? {} : { assigneeId: change.assigneeId }),
        ...(change.rating === undefined ? {} : { rating: change.rating }),
      },
      at: now,
    },
    select: { id: true },
  });
  return id;
}

/** The resident hears of what others did. */
async function tellOwner(
  tx: Tx,
  deps: Deps,
  about: { ticket: LockedTicket; change: TicketChange; to: TicketStatus; eventId: number },
): Promise<void> {
  const { ticket, change, to, eventId } = about;
  if (change.actor.role === 'resident') return;
  // Another name on the staff's side changes nothing for the resident.
  if (to === ticket.status) return;
  const identities = await ownerIdentities(tx, ticket);
  await enqueueDeliveries(
    tx,
    deps.clock,
    identities.map((identityId) => ({
      kind: TICKET_STATUS,
      subject: `event:${eventId}`,
      to: { identityId },
      params: { ticketId: ticket.id, eventId },
    })),
  );
}

/** What is true of an outage is true of every report of it. */
async function moveMerged(
  tx: Tx,
  deps: Deps,
  options: { ticketId: number; change: TicketChange; to: TicketStatus; now: Date },
): Promise<void> {
  const { change, to, now } = options;
  const merged = await tx.ticket.findMany({
    where: { mergedIntoId: options.ticketId },
    select: { id: true, status: true, residentId: true, identityId: true },
  });
  for (const child of merged.filter(({ status }) => isOpen(status) && status !== to)) {
    const moved = await tx.ticket.updateMany({
      where: { id: child.id, status: child.status },
      data: {
        status: to,
        ...(to === 'done' ? { doneAt: now } : {}),
        ...(to === 'rejected' ? { reason: change.reason ?? '', closedAt: now } : {}),
      },
    });
    if (moved.count !== 1) continue;
    const childChange = { ticketId: child.id, action: change.action, actor: change.actor } as const;
    const eventId = await writeEvent(tx, { change: childChange, from: child.status, to, now });
    await enqueueDeliveries(
      tx,
      deps.clock,
      (await ownerIdentities(tx, child)).map((identityId) => ({
        kind: TICKET_STATUS,
        subject: `event:${eventId}`,
        to: { identityId },
        params: { ticketId: child.id, eventId },
      })),
    );
  }
}

async function refusal(
  tx: Tx,
  code: string,
  ticket: { readonly status: TicketStatus; readonly assigneeId: number | null },
): Promise<DomainError> {
  if (code === 'TICKET_TAKEN') {
    return new DomainError(code, { name: (await staffNameOf(tx, ticket.assigneeId)) ?? '—' });
  }
  return new DomainError(code, code === 'TICKET_WRONG_STATE' ? { status: ticket.status } : {});
}
