import { type Bot, BotError } from 'grammy';
import type { Update } from 'grammy/types';
import { LockBusyError } from '../coordination/person-lock.ts';
import type { BotContext } from './context.ts';
import type { BotDeps } from './deps.ts';
import type { AnswerGuard, CarriedCall } from './middleware/answer-guard.ts';
import { isTransient } from './middleware/failures.ts';

/** Handlers end within it (promise 1); longer work is a background task. */
const DEADLINE_MS = 20_000;
/** A process that was stopped for so long looks the same as a handler that hangs: only repetition tells a defect. */
const LATE_TRIES = 3;
const RETRY_AFTER_SECONDS = 3;

export type UpdateOutcome = 'done' | { readonly retryAfterSeconds: number };
export type UpdateHandler = (update: Update) => Promise<UpdateOutcome>;
/** The same for updates whose confirmation can take a call along. */
export type WebhookHandler = (update: Update) => Promise<UpdateOutcome | { readonly reply: CarriedCall }>;

/** The handler had not ended in time; what it still does is protected by the dialogue's version. */
class DeadlineError extends Error {
  constructor(ms: number) {
    super(`handler exceeded ${ms} ms`);
    this.name = 'DeadlineError';
  }
}

/**
 * Run one update to its end. `done` means it may be confirmed to Telegram; otherwise nothing was decided (the
 * database is away, the person's lock is busy or was lost, the process stood still) and Telegram shall offer it again.
 */
export function createUpdateHandler(
  bot: Pick<Bot<BotContext>, 'handleUpdate'>,
  deps: Pick<BotDeps, 'log' | 'metrics'>,
  { deadlineMs = DEADLINE_MS } = {},
): UpdateHandler {
  /** Updates that ran out of time in this process, and how often. */
  const late = new Map<number, number>();

  function mayPass(cause: unknown, updateId: number): boolean {
    if (!(cause instanceof DeadlineError)) return cause instanceof LockBusyError || isTransient(cause);
    const tries = (late.get(updateId) ?? 0) + 1;
    late.set(updateId, tries);
    return tries < LATE_TRIES;
  }

  return async (update) => {
    try {
      await withDeadline(bot.handleUpdate(update), deadlineMs);
      late.delete(update.update_id);
      return 'done';
    } catch (error) {
      const cause = error instanceof BotError ? error.error : error;
      if (mayPass(cause, update.update_id)) {
        deps.log.warn({ err: cause, update: update.update_id }, 'update put off');
        deps.metrics.updateHandled('none', 'retry', 0);
        return { retryAfterSeconds: RETRY_AFTER_SECONDS };
      }
      late.delete(update.update_id);
      deps.log.error({ err: cause, update: update.update_id }, 'update failed outside the error boundary');
      deps.metrics.updateHandled('none', 'failed', 0);
      return 'done';
    }
  };
}

/** The empty answer of a press goes out with the confirmation of its update: one request less, and only after the work. */
export function carryAnswers(handle: UpdateHandler, carry: AnswerGuard['carry']): WebhookHandler {
  return async (update) => {
    const owed = carry(update);
    const outcome = await handle(update);
    const reply = outcome === 'done' ? owed() : null;
    return reply === null ? outcome : { reply };
  };
}

async function withDeadline(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(ms)), ms);
  });
  try {
    await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
