import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import { isLate, possibleActions, TICKET_STATUSES, type TicketAction } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { roleOn, type StaffMember, type TicketOwner } from './access.ts';
import { messageColumns, messageSchema, ofTicket } from './message-sql.ts';
import { staffNameSql } from './ticket-sql.ts';
import { ticketFieldSchema } from './ticket-types.ts';

/** Messages a card shows; the rest is on the pages of `listMessages`. */
const LAST_MESSAGES = 5;

const nameSchema = z.object({ ru: z.string(), en: z.string() });

const schema = z.object({
  id: z.number(),
  number: z.string(),
  status: z.enum(TICKET_STATUSES),
  feedback: z.boolean(),
  typeId: z.number().nullable(),
  typeName: nameSchema.nullable(),
  emergency: z.boolean().nullable(),
  typeFields: z.array(ticketFieldSchema).nullable(),
  fields: z.record(z.string(), z.string()),
  companyId: z.number().nullable(),
  companyName: z.string().nullable(),
  companyZone: z.string().nullable(),
  residentId: z.number().nullable(),
  identityId: z.number().nullable(),
  residentName: z.string().nullable(),
  phone: z.string().nullable(),
  accountNumber: z.string().nullable(),
  flat: z.string().nullable(),
  buildingId: z.number().nullable(),
  house: z.string().nullable(),
  buildingZone: z.string().nullable(),
  text: z.string(),
  contactWay: z.string().nullable(),
  contactTime: z.string().nullable(),
  createdAt: z.coerce.date(),
  deadlineAt: z.coerce.date().nullable(),
  doneAt: z.coerce.date().nullable(),
  closedAt: z.coerce.date().nullable(),
  assigneeId: z.number().nullable(),
  assigneeName: z.string().nullable(),
  mergedIntoId: z.number().nullable(),
  mergedIntoNumber: z.string().nullable(),
  reports: z.number(),
  rating: z.number().nullable(),
  ratingText: z.string().nullable(),
  reason: z.string().nullable(),
  reopenedCount: z.number(),
  topicChatId: z.coerce.number().nullable(),
  topicThreadId: z.number().nullable(),
  files: z.number(),
  messageCount: z.number(),
  messages: z.array(messageSchema),
});

/** A ticket with what its card shows; the topic is the main ticket's where it has none. `zone` is the house's; `reports` counts the tickets of the outage, this included. */
export interface TicketCard extends Omit<z.infer<typeof schema>, 'companyZone' | 'buildingZone'> {
  readonly zone: string;
  readonly late: boolean;
  /** what may be done now by who looks */
  readonly actions: readonly TicketAction[];
}

/**
 * One ticket with the newest messages; one statement. `internal`: also what only staff reads.
 * @throws DomainError TICKET_NOT_FOUND
 */
