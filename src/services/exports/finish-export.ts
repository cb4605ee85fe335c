import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { type ExportActor, exportProvider } from './export-scope.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;
interface Options {
  readonly actor: ExportActor;
  readonly batchId: number;
}

/**
 * The accounting has the file: from now on the company knows these payments (left to pay, promise 3). Closing twice is
 * closing once.
 * @throws DomainError EXPORT_NOT_FOUND, NOT_ALLOWED
 */
export async function closeExport(deps: Deps, options: Options): Promise<void> {
  const { companyId } = await batchOf(deps, options);
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.exportBatch.updateMany({
      where: { id: options.batchId, kind: 'payments', closedAt: null },
      data: { closedAt: now },
    });
    if (count === 0) return;
    await recordAudit(tx, {
      at: now,
      ...actorOf(options.actor),
      action: 'export.close',
      subject: `export:${options.batchId}`,
      companyId,
    });
  });
}

/**
 * The file was not used: its payments wait for the next export again. A closed batch stays, because the company knows.
 * @throws DomainError EXPORT_NOT_FOUND, EXPORT_CLOSED, NOT_ALLOWED
 */
export async function cancelExport(deps: Deps, options: Options): Promise<void> {
  const { companyId } = await batchOf(deps, options);
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const open = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "ExportBatch" WHERE "id" = ${options.batchId} AND "closedAt" IS NULL FOR UPDATE`;
    if (open.length === 0) throw new DomainError('EXPORT_CLOSED');
    const { count } = await tx.paymentItem.updateMany({
      where: { exportBatchId: options.batchId },
      data: { exportBatchId: null },
    });
    await tx.exportBatch.delete({ where: { id: options.batchId } });
    await recordAudit(tx, {
      at: now,
      ...actorOf(options.actor),
      action: 'export.cancel',
      subject: `export:${options.batchId}`,
      companyId,
      details: { count },
    });
  });
}

function actorOf({ identityId }: ExportActor) {
  return { actorId: identityId, actorKind: identityId === null ? 'cli' : 'staff' } as const;
}

/** @throws DomainError EXPORT_NOT_FOUND, NOT_ALLOWED */
async function batchOf(deps: Deps, { actor, batchId }: Options): Promise<{ companyId: number | null }> {
  const batch = await deps.db.exportBatch.findFirst({
    where: { id: batchId, kind: 'payments' },
    select: { providerId: true },
  });
  if (batch === null) throw new DomainError('EXPORT_NOT_FOUND');
  return exportProvider(deps, actor, batch.providerId);
}
