import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { endShares } from './link-status.ts';

const BATCH = 200;

/**
 * Links that a share had raised and whose share has run out become what they were before. Others need nothing: an
 * expired link is seen no more. Meant for a job every minute; safe to run anywhere, any number of times.
 */
export async function endExpiredShares(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
): Promise<{ readonly ended: number }> {
  const now = deps.clock.now();
  let ended = 0;
  for (;;) {
    const due = await deps.db.$queryRaw<{ id: number }[]>`
      SELECT "id" FROM "AccountLink"
       WHERE "raisedFrom" IS NOT NULL AND "expiresAt" <= ${now} AND "status" <> 'revoked'
       ORDER BY "id" LIMIT ${BATCH}`;
    const ids = due.map(({ id }) => id);
    if (ids.length === 0) return { ended };
    ended += await inTransaction(deps.db, (tx) =>
      // Raised anew meanwhile: its time is another one.
      endShares(tx, { id: { in: ids }, expiresAt: { lte: now } }, { now, reason: 'the share ran out' }),
    );
  }
}
