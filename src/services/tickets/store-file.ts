import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { MAX_TICKET_FILES } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';

/** A file that lives at Telegram, as a message brought it. */
export interface ArrivedFile {
  readonly kind: string;
  readonly fileId: string;
  readonly uniqueId: string;
  readonly fileName: string | null;
  readonly mimeType: string | null;
  readonly size: number;
}

/**
 * Keep a file that came while a form is filled in; the same file of the same form is kept once. Gives how many the
 * form has now.
 * @throws DomainError TICKET_FILES_LIMIT { limit }
 */
export async function storeDraftFile(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly draftId: number; readonly identityId: number; readonly file: ArrivedFile },
): Promise<number> {
  const { draftId, file } = options;
  const known = await deps.db.storedFile.findMany({
    where: { draftId },
    select: { telegramUniqueId: true },
  });
  if (known.some(({ telegramUniqueId }) => telegramUniqueId === file.uniqueId)) return known.length;
  if (known.length >= MAX_TICKET_FILES)
    throw new DomainError('TICKET_FILES_LIMIT', { limit: MAX_TICKET_FILES });
  await deps.db.storedFile.createMany({
    data: [{ ...rowOf(file, options.identityId, deps.clock.now()), draftId, position: known.length }],
    skipDuplicates: true,
  });
  return known.length + 1;
}

/** How many files a form has. */
export async function countDraftFiles(
  deps: Pick<ServiceDeps, 'db'>,
  { draftId }: { readonly draftId: number },
): Promise<number> {
  return deps.db.storedFile.count({ where: { draftId } });
}

/** Keep the files of one message that is a comment by itself. */
export async function storeMessageFiles(
  tx: DbOrTx,
  options: {
    readonly ticketId: number;
    readonly messageId: number;
    readonly identityId: number;
    readonly files: readonly ArrivedFile[];
    readonly now: Date;
  },
): Promise<void> {
  await tx.storedFile.createMany({
    data: options.files.map((file, position) => ({
      ...rowOf(file, options.identityId, options.now),
      ticketId: options.ticketId,
      ticketMessageId: options.messageId,
      position,
    })),
  });
}

/** Another file in the place of a message's own, or its first one. */
export async function replaceMessageFile(
  tx: DbOrTx,
  options: {
    readonly ticketId: number;
    readonly messageId: number;
    readonly identityId: number;
    readonly formerId: number | null;
    readonly file: ArrivedFile;
    readonly now: Date;
  },
): Promise<void> {
  const { formerId, file, ...about } = options;
  if (formerId === null) {
    await storeMessageFiles(tx, { ...about, files: [file] });
    return;
  }
  await tx.storedFile.update({ where: { id: formerId }, data: rowOf(file, about.identityId, about.now) });
}

function rowOf(file: ArrivedFile, identityId: number, now: Date) {
  return {
    identityId,
    kind: file.kind,
    telegramFileId: file.fileId,
    telegramUniqueId: file.uniqueId,
    fileName: file.fileName,
    mimeType: file.mimeType,
    size: file.size === 0 ? null : file.size,
    createdAt: now,
  };
}
