import type { Db } from '../database/client.ts';

export interface TaskDepth {
  readonly counts: readonly { readonly status: string; readonly count: number }[];
  /** Seconds the oldest due task has waited; 0 when none does. */
  readonly oldestSeconds: number;
}

/** How many tasks wait and run. */
export async function measureTasks(db: Db, now: Date): Promise<TaskDepth> {
  const rows = await db.$queryRaw<{ status: string; count: number; oldest: Date | null }[]>`
    SELECT "status"::text AS "status", count(*)::int AS "count",
      min("runAfter") FILTER (WHERE "status" = 'queued') AS "oldest"
    FROM "Task" WHERE "status" IN ('queued', 'running') GROUP BY "status"`;
  const oldest = Math.min(...rows.map((row) => row.oldest?.getTime() ?? now.getTime()), now.getTime());
  return {
    counts: rows.map(({ status, count }) => ({ status, count })),
    oldestSeconds: (now.getTime() - oldest) / 1000,
  };
}
