import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { asStaff, type StaffMember } from './access.ts';
import { tellStaff } from './tell-staff.ts';

/**
 * Take a ticket out of the outage it was put into: it is another matter and is worked by itself again. False when it
 * belongs to none.
 * @throws DomainError TICKET_NOT_FOUND
 */
export async function splitTicket(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  options: { readonly ticketId: number; readonly staff: StaffMember },
): Promise<boolean> {
  const { ticketId } = options;
  const now = deps.clock.now();
  const split = await inTransaction(deps.db, async (tx) => {
    const actor = await asStaff(tx, { ...options, action: 'tickets.work', now });
    const { mergedIntoId, companyId, assigneeId } = await tx.ticket.findUniqueOrThrow({
      where: { id: ticketId },
      select: { mergedIntoId: true, companyId: true, assigneeId: true },
    });
    if (mergedIntoId === null) return false;
    const { count } = await tx.ticket.updateMany({
      where: { id: ticketId, mergedIntoId },
      data: { mergedIntoId: null },
    });
    if (count === 0) return false;
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'ticket.split',
      subject: `ticket:${ticketId}`,
      companyId,
      details: { from: mergedIntoId },
    });
    for (const id of [ticketId, mergedIntoId]) {
      const told = { id, companyId, assigneeId };
      await tellStaff(tx, deps, told, { key: `split:${ticketId}:${now.getTime()}`, news: 'staff' });
    }
    return true;
  });
  if (split) deps.notify('tasks');
  return split;
}
