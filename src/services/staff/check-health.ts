import { z } from 'zod';
import type { ServiceDeps } from '../deps.ts';

/** What an operator asks of the installation: is the database there, does anything wait or need a person. */
export interface Health {
  readonly residents: number;
  readonly accounts: number;
  readonly deliveriesWaiting: number;
  /** messages that failed, or of which nobody knows whether they arrived */
  readonly deliveriesNeedAttention: number;
  readonly tasksWaiting: number;
  readonly tasksFailed: number;
  /** imports that were begun and are neither published nor cleared away */
  readonly importsOpen: number;
  /** seconds the oldest message that is due has waited; 0 = none */
  readonly oldestDelivery: number;
  /** the same of background tasks */
  readonly oldestTask: number;
  /** jobs whose last run failed */
  readonly jobsFailed: readonly string[];
  readonly jobsOff: readonly string[];
  /** when any job ended last; null = none has run yet */
  readonly lastJobAt: Date | null;
}

const schema = z.object({
  residents: z.number(),
  accounts: z.number(),
  deliveriesWaiting: z.number(),
  deliveriesNeedAttention: z.number(),
  tasksWaiting: z.number(),
  tasksFailed: z.number(),
  importsOpen: z.number(),
  oldestDelivery: z.coerce.number(),
  oldestTask: z.coerce.number(),
  jobsFailed: z.array(z.string()),
  jobsOff: z.array(z.string()),
  lastJobAt: z.coerce.date().nullable(),
});

/** One statement; that it answers is the first thing it tells. */
export async function checkHealth(deps: Pick<ServiceDeps, 'db' | 'clock'>): Promise<Health> {
  const now = deps.clock.now();
  const [row]: unknown[] = await deps.db.$queryRaw`
    SELECT (SELECT count(*)::int FROM "Resident" WHERE "deletedAt" IS NULL) AS "residents",
           (SELECT count(*)::int FROM "Account" WHERE "publishedAt" IS NOT NULL) AS "accounts",
           (SELECT count(*)::int FROM "Delivery" WHERE "status" IN ('queued', 'leased', 'sending'))
             AS "deliveriesWaiting",
           (SELECT count(*)::int FROM "Delivery" WHERE "status" IN ('unknown', 'failed'))
             AS "deliveriesNeedAttention",
           (SELECT count(*)::int FROM "Task" WHERE "status" IN ('queued', 'running')) AS "tasksWaiting",
           (SELECT count(*)::int FROM "Task" WHERE "status" = 'failed') AS "tasksFailed",
           (SELECT count(*)::int FROM "ImportBatch" WHERE "status" IN ('staging', 'staged')) AS "importsOpen",
           (SELECT COALESCE(GREATEST(extract(epoch FROM ${now}::timestamptz - min("notBefore")), 0), 0)::int
              FROM "Delivery" WHERE "status" = 'queued' AND "notBefore" <= ${now}) AS "oldestDelivery",
           (SELECT COALESCE(GREATEST(extract(epoch FROM ${now}::timestamptz - min("runAfter")), 0), 0)::int
              FROM "Task" WHERE "status" = 'queued' AND "runAfter" <= ${now}) AS "oldestTask",
           (SELECT COALESCE(json_agg(r."job" ORDER BY r."job"), '[]'::json)
              FROM (SELECT DISTINCT ON ("job") "job", "error" FROM "CronRun"
                     WHERE "finishedAt" IS NOT NULL OR "error" IS NOT NULL ORDER BY "job", "slot" DESC) r
             WHERE r."error" IS NOT NULL) AS "jobsFailed",
           (SELECT COALESCE(json_agg("job" ORDER BY "job"), '[]'::json) FROM "JobSwitch" WHERE "off") AS "jobsOff",
           (SELECT max("finishedAt") FROM "CronRun") AS "lastJobAt"`;
  return schema.parse(row);
}
