import type { Tx } from '../../database/client.ts';

/**
 * The accounts have another payer, owner or flat: who proved the former one a moment ago and has not finished linking
 * must prove again, and the phone in the books was the former one's. Wrong tries and numbers looked up go on counting.
 * @param options.phoneTold of these accounts the phone came together with the new payer and stays
 */
export async function forgetProofs(
  tx: Tx,
  accountIds: readonly number[],
  options: { readonly phoneTold: readonly number[] } = { phoneTold: [] },
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "ProofAttempt"
     WHERE "accountId" = ANY(${[...accountIds]}::int[]) AND "succeeded" AND "proof" <> 'none'`;
  await tx.$executeRaw`
    UPDATE "Account" SET "phoneOnFile" = NULL
     WHERE "id" = ANY(${[...accountIds]}::int[]) AND "phoneOnFile" IS NOT NULL
       AND "id" <> ALL(${[...options.phoneTold]}::int[])`;
}
