import type { Tx } from '../../database/client.ts';
import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ProofKind } from '../../domain/proof-limits.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { provedBy } from './check-proof.ts';
import { tellHolders } from './tell-holders.ts';
import { findAccount } from './try-number.ts';

export interface LinkResult {
  readonly linkId: number;
  readonly level: 'basic' | 'full';
  /** Whether something would raise the level, when it is basic. */
  readonly canProve: boolean;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'notify'>;

/**
 * Tie an account to a resident. The draft is the key: the same draft gives the same link. Without a proof the
 * link is basic, where the provider allows that. Others who have the account are told.
 * @throws DomainError ACCOUNT_NOT_FOUND, ACCOUNT_ALREADY_LINKED, LINK_FROZEN, PROOF_WRONG
 */
export async function linkAccount(
  deps: Deps,
  options: {
    residentId: number;
    identityId: number;
    draftId: number;
    providerId: number;
    number: string;
    name: string | null;
    /** The try that proved the account, when one was asked. */
    proofKey: string | null;
  },
): Promise<LinkResult> {
  const result = await refusingSecond(deps, options, () =>
    inTransaction(deps.db, async (tx) => {
      const provider = await tx.provider.findUniqueOrThrow({
        where: { id: options.providerId },
        select: { basicLevel: true, proofs: true, companyId: true, name: true },
      });
      const mayProve = provider.proofs.length > 0;
      const made = await tx.accountLink.findUnique({ where: { draftId: options.draftId } });
      if (made !== null) {
        return { linkId: made.id, level: made.level, canProve: mayProve && made.level === 'basic' };
      }
      const { proofKey } = options;
      const proof = proofKey === null ? null : await provedBy(tx, deps, { ...options, key: proofKey });
      if (proof === null && !provider.basicLevel) throw new DomainError('PROOF_WRONG', { left: 0 });
      const account = await findAccount(tx, options.providerId, options.number);
      if (account === null) throw new DomainError('ACCOUNT_NOT_FOUND');

      const level = proof === null ? 'basic' : 'full';
      const linkId = await createLink(tx, deps, {
        ...options,
        accountId: account.id,
        level,
        proof: proof ?? 'none',
        providerName: provider.name,
        companyId: provider.companyId,
      });
      return { linkId, level, canProve: mayProve && level === 'basic' } as const;
    }),
  );
  deps.notify('deliveries');
  return result;
}

/** The link itself with all that belongs to it: default, draft, audit, word to the others. */
export async function createLink(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  link: {
    readonly residentId: number;
    readonly identityId: number;
    readonly accountId: number;
    readonly draftId: number | null;
    readonly level: 'basic' | 'full';
    readonly proof: ProofKind;
    readonly name: string | null;
    readonly number: string;
    readonly providerName: string;
    readonly companyId: number | null;
    readonly validFrom?: Date | null;
    readonly expiresAt?: Date | null;
    readonly sharedById?: number | null;
  },
): Promise<number> {
  const now = deps.clock.now();
  const { ownerSince } = await tx.account.findUniqueOrThrow({
    where: { id: link.accountId },
    select: { ownerSince: true },
  });
  const { id: linkId } = await tx.accountLink.create({
    data: {
      residentId: link.residentId,
      accountId: link.accountId,
      level: link.level,
      proof: link.proof,
      name: link.name,
      draftId: link.draftId,
      validFrom: later(link.validFrom ?? null, ownerSince),
      expiresAt: link.expiresAt ?? null,
      sharedById: link.sharedById ?? null,
      createdAt: now,
    },
    select: { id: true },
  });
  // The first link is the default one.
  await tx.resident.updateMany({
    where: { id: link.residentId, defaultLinkId: null },
    data: { defaultLinkId: linkId },
  });
  if (link.draftId !== null) await completeDraft(tx, { draftId: link.draftId, now });
  await recordAudit(tx, {
    at: now,
    actorId: link.identityId,
    actorKind: 'resident',
    action: 'account.link',
    subject: `account:${link.accountId}`,
    companyId: link.companyId,
    details: { level: link.level, proof: link.proof, link: linkId },
  });
  await tellHolders(tx, deps, { ...link, linkId });
  return linkId;
}

/** History is shown from the later of two days: what the sharer sees, and since when the owner owns. */
export function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** One account is linked once by one resident: the database says so, here it becomes a sentence. */
export async function refusingSecond<T>(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number; readonly providerId: number; readonly number: string },
  make: () => Promise<T>,
): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const { residentId, providerId, number } = options;
    const frozen = await deps.db.accountLink.count({
      where: { residentId, status: 'frozen', account: { providerId, number } },
    });
    throw new DomainError(frozen > 0 ? 'LINK_FROZEN' : 'ACCOUNT_ALREADY_LINKED');
  }
}
