import type { Tx } from '../../database/client.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { ServiceDeps } from '../deps.ts';
import { LINK_DECIDED } from './delivery-kinds.ts';

/** What a change of a link needs to know of it. */
export const LINK_PARTS = {
  account: { include: { provider: { include: { company: true } } } },
  resident: { include: { identities: { where: { signedOutAt: null }, select: { id: true } } } },
} as const;

/** What a link shared goes with it. */
export async function setShares(
  tx: Tx,
  sharedById: number,
  status: 'active' | 'frozen' | 'revoked',
  now: Date,
): Promise<void> {
  await tx.accountLink.updateMany({
    where: { sharedById, status: { not: 'revoked' } },
    data:
      status === 'revoked'
        ? { status, revokedAt: now, revokedReason: 'the sharer lost the account' }
        : status === 'frozen'
          ? { status, frozenAt: now }
          : { status },
  });
}

/** Word to the holder of the link; `key` tells one decision of the same kind from the next. */
export async function tellHolder(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  link: {
    id: number;
    account: { number: string; provider: { name: string } };
    resident: { identities: { id: number }[] };
  },
  decision: 'frozen' | 'kept' | 'revoked' | 'owner' | 'held',
  key = '',
): Promise<void> {
  await enqueueDeliveries(
    tx,
    deps.clock,
    link.resident.identities.map(({ id }) => ({
      kind: LINK_DECIDED,
      subject: `link:${link.id}:${decision}${key}`,
      to: { identityId: id },
      params: { decision, providerName: link.account.provider.name, number: link.account.number },
    })),
  );
}
