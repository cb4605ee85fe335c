import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';

/**
 * The resident closes their own access at once, no code asked (H3): pushes, saved cards and shares stop, a payment at the
 * gateway still ends. Only the contact centre opens it again. Twice is once.
 */
export async function blockSelf(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number; readonly identityId: number },
): Promise<void> {
  const now = deps.clock.now();
  const { residentId, identityId } = options;
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.resident.updateMany({
      where: { id: residentId, blockedAt: null, deletedAt: null },
      data: { blockedAt: now, blockedBy: 'resident' },
    });
    if (count === 0) return;
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action: 'resident.block',
      subject: `resident:${residentId}`,
    });
  });
}
