import { ANNOUNCEMENT_RULES, type AnnouncementContent, MOST_FILES } from '../../domain/announcements.ts';
import { DomainError } from '../../domain/errors.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { checkContent } from './create-announcement.ts';
import { announcementForStaff } from './load-announcement.ts';

/** A company somebody may speak for; id 0 = all of them at once. */
export type Speaker = { readonly id: number; readonly name: string; readonly zone: string };

const MOST_COMPANIES = 20;

/** For whom the grants let somebody write announcements. @throws DomainError NOT_ALLOWED */
export async function companiesToSpeakFor(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { grants: readonly RoleGrant[] },
): Promise<{ companies: Speaker[]; everybody: boolean }> {
  const may = companiesFor(options.grants, 'announcements.send', deps.clock.now());
  if (may !== 'all' && may.length === 0) throw new DomainError('NOT_ALLOWED');
  const rows = await deps.db.company.findMany({
    where: { active: true, ...(may === 'all' ? {} : { id: { in: [...may] } }) },
    orderBy: { id: 'asc' },
    take: MOST_COMPANIES,
    select: { id: true, shortName: true, timezone: true },
  });
  const companies = rows.map(({ id, shortName, timezone }) => ({
    id,
    name: shortName,
    zone: timezone ?? deps.installation.timezone,
  }));
  return { companies, everybody: may === 'all' };
}

export type DraftFile = {
  readonly type: 'photo' | 'video' | 'document';
  readonly fileId: string;
  readonly uniqueId: string;
};

/**
 * Keep a file of an announcement that is being written, at once when it comes: the items of an album are messages of
 * their own. The same file twice is one.
 * @throws DomainError ANNOUNCEMENT_FILES, ANNOUNCEMENT_ALBUM (documents do not mix with pictures)
 */
export async function keepDraftFile(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { draftId: number; identityId: number; file: DraftFile },
): Promise<void> {
  const { draftId, identityId, file } = options;
  const known = await deps.db.storedFile.findMany({
    where: { draftId, identityId },
    select: { kind: true, telegramUniqueId: true },
  });
  if (known.some(({ telegramUniqueId }) => telegramUniqueId === file.uniqueId)) return;
  if (known.length >= MOST_FILES) throw new DomainError('ANNOUNCEMENT_FILES', { most: MOST_FILES });
  const mixes = known.some(({ kind }) => (kind === 'document') !== (file.type === 'document'));
  if (mixes) throw new DomainError('ANNOUNCEMENT_ALBUM');
  await deps.db.storedFile.createMany({
    data: [
      {
        identityId,
        draftId,
        kind: file.type,
        telegramFileId: file.fileId,
        telegramUniqueId: file.uniqueId,
        position: known.length,
        createdAt: deps.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
}

/** Other words for a draft. @throws DomainError ANNOUNCEMENT_STATE, ANNOUNCEMENT_EMPTY, ANNOUNCEMENT_TOO_LONG */
export async function rewriteAnnouncement(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { id: number; grants: readonly RoleGrant[]; content: AnnouncementContent },
): Promise<void> {
  const found = await announcementForStaff(deps, options);
  checkContent(
    options.content,
    found.files.map(({ type }) => type),
  );
  const { count } = await deps.db.announcement.updateMany({
    where: { id: options.id, status: 'draft' },
    data: { content: options.content },
  });
  if (count === 0) throw new DomainError('ANNOUNCEMENT_STATE');
}

/**
 * Other times for a draft.
 * @throws DomainError ANNOUNCEMENT_STATE, ANNOUNCEMENT_TIMES (the end is not after the beginning, or has passed)
 */
export async function setTimes(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { id: number; grants: readonly RoleGrant[]; startsAt: Date | null; validUntil: Date },
): Promise<void> {
  const { id, startsAt, validUntil } = options;
  const { times } = ANNOUNCEMENT_RULES[(await announcementForStaff(deps, options)).kind];
  if (times === 'none') throw new DomainError('ANNOUNCEMENT_STATE');
  const wrong = times === 'from-to' && (startsAt === null || validUntil <= startsAt);
  if (wrong || validUntil <= deps.clock.now()) throw new DomainError('ANNOUNCEMENT_TIMES');
  const { count } = await deps.db.announcement.updateMany({
    where: { id, status: 'draft' },
    data: { startsAt: times === 'from-to' ? startsAt : null, validUntil },
  });
  if (count === 0) throw new DomainError('ANNOUNCEMENT_STATE');
}

export interface PlaceRow {
  readonly id: number;
  readonly name: string;
}

/** Houses of the company for the audience, by address, page by page; one statement. */
export async function listPlaces(
  deps: Pick<ServiceDeps, 'db'>,
  options: { what: 'buildings' | 'providers'; companyId: number | null; page: number; size: number },
): Promise<{ rows: PlaceRow[]; total: number }> {
  const { companyId } = options;
  const where = companyId === null ? {} : { companyId };
  const window = { skip: options.page * options.size, take: options.size };
  if (options.what === 'buildings') {
    const rows = await deps.db.building.findMany({
      where,
      orderBy: [{ address: 'asc' }, { id: 'asc' }],
      ...window,
    });
    return {
      rows: rows.map(({ id, address }) => ({ id, name: address })),
      total: await deps.db.building.count({ where }),
    };
  }
  const rows = await deps.db.provider.findMany({
    where: { ...where, issuesBills: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    ...window,
  });
  return {
    rows: rows.map(({ id, name }) => ({ id, name })),
    total: await deps.db.provider.count({ where: { ...where, issuesBills: true } }),
  };
}

/** Names of what an audience names, for its description: at most a few. */
export async function namesOfPlaces(
  deps: Pick<ServiceDeps, 'db'>,
  options: { providerIds: readonly number[]; buildingIds: readonly number[] },
): Promise<{ providers: string[]; buildings: string[] }> {
  const rows = await deps.db.$queryRaw<{ kind: string; name: string }[]>`
    (SELECT 'provider' AS "kind", "name" FROM "Provider" WHERE "id" = ANY(${[...options.providerIds]}::int[])
      ORDER BY "id" LIMIT 3)
    UNION ALL
    (SELECT 'building', "address" FROM "Building" WHERE "id" = ANY(${[...options.buildingIds]}::int[])
      ORDER BY "address" LIMIT 3)`;
  const of = (kind: string): string[] => rows.filter((row) => row.kind === kind).map(({ name }) => name);
  return { providers: of('provider'), buildings: of('building') };
}
