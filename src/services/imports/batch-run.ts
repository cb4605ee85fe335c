import { randomUUID } from 'node:crypto';
import { isUniqueViolation } from '../../database/errors.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { acquireLease, type HeldLease, releaseLease, renewLease } from '../../database/leases.ts';
import type { ServiceDeps } from '../deps.ts';
import { batchLease, discardAbandonedBatches, discardBatch } from './discard-batch.ts';
import { BATCH_TIMEOUT_MS } from './publish-batch.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

export const CHUNK_TIMEOUT_MS = 60_000;
/** Longer than one chunk or the publishing may take. */
const LEASE_MS = BATCH_TIMEOUT_MS + CHUNK_TIMEOUT_MS;

export interface BatchRun {
  readonly batch: Omit<Prisma.ImportBatchUncheckedCreateInput, 'status' | 'createdAt'>;
  /** Stage and publish; `keep` is called after each chunk. */
  readonly work: (batchId: number, keep: () => Promise<void>) => Promise<void>;
  readonly signal: AbortSignal | undefined;
  /** Where the same file stands published; asked when somebody else was faster. */
  readonly published: () => Promise<number | null>;
}

/**
 * Open a batch, work on it under a lease, and clear it away when that fails: staged rows never outlive their batch.
 * @returns the batch, or the one in which somebody else published this very file meanwhile
 */
export async function runBatch(
  deps: Deps,
  run: BatchRun,
): Promise<{ readonly batchId: number; readonly alreadyApplied: boolean }> {
  await discardAbandonedBatches(deps);
  const { batchId, lease } = await openBatch(deps, run.batch);
  try {
    await run.work(batchId, () => renewLease(deps.db, lease, LEASE_MS).then(() => undefined));
    return { batchId, alreadyApplied: false };
  } catch (error) {
    const status = run.signal?.aborted === true ? 'cancelled' : 'failed';
    // When this fails too (the database is gone), the next import clears up.
    await discardBatch(deps, { batchId, status }).catch(() => undefined);
    if (!isUniqueViolation(error, 'ImportBatch_published_once_key')) throw error;
    // Two at once: the other one published this very file first.
    const first = await run.published();
    if (first === null) throw error;
    return { batchId: first, alreadyApplied: true };
  } finally {
    // A lease that cannot be given back ends by itself.
    await releaseLease(deps.db, lease).catch(() => undefined);
  }
}

/** The batch and the lease that tells it from one whose process is gone, at once. */
async function openBatch(
  deps: Deps,
  batch: BatchRun['batch'],
): Promise<{ batchId: number; lease: HeldLease }> {
  return inTransaction(deps.db, async (tx) => {
    const { id } = await tx.importBatch.create({
      data: { ...batch, status: 'staging', createdAt: deps.clock.now() },
      select: { id: true },
    });
    const key = batchLease(id);
    const fence = await acquireLease(tx, { key, owner: randomUUID(), ttlMs: LEASE_MS });
    if (fence === null) throw new Error(`the lease of the new batch ${id} is taken`);
    return { batchId: id, lease: { key, fence } };
  });
}
