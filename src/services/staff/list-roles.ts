import { DomainError } from '../../domain/errors.ts';
import { companiesFor, type RoleGrant, type StaffRole } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

export interface RoleRow {
  readonly telegramId: number;
  readonly role: StaffRole;
  readonly company: string | null;
  /** The last moment it is in force: people read its day. null = until revoked */
  readonly until: Date | null;
  /** From the environment: the bot cannot take it away. */
  readonly configured: boolean;
}

const MOST = 50;

/**
 * Who holds which role, within the companies the grants cover.
 * @throws DomainError NOT_ALLOWED
 */
export async function listRoles(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { grants: readonly RoleGrant[] },
): Promise<RoleRow[]> {
  const now = deps.clock.now();
  const companies = companiesFor(options.grants, 'roles.grant', now);
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  const rows = await deps.db.staffRole.findMany({
    where: {
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
      ...(companies === 'all' ? {} : { companyId: { in: [...companies] } }),
    },
    include: { identity: { select: { telegramId: true } }, company: { select: { shortName: true } } },
    orderBy: [{ role: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  const configured: RoleRow[] =
    companies === 'all'
      ? deps.installation.adminTelegramIds.map((telegramId) => ({
          telegramId,
          role: 'administrator',
          company: null,
          until: null,
          configured: true,
        }))
      : [];
  return [
    ...configured,
    ...rows.map((row) => ({
      telegramId: Number(row.identity.telegramId),
      role: row.role,
      company: row.company?.shortName ?? null,
      until: row.expiresAt === null ? null : new Date(row.expiresAt.getTime() - 1),
      configured: false,
    })),
  ];
}
