import type { DbOrTx } from './client.ts';

export interface LeaseRequest {
  /** What is locked: `person:5`, `job:due-reminders`. */
  readonly key: string;
  /** Who holds it, for people who look into the table. Another request of the same owner is refused as well. */
  readonly owner: string;
  /** Milliseconds after which the lease is lost unless it is renewed. */
  readonly ttlMs: number;
}

/** A lease that was given: the fence grows with every holder, so that a later one can tell an earlier one's writes. */
export interface HeldLease {
  readonly key: string;
  readonly fence: bigint;
}

/**
 * Takes the lease by the database's clock (machines need not agree on the time) in one statement.
 * Returns its fence, or null when somebody holds it.
 */
export async function acquireLease(db: DbOrTx, request: LeaseRequest): Promise<bigint | null> {
  // clock_timestamp(): now() stands still in a transaction. nextval() again on conflict: it is drawn after the wait
  // for the row, so that fences grow in the order in which leases were given.
  const rows = await db.$queryRaw<{ fence: bigint }[]>`
    INSERT INTO "Lease" AS held ("key", "owner", "until")
    VALUES (${request.key}, ${request.owner}, clock_timestamp() + ${request.ttlMs} * interval '1 millisecond')
    ON CONFLICT ("key") DO UPDATE
      SET "owner" = EXCLUDED."owner",
          "fence" = nextval(pg_get_serial_sequence('"Lease"', 'fence')),
          "until" = clock_timestamp() + ${request.ttlMs} * interval '1 millisecond'
      WHERE held."until" <= clock_timestamp()
    RETURNING "fence"`;
  return rows[0]?.fence ?? null;
}

/** Prolongs the lease from now on. False: it was lost, whatever was done under it must not be written. */
export async function renewLease(db: DbOrTx, lease: HeldLease, ttlMs: number): Promise<boolean> {
  const renewed = await db.$executeRaw`
    UPDATE "Lease" SET "until" = clock_timestamp() + ${ttlMs} * interval '1 millisecond'
    WHERE "key" = ${lease.key} AND "fence" = ${lease.fence} AND "until" > clock_timestamp()`;
  return renewed === 1;
}

/** Gives the lease back. False: it had been lost to another holder, who keeps it. */
export async function releaseLease(db: DbOrTx, lease: HeldLease): Promise<boolean> {
  const released = await db.$executeRaw`
    DELETE FROM "Lease" WHERE "key" = ${lease.key} AND "fence" = ${lease.fence}`;
  return released === 1;
}

/**
 * True while the lease is held. Inside a transaction the answer stays true until its end, because nobody can take the
 * row meanwhile: ask first, then write.
 */
export async function holdsLease(db: DbOrTx, lease: HeldLease): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Lease"
    WHERE "key" = ${lease.key} AND "fence" = ${lease.fence} AND "until" > clock_timestamp()
    FOR SHARE`;
  return rows.length === 1;
}

/** Deletes what dead holders left behind. Fences come from a sequence, so nothing is forgotten with the rows. */
export async function deleteExpiredLeases(db: DbOrTx): Promise<number> {
  return await db.$executeRaw`DELETE FROM "Lease" WHERE "until" < clock_timestamp() - interval '1 hour'`;
}
