import { Bell } from '../coordination/bell.ts';
import type { Wakeups } from '../coordination/wakeups.ts';
import type { RunTaskDeps } from './run-task.ts';
import { runTask } from './run-task.ts';
import type { TaskHandler } from './task-handler.ts';
import { type ClaimedTask, claimTask, giveUpTasks } from './task-rows.ts';

export { defineTask, type TaskContext, type TaskHandler, TaskStoppedError } from './task-handler.ts';

/** Runs queued tasks. Any number of them may run on one database. */
export interface TaskRunner {
  start(): void;
  /** Take nothing more, tell those that run to stop, wait for them (default 10 s). They run on elsewhere. */
  stop(deadlineMs?: number): Promise<void>;
  /** Resolves when no task is due now and none runs here. */
  idle(): Promise<void>;
}

export interface TaskRunnerDeps extends Omit<RunTaskDeps, 'stopping' | 'leaseMs'> {
  readonly handlers: readonly TaskHandler[];
  readonly wakeups: Wakeups;
  /** Tasks at once in this process; default 2. */
  readonly concurrency?: number;
  /** Milliseconds between looks when nobody rings; default 2 000. */
  readonly pollMs?: number;
  /** Milliseconds after which the task of a dead runner is taken over; default 60 000. */
  readonly leaseMs?: number;
  readonly onEnd?: (kind: string, status: string) => void;
}

const STOP_DEADLINE_MS = 10_000;

/** @throws when two handlers have the same kind */
export function createTaskRunner(deps: TaskRunnerDeps): TaskRunner {
  const handlers = new Map(deps.handlers.map((handler) => [handler.kind, handler]));
  if (handlers.size !== deps.handlers.length) throw new Error('two handlers for one kind of task');
  const { concurrency = 2, pollMs = 2_000, leaseMs = 60_000 } = deps;
  const kinds = [...handlers.keys()];
  const stopping = new AbortController();
  const bell = new Bell();
  const active = new Set<Promise<void>>();
  let idleWaiters: (() => void)[] = [];
  let unsubscribe: () => void = () => undefined;
  let running: Promise<void> | null = null;

  async function takeOne(): Promise<boolean> {
    const waiters = [...idleWaiters];
    const now = deps.clock.now();
    const task =
      kinds.length === 0 ? null : await claimTask(deps.db, { owner: deps.owner, kinds, now, leaseMs });
    if (task !== null) {
      begin(task);
      return true;
    }
    await giveUpTasks(deps.db, now);
    if (active.size === 0) {
      idleWaiters = idleWaiters.filter((waiter) => !waiters.includes(waiter));
      for (const resolve of waiters) resolve();
    }
    return false;
  }

  function begin(task: ClaimedTask): void {
    const handler = handlers.get(task.kind);
    if (handler === undefined) throw new Error(`claimed a task of the unknown kind ${task.kind}`);
    const work = runTask({ ...deps, leaseMs, stopping: stopping.signal }, task, handler)
      .then((status) => deps.onEnd?.(task.kind, status))
      .catch((error: unknown) => {
        deps.log.warn({ err: error, task: task.id }, 'the end of a task was not written: it runs again');
      })
      .finally(() => {
        active.delete(work);
        bell.ring();
      });
    active.add(work);
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (active.size < concurrency && (await takeOne())) continue;
      } catch (error) {
        deps.log.warn({ err: error }, 'tasks could not be looked for');
      }
      await bell.wait(pollMs);
    }
  }

  return {
    start() {
      unsubscribe = deps.wakeups.subscribe('tasks', () => bell.ring());
      running ??= loop();
    },
    async stop(deadlineMs = STOP_DEADLINE_MS) {
      unsubscribe();
      stopping.abort();
      bell.ring();
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, deadlineMs);
      });
      await Promise.race([Promise.all([running, ...active]), deadline]);
      clearTimeout(timer);
    },
    async idle() {
      await new Promise<void>((resolve) => {
        idleWaiters.push(resolve);
        bell.ring();
      });
    },
  };
}
