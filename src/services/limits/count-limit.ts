import type { DbOrTx } from '../../database/client.ts';

/** One counter: `key` holds keyed hashes only, never a phone or an id in the clear. */
export interface CounterKey {
  readonly key: string;
  readonly windowMinutes: number;
}

export interface Counted {
  /** Times counted in this window, this one included. */
  readonly count: number;
  readonly windowStart: Date;
}

/**
 * Count one event on several counters with one upsert; the answers come in the order of `counters`. Windows are
 * fixed and begin at multiples of their length. Inside a transaction that throws nothing is counted, so refused
 * attempts do not use up the limits of others.
 */
export async function countLimits(
  db: DbOrTx,
  options: { counters: readonly CounterKey[]; now: Date },
): Promise<Counted[]> {
  const rows = options.counters.map((counter) => ({ ...counter, ...windowOf(counter, options.now) }));
  const counted = await db.$queryRaw<{ key: string; windowStart: Date; count: number }[]>`
    INSERT INTO "RateCounter" ("key", "windowStart", "count", "expiresAt")
    SELECT k, s, 1, e
      FROM unnest(${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.windowStart)}::timestamptz[],
                  ${rows.map((row) => row.expiresAt)}::timestamptz[]) AS t(k, s, e)
     ORDER BY k, s
    ON CONFLICT ("key", "windowStart") DO UPDATE SET "count" = "RateCounter"."count" + 1
    RETURNING "key", "windowStart", "count"`;
  return rows.map(({ key, windowStart }) => {
    const row = counted.find(
      (candidate) => candidate.key === key && candidate.windowStart.getTime() === windowStart.getTime(),
    );
    if (row === undefined) throw new Error('a counter did not come back');
    return { count: row.count, windowStart };
  });
}

/** Take back what `countLimits` counted at `now`: the event did not happen after all, and not by the person's doing. */
export async function uncountLimits(
  db: DbOrTx,
  options: { counters: readonly CounterKey[]; now: Date },
): Promise<void> {
  const rows = options.counters.map((counter) => ({ ...counter, ...windowOf(counter, options.now) }));
  await db.$executeRaw`
    UPDATE "RateCounter" r SET "count" = r."count" - 1
      FROM unnest(${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.windowStart)}::timestamptz[]) AS t(k, s)
     WHERE r."key" = t.k AND r."windowStart" = t.s AND r."count" > 0`;
}

function windowOf(counter: CounterKey, now: Date): { windowStart: Date; expiresAt: Date } {
  const length = counter.windowMinutes * 60_000;
  const start = Math.floor(now.getTime() / length) * length;
  return { windowStart: new Date(start), expiresAt: new Date(start + length) };
}
