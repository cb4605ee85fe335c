import type { Db } from '../database/client.ts';
import { Prisma } from '../database/generated/client.ts';

/** One slot of one job. */
export interface SlotKey {
  readonly job: string;
  readonly slot: Date;
}

/** Starts of a failing slot before it is left as failed. */
export const MOST_ATTEMPTS = 3;
const RETRY_MS = 60_000;

/** `taken`: somebody has the slot or it is done. `busy`: nobody has, but another slot of the job is running. */
export type SlotClaim = { readonly attempt: number } | 'taken' | 'busy';

/** Take a slot: new, or left unfinished by a dead process. One process gets it, once. */
export async function claimSlot(
  db: Db,
  key: SlotKey,
  options: { readonly owner: string; readonly now: Date; readonly leaseMs: number },
): Promise<SlotClaim> {
  const rows = await db.$queryRaw<{ attempts: number }[]>`
    INSERT INTO "CronRun" AS run ("job", "slot", "owner", "leaseUntil", "startedAt", "result")
    SELECT ${key.job}, ${key.slot}::timestamptz, ${options.owner},
      clock_timestamp() + ${options.leaseMs}::int * interval '1 millisecond', ${options.now}::timestamptz,
      jsonb_build_object('attempts', 1)
    WHERE NOT EXISTS (
      SELECT 1 FROM "CronRun" other WHERE other."job" = ${key.job} AND other."slot" <> ${key.slot}::timestamptz
        AND other."finishedAt" IS NULL AND other."owner" <> '' AND other."leaseUntil" > clock_timestamp()
    )
    ON CONFLICT ("job", "slot") DO UPDATE
      SET "owner" = EXCLUDED."owner", "leaseUntil" = EXCLUDED."leaseUntil", "startedAt" = EXCLUDED."startedAt",
          "result" = jsonb_build_object('attempts', COALESCE((run."result"->>'attempts')::int, 0) + 1)
      WHERE run."finishedAt" IS NULL AND run."leaseUntil" < clock_timestamp()
    RETURNING (run."result"->>'attempts')::int AS "attempts"`;
  const [row] = rows;
  if (row !== undefined) return { attempt: row.attempts };
  const known = await db.cronRun.findUnique({
    where: { job_slot: key },
    select: { finishedAt: true, leaseUntil: true },
  });
  return known === null ? 'busy' : 'taken';
}

/** Prolong the lease. False: it was lost. */
export async function renewSlot(db: Db, key: SlotKey, owner: string, leaseMs: number): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE "CronRun" SET "leaseUntil" = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    WHERE "job" = ${key.job} AND "slot" = ${key.slot} AND "owner" = ${owner} AND "finishedAt" IS NULL`;
  return count === 1;
}

/** The slot is done, or given up with the kind of its error. */
export async function finishSlot(
  db: Db,
  key: SlotKey,
  owner: string,
  end: { readonly now: Date; readonly result?: Prisma.InputJsonObject | undefined; readonly error?: string },
): Promise<void> {
  await db.cronRun.updateMany({
    where: { ...key, owner, finishedAt: null },
    data: { finishedAt: end.now, result: end.result ?? Prisma.DbNull, error: end.error ?? null },
  });
}

/** The slot failed or the process stops: it is free for another start, after a while. */
export async function freeSlot(db: Db, key: SlotKey, owner: string, error: string | null): Promise<void> {
  const wait = error === null ? 0 : RETRY_MS;
  // An empty owner is nobody's: other slots of the job need not wait for this one.
  await db.$executeRaw`
    UPDATE "CronRun" SET "leaseUntil" = clock_timestamp() + ${wait}::int * interval '1 millisecond', "owner" = '',
      "error" = ${error},
      "result" = CASE WHEN ${error}::text IS NULL
        THEN jsonb_build_object('attempts', (("result"->>'attempts')::int - 1)) ELSE "result" END
    WHERE "job" = ${key.job} AND "slot" = ${key.slot} AND "owner" = ${owner} AND "finishedAt" IS NULL`;
}

/** A slot that nobody runs any more and nobody needs to: a newer one has come. */
export async function closeSuperseded(db: Db, key: SlotKey, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "CronRun" SET "finishedAt" = ${now}, "error" = 'a newer slot took its place'
    WHERE "job" = ${key.job} AND "slot" = ${key.slot} AND "finishedAt" IS NULL AND "leaseUntil" < clock_timestamp()`;
}

/** Whether staff switched the job off. */
export async function isSwitchedOff(db: Db, job: string): Promise<boolean> {
  return (await db.jobSwitch.findUnique({ where: { job }, select: { off: true } }))?.off === true;
}

/** Slots that were begun and not finished, whose holder is dead or gave them back. */
export async function unfinishedSlots(db: Db): Promise<SlotKey[]> {
  return await db.$queryRaw<SlotKey[]>`
    SELECT "job", "slot" FROM "CronRun" WHERE "finishedAt" IS NULL AND "leaseUntil" < clock_timestamp()
    ORDER BY "slot"`;
}

/** Newest slot known of each job. */
export async function latestSlots(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.$queryRaw<{ job: string; slot: Date }[]>`
    SELECT "job", max("slot") AS "slot" FROM "CronRun" GROUP BY "job"`;
  return new Map(rows.map(({ job, slot }) => [job, slot]));
}

/** The installation knows the job from now on: only what comes later can have been missed. */
export async function recordBaseline(db: Db, job: string, slot: Date): Promise<void> {
  await db.cronRun.createMany({
    data: [
      {
        job,
        slot,
        owner: '',
        leaseUntil: slot,
        startedAt: slot,
        finishedAt: slot,
        result: { baseline: true },
      },
    ],
    skipDuplicates: true,
  });
}

/** Forget finished runs older than the instant, but for the newest of each job. */
export async function deleteOldRuns(db: Db, before: Date): Promise<number> {
  return await db.$executeRaw`
    DELETE FROM "CronRun" old WHERE old."finishedAt" IS NOT NULL AND old."slot" < ${before}
      AND old."slot" < (SELECT max(newer."slot") FROM "CronRun" newer WHERE newer."job" = old."job")`;
}
