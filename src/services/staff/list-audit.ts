import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

export const AUDIT_PER_PAGE = 8;
/** An export holds no more; the rest goes out by shorter spans. */
export const AUDIT_MOST_EXPORTED = 10_000;

/** What the journal is looked through for: beginnings of the actions' names. */
export const AUDIT_GROUPS = {
  all: [],
  access: ['access.', 'account.', 'code-word.', 'consent.', 'resident.', 'role.'],
  money: ['payment.', 'payments.', 'export.', 'reconciliation.', 'settings.vat'],
  data: ['import.', 'meter.', 'reading.', 'readings.', 'window.'],
  talk: ['announcement.', 'ticket.', 'tickets.'],
  settings: ['settings.', 'text.', 'job.', 'provider.', 'window.', 'role.'],
} as const satisfies Record<string, readonly string[]>;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

export function isAuditGroup(text: string): text is AuditGroup {
  return Object.hasOwn(AUDIT_GROUPS, text);
}

/** Days back; 0 = the whole journal. */
export const AUDIT_SPANS = [0, 1, 7, 30] as const;

export interface AuditFilter {
  readonly group: AuditGroup;
  readonly days: number;
}

const EVERYTHING: AuditFilter = { group: 'all', days: 0 };

const rowSchema = z.object({
  at: z.coerce.date(),
  actorKind: z.string(),
  actorId: z.number().nullable(),
  /** name given by who granted the role, else the resident's */
  actorName: z.string().nullable(),
  actorTelegramId: z.coerce.string().nullable(),
  action: z.string(),
  subject: z.string(),
  /** what the subject is called now; null when it is gone, or is named by its number only */
  subjectName: z.string().nullable(),
  company: z.string().nullable(),
  details: z.record(z.string(), z.unknown()).catch({}),
});
export type AuditRow = z.infer<typeof rowSchema>;

const pageSchema = z.object({ total: z.number(), page: z.number(), rows: z.array(rowSchema) });

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;
interface Options {
  readonly grants: readonly RoleGrant[];
  /** default: everything */
  readonly filter?: AuditFilter;
}

/**
 * The journal, newest first, within the companies the grants cover. One statement.
 * @throws DomainError NOT_ALLOWED
 */
export async function listAudit(
  deps: Deps,
  options: Options & { readonly page: number },
): Promise<{ readonly rows: readonly AuditRow[]; readonly total: number; readonly page: number }> {
  const [raw]: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH counted AS (
      SELECT count(*)::int AS "total",
             LEAST(${options.page}::int, GREATEST(ceil(count(*)::numeric / ${AUDIT_PER_PAGE}::int)::int - 1, 0)) AS "page"
        FROM "AuditEntry" e WHERE ${condition(deps, options)}
    ),
    paged AS (
      SELECT e.* FROM "AuditEntry" e WHERE ${condition(deps, options)}
       ORDER BY e."at" DESC, e."id" DESC
       LIMIT ${AUDIT_PER_PAGE}::int OFFSET (SELECT "page" FROM counted) * ${AUDIT_PER_PAGE}::int
    )
    SELECT c."total", c."page", COALESCE((SELECT json_agg(row_to_json(x)) FROM (${named()}) x), '[]'::json) AS "rows"
      FROM counted c`);
  return pageSchema.parse(raw);
}

/** The same without pages, at most `AUDIT_MOST_EXPORTED`, and how many there are. @throws DomainError NOT_ALLOWED */
export async function exportAudit(
  deps: Deps,
  options: Options,
): Promise<{ readonly rows: readonly AuditRow[]; readonly total: number }> {
  const [raw]: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH paged AS (
      SELECT e.* FROM "AuditEntry" e WHERE ${condition(deps, options)}
       ORDER BY e."at" DESC, e."id" DESC LIMIT ${AUDIT_MOST_EXPORTED}::int
    )
    SELECT (SELECT count(*)::int FROM "AuditEntry" e WHERE ${condition(deps, options)}) AS "total", 0 AS "page",
           COALESCE((SELECT json_agg(row_to_json(x)) FROM (${named()}) x), '[]'::json) AS "rows"`);
  return pageSchema.parse(raw);
}

