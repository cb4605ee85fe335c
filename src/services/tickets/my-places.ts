import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { maskAddress } from '../../domain/masking.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

/** An account of the resident that a ticket may be about. */
export interface TicketPlace {
  readonly linkId: number;
  readonly name: string;
  readonly companyId: number | null;
}

const MOST = 12;

const schema = z.array(
  z.object({
    linkId: z.number(),
    name: z.string().nullable(),
    number: z.string(),
    address: z.string().nullable(),
    level: z.enum(['basic', 'full']),
    providerName: z.string(),
    companyId: z.number().nullable(),
  }),
);

/** Accounts whose company can be written to, the default one first. One statement. */
export async function myPlaces(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number },
): Promise<TicketPlace[]> {
  const links = visibleLinks({ residentId: options.residentId, linkId: null, now: deps.clock.now() });
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      SELECT l."linkId", l."name", a."number", a."address", l."level", p."shortName" AS "providerName", p."companyId"
        FROM (${links}) l
        JOIN "Account" a ON a."id" = l."accountId"
        JOIN "Provider" p ON p."id" = a."providerId"
        JOIN "Resident" r ON r."id" = ${options.residentId}
       ORDER BY (r."defaultLinkId" IS NOT DISTINCT FROM l."linkId") DESC, l."position", l."linkId"
       LIMIT ${MOST}`),
  );
  return rows.map(({ linkId, name, number, address, level, providerName, companyId }) => {
    const shown = address === null ? number : level === 'full' ? address : maskAddress(address);
    return { linkId, companyId, name: `${name ?? shown} · ${providerName}` };
  });
}
