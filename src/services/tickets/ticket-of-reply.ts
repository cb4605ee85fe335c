import type { ServiceDeps } from '../deps.ts';

/** The ticket that a message of the bot in a resident's chat was about; null when it was about something else. */
export async function ticketOfReply(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly identityId: number; readonly messageId: number },
): Promise<number | null> {
  const sent = await deps.db.delivery.findFirst({
    where: {
      identityId: options.identityId,
      messageId: options.messageId,
      kind: { in: ['tickets.answer', 'tickets.status', 'tickets.closing'] },
    },
    select: { params: true },
  });
  const params = sent?.params;
  if (typeof params !== 'object' || params === null || !('ticketId' in params)) return null;
  return typeof params.ticketId === 'number' ? params.ticketId : null;
}
