import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { type AuditRecord, recordAudit } from '../staff/record-audit.ts';
import { lockProviders, renewAccountFacts } from './account-facts.ts';
import { restoreHistory } from './cut-history.ts';
import { BATCH_TIMEOUT_MS } from './publish-batch.ts';
import { rowKind } from './rows/kinds.ts';
import { suspendMoved } from './suspend-moved.ts';

/**
 * Take a published batch back: each bill shows the newest version that is still published, or disappears; accounts
 * that only this file knew disappear with it. Payments made meanwhile stay what they are. Access that the batch
 * suspended stays so until staff decides, and who proved the payer that goes now is suspended, too. Rolling back twice
 * is rolling back once.
 * @throws DomainError IMPORT_NOT_FOUND, NOT_ALLOWED, IMPORT_NOT_PUBLISHED
 */
export async function rollBackImport(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    batchId: number;
    grants: readonly RoleGrant[];
    actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
  },
): Promise<{ /** bills, or rows of other files */ bills: number }> {
  const { batchId } = options;
  return inTransaction(
    deps.db,
    async (tx) => {
      await lockProviders(tx, batchId);
      const now = deps.clock.now();
      const batch = await tx.importBatch.findUnique({ where: { id: batchId } });
      if (batch === null) throw new DomainError('IMPORT_NOT_FOUND');
      if (!can(options.grants, 'imports.roll-back', { companyId: batch.companyId }, now)) {
        throw new DomainError('NOT_ALLOWED');
      }
      if (batch.status === 'rolled_back') return { bills: 0 };
      const changed = await tx.importBatch.updateMany({
        where: { id: batchId, status: 'published' },
        data: { status: 'rolled_back', rolledBackAt: now },
      });
      if (changed.count === 0) throw new DomainError('IMPORT_NOT_PUBLISHED');
      await restoreHistory(tx, batchId);
      const rows = rowKind(batch.kind);
      if (rows !== null) {
        await rows.rollBack(tx, { batchId, now, actor: options.actor });
        const count = await tx.importRow.count({ where: { batchId } });
        await auditRollBack(tx, {
          batchId,
          companyId: batch.companyId,
          actor: options.actor,
          now,
          rows: count,
        });
        return { bills: count };
      }
      await tx.$executeRaw`UPDATE "BillVersion" SET "publishedAt" = NULL WHERE "batchId" = ${batchId}`;
      const bills = await tx.$executeRaw`
        UPDATE "Bill" b SET "currentVersionId" = (
          SELECT v."id" FROM "BillVersion" v WHERE v."billId" = b."id" AND v."publishedAt" IS NOT NULL
           ORDER BY v."publishedAt" DESC, v."id" DESC LIMIT 1)
         WHERE b."currentVersionId" IN (SELECT "id" FROM "BillVersion" WHERE "batchId" = ${batchId})`;
      // Brought by a file that stands no more, without a bill that stands, and nobody has it: as if it never came.
      await tx.$executeRaw`
        UPDATE "Account" a SET "publishedAt" = NULL
         WHERE a."id" IN (SELECT b."accountId" FROM "BillVersion" v JOIN "Bill" b ON b."id" = v."billId"
                           WHERE v."batchId" = ${batchId})
           AND EXISTS (SELECT 1 FROM "ImportBatch" i WHERE i."id" = a."createdByBatchId" AND i."status" <> 'published')
           AND NOT EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."accountId" = a."id")
           AND NOT EXISTS (SELECT 1 FROM "Bill" b WHERE b."accountId" = a."id" AND b."currentVersionId" IS NOT NULL)`;
      const moved = await renewAccountFacts(tx, batchId);
      await suspendMoved(tx, { moved, batchId, now, actor: options.actor });
      await auditRollBack(tx, {
        batchId,
        companyId: batch.companyId,
        actor: options.actor,
        now,
        rows: bills,
      });
      return { bills };
    },
    { timeout: BATCH_TIMEOUT_MS, retry: true },
  );
}

function auditRollBack(
  tx: Tx,
  of: {
    batchId: number;
    companyId: number | null;
    actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
    now: Date;
    rows: number;
  },
): Promise<void> {
  return recordAudit(tx, {
    at: of.now,
    ...of.actor,
    action: 'import.roll-back',
    subject: `import:${of.batchId}`,
    companyId: of.companyId,
    details: { rows: of.rows },
  });
}
