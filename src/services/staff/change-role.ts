import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  CONFIGURED_ADMINISTRATOR,
  can,
  type GrantHolder,
  judgeAdministratorChange,
  type RoleGrant,
  type StaffRole,
} from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from './record-audit.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** Who acts: an identity with grants, or the operator's terminal, which stands above roles. */
export type RoleActor =
  | { readonly kind: 'staff'; readonly identityId: number; readonly grants: readonly RoleGrant[] }
  | { readonly kind: 'cli' };

export interface RoleChange {
  readonly actor: RoleActor;
  /** Who gets or loses the role; need not have opened the bot yet. */
  readonly telegramId: number;
  readonly role: StaffRole;
  /** Slug; null = every company. */
  readonly company: string | null;
  readonly expiresAt?: Date | null;
  /** Another administrator who agreed. */
  readonly confirmedById?: number | null;
}

export type RoleChangeResult =
  | { readonly kind: 'done'; readonly changed: boolean; readonly identityId: number }
  /** The administrator's role takes two: nothing was changed yet. */
  | { readonly kind: 'second-person-needed'; readonly askIdentityIds: readonly number[] };

/** Two administrators who act at once must not both be "not the last one". */
const ISOLATED = { isolation: 'Serializable', retry: true } as const;

/**
 * Give a role. Giving it twice is giving it once (a new expiry is taken over).
 * @throws DomainError NOT_ALLOWED, COMPANY_NOT_FOUND, ROLE_NOT_YOURS_TO_CHANGE
 */
export async function grantRole(deps: Deps, change: RoleChange): Promise<RoleChangeResult> {
  const now = deps.clock.now();
  return inTransaction(
    deps.db,
    async (tx) => {
      const companyId = await permittedCompany(tx, change, 'roles.grant', now);
      const telegramId = BigInt(change.telegramId);
      const known = await tx.telegramIdentity.findUnique({ where: { telegramId }, select: { id: true } });
      const judged = {
        kind: 'grant',
        change,
        targetId: known?.id ?? NOBODY,
        companyId,
        grantId: null,
        now,
      } as const;
      const pending = await judge(tx, deps, judged);
      if (pending !== null) return pending;
      const targetId = known?.id ?? (await createIdentity(tx, deps, telegramId, now));
      const changed = await writeGrant(tx, change, { targetId, companyId, now });
      if (changed) await audit(tx, change, { action: 'role.grant', targetId, companyId, now });
      return { kind: 'done', changed, identityId: targetId };
    },
    ISOLATED,
  );
}

/**
 * Take a role away; it is gone with the next press.
 * @throws DomainError NOT_ALLOWED, COMPANY_NOT_FOUND, ROLE_NOT_HELD, ROLE_CONFIGURED, ROLE_LAST_ADMINISTRATOR,
 *   ROLE_NOT_YOURS_TO_CHANGE
 */
export async function revokeRole(deps: Deps, change: RoleChange): Promise<RoleChangeResult> {
  const now = deps.clock.now();
  return inTransaction(
    deps.db,
    async (tx) => {
      const companyId = await permittedCompany(tx, change, 'roles.revoke', now);
      const { role, telegramId } = change;
      const row = await tx.staffRole.findFirst({
        where: { identity: { telegramId: BigInt(telegramId) }, role, companyId, revokedAt: null },
      });
      if (row === null) {
        const configured =
          role === 'administrator' && deps.installation.adminTelegramIds.includes(telegramId);
        throw new DomainError(configured ? 'ROLE_CONFIGURED' : 'ROLE_NOT_HELD');
      }
      const targetId = row.identityId;
      const pending = await judge(tx, deps, {
        kind: 'revoke',
        change,
        targetId,
        companyId,
        grantId: row.id,
        now,
      });
      if (pending !== null) return pending;
      await tx.staffRole.update({
        where: { id: row.id },
        data: { revokedAt: now, revokedById: actorId(change.actor) },
      });
      await audit(tx, change, { action: 'role.revoke', targetId, companyId, now });
      return { kind: 'done', changed: true, identityId: targetId };
    },
    ISOLATED,
  );
}

/** No identity has it: somebody who has not opened the bot yet. */
const NOBODY = 0;

/** Rights come first: whoever may not change roles learns nothing about them. */
async function permittedCompany(
  tx: Tx,
  { actor, company }: RoleChange,
  action: 'roles.grant' | 'roles.revoke',
  now: Date,
): Promise<number | null> {
  if (actor.kind === 'staff' && !can(actor.grants, action, {}, now)) throw new DomainError('NOT_ALLOWED');
  const companyId = await companyIdOf(tx, company);
  if (actor.kind === 'staff' && !can(actor.grants, action, { companyId }, now)) {
    throw new DomainError('NOT_ALLOWED');
  }
  return companyId;
}

