import { Prisma } from './generated/client.ts';

/**
 * Text of a rule of `Setting` in force: the company's own, else that of every company; SQL NULL where neither is set.
 * @param companyId expression; may be NULL
 */
export function ruleSql(key: string, companyId: Prisma.Sql, now: Date): Prisma.Sql {
  const newest = (whose: Prisma.Sql): Prisma.Sql => Prisma.sql`
    (SELECT s."value" #>> '{}' FROM "Setting" s
      WHERE s."key" = ${key} AND s."companyId" ${whose} AND s."effectiveFrom" <= ${now.toISOString().slice(0, 10)}::date
      ORDER BY s."effectiveFrom" DESC, s."id" DESC LIMIT 1)`;
  return Prisma.sql`COALESCE(${newest(Prisma.sql`= ${companyId}`)}, ${newest(Prisma.sql`IS NULL`)})`;
}

/** Zone and company of the house a resident `r` lives in, by the account they put first; no row without accounts. */
export function homeSql(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT COALESCE(b."timezone", firm."timezone") AS "zone", p."companyId" FROM "AccountLink" l
      JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
      LEFT JOIN "Company" firm ON firm."id" = p."companyId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
      LEFT JOIN "Building" b ON b."id" = u."buildingId"
     WHERE ${condition} AND l."residentId" = r."id" AND l."status" = 'active'
     ORDER BY (l."id" = r."defaultLinkId") DESC NULLS LAST, l."position", l."id" LIMIT 1`;
}
