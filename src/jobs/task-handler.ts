import type { Prisma } from '../database/generated/client.ts';

/** What a running task may use. */
export interface TaskContext {
  readonly taskId: number;
  /** Who wanted it, if a person did. */
  readonly identityId: number | null;
  /** 1 for the first start; work of earlier starts may be there already. */
  readonly attempt: number;
  /** Aborted when somebody cancelled it, the process stops, or the lease was lost. */
  readonly signal: AbortSignal;
  /**
   * Tell how far it is; written at most a few times a second. Throws when the task shall stop, so that calling it
   * at every step is enough to be cancellable.
   */
  progress(done: number, total?: number): Promise<void>;
}

/**
 * Runs one kind of task. It may be started again after a kill at any point: every effect needs a key of its own.
 * A `DomainError` ends it as failed; any other error lets it run again later.
 */
export interface TaskHandler {
  readonly kind: string;
  run(args: unknown, context: TaskContext): Promise<Prisma.InputJsonObject | undefined>;
}

/** A handler with typed arguments: `parse` (a zod schema's parse) checks what the row holds. */
export function defineTask<Args>(
  kind: string,
  parse: (args: unknown) => Args,
  run: (args: Args, context: TaskContext) => Promise<Prisma.InputJsonObject | undefined>,
): TaskHandler {
  return { kind, run: (args, context) => run(parse(args), context) };
}

/** Why a task was told to stop. */
export class TaskStoppedError extends Error {
  readonly reason: 'cancelled' | 'stopping' | 'lost';

  constructor(reason: 'cancelled' | 'stopping' | 'lost') {
    super(`the task was stopped: ${reason}`);
    this.name = 'TaskStoppedError';
    this.reason = reason;
  }
}
