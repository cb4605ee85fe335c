import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { ServiceDeps } from '../deps.ts';
import { staffNameSql } from './ticket-sql.ts';

/** Who may be given a ticket of a company: by a role, or as an administrator of the environment. */
export async function assignableStaff(
  deps: { readonly db: DbOrTx } & Pick<ServiceDeps, 'clock' | 'installation'>,
  options: { readonly companyId: number | null },
): Promise<{ identityId: number; name: string | null; role: 'manager' | 'operator' | 'administrator' }[]> {
  const configured = deps.installation.adminTelegramIds.map(BigInt);
  return deps.db.$queryRaw(Prisma.sql`
    SELECT x."identityId", min(x."role") AS "role", ${staffNameSql(Prisma.sql`x."identityId"`)} AS "name" FROM (
      SELECT s."identityId", s."role"::text AS "role" FROM "StaffRole" s
       WHERE s."revokedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > ${deps.clock.now()})
         AND (s."companyId" IS NULL OR s."companyId" = ${options.companyId}::int)
      UNION ALL
      SELECT i."id", 'administrator' FROM "TelegramIdentity" i
       WHERE i."telegramId" = ANY(${configured}::bigint[]) AND i."signedOutAt" IS NULL) x
     GROUP BY x."identityId"
     ORDER BY "name" NULLS LAST, x."identityId" LIMIT 20`);
}
