import { rowsAsTable } from '../database/bulk.ts';
import type { Db } from '../database/client.ts';
import { Prisma } from '../database/generated/client.ts';
import { homeSql, ruleSql } from '../database/setting-sql.ts';
import type { Channel } from '../domain/delivery.ts';
import { QUIET_HOURS_RULE } from '../domain/quiet-hours.ts';
import { type ChannelChoices, MOST_A_DAY_RULE } from '../domain/subscriptions.ts';

/** A message taken for sending, with what is known about its recipient now. */
export interface ClaimedDelivery {
  readonly id: bigint;
  /** the claim it was taken by: proof of being the holder in everything that follows */
  readonly owner: string;
  readonly kind: string;
  readonly recipient: string;
  readonly channel: Channel;
  readonly lane: number;
  readonly params: unknown;
  readonly attempt: number;
  readonly validUntil: Date | null;
  readonly lastError: string | null;
  readonly chatId: bigint | null;
  readonly identityId: number | null;
  readonly telegramId: bigint | null;
  readonly locale: string | null;
  readonly unreachableAt: Date | null;
  readonly signedOutAt: Date | null;
  readonly residentId: number | null;
  readonly blockedAt: Date | null;
  /** confirmed addresses only */
  readonly email: string | null;
  readonly phone: string | null;
  /** what the person chose for this channel; null = never touched */
  readonly choices: ChannelChoices | null;
  /** the person's own quiet hours, as stored, else their company's; only for kinds that wait */
  readonly quietHours: string | null;
  /** zone of the person's first house or its company; only for kinds that wait */
  readonly zone: string | null;
  /** ordinary messages this person got in the last 24 hours; only for kinds that count */
  readonly sentToday: number | null;
  /** how many are enough, where the company says; only for kinds that wait */
  readonly mostADay: number | null;
}

const DAY_MS = 86_400_000;

export interface ClaimRequest {
  /** Unique among all claims that ever were: a statement that comes too late can do no harm to a later holder. */
  readonly owner: string;
  readonly channel: Channel;
  /** Numbers of the lanes that may go now. */
  readonly lanes: readonly number[];
  readonly limit: number;
  /** Recipients that may not be written to for a moment. */
  readonly avoid: readonly string[];
  /** Kinds that wait for the morning, and those that count for the digest. */
  readonly patientKinds?: readonly string[];
  readonly ordinaryKinds?: readonly string[];
  /** business time: what is due */
  readonly now: Date;
  readonly leaseMs: number;
}

