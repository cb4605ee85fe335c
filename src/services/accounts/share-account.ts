import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { endShares } from './link-status.ts';
import { hashLinkToken, linkToken, linkTokenUrl } from './link-tokens.ts';

const DAY_MS = 86_400_000;
/** The link itself waits for the relative so long. */
export const SHARE_LINK_DAYS = 7;
/** Open shares of one account. */
export const MAX_SHARES = 10;

/** How long a relative may look: days; null = until it is revoked. */
export const SHARE_TERMS = { month: 30, quarter: 92, year: 366, forever: null } as const;
export type ShareTerm = keyof typeof SHARE_TERMS;

export function isShareTerm(text: string): text is ShareTerm {
  return Object.keys(SHARE_TERMS).includes(text);
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'installation'>;

/**
 * The resident's own link that may be shared: one's own proof, not somebody's share.
 * @throws DomainError LINK_NOT_FOUND, SHARE_NOT_OWN
 */
export async function linkToShare(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; linkId: number },
): Promise<{ linkId: number; level: 'basic' | 'full'; name: string; number: string }> {
  const link = await deps.db.accountLink.findFirst({
    where: { id: options.linkId, residentId: options.residentId, status: 'active' },
    include: { account: { include: { provider: true } } },
  });
  if (link === null) throw new DomainError('LINK_NOT_FOUND');
  if (link.sharedById !== null) throw new DomainError('SHARE_NOT_OWN');
  const { account } = link;
  return {
    linkId: link.id,
    level: link.level,
    name: link.name ?? account.provider.name,
    number: account.number,
  };
}

/**
 * Make a one-time link for a relative. The draft is its key: the same draft gives the same link.
 * @throws DomainError LINK_NOT_FOUND, SHARE_NOT_OWN, SHARE_LEVEL (more than one has), SHARE_LIMIT {max}
 */
export async function shareAccount(
  deps: Deps,
  options: {
    residentId: number;
    identityId: number;
    draftId: number;
    linkId: number;
    level: 'basic' | 'full';
    term: ShareTerm;
  },
): Promise<{ readonly url: string; readonly expiresAt: Date }> {
  const now = deps.clock.now();
  const link = await linkToShare(deps, options);
  if (options.level === 'full' && link.level === 'basic') throw new DomainError('SHARE_LEVEL');
  const token = linkToken(deps, `share:${options.draftId}`);
  const days = SHARE_TERMS[options.term];
  const expiresAt = new Date(now.getTime() + SHARE_LINK_DAYS * DAY_MS);
  try {
    await inTransaction(deps.db, async (tx) => {
      if ((await tx.linkToken.count({ where: { draftId: options.draftId } })) > 0) return;
      const open = await tx.linkToken.count({
        where: { sharedById: link.linkId, consumedAt: null, revokedAt: null, expiresAt: { gt: now } },
      });
      const taken = await tx.accountLink.count({ where: { sharedById: link.linkId, status: 'active' } });
      if (open + taken >= MAX_SHARES) throw new DomainError('SHARE_LIMIT', { max: MAX_SHARES });
      const row = await tx.accountLink.findUniqueOrThrow({
        where: { id: link.linkId },
        select: { accountId: true, account: { select: { provider: { select: { companyId: true } } } } },
      });
      await tx.linkToken.create({
        data: {
          tokenHash: hashLinkToken(deps, token),
          kind: 'share',
          accountId: row.accountId,
          level: options.level,
          sharedById: link.linkId,
          createdById: options.identityId,
          grantsUntil: days === null ? null : new Date(now.getTime() + days * DAY_MS),
          draftId: options.draftId,
          createdAt: now,
          expiresAt,
        },
      });
      await completeDraft(tx, { draftId: options.draftId, now });
      await recordAudit(tx, {
        at: now,
        actorId: options.identityId,
        actorKind: 'resident',
        action: 'account.share',
        subject: `account:${row.accountId}`,
        companyId: row.account.provider.companyId,
        details: { level: options.level, term: options.term },
      });
    });
  } catch (error) {
    // Two at once made the same link.
    if (!isUniqueViolation(error)) throw error;
  }
  return { url: linkTokenUrl(deps, token), expiresAt };
}

export interface ShareRow {
  /** a link that was taken, or one that still waits */
  readonly kind: 'taken' | 'waiting';
  /** of the relative's link, or of the token */
  readonly id: number;
  readonly level: 'basic' | 'full';
  /** first name and the first letter of the surname, of who took it */
  readonly who: string | null;
  readonly until: Date | null;
}

/**
 * Who may look at this account by the resident's word; one statement.
 * @throws DomainError LINK_NOT_FOUND
 */
export async function listShares(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; linkId: number },
): Promise<readonly ShareRow[]> {
  const now = deps.clock.now();
  const rows = await deps.db.$queryRaw<(Omit<ShareRow, 'id'> & { id: number | null })[]>`
    SELECT s."kind", s."id", s."level", s."who", s."until"
      FROM "AccountLink" l
      LEFT JOIN LATERAL (
        SELECT 'taken' AS "kind", t."id", t."level"::text AS "level",
               r."firstName" || ' ' || left(r."lastName", 1) || '.' AS "who", t."expiresAt" AS "until"
          FROM "AccountLink" t JOIN "Resident" r ON r."id" = t."residentId"
         WHERE t."sharedById" = l."id" AND t."status" = 'active' AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now})
        UNION ALL
        SELECT 'waiting', k."id", k."level"::text, NULL, k."grantsUntil"
          FROM "LinkToken" k
         WHERE k."sharedById" = l."id" AND k."consumedAt" IS NULL AND k."revokedAt" IS NULL AND k."expiresAt" > ${now}
      ) s ON true
     WHERE l."id" = ${options.linkId} AND l."residentId" = ${options.residentId} AND l."status" = 'active'
     ORDER BY s."kind", s."id"`;
  if (rows.length === 0) throw new DomainError('LINK_NOT_FOUND');
  // A link that shares nothing comes as one row without a share.
  return rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ ...row, id }]));
}

/**
 * Take back what was shared: the relative's access ends at once, a link that waits opens nothing. Twice is once.
 * @throws DomainError LINK_NOT_FOUND
 */
export async function revokeShare(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; identityId: number; kind: ShareRow['kind']; id: number },
): Promise<{ linkId: number }> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const where = { id: options.id, sharedBy: { residentId: options.residentId } };
    const share =
      options.kind === 'taken'
        ? await tx.accountLink.findFirst({ where, select: { sharedById: true, accountId: true } })
        : await tx.linkToken.findFirst({ where, select: { sharedById: true, accountId: true } });
    if (share === null || share.sharedById === null) throw new DomainError('LINK_NOT_FOUND');
    const count =
      options.kind === 'taken'
        ? await endShares(tx, { id: options.id }, { now, reason: 'revoked by the sharer' })
        : (
            await tx.linkToken.updateMany({
              where: { id: options.id, consumedAt: null, revokedAt: null },
              data: { revokedAt: now },
            })
          ).count;
    if (count > 0) {
      await recordAudit(tx, {
        at: now,
        actorId: options.identityId,
        actorKind: 'resident',
        action: 'account.unshare',
        subject: `account:${share.accountId}`,
        details: { kind: options.kind, id: options.id },
      });
    }
    return { linkId: share.sharedById };
  });
}
