import type { Db, Tx } from './client.ts';
import { isRetryableConflict } from './errors.ts';
import type { Prisma } from './generated/client.ts';
import { MAX_WAIT_MS } from './max-wait.ts';
import { runMarked } from './transaction-context.ts';

export interface TransactionOptions {
  /** PostgreSQL only; the embedded database runs one transaction after the other. Default: read committed. */
  readonly isolation?: Prisma.TransactionIsolationLevel;
  /** Milliseconds to wait for a connection; one is shared by all on the embedded database. Default 30 s. */
  readonly maxWait?: number;
  /** Milliseconds the whole transaction may take; on PostgreSQL also the limit of each statement. Default 15 s. */
  readonly timeout?: number;
  /**
   * Try again after a serialization failure or a deadlock. Only when `work` touches nothing but `tx`: it runs again
   * from its start.
   */
  readonly retry?: boolean;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const ATTEMPTS = 4;

/**
 * Runs `work` in one transaction and commits; any error rolls back. Hands out only `tx`: using the outer client inside
 * throws `OuterClientInTransactionError`. No network inside: the embedded database has one connection for everybody.
 */
export async function inTransaction<Result>(
  db: Db,
  work: (tx: Tx) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const attempts = options.retry === true ? ATTEMPTS : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(db, work, options);
    } catch (error) {
      if (attempt >= attempts || !isRetryableConflict(error)) throw error;
      await pause(attempt);
    }
  }
}

async function runOnce<Result>(
  db: Db,
  work: (tx: Tx) => Promise<Result>,
  options: TransactionOptions,
): Promise<Result> {
  const timeout = options.timeout ?? DEFAULT_TIMEOUT_MS;
  return await db.$transaction(
    async (tx) =>
      await runMarked(db, async () => {
        // The server's own limit per statement is meant for screens; an import that asked for more gets more.
        if (timeout > DEFAULT_TIMEOUT_MS)
          await tx.$executeRawUnsafe(`SET LOCAL statement_timeout = ${Math.ceil(timeout)}`);
        return await work(tx);
      }),
    {
      maxWait: options.maxWait ?? MAX_WAIT_MS,
      timeout,
      ...(options.isolation === undefined ? {} : { isolationLevel: options.isolation }),
    },
  );
}

/** Spread, so that the two that collided do not collide again. */
async function pause(attempt: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
}

/**
 * Runs `work` so that its failure leaves the transaction usable: only what it did is rolled back. For "insert, and when
 * somebody was faster, read his row" inside a transaction; rethrows what `work` throws.
 */
export async function inSavepoint<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await tx.$executeRaw`SAVEPOINT attempt`;
  try {
    const result = await work();
    await tx.$executeRaw`RELEASE SAVEPOINT attempt`;
    return result;
  } catch (error) {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT attempt`;
    await tx.$executeRaw`RELEASE SAVEPOINT attempt`;
    throw error;
  }
}
