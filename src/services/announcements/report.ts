import { z } from 'zod';
import { QUIET_HOURS_ERROR } from '../../delivery/prepare.ts';
import { ANNOUNCEMENT_KINDS, ANNOUNCEMENT_STATUSES, contentSchema } from '../../domain/announcements.ts';
import { DomainError } from '../../domain/errors.ts';
import { existingPage } from '../../domain/paging.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

/** What became of an announcement, in messages. */
export interface SendingReport {
  readonly total: number;
  readonly waiting: number;
  /** of those that wait: put off to the end of somebody's quiet hours */
  readonly postponed: number;
  readonly sent: number;
  readonly read: number;
  /** blocked the bot, gave up the account, has no such channel */
  readonly unreachable: number;
  readonly failed: number;
  readonly unknown: number;
  /** switched off, signed out, too late, stopped */
  readonly dropped: number;
  /** most frequent reasons of what did not go */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

const reportSchema = z.object({
  total: z.number(),
  waiting: z.number(),
  postponed: z.number(),
  sent: z.number(),
  read: z.number(),
  unreachable: z.number(),
  failed: z.number(),
  unknown: z.number(),
  dropped: z.number(),
  reasons: z.array(z.object({ reason: z.string(), count: z.number() })).nullable(),
});

/** Counts of one announcement; one statement over its index. */
export async function reportSending(
  deps: Pick<ServiceDeps, 'db'>,
  options: { announcementId: number },
): Promise<SendingReport> {
  const [row]: unknown[] = await deps.db.$queryRaw`
    WITH mine AS (
      SELECT d."status", d."readAt", d."lastError" FROM "Delivery" d
       WHERE d."announcementId" = ${options.announcementId}
         -- Whom another channel was tried for counts there.
         AND NOT (d."status" = 'unreachable' AND EXISTS (
           SELECT 1 FROM "Delivery" o WHERE o."announcementId" = d."announcementId"
             AND o."identityId" = d."identityId" AND o."channel" <> d."channel" AND o."id" > d."id")))
    SELECT count(*)::int AS "total",
      count(*) FILTER (WHERE "status" IN ('queued', 'leased', 'sending'))::int AS "waiting",
      count(*) FILTER (WHERE "status" = 'queued' AND "lastError" = ${QUIET_HOURS_ERROR})::int AS "postponed",
      count(*) FILTER (WHERE "status" = 'sent')::int AS "sent",
      count(*) FILTER (WHERE "readAt" IS NOT NULL)::int AS "read",
      count(*) FILTER (WHERE "status" = 'unreachable')::int AS "unreachable",
      count(*) FILTER (WHERE "status" = 'failed')::int AS "failed",
      count(*) FILTER (WHERE "status" = 'unknown')::int AS "unknown",
      count(*) FILTER (WHERE "status" = 'cancelled')::int AS "dropped",
      (SELECT jsonb_agg(r) FROM (
         SELECT "lastError" AS "reason", count(*)::int AS "count" FROM mine
          WHERE "status" IN ('unreachable', 'failed', 'unknown', 'cancelled') AND "lastError" IS NOT NULL
          GROUP BY "lastError" ORDER BY count(*) DESC, "lastError" LIMIT 5) r) AS "reasons"
    FROM mine`;
  const parsed = reportSchema.parse(row);
  return { ...parsed, reasons: parsed.reasons ?? [] };
}

export const ANNOUNCEMENTS_PER_PAGE = 6;

const listSchema = z.array(
  z.object({
    id: z.number(),
    kind: z.enum(ANNOUNCEMENT_KINDS),
    status: z.enum(ANNOUNCEMENT_STATUSES),
    content: contentSchema,
    createdAt: z.coerce.date(),
    sendAt: z.coerce.date().nullable(),
    companyName: z.string().nullable(),
    total: z.coerce.number(),
  }),
);
export type AnnouncementRow = z.infer<typeof listSchema>[number];

/** History of what the grants cover, newest first. @throws DomainError NOT_ALLOWED */
export async function listAnnouncements(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { grants: readonly RoleGrant[]; page: number },
): Promise<{ rows: AnnouncementRow[]; total: number; page: number }> {
  const companies = companiesFor(options.grants, 'announcements.send', deps.clock.now());
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  const owners = companies === 'all' ? null : [...companies];
  const rows: unknown = await deps.db.$queryRaw`
    WITH mine AS (
      SELECT n.* FROM "Announcement" n WHERE n."status" <> 'cancelled' OR n."sentAt" IS NOT NULL)
    SELECT n."id", n."kind"::text AS "kind", n."status"::text AS "status", n."content", n."createdAt", n."sendAt",
           c."shortName" AS "companyName", count(*) OVER () AS "total"
      FROM mine n LEFT JOIN "Company" c ON c."id" = n."companyId"
     WHERE (${owners}::int[] IS NULL OR n."companyId" = ANY(${owners}::int[]))
     ORDER BY n."createdAt" DESC, n."id" DESC
     LIMIT ${ANNOUNCEMENTS_PER_PAGE} OFFSET ${options.page * ANNOUNCEMENTS_PER_PAGE}`;
  const parsed = listSchema.parse(rows);
  const total = parsed[0]?.total ?? 0;
  if (parsed.length === 0 && options.page > 0) return listAnnouncements(deps, { ...options, page: 0 });
  return { rows: parsed, total, page: existingPage(options.page, total, ANNOUNCEMENTS_PER_PAGE) };
}

/** "Read" was pressed: counts once per person. False when the message was not theirs. */
export async function markRead(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { announcementId: number; identityId: number },
): Promise<boolean> {
  const changed = await deps.db.$executeRaw`
    UPDATE "Delivery" SET "readAt" = COALESCE("readAt", ${deps.clock.now()}::timestamptz)
     WHERE "announcementId" = ${options.announcementId} AND "identityId" = ${options.identityId}
       AND "channel" = 'telegram'`;
  return changed > 0;
}

export interface RunningAnnouncement {
  readonly id: number;
  readonly chatId: number | null;
  readonly messageId: number | null;
  readonly finished: boolean;
}

/**
 * End those whose last message is decided, and take those whose progress is to be shown: each by one process, no
 * oftener than every `everyMs`.
 */
export async function takeProgress(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { everyMs: number },
): Promise<RunningAnnouncement[]> {
  const now = deps.clock.now();
  const rows = await deps.db.$queryRaw<
    { id: number; chatId: bigint | null; messageId: number | null; finished: boolean }[]
  >`
    UPDATE "Announcement" n SET "progressAt" = ${now},
      "status" = CASE WHEN open."any" THEN n."status" ELSE 'sent' END
    FROM (SELECT a."id", EXISTS (SELECT 1 FROM "Delivery" d WHERE d."announcementId" = a."id"
            AND d."status" IN ('queued', 'leased', 'sending')) AS "any"
            FROM "Announcement" a WHERE a."status" = 'sending') AS open
    WHERE open."id" = n."id" AND n."status" = 'sending'
      AND (n."progressAt" IS NULL OR NOT open."any"
           OR n."progressAt" <= ${new Date(now.getTime() - options.everyMs)})
    RETURNING n."id", n."progressChatId" AS "chatId", n."progressMessageId" AS "messageId",
      n."status" = 'sent' AS "finished"`;
  return rows.map(({ id, chatId, messageId, finished }) => ({
    id,
    chatId: chatId === null ? null : Number(chatId),
    messageId,
    finished,
  }));
}

/** The author has blocked the bot, as Telegram says: nothing more is sent to them until they are back. */
export async function markAuthorUnreachable(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { announcementId: number },
): Promise<void> {
  await deps.db.$executeRaw`
    UPDATE "TelegramIdentity" i SET "unreachableAt" = ${deps.clock.now()}, "unreachableReason" = 'blocked the bot'
      FROM "Announcement" n WHERE n."id" = ${options.announcementId} AND i."id" = n."authorId" AND i."unreachableAt" IS NULL`;
}
