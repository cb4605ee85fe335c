import { DateTime } from 'luxon';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { type DeliveryRequest, enqueueDeliveries } from '../../delivery/enqueue.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import type { ServiceDeps } from '../deps.ts';
import { GROUP_DIGEST, STAFF_LATE } from './delivery-kinds.ts';
import { escalationOf, staffChatOf } from './staff-chat.ts';
import { OPEN_SQL, staffOf } from './ticket-sql.ts';

/** On the company's clock. */
const DIGEST_HOUR = 9;
const AT_ONCE = 200;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/**
 * Every hour: a ticket that became late is told once to the person named for it (else to the managers); at nine each
 * company's staff gets what is late, once a day. A repeat sends nothing.
 */
export async function tellLateTickets(deps: Deps): Promise<{ escalated: number; digests: number }> {
  const counted = { escalated: await escalate(deps), digests: await sendDigests(deps) };
  if (counted.escalated + counted.digests > 0) deps.notify('deliveries');
  return counted;
}

async function escalate(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const late = await tx.$queryRaw<{ id: number; companyId: number | null; deadline: number }[]>(Prisma.sql`
      SELECT t."id", t."companyId", extract(epoch FROM t."deadlineAt")::int AS "deadline" FROM "Ticket" t
       WHERE t."status" IN ${OPEN_SQL} AND t."deadlineAt" < ${now} AND t."mergedIntoId" IS NULL
         AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d."kind" = ${STAFF_LATE.kind}
               AND d."subject" = 'ticket:' || t."id" || ':' || extract(epoch FROM t."deadlineAt")::int)
       ORDER BY t."deadlineAt" LIMIT ${AT_ONCE}`);
    const toWhom = new Map<number | null, readonly number[]>();
    const requests: DeliveryRequest[] = [];
    for (const ticket of late) {
      const known = toWhom.get(ticket.companyId) ?? (await answerable(tx, deps, ticket.companyId));
      toWhom.set(ticket.companyId, known);
      for (const identityId of known) {
        requests.push({
          kind: STAFF_LATE,
          subject: `ticket:${ticket.id}:${ticket.deadline}`,
          to: { identityId },
          params: { ticketId: ticket.id },
        });
      }
    }
    return enqueueDeliveries(tx, deps.clock, requests);
  });
}

async function answerable(
  tx: Parameters<typeof staffOf>[0],
  deps: Deps,
  companyId: number | null,
): Promise<readonly number[]> {
  const named = await escalationOf(tx, deps, companyId);
  return named === null ? staffOf(tx, deps, { companyId, chiefs: true }) : [named];
}

async function sendDigests(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const companies = await tx.$queryRaw<{ companyId: number | null; zone: string | null }[]>(Prisma.sql`
      SELECT DISTINCT t."companyId", c."timezone" AS "zone" FROM "Ticket" t
        LEFT JOIN "Company" c ON c."id" = t."companyId"
       WHERE t."status" IN ${OPEN_SQL} AND t."deadlineAt" < ${now}`);
    let sent = 0;
    for (const { companyId, zone: companyZone } of companies) {
      const zone = zoneOf({ company: companyZone }, deps.installation.timezone);
      if (DateTime.fromJSDate(now, { zone }).hour !== DIGEST_HOUR) continue;
      const chatId = await staffChatOf(tx, deps, companyId);
      const to =
        chatId === null
          ? (await answerable(tx, deps, companyId)).map((identityId) => ({ identityId }))
          : [{ chatId }];
      sent += await enqueueDeliveries(
        tx,
        deps.clock,
        to.map((target) => ({
          kind: GROUP_DIGEST,
          subject: `company:${companyId ?? 0}:${dateIn(now, zone)}`,
          to: target,
          params: { companyId },
        })),
      );
    }
    return sent;
  });
}

export interface LateTicket {
  readonly id: number;
  readonly number: string;
  readonly typeName: { readonly ru: string; readonly en: string } | null;
  readonly house: string | null;
  readonly assignee: string | null;
  readonly deadlineAt: Date;
}

/** What the digest lists: the latest first, at most 20, and how many there are. */
export async function lateTickets(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly companyId: number | null },
): Promise<{ rows: readonly LateTicket[]; total: number; zone: string | null }> {
  const rows = await deps.db.$queryRaw<(LateTicket & { total: number; zone: string | null })[]>(Prisma.sql`
    SELECT t."id", t."number", y."name" AS "typeName", g."address" AS "house", t."deadlineAt",
           (SELECT s."displayName" FROM "StaffRole" s WHERE s."identityId" = t."assigneeId"
             AND s."displayName" IS NOT NULL LIMIT 1) AS "assignee",
           count(*) OVER ()::int AS "total", c."timezone" AS "zone"
      FROM "Ticket" t
      LEFT JOIN "TicketType" y ON y."id" = t."typeId"
      LEFT JOIN "Building" g ON g."id" = t."buildingId"
      LEFT JOIN "Company" c ON c."id" = t."companyId"
     WHERE t."companyId" IS NOT DISTINCT FROM ${options.companyId}::int AND t."mergedIntoId" IS NULL
       AND t."status" IN ${OPEN_SQL} AND t."deadlineAt" < ${deps.clock.now()}
     ORDER BY t."deadlineAt" LIMIT 20`);
  return { rows, total: rows[0]?.total ?? 0, zone: rows[0]?.zone ?? null };
}
