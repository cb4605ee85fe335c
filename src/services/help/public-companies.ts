import { z } from 'zod';
import { zoneOf } from '../../domain/clock-zone.ts';
import type { Localized } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';
import { localizedSchema } from '../texts/localized-schema.ts';

/** What anybody may know about a company: no registration, no consent needed. */
export interface PublicCompany {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly slogan: Localized | null;
  readonly inn: string | null;
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
  readonly website: string | null;
  readonly officeAddress: string | null;
  readonly emergencyPhones: readonly { readonly name: Localized; readonly phone: string }[];
  /** Office hours by ISO weekdays (1 = Monday) in `timezone`. */
  readonly hours: readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[];
  /** IANA zone of the hours. */
  readonly timezone: string;
}

export interface PublicCompanies {
  readonly companies: readonly PublicCompany[];
  /** How many there are in all. */
  readonly total: number;
}

const rowSchema = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  shortName: z.string(),
  slogan: localizedSchema.nullable().catch(null),
  inn: z.string().nullable(),
  contactPhone: z.string().nullable(),
  contactEmail: z.string().nullable(),
  website: z.string().nullable(),
  officeAddress: z.string().nullable(),
  emergencyPhones: z.array(z.object({ name: localizedSchema, phone: z.string() })).catch([]),
  contactHours: z.array(z.object({ days: z.array(z.number()), from: z.string(), to: z.string() })).catch([]),
  timezone: z.string().nullable(),
  total: z.coerce.number(),
});

type Deps = Pick<ServiceDeps, 'db' | 'installation'>;

/**
 * Companies to show to somebody, one page: the chosen one (start link), else those of the resident's accounts,
 * else all of the installation. One statement.
 */
export async function publicCompanies(
  deps: Deps,
  options: { companyId: number | null; residentId: number | null; page: number; size: number },
): Promise<PublicCompanies> {
  const rows: unknown[] = await deps.db.$queryRaw`
    WITH linked AS (
      SELECT DISTINCT p."companyId" AS "id"
        FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId" JOIN "Provider" p ON p."id" = a."providerId"
       WHERE l."residentId" = ${options.residentId} AND l."status" <> 'revoked' AND p."companyId" IS NOT NULL),
    chosen AS (
      SELECT c.* FROM "Company" c WHERE c."active" AND (
        c."id" IN (SELECT "id" FROM linked)
        OR (NOT EXISTS (SELECT 1 FROM linked)
            AND (c."id" = ${options.companyId}
                 OR NOT EXISTS (SELECT 1 FROM "Company" s WHERE s."active" AND s."id" = ${options.companyId}))))
    )
    SELECT "id", "slug", "name", "shortName", "slogan", "inn", "contactPhone", "contactEmail", "website",
           "officeAddress", "emergencyPhones", "contactHours", "timezone", count(*) OVER () AS "total"
      FROM chosen ORDER BY "shortName", "id"
     LIMIT ${options.size} OFFSET ${options.page * options.size}`;
  const companies = rows.map((row) => rowSchema.parse(row));
  return {
    companies: companies.map(({ contactHours, total: _, timezone, ...rest }) => ({
      ...rest,
      hours: contactHours,
      timezone: zoneOf({ company: timezone }, deps.installation.timezone),
    })),
    total: companies[0]?.total ?? 0,
  };
}

/** The company a start link (`?start=<slug>`) means; null when the payload is something else. */
export async function companyBySlug(deps: Pick<ServiceDeps, 'db'>, slug: string): Promise<number | null> {
  const row = await deps.db.company.findFirst({ where: { slug, active: true }, select: { id: true } });
  return row?.id ?? null;
}
