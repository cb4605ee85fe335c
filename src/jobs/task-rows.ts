import type { Db } from '../database/client.ts';
import { Prisma } from '../database/generated/client.ts';

/** A task this process may run now. */
export interface ClaimedTask {
  readonly id: number;
  readonly kind: string;
  readonly args: unknown;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly identityId: number | null;
}

/** Proof that it is still ours. */
export interface TaskHold {
  readonly id: number;
  readonly owner: string;
  readonly attempt: number;
}

/**
 * Take the next due task of these kinds: one that waits, or one whose runner is dead. Leases run by the database's
 * clock, due times by the business clock.
 */
export async function claimTask(
  db: Db,
  options: { owner: string; kinds: readonly string[]; now: Date; leaseMs: number },
): Promise<ClaimedTask | null> {
  const kinds = Prisma.join([...options.kinds]);
  const rows = await db.$queryRaw<ClaimedTask[]>`
    UPDATE "Task" SET "status" = 'running', "owner" = ${options.owner}, "attempts" = "attempts" + 1,
      "leasedUntil" = clock_timestamp() + ${options.leaseMs}::int * interval '1 millisecond'
    WHERE "id" = (
      SELECT "id" FROM "Task"
      WHERE "status" IN ('queued', 'running') AND "kind" IN (${kinds}) AND "runAfter" <= ${options.now}
        AND ("status" = 'queued' OR "leasedUntil" < clock_timestamp()) AND "attempts" < "maxAttempts"
      ORDER BY "runAfter", "id" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "kind", "args", "attempts", "maxAttempts", "identityId"`;
  return rows[0] ?? null;
}

/** Tasks that took every runner down with them are not tried for ever. Returns how many were given up. */
export async function giveUpTasks(db: Db, now: Date): Promise<number> {
  return await db.$executeRaw`
    UPDATE "Task" SET "status" = 'failed', "finishedAt" = ${now}, "error" = COALESCE("error", 'the runner died')
    WHERE "status" = 'running' AND "leasedUntil" < clock_timestamp() AND "attempts" >= "maxAttempts"`;
}

/** Prolong the lease. Null: it was lost. Else whether somebody asked to cancel. */
export async function renewTask(
  db: Db,
  hold: TaskHold,
  leaseMs: number,
  progress?: { readonly done: number; readonly total: number | null },
): Promise<{ readonly cancelRequested: boolean } | null> {
  const shown =
    progress === undefined
      ? Prisma.empty
      : Prisma.sql`, "progress" = ${progress.done}::int, "progressTotal" = COALESCE(${progress.total}::int, "progressTotal")`;
  const rows = await db.$queryRaw<{ cancelRequested: boolean }[]>`
    UPDATE "Task" SET "leasedUntil" = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond' ${shown}
    WHERE "id" = ${hold.id} AND "owner" = ${hold.owner} AND "attempts" = ${hold.attempt} AND "status" = 'running'
    RETURNING "cancelRequested"`;
  return rows[0] ?? null;
}

/** How a run ended. */
export type TaskEnd =
  | { readonly status: 'done'; readonly result: Prisma.InputJsonObject | undefined }
  | { readonly status: 'failed'; readonly error: string }
  | { readonly status: 'cancelled' }
  /** Again later; `uncount`: this start does not count, the process was asked to stop. */
  | {
      readonly status: 'queued';
      readonly error: string | null;
      readonly runAfter: Date;
      readonly uncount: boolean;
    };

/** Write the end, by the holder only. False: the task had been taken over, nothing was written. */
export async function endTask(db: Db, hold: TaskHold, end: TaskEnd, now: Date): Promise<boolean> {
  const { count } = await db.task.updateMany({
    where: { id: hold.id, owner: hold.owner, attempts: hold.attempt, status: 'running' },
    data: {
      status: end.status,
      leasedUntil: null,
      finishedAt: end.status === 'queued' ? null : now,
      ...(end.status === 'done' ? { result: end.result ?? Prisma.DbNull, error: null } : {}),
      ...(end.status === 'failed' ? { error: end.error } : {}),
      ...(end.status === 'queued'
        ? { error: end.error, runAfter: end.runAfter, ...(end.uncount ? { attempts: { decrement: 1 } } : {}) }
        : {}),
    },
  });
  return count === 1;
}
