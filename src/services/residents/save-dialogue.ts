import type { ServiceDeps } from '../deps.ts';

/** Somebody else wrote this dialogue meanwhile: our lock was lost, so our answer must not count. */
export class DialogueConflictError extends Error {
  constructor() {
    super('the dialogue row has a newer version');
    this.name = 'DialogueConflictError';
  }
}

/**
 * Write conversation state, remembered update ids and the row's version in one conditional UPDATE; the row of somebody
 * who had none (`version` null) is made.
 * @throws DialogueConflictError when the version read at the start is no longer the row's
 */
export async function saveDialogue(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { identityId: number; version: number | null; state: unknown; recentUpdateIds: readonly number[] },
): Promise<void> {
  const { identityId, version } = options;
  const state = JSON.stringify(options.state ?? {});
  const ids = options.recentUpdateIds.map(String);
  const now = deps.clock.now();
  const changed =
    version === null
      ? await deps.db.$executeRaw`
          INSERT INTO "Dialogue" ("identityId", "state", "recentUpdateIds", "version", "updatedAt")
          SELECT "id", ${state}::jsonb, ${ids}::text[]::bigint[], 1, ${now}
            FROM "TelegramIdentity" WHERE "id" = ${identityId}
              ON CONFLICT DO NOTHING`
      : await deps.db.$executeRaw`
          UPDATE "Dialogue"
             SET "state" = ${state}::jsonb,
                 "recentUpdateIds" = ${ids}::text[]::bigint[],
                 "version" = "version" + 1,
                 "updatedAt" = ${now}
           WHERE "identityId" = ${identityId} AND "version" = ${version}`;
  if (changed === 0) throw new DialogueConflictError();
}
