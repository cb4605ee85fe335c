import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import type { Kopecks } from '../../domain/money.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

export const ACCOUNTS_PER_PAGE = 6;

export interface AccountRow {
  readonly linkId: number;
  /** the resident's own name */
  readonly name: string | null;
  readonly number: string;
  readonly providerName: string;
  readonly level: 'basic' | 'full';
  readonly isDefault: boolean;
  /** kopecks, negative = advance; null while there is no bill */
  readonly left: Kopecks | null;
  readonly asOf: Date | null;
}

export interface AccountList {
  readonly rows: readonly AccountRow[];
  readonly total: number;
  readonly page: number;
  /** Links that somebody objected to: they wait for the company's decision and show nothing. */
  readonly frozen: number;
}

const schema = z.array(
  z.object({
    total: z.coerce.number(),
    page: z.coerce.number(),
    frozen: z.coerce.number(),
    linkId: z.number().nullable(),
    name: z.string().nullable(),
    number: z.string().nullable(),
    providerName: z.string().nullable(),
    level: z.enum(['basic', 'full']).nullable(),
    isDefault: z.boolean().nullable(),
    left: z.number().int().nullable(),
    asOf: z.coerce.date().nullable(),
  }),
);

/** The resident's accounts with what is left to pay for each; one statement. */
export async function listAccounts(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; page: number },
): Promise<AccountList> {
  const links = visibleLinks({ residentId: options.residentId, linkId: null, now: deps.clock.now() });
  const rows = schema.parse(
    await deps.db.$queryRaw(Prisma.sql`
      WITH links AS (${links}),
      counted AS (
        SELECT count(*)::int AS "total",
               LEAST(${options.page}::int, GREATEST(ceil(count(*)::numeric / ${ACCOUNTS_PER_PAGE}::int)::int - 1, 0)) AS "page"
          FROM links
      ),
      shown AS (
        SELECT mine.*, row_number() OVER (ORDER BY mine."position", mine."linkId") AS "rn" FROM links mine
      ),
      paged AS (
        SELECT s.* FROM shown s CROSS JOIN counted c
         WHERE s."rn" > c."page" * ${ACCOUNTS_PER_PAGE}::int AND s."rn" <= (c."page" + 1) * ${ACCOUNTS_PER_PAGE}::int
      ),
      scope AS (SELECT "accountId" FROM paged),
      ${OUTSTANDING}
      SELECT c."total", c."page",
             (SELECT count(*)::int FROM "AccountLink" held
               WHERE held."residentId" = ${options.residentId} AND held."status" = 'frozen') AS "frozen",
             p."linkId", p."name", a."number", v."name" AS "providerName", p."level",
             r."defaultLinkId" IS NOT DISTINCT FROM p."linkId" AS "isDefault", o."left", o."asOf"
        FROM counted c
        LEFT JOIN paged p ON true
        LEFT JOIN "Account" a ON a."id" = p."accountId"
        LEFT JOIN "Provider" v ON v."id" = a."providerId"
        LEFT JOIN "Resident" r ON r."id" = ${options.residentId}
        LEFT JOIN outstanding o ON o."accountId" = p."accountId"
       ORDER BY p."rn"`),
  );
  return {
    total: rows[0]?.total ?? 0,
    page: rows[0]?.page ?? 0,
    frozen: rows[0]?.frozen ?? 0,
    rows: rows.flatMap(
      ({ total: _, page: __, frozen: ___, linkId, number, providerName, level, isDefault, left, ...row }) =>
        linkId === null || number === null || providerName === null || level === null
          ? []
          : [
              {
                ...row,
                linkId,
                number,
                providerName,
                level,
                isDefault: isDefault === true,
                left: left as Kopecks | null,
              },
            ],
    ),
  };
}
