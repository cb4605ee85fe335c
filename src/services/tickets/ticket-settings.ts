import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { GroupPrivacy } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StaffMember } from './access.ts';
import { assignableStaff } from './assignable-staff.ts';
import { mayEditTypes } from './edit-ticket-type.ts';
import { escalationOf, groupPrivacy, staffChatOf } from './staff-chat.ts';
import { staffNameOf } from './ticket-sql.ts';

export interface TicketSettings {
  readonly companyId: number;
  readonly company: string;
  /** others the person may set */
  readonly companies: readonly { readonly id: number; readonly name: string }[];
  readonly privacy: GroupPrivacy;
  readonly connected: boolean;
  readonly escalation: string | null;
  /** may change the types of the installation */
  readonly typeEditor: boolean;
  readonly staff: Awaited<ReturnType<typeof assignableStaff>>;
}

/** Companies whose tickets a member of the staff leads. */
export async function ledCompanies(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly staff: StaffMember },
): Promise<{ id: number; name: string }[]> {
  const companies = await deps.db.company.findMany({
    where: { active: true },
    orderBy: { shortName: 'asc' },
    select: { id: true, shortName: true },
  });
  const now = deps.clock.now();
  return companies
    .filter(({ id }) => can(options.staff.grants, 'tickets.assign', { companyId: id }, now))
    .map(({ id, shortName }) => ({ id, name: shortName }));
}

/**
 * How the tickets of one company are worked; company 0 = the first one the person leads.
 * @throws DomainError NOT_ALLOWED
 */
export async function showTicketSettings(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly staff: StaffMember; readonly companyId: number },
): Promise<TicketSettings> {
  const companies = await ledCompanies(deps, options);
  const chosen = companies.find(({ id }) => id === options.companyId) ?? companies[0];
  if (chosen === undefined) throw new DomainError('NOT_ALLOWED');
  const companyId = chosen.id;
  const escalation = await escalationOf(deps.db, deps, companyId);
  return {
    companyId,
    company: chosen.name,
    companies,
    privacy: await groupPrivacy(deps.db, companyId),
    connected: (await staffChatOf(deps.db, deps, companyId)) !== null,
    escalation: escalation === null ? null : await staffNameOf(deps.db, escalation),
    typeEditor: mayEditTypes(deps, options.staff),
    staff: await assignableStaff(deps, { companyId }),
  };
}
