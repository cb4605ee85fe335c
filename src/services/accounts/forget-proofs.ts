import type { Tx } from '../../database/client.ts';

/**
 * The accounts have another payer, owner or flat: who proved the former one a moment ago and has not finished linking
 * must prove again. Wrong tries go on counting.
 */
export async function forgetProofs(tx: Tx, accountIds: readonly number[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "ProofAttempt" WHERE "accountId" = ANY(${[...accountIds]}::int[]) AND "succeeded"`;
}
