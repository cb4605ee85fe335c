import { insertRows } from '../../database/bulk.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { hashLinkToken, linkToken, linkTokenUrl } from './link-tokens.ts';
import type { StaffActor } from './review-application.ts';

const DAY_MS = 86_400_000;
/** A letter may lie on a shelf. */
export const LETTER_DAYS = 90;
/** Letters of one order: more are printed house by house. */
export const MAX_LETTERS = 2000;

export const PRINT_LETTERS_TASK = 'print-letters';

/** A house as the accounts of a provider name it; `accountId` is one of its accounts and stands for it in buttons. */
export interface LetterHouse {
  readonly accountId: number;
  readonly address: string;
  /** Open accounts that nobody has at the full level yet. */
  readonly accounts: number;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

/**
 * Houses of a provider with the number of letters each needs, one page; one statement besides the check.
 * @throws DomainError PROVIDER_NOT_FOUND, NOT_ALLOWED
 */
export async function listLetterHouses(
  deps: Deps,
  options: { actor: StaffActor; providerId: number; page: number; pageSize: number },
): Promise<{ providerName: string; rows: readonly LetterHouse[]; houses: number; accounts: number }> {
  const provider = await providerInScope(deps, options.actor, options.providerId);
  const rows = await deps.db.$queryRaw<(LetterHouse & { houses: bigint; all: bigint })[]>`
    SELECT min(a."id") AS "accountId", a."address", count(*)::int AS "accounts",
           count(*) OVER () AS "houses", sum(count(*)) OVER () AS "all"
      FROM "Account" a
     WHERE a."providerId" = ${provider.id} AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
       AND a."address" IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM "AccountLink" l
                        WHERE l."accountId" = a."id" AND l."level" = 'full' AND l."status" <> 'revoked')
     GROUP BY a."address"
     ORDER BY a."address"
     LIMIT ${options.pageSize} OFFSET ${options.page * options.pageSize}`;
  return {
    providerName: provider.name,
    rows: rows.map(({ accountId, address, accounts }) => ({ accountId, address, accounts })),
    houses: Number(rows[0]?.houses ?? 0),
    accounts: Number(rows[0]?.all ?? 0),
  };
}

/** One letter: what is printed on it. */
export interface Letter {
  readonly number: string;
  readonly address: string;
  readonly flat: string | null;
  readonly url: string;
}

export interface LetterBatch {
  readonly providerName: string;
  readonly companyName: string | null;
  readonly contactPhone: string | null;
  readonly expiresAt: Date;
  readonly letters: readonly Letter[];
}

/**
 * Make the one-time links of a batch. The batch's name is the key: made again (a task that was interrupted), the
 * letters are the same and no second set of links exists.
 * @param options.houseAccountId an account of the house; null = every house of the provider
 * @throws DomainError PROVIDER_NOT_FOUND, NOT_ALLOWED, LETTERS_NONE, LETTERS_TOO_MANY {max}
 */
export async function makeLetters(
  deps: Deps & Pick<ServiceDeps, 'hashes' | 'installation'>,
  options: {
    actor: StaffActor;
    providerId: number;
    houseAccountId: number | null;
    level: 'basic' | 'full';
    batch: string;
  },
): Promise<LetterBatch> {
  const now = deps.clock.now();
  const provider = await providerInScope(deps, options.actor, options.providerId);
  const known = await deps.db.linkToken.findFirst({
    where: { batch: options.batch },
    orderBy: { id: 'asc' },
    select: { expiresAt: true },
  });
  const expiresAt = known?.expiresAt ?? new Date(now.getTime() + LETTER_DAYS * DAY_MS);
  const accounts =
    known === null
      ? await accountsToWrite(deps, { ...options, limit: MAX_LETTERS + 1 })
      : await accountsOfBatch(deps, options.batch);
  if (accounts.length === 0) throw new DomainError('LETTERS_NONE');
  if (accounts.length > MAX_LETTERS) throw new DomainError('LETTERS_TOO_MANY', { max: MAX_LETTERS });
  const letters = accounts.map(({ id, number, address, flat }) => {
    const token = linkToken(deps, `letter:${options.batch}:${id}`);
    return { id, number, address: address ?? '', flat, token };
  });
  if (known === null) {
    await inTransaction(deps.db, async (tx) => {
      await insertRows(tx, {
        table: 'LinkToken',
        columns: {
          tokenHash: 'text',
          kind: 'enum:LinkTokenKind',
          accountId: 'int',
          level: 'enum:AccessLevel',
          createdById: 'int?',
          batch: 'text',
          createdAt: 'timestamptz',
          expiresAt: 'timestamptz',
        },
        rows: letters.map(({ id, token }) => ({
          tokenHash: hashLinkToken(deps, token),
          kind: 'account',
          accountId: id,
          level: options.level,
          createdById: options.actor.identityId,
          batch: options.batch,
          createdAt: now,
          expiresAt,
        })),
        onConflict: '("tokenHash") DO NOTHING',
      });
      await recordAudit(tx, {
        at: now,
        actorId: options.actor.identityId,
        actorKind: 'staff',
        action: 'access.letters',
        subject: `provider:${provider.id}`,
        companyId: provider.companyId,
        details: { letters: letters.length, level: options.level },
      });
    });
  }
  return {
    providerName: provider.name,
    companyName: provider.company?.name ?? null,
    contactPhone: provider.company?.contactPhone ?? null,
    expiresAt,
    letters: letters.map(({ number, address, flat, token }) => ({
      number,
      address,
      flat,
      url: linkTokenUrl(deps, token),
    })),
  };
}

const printed = { id: true, number: true, address: true, flat: true } as const;

async function accountsToWrite(
  deps: Deps,
  options: { providerId: number; houseAccountId: number | null; limit: number },
) {
  const house =
    options.houseAccountId === null
      ? null
      : await deps.db.account.findFirst({
          where: { id: options.houseAccountId, providerId: options.providerId },
          select: { address: true },
        });
  if (options.houseAccountId !== null && house === null) return [];
  return deps.db.account.findMany({
    where: {
      providerId: options.providerId,
      publishedAt: { not: null },
      closedAt: null,
      address: house === null ? { not: null } : house.address,
      links: { none: { level: 'full', status: { not: 'revoked' } } },
    },
    select: printed,
    orderBy: [{ address: 'asc' }, { id: 'asc' }],
    take: options.limit,
  });
}

function accountsOfBatch(deps: Deps, batch: string) {
  return deps.db.account.findMany({
    where: { linkTokens: { some: { batch } } },
    select: printed,
    orderBy: [{ address: 'asc' }, { id: 'asc' }],
  });
}

async function providerInScope(deps: Deps, actor: StaffActor, providerId: number) {
  const provider = await deps.db.provider.findFirst({
    where: { id: providerId, active: true, issuesBills: true },
    include: { company: true },
  });
  if (provider === null) throw new DomainError('PROVIDER_NOT_FOUND');
  if (!can(actor.grants, 'pins.issue', { companyId: provider.companyId }, deps.clock.now())) {
    throw new DomainError('NOT_ALLOWED');
  }
  return provider;
}
