import { createConversation } from '@grammyjs/conversations';
import { Composer } from 'grammy';
import { DomainError } from '../domain/errors.ts';
import { type DraftData, openDraft, startDraft } from '../services/drafts/drafts.ts';
import { type BotContext, personOf } from './context.ts';
import type { BotDeps } from './deps.ts';
import type { Forms } from './feature.ts';
import type { StepLookup, StepRules } from './middleware/form-guards.ts';
import { button } from './ui/buttons.ts';
import type { FormArguments, FormFault } from './ui/form-arguments.ts';
import { formConversation } from './ui/form-conversation.ts';
import { asDraftData } from './ui/form-view.ts';
import { pressKey } from './ui/open-form.ts';
import { routes } from './ui/routes.ts';
import { MESSAGE_DEFAULTS, markupOf } from './ui/screen.ts';
import { isTelegramFault } from './ui/telegram-fault.ts';

const HOUR_MS = 3_600_000;

/** The forms of all features: one conversation each, installed before everything that may open them. */
export function createForms(deps: BotDeps): {
  forms: Forms;
  composer: Composer<BotContext>;
  rulesOf: StepLookup;
  /** Ask on where a form was left; its draft holds what was collected. */
  resume(ctx: BotContext, draftId: number): Promise<void>;
} {
  const composer = new Composer<BotContext>();
  composer.use(async (ctx, next) => {
    await next();
    await goOn(ctx);
    if (ctx.formFault !== null) await offerQuestion(ctx, ctx.formFault, deps);
  });
  const rules = new Map<string, readonly (StepRules & { readonly id: string })[]>();
  const forms: Forms = {
    define(form) {
      if (rules.has(form.id)) throw new Error(`form ${form.id} is defined twice`);
      rules.set(form.id, form.steps);
      composer.use(
        createConversation(formConversation(form, deps), {
          id: form.id,
          maxMillisecondsToWait: 24 * HOUR_MS,
        }),
      );
    },
    async start(ctx, form, values = {}) {
      const data: DraftData = asDraftData(values);
      const draftId = await startDraft(deps.services, {
        identityId: personOf(ctx).identityId,
        kind: form.id,
        data,
        minutes: form.minutes,
      });
      const openedBy = pressKey(ctx);
      await ctx.conversation.exitAll();
      await enter(ctx, form.id, {
        draftId,
        values: data,
        ...(openedBy === undefined ? {} : { openedBy }),
      });
    },
  };
  return {
    forms,
    composer,
    async resume(ctx, draftId) {
      const { identityId } = personOf(ctx);
      const draft = await openDraft(deps.services, { draftId, identityId });
      if (!rules.has(draft.kind)) throw new DomainError('DRAFT_EXPIRED');
      const openedBy = pressKey(ctx);
      await ctx.conversation.exitAll();
      await enter(ctx, draft.kind, {
        draftId,
        values: draft.data,
        ...(openedBy === undefined ? {} : { openedBy }),
      });
    },
    rulesOf: (form, step) => rules.get(form)?.find((candidate) => candidate.id === step),
  };
}

async function enter(ctx: BotContext, form: string, args: FormArguments): Promise<void> {
  await ctx.conversation.enter(form, args);
  await goOn(ctx);
}

/** Ask the next question of a form that was answered; a form whose answers are all there may end without asking. */
async function goOn(ctx: BotContext): Promise<void> {
  while (ctx.formContinuation !== null) {
    const { form, args } = ctx.formContinuation;
    ctx.formContinuation = null;
    // The plugin keeps the name of a conversation that ended as it was entered, and would refuse the next.
    await ctx.conversation.exitAll();
    await ctx.conversation.enter(form, args);
  }
}

/** The question may not have arrived: one press asks it again, from what the draft has kept. */
async function offerQuestion(
  ctx: BotContext,
  fault: FormFault,
  { log }: Pick<BotDeps, 'log'>,
): Promise<void> {
  log.warn({ err: fault.error, update: ctx.update.update_id, form: fault.form }, 'a question may be lost');
  const again = button(
    ctx.tr.plain('form-button-continue'),
    routes.continueForm.data({ draft: fault.draftId }),
  );
  try {
    await ctx.reply(ctx.tr.html('form-question-lost'), {
      ...MESSAGE_DEFAULTS,
      reply_markup: markupOf([[again]]),
    });
  } catch (error) {
    // Telegram is still away: the form waits where it is.
    if (!isTelegramFault(error)) throw error;
  }
}
