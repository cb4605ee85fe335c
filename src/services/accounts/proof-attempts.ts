import type { DbOrTx, Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  GUESSABLE_PROOFS,
  PROOFS_AN_HOUR,
  PROOFS_AN_HOUR_RULE,
  proofLimits,
  type WrongProofs,
} from '../../domain/proof-limits.ts';
import { limitInForce } from '../settings/limit-rule.ts';

/** A longer lock is told in hours. */
const MINUTES_TOLD = 90;

/** Wrong proofs counted for every limit of the table; those that staff forgave do not count. */
export async function countWrong(
  tx: Tx,
  options: { residentId: number; numberHash: string; now: Date },
): Promise<readonly WrongProofs[]> {
  const table = proofLimits(await proofsAnHour(tx, options.now));
  const limits = table.map((limit, index) => {
    const since = new Date(options.now.getTime() - limit.windowMinutes * 60_000);
    const scope = {
      resident: Prisma.sql`"residentId" = ${options.residentId}`,
      account: Prisma.sql`"numberHash" = ${options.numberHash}`,
      total: Prisma.sql`true`,
    }[limit.scope];
    return Prisma.sql`
      SELECT ${index}::int AS "index", count(*)::int AS "wrong", min("createdAt") AS "since"
        FROM "ProofAttempt"
       WHERE ${scope} AND NOT "succeeded" AND "forgivenAt" IS NULL
         AND "proof"::text = ANY(${[...GUESSABLE_PROOFS]}::text[]) AND "createdAt" > ${since}`;
  });
  const rows = await tx.$queryRaw<{ index: number; wrong: number; since: Date | null }[]>(
    Prisma.join(limits, ' UNION ALL '),
  );
  return rows.flatMap(({ index, wrong, since }) => {
    const limit = table[index];
    return limit === undefined ? [] : [{ limit, wrong, since: since ?? options.now }];
  });
}

/** Wrong proofs an hour as the installation set them. */
export function proofsAnHour(db: DbOrTx, now: Date): Promise<number> {
  return limitInForce({ db, clock: { now: () => now } }, PROOFS_AN_HOUR_RULE, PROOFS_AN_HOUR);
}

/** The one sentence about a lock, whatever is locked. */
export function lockedFor(ms: number): DomainError {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return minutes <= MINUTES_TOLD
    ? new DomainError('PROOF_LOCKED', { minutes })
    : new DomainError('PROOF_LOCKED_LONG', { hours: Math.ceil(minutes / 60) });
}
