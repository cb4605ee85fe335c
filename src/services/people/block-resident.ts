import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { ACCESS_SWITCHED } from './delivery-kinds.ts';
import { type Recognised, requireRecognised } from './recognised.ts';
import { actorKind, companyOf, type PeopleActor, requireResident } from './scope.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'notify'>;

/**
 * Close a person's access at once, no word asked: it must be quick when a phone is stolen. Pushes, saved cards and
 * shares stop with it; a payment already at the gateway still ends. Twice is once.
 * @throws DomainError NOT_ALLOWED, PERSON_NOT_FOUND
 */
export async function blockByStaff(
  deps: Deps,
  options: { readonly actor: PeopleActor; readonly residentId: number; readonly reason: string },
): Promise<void> {
  const { actor, residentId, reason } = options;
  await requireResident(deps, { actor, action: 'residents.block', residentId });
  await inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now();
    const { count } = await tx.resident.updateMany({
      where: { id: residentId, blockedAt: null },
      data: { blockedAt: now, blockedBy: 'staff', blockReason: reason },
    });
    if (count === 0) return;
    await record(tx, deps, { actor, residentId, blocked: true });
  });
  deps.notify('deliveries');
}

/**
 * Open it again after the person was recognised, whoever had closed it. Twice is once.
 * @throws DomainError NOT_ALLOWED, PERSON_NOT_FOUND, CODE_WORD_FIRST, OFFICE_ADMINISTRATOR
 */
export async function unblockByStaff(
  deps: Deps,
  options: { readonly actor: PeopleActor; readonly residentId: number; readonly how: Recognised },
): Promise<void> {
  const { actor, residentId, how } = options;
  await requireResident(deps, { actor, action: 'residents.unblock', residentId });
  await requireRecognised(deps, { actor, residentId, how });
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.resident.updateMany({
      where: { id: residentId, blockedAt: { not: null } },
      data: { blockedAt: null, blockedBy: null, blockReason: null },
    });
    if (count === 0) return;
    await record(tx, deps, { actor, residentId, blocked: false, how });
  });
  deps.notify('deliveries');
}

/** The journal and word to the person; in the transaction of the change. */
async function record(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  change: { actor: PeopleActor; residentId: number; blocked: boolean; how?: Recognised },
): Promise<void> {
  const now = deps.clock.now();
  const { actor, residentId, blocked, how } = change;
  await recordAudit(tx, {
    at: now,
    actorId: actor.identityId,
    actorKind: actorKind(actor),
    action: blocked ? 'resident.block' : 'resident.unblock',
    subject: `resident:${residentId}`,
    companyId: companyOf(deps, actor, blocked ? 'residents.block' : 'residents.unblock'),
    ...(how === undefined ? {} : { details: { how } }),
  });
  const identities = await tx.telegramIdentity.findMany({
    where: { residentId, signedOutAt: null },
    select: { id: true },
  });
  await enqueueDeliveries(
    tx,
    deps.clock,
    identities.map(({ id }) => ({
      kind: ACCESS_SWITCHED,
      subject: `resident:${residentId}:${blocked ? 'blocked' : 'unblocked'}:${now.getTime()}`,
      to: { identityId: id },
      params: { blocked },
    })),
  );
}
