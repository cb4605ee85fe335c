import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { enqueueDeliveries, enqueueSelected } from '../../delivery/enqueue.ts';
import { ACCESS_QUEUE_GREW, LINK_DECIDED } from '../accounts/delivery-kinds.ts';
import { forgetProofs } from '../accounts/forget-proofs.ts';
import { REMOVED } from '../accounts/manage-link.ts';
import type { AuditRecord } from '../staff/record-audit.ts';
import { type MovedAccount, SHOWING_LINK } from './moved-accounts.ts';

/**
 * Accounts have another payer or flat by an import (or by taking one back): whoever proved the former one must not
 * see the new one. Their links are suspended with what they shared until staff decides in the queue of accesses, PINs,
 * links and the phone on file from before open nothing, a removed link cannot be put back; holders and staff are told. Statements over
 * all of them, in the transaction that changed the accounts.
 * @returns how many links were suspended, without shares
 */
export async function suspendMoved(
  tx: Tx,
  options: {
    readonly moved: readonly MovedAccount[];
    readonly batchId: number;
    readonly now: Date;
    readonly actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
  },
): Promise<number> {
  const { batchId, now, actor } = options;
  if (options.moved.length === 0) return 0;
  const accountIds = options.moved.map(({ id }) => id);
  await forgetProofs(tx, accountIds, {
    phoneTold: options.moved.filter(({ phoneTold }) => phoneTold).map(({ id }) => id),
  });
  const moved = Prisma.sql`ANY(${accountIds}::int[])`;
  const own = await tx.$queryRaw<{ id: number }[]>`
    UPDATE "AccountLink" l SET "status" = 'frozen', "frozenAt" = ${now}, "payerChangedAt" = ${now}
     WHERE l."accountId" = ${moved} AND ${SHOWING_LINK} AND l."sharedById" IS NULL
    RETURNING l."id"`;
  await tx.$executeRaw`
    UPDATE "AccountLink" l SET "status" = 'frozen', "frozenAt" = ${now}
     WHERE l."accountId" = ${moved} AND ${SHOWING_LINK}`;
  await tx.$executeRaw`
    UPDATE "AccountLink" SET "revokedReason" = 'removed by the resident; another payer since'
     WHERE "accountId" = ${moved} AND "status" = 'revoked' AND "revokedReason" = ${REMOVED}`;
  await tx.$executeRaw`
    UPDATE "AccessCode" SET "revokedAt" = ${now}
     WHERE "accountId" = ${moved} AND "consumedAt" IS NULL AND "revokedAt" IS NULL`;
  await tx.$executeRaw`
    UPDATE "LinkToken" SET "revokedAt" = ${now} WHERE "accountId" = ${moved} AND "revokedAt" IS NULL`;
  if (own.length === 0) return 0;
  const links = Prisma.sql`
    "AccountLink" l JOIN "Account" a ON a."id" = l."accountId" JOIN "Provider" p ON p."id" = a."providerId"
      LEFT JOIN "Company" c ON c."id" = p."companyId"`;
  const suspended = Prisma.sql`l."id" = ANY(${own.map(({ id }) => id)}::int[])`;
  await tx.$executeRaw`
    INSERT INTO "AuditEntry" ("at", "actorId", "actorKind", "action", "subject", "companyId", "details")
    SELECT ${now}, ${actor.actorId}::int, ${actor.actorKind}, 'account.freeze', 'account:' || a."id", p."companyId",
           jsonb_build_object('link', l."id", 'resident', l."residentId", 'import', ${batchId}::int)
      FROM ${links} WHERE ${suspended} ORDER BY l."id"`;
  const clock = { now: () => now };
  await enqueueSelected(tx, clock, {
    kind: LINK_DECIDED,
    select: Prisma.sql`
      SELECT i."id" AS "identityId", 'link:' || l."id" || ':payer:' || ${String(batchId)} || ':' || ${String(now.getTime())} AS "subject",
             jsonb_build_object('decision', 'payer', 'providerName', p."name", 'number', a."number",
                                'contact', COALESCE(c."contactPhone", c."contactEmail", '')) AS "params",
             ${now}::timestamptz AS "notBefore"
        FROM ${links} JOIN "TelegramIdentity" i ON i."residentId" = l."residentId" AND i."signedOutAt" IS NULL
       WHERE ${suspended}`,
  });
  const chats = await tx.$queryRaw<{ chatId: bigint }[]>`
    SELECT DISTINCT c."staffChatId" AS "chatId" FROM ${links}
     WHERE ${suspended} AND c."staffChatId" IS NOT NULL`;
  await enqueueDeliveries(
    tx,
    clock,
    chats.map(({ chatId }) => ({
      kind: ACCESS_QUEUE_GREW,
      subject: `import:${batchId}:payer:${now.getTime()}`,
      to: { chatId: Number(chatId) },
      params: { what: 'payer' },
    })),
  );
  return own.length;
}
