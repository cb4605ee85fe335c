import type { DbOrTx, Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { OPEN_STATUSES } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';

/** For `= ANY(…)` and `IN`: open tickets. */
export const OPEN_SQL = Prisma.raw(`(${OPEN_STATUSES.map((status) => `'${status}'`).join(', ')})`);

/** A person of the staff as residents and colleagues read them: the name given with the role, else their own. */
export function staffNameSql(identityId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    (SELECT COALESCE(
       (SELECT s."displayName" FROM "StaffRole" s
         WHERE s."identityId" = i."id" AND s."revokedAt" IS NULL AND s."displayName" IS NOT NULL LIMIT 1),
       (SELECT r."firstName" FROM "Resident" r WHERE r."id" = i."residentId" AND r."deletedAt" IS NULL))
       FROM "TelegramIdentity" i WHERE i."id" = ${identityId})`;
}

/** The name of one member of the staff; null when nobody gave one. */
export async function staffNameOf(db: DbOrTx, identityId: number | null): Promise<string | null> {
  if (identityId === null) return null;
  const rows = await db.$queryRaw<{ name: string | null }[]>(
    Prisma.sql`SELECT ${staffNameSql(Prisma.sql`${identityId}::int`)} AS "name"`,
  );
  return rows[0]?.name ?? null;
}

/** Chats in which the owner of a ticket reads: their Telegram of today, or the identity that wrote the feedback. */
export async function ownerIdentities(
  tx: DbOrTx,
  owner: { readonly residentId: number | null; readonly identityId: number | null },
): Promise<number[]> {
  if (owner.residentId === null) return owner.identityId === null ? [] : [owner.identityId];
  const rows = await tx.telegramIdentity.findMany({
    where: { residentId: owner.residentId, signedOutAt: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/**
 * Everybody who may work the tickets of a company (null: of none) by a role in force; when nobody has one, the
 * administrators of the environment: a ticket that no one hears of would be lost.
 */
export async function staffOf(
  tx: DbOrTx,
  deps: Pick<ServiceDeps, 'clock' | 'installation'>,
  options: { readonly companyId: number | null; readonly chiefs?: boolean },
): Promise<number[]> {
  const rows = await tx.staffRole.findMany({
    where: {
      revokedAt: null,
      role: { in: options.chiefs === true ? ['manager', 'administrator'] : ['manager', 'operator'] },
      AND: [
        { OR: [{ expiresAt: null }, { expiresAt: { gt: deps.clock.now() } }] },
        {
          OR: [
            { companyId: null },
            ...(options.companyId === null ? [] : [{ companyId: options.companyId }]),
          ],
        },
      ],
    },
    select: { identityId: true },
    distinct: ['identityId'],
  });
  if (rows.length > 0) return rows.map(({ identityId }) => identityId);
  const configured = await tx.telegramIdentity.findMany({
    where: { telegramId: { in: deps.installation.adminTelegramIds.map(BigInt) }, signedOutAt: null },
    select: { id: true },
  });
  return configured.map(({ id }) => id);
}

/** The next id and the number people read out: the day and the id, `261116-57`. */
export async function nextTicketNumber(
  tx: Tx,
  today: string,
): Promise<{ readonly id: number; readonly number: string }> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence('"Ticket"', 'id'))::int AS "id"`;
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the sequence of tickets gave nothing');
  return { id, number: `${today.slice(2).replaceAll('-', '')}-${id}` };
}
