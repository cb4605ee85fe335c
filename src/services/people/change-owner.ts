import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import type { BillingDate } from '../../domain/period.ts';
import { forgetProofs } from '../accounts/forget-proofs.ts';
import { LINK_PARTS, setShares, tellHolder } from '../accounts/link-status.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { requireAccount } from './account-scope.ts';
import { actorKind, type PeopleActor } from './scope.ts';

export interface OwnerChange {
  readonly actor: PeopleActor;
  readonly accountId: number;
  /** the new owner's or tenant's first day */
  readonly since: BillingDate;
  /** as it will stand on the bills */
  readonly payerName: string;
  /** E.164, proof "phone"; null = not known */
  readonly phone: string | null;
  /** the form; the same form changes the owner once. null = the terminal */
  readonly draftId: number | null;
}

/**
 * J5: the account has a new owner or tenant from a day on. Every link so far is suspended with its shares (staff can
 * give one back to who stays), the old PINs, letters and shares open nothing, the old phone proves nothing, and whoever
 * links the account from now on sees nothing before the day. Nothing is deleted; the old holders keep their own payments.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED, OWNER_DATE_FUTURE, OWNER_DATE_BEFORE
 */
export async function changeOwner(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  options: OwnerChange,
): Promise<{ readonly suspended: number }> {
  const now = deps.clock.now();
  const { actor, accountId, since, draftId } = options;
  if (since > dateIn(now, deps.installation.timezone)) throw new DomainError('OWNER_DATE_FUTURE');
  const suspended = await inTransaction(deps.db, async (tx) => {
    const account = await requireAccount(tx, { actor, action: 'accounts.change-owner', accountId, now });
    if (draftId !== null) {
      const done = await tx.auditEntry.findFirst({
        where: {
          subject: `account:${accountId}`,
          action: 'account.owner',
          details: { path: ['draft'], equals: draftId },
        },
        select: { details: true },
      });
      if (done !== null) return Number(Object(done.details).suspended);
    }
    // A day that only an import told gives way to the staff's word.
    const imported = await tx.ownerChange.findFirst({ where: { accountId }, orderBy: { id: 'asc' } });
    const known = imported === null ? account.ownerSince : imported.before;
    const before = known?.toISOString().slice(0, 10);
    if (before !== undefined && since < before) throw new DomainError('OWNER_DATE_BEFORE', { date: before });
    const links = await tx.accountLink.findMany({
      where: { accountId, status: 'active', sharedById: null },
      include: LINK_PARTS,
    });
    for (const link of links) {
      await tx.accountLink.update({ where: { id: link.id }, data: { status: 'frozen', frozenAt: now } });
      await setShares(tx, link.id, 'frozen', now);
      await tellHolder(tx, deps, link, 'owner', `:${since}`);
    }
    // A share whose sharer was frozen before is not among those above.
    await tx.accountLink.updateMany({
      where: { accountId, status: 'active' },
      data: { status: 'frozen', frozenAt: now },
    });
    await tx.accessCode.updateMany({
      where: { accountId, consumedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.linkToken.updateMany({ where: { accountId, revokedAt: null }, data: { revokedAt: now } });
    await forgetProofs(tx, [accountId]);
    await tx.ownerChange.deleteMany({ where: { accountId } });
    await tx.account.update({
      where: { id: accountId },
      data: { ownerSince: new Date(since), payerName: options.payerName, phoneOnFile: options.phone },
    });
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: actorKind(actor),
      action: 'account.owner',
      subject: `account:${accountId}`,
      companyId: account.provider.companyId,
      details: { since, suspended: links.length, draft: draftId },
    });
    if (draftId !== null) await completeDraft(tx, { draftId, now });
    return links.length;
  });
  deps.notify('deliveries');
  return { suspended };
}
