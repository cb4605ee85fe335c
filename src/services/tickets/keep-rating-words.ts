import { DomainError } from '../../domain/errors.ts';
import { firstLetters } from '../../domain/first-letters.ts';
import { MAX_TICKET_TEXT } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { ownedBy, type TicketOwner } from './access.ts';

/**
 * Words to a rating that was given; the newest stand.
 * @throws DomainError TICKET_NOT_FOUND
 */
export async function keepRatingWords(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly ticketId: number; readonly owner: TicketOwner; readonly text: string },
): Promise<void> {
  const { count } = await deps.db.ticket.updateMany({
    where: { id: options.ticketId, status: 'closed', rating: { not: null }, ...ownedBy(options.owner) },
    data: { ratingText: firstLetters(options.text, MAX_TICKET_TEXT) },
  });
  if (count === 0) throw new DomainError('TICKET_NOT_FOUND');
}
