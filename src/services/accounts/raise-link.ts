import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { provedBy } from './check-proof.ts';
import { later } from './link-account.ts';
import { tellHolders } from './tell-holders.ts';

/**
 * Raise the resident's own basic link to full after a proof. Raising twice is raising once. A proof makes a shared
 * link the resident's own: it ends no more with the share.
 * @throws DomainError LINK_NOT_FOUND, PROOF_WRONG
 */
export async function raiseLink(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'notify'>,
  options: { residentId: number; identityId: number; linkId: number; draftId: number; proofKey: string },
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const link = await tx.accountLink.findFirst({
      where: { id: options.linkId, residentId: options.residentId, status: 'active' },
      include: { account: { include: { provider: true } } },
    });
    if (link === null) throw new DomainError('LINK_NOT_FOUND');
    if (link.level === 'full') return;
    const { account } = link;
    const proof = await provedBy(tx, deps, {
      residentId: options.residentId,
      providerId: account.providerId,
      number: account.number,
      key: options.proofKey,
    });
    if (proof === null) throw new DomainError('PROOF_WRONG', { left: 0 });
    await tx.accountLink.update({
      where: { id: link.id },
      data: {
        level: 'full',
        proof,
        sharedById: null,
        expiresAt: null,
        // What is proved is the present owner: a link from before shows no more of the former one than a new one.
        validFrom: later(link.validFrom, account.ownerSince),
      },
    });
    await completeDraft(tx, { draftId: options.draftId, now });
    await recordAudit(tx, {
      at: now,
      actorId: options.identityId,
      actorKind: 'resident',
      action: 'account.prove',
      subject: `account:${account.id}`,
      companyId: account.provider.companyId,
      details: { proof, link: link.id },
    });
    await tellHolders(tx, deps, {
      linkId: link.id,
      residentId: options.residentId,
      accountId: account.id,
      level: 'full',
      providerName: account.provider.name,
      number: account.number,
    });
  });
  deps.notify('deliveries');
}
