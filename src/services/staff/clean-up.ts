import type { ServiceDeps } from '../deps.ts';
import { PROFILE_CHANGED } from '../residents/tell-of-change.ts';

const DAY_MS = 86_400_000;
/** A message's row tells when and how it went; the announcement's report lives as long as it. */
const KEEP_DELIVERIES_DAYS = 180;
const KEEP_TASKS_DAYS = 30;
const KEEP_ATTEMPTS_DAYS = 365;
/** As long as a claim may be brought (ГК ст. 196): who did what, and on what papers access was given. */
const KEEP_DISPUTED_DAYS = 3 * 366;
/** Rows of one statement: the tables serve people meanwhile. */
const CHUNK = 5_000;

/** Least data: what is kept only so that somebody can look back goes when nobody will. In chunks, each its own. */
export async function cleanUp(deps: Pick<ServiceDeps, 'db' | 'clock'>): Promise<{
  deliveries: number;
  tasks: number;
  attempts: number;
  audit: number;
  requests: number;
  codes: number;
  links: number;
}> {
  const { db } = deps;
  const now = deps.clock.now();
  const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  const deliveries = await inChunks(
    () => db.$executeRaw`
      DELETE FROM "Delivery" WHERE "id" IN (
        SELECT "id" FROM "Delivery" WHERE "createdAt" < ${before(KEEP_DELIVERIES_DAYS)}
          AND "status" IN ('sent', 'failed', 'unreachable', 'cancelled', 'unknown') AND "announcementId" IS NULL
         LIMIT ${CHUNK})`,
  );
  const tasks = await inChunks(
    () => db.$executeRaw`
      DELETE FROM "Task" WHERE "id" IN (
        SELECT "id" FROM "Task" WHERE "finishedAt" < ${before(KEEP_TASKS_DAYS)} LIMIT ${CHUNK})`,
  );
  const attempts = await inChunks(
    () => db.$executeRaw`
      DELETE FROM "ProofAttempt" WHERE "id" IN (
        SELECT "id" FROM "ProofAttempt" WHERE "createdAt" < ${before(KEEP_ATTEMPTS_DAYS)} LIMIT ${CHUNK})`,
  );
  const audit = await inChunks(
    () => db.$executeRaw`
      DELETE FROM "AuditEntry" WHERE "id" IN (
        SELECT "id" FROM "AuditEntry" WHERE "at" < ${before(KEEP_DISPUTED_DAYS)} LIMIT ${CHUNK})`,
  );
  const requests = await inChunks(
    () => db.$executeRaw`
      WITH old AS (
        SELECT "id" FROM "AccessRequest" WHERE "status" <> 'pending' AND COALESCE("reviewedAt", "createdAt") < ${before(KEEP_DISPUTED_DAYS)}
         LIMIT ${CHUNK}
      ), papers AS (DELETE FROM "StoredFile" WHERE "requestId" IN (SELECT "id" FROM old))
      DELETE FROM "AccessRequest" WHERE "id" IN (SELECT "id" FROM old)`,
  );
  await db.$executeRaw`
    UPDATE "ProofAttempt" SET "personHash" = NULL
     WHERE "personHash" IS NOT NULL AND "createdAt" < ${before(1)}`;
  // Addresses that people gave up are needed until the message has gone.
  await db.$executeRaw`
    UPDATE "Delivery" SET "params" = "params" - 'address'
     WHERE "kind" = ${PROFILE_CHANGED.kind} AND "createdAt" < ${before(1)}
       AND "status" NOT IN ('queued', 'leased', 'sending') AND jsonb_exists("params", 'address')`;
  const codes = await db.$executeRaw`
    UPDATE "AccessCode" SET "revokedAt" = ${now}
     WHERE "expiresAt" < ${now} AND "consumedAt" IS NULL AND "revokedAt" IS NULL`;
  const links = await db.$executeRaw`
    UPDATE "LinkToken" SET "revokedAt" = ${now}
     WHERE "expiresAt" < ${now} AND "consumedAt" IS NULL AND "revokedAt" IS NULL`;
  return { deliveries, tasks, attempts, audit, requests, codes, links };
}

async function inChunks(remove: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await remove();
    total += removed;
    if (removed < CHUNK) return total;
  }
}
