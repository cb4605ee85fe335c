import type { DbOrTx } from '../../database/client.ts';
import type { AccountLink, Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskAddress } from '../../domain/names.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { createLink, type LinkResult, refusingSecond } from './link-account.ts';
import { tellHolders, tellSharer } from './tell-holders.ts';

/** Beginning of the start payloads that carry a token: `/start acc_<43 characters>`. */
export const LINK_TOKEN_PREFIX = 'acc_';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The token that belongs to a row, 256 bits of HMAC under the installation's secret: whoever makes the row again after
 * a fault makes the same token, and the database alone, which keeps a hash of it, gives none.
 */
export function linkToken(deps: Pick<ServiceDeps, 'hashes'>, subject: string): string {
  return deps.hashes.hash('link-token', subject);
}

export function hashLinkToken(deps: Pick<ServiceDeps, 'hashes'>, token: string): string {
  return deps.hashes.hash('link-token-kept', token);
}

/** The address that opens the bot with the token. */
export function linkTokenUrl(deps: Pick<ServiceDeps, 'installation'>, token: string): string {
  return `https://t.me/${deps.installation.botUsername}?start=${LINK_TOKEN_PREFIX}${token}`;
}

/** The token of a start payload; null when the payload is something else. */
export function tokenOfPayload(payload: string): string | null {
  if (!payload.startsWith(LINK_TOKEN_PREFIX)) return null;
  const token = payload.slice(LINK_TOKEN_PREFIX.length);
  return TOKEN.test(token) ? token : '';
}

