import type { Db } from '../database/client.ts';
import type { Clock } from '../domain/clock.ts';
import { isDomainError } from '../domain/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { type TaskContext, type TaskHandler, TaskStoppedError } from './task-handler.ts';
import { type ClaimedTask, endTask, renewTask, type TaskEnd, type TaskHold } from './task-rows.ts';

export interface RunTaskDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly owner: string;
  readonly log: Logger;
  readonly leaseMs: number;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
}

/** Progress is for people: more often than this nobody can read it. */
const PROGRESS_MS = 500;
const FIRST_RETRY_MS = 10_000;
const LAST_RETRY_MS = 600_000;

/** Run one claimed task to an end that is written down. Returns the status it got, or `lost`. */
export async function runTask(
  deps: RunTaskDeps,
  task: ClaimedTask,
  handler: TaskHandler,
): Promise<TaskEnd['status'] | 'lost'> {
  const hold: TaskHold = { id: task.id, owner: deps.owner, attempt: task.attempts };
  const run = new TaskRun(deps, task, hold);
  let end: TaskEnd;
  try {
    end = { status: 'done', result: await handler.run(task.args, run) };
  } catch (error) {
    end = endAfter(deps, task, error, run.signal);
  } finally {
    run.over();
  }
  if (run.lost) return 'lost';
  return (await endTask(deps.db, hold, end, deps.clock.now())) ? end.status : 'lost';
}

function endAfter(deps: RunTaskDeps, task: ClaimedTask, error: unknown, signal: AbortSignal): TaskEnd {
  const now = deps.clock.now();
  const stopped = error instanceof TaskStoppedError ? error : signal.reason;
  if (stopped instanceof TaskStoppedError && (error === stopped || signal.aborted)) {
    if (stopped.reason === 'cancelled') return { status: 'cancelled' };
    return { status: 'queued', error: null, runAfter: now, uncount: true };
  }
  if (isDomainError(error)) return { status: 'failed', error: error.code };
  // What a fault says may hold data of people: the log has it, cleaned; the row has its kind.
  const name = error instanceof Error ? error.name : 'unknown fault';
  deps.log.error({ err: error, task: task.id, kind: task.kind, attempt: task.attempts }, 'a task failed');
  if (task.attempts >= task.maxAttempts) return { status: 'failed', error: name };
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (task.attempts - 1), LAST_RETRY_MS);
  return { status: 'queued', error: name, runAfter: new Date(now.getTime() + wait), uncount: false };
}

/** The context of one run: keeps the lease, carries progress, hears that it shall stop. */
class TaskRun implements TaskContext {
  readonly taskId: number;
  readonly identityId: number | null;
  readonly attempt: number;
  readonly #deps: RunTaskDeps;
  readonly #hold: TaskHold;
  readonly #control = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #onStopping = (): void => this.#stop('stopping');
  #shownAt = Number.NEGATIVE_INFINITY;
  #renewedAt = performance.now();
  lost = false;

  constructor(deps: RunTaskDeps, task: ClaimedTask, hold: TaskHold) {
    this.#deps = deps;
    this.#hold = hold;
    this.taskId = task.id;
    this.identityId = task.identityId;
    this.attempt = task.attempts;
    this.#timer = setInterval(() => void this.#renew(), deps.leaseMs / 3);
    this.#timer.unref();
    if (deps.stopping.aborted) this.#stop('stopping');
    else deps.stopping.addEventListener('abort', this.#onStopping, { once: true });
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  async progress(done: number, total?: number): Promise<void> {
    const last = total !== undefined && done >= total;
    if (last || performance.now() - this.#shownAt >= PROGRESS_MS) {
      this.#shownAt = performance.now();
      await this.#renew({ done, total: total ?? null });
    }
    this.signal.throwIfAborted();
  }

  over(): void {
    clearInterval(this.#timer);
    this.#deps.stopping.removeEventListener('abort', this.#onStopping);
  }

  async #renew(progress?: { done: number; total: number | null }): Promise<void> {
    const askedAt = performance.now();
    try {
      const state = await renewTask(this.#deps.db, this.#hold, this.#deps.leaseMs, progress);
      if (state === null) this.#stop('lost');
      else {
        this.#renewedAt = askedAt;
        if (state.cancelRequested) this.#stop('cancelled');
      }
    } catch (error) {
      this.#deps.log.warn({ err: error, task: this.taskId }, 'the lease of a task was not renewed');
      if (performance.now() - this.#renewedAt > this.#deps.leaseMs) this.#stop('lost');
    }
  }

  #stop(reason: TaskStoppedError['reason']): void {
    if (reason === 'lost') this.lost = true;
    if (!this.signal.aborted) this.#control.abort(new TaskStoppedError(reason));
  }
}
