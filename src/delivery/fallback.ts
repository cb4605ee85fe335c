import type { Db } from '../database/client.ts';
import type { Clock } from '../domain/clock.ts';
import type { Channel } from '../domain/delivery.ts';
import type { ClaimedDelivery } from './claim.ts';

/**
 * The chat does not reach the person: queue the same message by the first proved way of `ways`. Twice is once.
 * True when something new was queued.
 */
export async function queueFallback(
  db: Db,
  clock: Clock,
  row: ClaimedDelivery,
  ways: readonly Channel[],
): Promise<boolean> {
  if (row.channel !== 'telegram' || row.identityId === null) return false;
  const proved = { telegram: null, email: row.email, sms: row.phone };
  const way = ways.find((channel) => proved[channel] !== null);
  if (way === undefined) return false;
  const queued = await db.$executeRaw`
    INSERT INTO "Delivery" ("kind", "subject", "recipient", "channel", "identityId", "lane", "params", "notBefore",
      "validUntil", "announcementId", "createdAt")
    SELECT "kind", "subject", "recipient", ${way}::"Channel", "identityId", "lane", "params", ${clock.now()}::timestamptz,
      "validUntil", "announcementId", ${clock.now()}::timestamptz
    FROM "Delivery" WHERE "id" = ${row.id}
    ON CONFLICT ("kind", "subject", "recipient", "channel") DO NOTHING`;
  return queued === 1;
}