/** What a link in a letter or from a relative offers; plain JSON. */
export interface OfferedAccount {
  readonly tokenId: number;
  readonly kind: 'account' | 'share';
  readonly level: 'basic' | 'full';
  readonly providerName: string;
  readonly number: string;
  /** Masked. */
  readonly address: string | null;
  /** ISO; null = for good */
  readonly until: string | null;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>;

/**
 * Look at a token without using it. Unknown, used, withdrawn and expired ones get one answer.
 * @throws DomainError LINK_TOKEN_GONE, LINK_TOKEN_OWN (one's own share), ACCOUNT_ALREADY_LINKED
 */
export async function openLinkToken(
  deps: Deps,
  options: { token: string; residentId: number },
): Promise<OfferedAccount> {
  const row = await liveToken(deps.db, { tokenHash: hashLinkToken(deps, options.token) }, deps.clock.now());
  if (row === null) throw new DomainError('LINK_TOKEN_GONE');
  if (row.sharedBy?.residentId === options.residentId) throw new DomainError('LINK_TOKEN_OWN');
  const own = await deps.db.accountLink.findFirst({
    where: { residentId: options.residentId, accountId: row.accountId, status: { not: 'revoked' } },
    select: { level: true, status: true },
  });
  if (own?.status === 'frozen') throw new DomainError('LINK_FROZEN');
  if (own !== null && (own.level === 'full' || row.level === 'basic')) {
    throw new DomainError('ACCOUNT_ALREADY_LINKED');
  }
  return {
    tokenId: row.id,
    kind: row.kind,
    level: row.level,
    providerName: row.account.provider.name,
    number: row.account.number,
    address: row.account.address === null ? null : maskAddress(row.account.address),
    until: row.grantsUntil?.toISOString() ?? null,
  };
}

/**
 * Use a token up: the account is linked at its level. `tokenId` comes from a form that saw the token itself.
 * A shared account keeps what bounds the sharer: the date its history begins. Who holds the account at the basic level
 * is raised; by a share for as long as it lasts.
 * @throws DomainError LINK_TOKEN_GONE, ACCOUNT_ALREADY_LINKED, LINK_FROZEN
 */
export async function linkByToken(
  deps: Deps & Pick<ServiceDeps, 'notify'>,
  options: { residentId: number; identityId: number; draftId: number; tokenId: number; name: string | null },
): Promise<LinkResult> {
  const now = deps.clock.now();
  const target = await deps.db.linkToken.findUnique({
    where: { id: options.tokenId },
    select: { account: { select: { number: true, providerId: true } } },
  });
  if (target === null) throw new DomainError('LINK_TOKEN_GONE');
  const result = await refusingSecond(deps, { ...target.account, residentId: options.residentId }, () =>
    inTransaction(deps.db, async (tx) => {
      const made = await tx.accountLink.findUnique({ where: { draftId: options.draftId } });
      if (made !== null) return { linkId: made.id, level: made.level, canProve: false };
      const row = await liveToken(tx, { id: options.tokenId }, now);
      if (row === null) throw new DomainError('LINK_TOKEN_GONE');
      const { count } = await tx.linkToken.updateMany({
        where: { id: row.id, consumedAt: null, revokedAt: null },
        data: { consumedAt: now, consumedById: options.residentId },
      });
      if (count === 0) throw new DomainError('LINK_TOKEN_GONE');
      const { account } = row;
      const basic = await tx.accountLink.findFirst({
        where: { residentId: options.residentId, accountId: account.id, status: 'active', level: 'basic' },
      });
      if (basic !== null && row.level === 'full') {
        await raiseByToken(tx, deps, { ...options, basic, token: row, now });
        await tellOfShare(tx, deps, { residentId: options.residentId, linkId: basic.id, token: row });
        return { linkId: basic.id, level: 'full' as const, canProve: false };
      }
      const linkId = await createLink(tx, deps, {
        residentId: options.residentId,
        identityId: options.identityId,
        accountId: account.id,
        draftId: options.draftId,
        level: row.level,
        proof: row.kind === 'share' ? 'share' : 'staff',
        name: options.name,
        number: account.number,
        providerName: account.provider.name,
        companyId: account.provider.companyId,
        validFrom: row.sharedBy?.validFrom ?? null,
        expiresAt: row.grantsUntil,
        sharedById: row.sharedById,
      });
      await tellOfShare(tx, deps, { residentId: options.residentId, linkId, token: row });
      const canProve = row.level === 'basic' && account.provider.proofs.length > 0;
      return { linkId, level: row.level, canProve };
    }),
  );
  deps.notify('deliveries');
  return result;
}

type Found = NonNullable<Awaited<ReturnType<typeof liveToken>>>;

async function tellOfShare(
  tx: Prisma.TransactionClient,
  deps: Pick<ServiceDeps, 'clock'>,
  { token, ...link }: { residentId: number; linkId: number; token: Found },
): Promise<void> {
  const { account, level, sharedById } = token;
  if (sharedById === null) return;
  await tellSharer(tx, deps, {
    ...link,
    sharedById,
    level,
    providerName: account.provider.name,
    number: account.number,
  });
}

async function raiseByToken(
  tx: Prisma.TransactionClient,
  deps: Pick<ServiceDeps, 'clock'>,
  options: {
    residentId: number;
    identityId: number;
    draftId: number;
    basic: AccountLink;
    token: Found;
    now: Date;
  },
): Promise<void> {
  const { basic, token, now } = options;
  const { account } = token;
  const proof = token.kind === 'share' ? ('share' as const) : ('staff' as const);
  await tx.accountLink.update({
    where: { id: basic.id },
    data: {
      level: 'full',
      proof,
      sharedById: token.sharedById,
      expiresAt: token.grantsUntil,
      ...(token.kind === 'share'
        ? { validFrom: token.sharedBy?.validFrom ?? null, raisedFrom: ownPart(basic) }
        : {}),
    },
  });
  await completeDraft(tx, { draftId: options.draftId, now });
  await recordAudit(tx, {
    at: now,
    actorId: options.identityId,
    actorKind: 'resident',
    action: 'account.prove',
    subject: `account:${account.id}`,
    companyId: account.provider.companyId,
    details: { proof, link: basic.id },
  });
  await tellHolders(tx, deps, {
    linkId: basic.id,
    residentId: options.residentId,
    accountId: account.id,
    level: 'full',
    providerName: account.provider.name,
    number: account.number,
    sharedById: token.sharedById,
  });
}

/** What a link falls back to when a share that raised it ends. */
function ownPart({ proof, validFrom, expiresAt, sharedById }: AccountLink): Prisma.InputJsonObject {
  return {
    proof,
    validFrom: validFrom?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    sharedById,
  };
}

/** A token that can still be used; a share also needs its sharer to be in force. */
function liveToken(db: DbOrTx, which: { tokenHash: string } | { id: number }, now: Date) {
  return db.linkToken.findFirst({
    where: {
      ...which,
      consumedAt: null,
      revokedAt: null,
      expiresAt: { gt: now },
      AND: [
        { OR: [{ grantsUntil: null }, { grantsUntil: { gt: now } }] },
        {
          OR: [
            { kind: 'account' },
            {
              sharedBy: {
                status: 'active',
                OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
                resident: { blockedAt: null, deletedAt: null },
              },
            },
          ],
        },
      ],
      account: { publishedAt: { not: null }, closedAt: null },
    },
    include: { account: { include: { provider: true } }, sharedBy: true },
  });
}
