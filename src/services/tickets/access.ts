import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { activeGrants, can, type RoleGrant, type StaffAction, type StaffRole } from '../../domain/roles.ts';
import type { TicketActor } from './change-ticket.ts';

/** A person who looks at their own tickets. */
export interface TicketOwner {
  readonly identityId: number;
  readonly residentId: number | null;
}

/** A member of the staff with the roles they hold. */
export interface StaffMember {
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
}

/** Tickets of a resident follow the resident; feedback of somebody unregistered follows their Telegram. */
export function ownedBy(owner: TicketOwner) {
  return owner.residentId === null
    ? { residentId: null, identityId: owner.identityId }
    : { OR: [{ residentId: owner.residentId }, { residentId: null, identityId: owner.identityId }] };
}

/**
 * As whom a person acts on a ticket of theirs.
 * @throws DomainError TICKET_NOT_FOUND when it is not theirs
 */
export async function asOwner(
  db: DbOrTx,
  options: { readonly ticketId: number; readonly owner: TicketOwner },
): Promise<TicketActor> {
  const row = await db.ticket.findFirst({
    where: { id: options.ticketId, ...ownedBy(options.owner) },
    select: { id: true },
  });
  if (row === null) throw new DomainError('TICKET_NOT_FOUND');
  return { role: 'resident', identityId: options.owner.identityId };
}

/**
 * As whom a member of the staff acts on a ticket of a company their role covers: the highest of their roles.
 * @throws DomainError TICKET_NOT_FOUND, whether it does not exist or is not theirs to see
 */
export async function asStaff(
  db: DbOrTx,
  options: {
    readonly ticketId: number;
    readonly staff: StaffMember;
    readonly action: StaffAction;
    readonly now: Date;
  },
): Promise<TicketActor & { readonly companyId: number | null }> {
  const { staff, now } = options;
  const row = await db.ticket.findUnique({ where: { id: options.ticketId }, select: { companyId: true } });
  if (row === null || !can(staff.grants, options.action, { companyId: row.companyId }, now)) {
    throw new DomainError('TICKET_NOT_FOUND');
  }
  const role = roleOn(staff.grants, row.companyId, now);
  if (role === null) throw new DomainError('TICKET_NOT_FOUND');
  return { role, identityId: staff.identityId, companyId: row.companyId };
}

const HIGHEST_FIRST: readonly StaffRole[] = ['administrator', 'manager', 'operator'];

/** The highest role that covers a company's tickets (null: those of none); null = no role does. */
export function roleOn(grants: readonly RoleGrant[], companyId: number | null, now: Date): StaffRole | null {
  const covering = activeGrants(grants, now).filter(
    (grant) => grant.companyId === null || grant.companyId === companyId,
  );
  return HIGHEST_FIRST.find((role) => covering.some((grant) => grant.role === role)) ?? null;
}
