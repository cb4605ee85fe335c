import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { OUTAGE_HOURS } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { asStaff, type StaffMember } from './access.ts';
import { tellStaff } from './tell-staff.ts';
import { OPEN_SQL } from './ticket-sql.ts';

const HOUR_MS = 3_600_000;

/** Open tickets of the same house and type around this one, which could be put together with it. */
export function similarSql(ticketId: number): Prisma.Sql {
  return Prisma.sql`
    SELECT o."id" FROM "Ticket" t JOIN "Ticket" o
        ON o."buildingId" = t."buildingId" AND o."typeId" = t."typeId" AND o."id" <> t."id"
       AND o."companyId" IS NOT DISTINCT FROM t."companyId"
       AND o."status" IN ${OPEN_SQL} AND o."mergedIntoId" IS NULL
       AND abs(extract(epoch FROM o."createdAt" - t."createdAt")) < ${(OUTAGE_HOURS * HOUR_MS) / 1000}
     WHERE t."id" = ${ticketId} AND t."mergedIntoId" IS NULL
       AND NOT EXISTS (SELECT 1 FROM "Ticket" m WHERE m."mergedIntoId" = o."id")`;
}

/** How many tickets `mergeSimilar` would put together with this one. */
export async function countSimilar(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly ticketId: number },
): Promise<number> {
  const rows = await deps.db.$queryRaw<{ n: number }[]>(
    Prisma.sql`SELECT count(*)::int AS "n" FROM (${similarSql(options.ticketId)}) s`,
  );
  return rows[0]?.n ?? 0;
}

/**
 * Put the reports of one outage together: what happens to the main ticket happens to all of them, and those that come
 * later join by themselves. Gives how many joined now; a repeat joins nobody.
 * @throws DomainError TICKET_NOT_FOUND
 */
export async function mergeSimilar(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  options: { readonly ticketId: number; readonly staff: StaffMember },
): Promise<number> {
  const now = deps.clock.now();
  const joined = await inTransaction(deps.db, async (tx) => {
    const actor = await asStaff(tx, { ...options, action: 'tickets.work', now });
    // Two who press at once on two cards: the second waits, and sees that its card is part of the other by now.
    await tx.$queryRaw(Prisma.sql`
      SELECT o."id" FROM "Ticket" t JOIN "Ticket" o ON o."buildingId" = t."buildingId" AND o."typeId" = t."typeId"
       WHERE t."id" = ${options.ticketId} AND o."status" IN ${OPEN_SQL} ORDER BY o."id" FOR UPDATE OF o`);
    const main = await tx.ticket.findUniqueOrThrow({
      where: { id: options.ticketId },
      select: { id: true, companyId: true, assigneeId: true, mergedIntoId: true },
    });
    if (main.mergedIntoId !== null) throw new DomainError('TICKET_MERGED');
    const rows = await tx.$queryRaw<{ id: number }[]>(Prisma.sql`
      UPDATE "Ticket" SET "mergedIntoId" = ${main.id}
       WHERE "id" IN (${similarSql(main.id)}) RETURNING "id"`);
    if (rows.length === 0) return 0;
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'ticket.merge',
      subject: `ticket:${main.id}`,
      companyId: main.companyId,
      details: { joined: rows.length },
    });
    for (const { id } of [...rows, main])
      await tellStaff(
        tx,
        deps,
        { ...main, id },
        { key: `merged:${main.id}:${rows.length}:${now.getTime()}`, news: 'staff' },
      );
    return rows.length;
  });
  if (joined > 0) deps.notify('tasks');
  return joined;
}
