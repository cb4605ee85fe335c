import type { Db } from '../database/client.ts';
import { AMBIGUOUS } from './record.ts';

export interface Recovered {
  /** taken, not begun: back in the queue */
  readonly requeued: number;
  /** may have arrived: again in the queue, marked as a repeat */
  readonly repeated: number;
  /** may have arrived: left for staff to decide */
  readonly unknown: number;
}

/**
 * Take back what dead senders left. What was only `leased` was certainly not sent. What was `sending` may have
 * arrived: kinds that must arrive go once more, everything else (and what was ambiguous before) becomes `unknown`.
 */
export async function recoverDeliveries(db: Db, resendKinds: readonly string[]): Promise<Recovered> {
  const requeued = await db.$executeRaw`
    UPDATE "Delivery" SET "status" = 'queued', "owner" = NULL, "leasedUntil" = NULL
    WHERE "status" = 'leased' AND "leasedUntil" < clock_timestamp()`;
  const decided = await db.$queryRaw<{ status: string }[]>`
    UPDATE "Delivery" SET
      "status" = CASE
        WHEN "kind" = ANY(string_to_array(${resendKinds.join(',')}, ',')) AND NOT COALESCE(starts_with("lastError", ${AMBIGUOUS}), false)
        THEN 'queued'::"DeliveryStatus" ELSE 'unknown'::"DeliveryStatus" END,
      "lastError" = ${`${AMBIGUOUS}the sender stopped in the middle`}, "leasedUntil" = NULL
    WHERE "status" = 'sending' AND "leasedUntil" < clock_timestamp()
    RETURNING "status"::text AS "status"`;
  const repeated = decided.filter(({ status }) => status === 'queued').length;
  return { requeued, repeated, unknown: decided.length - repeated };
}
