import type { Middleware } from 'grammy';
import type { BotContext } from '../context.ts';

/** What we ask Telegram for; `setWebhook` and `getUpdates` name it explicitly on every start. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'pre_checkout_query',
  'my_chat_member',
] as const;

/** Step 2a: other bots, channels and our own echoes are not served. */
export const serveOnly: Middleware<BotContext> = async (ctx, next) => {
  if (ctx.chat?.type === 'channel') return;
  if (ctx.from === undefined || ctx.from.is_bot) return;
  await next();
};
