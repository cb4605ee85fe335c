import { Prisma } from '../../database/generated/client.ts';

/**
 * A resident's links in force, for the CTE `links`: active, not expired, to a published account; what a relative shared
 * lives as long as the relative's own link and stops while they are blocked. `fromPeriod` cuts the
 * account's history (null = everything): a month that began before the link's date but ended after it is shown.
 */
export function visibleLinks(options: {
  readonly residentId: number;
  /** null = every link */
  readonly linkId: number | null;
  readonly now: Date;
}): Prisma.Sql {
  return Prisma.sql`
    SELECT l."id" AS "linkId", l."accountId", l."level", l."name", l."position", l."validFrom",
           to_char(l."validFrom", 'YYYY-MM') AS "fromPeriod"
      FROM "AccountLink" l
      JOIN "Account" a ON a."id" = l."accountId" AND a."publishedAt" IS NOT NULL
     WHERE l."residentId" = ${options.residentId}
       AND l."status" = 'active'
       AND (l."expiresAt" IS NULL OR l."expiresAt" > ${options.now})
       AND (l."sharedById" IS NULL OR EXISTS (
             SELECT 1 FROM "AccountLink" h JOIN "Resident" r ON r."id" = h."residentId"
              WHERE h."id" = l."sharedById" AND h."status" = 'active' AND r."blockedAt" IS NULL
                AND r."deletedAt" IS NULL AND (h."expiresAt" IS NULL OR h."expiresAt" > ${options.now})))
       AND (${options.linkId}::int IS NULL OR l."id" = ${options.linkId}::int)`;
}
