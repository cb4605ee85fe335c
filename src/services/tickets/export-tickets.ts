import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { zoneOf } from '../../domain/clock-zone.ts';
import { localized } from '../../domain/locale.ts';
import { type CsvValue, writeCsv } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StaffMember } from './access.ts';
import { coveredSql } from './list-queue.ts';
import { staffNameSql } from './ticket-sql.ts';

/** Rows of one file: with long texts it stays below the 50 MB that a bot may send. */
const ROWS_PER_FILE = 20_000;
/** Rows in memory at a time. */
const ROWS_PER_PAGE = 1_000;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** A part of the table. `chunks` may be read any number of times. */
export interface TicketFile {
  readonly rows: number;
  readonly chunks: () => AsyncGenerator<Uint8Array>;
}

const partSchema = z.object({ rows: z.number(), newest: z.number(), oldest: z.number() });

/**
 * All tickets the person's roles cover, newest first, as tables for spreadsheets (UTF-8 with mark, `;`), each made page by
 * page as it is read. No names and phones of residents. At least one file, though it may have no rows.
 */
export async function exportTickets(
  deps: Deps,
  options: { readonly staff: StaffMember; readonly tr: Translator; readonly rowsPerFile?: number },
): Promise<readonly TicketFile[]> {
  const { staff, tr } = options;
  const covered = coveredSql(staff, deps.clock.now());
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    SELECT count(*)::int AS "rows", max("id") AS "newest", min("id") AS "oldest"
      FROM (SELECT t."id", (row_number() OVER (ORDER BY t."id" DESC) - 1) / ${options.rowsPerFile ?? ROWS_PER_FILE}::int AS "part"
              FROM "Ticket" t WHERE ${covered}) numbered
     GROUP BY "part" ORDER BY "part"`);
  const parts = raw.map((row) => partSchema.parse(row));
  const files = parts.length === 0 ? [{ rows: 0, newest: 0, oldest: 0 }] : parts;
  return files.map(({ rows, newest, oldest }) => ({
    rows,
    chunks: () => table(deps, { covered, tr, newest, oldest }),
  }));
}

async function* table(
  deps: Deps,
  part: {
    readonly covered: Prisma.Sql;
    readonly tr: Translator;
    readonly newest: number;
    readonly oldest: number;
  },
): AsyncGenerator<Uint8Array> {
  const { covered, tr, newest, oldest } = part;
  yield encodeText(writeCsv([tr.plain('tickets-export-columns').split(';')]), 'utf-8-bom');
  for (let before = newest + 1; before > oldest; ) {
    const rows = await page(deps, covered, { before, oldest });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield encodeText(writeCsv(rows.map((row) => cells(row, deps.installation.timezone, tr))), 'utf-8');
    before = last.id;
  }
}

interface Row {
  readonly id: number;
  readonly number: string;
  readonly status: string;
  readonly typeName: { ru: string; en: string } | null;
  readonly company: string | null;
  readonly zone: string | null;
  readonly house: string | null;
  readonly createdAt: Date;
  readonly deadlineAt: Date | null;
  readonly doneAt: Date | null;
  readonly closedAt: Date | null;
  readonly assignee: string | null;
  readonly rating: number | null;
  readonly reopenedCount: number;
  readonly text: string;
}

async function page(
  deps: Deps,
  covered: Prisma.Sql,
  { before, oldest }: { readonly before: number; readonly oldest: number },
): Promise<Row[]> {
  return deps.db.$queryRaw<Row[]>(Prisma.sql`
    SELECT t."id", t."number", t."status"::text AS "status", y."name" AS "typeName", c."shortName" AS "company",
           c."timezone" AS "zone", g."address" AS "house", t."createdAt", t."deadlineAt", t."doneAt", t."closedAt",
           CASE WHEN t."assigneeId" IS NULL THEN NULL ELSE ${staffNameSql(Prisma.sql`t."assigneeId"`)} END AS "assignee",
           t."rating", t."reopenedCount", t."text"
      FROM "Ticket" t
      LEFT JOIN "TicketType" y ON y."id" = t."typeId"
      LEFT JOIN "Building" g ON g."id" = t."buildingId"
      LEFT JOIN "Company" c ON c."id" = t."companyId"
     WHERE ${covered} AND t."id" < ${before} AND t."id" >= ${oldest}
     ORDER BY t."id" DESC LIMIT ${ROWS_PER_PAGE}`);
}

function cells(row: Row, timezone: string, tr: Translator): CsvValue[] {
  const at = (value: Date | null): string =>
    value === null ? '' : tr.dateTime(value, zoneOf({ company: row.zone }, timezone));
  return [
    row.number,
    tr.plainOr(`tickets-status-${row.status}`, {}, 'tickets-status-new'),
    row.typeName === null ? tr.plain('tickets-feedback-type') : localized(row.typeName, tr.locale),
    row.company,
    row.house,
    at(row.createdAt),
    at(row.deadlineAt),
    at(row.doneAt),
    at(row.closedAt),
    row.assignee,
    row.rating,
    row.reopenedCount,
    row.text,
  ];
}
