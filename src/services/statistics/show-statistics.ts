import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { deliveryOf, ofCompanies } from '../people/company-sql.ts';
import { servedResident } from '../people/scope.ts';
import { type StatsSpan, statsBounds } from './stats-period.ts';

const count = z.coerce.number();
const partSchema = z.object({
  /** from 1 */
  part: z.number(),
  residents: count,
  links: count,
  /** kopecks */
  paid: count,
  payments: count,
  readings: count,
  tickets: count,
});
const totalsSchema = z.object({
  residents: count,
  linksFull: count,
  linksBasic: count,
  accounts: count,
  accountsLinked: count,
  refunded: count,
  ticketsOpen: count,
  ticketsLate: count,
  ticketsDone: count,
  delivered: count,
  read: count,
  undelivered: count,
  waiting: count,
});

export interface Statistics {
  readonly span: StatsSpan;
  readonly from: Date;
  readonly until: Date;
  /** how things stand now, and what came of the whole span */
  readonly totals: z.infer<typeof totalsSchema>;
  /** what was new, part by part; every part is there */
  readonly parts: readonly (Omit<z.infer<typeof partSchema>, 'part'> & { readonly begins: Date })[];
  /** null = every company that the roles cover */
  readonly company: { readonly id: number; readonly name: string } | null;
}

/**
 * Residents, links, payments, readings, tickets and messages of one company or of all that the roles cover. Two
 * statements whatever the size. @throws DomainError NOT_ALLOWED
 */
