import { createConversation } from '@grammyjs/conversations';
import { Composer, type MiddlewareFn } from 'grammy';
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

/** Make the conversation of a form known to this update's context, once; the plugin refuses to enter any other. */
type Install = (ctx: BotContext, form: string) => Promise<void>;

/**
 * The forms of all features: one conversation each. An update passes only through the conversation of the form its
 * person is in, and a form that opens is installed as it opens: to lead every press through all of them would cost it
 * more than its answer.
 */
export function createForms(deps: BotDeps): {
  forms: Forms;
  composer: Composer<BotContext>;
  rulesOf: StepLookup;
  /** Ask on where a form was left; its draft holds what was collected. */
  resume(ctx: BotContext, draftId: number): Promise<void>;
} {
  const composer = new Composer<BotContext>();
  const conversations = new Map<string, MiddlewareFn<BotContext>>();
  const installed = new WeakMap<BotContext, Set<string>>();
  const run = async (ctx: BotContext, form: string, next: () => Promise<void>): Promise<void> => {
    const conversation = conversations.get(form);
    const known = installed.get(ctx) ?? new Set();
    if (conversation === undefined || known.has(form)) return await next();
    installed.set(ctx, known.add(form));
    await conversation(ctx, next);
  };
  const install: Install = async (ctx, form) => await run(ctx, form, async () => undefined);
  composer.use(async (ctx, next) => {
    const form = Object.keys(ctx.conversation.active())[0];
    await (form === undefined ? next() : run(ctx, form, next));
    await goOn(ctx, install);
    if (ctx.formFault !== null) await offerQuestion(ctx, ctx.formFault, deps);
  });
  const rules = new Map<string, readonly (StepRules & { readonly id: string })[]>();
  const forms: Forms = {
    define(form) {
      if (rules.has(form.id)) throw new Error(`form ${form.id} is defined twice`);
      rules.set(form.id, form.steps);
      conversations.set(
        form.id,
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
      await enter(ctx, install, form.id, {
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
      await enter(ctx, install, draft.kind, {
        draftId,
        values: draft.data,
        ...(openedBy === undefined ? {} : { openedBy }),
      });
    },
    rulesOf: (form, step) => rules.get(form)?.find((candidate) => candidate.id === step),
  };
}

/** No form may be open: a conversation that is would take this update for its answer. */
async function enter(ctx: BotContext, install: Install, form: string, args: FormArguments): Promise<void> {
  await install(ctx, form);
  await ctx.conversation.enter(form, args);
  await goOn(ctx, install);
}

/** Ask the next question of a form that was answered; a form whose answers are all there may end without asking. */
async function goOn(ctx: BotContext, install: Install): Promise<void> {
  while (ctx.formContinuation !== null) {
    const { form, args } = ctx.formContinuation;
    ctx.formContinuation = null;
    // The plugin keeps the name of a conversation that ended as it was entered, and would refuse the next.
    await ctx.conversation.exitAll();
    await install(ctx, form);
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
