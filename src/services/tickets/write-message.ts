import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { DomainError } from '../../domain/errors.ts';
import { MAX_TICKET_TEXT } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { TICKET_ANSWER } from './delivery-kinds.ts';
import { messageParts } from './message-parts.ts';
import { type ArrivedFile, storeMessageFiles } from './store-file.ts';
import { tellStaff } from './tell-staff.ts';
import { ownerIdentities } from './ticket-sql.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

export interface NewMessage {
  readonly ticketId: number;
  readonly authorId: number;
  readonly fromStaff: boolean;
  /** resident: both sides read it · internal: staff only */
  readonly visibility: 'resident' | 'internal';
  readonly text: string;
  /** Where it was written, when it was written as a message: an edit there is followed, a repeat writes nothing. */
  readonly origin?: { readonly chatId: number; readonly messageId: number };
  /** The album it is an item of. */
  readonly album?: string | null;
  /** Staff: everybody who reported this outage gets it. */
  readonly toAll?: boolean;
  /** Files of that message. */
  readonly files?: readonly ArrivedFile[];
  /** Or the form it was written in, whose files are its files. */
  readonly draftId?: number;
}

export interface WrittenMessage {
  readonly messageId: number;
  /** false: it was there already */
  readonly written: boolean;
  /** How many chats of the resident it goes to; 0 = nobody can be reached in the chat. */
  readonly recipients: number;
}

/**
 * Add words and files to a ticket and send them to the other side. Who may write was checked before.
 * @throws DomainError TICKET_TEXT_LONG { max }, TICKET_MESSAGE_EMPTY, TICKET_CANCELLED
 */
export async function writeMessage(deps: Deps, message: NewMessage): Promise<WrittenMessage> {
  const written = await inTransaction(deps.db, (tx) => writeInTransaction(tx, deps, message));
  if (written.written) {
    deps.notify('tasks');
    deps.notify('deliveries');
  }
  return written;
}

export async function writeInTransaction(tx: Tx, deps: Deps, message: NewMessage): Promise<WrittenMessage> {
  const text = message.text.trim();
  if (text.length > MAX_TICKET_TEXT) throw new DomainError('TICKET_TEXT_LONG', { max: MAX_TICKET_TEXT });
  const known = await findKnown(tx, message);
  if (known !== null) return { messageId: known, written: false, recipients: 1 };
  const now = deps.clock.now();
  const ticket = await tx.ticket.findUniqueOrThrow({
    where: { id: await addressee(tx, message) },
    select: {
      id: true,
      companyId: true,
      assigneeId: true,
      residentId: true,
      identityId: true,
      status: true,
      mergedIntoId: true,
      merged: { select: { id: true, residentId: true, identityId: true, status: true } },
    },
  });
  if (ticket.status === 'cancelled' && message.visibility === 'resident')
    throw new DomainError('TICKET_CANCELLED');
  const { origin, draftId } = message;
  const { id: messageId } = await tx.ticketMessage.create({
    data: {
      ticketId: ticket.id,
      authorId: message.authorId,
      fromStaff: message.fromStaff,
      visibility: message.visibility,
      text,
      chatId: origin === undefined ? null : BigInt(origin.chatId),
      messageId: origin?.messageId ?? null,
      album: message.album ?? null,
      toAll: message.toAll ?? false,
      draftId: draftId ?? null,
      createdAt: now,
    },
    select: { id: true },
  });
  await storeMessageFiles(tx, {
    ticketId: ticket.id,
    messageId,
    identityId: message.authorId,
    files: message.files ?? [],
    now,
  });
  if (draftId !== undefined) {
    await tx.storedFile.updateMany({
      where: { draftId },
      data: { ticketId: ticket.id, ticketMessageId: messageId },
    });
    await completeDraft(tx, { draftId, now });
  }
  const files = await tx.storedFile.findMany({
    where: { ticketMessageId: messageId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { kind: true, telegramFileId: true },
  });
  if (text === '' && files.length === 0) throw new DomainError('TICKET_MESSAGE_EMPTY');
  let recipients = 0;
  if (message.visibility === 'resident') {
    if (message.fromStaff) {
      const parts = messageParts({
        text,
        files: files.map(({ kind, telegramFileId }) => ({ kind, fileId: telegramFileId })),
      });
      const neighbours = message.toAll === true ? ticket.merged : [];
      const told = [ticket, ...neighbours.filter(({ status }) => status !== 'cancelled')];
      const readers = new Map<number, number>();
      // Somebody with two flats of the house reads it once, about the first of them.
      for (const one of told)
        for (const identityId of await ownerIdentities(tx, one))
          if (!readers.has(identityId)) readers.set(identityId, one.id);
      recipients = readers.size;
      await enqueueDeliveries(
        tx,
        deps.clock,
        [...readers].flatMap(([identityId, ticketId]) =>
          parts.map((_, part) => ({
            kind: TICKET_ANSWER,
            subject: `message:${messageId}:${part}`,
            to: { identityId },
            params: { ticketId, messageId, part },
          })),
        ),
      );
    }
    await tellStaff(tx, deps, ticket, {
      key: `message:${messageId}`,
      news: message.fromStaff ? 'staff' : 'resident',
    });
  }
  return { messageId, written: true, recipients };
}

/** Words to everybody are the main ticket's, wherever they were written. */
async function addressee(tx: Tx, { ticketId, toAll }: NewMessage): Promise<number> {
  if (toAll !== true) return ticketId;
  const row = await tx.ticket.findUnique({ where: { id: ticketId }, select: { mergedIntoId: true } });
  return row?.mergedIntoId ?? ticketId;
}

/** The message that an album began with: its other items go where it went, without a word of their own. */
export async function albumBegan(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly chatId: number; readonly album: string | null; readonly authorId: number },
): Promise<{
  readonly ticketId: number;
  readonly visibility: NewMessage['visibility'];
  readonly toAll: boolean;
} | null> {
  const { chatId, album, authorId } = options;
  if (album === null) return null;
  return deps.db.ticketMessage.findFirst({
    where: { chatId: BigInt(chatId), album, authorId },
    orderBy: { id: 'asc' },
    select: { ticketId: true, visibility: true, toAll: true },
  });
}

async function findKnown(tx: Tx, message: NewMessage): Promise<number | null> {
  const { origin, draftId } = message;
  if (origin !== undefined) {
    const row = await tx.ticketMessage.findUnique({
      where: { chatId_messageId: { chatId: BigInt(origin.chatId), messageId: origin.messageId } },
      select: { id: true },
    });
    return row?.id ?? null;
  }
  if (draftId === undefined) return null;
  const row = await tx.ticketMessage.findUnique({ where: { draftId }, select: { id: true } });
  return row?.id ?? null;
}
