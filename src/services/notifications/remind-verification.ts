import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { addDays } from '../../domain/law-dates.ts';
import type { ServiceDeps } from '../deps.ts';
import { VERIFICATION } from './delivery-kinds.ts';
import { holderJoins } from './holders-sql.ts';

const AHEAD_DAYS = 30;
/** A date that passed longer ago is known to everybody by now. */
const PASSED_DAYS = 14;
const TIMEOUT_MS = 120_000;

/**
 * A meter must be verified within 30 days, or should have been: told once for each date and each of the two. Between
 * two runs nothing is missed, because each looks at the whole span of days.
 */
export async function remindOfVerification(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
): Promise<{ queued: number }> {
  const now = deps.clock.now();
  const today = dateIn(now, deps.installation.timezone);
  let queued = 0;
  for (const stage of ['soon', 'passed'] as const) {
    const from = stage === 'soon' ? today : addDays(today, -PASSED_DAYS);
    const to = stage === 'soon' ? addDays(today, AHEAD_DAYS) : addDays(today, -1);
    queued += await inTransaction(
      deps.db,
      async (tx) =>
        enqueueSelected(tx, deps.clock, {
          kind: VERIFICATION,
          select: Prisma.sql`
            SELECT DISTINCT chat."id" AS "identityId",
              'verification:' || m."id" || ':' || m."nextVerificationOn" || ${`:${stage}`}::text AS "subject",
              jsonb_build_object('meterId', m."id", 'stage', ${stage}::text) AS "params",
              ${now}::timestamptz AS "notBefore"
            FROM "Meter" m
            JOIN "Account" a ON a."id" = m."accountId" AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
            ${holderJoins(now)}
            WHERE m."archivedAt" IS NULL AND l."level" = 'full'
              AND m."nextVerificationOn" BETWEEN ${from}::date AND ${to}::date`,
        }),
      { timeout: TIMEOUT_MS },
    );
  }
  if (queued > 0) deps.notify('deliveries');
  return { queued };
}
