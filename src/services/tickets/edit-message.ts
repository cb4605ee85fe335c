import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import { MAX_TICKET_TEXT, markedForResident } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { GROUP_MESSAGE, TICKET_ANSWER } from './delivery-kinds.ts';
import { LONGEST_CAPTION, messageParts } from './message-parts.ts';

/**
 * What became of an edit: followed to the other side, of no consequence there, internal although it says now that it
 * is for the resident, or not a message of a ticket that the author may still change.
 */
export type EditOutcome = 'followed' | 'same' | 'internal' | 'stays-internal' | 'unknown';

/**
 * A message of a ticket was edited where it was written: the text here and the copies on the other side follow. The Bot
 * API reports no deletions. Editing never makes an internal message public, nor the other way round; who lost the role
 * changes nothing any more.
 */
export async function editMessage(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: {
    readonly chatId: number;
    readonly messageId: number;
    readonly author: { readonly identityId: number; readonly grants: readonly RoleGrant[] };
    readonly text: string;
    /** seconds since 1970, of the edit: one edit is followed once */
    readonly editDate: number;
  },
): Promise<EditOutcome> {
  const now = deps.clock.now();
  const outcome = await inTransaction(deps.db, async (tx): Promise<EditOutcome> => {
    const message = await tx.ticketMessage.findUnique({
      where: { chatId_messageId: { chatId: BigInt(options.chatId), messageId: options.messageId } },
      select: {
        id: true,
        ticketId: true,
        authorId: true,
        fromStaff: true,
        visibility: true,
        text: true,
        ticket: { select: { companyId: true } },
        files: {
          orderBy: [{ position: 'asc' }, { id: 'asc' }],
          select: { kind: true, telegramFileId: true },
        },
      },
    });
    const { author } = options;
    if (message === null || message.authorId !== author.identityId) return 'unknown';
    const { companyId } = message.ticket;
    if (message.fromStaff && !can(author.grants, 'tickets.work', { companyId }, now)) return 'unknown';

    const internal = message.visibility === 'internal';
    const marked = message.fromStaff ? markedForResident(options.text) : null;
    const files = message.files.map(({ kind, telegramFileId }) => ({ kind, fileId: telegramFileId }));
    // The copy keeps its shape: words under a file stay a caption, and have its room.
    const caption = (messageParts({ text: message.text, files })[0]?.files.length ?? 0) > 0;
    const text = (marked?.text ?? options.text.trim()).slice(0, caption ? LONGEST_CAPTION : MAX_TICKET_TEXT);
    if (text !== message.text)
      await tx.ticketMessage.update({ where: { id: message.id }, data: { text, editedAt: now } });
    if (internal) return marked === null ? 'internal' : 'stays-internal';
    if (text === message.text) return 'same';
    const kind = message.fromStaff ? TICKET_ANSWER : GROUP_MESSAGE;
    await enqueueDeliveries(
      tx,
      deps.clock,
      (await copiesOf(tx, kind.kind, message.id)).map((copy) => ({
        kind,
        subject: `${copy.subject}:edit:${options.editDate}`,
        to: copy.identityId === null ? { chatId: Number(copy.chatId) } : { identityId: copy.identityId },
        params: {
          ticketId: aboutSchema.parse(copy.params).ticketId,
          messageId: message.id,
          part: 0,
          edits: copy.messageId,
          caption,
        },
      })),
    );
    return 'followed';
  });
  if (outcome === 'followed') deps.notify('deliveries');
  return outcome;
}

const aboutSchema = z.object({ ticketId: z.number() });

/** What was sent of the message and carries its words: always the first part. */
async function copiesOf(db: DbOrTx, kind: string, messageId: number) {
  return db.delivery.findMany({
    where: { kind, subject: `message:${messageId}:0`, messageId: { not: null } },
    select: { subject: true, identityId: true, chatId: true, messageId: true, params: true },
  });
}
