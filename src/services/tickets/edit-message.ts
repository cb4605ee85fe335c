import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import { MAX_TICKET_TEXT, markedForResident } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { GROUP_MESSAGE, TICKET_ANSWER } from './delivery-kinds.ts';
import { LONGEST_CAPTION, messageParts } from './message-parts.ts';
import { type ArrivedFile, replaceMessageFile } from './store-file.ts';

/**
 * What became of an edit: followed to the other side, of no consequence there, internal although it says now that it
 * is for the resident, or not a message of a ticket that the author may still change.
 */
export type EditOutcome = 'followed' | 'same' | 'internal' | 'stays-internal' | 'unknown';

/**
 * A message of a ticket was edited where it was written: text and file here and the copies on the other side follow. The
 * Bot API reports no deletions. Editing never makes an internal message public, nor the other way round; who lost the role
 * changes nothing any more.
 */
export async function editMessage(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: {
    readonly chatId: number;
    readonly messageId: number;
    readonly author: { readonly identityId: number; readonly grants: readonly RoleGrant[] };
    readonly text: string;
    /**
     * The update that told of the edit: one edit is followed once, however often it is offered, and two within a second
     * are two, which Telegram's time of the edit would not tell apart.
     */
    readonly updateId: number;
    /** what the message carries now */
    readonly file: (Omit<ArrivedFile, 'kind'> & { readonly media: string }) | null;
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
          select: { id: true, kind: true, telegramFileId: true, telegramUniqueId: true },
        },
      },
    });
    const { author } = options;
    if (message === null || message.authorId !== author.identityId) return 'unknown';
    const { companyId } = message.ticket;
    if (message.fromStaff && !can(author.grants, 'tickets.work', { companyId }, now)) return 'unknown';

    const internal = message.visibility === 'internal';
    const marked = message.fromStaff ? markedForResident(options.text) : null;
    const { file } = options;
    const before = message.files.map(({ kind, telegramFileId }) => ({ kind, fileId: telegramFileId }));
    // A message as people write it carries one file at most; several come from forms, where nothing is edited.
    const [known] = message.files;
    const replaced = file !== null && known?.telegramUniqueId !== file.uniqueId && message.files.length < 2;
    const after = replaced ? [{ kind: file.media, fileId: file.fileId }] : before;
    // The copy keeps its shape: words under a file stay a caption, and have its room.
    const caption = (messageParts({ text: message.text, files: after })[0]?.files.length ?? 0) > 0;
    const text = (marked?.text ?? options.text.trim()).slice(0, caption ? LONGEST_CAPTION : MAX_TICKET_TEXT);
    const same = text === message.text && !replaced;
    if (!same) await tx.ticketMessage.update({ where: { id: message.id }, data: { text, editedAt: now } });
    if (replaced) {
      await replaceMessageFile(tx, {
        ticketId: message.ticketId,
        messageId: message.id,
        identityId: author.identityId,
        formerId: known?.id ?? null,
        file: { ...file, kind: file.media },
        now,
      });
    }
    if (internal) return marked === null ? 'internal' : 'stays-internal';
    if (same) return 'same';
    const kind = message.fromStaff ? TICKET_ANSWER : GROUP_MESSAGE;
    const place = (files: typeof before): number =>
      messageParts({ text, files }).findIndex((part) => part.files.length > 0);
    const fileBefore = Math.max(place(before), 0);
    const fileNow = place(after);
    // Words and file go as one call where the copy is one message, else as one each.
    const parts = [
      ...(text !== message.text && !(replaced && fileNow === 0) ? [{ of: 0, now: 0, media: false }] : []),
      ...(replaced ? [{ of: fileBefore, now: fileNow, media: true }] : []),
    ];
    for (const part of parts) {
      const copies = await copiesOf(tx, kind.kind, message.id, part.of);
      await enqueueDeliveries(
        tx,
        deps.clock,
        copies.map((copy) => ({
          kind,
          subject: `${copy.subject}:edit:${options.updateId}`,
          to: copy.identityId === null ? { chatId: Number(copy.chatId) } : { identityId: copy.identityId },
          params: {
            ticketId: aboutSchema.parse(copy.params).ticketId,
            messageId: message.id,
            part: part.now,
            edits: copy.messageId,
            caption: caption && part.now === 0,
            ...(part.media ? { media: true } : {}),
          },
        })),
      );
    }
    return 'followed';
  });
  if (outcome === 'followed') deps.notify('deliveries');
  return outcome;
}

const aboutSchema = z.object({ ticketId: z.number() });

/** What was sent of a part of the message; its words are in the first one. */
async function copiesOf(db: DbOrTx, kind: string, messageId: number, part: number) {
  return db.delivery.findMany({
    where: { kind, subject: `message:${messageId}:${part}`, messageId: { not: null } },
    select: { subject: true, identityId: true, chatId: true, messageId: true, params: true },
  });
}
