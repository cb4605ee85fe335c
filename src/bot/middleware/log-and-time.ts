import type { Middleware } from 'grammy';
import type { BotContext } from '../context.ts';
import type { BotDeps } from '../deps.ts';

/** Step 1: one log line and one measurement per update. No names, no texts: ids, kinds and times. */
export function logAndTime(deps: Pick<BotDeps, 'log' | 'metrics'>): Middleware<BotContext> {
  return async (ctx, next) => {
    ctx.feature = 'none';
    ctx.person = null;
    ctx.closed = [];
    ctx.dialogue = null;
    ctx.leftForm = null;
    ctx.formContinuation = null;
    ctx.formFault = null;
    ctx.keepPressed = false;
    ctx.currentDocuments = { terms: null, consent: null };
    const started = performance.now();
    let outcome: 'done' | 'failed' = 'failed';
    try {
      await next();
      outcome = 'done';
    } finally {
      const ms = performance.now() - started;
      if (outcome === 'done') deps.metrics.updateHandled(ctx.feature, 'done', ms / 1000);
      deps.log.info(
        {
          update: ctx.update.update_id,
          kind: updateKind(ctx),
          feature: ctx.feature,
          ms: Math.round(ms),
          outcome,
        },
        'update',
      );
    }
  };
}

function updateKind(ctx: BotContext): string {
  return Object.keys(ctx.update).find((name) => name !== 'update_id') ?? 'empty';
}
