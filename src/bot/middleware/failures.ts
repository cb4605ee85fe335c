import { randomBytes } from 'node:crypto';
import type { Middleware } from 'grammy';
import { isDatabaseUnavailable } from '../../database/errors.ts';
import { isDomainError } from '../../domain/errors.ts';
import { DialogueConflictError } from '../../services/residents/save-dialogue.ts';
import type { BotContext } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { alertPress } from '../ui/alert.ts';
import { errorHtml, errorToast } from '../ui/error-text.ts';
import { MESSAGE_DEFAULTS } from '../ui/screen.ts';
import { isTelegramFault } from '../ui/telegram-fault.ts';

/**
 * The error boundary inside the lock. An expected refusal is its sentence; a fault of ours is an apology with an
 * id, logged, and the update counts as handled (running it again would fail again). Only what may pass by
 * itself goes up: the database is away, the lock was lost.
 */
export function failures(deps: BotDeps): Middleware<BotContext> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (isTransient(error)) throw error;
      if (isDomainError(error)) {
        await answerRefusal(ctx, error);
        return;
      }
      const id = failureCode();
      deps.metrics.updateHandled(ctx.feature, 'failed', 0);
      deps.log.error(
        { err: error, id, update: ctx.update.update_id, feature: ctx.feature },
        'handler failed',
      );
      await apologise(ctx, id);
    }
  };
}

/** Letters only: a code of digits would be masked in the log as somebody's phone, and never be found there. */
function failureCode(): string {
  return randomBytes(4)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghjkmnpqrs'[Number(digit)] ?? digit);
}

/** Thrown to have Telegram offer the update again, though the failure itself does not tell that it would pass. */
export class PutOffError extends Error {
  constructor(cause: unknown) {
    super('the update shall be offered again', { cause });
    this.name = 'PutOffError';
  }
}

/**
 * Worth another try by Telegram: nothing was decided. Refusals and broken connections of the Bot API are not: they
 * look like a database's (sockets, time-outs), but the handler has run and its answer may have arrived.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof PutOffError) return true;
  if (isTelegramFault(error)) return false;
  return error instanceof DialogueConflictError || isDatabaseUnavailable(error);
}

async function answerRefusal(ctx: BotContext, error: Parameters<typeof errorHtml>[0]): Promise<void> {
  if (ctx.callbackQuery !== undefined) {
    await alertPress(ctx, errorToast(error, ctx.tr), errorHtml(error, ctx.tr));
    return;
  }
  await ctx.reply(errorHtml(error, ctx.tr), MESSAGE_DEFAULTS);
}

async function apologise(ctx: BotContext, id: string): Promise<void> {
  try {
    if (ctx.callbackQuery !== undefined) {
      await alertPress(ctx, ctx.tr.plain('failure-toast', { id }));
    } else if (ctx.chat !== undefined) {
      await ctx.reply(ctx.tr.html('failure', { id }), MESSAGE_DEFAULTS);
    }
  } catch (error) {
    // The apology itself may be impossible (blocked, flood): the log has the story.
    if (!isTelegramFault(error)) throw error;
  }
}
