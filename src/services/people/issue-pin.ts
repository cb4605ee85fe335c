import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { createPin } from '../accounts/access-codes.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { requireAccount } from './account-scope.ts';
import { type Recognised, requireRecognised } from './recognised.ts';
import { actorKind, type PeopleActor, requireResident } from './scope.ts';

export interface IssuedPin {
  /** told once: only its hash is kept */
  readonly pin: string;
  readonly expiresAt: Date;
  readonly number: string;
  readonly providerName: string;
}

/**
 * A PIN for the full level, told by the staff to a person they recognised: for one resident, or for whoever holds it
 * (a person at the office who has not come to the bot yet). The former one for the same person opens nothing any more.
 * @param options.afterCodeId the account's newest PIN when the button was shown, 0 = none: the same press come twice
 *   makes one PIN
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED, PERSON_NOT_FOUND, PIN_NOT_TAKEN, PIN_MADE_ALREADY,
 *   CODE_WORD_FIRST, OFFICE_ADMINISTRATOR
 */
export async function issuePin(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  options: {
    readonly actor: PeopleActor;
    readonly accountId: number;
    readonly residentId: number | null;
    readonly how: Recognised;
    readonly afterCodeId: number;
  },
): Promise<IssuedPin> {
  const now = deps.clock.now();
  const { actor, accountId, residentId, how } = options;
  const account = await requireAccount(deps.db, { actor, action: 'pins.issue', accountId, now });
  if (!account.provider.proofs.includes('pin')) throw new DomainError('PIN_NOT_TAKEN');
  if (residentId !== null) await requireResident(deps, { actor, action: 'pins.issue', residentId });
  await requireRecognised(deps, { actor, residentId, how });
  return inTransaction(
    deps.db,
    async (tx) => {
      const newest = await tx.accessCode.findFirst({
        where: { accountId },
        orderBy: { id: 'desc' },
        select: { id: true },
      });
      if ((newest?.id ?? 0) !== options.afterCodeId) throw new DomainError('PIN_MADE_ALREADY');
      const { pin, expiresAt } = await createPin(tx, deps, {
        accountId,
        residentId,
        requestId: null,
        issuedById: actor.identityId,
        now,
      });
      await recordAudit(tx, {
        at: now,
        actorId: actor.identityId,
        actorKind: actorKind(actor),
        action: 'access.pin',
        subject: `account:${accountId}`,
        companyId: account.provider.companyId,
        details: { resident: residentId, how },
      });
      return { pin, expiresAt, number: account.number, providerName: account.provider.name };
    },
    { isolation: 'Serializable', retry: true },
  );
}
