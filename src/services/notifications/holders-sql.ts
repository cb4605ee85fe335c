import { Prisma } from '../../database/generated/client.ts';

/** Zone of an account's house, for rows `a` (Account) with `p`, `firm`, `u`, `b` joined by `HOUSE_JOINS`. */
export function zoneSql(installation: string): Prisma.Sql {
  return Prisma.sql`COALESCE(b."timezone", firm."timezone", ${installation}::text)`;
}

/** From an account to its house and company. */
export const HOUSE_JOINS = Prisma.sql`
  JOIN "Provider" p ON p."id" = a."providerId"
  LEFT JOIN "Company" firm ON firm."id" = p."companyId"
  LEFT JOIN "Unit" u ON u."id" = a."unitId"
  LEFT JOIN "Building" b ON b."id" = u."buildingId"`;

/**
 * From an account `a` to those who hold it now: link `l`, person `r` (not blocked, not deleted) and `chat`, the one
 * chat the person used last.
 */
export function holderJoins(now: Date): Prisma.Sql {
  return Prisma.sql`
    JOIN "AccountLink" l ON l."accountId" = a."id" AND l."status" = 'active'
      AND (l."expiresAt" IS NULL OR l."expiresAt" > ${now})
    JOIN "Resident" r ON r."id" = l."residentId" AND r."deletedAt" IS NULL AND r."blockedAt" IS NULL
    JOIN LATERAL (
      SELECT i."id" FROM "TelegramIdentity" i WHERE i."residentId" = r."id" AND i."signedOutAt" IS NULL
       ORDER BY i."lastSeenAt" DESC NULLS LAST, i."id" DESC LIMIT 1) chat ON true`;
}

/** Hour of the day from which reminders of the day go out, on the house's clock. */
export const MORNING_HOUR = 10;
