import { chunksOf } from '../../database/bulk.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import type { AuditRecord } from '../staff/record-audit.ts';
import { type BatchRun, CHUNK_TIMEOUT_MS, runBatch } from './batch-run.ts';
import { batchScope, type ImportPlan } from './import-plan.ts';
import { publishedBatchId } from './plan-import.ts';
import { publishBatch } from './publish-batch.ts';
import { stageBills } from './stage-bills.ts';

export interface ApplyOptions {
  readonly plan: ImportPlan;
  /** Create accounts that the provider does not know here yet; else such a file is refused. */
  readonly createAccounts: boolean;
  readonly actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
  /** Told after each chunk: bills staged so far, and of how many. */
  readonly onProgress?: (done: number, total: number) => Promise<void> | void;
  /** Aborted: what was staged is taken away, nothing is published, its reason is thrown. */
  readonly signal?: AbortSignal;
}

export interface ApplyResult {
  readonly batchId: number;
  readonly bills: number;
  readonly lines: number;
  readonly createdAccounts: number;
  /** The same file stood published already: nothing was changed. */
  readonly alreadyApplied: boolean;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

const CHUNK = 2_000;

/**
 * Load a register and publish it. Rows are staged in chunks, invisible, under a batch; then one transaction makes
 * accounts and bills current. Applying the same file twice, or twice at once, changes nothing.
 * @throws DomainError IMPORT_HAS_ERRORS, IMPORT_EMPTY, IMPORT_UNKNOWN_ACCOUNTS, IMPORT_CANCELLED (somebody else took
 *   it for abandoned)
 */
export async function applyImport(deps: Deps, options: ApplyOptions): Promise<ApplyResult> {
  const { plan } = options;
  if (plan.errors.length > 0) throw new DomainError('IMPORT_HAS_ERRORS', { errors: plan.errors.length });
  if (plan.bills.length === 0) throw new DomainError('IMPORT_EMPTY');
  const published = await publishedBatchId(deps.db, plan.sha256, plan.bills);
  if (published !== null) return already(published);
  if (plan.counts.unknownAccounts > 0 && !options.createAccounts) {
    throw new DomainError('IMPORT_UNKNOWN_ACCOUNTS', { count: plan.counts.unknownAccounts });
  }
  let lines = 0;
  let createdAccounts = 0;
  const { batchId, alreadyApplied } = await runBatch(deps, {
    batch: batchOf(plan, options.actor.actorId),
    signal: options.signal,
    published: () => publishedBatchId(deps.db, plan.sha256, plan.bills),
    async work(id, keep) {
      lines = await stage(deps, { batchId: id, keep, ...options });
      createdAccounts = await publishBatch(deps, {
        batchId: id,
        ...options,
        companyId: batchScope(plan.bills).companyId,
        details: { bills: plan.bills.length },
      });
    },
  });
  if (alreadyApplied) return already(batchId);
  return { batchId, bills: plan.bills.length, lines, createdAccounts, alreadyApplied };
}

function already(batchId: number): ApplyResult {
  return { batchId, bills: 0, lines: 0, createdAccounts: 0, alreadyApplied: true };
}

function batchOf(plan: ImportPlan, createdById: number | null): BatchRun['batch'] {
  return {
    kind: 'bills',
    ...batchScope(plan.bills),
    fileName: plan.fileName,
    fileSha256: plan.sha256,
    format: plan.parsed.sheet === null ? plan.parsed.format : 'xlsx',
    encoding: plan.parsed.encoding,
    asOf: plan.asOf,
    summary: {
      bills: plan.bills.length,
      ...plan.counts,
      providers: plan.providers.map(({ id, bills, sum }) => ({ id, bills, sum })),
    },
    createdById,
  };
}

async function stage(
  deps: Deps,
  options: ApplyOptions & { readonly batchId: number; readonly keep: () => Promise<void> },
): Promise<number> {
  const { plan, batchId, createAccounts, keep, onProgress, signal } = options;
  let bills = 0;
  let lines = 0;
  for (const chunk of chunksOf(plan.bills, CHUNK)) {
    signal?.throwIfAborted();
    lines += await inTransaction(deps.db, (tx) => stageBills(tx, { batchId, bills: chunk, createAccounts }), {
      timeout: CHUNK_TIMEOUT_MS,
      retry: true,
    });
    bills += chunk.length;
    await keep();
    await onProgress?.(bills, plan.bills.length);
  }
  signal?.throwIfAborted();
  return lines;
}
