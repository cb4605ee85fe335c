import type { Middleware, Transformer } from 'grammy';
import type { Update } from 'grammy/types';
import type { BotContext } from '../context.ts';
import { isLostAnswer } from '../ui/alert.ts';

const GUARD_AFTER_MS = 2000;

/** A call that travels to Telegram in the response to its webhook; what became of it is never known. */
export interface CarriedCall {
  readonly method: 'answerCallbackQuery';
  readonly callback_query_id: string;
}

export interface AnswerGuard {
  readonly transformer: Transformer;
  readonly middleware: Middleware<BotContext>;
  /**
   * Say before `update` is handled that its empty answer, if it still needs one at the end, will be taken along. The
   * returned function, asked when everything is written, gives that answer; null: nothing is owed.
   */
  carry(update: Update): () => CarriedCall | null;
}

/**
 * Step 2b: a pressed button never spins for ever. Handlers answer with a toast or an alert themselves; when none
 * has after 2 s, or at the end, an empty answer goes out. Answers are seen at the transport, because inside a
 * conversation they do not pass through the outer context.
 */
export function createAnswerGuard(): AnswerGuard {
  const carriers = new WeakMap<Update, { call: CarriedCall | null }>();
  const answered = new Set<string>();
  const open = new Set<string>();

  const transformer: Transformer = async (prev, method, payload, signal) => {
    if (method === 'answerCallbackQuery') {
      const id = (payload as { callback_query_id?: string }).callback_query_id;
      if (id !== undefined && open.has(id)) answered.add(id);
    }
    const response = await prev(method, payload, signal);
    // A toast that is lost is no failure of the handler; an alert must be read, `alertPress` sees to that.
    const dispensable = method === 'answerCallbackQuery' && !('show_alert' in payload && payload.show_alert);
    if (dispensable && !response.ok && isLostAnswer(response)) return { ok: true, result: true as never };
    return response;
  };

  const middleware: Middleware<BotContext> = async (ctx, next) => {
    const id = ctx.callbackQuery?.id;
    if (id === undefined) return next();
    open.add(id);
    const answer = async (): Promise<void> => {
      if (!answered.has(id)) await ctx.api.answerCallbackQuery(id);
    };
    const timer = setTimeout(() => void answer().catch(() => undefined), GUARD_AFTER_MS);
    try {
      await next();
      const carrier = carriers.get(ctx.update);
      if (carrier === undefined) await answer();
      else if (!answered.has(id)) carrier.call = { method: 'answerCallbackQuery', callback_query_id: id };
    } finally {
      clearTimeout(timer);
      open.delete(id);
      answered.delete(id);
    }
  };
  const carry: AnswerGuard['carry'] = (update) => {
    const carrier: { call: CarriedCall | null } = { call: null };
    carriers.set(update, carrier);
    return () => carrier.call;
  };
  return { transformer, middleware, carry };
}
