import type { ServiceDeps } from '../deps.ts';

/** Somebody else wrote this dialogue meanwhile: our lock was lost, so our answer must not count. */
export class DialogueConflictError extends Error {
  constructor() {
    super('the dialogue row has a newer version');
    this.name = 'DialogueConflictError';
  }
}

/**
 * Write conversation state, remembered update ids and the row's version in one conditional UPDATE.
 * @throws DialogueConflictError when the version read at the start is no longer the row's
 */
export async function saveDialogue(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { identityId: number; version: number; state: unknown; recentUpdateIds: readonly number[] },
): Promise<void> {
  const changed = await deps.db.$executeRaw`
    UPDATE "Dialogue"
       SET "state" = ${JSON.stringify(options.state ?? {})}::jsonb,
           "recentUpdateIds" = ${options.recentUpdateIds.map(String)}::text[]::bigint[],
           "version" = "version" + 1,
           "updatedAt" = ${deps.clock.now()}
     WHERE "identityId" = ${options.identityId} AND "version" = ${options.version}`;
  if (changed === 0) throw new DialogueConflictError();
}
