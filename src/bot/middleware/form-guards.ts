import type { Middleware } from 'grammy';
import { isDomainError } from '../../domain/errors.ts';
import type { BotContext } from '../context.ts';
import { toastPress } from '../ui/alert.ts';
import { button } from '../ui/buttons.ts';
import { FORM_PREFIX } from '../ui/form.ts';
import { sealMessage, startPayload } from '../ui/form-input.ts';
import { type OpenForm, openFormOf, pressKey } from '../ui/open-form.ts';
import { routes } from '../ui/routes.ts';
import { MESSAGE_DEFAULTS, markupOf } from '../ui/screen.ts';

/** What guards need to know about a step of a form, whatever the form's values are. */
export interface StepRules {
  readonly takesNumbers?: true;
  readonly startPrefix?: string;
  readonly seal?: (text: string) => Promise<string | null>;
}

/** Rules of a step of a form; undefined when there is none (review, unknown form). */
export type StepLookup = (form: string, step: string | null) => StepRules | undefined;

/**
 * Step 7b: a command or a button of another screen leaves the open form; without it the form would swallow them.
 * What was collected stays in the draft until it expires, and a command offers the way back to it. The press that opened the form, come again under a new
 * update id, opens nothing. `ctx.leftForm` tells handlers what was left.
 */
export function navigationGuard(rulesOf: StepLookup): Middleware<BotContext> {
  return async (ctx, next) => {
    const open = openFormOf(ctx);
    if (open === null) return next();
    if (open.openedBy !== null && open.openedBy === pressKey(ctx)) {
      await toastPress(ctx, ctx.tr.plain('form-already-open'));
      return;
    }
    if (!leavesForm(ctx, open, rulesOf)) return next();
    ctx.leftForm = open.form;
    await ctx.conversation.exitAll();
    const said = isCancel(ctx) || (await sayLeft(ctx, open));
    const showed = watchScreens(ctx);
    // A press that brought a toast and no screen: the question still stands there, and nobody listens to it.
    const sayIfSilent = async (): Promise<boolean> => said || showed() || sayKept(ctx, open);
    try {
      await next();
    } catch (error) {
      if (isDomainError(error)) await sayIfSilent();
      throw error;
    }
    await sayIfSilent();
  };
}

/** Whether anything was sent or changed in a chat from now on. */
function watchScreens(ctx: BotContext): () => boolean {
  let showed = false;
  ctx.api.config.use((previous, method, payload, signal) => {
    showed ||= /^(send|edit|copy)/.test(method);
    return previous(method, payload, signal);
  });
  return () => showed;
}

/** Step 7c: a typed secret becomes a hash before the conversation sees, and stores, the update. */
export function sealSecrets(rulesOf: StepLookup): Middleware<BotContext> {
  return async (ctx, next) => {
    const text = ctx.message?.text;
    if (ctx.message === undefined || text === undefined) return next();
    const open = openFormOf(ctx);
    const seal = open === null ? undefined : rulesOf(open.form, open.step)?.seal;
    const sealed = seal === undefined ? null : await seal(text);
    if (sealed !== null) sealMessage(ctx.message, sealed);
    await next();
  };
}

/** Whether the update belongs to another screen than the open form. */
export function leavesForm(ctx: BotContext, open: OpenForm, rulesOf: StepLookup): boolean {
  const data = ctx.callbackQuery?.data;
  if (data !== undefined) return !data.startsWith(FORM_PREFIX);
  const first = ctx.message?.entities?.[0];
  if (first?.type !== 'bot_command' || first.offset !== 0) return false;
  const prefix = rulesOf(open.form, open.step)?.startPrefix;
  const payload = startPayload(ctx.message?.text ?? '');
  return prefix === undefined || payload === null || !payload.startsWith(prefix);
}

/** A command slips out while typing. @returns whether it was told, before anything else is shown */
async function sayLeft(ctx: BotContext, open: OpenForm): Promise<boolean> {
  if (open.contact) {
    // The keyboard of the contact question would stay under every other screen.
    const reply_markup = { remove_keyboard: true } as const;
    await ctx.reply(ctx.tr.html('form-left'), { ...MESSAGE_DEFAULTS, reply_markup });
    return true;
  }
  if (ctx.message === undefined) return false;
  return sayKept(ctx, open);
}

/** What was collected is kept, and one press leads back to it. */
async function sayKept(ctx: BotContext, open: OpenForm): Promise<boolean> {
  if (open.draftId === null) return false;
  const back = button(
    ctx.tr.plain('form-button-continue'),
    routes.continueForm.data({ draft: open.draftId }),
  );
  await ctx.reply(ctx.tr.html('form-left-kept'), { ...MESSAGE_DEFAULTS, reply_markup: markupOf([[back]]) });
  return true;
}

function isCancel(ctx: BotContext): boolean {
  return /^\/cancel\b/.test(ctx.message?.text ?? '');
}
