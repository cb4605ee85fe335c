import type { ServiceDeps } from '../deps.ts';

/** What the home screen says about a resident whatever the features are. */
export interface HomeFacts {
  /** Accounts linked and not revoked. */
  readonly links: number;
}

/** One statement. */
export async function homeFacts(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number },
): Promise<HomeFacts> {
  const links = await deps.db.accountLink.count({
    where: { residentId: options.residentId, status: { not: 'revoked' } },
  });
  return { links };
}
