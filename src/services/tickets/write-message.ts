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
    where: { id: message.ticketId },
    select: {
      id: true,
      companyId: true,
      assigneeId: true,
      residentId: true,
      identityId: true,
      status: true,
      mergedIntoId: true,
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
      const identities = await ownerIdentities(tx, ticket);
      recipients = identities.length;
      await enqueueDeliveries(
        tx,
        deps.clock,
        identities.flatMap((identityId) =>
          parts.map((_, part) => ({
            kind: TICKET_ANSWER,
            subject: `message:${messageId}:${part}`,
            to: { identityId },
            params: { ticketId: ticket.id, messageId, part },
          })),
        ),
      );
    }
    await tellStaff(
      tx,
      deps,
      { ...ticket, id: ticket.mergedIntoId ?? ticket.id },
      { key: `message:${messageId}`, news: message.fromStaff ? 'staff' : 'resident' },
    );
  }
  return { messageId, written: true, recipients };
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
