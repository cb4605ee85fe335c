import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { PROOF_KINDS } from '../../domain/proof-limits.ts';
import type { ServiceDeps } from '../deps.ts';
import { LINK_DECIDED } from './delivery-kinds.ts';

/** What a change of a link needs to know of it. */
export const LINK_PARTS = {
  account: { include: { provider: { include: { company: true } } } },
  resident: { include: { identities: { where: { signedOutAt: null }, select: { id: true } } } },
} as const;

/** A basic link as it was before a share raised it. */
export const raisedFromSchema = z.object({
  proof: z.enum(PROOF_KINDS),
  validFrom: z.coerce.date().nullable(),
  expiresAt: z.coerce.date().nullable(),
  sharedById: z.number().nullable(),
});

/**
 * End shares: who had nothing else loses the account, who had it at the basic level before has it at that level again.
 * @param options.thaw what was frozen with the sharer is frozen no more
 * @returns how many ended
 */
export async function endShares(
  tx: Tx,
  which: Prisma.AccountLinkWhereInput,
  options: { readonly now: Date; readonly reason: string; readonly thaw?: boolean },
): Promise<number> {
  const { now, reason, thaw } = options;
  const live = { AND: [which, { status: { not: 'revoked' as const } }] };
  const raised = await tx.accountLink.findMany({
    where: { AND: [live, { raisedFrom: { not: Prisma.DbNull } }] },
    select: { id: true, raisedFrom: true },
  });
  const kept: number[] = [];
  for (const { id, raisedFrom } of raised) {
    const own = raisedFromSchema.parse(raisedFrom);
    // What it was may have been a share too.
    const inForce =
      own.sharedById === null ||
      (await tx.accountLink.count({ where: { id: own.sharedById, status: 'active' } })) > 0;
    if (!inForce) continue;
    kept.push(id);
    await tx.accountLink.update({
      where: { id },
      data: {
        ...own,
        level: 'basic',
        raisedFrom: Prisma.DbNull,
        ...(thaw === true ? { status: 'active', frozenAt: null } : {}),
      },
    });
  }
  const { count } = await tx.accountLink.updateMany({
    where: { AND: [live, { id: { notIn: kept } }] },
    data: { status: 'revoked', revokedAt: now, revokedReason: reason },
  });
  return kept.length + count;
}

/** What a link shared goes with it. */
export async function setShares(
  tx: Tx,
  sharedById: number,
  status: 'active' | 'frozen' | 'revoked',
  now: Date,
): Promise<void> {
  if (status === 'revoked') {
    await endShares(tx, { sharedById }, { now, reason: 'the sharer lost the account', thaw: true });
    return;
  }
  await tx.accountLink.updateMany({
    where: { sharedById, status: { not: 'revoked' } },
    data: status === 'frozen' ? { status, frozenAt: now } : { status },
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
