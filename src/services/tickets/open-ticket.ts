import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { OUTAGE_HOURS, type TicketStatus, ticketDeadline } from '../../domain/tickets.ts';
import { workingDaysOf } from '../../domain/working-days.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { calendarOf } from './calendar.ts';
import { requireRoom } from './daily-limit.ts';
import { houseOfAccount } from './house-of-account.ts';
import { tellStaff } from './tell-staff.ts';
import { nextTicketNumber, OPEN_SQL } from './ticket-sql.ts';
import { loadType } from './ticket-types.ts';

const HOUR_MS = 3_600_000;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

export interface OpenTicket {
  readonly identityId: number;
  /** null: feedback of somebody who is not registered */
  readonly residentId: number | null;
  /** The form; one ticket each. */
  readonly draftId: number;
  /** null: feedback */
  readonly typeId: number | null;
  /** The account it is about; null for feedback. */
  readonly linkId: number | null;
  /** Feedback: to this company; null = to the bot's support. */
  readonly companyId: number | null;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly contactWay: string | null;
  readonly contactTime: string | null;
}

export interface OpenedTicket {
  readonly ticketId: number;
  readonly number: string;
  /** ISO instant; null = no deadline */
  readonly deadline: string | null;
  /** zone of the house */
  readonly zone: string;
  /** Others of the same house who reported the same in the last day. */
  readonly neighbours: number;
}

/**
 * Open a ticket from a form: number, deadline on the house's clock, the form's files, the staff told. The same draft
 * gives the same ticket. Where neighbours' reports were already put together as one outage, this one joins them.
 * @throws DomainError TICKET_LIMIT { limit }, LINK_NOT_FOUND, TICKET_TYPE_GONE
 */
export async function openTicket(deps: Deps, input: OpenTicket): Promise<OpenedTicket> {
  const opened = await inTransaction(deps.db, async (tx) => {
    const made = await tx.ticket.findUnique({ where: { draftId: input.draftId } });
    if (made !== null) return describe(tx, deps, made.id);
    const now = deps.clock.now();
    await requireRoom({ db: tx, clock: deps.clock }, input);
    const place = await placeOf(tx, deps, input, now);
    const type = input.typeId === null ? null : await loadType(tx, { id: input.typeId });
    const terms = type ?? { deadlineHours: null, workingDays: 10 };
    const isWorking = workingDaysOf(await calendarOf(tx, place.companyId));
    const { id, number } = await nextTicketNumber(tx, dateIn(now, place.zone));
    const outage = await outageOf(tx, { ...place, typeId: input.typeId });
    const mergedIntoId = outage?.id ?? null;
    const status = outage?.status ?? 'new';
    await tx.ticket.create({
      data: {
        id,
        number,
        status,
        typeId: input.typeId,
        feedback: input.typeId === null,
        companyId: place.companyId,
        residentId: input.residentId,
        identityId: input.identityId,
        accountId: place.accountId,
        buildingId: place.buildingId,
        text: input.text,
        fields: { ...input.fields },
        contactWay: input.contactWay,
        contactTime: input.contactTime,
        deadlineAt: ticketDeadline(terms, now, place.zone, isWorking),
        mergedIntoId,
        draftId: input.draftId,
        createdAt: now,
      },
    });
    await tx.ticketEvent.create({
      data: {
        ticketId: id,
        key: `draft:${input.draftId}`,
        toStatus: status,
        byId: input.identityId,
        at: now,
      },
    });
    await keepFiles(tx, { ticketId: id, draftId: input.draftId, authorId: input.identityId, now });
    await completeDraft(tx, { draftId: input.draftId, now });
    await tellStaff(
      tx,
      deps,
      { id, mergedIntoId, companyId: place.companyId, assigneeId: null },
      { key: `opened:${id}`, news: 'new' },
    );
    return describe(tx, deps, id);
  });
  deps.notify('tasks');
  deps.notify('deliveries');
  return opened;
}

interface Place {
  readonly companyId: number | null;
  readonly accountId: number | null;
  readonly buildingId: number | null;
  readonly zone: string;
}

