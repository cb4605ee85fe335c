import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors.ts';
import type { JobKind, Jobs } from './jobs.ts';
import type { AnswerMessage, JobMessage } from './messages.ts';

export interface WorkerPoolOptions {
  /** Threads that work at once; started when they are needed. */
  readonly threads: number;
  /** Jobs that may wait; one more is refused at once, so that a crowd cannot fill the memory. */
  readonly waiting: number;
  /** After so long a job is given up and its thread ended, whatever it does. */
  readonly timeLimitMs: number;
  /** Memory of one thread. */
  readonly memoryMb: number;
  /** A thread without work is ended after this; default a minute. */
  readonly idleMs?: number;
}

export interface WorkerPool {
  /**
   * Do a job in a thread.
   * @throws DomainError DOCUMENTS_BUSY when too much waits, DOCUMENT_TOO_SLOW past the time limit
   */
  run<K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<Jobs[K]['output']>;
  /** End the threads; what waits or runs is refused. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: JobMessage;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  current: Waiting | null;
  timer: NodeJS.Timeout | null;
}

const IDLE_MS = 60_000;
// Beside the sources runs the TypeScript worker through a loader, beside the build its JavaScript.
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './bootstrap.mjs' : './worker.js', import.meta.url);

/** Threads for work that would keep updates waiting: at most one job each, a bounded queue, a time limit. */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let closed = false;

  function open(): Thread {
    const worker = new Worker(SCRIPT, {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
      // Nothing of the environment (tokens, passwords) is needed there.
      env: {},
      execArgv: [],
    });
    const thread: Thread = { worker, current: null, timer: null };
    worker.unref();
    worker.on('message', (answer: AnswerMessage) => finish(thread, answer));
    worker.on('error', (error) => lose(thread, error));
    worker.on('exit', (code) => lose(thread, new Error(`a document worker ended with ${code}`)));
    threads.add(thread);
    return thread;
  }

  function finish(thread: Thread, answer: AnswerMessage): void {
    const done = release(thread);
    if (done === null) return;
    if (answer.ok) done.resolve(answer.output);
    else done.reject(errorOf(answer));
    thread.worker.unref();
    thread.timer = setTimeout(() => end(thread), options.idleMs ?? IDLE_MS);
    thread.timer.unref();
    next();
  }

  /** The thread broke or was ended: its job fails, others go on with another thread. */
  function lose(thread: Thread, error: Error): void {
    threads.delete(thread);
    release(thread)?.reject(error);
    next();
  }

  function release(thread: Thread): Waiting | null {
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.timer = null;
    const { current } = thread;
    thread.current = null;
    return current;
  }

  function end(thread: Thread): void {
    threads.delete(thread);
    void thread.worker.terminate();
  }

  function next(): void {
    const waiting = queue[0];
    if (waiting === undefined) return;
    const idle = [...threads].find(({ current }) => current === null);
    const thread = idle ?? (threads.size < options.threads ? open() : null);
    if (thread === null) return;
    queue.shift();
    release(thread);
    thread.current = waiting;
    // Somebody waits for it: the process stays until it is done.
    thread.worker.ref();
    thread.timer = setTimeout(() => {
      release(thread)?.reject(new DomainError('DOCUMENT_TOO_SLOW'));
      end(thread);
      next();
    }, options.timeLimitMs);
    thread.worker.postMessage(waiting.job);
  }

  return {
    run<K extends JobKind>(kind: K, input: Jobs[K]['input']) {
      return new Promise<Jobs[K]['output']>((resolve, reject) => {
        if (closed || queue.length >= options.waiting) {
          reject(new DomainError('DOCUMENTS_BUSY'));
          return;
        }
        queue.push({
          job: { kind, input },
          resolve: (output) => resolve(output as Jobs[K]['output']),
          reject,
        });
        next();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(new DomainError('DOCUMENTS_BUSY'));
      const ending = [...threads];
      threads.clear();
      for (const thread of ending) release(thread)?.reject(new DomainError('DOCUMENTS_BUSY'));
      await Promise.all(ending.map(({ worker }) => worker.terminate()));
    },
  };
}

function errorOf(answer: Extract<AnswerMessage, { ok: false }>): Error {
  if (answer.refusal !== null) return new DomainError(answer.refusal.code, answer.refusal.details);
  const error = new Error(answer.message);
  error.stack = answer.stack;
  return error;
}
