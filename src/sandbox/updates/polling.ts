import type { Update } from '@grammyjs/types';
import { ApiRefusal } from '../bot-api/refusal.ts';
import type { Bot, UpdateConsumer } from '../world/bot.ts';
import type { World } from '../world/world.ts';

/** The public server answers a long poll after this at the latest, seconds. */
const LONGEST_POLL = 50;
/** The same offset again within this time gets one update only, ms. */
const REPEATED_OFFSET_MS = 500;
/** Conflicts that follow one another within this are told only after it, so that pollers slow down, ms. */
const CONFLICT_PAUSE = 3_000;

interface Waiting {
  finish(updates: Update[]): void;
  fail(error: ApiRefusal): void;
}

/** getUpdates of one bot: one poll at a time, the newer one wins. */
export class PollingConsumer implements UpdateConsumer {
  readonly #world: World;
  readonly #bot: Bot;
  #waiting: Waiting | null = null;
  #limit = 100;
  #lastOffset: number | null = null;
  #lastAt = 0;
  #calmAt = 0;

  constructor(world: World, bot: Bot) {
    this.#world = world;
    this.#bot = bot;
  }

  wake(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    // What one person does at once (an album) is handed out together, as over the network.
    this.#waiting = null;
    setImmediate(() => waiting.finish(this.#take()));
  }

  /** Ends a waiting poll: another one came, or a webhook was set. */
  conflict(words: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) return;
    const fail = (): void => waiting.fail(new ApiRefusal(409, `Conflict: ${words}`));
    const now = this.#world.ticks();
    const pause = CONFLICT_PAUSE * this.#world.rules.retryScale;
    if (now < this.#calmAt) setTimeout(fail, pause).unref();
    else {
      this.#calmAt = now + pause;
      fail();
    }
  }

  /**
   * @param timeout seconds; capped at 50 as on the public server.
   * @param signal aborted when the caller has gone away.
   */
  poll(offset: number, limit: number, timeout: number, signal: AbortSignal | null): Promise<Update[]> {
    this.conflict('terminated by other getUpdates request; make sure that only one bot instance is running');
    this.#bot.queue.confirm(offset);
    const now = this.#world.ticks();
    const isRepeated = this.#lastOffset === offset && now < this.#lastAt + REPEATED_OFFSET_MS;
    this.#limit = isRepeated ? 1 : limit;
    this.#lastOffset = offset;
    this.#lastAt = now;
    const ready = this.#take();
    const seconds = Math.min(timeout, LONGEST_POLL);
    if (ready.length > 0 || seconds <= 0 || signal?.aborted === true) return Promise.resolve(ready);
    return this.#wait(seconds, signal);
  }

  #take(): Update[] {
    return this.#bot.queue.take(this.#limit, this.#world.now()).map(({ update }) => update);
  }

  #wait(seconds: number, signal: AbortSignal | null): Promise<Update[]> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', gone);
        if (this.#waiting === waiting) this.#waiting = null;
      };
      const waiting: Waiting = {
        finish(updates) {
          end();
          resolve(updates);
        },
        fail(error) {
          end();
          reject(error);
        },
      };
      const gone = (): void => waiting.finish([]);
      const timer = setTimeout(gone, seconds * 1000);
      signal?.addEventListener('abort', gone);
      this.#waiting = waiting;
    });
  }
}
