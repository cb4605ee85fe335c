import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { verifiedUntil } from './code-word-check.ts';
import type { PeopleActor } from './scope.ts';

/** How the staff knew the person: the code word on the phone, or papers at the office. */
export const RECOGNISED = ['word', 'office'] as const;
export type Recognised = (typeof RECOGNISED)[number];

export function isRecognised(text: string): text is Recognised {
  return RECOGNISED.some((how) => how === text);
}

/**
 * What is done for a person is done after they were recognised. The operator's own word that papers were shown is
 * taken where the person has no code word yet (or no cabinet); with one, only an administrator may go without it.
 * @throws DomainError CODE_WORD_NONE, CODE_WORD_FIRST, OFFICE_ADMINISTRATOR
 */
export async function requireRecognised(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    readonly actor: PeopleActor;
    readonly residentId: number | null;
    readonly how: Recognised;
  },
): Promise<void> {
  const { actor, residentId } = options;
  const resident =
    residentId === null
      ? null
      : await deps.db.resident.findUniqueOrThrow({
          where: { id: residentId },
          select: { codeWordHash: true },
        });
  if (options.how === 'word') {
    // Nothing to check: the operator is told so, instead of being sent to check it.
    if (resident !== null && resident.codeWordHash === null) throw new DomainError('CODE_WORD_NONE');
    if (residentId === null || (await verifiedUntil(deps, { actor, residentId })) === null)
      throw new DomainError('CODE_WORD_FIRST');
    return;
  }
  if (resident?.codeWordHash == null) return;
  if (!can(actor.grants, 'settings.edit', {}, deps.clock.now()))
    throw new DomainError('OFFICE_ADMINISTRATOR');
}
