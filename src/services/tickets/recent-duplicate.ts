import { sameText } from '../../domain/ticket-match.ts';
import { DUPLICATE_MINUTES } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';

/** Number of a ticket that the same person opened minutes ago about the same; null = there is none. */
export async function recentDuplicate(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly identityId: number; readonly typeId: number | null; readonly text: string },
): Promise<string | null> {
  const since = new Date(deps.clock.now().getTime() - DUPLICATE_MINUTES * 60_000);
  const recent = await deps.db.ticket.findMany({
    where: { identityId: options.identityId, createdAt: { gt: since }, status: { not: 'cancelled' } },
    orderBy: { id: 'desc' },
    select: { number: true, typeId: true, text: true },
    take: 10,
  });
  const same = recent.find(({ typeId, text }) =>
    typeId === null || typeId !== options.typeId ? sameText(text, options.text) : true,
  );
  return same?.number ?? null;
}
