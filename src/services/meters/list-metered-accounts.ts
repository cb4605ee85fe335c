import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

export const METERED_PER_PAGE = 6;

export interface MeteredAccountRow {
  readonly linkId: number;
  readonly name: string | null;
  readonly number: string;
  readonly providerName: string;
  readonly level: 'basic' | 'full';
  readonly meters: number;
}

export interface MeteredAccountList {
  readonly rows: readonly MeteredAccountRow[];
  readonly total: number;
  readonly page: number;
  /** Links of any kind: nothing to enter for is another thing than nothing linked. */
  readonly links: number;
}

const schema = z.array(
  z.object({
    total: z.number(),
    links: z.number(),
    page: z.number(),
    linkId: z.number().nullable(),
    name: z.string().nullable(),
    number: z.string().nullable(),
    providerName: z.string().nullable(),
    level: z.enum(['basic', 'full']).nullable(),
    meters: z.number().nullable(),
  }),
);

/** The resident's accounts that have meters, page by page; one statement. */
export async function listMeteredAccounts(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number; readonly page: number },
): Promise<MeteredAccountList> {
  const links = visibleLinks({ residentId: options.residentId, linkId: null, now: deps.clock.now() });
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      WITH links AS (${links}),
      metered AS (
        SELECT k.*, count(m."id")::int AS "meters", row_number() OVER (ORDER BY k."position", k."linkId") AS "rn"
          FROM links k JOIN "Meter" m ON m."accountId" = k."accountId" AND m."archivedAt" IS NULL
         GROUP BY k."linkId", k."accountId", k."level", k."name", k."position", k."validFrom", k."fromPeriod"
      ),
      counted AS (
        SELECT count(*)::int AS "total",
               LEAST(${options.page}::int, GREATEST(ceil(count(*)::numeric / ${METERED_PER_PAGE}::int)::int - 1, 0)) AS "page"
          FROM metered
      )
      SELECT c."total", (SELECT count(*)::int FROM links) AS "links", c."page", m."linkId", m."name", a."number",
             p."name" AS "providerName", m."level", m."meters"
        FROM counted c
        LEFT JOIN metered m ON m."rn" > c."page" * ${METERED_PER_PAGE}::int
                           AND m."rn" <= (c."page" + 1) * ${METERED_PER_PAGE}::int
        LEFT JOIN "Account" a ON a."id" = m."accountId"
        LEFT JOIN "Provider" p ON p."id" = a."providerId"
       ORDER BY m."rn"`),
  );
  return {
    total: rows[0]?.total ?? 0,
    links: rows[0]?.links ?? 0,
    page: rows[0]?.page ?? 0,
    rows: rows.flatMap(({ linkId, name, number, providerName, level, meters }) =>
      linkId === null || number === null || providerName === null || level === null
        ? []
        : [{ linkId, name, number, providerName, level, meters: meters ?? 0 }],
    ),
  };
}