async function placeOf(tx: Tx, deps: Deps, input: OpenTicket, now: Date): Promise<Place> {
  const { timezone } = deps.installation;
  if (input.linkId === null || input.residentId === null) {
    const company =
      input.companyId === null
        ? null
        : await tx.company.findFirst({ where: { id: input.companyId, active: true } });
    return {
      companyId: company?.id ?? null,
      accountId: null,
      buildingId: null,
      zone: zoneOf({ company: company?.timezone ?? null }, timezone),
    };
  }
  const links = visibleLinks({ residentId: input.residentId, linkId: input.linkId, now });
  const rows = await tx.$queryRaw<
    {
      accountId: number;
      companyId: number | null;
      address: string | null;
      companyZone: string | null;
      buildingId: number | null;
      buildingZone: string | null;
    }[]
  >(Prisma.sql`
    SELECT a."id" AS "accountId", p."companyId", a."address", c."timezone" AS "companyZone",
           u."buildingId", g."timezone" AS "buildingZone"
      FROM (${links}) l
      JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
      LEFT JOIN "Company" c ON c."id" = p."companyId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
      LEFT JOIN "Building" g ON g."id" = u."buildingId"`);
  const [row] = rows;
  if (row === undefined) throw new DomainError('LINK_NOT_FOUND');
  return {
    companyId: row.companyId,
    accountId: row.accountId,
    buildingId: await houseOfAccount(tx, { ...row, now }),
    zone: zoneOf({ building: row.buildingZone, company: row.companyZone }, timezone),
  };
}

/** The open ticket that staff made the main one of this outage, and how far the work on it is. */
async function outageOf(
  tx: Tx,
  at: { buildingId: number | null; typeId: number | null },
): Promise<{ id: number; status: TicketStatus } | null> {
  if (at.buildingId === null || at.typeId === null) return null;
  const rows = await tx.$queryRaw<{ id: number; status: TicketStatus }[]>(Prisma.sql`
    SELECT t."id", CASE WHEN t."status" = 'reopened' THEN 'new' ELSE t."status"::text END AS "status" FROM "Ticket" t
     WHERE t."buildingId" = ${at.buildingId} AND t."typeId" = ${at.typeId} AND t."mergedIntoId" IS NULL
       AND t."status" IN ${OPEN_SQL}
       AND EXISTS (SELECT 1 FROM "Ticket" m WHERE m."mergedIntoId" = t."id")
     ORDER BY t."id" LIMIT 1`);
  return rows[0] ?? null;
}

/** The files that came during the form become the ticket's first message. */
async function keepFiles(
  tx: Tx,
  options: { ticketId: number; draftId: number; authorId: number; now: Date },
): Promise<void> {
  const { ticketId, draftId } = options;
  if ((await tx.storedFile.count({ where: { draftId } })) === 0) return;
  const message = await tx.ticketMessage.create({
    data: {
      ticketId,
      draftId,
      authorId: options.authorId,
      fromStaff: false,
      visibility: 'resident',
      text: '',
      createdAt: options.now,
    },
    select: { id: true },
  });
  await tx.storedFile.updateMany({ where: { draftId }, data: { ticketId, ticketMessageId: message.id } });
}

async function describe(tx: Tx, deps: Deps, ticketId: number): Promise<OpenedTicket> {
  const rows = await tx.$queryRaw<
    {
      number: string;
      deadlineAt: Date | null;
      companyZone: string | null;
      buildingZone: string | null;
      neighbours: number;
    }[]
  >(Prisma.sql`
    SELECT t."number", t."deadlineAt", c."timezone" AS "companyZone", g."timezone" AS "buildingZone",
           (SELECT count(DISTINCT n."residentId")::int FROM "Ticket" n
             WHERE n."buildingId" = t."buildingId" AND n."typeId" = t."typeId" AND n."status" IN ${OPEN_SQL}
               AND n."residentId" IS DISTINCT FROM t."residentId"
               AND n."createdAt" > ${new Date(deps.clock.now().getTime() - OUTAGE_HOURS * HOUR_MS)}) AS "neighbours"
      FROM "Ticket" t
      LEFT JOIN "Company" c ON c."id" = t."companyId"
      LEFT JOIN "Building" g ON g."id" = t."buildingId"
     WHERE t."id" = ${ticketId}`);
  const [row] = rows;
  if (row === undefined) throw new Error('a ticket that was just opened is not there');
  return {
    ticketId,
    number: row.number,
    deadline: row.deadlineAt?.toISOString() ?? null,
    zone: zoneOf({ building: row.buildingZone, company: row.companyZone }, deps.installation.timezone),
    neighbours: row.neighbours,
  };
}
