import type { DbOrTx } from '../../database/client.ts';
import type { TicketStatus } from '../../domain/tickets.ts';

/** What happened to a ticket at one moment. */
export interface TicketEventView {
  readonly toStatus: TicketStatus;
  readonly rating: number | null;
}

export async function ticketEvent(
  db: DbOrTx,
  options: { readonly eventId: number },
): Promise<TicketEventView | null> {
  const row = await db.ticketEvent.findUnique({
    where: { id: options.eventId },
    select: { toStatus: true, details: true },
  });
  if (row === null) return null;
  const { details } = row;
  const rating =
    typeof details === 'object' && details !== null && 'rating' in details ? details.rating : null;
  return { toStatus: row.toStatus, rating: typeof rating === 'number' ? rating : null };
}
