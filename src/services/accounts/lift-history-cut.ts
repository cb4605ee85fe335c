import type { Tx } from '../../database/client.ts';

/**
 * Staff gave back a link that an import of another payer had suspended: the account is still this resident's (another
 * surname, a slip in the register). Then nobody new has moved in, and the first day that the import brought holds for
 * nobody: whoever of the household links the account later sees all of it. While another link that the same import
 * suspended waits or was closed, somebody may have moved, and the day stands; so does one that the staff named.
 * @returns whether the history is whole again
 */
export async function liftHistoryCut(
  tx: Tx,
  link: { readonly accountId: number; readonly payerChangedAt: Date },
): Promise<boolean> {
  const { accountId, payerChangedAt } = link;
  const others = await tx.accountLink.count({
    where: { accountId, payerChangedAt, sharedById: null, status: { not: 'active' } },
  });
  if (others > 0) return false;
  const changes = await tx.ownerChange.findMany({
    where: { accountId, batch: { publishedAt: { gte: payerChangedAt } } },
    orderBy: { id: 'asc' },
  });
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return false;
  const { count } = await tx.account.updateMany({
    where: { id: accountId, ownerSince: last.since },
    data: { ownerSince: first.before },
  });
  await tx.ownerChange.deleteMany({ where: { id: { in: changes.map(({ id }) => id) } } });
  return count > 0;
}
