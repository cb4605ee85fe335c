import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';

/**
 * Withdraw the consent to advertising and nothing else: the topic goes off on every channel, messages of that kind that
 * wait are found off when their turn comes. Twice is once.
 */
export async function withdrawPromotions(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly identityId: number; readonly residentId: number | null },
): Promise<void> {
  const now = deps.clock.now();
  const { identityId, residentId } = options;
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.acceptance.updateMany({
      where: {
        kind: 'promotions',
        withdrawnAt: null,
        identity: residentId === null ? { id: identityId } : { residentId },
      },
      data: { withdrawnAt: now },
    });
    if (residentId !== null) {
      await tx.subscription.updateMany({
        where: { residentId, topic: 'promotions', enabled: true },
        data: { enabled: false, changedAt: now },
      });
    }
    if (count === 0) return;
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action: 'consent.withdraw',
      subject: residentId === null ? `identity:${identityId}` : `resident:${residentId}`,
      details: { kind: 'promotions' },
    });
  });
}
