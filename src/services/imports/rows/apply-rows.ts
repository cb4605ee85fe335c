import { chunksOf, insertRows } from '../../../database/bulk.ts';
import { inTransaction } from '../../../database/in-transaction.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ServiceDeps } from '../../deps.ts';
import { recordAudit } from '../../staff/record-audit.ts';
import type { ApplyOptions } from '../apply-import.ts';
import { CHUNK_TIMEOUT_MS, runBatch } from '../batch-run.ts';
import { batchScope } from '../import-plan.ts';
import { publishedBatchId } from '../plan-import.ts';
import { BATCH_TIMEOUT_MS } from '../publish-batch.ts';
import { rowKind } from './kinds.ts';
import type { PlannedRow } from './row-kind.ts';
import type { RowsPlan } from './rows-plan.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

export interface ApplyRowsResult {
  readonly batchId: number;
  readonly rows: number;
  /** The same file stood published already: nothing was changed. */
  readonly alreadyApplied: boolean;
}

const CHUNK = 2_000;

/**
 * Load the good rows of a file and publish them: staged in chunks, then one transaction. Applying the same file
 * twice, or twice at once, changes nothing.
 * @throws DomainError IMPORT_HAS_ERRORS (the file is damaged), IMPORT_EMPTY, IMPORT_CANCELLED
 */
export async function applyRows(
  deps: Deps,
  options: Pick<ApplyOptions, 'actor' | 'onProgress' | 'signal'> & { readonly plan: RowsPlan },
): Promise<ApplyRowsResult> {
  const { plan, actor, onProgress, signal } = options;
  const kind = rowKind(plan.kind);
  if (kind === null) throw new Error(`no rows of kind ${plan.kind}`);
  if (plan.damaged) throw new DomainError('IMPORT_HAS_ERRORS', { errors: plan.errors.length });
  if (plan.rows.length === 0) throw new DomainError('IMPORT_EMPTY');
  const published = () => publishedBatchId(deps.db, plan.sha256, plan.rows, plan.kind);
  const before = await published();
  if (before !== null) return { batchId: before, rows: 0, alreadyApplied: true };
  const scope = batchScope(plan.rows);
  const { batchId, alreadyApplied } = await runBatch(deps, {
    batch: {
      kind: plan.kind,
      ...scope,
      fileName: plan.fileName,
      fileSha256: plan.sha256,
      format: plan.parsed.sheet === null ? plan.parsed.format : 'xlsx',
      encoding: plan.parsed.encoding,
      summary: {
        rows: plan.rows.length,
        ...plan.counts,
        errors: plan.errors.length,
        providers: plan.providers.map(({ id, rows, sum }) => ({ id, bills: rows, sum: sum ?? 0 })),
      },
      createdById: actor.actorId,
    },
    signal,
    published,
    async work(id, keep) {
      let done = 0;
      for (const chunk of chunksOf(plan.rows, CHUNK)) {
        signal?.throwIfAborted();
        await stageRows(deps, id, chunk);
        done += chunk.length;
        await keep();
        await onProgress?.(done, plan.rows.length);
      }
      signal?.throwIfAborted();
      await inTransaction(
        deps.db,
        async (tx) => {
          const now = deps.clock.now();
          // First of all, so that of the same file sent twice the second one ends here.
          const { count } = await tx.importBatch.updateMany({
            where: { id, status: 'staging' },
            data: { status: 'published', publishedAt: now },
          });
          if (count === 0) throw new DomainError('IMPORT_CANCELLED');
          await kind.publish(tx, { batchId: id, now, actor });
          await recordAudit(tx, {
            at: now,
            ...actor,
            action: 'import.publish',
            subject: `import:${id}`,
            companyId: scope.companyId,
            details: { kind: plan.kind, rows: plan.rows.length },
          });
        },
        { timeout: BATCH_TIMEOUT_MS, retry: true },
      );
    },
  });
  return { batchId, rows: alreadyApplied ? 0 : plan.rows.length, alreadyApplied };
}

function stageRows(deps: Deps, batchId: number, rows: readonly PlannedRow[]): Promise<void> {
  return inTransaction(
    deps.db,
    async (tx) => {
      const open = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM "ImportBatch" WHERE "id" = ${batchId} AND "status" = 'staging' FOR SHARE`;
      if (open.length === 0) throw new DomainError('IMPORT_CANCELLED');
      await insertRows(tx, {
        table: 'ImportRow',
        columns: { batchId: 'int', row: 'int', data: 'json' },
        rows: rows.map(({ row, provider, account, data }) => ({
          batchId,
          row,
          data: { ...data, providerId: provider.id, account },
        })),
        onConflict: '("batchId", "row") DO NOTHING',
      });
    },
    { timeout: CHUNK_TIMEOUT_MS, retry: true },
  );
}
