import type { Middleware } from 'grammy';
import type { Access, Denial } from '../access.ts';
import type { BotContext } from '../context.ts';
import { type Route, routeName } from './callback-data.ts';

type RouteOf<V> = Pick<Route, 'name'> & { parse(data: string): V | null };
type Handler<V> = (ctx: BotContext, values: V) => Promise<void>;

interface Entry {
  readonly feature: string;
  readonly access: Access;
  readonly parse: (data: string) => unknown;
  readonly handler: Handler<never>;
}

/** Which feature handles which route and who may reach it: one table, looked up by the pressed data's name. */
export interface Router {
  /** Register the handler of a route; `feature` labels logs and metrics. A second handler is a defect. */
  on<V>(feature: string, access: Access, route: RouteOf<V>, handler: Handler<V>): void;
  /** Whether some feature handles the route; ask when a screen is shown, not while installing. */
  has(route: Pick<Route, 'name'>): boolean;
  /** Go to a route as if its button were pressed: from a menu, a command, a result. Access is checked again. */
  go<V>(ctx: BotContext, route: RouteOf<V>, values: V): Promise<void>;
  /** Handles presses of known routes with well-formed values; the rest goes on to the fallback. */
  readonly middleware: Middleware<BotContext>;
}

export interface RouterOptions {
  denial(ctx: BotContext, access: Access, feature: string): Denial | null;
  /** Shows why and what to do instead. */
  denied(ctx: BotContext, denial: Denial): Promise<void>;
}

export function createRouter(options: RouterOptions): Router {
  const table = new Map<string, Entry>();

  async function enter(ctx: BotContext, entry: Entry, values: unknown): Promise<void> {
    ctx.feature = entry.feature;
    const denial = options.denial(ctx, entry.access, entry.feature);
    if (denial === null) await entry.handler(ctx, values as never);
    else await options.denied(ctx, denial);
  }

  return {
    on(feature, access, route, handler) {
      if (table.has(route.name)) throw new Error(`route ${route.name} has two handlers`);
      table.set(route.name, { feature, access, parse: route.parse, handler: handler as Handler<never> });
    },
    has: (route) => table.has(route.name),
    async go(ctx, route, values) {
      const entry = table.get(route.name);
      if (entry === undefined) throw new Error(`route ${route.name} has no handler`);
      await enter(ctx, entry, values);
    },
    middleware: async (ctx, next) => {
      const data = ctx.callbackQuery?.data;
      const entry = data === undefined ? undefined : table.get(routeName(data));
      const values = data === undefined || entry === undefined ? null : entry.parse(data);
      if (entry === undefined || values === null) return next();
      await enter(ctx, entry, values);
    },
  };
}
