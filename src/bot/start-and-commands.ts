import { Composer } from 'grammy';
import { type Access, denialOf, isClosed } from './access.ts';
import type { BotContext } from './context.ts';
import type { BotDeps } from './deps.ts';
import type { FeatureHost } from './feature.ts';
import type { Screens } from './screens.ts';
import type { Router } from './ui/router.ts';

type CommandHandler = (ctx: BotContext, args: string) => Promise<void>;
type PayloadTaker = (ctx: BotContext, payload: string) => Promise<boolean>;

interface Options {
  readonly deps: BotDeps;
  readonly screens: Screens;
  readonly router: Router;
}

/** Commands of all features and the payloads of `/start` links. */
export function createCommands(options: Options): Pick<
  FeatureHost,
  'onCommand' | 'hasCommand' | 'onStartPayload'
> & {
  middleware: Composer<BotContext>;
} {
  const table = new Map<string, { access: Access; handler: CommandHandler }>();
  const takers: PayloadTaker[] = [];
  const middleware = new Composer<BotContext>();

  middleware.on('message::bot_command', async (ctx, next) => {
    const parsed = parseCommand(ctx);
    const entry = parsed === null ? undefined : table.get(parsed.name);
    if (parsed === null || entry === undefined) return next();
    ctx.feature = parsed.name;
    if (parsed.name === 'start' && parsed.args !== '') {
      for (const take of takers) if (await take(ctx, parsed.args)) return;
    }
    const denial =
      denialOf(ctx, entry.access, options.deps.services.clock.now()) ??
      (isClosed(ctx, entry.access, parsed.name) ? 'maintenance' : null);
    if (denial === null) await entry.handler(ctx, parsed.args);
    else await options.screens.denied(ctx, denial, options.router);
  });

  return {
    middleware,
    onCommand(name, access, handler) {
      if (table.has(name)) throw new Error(`/${name} has two handlers`);
      table.set(name, { access, handler });
    },
    hasCommand: (name) => table.has(name),
    onStartPayload(take) {
      takers.push(take);
    },
  };
}

/** `/name@bot args` at the very start of a text; commands for other bots are not ours. */
function parseCommand(ctx: BotContext): { name: string; args: string } | null {
  const text = ctx.message?.text ?? '';
  const match = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/i.exec(text);
  if (match === null) return null;
  const [, name = '', bot, args = ''] = match;
  if (bot !== undefined && bot.toLowerCase() !== ctx.me.username.toLowerCase()) return null;
  return { name: name.toLowerCase(), args: args.trim() };
}
