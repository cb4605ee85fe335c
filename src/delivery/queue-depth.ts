import type { Db } from '../database/client.ts';
import { LANES } from '../domain/delivery.ts';

export interface DeliveryDepth {
  /** Everything that is not over, and what needs somebody's attention. */
  readonly counts: readonly { readonly lane: string; readonly status: string; readonly count: number }[];
  /** Seconds the oldest due message has waited; 0 when none does. */
  readonly oldestSeconds: number;
}

/** How much waits in the outbox. Reads partial indexes only; half a million queued rows take about 0.1 s. */
export async function measureDeliveries(db: Db, now: Date): Promise<DeliveryDepth> {
  const rows = await db.$queryRaw<{ lane: number; status: string; count: number; oldest: Date | null }[]>`
    SELECT "lane", "status"::text AS "status", count(*)::int AS "count",
      min("notBefore") FILTER (WHERE "status" = 'queued') AS "oldest"
    FROM "Delivery" WHERE "status" IN ('queued', 'leased', 'sending', 'unknown', 'failed')
    GROUP BY "lane", "status"`;
  const oldest = Math.min(...rows.map((row) => row.oldest?.getTime() ?? now.getTime()), now.getTime());
  const names = new Map<number, string>(Object.entries(LANES).map(([name, lane]) => [lane, name]));
  return {
    counts: rows.map(({ lane, status, count }) => ({ lane: names.get(lane) ?? `${lane}`, status, count })),
    oldestSeconds: (now.getTime() - oldest) / 1000,
  };
}
