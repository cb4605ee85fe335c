import type { Tx } from '../../database/client.ts';
import { foldAddress } from '../../domain/address-key.ts';

/**
 * The house of an account: by its flat in the books, else by the address the company writes. A house that is not in
 * the books yet is entered, so that neighbours' reports meet. null: the account has no address.
 */
export async function houseOfAccount(
  tx: Tx,
  account: {
    readonly buildingId: number | null;
    readonly companyId: number | null;
    readonly address: string | null;
    readonly now: Date;
  },
): Promise<number | null> {
  if (account.buildingId !== null) return account.buildingId;
  const { companyId, address } = account;
  if (companyId === null || address === null || address.trim() === '') return null;
  const key = foldAddress(address);
  const { id } = await tx.building.upsert({
    where: { companyId_key: { companyId, key } },
    create: { companyId, key, address: address.trim(), createdAt: account.now },
    update: {},
    select: { id: true },
  });
  return id;
}
