import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { MAX_TICKET_TEXT, markedForResident } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { GROUP_MESSAGE, TICKET_ANSWER } from './delivery-kinds.ts';

/** What became of an edit: followed to the other side, of no consequence there, or not a message of a ticket. */
export type EditOutcome = 'followed' | 'internal' | 'unknown';

/**
 * A message of a ticket was edited where it was written: the text here and the copy on the other side follow. The Bot
 * API reports no deletions. Editing never makes an internal message public, nor the other way round.
 */
export async function editMessage(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: {
    readonly chatId: number;
    readonly messageId: number;
    readonly authorId: number;
    readonly text: string;
    /** seconds since 1970, of the edit: one edit is followed once */
    readonly editDate: number;
  },
): Promise<EditOutcome> {
  const now = deps.clock.now();
  const outcome = await inTransaction(deps.db, async (tx): Promise<EditOutcome> => {
    const message = await tx.ticketMessage.findUnique({
      where: { chatId_messageId: { chatId: BigInt(options.chatId), messageId: options.messageId } },
      select: { id: true, ticketId: true, authorId: true, fromStaff: true, visibility: true, text: true },
    });
    if (message === null || message.authorId !== options.authorId) return 'unknown';
    const written = options.text.trim().slice(0, MAX_TICKET_TEXT);
    const text = message.fromStaff ? (markedForResident(written) ?? written) : written;
    if (text === message.text) return message.visibility === 'internal' ? 'internal' : 'followed';
    await tx.ticketMessage.update({ where: { id: message.id }, data: { text, editedAt: now } });
    if (message.visibility === 'internal') return 'internal';
    const kind = message.fromStaff ? TICKET_ANSWER : GROUP_MESSAGE;
    const copies = await tx.delivery.findMany({
      where: { kind: kind.kind, subject: { startsWith: `message:${message.id}:` }, messageId: { not: null } },
      select: { subject: true, identityId: true, chatId: true, messageId: true, params: true },
    });
    await enqueueDeliveries(
      tx,
      deps.clock,
      copies
        .filter(({ subject }) => subject.split(':').length === 3)
        .flatMap((copy) => {
          const part = Number(copy.subject.split(':')[2]);
          const to =
            copy.identityId === null ? { chatId: Number(copy.chatId) } : { identityId: copy.identityId };
          return [
            {
              kind,
              subject: `${copy.subject}:edit:${options.editDate}`,
              to,
              params: {
                ticketId: message.ticketId,
                messageId: message.id,
                part,
                edits: copy.messageId,
              },
            },
          ];
        }),
    );
    return 'followed';
  });
  if (outcome === 'followed') deps.notify('deliveries');
  return outcome;
}
