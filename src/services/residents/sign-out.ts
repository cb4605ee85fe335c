import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';

/**
 * Leave the personal account on this Telegram: no data and no messages here from now on; the resident remains and can come
 * back with phone and code word. Twice is once.
 */
export async function signOut(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly identityId: number; readonly residentId: number },
): Promise<void> {
  const now = deps.clock.now();
  const { identityId, residentId } = options;
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.telegramIdentity.updateMany({
      where: { id: identityId, residentId, signedOutAt: null },
      data: { signedOutAt: now },
    });
    if (count === 0) return;
    await closeDialogue(tx, identityId, now);
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action: 'resident.sign-out',
      subject: `resident:${residentId}`,
    });
  });
}

/**
 * Nothing of what was being filled stays with a Telegram that is no longer the resident's.
 * @param own the moment, when the dialogue's own update does it and writes the row itself; null = from outside: whatever
 *   that Telegram is doing now must not be written any more
 */
export async function closeDialogue(tx: Tx, identityId: number, own: Date | null): Promise<void> {
  await tx.draft.deleteMany({ where: { identityId, completedAt: null } });
  await tx.challenge.deleteMany({ where: { identityId } });
  await tx.preparedFile.deleteMany({ where: { identityId } });
  await tx.dialogue.updateMany({
    where: { identityId },
    data: { state: {}, ...(own === null ? { version: { increment: 1 } } : {}) },
  });
}