function condition(deps: Pick<Deps, 'clock'>, { grants, filter = EVERYTHING }: Options): Prisma.Sql {
  const now = deps.clock.now();
  const companies = companiesFor(grants, 'audit.view', now);
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  const mine =
    companies === 'all' ? Prisma.sql`TRUE` : Prisma.sql`e."companyId" = ANY(${[...companies]}::int[])`;
  const begins: readonly string[] = AUDIT_GROUPS[filter.group];
  const group =
    begins.length === 0
      ? Prisma.sql`TRUE`
      : Prisma.sql`e."action" LIKE ANY (${begins.map((prefix) => `${prefix}%`)}::text[])`;
  const since =
    filter.days === 0
      ? Prisma.sql`TRUE`
      : Prisma.sql`e."at" > ${new Date(now.getTime() - filter.days * 86_400_000)}`;
  return Prisma.sql`${mine} AND ${group} AND ${since}`;
}

/** Entries hold ids only, so that nothing about people is kept here; what they are called is looked up when it is read. */
function named(): Prisma.Sql {
  return Prisma.sql`
    SELECT e."at", e."actorKind", e."actorId", e."action", e."subject", e."details", c."shortName" AS "company",
           COALESCE((SELECT s."displayName" FROM "StaffRole" s
                      WHERE s."identityId" = e."actorId" AND s."displayName" IS NOT NULL ORDER BY s."id" DESC LIMIT 1),
                    (SELECT r."firstName" || ' ' || r."lastName" FROM "TelegramIdentity" i
                       JOIN "Resident" r ON r."id" = i."residentId" AND r."deletedAt" IS NULL
                      WHERE i."id" = e."actorId")) AS "actorName",
           (SELECT i."telegramId" FROM "TelegramIdentity" i WHERE i."id" = e."actorId") AS "actorTelegramId",
           CASE split_part(e."subject", ':', 1)
             WHEN 'account' THEN (SELECT a."number" || ', ' || p."shortName" FROM "Account" a
                                    JOIN "Provider" p ON p."id" = a."providerId" WHERE a."id" = k."id")
             WHEN 'resident' THEN (SELECT r."firstName" || ' ' || r."lastName" FROM "Resident" r
                                    WHERE r."id" = k."id" AND r."deletedAt" IS NULL)
             WHEN 'identity' THEN (SELECT COALESCE(r."firstName" || ' ' || r."lastName", i."telegramId"::text)
                                     FROM "TelegramIdentity" i
                                     LEFT JOIN "Resident" r ON r."id" = i."residentId" AND r."deletedAt" IS NULL
                                    WHERE i."id" = k."id")
             WHEN 'import' THEN (SELECT b."fileName" FROM "ImportBatch" b WHERE b."id" = k."id")
             WHEN 'payment' THEN (SELECT y."number" FROM "Payment" y WHERE y."id" = k."id")
             WHEN 'ticket' THEN (SELECT t."number" FROM "Ticket" t WHERE t."id" = k."id")
             WHEN 'provider' THEN (SELECT p."name" FROM "Provider" p WHERE p."id" = k."id")
             WHEN 'company' THEN (SELECT m."name" FROM "Company" m WHERE m."id" = k."id")
             WHEN 'meter' THEN (SELECT m."serial" FROM "Meter" m WHERE m."id" = k."id")
             WHEN 'request' THEN (SELECT q."number" FROM "AccessRequest" q WHERE q."id" = k."id")
           END AS "subjectName"
      FROM paged e
      LEFT JOIN "Company" c ON c."id" = e."companyId"
      CROSS JOIN LATERAL (SELECT CASE WHEN split_part(e."subject", ':', 2) ~ '^[0-9]{1,9}$'
                                      THEN split_part(e."subject", ':', 2)::int END AS "id") k
     ORDER BY e."at" DESC, e."id" DESC`;
}
