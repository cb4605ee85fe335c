import type { ServiceDeps } from '../deps.ts';

/**
 * Ask a task to stop: one that waits is cancelled at once, one that runs is told and stops at its next step.
 * False when it is not this identity's (null: the system asks) or is over already.
 */
export async function cancelTask(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly taskId: number; readonly identityId: number | null },
): Promise<boolean> {
  const changed = await deps.db.$executeRaw`
    UPDATE "Task" SET "cancelRequested" = true,
      "status" = CASE WHEN "status" = 'queued' THEN 'cancelled'::"TaskStatus" ELSE "status" END,
      "finishedAt" = CASE WHEN "status" = 'queued' THEN ${deps.clock.now()}::timestamptz ELSE "finishedAt" END
    WHERE "id" = ${options.taskId} AND "status" IN ('queued', 'running')
      AND (${options.identityId}::int IS NULL OR "identityId" = ${options.identityId}::int)`;
  return changed === 1;
}
