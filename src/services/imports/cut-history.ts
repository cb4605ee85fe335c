import { rowsAsTable } from '../../database/bulk.ts';
import type { Tx } from '../../database/client.ts';
import type { AuditRecord } from '../staff/record-audit.ts';
import type { MovedAccount } from './moved-accounts.ts';

/**
 * J5 by an import: whoever links these accounts from now on sees nothing before the new payer's first day, as after the
 * staff's word (`changeOwner`). Links there are keep their history: they were suspended, and staff gives back only those
 * of people who stay. A later first day that is known already stands. What was there is kept for rolling back.
 */
export async function cutHistory(
  tx: Tx,
  options: {
    readonly moved: readonly MovedAccount[];
    readonly batchId: number;
    readonly now: Date;
    readonly actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
  },
): Promise<void> {
  const { moved, batchId, now, actor } = options;
  if (moved.length === 0) return;
  const days = rowsAsTable(
    { id: 'int', since: 'date' },
    moved.map(({ id, since }) => ({ id, since })),
  );
  await tx.$executeRaw`
    INSERT INTO "OwnerChange" ("accountId", "batchId", "since", "before")
    SELECT a."id", ${batchId}, k."since", a."ownerSince"
      FROM ${days} AS k JOIN "Account" a ON a."id" = k."id"
     WHERE a."ownerSince" IS NULL OR a."ownerSince" <= k."since"
     ORDER BY a."id"
    ON CONFLICT ("accountId", "batchId") DO NOTHING`;
  await tx.$executeRaw`
    UPDATE "Account" a SET "ownerSince" = c."since"
      FROM "OwnerChange" c WHERE c."batchId" = ${batchId} AND a."id" = c."accountId"`;
  await tx.$executeRaw`
    INSERT INTO "AuditEntry" ("at", "actorId", "actorKind", "action", "subject", "companyId", "details")
    SELECT ${now}, ${actor.actorId}::int, ${actor.actorKind}, 'account.owner', 'account:' || a."id", p."companyId",
           jsonb_build_object('since', to_char(c."since", 'YYYY-MM-DD'), 'import', ${batchId}::int)
      FROM "OwnerChange" c JOIN "Account" a ON a."id" = c."accountId" JOIN "Provider" p ON p."id" = a."providerId"
     WHERE c."batchId" = ${batchId} ORDER BY a."id"`;
}

/** The import is taken back, and with it the first day it brought; what came later, or from the staff, stands. */
export async function restoreHistory(tx: Tx, batchId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Account" a SET "ownerSince" = c."before"
      FROM "OwnerChange" c
     WHERE c."batchId" = ${batchId} AND a."id" = c."accountId" AND a."ownerSince" = c."since"
       AND NOT EXISTS (SELECT 1 FROM "OwnerChange" o WHERE o."accountId" = c."accountId" AND o."id" > c."id")`;
  // The change after this one goes back to what was before both.
  await tx.$executeRaw`
    UPDATE "OwnerChange" o SET "before" = c."before"
      FROM "OwnerChange" c
     WHERE c."batchId" = ${batchId} AND o."accountId" = c."accountId"
       AND o."id" = (SELECT min(n."id") FROM "OwnerChange" n WHERE n."accountId" = c."accountId" AND n."id" > c."id")`;
  await tx.$executeRaw`DELETE FROM "OwnerChange" WHERE "batchId" = ${batchId}`;
}
