import { Prisma } from '../../database/generated/client.ts';

/** Condition on a column that holds a company. */
export function ofCompanies(companies: readonly number[] | null, column: string): Prisma.Sql {
  return companies === null
    ? Prisma.sql`TRUE`
    : Prisma.sql`${Prisma.raw(column)} = ANY(${[...companies]}::int[])`;
}

/**
 * Condition on `d` ("Delivery"): messages have no company of their own, it is that of what they are about; what is about
 * nothing of these companies is left out.
 */
export function deliveryOf(companies: readonly number[] | null): Prisma.Sql {
  if (companies === null) return Prisma.sql`TRUE`;
  const about = Prisma.sql`split_part(d."subject", ':', 1)`;
  const id = Prisma.sql`(CASE WHEN split_part(d."subject", ':', 2) ~ '^[0-9]{1,9}$' THEN split_part(d."subject", ':', 2)::int END)`;
  return Prisma.sql`(
    (d."announcementId" IS NOT NULL AND EXISTS (SELECT 1 FROM "Announcement" n
        WHERE n."id" = d."announcementId" AND ${ofCompanies(companies, 'n."companyId"')}))
    OR (${about} = 'payment' AND EXISTS (SELECT 1 FROM "PaymentItem" i JOIN "Provider" p ON p."id" = i."providerId"
        WHERE i."paymentId" = ${id} AND ${ofCompanies(companies, 'p."companyId"')}))
    OR (${about} IN ('bill', 'due') AND EXISTS (SELECT 1 FROM "Bill" b JOIN "Account" a ON a."id" = b."accountId"
        JOIN "Provider" p ON p."id" = a."providerId" WHERE b."id" = ${id} AND ${ofCompanies(companies, 'p."companyId"')}))
    OR (${about} = 'reading-window' AND EXISTS (SELECT 1 FROM "Account" a JOIN "Provider" p ON p."id" = a."providerId"
        WHERE a."id" = ${id} AND ${ofCompanies(companies, 'p."companyId"')}))
    OR (${about} = 'verification' AND EXISTS (SELECT 1 FROM "Meter" m JOIN "Account" a ON a."id" = m."accountId"
        JOIN "Provider" p ON p."id" = a."providerId" WHERE m."id" = ${id} AND ${ofCompanies(companies, 'p."companyId"')}))
    OR (${about} = 'ticket' AND EXISTS (SELECT 1 FROM "Ticket" t WHERE t."id" = ${id} AND ${ofCompanies(companies, 't."companyId"')}))
    OR (${about} = 'event' AND EXISTS (SELECT 1 FROM "TicketEvent" e JOIN "Ticket" t ON t."id" = e."ticketId"
        WHERE e."id" = ${id} AND ${ofCompanies(companies, 't."companyId"')}))
    OR (${about} = 'link' AND EXISTS (SELECT 1 FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId"
        JOIN "Provider" p ON p."id" = a."providerId" WHERE l."id" = ${id} AND ${ofCompanies(companies, 'p."companyId"')})))`;
}