/** Whether anything of this channel is due: a twentieth of what a claim costs. */
export async function anyDelivery(db: Db, channel: Channel, now: Date): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT "id" FROM "Delivery"
     WHERE "status" = 'queued' AND "channel" = ${channel}::"Channel" AND "notBefore" <= ${now} LIMIT 1`;
  return rows.length > 0;
}

/**
 * Take the next messages: lower lanes first, one per recipient, none of a recipient who has one on the way (also
 * another sender's, as far as its claim is committed; the limit per chat keeps the rest apart). Rows that another
 * sender is taking are skipped. The lease runs by the database's clock: machines need not agree on the time.
 */
export async function claimDeliveries(db: Db, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  const { owner, channel, lanes, limit, avoid, now, leaseMs } = request;
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const patient = Prisma.sql`string_to_array(${(request.patientKinds ?? []).join(',')}, ',')`;
  const ordinary = Prisma.sql`string_to_array(${(request.ordinaryKinds ?? []).join(',')}, ',')`;
  const rule = (key: string): Prisma.Sql => ruleSql(key, Prisma.sql`home."companyId"`, now);
  const laneRows = Prisma.join(lanes.map((lane) => Prisma.sql`(${lane}::int)`));
  // Per lane, so that the index is read in order and messages that are not due yet are never read.
  return await db.$queryRaw<ClaimedDelivery[]>`
    WITH busy AS MATERIALIZED (
      SELECT "recipient" FROM "Delivery" WHERE "status" IN ('leased', 'sending') AND "channel" = ${channel}::"Channel"
      UNION ALL SELECT unnest(string_to_array(${avoid.join(',')}, ','))
    ), due AS MATERIALIZED (
      SELECT row."id", row."recipient", row."lane", row."notBefore"
      FROM (VALUES ${laneRows}) AS lanes("lane") CROSS JOIN LATERAL (
        SELECT d."id", d."recipient", d."lane", d."notBefore" FROM "Delivery" d
        WHERE d."status" = 'queued' AND d."channel" = ${channel}::"Channel" AND d."lane" = lanes."lane"
          AND d."notBefore" <= ${now} AND NOT EXISTS (SELECT 1 FROM busy WHERE busy."recipient" = d."recipient")
        ORDER BY d."notBefore", d."id" LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
      ) AS row
      ORDER BY row."lane", row."notBefore", row."id" LIMIT ${limit}::int
    ), chosen AS (
      SELECT DISTINCT ON ("recipient") "id" FROM due ORDER BY "recipient", "lane", "notBefore", "id"
    ), claimed AS (
      UPDATE "Delivery" d SET "status" = 'leased', "owner" = ${owner},
        "leasedUntil" = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
      FROM chosen WHERE d."id" = chosen."id"
      RETURNING d."id", d."owner", d."kind", d."recipient", d."channel", d."lane", d."params", d."attempt",
        d."validUntil", d."lastError", d."chatId", d."identityId", d."notBefore"
    )
    SELECT c."id", c."owner", c."kind", c."recipient", c."channel"::text AS "channel", c."lane", c."params", c."attempt",
      c."validUntil", c."lastError", c."chatId", c."identityId", i."telegramId", i."locale", i."unreachableAt",
      i."signedOutAt", i."residentId", r."blockedAt",
      CASE WHEN r."emailConfirmedAt" IS NULL THEN NULL ELSE r."email" END AS "email",
      CASE WHEN r."phoneConfirmedAt" IS NULL THEN NULL ELSE r."phone" END AS "phone",
      CASE WHEN c."kind" = ANY(${patient}) THEN COALESCE(r."quietHours", ${rule(QUIET_HOURS_RULE)}) END AS "quietHours",
      (SELECT jsonb_object_agg(s."topic", s."enabled") FROM "Subscription" s
        WHERE s."residentId" = r."id" AND s."channel" = c."channel") AS "choices",
      home."zone",
      CASE WHEN c."kind" = ANY(${ordinary}) THEN ${rule(MOST_A_DAY_RULE)}::int END AS "mostADay",
      CASE WHEN c."kind" = ANY(${ordinary}) THEN (
        SELECT count(*)::int FROM "Delivery" e
         WHERE e."identityId" = c."identityId" AND e."createdAt" > ${new Date(dayAgo.getTime() - 7 * DAY_MS)}
           AND e."sentAt" > ${dayAgo} AND e."channel" = c."channel" AND e."kind" = ANY(${ordinary})) END AS "sentToday"
    FROM claimed c
    LEFT JOIN "TelegramIdentity" i ON i."id" = c."identityId"
    LEFT JOIN "Resident" r ON r."id" = i."residentId"
    LEFT JOIN LATERAL (${homeSql(Prisma.sql`c."kind" = ANY(${patient})`)}) home ON true
    ORDER BY c."lane", c."notBefore", c."id"`;
}

/** One message as its holder names it. */
export type HeldDelivery = Pick<ClaimedDelivery, 'id' | 'owner'>;

const HELD = { id: 'bigint', owner: 'text' } as const;

function heldRows(rows: readonly HeldDelivery[]): Prisma.Sql {
  return rowsAsTable(
    HELD,
    rows.map(({ id, owner }) => ({ id, owner })),
  );
}

/**
 * Commit that these messages are about to be sent, before the calls. Returns the number of the attempt for each, or
 * null for those that are not ours any more (the lease ran out, staff cancelled): they must not be sent.
 */
export async function markSending(
  db: Db,
  held: readonly HeldDelivery[],
  leaseMs: number,
): Promise<(number | null)[]> {
  const rows = await db.$queryRaw<{ id: bigint; attempt: number }[]>`
    UPDATE "Delivery" d SET "status" = 'sending', "attempt" = d."attempt" + 1,
      "leasedUntil" = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    FROM ${heldRows(held)} AS held
    WHERE d."id" = held."id" AND d."owner" = held."owner" AND d."status" = 'leased'
      AND d."leasedUntil" > clock_timestamp()
    RETURNING d."id", d."attempt"`;
  const attempts = new Map(rows.map(({ id, attempt }) => [id, attempt]));
  return held.map(({ id }) => attempts.get(id) ?? null);
}

/**
 * Give back messages for which certainly no call was made. One whose `sending` was committed although the answer to
 * that was lost is among them; its attempt does not count.
 */
export async function giveBackUncalled(db: Db, held: readonly HeldDelivery[]): Promise<void> {
  if (held.length === 0) return;
  await db.$executeRaw`
    UPDATE "Delivery" d SET "status" = 'queued', "owner" = NULL, "leasedUntil" = NULL,
      "attempt" = CASE WHEN d."status" = 'sending' THEN d."attempt" - 1 ELSE d."attempt" END
    FROM ${heldRows(held)} AS held
    WHERE d."id" = held."id" AND d."owner" = held."owner" AND d."status" IN ('leased', 'sending')`;
}

/** Give back what all claims of one sender (their owners begin so) have taken and not begun. Returns how many. */
export async function releaseDeliveries(db: Db, ownerPrefix: string): Promise<number> {
  return await db.$executeRaw`
    UPDATE "Delivery" SET "status" = 'queued', "owner" = NULL, "leasedUntil" = NULL
    WHERE starts_with("owner", ${ownerPrefix}) AND "status" = 'leased'`;
}
