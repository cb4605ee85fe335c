import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * The account of somebody on the phone, by its number, for entering their readings.
 * @throws DomainError ACCOUNT_NOT_FOUND; NOT_ALLOWED without the right for the provider's company
 */
export async function findCallerAccount(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly grants: readonly RoleGrant[]; readonly providerId: number; readonly number: string },
): Promise<{ readonly accountId: number }> {
  const { grants, providerId, number } = options;
  const provider = await deps.db.provider.findUnique({
    where: { id: providerId },
    select: { companyId: true },
  });
  if (
    provider === null ||
    !can(grants, 'readings.enter', { companyId: provider.companyId }, deps.clock.now())
  ) {
    throw new DomainError('NOT_ALLOWED');
  }
  const account = await deps.db.account.findFirst({
    where: { providerId, number, publishedAt: { not: null } },
    select: { id: true },
  });
  if (account === null) throw new DomainError('ACCOUNT_NOT_FOUND');
  return { accountId: account.id };
}
