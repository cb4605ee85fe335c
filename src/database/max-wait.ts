/**
 * How long work waits for a free connection, in milliseconds: a transaction (`in-transaction.ts`), a single statement
 * (`postgres.ts`). One number, so that neither gives up before the other.
 */
export const MAX_WAIT_MS = 30_000;
