import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import {
  ANNOUNCEMENT_KINDS,
  type AnnouncementKind,
  contentFor,
  contentSchema,
} from '../../domain/announcements.ts';
import type { Locale } from '../../domain/locale.ts';
import { existingPage } from '../../domain/paging.ts';
import type { ServiceDeps } from '../deps.ts';
import { heldAccounts, placeMatches } from './audience-sql.ts';

export const FEED_PER_PAGE = 5;

/** An announcement as a resident sees it. */
export interface FeedItem {
  readonly id: number;
  readonly kind: AnnouncementKind;
  /** Telegram HTML, in the person's language when it was written in it. */
  readonly html: string;
  readonly startsAt: Date | null;
  readonly validUntil: Date | null;
  readonly sentAt: Date | null;
  /** The outage is over: somebody said so, or its time has passed. */
  readonly over: boolean;
  readonly files: number;
}

const rowsSchema = z.array(
  z.object({
    id: z.number(),
    kind: z.enum(ANNOUNCEMENT_KINDS),
    content: contentSchema,
    startsAt: z.coerce.date().nullable(),
    validUntil: z.coerce.date().nullable(),
    sentAt: z.coerce.date().nullable(),
    ended: z.boolean(),
    files: z.coerce.number(),
    total: z.coerce.number(),
  }),
);

/**
 * What a resident was told or would have been told: by the houses of their accounts, so that who links later sees what
 * was sent before. Messages to debtors and to those without readings are shown to those who got them.
 */
function forResident(residentId: number, now: Date): Prisma.Sql {
  return Prisma.sql`
    n."status" IN ('sending', 'paused', 'sent') AND n."endsId" IS NULL
    AND n."kind" <> 'promotion'
    AND (
      EXISTS (SELECT 1 FROM "Delivery" d JOIN "TelegramIdentity" i ON i."id" = d."identityId"
               WHERE d."announcementId" = n."id" AND i."residentId" = ${residentId})
      OR (n."audience"->>'debtOver' IS NULL AND NOT COALESCE((n."audience"->>'withoutReadings')::boolean, false)
          AND EXISTS (SELECT 1 FROM (${heldAccounts(now, Prisma.sql`l."residentId" = ${residentId}`)}) h
                       WHERE ${placeMatches(Prisma.sql`n."companyId"`, Prisma.sql`n."audience"`)}))
    )`;
}

const COLUMNS = Prisma.sql`
  n."id", n."kind"::text AS "kind", n."content", n."startsAt", n."validUntil", n."sentAt",
  EXISTS (SELECT 1 FROM "Announcement" e WHERE e."endsId" = n."id" AND e."status" IN ('sending', 'paused', 'sent')) AS "ended",
  (SELECT count(*) FROM "StoredFile" f WHERE f."announcementId" = n."id") AS "files"`;

/** What was announced to the resident's houses, newest first, page by page; one statement. */
export async function listFeed(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; locale: Locale; page: number },
): Promise<{ items: FeedItem[]; total: number; page: number }> {
  const now = deps.clock.now();
  const read = async (page: number): Promise<z.infer<typeof rowsSchema>> =>
    rowsSchema.parse(
      await deps.db.$queryRaw(Prisma.sql`
        SELECT ${COLUMNS}, count(*) OVER () AS "total" FROM "Announcement" n
         WHERE ${forResident(options.residentId, now)}
         ORDER BY n."sentAt" DESC NULLS FIRST, n."id" DESC
         LIMIT ${FEED_PER_PAGE} OFFSET ${page * FEED_PER_PAGE}`),
    );
  const rows = await read(options.page);
  if (rows.length > 0 || options.page === 0) {
    const total = rows[0]?.total ?? 0;
    return {
      items: rows.map((row) => toItem(row, options.locale, now)),
      total,
      page: existingPage(options.page, total, FEED_PER_PAGE),
    };
  }
  return listFeed(deps, { ...options, page: 0 });
}

/**
 * What is off now for a resident: outages and emergencies that have begun (or begin within a day) and are not over,
 * soonest end first. For the home screen and before a new ticket. One statement.
 */
export async function listCurrentOutages(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; locale: Locale; accountId?: number | null },
): Promise<FeedItem[]> {
  const now = deps.clock.now();
  const soon = new Date(now.getTime() + 24 * 3600_000);
  const rows: unknown = await deps.db.$queryRaw(Prisma.sql`
    SELECT ${COLUMNS}, 0 AS "total" FROM "Announcement" n
     WHERE n."kind" IN ('outage', 'emergency')
       AND (n."startsAt" IS NULL OR n."startsAt" <= ${soon}) AND (n."validUntil" IS NULL OR n."validUntil" > ${now})
       AND NOT EXISTS (SELECT 1 FROM "Announcement" e
                        WHERE e."endsId" = n."id" AND e."status" IN ('sending', 'paused', 'sent'))
       AND ${forResident(options.residentId, now)}
       AND (${options.accountId ?? null}::int IS NULL OR EXISTS (
             SELECT 1 FROM (${heldAccounts(
               now,
               Prisma.sql`l."residentId" = ${options.residentId}
               AND l."accountId" = ${options.accountId ?? null}::int`,
             )}) h
              WHERE ${placeMatches(Prisma.sql`n."companyId"`, Prisma.sql`n."audience"`)}))
     ORDER BY n."validUntil" NULLS LAST, n."id" LIMIT 5`);
  return rowsSchema.parse(rows).map((row) => toItem(row, options.locale, now));
}

/**
 * One announcement that was meant for the resident; null for anything else.
 */
export async function showFeedItem(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; locale: Locale; announcementId: number },
): Promise<FeedItem | null> {
  const now = deps.clock.now();
  const rows: unknown = await deps.db.$queryRaw(Prisma.sql`
    SELECT ${COLUMNS}, 1 AS "total" FROM "Announcement" n
     WHERE n."id" = ${options.announcementId} AND ${forResident(options.residentId, now)}`);
  const [row] = rowsSchema.parse(rows);
  return row === undefined ? null : toItem(row, options.locale, now);
}

function toItem(row: z.infer<typeof rowsSchema>[number], locale: Locale, now: Date): FeedItem {
  const { id, kind, startsAt, validUntil, sentAt, files } = row;
  const passed = validUntil !== null && validUntil <= now;
  return {
    id,
    kind,
    html: contentFor(row.content, locale),
    startsAt,
    validUntil,
    sentAt,
    over: row.ended || passed,
    files,
  };
}
