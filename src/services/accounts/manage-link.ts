import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { endShares } from './link-status.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

interface OwnLink {
  readonly residentId: number;
  readonly identityId: number;
  readonly linkId: number;
}

/** A link that was removed can be put back for so long; then the account is linked anew. */
export const UNDO_HOURS = 24;
/** Why a link is gone that can still be put back. */
export const REMOVED = 'removed by the resident';

/** @throws DomainError LINK_NOT_FOUND */
export async function renameLink(
  deps: Deps,
  options: OwnLink & { readonly draftId: number; readonly name: string | null },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.accountLink.updateMany({
      where: { id: options.linkId, residentId: options.residentId, status: 'active' },
      data: { name: options.name },
    });
    if (count === 0) throw new DomainError('LINK_NOT_FOUND');
    await completeDraft(tx, { draftId: options.draftId, now: deps.clock.now() });
  });
}

/** The link that screens and payments begin with. @throws DomainError LINK_NOT_FOUND */
export async function setDefaultLink(deps: Deps, options: OwnLink): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const link = await tx.accountLink.findFirst({
      where: { id: options.linkId, residentId: options.residentId, status: 'active' },
      select: { id: true },
    });
    if (link === null) throw new DomainError('LINK_NOT_FOUND');
    await tx.resident.update({ where: { id: options.residentId }, data: { defaultLinkId: link.id } });
  });
}

/**
 * Take an account off the list. What was shared from it ends; nothing of the company's data changes. Removing twice
 * is removing once. @throws DomainError LINK_NOT_FOUND
 */
export async function removeLink(deps: Deps, options: OwnLink): Promise<{ name: string; number: string }> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const link = await tx.accountLink.findFirst({
      where: { id: options.linkId, residentId: options.residentId, status: { not: 'frozen' } },
      include: { account: { include: { provider: true } } },
    });
    if (link === null || (link.status === 'revoked' && link.revokedReason !== REMOVED)) {
      throw new DomainError('LINK_NOT_FOUND');
    }
    const { account } = link;
    const told = { name: link.name ?? account.provider.name, number: account.number };
    if (link.status === 'revoked') return told;
    await tx.accountLink.update({
      where: { id: link.id },
      data: { status: 'revoked', revokedAt: now, revokedReason: REMOVED },
    });
    await endShares(tx, { sharedById: link.id }, { now, reason: 'the sharer removed the account' });
    await tx.linkToken.updateMany({
      where: { sharedById: link.id, consumedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const next = await tx.accountLink.findFirst({
      where: { residentId: options.residentId, status: 'active' },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    await tx.resident.updateMany({
      where: { id: options.residentId, defaultLinkId: link.id },
      data: { defaultLinkId: next?.id ?? null },
    });
    await recordAudit(tx, {
      at: now,
      actorId: options.identityId,
      actorKind: 'resident',
      action: 'account.remove',
      subject: `account:${account.id}`,
      companyId: account.provider.companyId,
      details: { link: link.id },
    });
    return told;
  });
}

/**
 * Put back what was removed a moment ago, as it was. Restoring twice is restoring once.
 * @throws DomainError LINK_NOT_FOUND, UNDO_TOO_LATE, ACCOUNT_ALREADY_LINKED
 */
export async function restoreLink(deps: Deps, options: OwnLink): Promise<void> {
  const now = deps.clock.now();
  try {
    await inTransaction(deps.db, async (tx) => {
      const link = await tx.accountLink.findFirst({
        where: { id: options.linkId, residentId: options.residentId },
        include: { account: { include: { provider: { select: { companyId: true } } } } },
      });
      if (link?.status === 'active') return;
      if (link === null || link.revokedAt === null || link.revokedReason !== REMOVED) {
        throw new DomainError('LINK_NOT_FOUND');
      }
      const age = now.getTime() - link.revokedAt.getTime();
      if (age > UNDO_HOURS * 3_600_000 || link.account.closedAt !== null)
        throw new DomainError('UNDO_TOO_LATE');
      await tx.accountLink.update({
        where: { id: link.id },
        data: { status: 'active', revokedAt: null, revokedReason: null },
      });
      await tx.resident.updateMany({
        where: { id: options.residentId, defaultLinkId: null },
        data: { defaultLinkId: link.id },
      });
      await recordAudit(tx, {
        at: now,
        actorId: options.identityId,
        actorKind: 'resident',
        action: 'account.restore',
        subject: `account:${link.accountId}`,
        companyId: link.account.provider.companyId,
        details: { link: link.id },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('ACCOUNT_ALREADY_LINKED');
    throw error;
  }
}
