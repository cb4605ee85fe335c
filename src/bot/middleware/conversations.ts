import { type ConversationFlavor, conversations } from '@grammyjs/conversations';
import type { Context, Middleware, Transformer } from 'grammy';
import type { BotContext } from '../context.ts';
import type { Recording } from '../telegram-client.ts';
import { isStoredConversations } from '../ui/conversation-state.ts';

/** Bumped when stored state of running forms can no longer be replayed; a test watches the engine's sources. */
export const CONVERSATIONS_VERSION = 2;

/**
 * Step 7a: conversation state lives in the dialogue row that the lock has loaded and will write; API calls made
 * inside conversations get the same transformers as those outside.
 */
export function conversationState(
  transformersOf: (conversation: Recording) => readonly Transformer[],
): Middleware<BotContext> {
  return conversations<BotContext, ConversationFlavor<Context>>({
    storage: {
      type: 'context',
      version: CONVERSATIONS_VERSION,
      adapter: {
        read: (ctx) => {
          const state = ctx.dialogue?.state;
          return isStoredConversations(state) ? state : undefined;
        },
        write: (ctx, state) => {
          if (ctx.dialogue === null) throw new Error('a form was opened for somebody without a dialogue');
          ctx.dialogue.setState(state);
        },
        delete: (ctx) => ctx.dialogue?.setState(undefined),
      },
    },
    plugins: (conversation) => [
      async (ctx, next) => {
        ctx.api.config.use(...transformersOf(conversation));
        await next();
      },
    ],
  });
}
