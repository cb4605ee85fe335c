/**
 * The order of the middleware, and why:
 *
 *  1  log and time the update
 *  2  drop what we never serve; guard that every callback query gets its answer
 *  3  payments: `pre_checkout_query` must be answered in 10 s and `successful_payment` must never be swallowed,
 *     so nothing before them waits for a lock, a dialogue or another service
 *  4  the person's lock, then the duplicate check
 *  5  person, role and dialogue in one statement; language. The error boundary stands here, inside the lock,
 *     so that an apology too is written as handled
 *  6  limit per person
 *  7  conversations (private chats) behind their guards: bank card numbers are deleted, commands and other buttons
 *     leave an open form, typed secrets become hashes before anything stores them; a form that another version of the
 *     bot has left goes on from its draft
 *  8  menus, commands, routes (buttons) and messages of the features; each route names who may reach it
 *  9  staff group
 * 10  fallbacks: an unknown button gets a fresh menu, unknown text gets help; nothing is left unanswered
 */
import { Bot, Composer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { denialOf, isClosed } from './access.ts';
import { type BotContext, personOf } from './context.ts';
import type { BotDeps } from './deps.ts';
import type { Feature, FeatureHost, HomeLine } from './feature.ts';
import { createForms } from './forms.ts';
import { type AnswerGuard, createAnswerGuard } from './middleware/answer-guard.ts';
import { cardGuard } from './middleware/card-guard.ts';
import { conversationState } from './middleware/conversations.ts';
import { failures } from './middleware/failures.ts';
import { navigationGuard, sealSecrets } from './middleware/form-guards.ts';
import { logAndTime } from './middleware/log-and-time.ts';
import { personLoader } from './middleware/person.ts';
import { personLock } from './middleware/person-lock.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { renewedForms } from './middleware/renewed-forms.ts';
import { serveOnly } from './middleware/serve-only.ts';
import type { Screens } from './screens.ts';
import { createCommands } from './start-and-commands.ts';
import { apiTransformers, clientOptions, conversationTransformers, direct } from './telegram-client.ts';
import { createRouter } from './ui/router.ts';
import { routes } from './ui/routes.ts';

export interface CreateBotOptions {
  readonly deps: BotDeps;
  /** From getMe at start: without it the first update would wait for a request. */
  readonly botInfo: UserFromGetMe;
  /** Step 3; see `features/payments/checkout.ts`. */
  readonly checkout: (deps: BotDeps) => Composer<BotContext>;
  readonly features: readonly Feature[];
  /** Steps 9: what happens in the staff group. */
  readonly staffGroup: (deps: BotDeps) => Composer<BotContext>;
  /** Screens the core itself has to show; the features own them. */
  readonly screens: Screens;
}

export interface BuiltBot {
  readonly bot: Bot<BotContext>;
  readonly carryAnswer: AnswerGuard['carry'];
  /** Whether some feature answers the command: what Telegram's menus may show. */
  hasCommand(name: string): boolean;
}

/** Build the whole bot. No globals: tests build as many as they like. */
export function createBot(options: CreateBotOptions): BuiltBot {
  const { deps, screens } = options;
  const bot = new Bot<BotContext>(deps.telegram.token, {
    botInfo: options.botInfo,
    client: clientOptions(deps.telegram),
  });
  const answerGuard = createAnswerGuard();
  bot.api.config.use(direct(deps.telegram), ...apiTransformers(deps), answerGuard.transformer);

  const router = createRouter({
    denial: (ctx, access, feature) =>
      denialOf(ctx, access, deps.services.clock.now()) ??
      (isClosed(ctx, access, feature) ? 'maintenance' : null),
    denied: (ctx, denial) => screens.denied(ctx, denial, router),
  });
  const { forms, composer: formConversations, rulesOf, resume } = createForms(deps);
  const commands = createCommands({ deps, screens, router });
  const menus = new Composer<BotContext>();
  const messages = new Composer<BotContext>();
  const homeLines: HomeLine[] = [];
  const host: FeatureHost = {
    deps,
    router,
    menus,
    messages,
    forms,
    onStartPayload: commands.onStartPayload,
    onCommand: commands.onCommand,
    hasCommand: commands.hasCommand,
    homeLines,
    onHome: (line) => {
      homeLines.push(line);
    },
  };
  for (const install of options.features) install(host);
  router.on('forms', 'public', routes.continueForm, async (ctx, { draft }) => {
    const now = deps.services.clock.now();
    const known = denialOf(ctx, 'accepted', now) === null || denialOf(ctx, 'staff', now) === null;
    await (known ? resume(ctx, draft) : router.go(ctx, routes.home, {}));
  });

  const load = personLoader(deps);
  bot.use(async (ctx, next) => {
    ctx.reload = () => load(ctx);
    await next();
  });
  bot.use(logAndTime(deps)); // 1
  bot.use(serveOnly, answerGuard.middleware); // 2
  bot.use(options.checkout(deps)); // 3
  bot.use(personLock(deps, load)); // 4, 5
  bot.use(failures(deps));
  bot.use(rateLimit()); // 6

  const inPrivate = bot.chatType('private');
  inPrivate.use(
    conversationState((conversation) => [
      ...conversationTransformers(deps, conversation),
      answerGuard.transformer,
    ]),
  ); // 7
  inPrivate.use(cardGuard(rulesOf), navigationGuard(rulesOf), sealSecrets(rulesOf), formConversations);
  inPrivate.use(renewedForms(rulesOf, resume));
  inPrivate.use(menus, commands.middleware, router.middleware); // 8
  inPrivate.use(async (ctx, next) => {
    // Free messages belong to residents; everybody else is shown the way in.
    const denial = denialOf(ctx, 'registered', deps.services.clock.now());
    // What free words would begin is closed: readings or a ticket.
    const closed =
      ctx.message?.text !== undefined && (ctx.closed.includes('meters') || ctx.closed.includes('tickets'));
    if (denial === null && closed) return screens.denied(ctx, 'maintenance', router);
    const silent = ctx.callbackQuery !== undefined || ctx.myChatMember !== undefined;
    if (denial === null || silent || isStaff(ctx)) return next();
    await screens.denied(ctx, denial, router);
  });
  inPrivate.use(messages);
  bot.chatType(['group', 'supergroup']).use(options.staffGroup(deps)); // 9
  bot.use((ctx) => screens.fallback(ctx, router)); // 10
  return { bot, carryAnswer: answerGuard.carry, hasCommand: commands.hasCommand };
}

function isStaff(ctx: BotContext): boolean {
  return ctx.person !== null && personOf(ctx).grants.length > 0;
}
