import { DomainError } from '../../domain/errors.ts';
import { type AskedProof, isAskedProof } from '../../domain/proof-limits.ts';
import type { ServiceDeps } from '../deps.ts';

export interface LinkToProve {
  readonly linkId: number;
  readonly providerId: number;
  readonly providerName: string;
  readonly number: string;
  /** In the order the provider offers them. */
  readonly proofs: AskedProof[];
}

/**
 * The resident's own basic link that a proof may raise.
 * @throws DomainError LINK_NOT_FOUND, ALREADY_FULL, PROOF_NOT_OFFERED
 */
export async function linkToProve(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; linkId: number },
): Promise<LinkToProve> {
  const link = await deps.db.accountLink.findFirst({
    where: { id: options.linkId, residentId: options.residentId, status: 'active' },
    include: { account: { include: { provider: true } } },
  });
  if (link === null) throw new DomainError('LINK_NOT_FOUND');
  if (link.level === 'full') throw new DomainError('ALREADY_FULL');
  const { account } = link;
  const proofs = account.provider.proofs.filter(isAskedProof);
  if (proofs.length === 0) throw new DomainError('PROOF_NOT_OFFERED');
  return {
    linkId: link.id,
    providerId: account.providerId,
    providerName: account.provider.name,
    number: account.number,
    proofs,
  };
}
