import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { staffNameSql } from './ticket-sql.ts';

export const messageSchema = z.object({
  id: z.number(),
  fromStaff: z.boolean(),
  visibility: z.enum(['resident', 'internal']),
  text: z.string(),
  author: z.string().nullable(),
  at: z.coerce.date(),
  files: z.number(),
});
export type CardMessage = z.infer<typeof messageSchema>;

/** Columns of `messageSchema`, of "TicketMessage" m. */
export const messageColumns = Prisma.sql`
  m."id", m."fromStaff", m."visibility", m."text", m."createdAt" AS "at",
  CASE WHEN m."fromStaff" THEN ${staffNameSql(Prisma.sql`m."authorId"`)} END AS "author",
  (SELECT count(*)::int FROM "StoredFile" f WHERE f."ticketMessageId" = m."id") AS "files"`;

/**
 * "TicketMessage" m belongs to the ticket: its own, and words of staff to everybody who reported its outage. The files
 * that came with the ticket are its attachments, no message.
 */
export function ofTicket(
  ticket: { readonly id: Prisma.Sql; readonly mergedIntoId: Prisma.Sql },
  internal: boolean,
): Prisma.Sql {
  const visible = internal ? Prisma.sql`true` : Prisma.sql`m."visibility" = 'resident'`;
  return Prisma.sql`
    (m."ticketId" = ${ticket.id} OR (m."ticketId" = ${ticket.mergedIntoId} AND m."toAll")) AND ${visible}
    AND (m."text" <> '' OR m."draftId" IS DISTINCT FROM (SELECT d."draftId" FROM "Ticket" d WHERE d."id" = m."ticketId"))`;
}
