import { DEFAULT_WAIT_MS, LockBusyError, type PersonLock } from './lock.ts';

type Waiter = () => void;

/**
 * First come, first served per key within this process. Holds nothing for keys that nobody uses. The signal is never
 * aborted: nobody can take this lock away.
 */
export function createLocalLock(): PersonLock & { readonly size: () => number } {
  const queues = new Map<string, Waiter[]>();
  const never = new AbortController().signal;

  async function acquire(key: string, waitMs: number): Promise<void> {
    const queue = queues.get(key);
    if (queue === undefined) {
      queues.set(key, []);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiter), 1);
        reject(new LockBusyError(key));
      }, waitMs);
      queue.push(waiter);
    });
  }

  function release(key: string): void {
    const next = queues.get(key)?.shift();
    if (next === undefined) queues.delete(key);
    else next();
  }

  return {
    size: () => queues.size,
    async run(key, work, { waitMs = DEFAULT_WAIT_MS } = {}) {
      await acquire(key, waitMs);
      try {
        return await work(never);
      } finally {
        release(key);
      }
    },
  };
}
