import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import {
  ANNOUNCEMENT_KINDS,
  ANNOUNCEMENT_STATUSES,
  audienceSchema,
  contentSchema,
} from '../../domain/announcements.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant, type StaffAction } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

const fileSchema = z.object({
  type: z.enum(['photo', 'video', 'document']),
  fileId: z.string(),
});

const rowSchema = z.object({
  id: z.number(),
  companyId: z.number().nullable(),
  companyName: z.string().nullable(),
  /** of its company; null = the installation's */
  timezone: z.string().nullable(),
  kind: z.enum(ANNOUNCEMENT_KINDS),
  status: z.enum(ANNOUNCEMENT_STATUSES),
  content: contentSchema,
  audience: audienceSchema,
  recipientCount: z.number().nullable(),
  startsAt: z.coerce.date().nullable(),
  validUntil: z.coerce.date().nullable(),
  sendAt: z.coerce.date().nullable(),
  sentAt: z.coerce.date().nullable(),
  authorId: z.number(),
  approvedById: z.number().nullable(),
  endsId: z.number().nullable(),
  endedById: z.number().nullable(),
  files: z.array(fileSchema).nullable(),
});

/** An announcement with its files in order. */
export type Announcement = Omit<z.infer<typeof rowSchema>, 'files'> & {
  readonly files: readonly z.infer<typeof fileSchema>[];
};

/** Read it without asking who wants to know; null when there is none. One statement. */
export async function loadAnnouncement(db: DbOrTx, id: number): Promise<Announcement | null> {
  const [row]: unknown[] = await db.$queryRaw`
    SELECT n."id", n."companyId", c."shortName" AS "companyName", c."timezone", n."kind"::text AS "kind",
           n."status"::text AS "status", n."content", n."audience", n."recipientCount", n."startsAt", n."validUntil",
           n."sendAt", n."sentAt", n."authorId", n."approvedById", n."endsId",
           (SELECT e."id" FROM "Announcement" e WHERE e."endsId" = n."id" AND e."status" <> 'cancelled'
             ORDER BY e."id" LIMIT 1) AS "endedById",
           (SELECT json_agg(json_build_object('type', f."kind", 'fileId', f."telegramFileId") ORDER BY f."position", f."id")
              FROM "StoredFile" f WHERE f."announcementId" = n."id") AS "files"
      FROM "Announcement" n LEFT JOIN "Company" c ON c."id" = n."companyId"
     WHERE n."id" = ${id}`;
  if (row === undefined) return null;
  const parsed = rowSchema.parse(row);
  return { ...parsed, files: parsed.files ?? [] };
}

/**
 * An announcement that the grants cover.
 * @throws DomainError ANNOUNCEMENT_NOT_FOUND: also for those of other companies
 */
export async function announcementForStaff(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { id: number; grants: readonly RoleGrant[]; action?: StaffAction },
): Promise<Announcement> {
  const found = await loadAnnouncement(deps.db, options.id);
  const action = options.action ?? 'announcements.send';
  if (found === null || !can(options.grants, action, { companyId: found.companyId }, deps.clock.now())) {
    throw new DomainError('ANNOUNCEMENT_NOT_FOUND');
  }
  return found;
}
