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
 * done), after a week they close. Run every hour; a repeat changes nothing.
 */
export async function closeDoneTickets(deps: Deps): Promise<{ warned: number; closed: number }> {
  const now = deps.clock.now().getTime();
  const closeBefore = new Date(now - AUTO_CLOSE_DAYS * DAY_MS);
  const warnBefore = new Date(now - (AUTO_CLOSE_DAYS - WARN_BEFORE_DAYS) * DAY_MS);
  const warned = await warn(deps, warnBefore, closeBefore);
  const due = await deps.db.ticket.findMany({
    where: { status: 'done', doneAt: { lte: closeBefore } },
    orderBy: { doneAt: 'asc' },
    select: { id: true },
    take: AT_ONCE,
  });
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

async function warn(deps: Deps, warnBefore: Date, closeBefore: Date): Promise<number> {
  const warned = await inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<
      { id: number; residentId: number | null; identityId: number | null; doneAt: Date }[]
    >(Prisma.sql`
      SELECT t."id", t."residentId", t."identityId", t."doneAt" FROM "Ticket" t
       WHERE t."status" = 'done' AND t."doneAt" <= ${warnBefore} AND t."doneAt" > ${closeBefore}
         AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d."kind" = ${TICKET_CLOSING.kind}
                          AND d."subject" = 'ticket:' || t."id" || ':' || t."reopenedCount")
       ORDER BY t."doneAt" LIMIT ${AT_ONCE}`);
    let count = 0;
    for (const ticket of due) {
      const { reopenedCount } = await tx.ticket.findUniqueOrThrow({
        where: { id: ticket.id },
        select: { reopenedCount: true },
      });
      count += await enqueueDeliveries(
        tx,
        deps.clock,
        (await ownerIdentities(tx, ticket)).map((identityId) => ({
          kind: TICKET_CLOSING,
          subject: `ticket:${ticket.id}:${reopenedCount}`,
          to: { identityId },
          params: { ticketId: ticket.id },
          validUntil: new Date(ticket.doneAt.getTime() + AUTO_CLOSE_DAYS * DAY_MS),
        })),
      );
    }
    return count;
  });
  if (warned > 0) deps.notify('deliveries');
  return warned;
}
