import { GrammyError, type Middleware } from 'grammy';
import { looksLikeCardNumber } from '../../domain/card-number.ts';
import type { BotContext } from '../context.ts';
import { openFormOf } from '../ui/open-form.ts';
import { MESSAGE_DEFAULTS } from '../ui/screen.ts';
import type { StepLookup } from './form-guards.ts';

/**
 * Card data are entered on the gateway's page only (PRODUCT D7). 13–19 digits passing Luhn where no number is
 * asked: the message is deleted, the person warned, and nothing of it goes on to forms, services or logs.
 * Commands are left alone: staff look accounts up by number.
 */
export function cardGuard(rulesOf: StepLookup): Middleware<BotContext> {
  return async (ctx, next) => {
    const message = ctx.message ?? ctx.editedMessage;
    const text = message?.text ?? message?.caption ?? '';
    if (message === undefined || text.startsWith('/') || !looksLikeCardNumber(text)) return next();
    const open = openFormOf(ctx);
    if (open !== null && rulesOf(open.form, open.step)?.takesNumbers === true) return next();
    ctx.feature = 'card-guard';
    ctx.dialogue?.remember();
    const deleted = await deleteQuietly(ctx);
    await ctx.reply(ctx.tr.html(deleted ? 'card-number-deleted' : 'card-number-delete-it'), MESSAGE_DEFAULTS);
  };
}

/** Messages older than two days cannot be deleted by a bot. */
async function deleteQuietly(ctx: BotContext): Promise<boolean> {
  try {
    return await ctx.deleteMessage();
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return false;
  }
}
