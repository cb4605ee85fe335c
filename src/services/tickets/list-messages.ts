import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import type { ServiceDeps } from '../deps.ts';
import { messageColumns, messageSchema, ofTicket } from './message-sql.ts';

export const MESSAGES_PER_PAGE = 3;

const schema = z.array(messageSchema.partial().extend({ total: z.number(), page: z.number() }));

export interface MessagePage {
  readonly rows: readonly z.infer<typeof messageSchema>[];
  readonly total: number;
  readonly page: number;
}

/**
 * What was written about a ticket, whole, the newest page first and each page in the order of writing; `internal`: also
 * what only staff reads. Who may read was checked before. One statement.
 */
export async function listMessages(
  deps: Pick<ServiceDeps, 'db'>,
  options: {
    readonly ticketId: number;
    readonly mergedIntoId: number | null;
    readonly internal: boolean;
    readonly page: number;
  },
): Promise<MessagePage> {
  const { ticketId, mergedIntoId, internal, page } = options;
  const ticket = { id: Prisma.sql`${ticketId}::int`, mergedIntoId: Prisma.sql`${mergedIntoId}::int` };
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      WITH all_of_it AS (SELECT m.* FROM "TicketMessage" m WHERE ${ofTicket(ticket, internal)}),
      counted AS (SELECT count(*)::int AS "total" FROM all_of_it),
      at AS (
        SELECT LEAST(${page}::int, GREATEST(ceil("total"::numeric / ${MESSAGES_PER_PAGE}::int)::int - 1, 0)) AS "page"
          FROM counted
      ),
      shown AS (
        SELECT ${messageColumns} FROM all_of_it m
         ORDER BY m."createdAt" DESC, m."id" DESC
         LIMIT ${MESSAGES_PER_PAGE}::int OFFSET (SELECT "page" * ${MESSAGES_PER_PAGE}::int FROM at)
      )
      SELECT c."total", p."page", s.* FROM counted c CROSS JOIN at p LEFT JOIN shown s ON true
       ORDER BY s."at", s."id"`),
  );
  return {
    total: rows[0]?.total ?? 0,
    page: rows[0]?.page ?? 0,
    rows: rows.flatMap((row) => {
      const known = messageSchema.safeParse(row);
      return known.success ? [known.data] : [];
    }),
  };
}
