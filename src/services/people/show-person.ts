import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DELIVERY_STATUSES } from '../../domain/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { PAYMENT_STATUSES } from '../../domain/payments.ts';
import { can } from '../../domain/roles.ts';
import { TICKET_STATUSES } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { verifiedUntil } from './code-word-check.ts';
import { deliveryOf, ofCompanies } from './company-sql.ts';
import { type PeopleActor, servedCompanies, servedResident } from './scope.ts';

/** Rows of each kind that the card shows. */
const SHOWN = { links: 6, payments: 3, tickets: 3, deliveries: 5 } as const;

const cardSchema = z.object({
  residentId: z.number(),
  firstName: z.string(),
  lastName: z.string(),
  patronymic: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  hasCodeWord: z.boolean(),
  registeredAt: z.coerce.date(),
  blockedAt: z.coerce.date().nullable(),
  blockedBy: z.enum(['resident', 'staff']).nullable(),
  blockReason: z.string().nullable(),
  identities: z
    .array(
      z.object({
        locale: z.string(),
        lastSeenAt: z.coerce.date().nullable(),
        unreachable: z.boolean(),
        signedOut: z.boolean(),
      }),
    )
    .nullable(),
  links: z
    .array(
      z.object({
        linkId: z.number(),
        accountId: z.number(),
        number: z.string(),
        provider: z.string(),
        level: z.enum(['basic', 'full']),
        status: z.enum(['active', 'frozen']),
        shared: z.boolean(),
      }),
    )
    .nullable(),
  payments: z
    .array(
      z.object({
        paymentId: z.number(),
        at: z.coerce.date(),
        total: z.number().transform(kopecks),
        status: z.enum(PAYMENT_STATUSES),
      }),
    )
    .nullable(),
  tickets: z
    .array(z.object({ ticketId: z.number(), number: z.string(), status: z.enum(TICKET_STATUSES) }))
    .nullable(),
  deliveries: z
    .array(
      z.object({
        at: z.coerce.date(),
        kind: z.string(),
        channel: z.enum(['telegram', 'email', 'sms']),
        status: z.enum(DELIVERY_STATUSES),
        readAt: z.coerce.date().nullable(),
      }),
    )
    .nullable(),
});
type CardRow = z.infer<typeof cardSchema>;

export interface PersonCard extends CardRow {
  /** this operator heard the right word lately; until when it counts */
  readonly verifiedUntil: Date | null;
  readonly may: Readonly<Record<'block' | 'unblock' | 'office' | 'payments' | 'tickets', boolean>>;
}

/**
 * Who calls: the person with accounts, last visit, payments, tickets and messages, only what concerns the companies the
 * roles cover. Two statements. @throws DomainError NOT_ALLOWED, PERSON_NOT_FOUND
 */
export async function showPerson(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: PeopleActor; readonly residentId: number },
): Promise<PersonCard> {
  const { actor, residentId } = options;
  const companies = servedCompanies(deps, actor, 'residents.view');
  const [raw]: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    SELECT r."id" AS "residentId", r."firstName", r."lastName", r."patronymic", r."phone", r."email",
           r."codeWordHash" IS NOT NULL AS "hasCodeWord", r."registeredAt", r."blockedAt", r."blockedBy",
           r."blockReason",
           (SELECT json_agg(json_build_object('locale', i."locale", 'lastSeenAt', i."lastSeenAt",
                              'unreachable', i."unreachableAt" IS NOT NULL, 'signedOut', i."signedOutAt" IS NOT NULL)
                            ORDER BY i."id")
              FROM "TelegramIdentity" i WHERE i."residentId" = r."id") AS "identities",
           ${rows(links(companies))} AS "links",
           ${rows(payments(companies))} AS "payments",
           ${rows(tickets(companies))} AS "tickets",
           ${rows(deliveries(companies))} AS "deliveries"
      FROM "Resident" r
     WHERE r."id" = ${residentId} AND ${servedResident(companies)}`);
  if (raw === undefined) throw new DomainError('PERSON_NOT_FOUND');
  const now = deps.clock.now();
  const card = cardSchema.parse(raw);
  return {
    ...card,
    verifiedUntil: await verifiedUntil(deps, options),
    may: {
      block: can(actor.grants, 'residents.block', {}, now),
      unblock: can(actor.grants, 'residents.unblock', {}, now),
      // As `requireRecognised` judges.
      office: !card.hasCodeWord || can(actor.grants, 'settings.edit', {}, now),
      payments: can(actor.grants, 'payments.view', {}, now),
      tickets: can(actor.grants, 'tickets.view', {}, now),
    },
  };
}

function rows(select: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT json_agg(row_to_json(x)) FROM (${select}) x)`;
}

function links(companies: readonly number[] | null): Prisma.Sql {
  return Prisma.sql`
    SELECT l."id" AS "linkId", l."accountId", a."number", p."shortName" AS "provider", l."level", l."status",
           l."sharedById" IS NOT NULL AS "shared"
      FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId" JOIN "Provider" p ON p."id" = a."providerId"
     WHERE l."residentId" = r."id" AND l."status" <> 'revoked' AND ${ofCompanies(companies, 'p."companyId"')}
     ORDER BY l."position", l."id" LIMIT ${SHOWN.links}::int`;
}

/** As `staffScope`: a payment that went to another company as well is not shown. */
function payments(companies: readonly number[] | null): Prisma.Sql {
  return Prisma.sql`
    SELECT y."id" AS "paymentId", COALESCE(y."succeededAt", y."createdAt") AS "at", y."total", y."status"
      FROM "Payment" y
     WHERE y."residentId" = r."id" AND y."status" <> 'created'
       AND NOT EXISTS (SELECT 1 FROM "PaymentItem" i JOIN "Provider" p ON p."id" = i."providerId"
                        WHERE i."paymentId" = y."id" AND (${ofCompanies(companies, 'p."companyId"')}) IS NOT TRUE)
     ORDER BY y."id" DESC LIMIT ${SHOWN.payments}::int`;
}

function tickets(companies: readonly number[] | null): Prisma.Sql {
  return Prisma.sql`
    SELECT t."id" AS "ticketId", t."number", t."status"
      FROM "Ticket" t
     WHERE t."residentId" = r."id" AND ${ofCompanies(companies, 't."companyId"')}
     ORDER BY t."id" DESC LIMIT ${SHOWN.tickets}::int`;
}

function deliveries(companies: readonly number[] | null): Prisma.Sql {
  return Prisma.sql`
    SELECT d."createdAt" AS "at", d."kind", d."channel", d."status", d."readAt"
      FROM "Delivery" d JOIN "TelegramIdentity" i ON i."id" = d."identityId"
     WHERE i."residentId" = r."id" AND ${deliveryOf(companies)}
     ORDER BY d."id" DESC LIMIT ${SHOWN.deliveries}::int`;
}
