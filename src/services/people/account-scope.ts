import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type StaffAction } from '../../domain/roles.ts';
import type { PeopleActor } from './scope.ts';

/**
 * An account that the actor's companies serve. @throws DomainError NOT_ALLOWED (no such role anywhere),
 * ACCOUNT_NOT_SERVED (another company's, or none: one answer)
 */
export async function requireAccount(
  db: DbOrTx,
  options: {
    readonly actor: PeopleActor;
    readonly action: StaffAction;
    readonly accountId: number;
    readonly now: Date;
  },
) {
  const { actor, action, now } = options;
  if (!can(actor.grants, action, {}, now)) throw new DomainError('NOT_ALLOWED');
  const account = await db.account.findFirst({
    where: { id: options.accountId, publishedAt: { not: null } },
    include: { provider: { select: { companyId: true, name: true, shortName: true, proofs: true } } },
  });
  if (account === null || !can(actor.grants, action, { companyId: account.provider.companyId }, now)) {
    throw new DomainError('ACCOUNT_NOT_SERVED');
  }
  return account;
}