async function createIdentity(tx: Tx, deps: Deps, telegramId: bigint, now: Date): Promise<number> {
  const { id } = await tx.telegramIdentity.create({
    data: {
      telegramId,
      locale: deps.installation.defaultLocale,
      createdAt: now,
      dialogue: { create: {} },
    },
    select: { id: true },
  });
  return id;
}

/** False when the very same grant stood already. */
async function writeGrant(
  tx: Tx,
  { role, actor, expiresAt = null }: RoleChange,
  { targetId, companyId, now }: { targetId: number; companyId: number | null; now: Date },
): Promise<boolean> {
  const active = { identityId: targetId, role, companyId, revokedAt: null };
  const known = await tx.staffRole.findFirst({ where: active });
  if (known === null) {
    await tx.staffRole.create({
      data: { ...active, expiresAt, grantedAt: now, grantedById: actorId(actor) },
    });
    return true;
  }
  if ((known.expiresAt?.getTime() ?? null) === (expiresAt?.getTime() ?? null)) return false;
  await tx.staffRole.update({ where: { id: known.id }, data: { expiresAt } });
  return true;
}

interface Judged {
  readonly kind: 'grant' | 'revoke';
  readonly change: RoleChange;
  readonly targetId: number;
  readonly companyId: number | null;
  readonly grantId: number | null;
  readonly now: Date;
}

/** The two-person rule of the administrator's role. null = go on; otherwise who must agree first. */
async function judge(tx: Tx, deps: Deps, judged: Judged): Promise<RoleChangeResult | null> {
  const { change, companyId, now } = judged;
  const { actor } = change;
  if (actor.kind === 'cli' || change.role !== 'administrator') return null;
  const holders = await administrators(tx, deps);
  const verdict = judgeAdministratorChange(
    {
      kind: judged.kind,
      actorId: actor.identityId,
      confirmedById: change.confirmedById ?? null,
      targetId: judged.targetId,
      companyId,
      ...(judged.kind === 'revoke' ? { grantId: judged.grantId } : {}),
      holders,
    },
    now,
  );
  if (verdict === 'allowed') return null;
  if (verdict !== 'second-person-needed') throw new DomainError(verdict);
  const askIdentityIds = holders
    .filter(({ identityId }) => identityId !== actor.identityId && identityId !== judged.targetId)
    .filter(({ grants }) => can(grants, 'roles.grant', { companyId }, now))
    .map(({ identityId }) => identityId);
  return { kind: 'second-person-needed', askIdentityIds };
}

async function administrators(tx: Tx, deps: Deps): Promise<GrantHolder[]> {
  const rows = await tx.telegramIdentity.findMany({
    where: {
      OR: [
        { staffRoles: { some: { role: 'administrator', revokedAt: null } } },
        { telegramId: { in: deps.installation.adminTelegramIds.map(BigInt) } },
      ],
    },
    include: { staffRoles: { where: { role: 'administrator', revokedAt: null } } },
  });
  return rows.map((row) => ({
    identityId: row.id,
    grants: [
      ...row.staffRoles.map(({ id, role, companyId, expiresAt }) => ({ id, role, companyId, expiresAt })),
      ...(deps.installation.adminTelegramIds.includes(Number(row.telegramId))
        ? [CONFIGURED_ADMINISTRATOR]
        : []),
    ],
  }));
}

async function companyIdOf(tx: Tx, slug: string | null): Promise<number | null> {
  if (slug === null) return null;
  const company = await tx.company.findUnique({ where: { slug }, select: { id: true } });
  if (company === null) throw new DomainError('COMPANY_NOT_FOUND', { slug });
  return company.id;
}

function actorId(actor: RoleActor): number | null {
  return actor.kind === 'cli' ? null : actor.identityId;
}

async function audit(
  tx: Tx,
  change: RoleChange,
  entry: { action: string; targetId: number; companyId: number | null; now: Date },
): Promise<void> {
  await recordAudit(tx, {
    at: entry.now,
    actorId: actorId(change.actor),
    actorKind: change.actor.kind,
    action: entry.action,
    subject: `identity:${entry.targetId}`,
    companyId: entry.companyId,
    details: { role: change.role, confirmedBy: change.confirmedById ?? null },
  });
}
