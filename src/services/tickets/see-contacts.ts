import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { asStaff, type StaffMember } from './access.ts';

/**
 * Name, phone and flat of who opened a ticket, for one member of the staff; the journal keeps who looked.
 * @throws DomainError TICKET_NOT_FOUND
 */
export async function seeContacts(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly ticketId: number; readonly staff: StaffMember },
): Promise<{
  name: string | null;
  phone: string | null;
  flat: string | null;
  way: string | null;
  time: string | null;
}> {
  const now = deps.clock.now();
  const actor = await asStaff(deps.db, { ...options, action: 'tickets.work', now });
  const ticket = await deps.db.ticket.findUnique({
    where: { id: options.ticketId },
    select: {
      contactWay: true,
      contactTime: true,
      resident: { select: { firstName: true, lastName: true, phone: true } },
      account: { select: { flat: true, unit: { select: { number: true } } } },
    },
  });
  if (ticket === null) throw new DomainError('TICKET_NOT_FOUND');
  await recordAudit(deps.db, {
    at: now,
    actorId: actor.identityId,
    actorKind: 'staff',
    action: 'ticket.see-contacts',
    subject: `ticket:${options.ticketId}`,
    companyId: actor.companyId,
  });
  const { resident, account } = ticket;
  return {
    name: resident === null ? null : `${resident.firstName} ${resident.lastName}`,
    phone: resident?.phone ?? null,
    flat: account?.unit?.number ?? account?.flat ?? null,
    way: ticket.contactWay,
    time: ticket.contactTime,
  };
}