export async function loadTicket(
  db: DbOrTx,
  deps: Pick<ServiceDeps, 'clock' | 'installation'>,
  options: { readonly ticketId: number; readonly internal: boolean },
): Promise<TicketCard> {
  const visible = options.internal ? Prisma.sql`true` : Prisma.sql`m."visibility" = 'resident'`;
  const mine = ofTicket(
    { id: Prisma.sql`t."id"`, mergedIntoId: Prisma.sql`t."mergedIntoId"` },
    options.internal,
  );
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    SELECT t."id", t."number", t."status"::text AS "status", t."feedback", t."typeId", y."name" AS "typeName",
           y."emergency", y."fields" AS "typeFields", t."fields", t."companyId", c."shortName" AS "companyName",
           c."timezone" AS "companyZone", t."residentId", t."identityId",
           concat_ws(' ', r."firstName", r."lastName") AS "residentName", r."phone",
           a."number" AS "accountNumber", COALESCE(u."number", a."flat") AS "flat", t."buildingId",
           g."address" AS "house", g."timezone" AS "buildingZone", t."text", t."contactWay", t."contactTime",
           t."createdAt", t."deadlineAt", t."doneAt", t."closedAt", t."assigneeId",
           CASE WHEN t."assigneeId" IS NULL THEN NULL ELSE ${staffNameSql(Prisma.sql`t."assigneeId"`)} END AS "assigneeName",
           t."mergedIntoId", o."number" AS "mergedIntoNumber",
           (SELECT 1 + count(*)::int FROM "Ticket" n WHERE n."mergedIntoId" = COALESCE(t."mergedIntoId", t."id")) AS "reports",
           t."rating", t."ratingText", t."reason", t."reopenedCount", COALESCE(t."topicChatId", o."topicChatId")::text AS "topicChatId",
           CASE WHEN t."topicChatId" IS NULL THEN o."topicThreadId" ELSE t."topicThreadId" END AS "topicThreadId",
           (SELECT count(*)::int FROM "StoredFile" f JOIN "TicketMessage" m ON m."id" = f."ticketMessageId"
             WHERE f."ticketId" = t."id" AND ${visible}) AS "files",
           (SELECT count(*)::int FROM "TicketMessage" m WHERE ${mine}) AS "messageCount",
           (SELECT COALESCE(json_agg(x ORDER BY x."at", x."id"), '[]'::json) FROM (
              SELECT ${messageColumns} FROM "TicketMessage" m WHERE ${mine}
               ORDER BY m."createdAt" DESC, m."id" DESC LIMIT ${LAST_MESSAGES}) x) AS "messages"
      FROM "Ticket" t
      LEFT JOIN "Ticket" o ON o."id" = t."mergedIntoId"
      LEFT JOIN "TicketType" y ON y."id" = t."typeId"
      LEFT JOIN "Company" c ON c."id" = t."companyId"
      LEFT JOIN "Resident" r ON r."id" = t."residentId"
      LEFT JOIN "Account" a ON a."id" = t."accountId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
      LEFT JOIN "Building" g ON g."id" = t."buildingId"
     WHERE t."id" = ${options.ticketId}`);
  if (raw[0] === undefined) throw new DomainError('TICKET_NOT_FOUND');
  const { companyZone, buildingZone, ...row } = schema.parse(raw[0]);
  return {
    ...row,
    residentName: row.residentName === '' ? null : row.residentName,
    zone: zoneOf({ building: buildingZone, company: companyZone }, deps.installation.timezone),
    late: isLate(row, deps.clock.now()),
    actions: [],
  };
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** @throws DomainError TICKET_NOT_FOUND when it is not the person's own */
export async function showOwnTicket(
  deps: Deps,
  options: { readonly ticketId: number; readonly owner: TicketOwner },
): Promise<TicketCard> {
  const { owner } = options;
  const card = await loadTicket(deps.db, deps, { ticketId: options.ticketId, internal: false });
  const own =
    card.residentId === null ? card.identityId === owner.identityId : card.residentId === owner.residentId;
  if (!own) throw new DomainError('TICKET_NOT_FOUND');
  return withActions(card, { role: 'resident', identityId: owner.identityId }, deps.clock.now());
}

/** @throws DomainError TICKET_NOT_FOUND when no role covers it */
export async function showStaffTicket(
  deps: Deps,
  options: { readonly ticketId: number; readonly staff: StaffMember },
): Promise<TicketCard> {
  const now = deps.clock.now();
  const { staff } = options;
  const card = await loadTicket(deps.db, deps, { ticketId: options.ticketId, internal: true });
  const role = roleOn(staff.grants, card.companyId, now);
  if (role === null || !can(staff.grants, 'tickets.view', { companyId: card.companyId }, now)) {
    throw new DomainError('TICKET_NOT_FOUND');
  }
  return withActions(card, { role, identityId: staff.identityId }, now);
}

function withActions(card: TicketCard, actor: Parameters<typeof possibleActions>[1], now: Date): TicketCard {
  return { ...card, actions: possibleActions({ ...card, endedAt: card.closedAt }, actor, now) };
}
