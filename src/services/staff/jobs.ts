import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { enqueueTask } from '../tasks/enqueue-task.ts';
import { recordAudit } from './record-audit.ts';

/** Runs a job out of turn; the scheduler itself is behind it. */
export const RUN_JOB_TASK = 'jobs.run';

/** What the scheduler knows of a job. */
export interface ScheduledJob {
  readonly name: string;
  readonly cron: string;
  readonly next: Date;
}

/** A job with what became of its last run. */
export interface JobView extends ScheduledJob {
  readonly off: boolean;
  readonly last: {
    readonly startedAt: Date;
    readonly finishedAt: Date | null;
    /** kind of the fault, without data of people */
    readonly error: string | null;
    /** counts by name, as the job told them */
    readonly result: readonly { readonly name: string; readonly count: number }[];
  } | null;
}

function requireHealth(grants: readonly RoleGrant[], now: Date): void {
  if (!can(grants, 'health.view', { companyId: null }, now)) throw new DomainError('NOT_ALLOWED');
}

/** Every job with its last run and switch; two statements. @throws DomainError NOT_ALLOWED */
export async function listJobs(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { grants: readonly RoleGrant[]; jobs: readonly ScheduledJob[] },
): Promise<JobView[]> {
  requireHealth(options.grants, deps.clock.now());
  const runs = await deps.db.$queryRaw<
    { job: string; startedAt: Date; finishedAt: Date | null; error: string | null; result: unknown }[]
  >`
    SELECT DISTINCT ON ("job") "job", "startedAt", "finishedAt", "error", "result" FROM "CronRun"
     WHERE "owner" <> '' OR "error" IS NOT NULL
     ORDER BY "job", "slot" DESC`;
  const switches = await deps.db.jobSwitch.findMany({ where: { off: true }, select: { job: true } });
  const lastOf = new Map(runs.map((run) => [run.job, run]));
  const off = new Set(switches.map(({ job }) => job));
  return options.jobs.map((job) => {
    const last = lastOf.get(job.name);
    return {
      ...job,
      off: off.has(job.name),
      last:
        last === undefined
          ? null
          : {
              startedAt: last.startedAt,
              finishedAt: last.finishedAt,
              error: last.error,
              result: countsOf(last.result),
            },
    };
  });
}

function countsOf(result: unknown): { name: string; count: number }[] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.entries(result).flatMap(([name, count]) =>
    typeof count === 'number' ? [{ name, count }] : [],
  );
}

interface Change {
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
  readonly job: string;
}

/** Switch a job off or on; the target is named, so twice is once. @throws DomainError NOT_ALLOWED */
export async function switchJob(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: Change & { off: boolean },
): Promise<void> {
  const now = deps.clock.now();
  requireHealth(options.grants, now);
  const { job, off, identityId } = options;
  await inTransaction(deps.db, async (tx) => {
    const row = { off, changedById: identityId, changedAt: now };
    await tx.jobSwitch.upsert({ where: { job }, create: { job, ...row }, update: row });
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'staff',
      action: off ? 'job.off' : 'job.on',
      subject: `job:${job}`,
    });
  });
}

/** Run a job now, once a minute at most. @throws DomainError NOT_ALLOWED */
export async function runJobNow(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: Change,
): Promise<void> {
  const now = deps.clock.now();
  requireHealth(options.grants, now);
  const { job, identityId } = options;
  await inTransaction(deps.db, async (tx) => {
    const minute = Math.floor(now.getTime() / 60_000);
    const { created } = await enqueueTask(tx, deps.clock, {
      kind: RUN_JOB_TASK,
      key: `job:${job}:${minute}`,
      args: { job },
      identityId,
      maxAttempts: 1,
    });
    if (!created) return;
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'staff',
      action: 'job.run',
      subject: `job:${job}`,
    });
  });
  deps.notify('tasks');
}
