import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import { LINK_PARTS, setShares, tellHolder } from '../accounts/link-status.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { actorKind, type PeopleActor } from './scope.ts';

/**
 * Freeze somebody's link to an account or give it back, with what it shared; the holder is told. The same twice is once.
 * @throws DomainError NOT_ALLOWED, LINK_GONE (another company's, removed, or none)
 */
export async function setLinkFrozen(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: { readonly actor: PeopleActor; readonly linkId: number; readonly frozen: boolean },
): Promise<void> {
  const now = deps.clock.now();
  const { actor, frozen } = options;
  await inTransaction(deps.db, async (tx) => {
    if (!can(actor.grants, 'residents.block', {}, now)) throw new DomainError('NOT_ALLOWED');
    const link = await tx.accountLink.findUnique({ where: { id: options.linkId }, include: LINK_PARTS });
    const companyId = link?.account.provider.companyId ?? null;
    if (
      link === null ||
      link.status === 'revoked' ||
      !can(actor.grants, 'residents.block', { companyId }, now)
    ) {
      throw new DomainError('LINK_GONE');
    }
    if ((link.status === 'frozen') === frozen) return;
    await tx.accountLink.update({
      where: { id: link.id },
      data: frozen ? { status: 'frozen', frozenAt: now } : { status: 'active', frozenAt: null },
    });
    await setShares(tx, link.id, frozen ? 'frozen' : 'active', now);
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: actorKind(actor),
      action: frozen ? 'account.freeze' : 'account.unfreeze',
      subject: `account:${link.accountId}`,
      companyId,
      details: { link: link.id, resident: link.residentId },
    });
    await tellHolder(tx, deps, link, frozen ? 'held' : 'kept', `:${now.getTime()}`);
  });
  deps.notify('deliveries');
}
