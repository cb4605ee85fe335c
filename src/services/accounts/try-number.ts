import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskAddress } from '../../domain/names.ts';
import { mayLookUpNumber, NUMBERS_A_DAY, NUMBERS_A_DAY_RULE } from '../../domain/proof-limits.ts';
import type { ServiceDeps } from '../deps.ts';
import { limitInForce } from '../settings/limit-rule.ts';

const DAY_MS = 86_400_000;

export interface TriedNumber {
  /** The full level must be proved at once: nothing is told about the number before. */
  readonly proofFirst: boolean;
  /** Masked: a stranger may type any number. */
  readonly address: string | null;
}

/**
 * A resident typed a number. Every different number of the last 24 hours counts, so that numbers cannot be
 * harvested; with the basic level switched off every well-formed number gets the same answer.
 * @param options.key makes a redelivered answer one try
 * @throws DomainError NUMBER_LIMIT, ACCOUNT_NOT_FOUND, ACCOUNT_ALREADY_LINKED, LINK_FROZEN
 */
export async function tryNumber(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  options: { residentId: number; providerId: number; number: string; key: string },
): Promise<TriedNumber> {
  const { residentId, providerId, number } = options;
  const now = deps.clock.now();
  const numberHash = hashNumber(deps, providerId, number);
  const found = await inTransaction(deps.db, async (tx) => {
    const since = new Date(now.getTime() - DAY_MS);
    const tried = await tx.proofAttempt.findMany({
      where: { residentId, createdAt: { gt: since } },
      distinct: ['numberHash'],
      select: { numberHash: true },
    });
    const seen = new Set(tried.map((attempt) => attempt.numberHash));
    const limit = await limitInForce({ db: tx, clock: deps.clock }, NUMBERS_A_DAY_RULE, NUMBERS_A_DAY);
    if (!mayLookUpNumber(seen, numberHash, limit)) throw new DomainError('NUMBER_LIMIT', { limit });
    const provider = await tx.provider.findUniqueOrThrow({
      where: { id: providerId },
      select: { basicLevel: true },
    });
    const account = await findAccount(tx, providerId, number);
    await tx.proofAttempt.createMany({
      data: [
        {
          residentId,
          providerId,
          accountId: account?.id ?? null,
          numberHash,
          proof: 'none',
          succeeded: account !== null,
          key: `number:${options.key}`,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    });
    return { account, basicLevel: provider.basicLevel };
  });
  // Thrown after the commit: a refused try counts too.
  const { account, basicLevel } = found;
  const status = account === null ? null : await linkStatus(deps, residentId, account.id);
  if (status !== null) throw new DomainError(status === 'frozen' ? 'LINK_FROZEN' : 'ACCOUNT_ALREADY_LINKED');
  if (!basicLevel) return { proofFirst: true, address: null };
  if (account === null) throw new DomainError('ACCOUNT_NOT_FOUND');
  return { proofFirst: false, address: account.address === null ? null : maskAddress(account.address) };
}

/** Keyed hash of a provider's number: what limits are counted by. */
export function hashNumber(deps: Pick<ServiceDeps, 'hashes'>, providerId: number, number: string): string {
  return deps.hashes.hash('account-number', `${providerId}:${number}`);
}

type Finder = Pick<ServiceDeps['db'], 'account'>;

/** A published, open account by provider and number. */
export function findAccount(db: Finder, providerId: number, number: string) {
  return db.account.findFirst({
    where: { providerId, number, publishedAt: { not: null }, closedAt: null },
    select: { id: true, address: true, flat: true, payerName: true, phoneOnFile: true, ownerSince: true },
  });
}

/** Of the resident's own link that was not revoked. */
async function linkStatus(
  deps: Pick<ServiceDeps, 'db'>,
  residentId: number,
  accountId: number,
): Promise<'active' | 'frozen' | null> {
  const link = await deps.db.accountLink.findFirst({
    where: { residentId, accountId, status: { not: 'revoked' } },
    select: { status: true },
  });
  if (link === null) return null;
  return link.status === 'frozen' ? 'frozen' : 'active';
}
