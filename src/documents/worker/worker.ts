import { parentPort } from 'node:worker_threads';
import { isDomainError } from '../../domain/errors.ts';
import { JOBS } from './jobs.ts';
import type { AnswerMessage, JobMessage } from './messages.ts';

/** A thread that draws: takes one job after another from the pool. */
parentPort?.on('message', (job: JobMessage) => {
  // The pool sends kind and input of one job together; the table cannot say so for a union of kinds.
  const handler: (input: never) => Promise<unknown> = JOBS[job.kind];
  handler(job.input as never).then(
    (output) => answer({ ok: true, output }),
    (error: unknown) => answer(failure(error)),
  );
});

/** Errors lose their class between threads: a refusal is told as one, anything else by its text. */
function failure(error: unknown): AnswerMessage {
  if (isDomainError(error)) return { ok: false, refusal: { code: error.code, details: error.details } };
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { ok: false, refusal: null, message, stack };
}

function answer(message: AnswerMessage): void {
  parentPort?.postMessage(message);
}
