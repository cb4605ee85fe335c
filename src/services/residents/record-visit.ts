import type { ServiceDeps } from '../deps.ts';
import type { Person } from './load-person.ts';

/** A pause of so long ends a visit: until then nothing is written, whatever is read. */
const PAUSE_MS = 3 * 3_600_000;

/**
 * Remember that a resident is here again; the visit before is what they are shown. One UPDATE for each visit.
 * @returns the person as they are now
 */
export async function recordVisit(deps: Pick<ServiceDeps, 'db' | 'clock'>, person: Person): Promise<Person> {
  const now = deps.clock.now();
  const { lastSeenAt, identityId } = person;
  const here = lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() < PAUSE_MS;
  if (person.resident === null || here) return person;
  // Who comes second at the same moment finds it done.
  await deps.db.telegramIdentity.updateMany({
    where: { id: identityId, lastSeenAt },
    data: { previousVisitAt: lastSeenAt, lastSeenAt: now },
  });
  return { ...person, lastSeenAt: now, previousVisitAt: lastSeenAt };
}
