import type { DbOrTx } from '../../database/client.ts';
import { type MessagePart, messageParts } from './message-parts.ts';

/** Files of a ticket, oldest first, as albums; `internal`: also those of messages that only staff reads. */
export async function ticketFiles(
  db: DbOrTx,
  options: { readonly ticketId: number; readonly internal: boolean },
): Promise<MessagePart[]> {
  const files = await db.storedFile.findMany({
    where: {
      ticketId: options.ticketId,
      ...(options.internal ? {} : { ticketMessage: { visibility: 'resident' } }),
    },
    orderBy: [{ createdAt: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: { kind: true, telegramFileId: true },
    take: 50,
  });
  const parts = messageParts({
    text: '',
    files: files.map(({ kind, telegramFileId }) => ({ kind, fileId: telegramFileId })),
  });
  return parts.filter((part) => part.files.length > 0);
}

/** A message as it is rendered for the other side; null when it is not there any more. */
export async function messageToSend(
  db: DbOrTx,
  options: { readonly messageId: number },
): Promise<{
  readonly text: string;
  readonly fromStaff: boolean;
  readonly authorId: number | null;
  readonly parts: readonly MessagePart[];
  readonly edited: boolean;
} | null> {
  const message = await db.ticketMessage.findUnique({
    where: { id: options.messageId },
    include: { files: { orderBy: [{ position: 'asc' }, { id: 'asc' }] } },
  });
  if (message === null) return null;
  const parts = messageParts({
    text: message.text,
    files: message.files.map(({ kind, telegramFileId }) => ({ kind, fileId: telegramFileId })),
  });
  const { text, fromStaff, authorId, editedAt } = message;
  return { text, fromStaff, authorId, parts, edited: editedAt !== null };
}
