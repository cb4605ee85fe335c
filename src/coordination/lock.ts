export interface LockOptions {
  /** Milliseconds to wait for the lock; default 10 000. */
  readonly waitMs?: number;
}

/** One piece of work at a time per key. */
export interface PersonLock {
  /**
   * Run `work` while holding `key`; who came first goes first within a process. `signal` is aborted when the lock
   * was lost meanwhile (a stopped process, an unreachable server): then somebody else may be at work too.
   * @throws LockBusyError when the lock could not be had in time; `work` was not started
   */
  run<Result>(
    key: string,
    work: (signal: AbortSignal) => Promise<Result>,
    options?: LockOptions,
  ): Promise<Result>;
}

export const DEFAULT_WAIT_MS = 10_000;

export class LockBusyError extends Error {
  readonly key: string;

  constructor(key: string) {
    super('the lock is busy');
    this.name = 'LockBusyError';
    this.key = key;
  }
}
