import { deleteExpiredLeases } from '../../database/leases.ts';
import type { ServiceDeps } from '../deps.ts';

const DAY_MS = 86_400_000;
/** A button of a finished form still says "already done" for so long. */
const KEEP_DRAFTS_DAYS = 7;

/**
 * Least data: what a form collected, one-time codes and counters go when nobody can use them any more.
 * One statement each, whatever the number of residents.
 */
export async function deleteExpired(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
): Promise<{ drafts: number; challenges: number; counters: number; leases: number }> {
  const now = deps.clock.now();
  const drafts = await deps.db.draft.deleteMany({
    where: { expiresAt: { lt: new Date(now.getTime() - KEEP_DRAFTS_DAYS * DAY_MS) } },
  });
  const challenges = await deps.db.challenge.deleteMany({
    where: { expiresAt: { lt: new Date(now.getTime() - DAY_MS) } },
  });
  const counters = await deps.db.rateCounter.deleteMany({ where: { expiresAt: { lt: now } } });
  await deps.db.preparedFile.deleteMany({ where: { expiresAt: { lt: now } } });
  const leases = await deleteExpiredLeases(deps.db);
  return {
    drafts: drafts.count,
    challenges: challenges.count,
    counters: counters.count,
    leases: Number(leases),
  };
}
