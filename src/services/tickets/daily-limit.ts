import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { TICKETS_A_DAY, TICKETS_A_DAY_RULE } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { limitInForce } from '../settings/limit-rule.ts';
import type { TicketOwner } from './access.ts';

const DAY_MS = 86_400_000;

/**
 * Whether one more ticket may be opened today: asked before the form, so that nobody fills it in for nothing, and
 * again when it is sent.
 * @throws DomainError TICKET_LIMIT { limit }
 */
export async function requireRoom(
  deps: { readonly db: DbOrTx } & Pick<ServiceDeps, 'clock'>,
  { residentId, identityId }: TicketOwner,
): Promise<void> {
  const since = new Date(deps.clock.now().getTime() - DAY_MS);
  const mine = await deps.db.ticket.count({
    where: { ...(residentId === null ? { identityId } : { residentId }), createdAt: { gt: since } },
  });
  const limit = await limitInForce(deps, TICKETS_A_DAY_RULE, TICKETS_A_DAY);
  if (mine >= limit) throw new DomainError('TICKET_LIMIT', { limit });
}
