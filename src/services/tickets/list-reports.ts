import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { TICKET_STATUSES } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { asStaff, type StaffMember } from './access.ts';

export const REPORTS_PER_PAGE = 6;

const schema = z.array(
  z.object({
    total: z.number(),
    page: z.number(),
    mainNumber: z.string(),
    id: z.number().nullable(),
    number: z.string().nullable(),
    status: z.enum(TICKET_STATUSES).nullable(),
    flat: z.string().nullable(),
    text: z.string().nullable(),
    files: z.number().nullable(),
    createdAt: z.coerce.date().nullable(),
  }),
);

/** What one neighbour reported of an outage. */
export interface Report {
  readonly id: number;
  readonly number: string;
  readonly flat: string | null;
  /** the first 80 characters */
  readonly text: string;
  readonly files: number;
}

/**
 * The tickets put together under a main one, in the order they came; one statement besides the check of rights.
 * @throws DomainError TICKET_NOT_FOUND
 */
export async function listReports(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly ticketId: number; readonly staff: StaffMember; readonly page: number },
): Promise<{ number: string; total: number; page: number; rows: readonly Report[] }> {
  const { ticketId, page } = options;
  await asStaff(deps.db, { ...options, action: 'tickets.view', now: deps.clock.now() });
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      WITH joined AS (SELECT t.* FROM "Ticket" t WHERE t."mergedIntoId" = ${ticketId}),
      counted AS (SELECT count(*)::int AS "total" FROM joined),
      at AS (
        SELECT LEAST(${page}::int, GREATEST(ceil("total"::numeric / ${REPORTS_PER_PAGE}::int)::int - 1, 0)) AS "page"
          FROM counted
      ),
      shown AS (
        SELECT j.* FROM joined j ORDER BY j."id"
         LIMIT ${REPORTS_PER_PAGE}::int OFFSET (SELECT "page" * ${REPORTS_PER_PAGE}::int FROM at)
      )
      SELECT c."total", p."page", (SELECT "number" FROM "Ticket" WHERE "id" = ${ticketId}) AS "mainNumber",
             s."id", s."number", s."status"::text AS "status", COALESCE(u."number", a."flat") AS "flat",
             left(s."text", 80) AS "text", s."createdAt",
             (SELECT count(*)::int FROM "StoredFile" f WHERE f."ticketId" = s."id") AS "files"
        FROM counted c CROSS JOIN at p
        LEFT JOIN shown s ON true
        LEFT JOIN "Account" a ON a."id" = s."accountId"
        LEFT JOIN "Unit" u ON u."id" = a."unitId"
       ORDER BY s."id"`),
  );
  return {
    number: rows[0]?.mainNumber ?? '',
    total: rows[0]?.total ?? 0,
    page: rows[0]?.page ?? 0,
    rows: rows.flatMap(({ id, number, flat, text, files }) =>
      id === null || number === null ? [] : [{ id, number, flat, text: text ?? '', files: files ?? 0 }],
    ),
  };
}
