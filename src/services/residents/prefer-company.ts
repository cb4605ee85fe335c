import type { ServiceDeps } from '../deps.ts';

/** Somebody we know came by the start link of a company: its providers and contacts come first from now on. */
export async function preferCompany(
  deps: Pick<ServiceDeps, 'db'>,
  options: { identityId: number; companyId: number },
): Promise<void> {
  await deps.db.telegramIdentity.update({
    where: { id: options.identityId },
    data: { startCompanyId: options.companyId },
  });
}
