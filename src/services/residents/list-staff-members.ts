import { isLocale, type Locale } from '../../domain/locale.ts';
import type { StaffRole } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

/** Somebody with roles in force, as lists of commands and greetings need them. */
export interface StaffMemberView {
  readonly telegramId: number;
  readonly locale: Locale;
  readonly roles: readonly StaffRole[];
}

/** Everybody with a role in force now, configured administrators included. One statement. */
export async function listStaffMembers(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
): Promise<StaffMemberView[]> {
  const now = deps.clock.now();
  const configured = deps.installation.adminTelegramIds;
  const rows = await deps.db.$queryRaw<{ telegramId: bigint; locale: string; roles: StaffRole[] }[]>`
    SELECT i."telegramId", i."locale",
           coalesce(array_agg(DISTINCT s."role"::text) FILTER (WHERE s."id" IS NOT NULL), '{}') AS "roles"
      FROM "TelegramIdentity" i
      LEFT JOIN "StaffRole" s ON s."identityId" = i."id" AND s."revokedAt" IS NULL
                             AND (s."expiresAt" IS NULL OR s."expiresAt" > ${now})
     WHERE s."id" IS NOT NULL OR i."telegramId" = ANY(${configured.map(String)}::text[]::bigint[])
     GROUP BY i."id" ORDER BY i."id"`;
  return rows.map(({ telegramId, locale, roles }) => {
    const id = Number(telegramId);
    const administrator = configured.includes(id) && !roles.includes('administrator');
    return {
      telegramId: id,
      locale: isLocale(locale) ? locale : deps.installation.defaultLocale,
      roles: administrator ? [...roles, 'administrator'] : roles,
    };
  });
}
