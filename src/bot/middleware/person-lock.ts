import type { Middleware } from 'grammy';
import { saveDialogue } from '../../services/residents/save-dialogue.ts';
import type { BotContext } from '../context.ts';
import type { BotDeps } from '../deps.ts';

const WAIT_MS = 10_000;

/**
 * Step 4: one update of a person at a time across all processes (Telegram delivers a message and a press of the
 * same person concurrently). Inside it the person and the dialogue are loaded, a redelivered update is dropped,
 * and what changed is written in one conditional UPDATE. A holder that lost the lock cannot write.
 */
export function personLock(deps: BotDeps, load: (ctx: BotContext) => Promise<void>): Middleware<BotContext> {
  return async (ctx, next) => {
    const key = `person:${ctx.from?.id ?? ctx.chat?.id ?? 0}`;
    await deps.lock.run(
      key,
      async () => {
        await load(ctx);
        const updateId = ctx.update.update_id;
        if (ctx.dialogue?.seen(updateId)) {
          ctx.feature = 'duplicate';
          return;
        }
        await next();
        const { dialogue } = ctx;
        if (dialogue?.dirty) {
          await saveDialogue(deps.services, {
            identityId: dialogue.identityId,
            version: dialogue.version,
            state: dialogue.state,
            recentUpdateIds: dialogue.idsWith(updateId),
          });
        }
      },
      { waitMs: WAIT_MS },
    );
  };
}
