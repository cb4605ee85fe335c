import type { DbOrTx } from '../../database/client.ts';

/** So many companies are named in a sentence; more are in the contacts of the help. */
const NAMED_COMPANIES = 3;

/** The contact centres' phones as one line, the person's company first; `none` when there is none. One statement. */
export async function contactCentres(
  db: DbOrTx,
  options: { readonly identityId: number | null },
): Promise<string> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    SELECT c."shortName" || ': ' || c."contactPhone" AS "line"
      FROM "Company" c
      LEFT JOIN "TelegramIdentity" i ON i."id" = ${options.identityId ?? 0}
     WHERE c."active" AND c."contactPhone" IS NOT NULL
     ORDER BY (c."id" = i."startCompanyId") DESC NULLS LAST, c."id"
     LIMIT ${NAMED_COMPANIES}`;
  return rows.length === 0 ? 'none' : rows.map(({ line }) => line).join(', ');
}
