import type { Middleware } from 'grammy';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { BotContext } from '../context.ts';
import { toastPress } from '../ui/alert.ts';

/** More than a quick human, less than a script. */
const UPDATES = 40;
const SECONDS = 10;

/**
 * Step 6: at most 40 updates in 10 s per person and process. The first refusal is said, the rest is silent,
 * so that a flood costs one message. Entries die by themselves: memory follows the people active now.
 */
export function rateLimit(): Middleware<BotContext> {
  const limiter = new RateLimiterMemory({ points: UPDATES, duration: SECONDS });
  return async (ctx, next) => {
    try {
      await limiter.consume(ctx.from?.id ?? 0);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      ctx.feature = 'limited';
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      if (ctx.callbackQuery !== undefined) {
        await toastPress(ctx, ctx.tr.plain('too-fast', { seconds }));
      } else if (refusal.consumedPoints === UPDATES + 1) {
        await ctx.reply(ctx.tr.html('too-fast', { seconds }));
      }
      return;
    }
    await next();
  };
}
