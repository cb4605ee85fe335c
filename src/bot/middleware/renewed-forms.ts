import type { Middleware } from 'grammy';
import { DomainError } from '../../domain/errors.ts';
import type { BotContext } from '../context.ts';
import { conversationsOf, isStoredConversations } from '../ui/conversation-state.ts';
import { describeOpenForm, type OpenForm } from '../ui/open-form.ts';
import { MESSAGE_DEFAULTS } from '../ui/screen.ts';
import { CONVERSATIONS_VERSION } from './conversations.ts';
import { leavesForm, type StepLookup } from './form-guards.ts';

/**
 * Step 7d: a form whose state another version of the bot has written, while versions follow one another or run side by
 * side. The plugin ignores such state, so the answer would be taken for free words. The form goes on from its draft
 * instead, at the first question without an answer: what was collected is kept, what was just said is asked once more.
 */
export function renewedForms(
  rulesOf: StepLookup,
  resume: (ctx: BotContext, draftId: number) => Promise<void>,
): Middleware<BotContext> {
  return async (ctx, next) => {
    const open = formOfAnotherVersion(ctx.dialogue?.state);
    const speaks = ctx.message !== undefined || ctx.callbackQuery !== undefined;
    if (open === null || !speaks) return next();
    // Left or renewed: either way nothing waits for the old state any more.
    ctx.dialogue?.setState(undefined);
    if (leavesForm(ctx, open, rulesOf)) return next();
    if (open.draftId === null) throw new DomainError('DRAFT_EXPIRED');
    const secret = rulesOf(open.form, open.step)?.seal !== undefined;
    if (secret && ctx.message?.text !== undefined) await ctx.deleteMessage().catch(() => undefined);
    await ctx.reply(ctx.tr.html('form-renewed'), {
      ...MESSAGE_DEFAULTS,
      // The question may have had a keyboard of its own.
      ...(open.contact ? { reply_markup: { remove_keyboard: true } as const } : {}),
    });
    await resume(ctx, open.draftId);
  };
}

/** null when there is none, or it is of this version. */
function formOfAnotherVersion(stored: unknown): OpenForm | null {
  if (!isStoredConversations(stored)) return null;
  const [, version] = stored.version;
  if (version === CONVERSATIONS_VERSION) return null;
  const [active] = Object.entries(conversationsOf(stored) ?? {}).find(([, open]) => open.length > 0) ?? [];
  return active === undefined ? null : describeOpenForm(stored, active);
}
