import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { grantsOf } from '../staff/grants-of.ts';
import { loadMetered, type MeteredAccount } from './load-metered.ts';

/** Who enters readings: a resident by one of their links, or staff for somebody on the phone. */
export type ReadingActor =
  | { readonly kind: 'resident'; readonly residentId: number; readonly linkId: number }
  | { readonly kind: 'staff'; readonly identityId: number; readonly accountId: number };

type Deps = Pick<ServiceDeps, 'clock' | 'installation'>;

/**
 * The account with its meters, when the actor may enter readings for it.
 * @throws DomainError LINK_NOT_FOUND, READINGS_NEED_FULL_LEVEL; NOT_ALLOWED for staff without the right
 */
export async function accountForReadings(
  deps: Deps,
  db: DbOrTx,
  actor: ReadingActor,
  options: { readonly archived?: boolean } = {},
): Promise<MeteredAccount> {
  const now = deps.clock.now();
  const scope =
    actor.kind === 'staff'
      ? { accountId: actor.accountId }
      : { residentId: actor.residentId, linkId: actor.linkId };
  const [account] = await loadMetered(db, { scope, now, timezone: deps.installation.timezone, ...options });
  if (account === undefined) throw new DomainError('LINK_NOT_FOUND');
  if (account.level !== 'full') throw new DomainError('READINGS_NEED_FULL_LEVEL');
  if (actor.kind === 'staff') {
    const grants = await grantsOf({ db, installation: deps.installation }, { identityId: actor.identityId });
    if (!can(grants, 'readings.enter', { companyId: account.companyId }, now))
      throw new DomainError('NOT_ALLOWED');
  }
  return account;
}
