import type { DbOrTx } from '../../database/client.ts';
import { CONFIGURED_ADMINISTRATOR, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

/** Roles of an identity in the database and in the environment. */
export async function grantsOf(
  deps: Pick<ServiceDeps, 'installation'> & { readonly db: DbOrTx },
  options: { identityId: number },
): Promise<RoleGrant[]> {
  const identity = await deps.db.telegramIdentity.findUnique({
    where: { id: options.identityId },
    include: { staffRoles: { where: { revokedAt: null } } },
  });
  if (identity === null) return [];
  const configured = deps.installation.adminTelegramIds.includes(Number(identity.telegramId));
  return [
    ...identity.staffRoles.map(({ id, role, companyId, expiresAt }) => ({ id, role, companyId, expiresAt })),
    ...(configured ? [CONFIGURED_ADMINISTRATOR] : []),
  ];
}
