import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { BotDeps } from './deps.ts';
import type { UpdateHandler } from './handle-update.ts';
import { ALLOWED_UPDATES } from './middleware/serve-only.ts';

const LONG_POLL_SECONDS = 25;
const BATCH = 100;
const PAUSE_AFTER_ERROR_MS = 3000;

export interface Polling {
  start(): void;
  /** Stop asking, finish what runs, confirm it. */
  stop(): Promise<void>;
}

/**
 * Our own polling loop. A batch is handled concurrently, but in order for each person, and is confirmed when all
 * of it is done (the next request's offset): after a kill Telegram offers the whole batch again, and what had an
 * effect is recognised. An update that was put off stops its person's later ones; the batch is asked for again.
 */
export function createPolling(api: Api, handle: UpdateHandler, deps: Pick<BotDeps, 'log'>): Polling {
  let offset = 0;
  let running: Promise<void> | null = null;
  const stopping = new AbortController();
  /** Updates of an unconfirmed batch that are done: not run again by this process. */
  const done = new Set<number>();

  async function handleInOrder(updates: readonly Update[]): Promise<number> {
    for (const update of updates) {
      if (done.has(update.update_id)) continue;
      const outcome = await handle(update);
      if (outcome !== 'done') return outcome.retryAfterSeconds;
      done.add(update.update_id);
    }
    return 0;
  }

  async function runBatch(updates: readonly Update[]): Promise<void> {
    const waits = await Promise.all([...groupByPerson(updates).values()].map(handleInOrder));
    const wait = Math.max(0, ...waits);
    if (wait > 0) {
      await pause(wait * 1000, stopping.signal);
      return;
    }
    offset = Math.max(...updates.map((update) => update.update_id)) + 1;
    done.clear();
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const updates = await api.getUpdates(
          { offset, limit: BATCH, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
          stopping.signal as Parameters<Api['getUpdates']>[1],
        );
        if (updates.length > 0) await runBatch(updates);
      } catch (error) {
        if (stopping.signal.aborted) break;
        if (error instanceof GrammyError && error.error_code === 401) throw error;
        deps.log.warn({ err: error }, 'getUpdates failed');
        const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined;
        await pause(seconds === undefined ? PAUSE_AFTER_ERROR_MS : seconds * 1000, stopping.signal);
      }
    }
  }

  return {
    start() {
      running ??= loop();
      running.catch((error: unknown) => deps.log.error({ err: error }, 'polling stopped'));
    },
    async stop() {
      stopping.abort();
      await running?.catch(() => undefined);
      // One request without waiting confirms what was handled; if it fails, the duplicate check answers for us.
      if (offset > 0) await api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
    },
  };
}

/** Telegram's own order within a person; other updates are independent. */
function groupByPerson(updates: readonly Update[]): Map<string, Update[]> {
  const groups = new Map<string, Update[]>();
  for (const update of updates) {
    const key = senderKey(update);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [update]);
    else group.push(update);
  }
  return groups;
}

function senderKey(update: Update): string {
  // Checkout is answered within 10 s: it never waits behind a person's other updates.
  if (update.pre_checkout_query !== undefined) return `checkout:${update.update_id}`;
  const from =
    update.message?.from ??
    update.edited_message?.from ??
    update.callback_query?.from ??
    update.my_chat_member?.from;
  return from === undefined ? `update:${update.update_id}` : `person:${from.id}`;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
