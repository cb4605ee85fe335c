import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { barsSvg } from '../../documents/charts/bars.ts';
import { CHART } from '../../documents/charts/canvas.ts';
import { zoneOf } from '../../domain/clock-zone.ts';
import type { Locale } from '../../domain/locale.ts';
import { localized } from '../../domain/locale.ts';
import { writeCsv } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StaffMember } from './access.ts';
import { coveredSql } from './list-queue.ts';
import { OPEN_SQL, staffNameSql } from './ticket-sql.ts';

const DAY_MS = 86_400_000;
/** What is done and rated counts for so many days. */
export const FIGURES_DAYS = 30;
const MOST_ROWS = 8;
const MOST_EXPORTED = 10_000;

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

/**
 * All tickets the person's roles cover, newest first, as a table for spreadsheets (UTF-8 with mark, `;`). No names and
 * phones of residents.
 */
export async function exportTickets(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly staff: StaffMember; readonly tr: Translator },
): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
  const { staff, tr } = options;
  const rows = await deps.db.$queryRaw<
    {
      number: string;
      status: string;
      typeName: { ru: string; en: string } | null;
      company: string | null;
      zone: string | null;
      house: string | null;
      createdAt: Date;
      deadlineAt: Date | null;
      doneAt: Date | null;
      closedAt: Date | null;
      assignee: string | null;
      rating: number | null;
      reopenedCount: number;
      text: string;
    }[]
  >(Prisma.sql`
    SELECT t."number", t."status"::text AS "status", t."typeName", c."shortName" AS "company", c."timezone" AS "zone",
           t."house", t."createdAt", t."deadlineAt", t."doneAt", t."closedAt",
           CASE WHEN t."assigneeId" IS NULL THEN NULL ELSE ${staffNameSql(Prisma.sql`t."assigneeId"`)} END AS "assignee",
           t."rating", t."reopenedCount", t."text"
      FROM (${counted(staff, deps.clock.now())}) t LEFT JOIN "Company" c ON c."id" = t."companyId"
     ORDER BY t."id" DESC LIMIT ${MOST_EXPORTED}`);
  const at = (value: Date | null, zone: string | null): string =>
    value === null ? '' : tr.dateTime(value, zoneOf({ company: zone }, deps.installation.timezone));
  const head = tr.plain('tickets-export-columns').split(';');
  const table = rows.map((row) => [
    row.number,
    tr.plainOr(`tickets-status-${row.status}`, {}, 'tickets-status-new'),
    row.typeName === null ? tr.plain('tickets-feedback-type') : localized(row.typeName, tr.locale),
    row.company,
    row.house,
    at(row.createdAt, row.zone),
    at(row.deadlineAt, row.zone),
    at(row.doneAt, row.zone),
    at(row.closedAt, row.zone),
    row.assignee,
    row.rating,
    row.reopenedCount,
    row.text,
  ]);
  return { bytes: encodeText(writeCsv([head, ...table]), 'utf-8-bom'), rows: rows.length };
}
