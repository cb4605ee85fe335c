import { inTransaction } from '../../database/in-transaction.ts';
import {
  ANNOUNCEMENT_RULES,
  type AnnouncementContent,
  type AnnouncementKind,
  type Audience,
  EVERYBODY,
  longestText,
  MOST_FILES,
} from '../../domain/announcements.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import { type Html, htmlToPlain } from '../../texts/html.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { announcementForStaff } from './load-announcement.ts';

export interface NewAnnouncement {
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
  /** The form it was written in; its files come along. Twice gives the same announcement. */
  readonly draftId: number;
  readonly companyId: number | null;
  readonly kind: AnnouncementKind;
  readonly content: AnnouncementContent;
  readonly startsAt: Date | null;
  readonly validUntil: Date | null;
}

/**
 * Keep what was composed as a draft.
 * @throws DomainError NOT_ALLOWED, ANNOUNCEMENT_EMPTY, ANNOUNCEMENT_TOO_LONG, ANNOUNCEMENT_TIMES, ANNOUNCEMENT_ALBUM
 */
export async function createAnnouncement(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  wanted: NewAnnouncement,
): Promise<{ id: number }> {
  const now = deps.clock.now();
  const { companyId, kind, content, startsAt, validUntil } = wanted;
  if (!can(wanted.grants, 'announcements.send', { companyId }, now)) throw new DomainError('NOT_ALLOWED');
  checkTimes(wanted, now);
  return await inTransaction(deps.db, async (tx) => {
    const known = await tx.announcement.findUnique({
      where: { draftId: wanted.draftId },
      select: { id: true },
    });
    if (known !== null) return known;
    const files = await tx.storedFile.findMany({
      where: { draftId: wanted.draftId, identityId: wanted.identityId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, kind: true },
    });
    checkContent(
      content,
      files.map((file) => file.kind),
    );
    const row = await tx.announcement.create({
      data: {
        companyId,
        kind,
        content,
        audience: EVERYBODY,
        startsAt,
        validUntil,
        authorId: wanted.identityId,
        draftId: wanted.draftId,
        createdAt: now,
      },
      select: { id: true },
    });
    await tx.storedFile.updateMany({
      where: { id: { in: files.map(({ id }) => id) } },
      data: { announcementId: row.id, draftId: null },
    });
    await completeDraft(tx, { draftId: wanted.draftId, now });
    await recordAudit(tx, {
      at: now,
      actorId: wanted.identityId,
      actorKind: 'staff',
      action: 'announcement.create',
      subject: `announcement:${row.id}`,
      companyId,
      details: { kind },
    });
    return row;
  });
}

function checkTimes({ kind, startsAt, validUntil }: NewAnnouncement, now: Date): void {
  const { times } = ANNOUNCEMENT_RULES[kind];
  const wrong =
    (times === 'from-to' && (startsAt === null || validUntil === null || validUntil <= startsAt)) ||
    (times !== 'none' && (validUntil === null || validUntil <= now));
  if (wrong) throw new DomainError('ANNOUNCEMENT_TIMES');
}

/** What Telegram will take: length by what a reader sees, albums of one family. */
export function checkContent(content: AnnouncementContent, files: readonly string[]): void {
  const texts = [content.ru, content.en].filter((text) => text !== null);
  if (texts.length === 0 && files.length === 0) throw new DomainError('ANNOUNCEMENT_EMPTY');
  const most = longestText(files.length > 0);
  const longest = Math.max(0, ...texts.map((text) => htmlToPlain(text as Html).length));
  if (longest > most) throw new DomainError('ANNOUNCEMENT_TOO_LONG', { most, length: longest });
  if (files.length > MOST_FILES) throw new DomainError('ANNOUNCEMENT_FILES', { most: MOST_FILES });
  const documents = files.filter((kind) => kind === 'document').length;
  if (documents > 0 && documents < files.length) throw new DomainError('ANNOUNCEMENT_ALBUM');
}

/** Who shall get it: a draft's audience as the builder has it. @throws DomainError ANNOUNCEMENT_STATE */
export async function setAudience(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { id: number; grants: readonly RoleGrant[]; audience: Audience },
): Promise<void> {
  await announcementForStaff(deps, options);
  const { count } = await deps.db.announcement.updateMany({
    where: { id: options.id, status: 'draft' },
    data: { audience: options.audience },
  });
  if (count === 0) throw new DomainError('ANNOUNCEMENT_STATE');
}

/**
 * A copy of an old one as a new draft: text, files, audience; times must be said again where the kind has them, so
 * they are left as they are and checked when it is sent. Pressed twice on one day it is one copy.
 */
export async function repeatAnnouncement(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { id: number; grants: readonly RoleGrant[]; identityId: number },
): Promise<{ id: number }> {
  const source = await announcementForStaff(deps, options);
  const now = deps.clock.now();
  return await inTransaction(deps.db, async (tx) => {
    const open = await tx.announcement.findFirst({
      where: { copyOfId: source.id, authorId: options.identityId, status: 'draft' },
      select: { id: true },
    });
    if (open !== null) return open;
    const row = await tx.announcement.create({
      data: {
        companyId: source.companyId,
        kind: source.kind,
        content: source.content,
        audience: source.audience,
        startsAt: source.startsAt,
        validUntil: source.validUntil,
        authorId: options.identityId,
        copyOfId: source.id,
        createdAt: now,
      },
      select: { id: true },
    });
    await tx.$executeRaw`
      INSERT INTO "StoredFile" ("identityId", "kind", "telegramFileId", "telegramUniqueId", "announcementId", "position", "createdAt")
      SELECT "identityId", "kind", "telegramFileId", "telegramUniqueId", ${row.id}, "position", ${now}
        FROM "StoredFile" WHERE "announcementId" = ${source.id}`;
    return row;
  });
}
