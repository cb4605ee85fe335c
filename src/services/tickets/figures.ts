import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { barsSvg } from '../../documents/charts/bars.ts';
import { CHART } from '../../documents/charts/canvas.ts';
import type { Locale } from '../../domain/locale.ts';
import { localized } from '../../domain/locale.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StaffMember } from './access.ts';
import { coveredSql } from './list-queue.ts';
import { OPEN_SQL } from './ticket-sql.ts';

const DAY_MS = 86_400_000;
/** What is done and rated counts for so many days. */
export const FIGURES_DAYS = 30;
const MOST_ROWS = 8;

const groupSchema = z.object({
  name: z.union([z.string(), z.object({ ru: z.string(), en: z.string() })]).nullable(),
  open: z.number(),
  late: z.number(),
  done: z.number(),
  medianHours: z.coerce.number().nullable(),
  rating: z.coerce.number().nullable(),
});
export type FigureRow = z.infer<typeof groupSchema>;

const schema = z.object({
  all: groupSchema,
  types: z.array(groupSchema),
  houses: z.array(groupSchema),
});
export type TicketFigures = z.infer<typeof schema>;

/** The tickets that count: open now, or finished in the last days. */
function counted(staff: StaffMember, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT t.*, y."name" AS "typeName", g."address" AS "house",
           t."status" IN ${OPEN_SQL} AS "isOpen",
           t."status" IN ${OPEN_SQL} AND t."deadlineAt" < ${now} AS "isLate",
           CASE WHEN t."doneAt" > ${new Date(now.getTime() - FIGURES_DAYS * DAY_MS)}
                THEN extract(epoch FROM t."doneAt" - t."createdAt") / 3600 END AS "hours"
      FROM "Ticket" t
      LEFT JOIN "TicketType" y ON y."id" = t."typeId"
      LEFT JOIN "Building" g ON g."id" = t."buildingId"
     WHERE ${coveredSql(staff, now)}`;
}

const FIGURES = Prisma.sql`
  'open', count(*) FILTER (WHERE "isOpen"), 'late', count(*) FILTER (WHERE "isLate"),
  'done', count("hours"), 'medianHours', percentile_cont(0.5) WITHIN GROUP (ORDER BY "hours"),
  'rating', avg("rating") FILTER (WHERE "hours" IS NOT NULL)`;

/**
 * Open, late, done in the last 30 days, the median hours to done and the average rating: in all, by type and by house,
 * the busiest first. One statement.
 */
export async function ticketFigures(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly staff: StaffMember },
): Promise<TicketFigures> {
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH counted AS (${counted(options.staff, deps.clock.now())}),
    types AS (
      SELECT json_build_object('name', "typeName", ${FIGURES}) AS "row", count(*) AS "n" FROM counted
       WHERE "isOpen" OR "hours" IS NOT NULL GROUP BY "typeName" ORDER BY "n" DESC LIMIT ${MOST_ROWS}
    ),
    houses AS (
      SELECT json_build_object('name', "house", ${FIGURES}) AS "row", count(*) AS "n" FROM counted
       WHERE "isOpen" OR "hours" IS NOT NULL GROUP BY "house" ORDER BY "n" DESC LIMIT ${MOST_ROWS}
    )
    SELECT (SELECT json_build_object('name', NULL, ${FIGURES}) FROM counted) AS "all",
           (SELECT COALESCE(json_agg("row"), '[]'::json) FROM types) AS "types",
           (SELECT COALESCE(json_agg("row"), '[]'::json) FROM houses) AS "houses"`);
  return schema.parse(raw[0]);
}

/** Open tickets by type as bars: PNG; null when there is nothing to draw. */
export async function drawFigures(
  deps: Pick<ServiceDeps, 'documents'>,
  options: { readonly figures: TicketFigures; readonly tr: Translator },
): Promise<Uint8Array | null> {
  const { figures, tr } = options;
  const bars = figures.types
    .filter(({ open }) => open > 0)
    .map((row) => ({
      label: figureName(row, tr.locale) ?? tr.plain('tickets-feedback-type'),
      value: row.open,
      text: String(row.open),
      ...(row.late > 0 ? { detail: tr.plain('tickets-figures-late', { count: String(row.late) }) } : {}),
    }));
  if (bars.length === 0) return null;
  const title = tr.plain('tickets-figures-picture');
  const svg = barsSvg({ title, bars });
  return deps.documents.renderPicture({ svg, width: CHART.pixels });
}

export function figureName(row: FigureRow, locale: Locale): string | null {
  return typeof row.name === 'string' || row.name === null ? row.name : localized(row.name, locale);
}
