import { Prisma } from '../../database/generated/client.ts';
import { ANNOUNCEMENT_RULES, type AnnouncementKind, type Audience } from '../../domain/announcements.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';

/** Accounts people hold, with what an audience may ask about; a condition narrows it. */
export function heldAccounts(now: Date, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT l."residentId", l."level"::text AS "level", a."id" AS "accountId", p."id" AS "providerId", p."companyId",
           u."buildingId", u."entrance", lower(COALESCE(u."number", a."flat")) AS "flat"
      FROM "AccountLink" l
      JOIN "Account" a ON a."id" = l."accountId" AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
      JOIN "Provider" p ON p."id" = a."providerId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
     WHERE l."status" = 'active' AND (l."expiresAt" IS NULL OR l."expiresAt" > ${now}) AND ${condition}`;
}

/**
 * Whether an account `h` (a row of `heldAccounts`) is meant by an announcement: its company and the places of its
 * audience. Debts and missing readings are of the moment and are asked apart.
 */
export function placeMatches(companyId: Prisma.Sql, audience: Prisma.Sql): Prisma.Sql {
  const narrowedBy = (key: string): Prisma.Sql =>
    Prisma.sql`jsonb_array_length(COALESCE(${audience}->${key}::text, '[]'::jsonb)) = 0`;
  return Prisma.sql`
    (${companyId} IS NULL OR h."companyId" = ${companyId})
    AND (${narrowedBy('providerIds')} OR ${audience}->'providerIds' @> to_jsonb(h."providerId"))
    AND (${narrowedBy('buildingIds')} OR ${audience}->'buildingIds' @> to_jsonb(h."buildingId"))
    AND (${audience}->>'entrance' IS NULL OR ${audience}->>'entrance' = h."entrance")
    AND (${narrowedBy('flats')} OR ${audience}->'flats' @> to_jsonb(h."flat"))`;
}

export interface RecipientsQuery {
  readonly kind: AnnouncementKind;
  /** null: every company, and people without accounts too when nothing else narrows */
  readonly companyId: number | null;
  readonly audience: Audience;
  readonly now: Date;
  /** `2026-11`: whose readings are missing */
  readonly period: string;
}

/**
 * A SELECT of "identityId": one chat per person, not blocked, not signed out, who has the topic on in some channel.
 * Debts are told to holders of the full level only: a number alone may be typed by a stranger.
 */
export function recipientsSql(query: RecipientsQuery): Prisma.Sql {
  const { audience, companyId, now } = query;
  const json = Prisma.sql`${JSON.stringify(audience)}::jsonb`;
  const company = Prisma.sql`${companyId}::int`;
  const narrow =
    companyId !== null ||
    audience.providerIds.length + audience.buildingIds.length + audience.flats.length > 0 ||
    audience.entrance !== null ||
    audience.debtOver !== null ||
    audience.withoutReadings;
  const held = Prisma.sql`
    held AS (SELECT h.* FROM (${heldAccounts(now, Prisma.sql`true`)}) h WHERE ${placeMatches(company, json)}
      ${audience.debtOver === null ? Prisma.empty : Prisma.sql`AND h."level" = 'full'`}
      ${audience.withoutReadings ? missingReadings(query.period) : Prisma.empty})`;
  const chosen =
    audience.debtOver === null
      ? Prisma.sql`SELECT DISTINCT "residentId" FROM held`
      : debtors(audience.debtOver);
  const debts =
    audience.debtOver === null
      ? Prisma.empty
      : Prisma.sql`, scope AS (SELECT DISTINCT "accountId" FROM held), ${OUTSTANDING}`;
  const who = narrow ? Prisma.sql`r."id" IN (${chosen})` : Prisma.sql`true`;
  return Prisma.sql`
    WITH ${held} ${debts}
    SELECT DISTINCT ON (r."id") i."id" AS "identityId"
      FROM "Resident" r
      JOIN "TelegramIdentity" i ON i."residentId" = r."id" AND i."signedOutAt" IS NULL
     WHERE r."deletedAt" IS NULL AND r."blockedAt" IS NULL
       AND (${audience.locale}::text IS NULL OR i."locale" = ${audience.locale}::text)
       AND ${who} AND ${wanted(query.kind)}
     ORDER BY r."id", i."lastSeenAt" DESC NULLS LAST, i."id" DESC`;
}

/**
 * Holders of `held` whose account owes more, kopecks. Grouped, not joined: a plan that takes few holders for granted
 * would compare every one with every account.
 */
function debtors(debtOver: number): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT unnest("residents") AS "residentId"
      FROM (
        SELECT array_remove(array_agg("residentId"), NULL) AS "residents", max("left") AS "left"
          FROM (SELECT "accountId", "residentId", NULL::int AS "left" FROM held
                 UNION ALL SELECT "accountId", NULL, "left" FROM outstanding) every
         GROUP BY "accountId"
      ) accounts
     WHERE "left" > ${debtOver}::int`;
}

function missingReadings(period: string): Prisma.Sql {
  return Prisma.sql`
    AND EXISTS (
      SELECT 1 FROM "Meter" m WHERE m."accountId" = h."accountId" AND m."archivedAt" IS NULL AND NOT m."automatic"
        AND NOT EXISTS (SELECT 1 FROM "Reading" d
          WHERE d."meterId" = m."id" AND d."period" = ${period} AND d."isCurrent"))`;
}

/** Somebody who switched the topic off everywhere is no recipient. */
function wanted(kind: AnnouncementKind): Prisma.Sql {
  const { topic } = ANNOUNCEMENT_RULES[kind];
  if (topic === null) return Prisma.sql`true`;
  const choice = Prisma.sql`SELECT 1 FROM "Subscription" s
    WHERE s."residentId" = r."id" AND s."topic" = ${topic}::"SubscriptionTopic"`;
  if (topic === 'promotions') {
    return Prisma.sql`EXISTS (${choice} AND s."enabled") AND EXISTS (
      SELECT 1 FROM "Acceptance" c JOIN "TelegramIdentity" own ON own."id" = c."identityId"
       WHERE own."residentId" = r."id" AND c."kind" = 'promotions' AND c."withdrawnAt" IS NULL)`;
  }
  return Prisma.sql`(NOT EXISTS (${choice} AND s."channel" = 'telegram' AND NOT s."enabled")
    OR EXISTS (${choice} AND s."channel" <> 'telegram' AND s."enabled"))`;
}
