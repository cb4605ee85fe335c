import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { type OpenedTicket, openTicket } from '../tickets/open-ticket.ts';
import { requireAccount } from './account-scope.ts';
import { TICKET_FOR_YOU } from './delivery-kinds.ts';
import { type PeopleActor, requireResident } from './scope.ts';

/**
 * A ticket that somebody asks for on the phone and cannot open themselves: it is the resident's, with the operator's
 * name in its history and in the journal, and the resident is told. One form, one ticket.
 * @throws DomainError NOT_ALLOWED, PERSON_NOT_FOUND, ACCOUNT_NOT_SERVED, LINK_GONE, TICKET_LIMIT, TICKET_TYPE_GONE
 */
export async function openTicketFor(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  options: {
    readonly actor: PeopleActor & { readonly identityId: number };
    readonly residentId: number;
    readonly linkId: number;
    readonly draftId: number;
    readonly typeId: number;
    readonly text: string;
    /** `phone`, for the fitter: shown as the way to reach the resident */
    readonly contactWay: string | null;
  },
): Promise<OpenedTicket> {
  const { actor, residentId, linkId } = options;
  await requireResident(deps, { actor, action: 'residents.view', residentId });
  const link = await deps.db.accountLink.findFirst({
    where: { id: linkId, residentId, status: 'active' },
    select: { accountId: true },
  });
  if (link === null) throw new DomainError('LINK_GONE');
  const now = deps.clock.now();
  const account = await requireAccount(deps.db, {
    actor,
    action: 'tickets.view',
    accountId: link.accountId,
    now,
  });
  const opened = await openTicket(deps, {
    identityId: actor.identityId,
    residentId,
    draftId: options.draftId,
    typeId: options.typeId,
    linkId,
    companyId: null,
    text: options.text,
    fields: {},
    contactWay: options.contactWay,
    contactTime: null,
  });
  await inTransaction(deps.db, async (tx) => {
    const subject = `ticket:${opened.ticketId}`;
    const known = await tx.auditEntry.count({ where: { subject, action: 'ticket.open-for' } });
    if (known > 0) return;
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'ticket.open-for',
      subject,
      companyId: account.provider.companyId,
      details: { resident: residentId },
    });
    const identities = await tx.telegramIdentity.findMany({
      where: { residentId, signedOutAt: null },
      select: { id: true },
    });
    await enqueueDeliveries(
      tx,
      deps.clock,
      identities.map(({ id }) => ({
        kind: TICKET_FOR_YOU,
        subject: `${subject}:for`,
        to: { identityId: id },
        params: { ticketId: opened.ticketId, number: opened.number },
      })),
    );
  });
  deps.notify('deliveries');
  return opened;
}
