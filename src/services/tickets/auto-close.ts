import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { isDomainError } from '../../domain/errors.ts';
import { AUTO_CLOSE_DAYS, WARN_BEFORE_DAYS } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { changeTicket } from './change-ticket.ts';
import { TICKET_CLOSING } from './delivery-kinds.ts';
import { ownerIdentities } from './ticket-sql.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 200;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/**
 * Tickets that are done and not returned: a day before they close the resident is told (once for each time they were
 * done), after a week they close, and never less than a day after that word: a program that stood still for days
 * warns first. Run every hour; a repeat changes nothing.
 */
export async function closeDoneTickets(deps: Deps): Promise<{ warned: number; closed: number }> {
  const now = deps.clock.now().getTime();
  const warned = await warn(deps, new Date(now - (AUTO_CLOSE_DAYS - WARN_BEFORE_DAYS) * DAY_MS));
  const closeBefore = new Date(now - AUTO_CLOSE_DAYS * DAY_MS);
  const toldBefore = new Date(now - WARN_BEFORE_DAYS * DAY_MS);
  const due = await deps.db.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT t."id" FROM "Ticket" t
     WHERE t."status" = 'done' AND t."doneAt" <= ${closeBefore}
       AND (EXISTS (SELECT 1 FROM "Delivery" d WHERE ${aboutClosing} AND d."createdAt" <= ${toldBefore})
            OR NOT EXISTS (SELECT 1 FROM "TelegramIdentity" i
                            WHERE CASE WHEN t."residentId" IS NULL THEN i."id" = t."identityId"
                                       ELSE i."residentId" = t."residentId" AND i."signedOutAt" IS NULL END))
     ORDER BY t."doneAt" LIMIT ${AT_ONCE}`);
  let closed = 0;
  for (const { id } of due) {
    try {
      await changeTicket(deps, {
        ticketId: id,
        action: 'auto-close',
        actor: { role: 'system', identityId: null },
      });
      closed += 1;
    } catch (error) {
      // The resident was faster.
      if (!isDomainError(error)) throw error;
    }
  }
  return { warned, closed };
}

/** Delivery d is the warning about this ending of ticket t. */
const aboutClosing = Prisma.sql`
  d."kind" = ${TICKET_CLOSING.kind} AND d."subject" = 'ticket:' || t."id" || ':' || t."reopenedCount"`;

async function warn(deps: Deps, warnBefore: Date): Promise<number> {
  const now = deps.clock.now().getTime();
  const warned = await inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<
      {
        id: number;
        residentId: number | null;
        identityId: number | null;
        doneAt: Date;
        reopenedCount: number;
      }[]
    >(Prisma.sql`
      SELECT t."id", t."residentId", t."identityId", t."doneAt", t."reopenedCount" FROM "Ticket" t
       WHERE t."status" = 'done' AND t."doneAt" <= ${warnBefore}
         AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE ${aboutClosing})
       ORDER BY t."doneAt" LIMIT ${AT_ONCE}`);
    let count = 0;
    for (const ticket of due) {
      const closesAt = Math.max(
        ticket.doneAt.getTime() + AUTO_CLOSE_DAYS * DAY_MS,
        now + WARN_BEFORE_DAYS * DAY_MS,
      );
      count += await enqueueDeliveries(
        tx,
        deps.clock,
        (await ownerIdentities(tx, ticket)).map((identityId) => ({
          kind: TICKET_CLOSING,
          subject: `ticket:${ticket.id}:${ticket.reopenedCount}`,
          to: { identityId },
          params: { ticketId: ticket.id },
          validUntil: new Date(closesAt),
        })),
      );
    }
    return count;
  });
  if (warned > 0) deps.notify('deliveries');
  return warned;
}
