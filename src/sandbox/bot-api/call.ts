import type { WebhookReply } from '../updates/webhook.ts';
import type { Bot } from '../world/bot.ts';
import type { World } from '../world/world.ts';
import type { Params } from './params.ts';

/** One call of a method: who calls, with what, in which world. */
export interface MethodCall {
  world: World;
  bot: Bot;
  params: Params;
  /** Aborted when the caller has gone away. */
  signal: AbortSignal | null;
  /** Runs methods that come in the answers of a webhook set by this call. */
  runReply: WebhookReply;
}
