import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { companiesFor } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StaffMember } from './access.ts';
import { type TicketRow, ticketRowSchema, toRow } from './list-tickets.ts';
import { OPEN_SQL, staffNameSql } from './ticket-sql.ts';

export const QUEUE_PER_PAGE = 6;
export const QUEUE_FILTERS = ['open', 'mine', 'late', 'free', 'done', 'all'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

export function isQueueFilter(value: string): value is QueueFilter {
  return QUEUE_FILTERS.some((filter) => filter === value);
}

export interface QueueRow extends TicketRow {
  readonly house: string | null;
  readonly assignee: string | null;
  /** Tickets put together under this one, itself included. */
  readonly reports: number;
}

export interface QueueList {
  readonly rows: readonly QueueRow[];
  readonly page: number;
  readonly total: number;
  /** For the buttons of the filters, of the same house and type. */
  readonly counts: Readonly<Record<'open' | 'mine' | 'late' | 'free', number>>;
  readonly house: string | null;
  readonly typeName: { readonly ru: string; readonly en: string } | null;
}

export interface QueueQuery {
  readonly filter: QueueFilter;
  /** 0 = every house */
  readonly buildingId: number;
  /** 0 = every type; a parent covers its children */
  readonly typeId: number;
  readonly page: number;
}

const schema = z.array(
  ticketRowSchema.extend({
    house: z.string().nullable(),
    assignee: z.string().nullable(),
    reports: z.number().nullable(),
    total: z.number(),
    page: z.number(),
    open: z.number(),
    mine: z.number(),
    lateCount: z.number(),
    free: z.number(),
    filterHouse: z.string().nullable(),
    filterType: z.object({ ru: z.string(), en: z.string() }).nullable(),
  }),
);

/** Tickets whose company the staff member's roles cover, as a condition on "Ticket" t. */
export function coveredSql(staff: StaffMember, now: Date): Prisma.Sql {
  const companies = companiesFor(staff.grants, 'tickets.view', now);
  return companies === 'all' ? Prisma.sql`true` : Prisma.sql`t."companyId" = ANY(${[...companies]}::int[])`;
}

/**
 * The queue: late and old ones first, merged ones only under their main ticket. One statement.
 */
export async function listQueue(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly staff: StaffMember } & QueueQuery,
): Promise<QueueList> {
  const now = deps.clock.now();
  const { staff, buildingId, typeId, page } = options;
  const conditions: Readonly<Record<QueueFilter, Prisma.Sql>> = {
    open: Prisma.sql`"open"`,
    mine: Prisma.sql`"isMine"`,
    late: Prisma.sql`"isLate"`,
    free: Prisma.sql`"isFree"`,
    done: Prisma.sql`"status" = 'done'`,
    all: Prisma.sql`true`,
  };
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      WITH covered AS (
        SELECT t.*, t."status" IN ${OPEN_SQL} AS "open",
               t."status" IN ${OPEN_SQL} AND t."assigneeId" = ${staff.identityId} AS "isMine",
               t."status" IN ${OPEN_SQL} AND t."deadlineAt" < ${now} AS "isLate",
               t."status" IN ${OPEN_SQL} AND t."assigneeId" IS NULL AS "isFree"
          FROM "Ticket" t
         WHERE ${coveredSql(staff, now)} AND t."mergedIntoId" IS NULL
           AND (${buildingId}::int = 0 OR t."buildingId" = ${buildingId}::int)
           AND (${typeId}::int = 0 OR t."typeId" IN
                (SELECT "id" FROM "TicketType" WHERE "id" = ${typeId}::int OR "parentId" = ${typeId}::int))
      ),
      counted AS (
        SELECT count(*) FILTER (WHERE ${conditions[options.filter]})::int AS "total",
               count(*) FILTER (WHERE "open")::int AS "open", count(*) FILTER (WHERE "isMine")::int AS "mine",
               count(*) FILTER (WHERE "isLate")::int AS "lateCount", count(*) FILTER (WHERE "isFree")::int AS "free"
          FROM covered
      ),
      at AS (
        SELECT LEAST(${page}::int, GREATEST(ceil("total"::numeric / ${QUEUE_PER_PAGE}::int)::int - 1, 0)) AS "page"
          FROM counted
      ),
      shown AS (
        SELECT c.*, row_number() OVER (ORDER BY c."open" DESC, c."deadlineAt" NULLS LAST, c."id") AS "rn"
          FROM covered c WHERE ${conditions[options.filter]}
         ORDER BY "rn"
         LIMIT ${QUEUE_PER_PAGE}::int OFFSET (SELECT "page" * ${QUEUE_PER_PAGE}::int FROM at)
      )
      SELECT n."total", n."open", n."mine", n."lateCount", n."free", a."page",
             (SELECT "address" FROM "Building" WHERE "id" = ${buildingId}::int) AS "filterHouse",
             (SELECT "name" FROM "TicketType" WHERE "id" = ${typeId}::int) AS "filterType",
             s."id", s."number", s."status"::text AS "status", y."name" AS "typeName", left(s."text", 80) AS "text",
             s."createdAt", s."deadlineAt", s."doneAt", g."address" AS "house",
             CASE WHEN s."assigneeId" IS NULL THEN NULL ELSE ${staffNameSql(Prisma.sql`s."assigneeId"`)} END AS "assignee",
             (SELECT 1 + count(*)::int FROM "Ticket" m WHERE m."mergedIntoId" = s."id") AS "reports"
        FROM counted n CROSS JOIN at a
        LEFT JOIN shown s ON true
        LEFT JOIN "TicketType" y ON y."id" = s."typeId"
        LEFT JOIN "Building" g ON g."id" = s."buildingId"
       ORDER BY s."rn"`),
  );
  const [first] = rows;
  return {
    total: first?.total ?? 0,
    page: first?.page ?? 0,
    counts: {
      open: first?.open ?? 0,
      mine: first?.mine ?? 0,
      late: first?.lateCount ?? 0,
      free: first?.free ?? 0,
    },
    house: first?.filterHouse ?? null,
    typeName: first?.filterType ?? null,
    rows: rows.flatMap((row) =>
      toRow(row, now).map((ticket) => ({
        ...ticket,
        house: row.house,
        assignee: row.assignee,
        reports: row.reports ?? 1,
      })),
    ),
  };
}

/** Houses with tickets that are not over, for the filter; most tickets first. */
export async function queueHouses(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly staff: StaffMember },
): Promise<{ id: number; address: string; count: number }[]> {
  return deps.db.$queryRaw(Prisma.sql`
    SELECT g."id", g."address", count(*)::int AS "count"
      FROM "Ticket" t JOIN "Building" g ON g."id" = t."buildingId"
     WHERE ${coveredSql(options.staff, deps.clock.now())} AND t."status" IN ${OPEN_SQL}
     GROUP BY g."id", g."address" ORDER BY "count" DESC, g."address" LIMIT 12`);
}
