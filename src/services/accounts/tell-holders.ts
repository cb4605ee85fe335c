import type { Tx } from '../../database/client.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { ServiceDeps } from '../deps.ts';
import { LINKED_BY_ANOTHER, SHARE_TAKEN } from './delivery-kinds.ts';

/**
 * Tell those who have the account at the full level that somebody else linked it; in the transaction of the link.
 * Who has only the number is not told: a stranger must learn nothing about the owner, nor be able to object.
 */
export async function tellHolders(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  link: {
    readonly linkId: number;
    readonly residentId: number;
    readonly accountId: number;
    readonly level: 'basic' | 'full';
    readonly providerName: string;
    readonly number: string;
    /** the holder who shared the account knows */
    readonly sharedById?: number | null;
  },
): Promise<void> {
  const now = deps.clock.now();
  const holders = await tx.accountLink.findMany({
    where: {
      accountId: link.accountId,
      residentId: { not: link.residentId },
      level: 'full',
      status: 'active',
      // Who was shared the account has no say in it.
      sharedById: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      ...(link.sharedById == null ? {} : { id: { not: link.sharedById } }),
      resident: { deletedAt: null },
    },
    select: { resident: { select: { identities: { where: { signedOutAt: null }, select: { id: true } } } } },
  });
  await enqueueDeliveries(
    tx,
    deps.clock,
    holders.flatMap(({ resident }) =>
      resident.identities.map(({ id }) => ({
        kind: LINKED_BY_ANOTHER,
        subject: `link:${link.linkId}:${link.level}`,
        to: { identityId: id },
        params: {
          linkId: link.linkId,
          level: link.level,
          providerName: link.providerName,
          number: link.number,
        },
      })),
    ),
  );
}

/** Tell who shared the account that the relative has opened the link: if it went astray, it is closed at once. */
export async function tellSharer(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  link: {
    readonly linkId: number;
    readonly residentId: number;
    readonly sharedById: number;
    readonly level: 'basic' | 'full';
    readonly providerName: string;
    readonly number: string;
  },
): Promise<void> {
  const { firstName, lastName } = await tx.resident.findUniqueOrThrow({
    where: { id: link.residentId },
    select: { firstName: true, lastName: true },
  });
  const { resident } = await tx.accountLink.findUniqueOrThrow({
    where: { id: link.sharedById },
    select: { resident: { select: { identities: { where: { signedOutAt: null }, select: { id: true } } } } },
  });
  await enqueueDeliveries(
    tx,
    deps.clock,
    resident.identities.map(({ id }) => ({
      kind: SHARE_TAKEN,
      subject: `link:${link.linkId}:${link.level}`,
      to: { identityId: id },
      params: {
        linkId: link.sharedById,
        who: `${firstName} ${lastName.slice(0, 1)}.`,
        level: link.level,
        providerName: link.providerName,
        number: link.number,
      },
    })),
  );
}
