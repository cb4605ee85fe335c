import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { FOLDED_FROM, FOLDED_TO, type PeopleQuery, readPeopleQuery } from '../../domain/people-search.ts';
import type { ServiceDeps } from '../deps.ts';
import { type PeopleActor, servedCompanies, servedResident } from './scope.ts';

export const PEOPLE_PER_PAGE = 7;

/** A person, or an account (nobody may have linked it). */
export interface FoundRow {
  readonly kind: 'person' | 'account';
  readonly id: number;
  /** name; account number and provider */
  readonly title: string;
  /** phone (E.164); payer and place */
  readonly detail: string | null;
  /** of an account: `7` */
  readonly flat: string | null;
  readonly blocked: boolean;
}

const rowSchema = z.object({
  kind: z.enum(['person', 'account']).nullable(),
  id: z.number().nullable(),
  title: z.string().nullable(),
  detail: z.string().nullable(),
  flat: z.string().nullable(),
  blocked: z.boolean().nullable(),
  total: z.coerce.number(),
  page: z.coerce.number(),
});

/**
 * People and accounts by a name, the end of a phone, an account number or a flat, within the companies the roles cover;
 * people first. One statement. @throws DomainError NOT_ALLOWED, PEOPLE_QUERY_SHORT
 */
export async function findPeople(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: PeopleActor; readonly query: string; readonly page: number },
): Promise<{ readonly rows: readonly FoundRow[]; readonly total: number; readonly page: number }> {
  const companies = servedCompanies(deps, options.actor, 'residents.find');
  const query = readPeopleQuery(options.query);
  if (query === null) throw new DomainError('PEOPLE_QUERY_SHORT');
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH found AS (
      SELECT 'person' AS "kind", r."id", r."firstName" || ' ' || r."lastName" AS "title", r."phone" AS "detail", NULL::text AS "flat",
             r."blockedAt" IS NOT NULL AS "blocked", 0 AS "rank"
        FROM "Resident" r
       WHERE ${servedResident(companies)} AND ${personMatches(query)}
      UNION ALL
      SELECT 'account', a."id", a."number" || ' · ' || p."shortName",
             concat_ws(', ', a."payerName", a."address"), NULLIF(a."flat", ''), false, 1
        FROM "Account" a
        JOIN "Provider" p ON p."id" = a."providerId"
       WHERE a."publishedAt" IS NOT NULL
         AND (${companies}::int[] IS NULL OR p."companyId" = ANY(${companies}::int[]))
         AND ${accountMatches(query)}
    ),
    counted AS (
      SELECT count(*)::int AS "total",
             LEAST(${options.page}::int, GREATEST(ceil(count(*)::numeric / ${PEOPLE_PER_PAGE}::int)::int - 1, 0)) AS "page"
        FROM found
    ),
    paged AS (
      SELECT * FROM found ORDER BY "rank", "title", "id"
       LIMIT ${PEOPLE_PER_PAGE}::int OFFSET (SELECT "page" FROM counted) * ${PEOPLE_PER_PAGE}::int
    )
    SELECT c."total", c."page", f."kind", f."id", f."title", f."detail", f."flat", f."blocked"
      FROM counted c LEFT JOIN paged f ON true
     ORDER BY f."rank", f."title", f."id"`);
  const rows = raw.map((row) => rowSchema.parse(row));
  return {
    total: rows[0]?.total ?? 0,
    page: rows[0]?.page ?? 0,
    rows: rows.flatMap(({ kind, id, title, detail, flat, blocked }) =>
      kind === null || id === null || title === null
        ? []
        : [{ kind, id, title, detail, flat, blocked: blocked === true }],
    ),
  };
}

/** Every word begins a word of the name; digits end the phone. */
function personMatches(query: PeopleQuery): Prisma.Sql {
  if (query.digits !== null) {
    return Prisma.sql`r."phone" IS NOT NULL AND right(r."phone", ${query.digits.length}::int) = ${query.digits}`;
  }
  if (query.words.length === 0 || query.flat !== null) return Prisma.sql`FALSE`;
  const name = Prisma.sql`concat_ws(' ', r."firstName", r."lastName", r."patronymic")`;
  return everyWord(name, query.words);
}

/** The number or its end; else words of payer and address, and the flat. */
function accountMatches(query: PeopleQuery): Prisma.Sql {
  const ways: Prisma.Sql[] = [];
  if (query.number !== null) {
    ways.push(Prisma.sql`a."number" = ${query.number}`);
    if (query.digits !== null) ways.push(Prisma.sql`a."number" LIKE ${`%${query.number}`}`);
  }
  if (query.words.length > 0) {
    const place = Prisma.sql`concat_ws(' ', a."payerName", a."address")`;
    const flat =
      query.flat === null ? Prisma.sql`TRUE` : Prisma.sql`${folded(Prisma.sql`a."flat"`)} = ${query.flat}`;
    ways.push(Prisma.sql`(${flat} AND ${everyWord(place, query.words)})`);
  }
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`;
}

/** Words with digits (house 5) must be whole, or house 5 finds 51. */
function everyWord(text: Prisma.Sql, words: readonly string[]): Prisma.Sql {
  const among = Prisma.sql`' ' || ${folded(text)} || ' '`;
  return Prisma.join(
    words.map((word) => Prisma.sql`${among} LIKE ${/\d/.test(word) ? `% ${word} %` : `% ${word}%`}`),
    ' AND ',
  );
}

function folded(text: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`translate(${text}, ${FOLDED_FROM}::text, ${FOLDED_TO}::text)`;
}
