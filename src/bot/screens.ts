import { parseBareNumbers } from '../domain/bare-readings.ts';
import { draftState } from '../services/drafts/drafts.ts';
import { markReachable, markUnreachable } from '../services/residents/mark-reachable.ts';
import type { Denial } from './access.ts';
import { type BotContext, personOf } from './context.ts';
import type { BotDeps } from './deps.ts';
import { alertPress, toastPress } from './ui/alert.ts';
import { button } from './ui/buttons.ts';
import { FORM_PREFIX, parseFormData } from './ui/form.ts';
import type { Router } from './ui/router.ts';
import { routes } from './ui/routes.ts';
import { MESSAGE_DEFAULTS, markupOf } from './ui/screen.ts';

/** Screens that the core shows by navigating to the features that own them. */
export interface Screens {
  /** Somebody may not pass: the screen that says why and leads on (start, registration, blocked, not staff). */
  denied(ctx: BotContext, denial: Denial, router: Router): Promise<void>;
  /** Nothing else took the update (step 10): old buttons, unknown text, edits, service messages. */
  fallback(ctx: BotContext, router: Router): Promise<void>;
}

/** The core's own screens; they know routes, not features. */
export function createScreens(deps: Pick<BotDeps, 'services'>): Screens {
  return {
    async denied(ctx, denial, router) {
      // An edit asks for nothing, and a visitor has no message of ours that it could belong to.
      if (ctx.editedMessage !== undefined) return;
      await dropContactKeyboard(ctx);
      switch (denial) {
        case 'acceptance':
          if (ctx.callbackQuery !== undefined && ctx.person === null) await tellUnknown(ctx);
          return router.go(ctx, routes.start, { lang: ctx.locale, company: ctx.person?.startCompanyId ?? 0 });
        case 'registration':
          return router.go(ctx, routes.registrationNeeded, {});
        case 'blocked':
          return router.go(ctx, routes.blocked, {});
        case 'staff':
          return sayOnly(ctx, 'staff-only');
        case 'maintenance':
          return sayOnly(ctx, 'maintenance');
      }
    },
    async fallback(ctx, router) {
      if (ctx.myChatMember !== undefined) return followReachability(ctx, deps);
      if (ctx.chat?.type !== 'private' || ctx.editedMessage !== undefined) return;
      if (ctx.callbackQuery !== undefined) return answerOldButton(ctx, deps, router);
      if (ctx.message !== undefined) await answerMessage(ctx);
    },
  };
}

/** An old button of somebody who was deleted, or of a screen that asks for acceptance first; a receipt stays what it is. */
async function tellUnknown(ctx: BotContext): Promise<void> {
  await alertPress(ctx, ctx.tr.plain('nobody-known'));
  ctx.keepPressed = true;
}

async function sayOnly(ctx: BotContext, key: 'staff-only' | 'maintenance'): Promise<void> {
  if (ctx.callbackQuery !== undefined) {
    await alertPress(ctx, ctx.tr.plain(key));
    return;
  }
  await ctx.reply(ctx.tr.html(key), { ...MESSAGE_DEFAULTS, reply_markup: homeMarkup(ctx) });
}

/** The person blocked or unblocked the bot: nothing is sent meanwhile. Groups are the staff feature's. */
async function followReachability(ctx: BotContext, deps: Pick<BotDeps, 'services'>): Promise<void> {
  const change = ctx.myChatMember;
  if (change === undefined || change.chat.type !== 'private' || ctx.person === null) return;
  ctx.feature = 'reachability';
  if (change.new_chat_member.status === 'kicked') {
    await markUnreachable(deps.services, { telegramId: change.from.id, reason: 'blocked-by-user' });
  } else {
    await markReachable(deps.services, { identityId: ctx.person.identityId });
  }
}

/**
 * A button that nothing handles any more. One of a form that has ended says what became of it; its message is
 * replaced only when it still is a question. Any other message stays: it may be a receipt.
 */
async function answerOldButton(
  ctx: BotContext,
  deps: Pick<BotDeps, 'services'>,
  router: Router,
): Promise<void> {
  ctx.feature = 'old-button';
  const data = ctx.callbackQuery?.data ?? '';
  if (data.startsWith(FORM_PREFIX)) {
    const draftId = parseFormData(data)?.draftId;
    const state =
      draftId === undefined || ctx.person === null
        ? 'gone'
        : await draftState(deps.services, { draftId, identityId: personOf(ctx).identityId });
    const completed = state === 'completed';
    if (completed) {
      await toastPress(ctx, ctx.tr.plain('form-draft-completed'));
      return;
    }
    await alertPress(ctx, ctx.tr.plain('form-draft-gone'));
    await router.go(ctx, routes.home, {});
    return;
  }
  await toastPress(ctx, ctx.tr.plain('button-out-of-date'));
  ctx.keepPressed = true;
  await router.go(ctx, routes.home, {});
}

/** Text outside every dialogue, stickers, other bots' commands: a short hint, never silence. */
async function answerMessage(ctx: BotContext): Promise<void> {
  ctx.feature = 'hint';
  if (await dropContactKeyboard(ctx)) return;
  const { text, photo, document } = ctx.message ?? {};
  // A paper bill, most often: the account can be linked by it.
  if (photo !== undefined || document?.mime_type === 'application/pdf') {
    const link = button(ctx.tr.plain('hint-button-bill'), routes.linkByBill.data(), 'primary');
    const home = button(ctx.tr.plain('button-home'), routes.home.data());
    const reply_markup = markupOf([[link], [home]]);
    await ctx.reply(ctx.tr.html('hint-bill'), { ...MESSAGE_DEFAULTS, reply_markup });
    return;
  }
  // Readings, as far as anybody can tell, but nobody can tell of which meter.
  if (text !== undefined && parseBareNumbers(text) !== null) {
    const meters = button(ctx.tr.plain('home-readings'), routes.readings.data(), 'primary');
    const home = button(ctx.tr.plain('button-home'), routes.home.data());
    const reply_markup = markupOf([[meters], [home]]);
    await ctx.reply(ctx.tr.html('hint-numbers'), { ...MESSAGE_DEFAULTS, reply_markup });
    return;
  }
  const key =
    text === undefined
      ? 'hint-not-text'
      : text.startsWith('/')
        ? 'hint-unknown-command'
        : 'hint-unknown-text';
  await ctx.reply(ctx.tr.html(key), { ...MESSAGE_DEFAULTS, reply_markup: homeMarkup(ctx) });
}

/** A keyboard left over from the contact question goes as soon as it is used outside its form. */
async function dropContactKeyboard(ctx: BotContext): Promise<boolean> {
  const { message, tr } = ctx;
  const captions: readonly string[] = [tr.plain('button-cancel'), tr.plain('button-help')];
  const leftOver = message?.contact !== undefined || captions.includes(message?.text ?? '');
  if (!leftOver) return false;
  await ctx.reply(tr.html('form-keyboard-dropped'), {
    ...MESSAGE_DEFAULTS,
    reply_markup: { remove_keyboard: true },
  });
  return true;
}

function homeMarkup(ctx: BotContext): ReturnType<typeof markupOf> {
  return markupOf([[button(ctx.tr.plain('button-home'), routes.home.data())]]);
}
