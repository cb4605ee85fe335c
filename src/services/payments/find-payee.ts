import { z } from 'zod';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskAddress } from '../../domain/masking.ts';
import { mayLookUpNumber, NUMBERS_A_DAY, NUMBERS_A_DAY_RULE } from '../../domain/proof-limits.ts';
import { findAccount, hashNumber } from '../accounts/try-number.ts';
import { leftToPay } from '../bills/left-to-pay.ts';
import type { ServiceDeps } from '../deps.ts';
import { limitInForce } from '../settings/limit-rule.ts';

const DAY_MS = 86_400_000;

/** Fields a provider without bills asks for besides the number. */
export const extraFieldsSchema = z.array(
  z.object({
    key: z.string(),
    label: z.object({ ru: z.string(), en: z.string().optional() }),
    pattern: z.string(),
    example: z.string(),
  }),
);

export interface FoundPayee {
  /** masked: a stranger may type any number; null: nothing is known of it */
  readonly address: string | null;
  /** kopecks of the newest bill; null: no bill is known */
  readonly left: number | null;
}

/**
 * Somebody typed a number to pay for (PRODUCT D2). What is kept here is told masked, and every different number counts
 * towards the same limit as linking, so that numbers cannot be harvested this way. A provider whose numbers are shown
 * after a proof only is paid by those who proved theirs.
 * @param options.key makes a redelivered answer one try
 * @throws DomainError NUMBER_LIMIT, PAYEE_NOT_FOUND, PAYEE_NEEDS_LINK
 */
export async function findPayee(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  options: {
    readonly residentId: number;
    readonly providerId: number;
    readonly number: string;
    readonly key: string;
  },
): Promise<FoundPayee> {
  const { residentId, providerId, number } = options;
  const now = deps.clock.now();
  const provider = await deps.db.provider.findFirst({ where: { id: providerId, active: true } });
  if (provider === null) throw new DomainError('PAYEE_NOT_FOUND');
  if (!provider.issuesBills) return { address: null, left: null };
  const numberHash = hashNumber(deps, providerId, number);
  const account = await inTransaction(deps.db, async (tx) => {
    const tried = await tx.proofAttempt.findMany({
      where: { residentId, createdAt: { gt: new Date(now.getTime() - DAY_MS) } },
      distinct: ['numberHash'],
      select: { numberHash: true },
    });
    const seen = new Set(tried.map((attempt) => attempt.numberHash));
    const limit = await limitInForce({ db: tx, clock: deps.clock }, NUMBERS_A_DAY_RULE, NUMBERS_A_DAY);
    if (!mayLookUpNumber(seen, numberHash, limit)) {
      throw new DomainError('NUMBER_LIMIT', { limit });
    }
    const found = await findAccount(tx, providerId, number);
    await tx.proofAttempt.createMany({
      data: [
        {
          residentId,
          providerId,
          accountId: found?.id ?? null,
          numberHash,
          proof: 'none',
          succeeded: found !== null,
          key: `pay-number:${options.key}`,
          createdAt: now,
        },
      ],
      skipDuplicates: true,
    });
    return found;
  });
  if (!provider.basicLevel) {
    const link =
      account === null
        ? null
        : await deps.db.accountLink.findFirst({
            where: { residentId, accountId: account.id, status: 'active' },
          });
    if (link === null) throw new DomainError('PAYEE_NEEDS_LINK');
  }
  if (account === null) throw new DomainError('PAYEE_NOT_FOUND');
  const left = (await leftToPay(deps, { accountIds: [account.id] })).get(account.id)?.left ?? null;
  return { address: account.address === null ? null : maskAddress(account.address), left };
}