export async function showStatistics(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: {
    readonly grants: readonly RoleGrant[];
    readonly companyId: number | null;
    readonly span: StatsSpan;
  },
): Promise<Statistics> {
  const now = deps.clock.now();
  const { grants, companyId, span } = options;
  const served = companiesFor(grants, 'statistics.view', now);
  if (served !== 'all' && served.length === 0) throw new DomainError('NOT_ALLOWED');
  if (companyId !== null && !can(grants, 'statistics.view', { companyId }, now))
    throw new DomainError('NOT_ALLOWED');
  const companies = companyId !== null ? [companyId] : served === 'all' ? null : [...served];
  const bounds = statsBounds(span, now, deps.installation.timezone);
  const [from = now] = bounds;
  const until = bounds.at(-1) ?? now;
  const [raw]: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH residents AS (SELECT r."id", r."registeredAt" AS "at" FROM "Resident" r WHERE ${servedResident(companies)}),
    links AS (
      SELECT l."id", l."accountId", l."level", l."status", l."createdAt" AS "at"
        FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId" JOIN "Provider" p ON p."id" = a."providerId"
       WHERE l."status" <> 'revoked' AND ${ofCompanies(companies, 'p."companyId"')}
    ),
    paid AS (
      SELECT y."id", y."succeededAt" AS "at", i."amount", i."refunded"
        FROM "Payment" y JOIN "PaymentItem" i ON i."paymentId" = y."id" JOIN "Provider" p ON p."id" = i."providerId"
       WHERE y."succeededAt" >= ${from} AND y."succeededAt" < ${until} AND ${ofCompanies(companies, 'p."companyId"')}
    ),
    readings AS (
      SELECT g."id", g."submittedAt" AS "at"
        FROM "Reading" g JOIN "Meter" m ON m."id" = g."meterId" JOIN "Account" a ON a."id" = m."accountId"
        JOIN "Provider" p ON p."id" = a."providerId"
       WHERE g."isCurrent" AND g."source" IN ('resident', 'operator') AND g."submittedAt" >= ${from}
         AND g."submittedAt" < ${until} AND ${ofCompanies(companies, 'p."companyId"')}
    ),
    tickets AS (
      SELECT t."id", t."createdAt" AS "at", t."doneAt", t."deadlineAt",
             t."status" IN ('new', 'accepted', 'in_progress', 'reopened') AS "isOpen"
        FROM "Ticket" t WHERE ${ofCompanies(companies, 't."companyId"')}
    ),
    happened AS (
      SELECT "at", 'residents' AS "what", "id", 0 AS "sum" FROM residents
      UNION ALL SELECT "at", 'links', "id", 0 FROM links
      UNION ALL SELECT "at", 'payments', "id", "amount" FROM paid
      UNION ALL SELECT "at", 'readings', "id", 0 FROM readings
      UNION ALL SELECT "at", 'tickets', "id", 0 FROM tickets
    ),
    parts AS (
      SELECT width_bucket("at", ${bounds}::timestamptz[]) AS "part",
             count(*) FILTER (WHERE "what" = 'residents') AS "residents",
             count(*) FILTER (WHERE "what" = 'links') AS "links",
             count(DISTINCT "id") FILTER (WHERE "what" = 'payments') AS "payments",
             COALESCE(sum("sum") FILTER (WHERE "what" = 'payments'), 0)::bigint AS "paid",
             count(*) FILTER (WHERE "what" = 'readings') AS "readings",
             count(*) FILTER (WHERE "what" = 'tickets') AS "tickets"
        FROM happened WHERE "at" >= ${from} AND "at" < ${until} GROUP BY 1
    ),
    sent AS (
      SELECT count(*) FILTER (WHERE d."status" = 'sent') AS "delivered",
             count(*) FILTER (WHERE d."readAt" IS NOT NULL) AS "read",
             count(*) FILTER (WHERE d."status" IN ('failed', 'unreachable', 'unknown')) AS "undelivered",
             count(*) FILTER (WHERE d."status" IN ('queued', 'leased', 'sending')) AS "waiting"
        FROM "Delivery" d
       WHERE d."createdAt" >= ${from} AND d."createdAt" < ${until} AND d."identityId" IS NOT NULL
         AND ${deliveryOf(companies)}
    )
    SELECT (SELECT COALESCE(json_agg(row_to_json(p) ORDER BY p."part"), '[]'::json) FROM parts p) AS "parts",
           json_build_object(
             'residents', (SELECT count(*) FROM residents),
             'linksFull', (SELECT count(*) FROM links WHERE "status" = 'active' AND "level" = 'full'),
             'linksBasic', (SELECT count(*) FROM links WHERE "status" = 'active' AND "level" = 'basic'),
             'accountsLinked', (SELECT count(DISTINCT "accountId") FROM links WHERE "status" = 'active'),
             'accounts', (SELECT count(*) FROM "Account" a JOIN "Provider" p ON p."id" = a."providerId"
                           WHERE a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL AND ${ofCompanies(companies, 'p."companyId"')}),
             'refunded', (SELECT COALESCE(sum("refunded"), 0) FROM paid),
             'ticketsOpen', (SELECT count(*) FROM tickets WHERE "isOpen"),
             'ticketsLate', (SELECT count(*) FROM tickets WHERE "isOpen" AND "deadlineAt" < ${now}),
             'ticketsDone', (SELECT count(*) FROM tickets WHERE "doneAt" >= ${from} AND "doneAt" < ${until}),
             'delivered', s."delivered", 'read', s."read", 'undelivered', s."undelivered", 'waiting', s."waiting")
             AS "totals"
      FROM sent s`);
  const { parts, totals } = z.object({ parts: z.array(partSchema), totals: totalsSchema }).parse(raw);
  const known = new Map(parts.map(({ part, ...rest }) => [part, rest]));
  const none = { residents: 0, links: 0, paid: 0, payments: 0, readings: 0, tickets: 0 };
  return {
    span,
    from,
    until,
    totals,
    parts: bounds.slice(0, -1).map((begins, index) => ({ begins, ...(known.get(index + 1) ?? none) })),
    company:
      companyId === null
        ? null
        : await deps.db.company.findUniqueOrThrow({
            where: { id: companyId },
            select: { id: true, name: true },
          }),
  };
}

/** Companies whose statistics the person may see, by name; one page is enough for any installation. */
export async function listStatisticsCompanies(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly grants: readonly RoleGrant[] },
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const served = companiesFor(options.grants, 'statistics.view', deps.clock.now());
  return deps.db.company.findMany({
    where: { active: true, ...(served === 'all' ? {} : { id: { in: [...served] } }) },
    orderBy: [{ shortName: 'asc' }, { id: 'asc' }],
    take: 20,
    select: { id: true, name: true },
  });
}
