import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { isLate, TICKET_STATUSES, type TicketStatus } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import type { TicketOwner } from './access.ts';
import { OPEN_SQL } from './ticket-sql.ts';

export const TICKETS_PER_PAGE = 6;

const nameSchema = z.object({ ru: z.string(), en: z.string() });

export interface TicketRow {
  readonly id: number;
  readonly number: string;
  readonly status: TicketStatus;
  /** null: feedback */
  readonly typeName: { readonly ru: string; readonly en: string } | null;
  readonly text: string;
  readonly createdAt: Date;
  readonly deadlineAt: Date | null;
  readonly late: boolean;
}

export interface TicketList {
  readonly rows: readonly TicketRow[];
  readonly page: number;
  readonly total: number;
  /** of the other half: closed ones on the list of open ones */
  readonly others: number;
}

export const ticketRowSchema = z.object({
  id: z.number().nullable(),
  number: z.string().nullable(),
  status: z.enum(TICKET_STATUSES).nullable(),
  typeName: nameSchema.nullable(),
  text: z.string().nullable(),
  createdAt: z.coerce.date().nullable(),
  deadlineAt: z.coerce.date().nullable(),
  doneAt: z.coerce.date().nullable(),
});

const schema = z.array(ticketRowSchema.extend({ total: z.number(), others: z.number(), page: z.number() }));

/** Own tickets: those that are not over yet (`done` waits for the resident), or those that are. One statement. */
export async function listTickets(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly owner: TicketOwner; readonly closed: boolean; readonly page: number },
): Promise<TicketList> {
  const { owner, closed, page } = options;
  const half = closed ? Prisma.sql`NOT` : Prisma.empty;
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      WITH mine AS (
        SELECT t.*, (t."status" IN ${OPEN_SQL} OR t."status" = 'done') AS "lives" FROM "Ticket" t
         WHERE (t."residentId" = ${owner.residentId}::int
                OR (t."residentId" IS NULL AND t."identityId" = ${owner.identityId}))
      ),
      counted AS (
        SELECT count(*) FILTER (WHERE ${half} "lives")::int AS "total",
               count(*) FILTER (WHERE NOT (${half} "lives"))::int AS "others" FROM mine
      ),
      at AS (
        SELECT LEAST(${page}::int, GREATEST(ceil("total"::numeric / ${TICKETS_PER_PAGE}::int)::int - 1, 0)) AS "page"
          FROM counted
      ),
      shown AS (
        SELECT m.*, y."name" AS "typeName" FROM mine m LEFT JOIN "TicketType" y ON y."id" = m."typeId"
         WHERE ${half} m."lives"
         ORDER BY m."createdAt" DESC, m."id" DESC
         LIMIT ${TICKETS_PER_PAGE}::int OFFSET (SELECT "page" * ${TICKETS_PER_PAGE}::int FROM at)
      )
      SELECT c."total", c."others", a."page", s."id", s."number", s."status"::text AS "status", s."typeName",
             left(s."text", 80) AS "text", s."createdAt", s."deadlineAt", s."doneAt"
        FROM counted c CROSS JOIN at a LEFT JOIN shown s ON true
       ORDER BY s."createdAt" DESC, s."id" DESC`),
  );
  return {
    total: rows[0]?.total ?? 0,
    others: rows[0]?.others ?? 0,
    page: rows[0]?.page ?? 0,
    rows: rows.flatMap((row) => toRow(row, deps.clock.now())),
  };
}

/** A row of a LEFT JOIN: nothing when the list is empty. */
export function toRow(row: z.infer<typeof ticketRowSchema>, now: Date): TicketRow[] {
  const { id, number, status, typeName, text, createdAt, deadlineAt, doneAt } = row;
  if (id === null || number === null || status === null || createdAt === null) return [];
  const late = isLate({ status, deadlineAt, doneAt }, now);
  return [{ id, number, status, typeName, text: text ?? '', createdAt, deadlineAt, late }];
}
