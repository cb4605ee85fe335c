import { pause } from '../coordination/bell.ts';
import type { RateBucket, Rates } from '../coordination/rates.ts';

/** Whether one message may go now. */
export type Admission =
  | { readonly kind: 'go' }
  /** Its own chat had one a moment ago: give the row back, others may go. */
  | { readonly kind: 'chat-later'; readonly ms: number }
  /** Nobody may go for so long: a flood, or the shared limits are away. */
  | { readonly kind: 'all-later'; readonly ms: number };

export interface GateOptions {
  readonly rates: Rates;
  /** Calls on the way at once. */
  readonly concurrency: number;
  readonly stopping: AbortSignal;
  /** True while this process is answering somebody: what is not urgent stands back a little. */
  readonly answering: () => boolean;
}

/** Waits up to this long are waited in the line, longer ones with the row given back. */
const SHORT_WAIT_MS = 2_000;
/** A turn of the shared rate so near is taken at once: the turns of seven senders at Telegram's 30 a second. */
const AHEAD_MS = 250;
/** Less than the time between two messages at Telegram's 30 a second, so that bulk keeps that rate under any load. */
const LONGEST_YIELD_MS = 25;
const YIELD_STEP_MS = 5;

interface Waiter {
  readonly buckets: readonly RateBucket[];
  readonly chatKey: string | null;
  readonly urgent: boolean;
  resolve(admission: Admission): void;
  reject(error: unknown): void;
}

/**
 * Lets messages through in the order in which they came. While permits are given several are asked for at once, twice
 * as many each time; after a refusal only the first in the line asks, the others wait for it in memory.
 */
export class Gate {
  readonly #options: GateOptions;
  readonly #line: Waiter[] = [];
  #moving = false;
  #width = 1;
  #inFlight = 0;
  #onLeave: (() => void) | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** After 'go' call `leave` when the call is over. `chatKey`: the bucket that limits this recipient alone. */
  async enter(buckets: readonly RateBucket[], chatKey: string | null, urgent: boolean): Promise<Admission> {
    return await new Promise<Admission>((resolve, reject) => {
      this.#line.push({ buckets, chatKey, urgent, resolve, reject });
      if (!this.#moving) void this.#move();
    });
  }

  leave(): void {
    this.#inFlight -= 1;
    this.#onLeave?.();
  }

  async #move(): Promise<void> {
    const { concurrency, stopping } = this.#options;
    this.#moving = true;
    // Those of the same moment stand in one line.
    await Promise.resolve();
    while (this.#line.length > 0) {
      while (this.#inFlight >= concurrency) await this.#someoneLeaves();
      if (this.#line[0]?.urgent === false) await this.#yieldToAnswers();
      if (stopping.aborted) {
        for (const { resolve } of this.#line.splice(0)) resolve({ kind: 'all-later', ms: 0 });
        break;
      }
      const waitMs = await this.#letThrough(this.#takeGroup(concurrency - this.#inFlight));
      if (waitMs > 0) await pause(waitMs, stopping);
    }
    this.#moving = false;
  }

  /** The first of the line, as many as may ask at once; what is urgent never with what is not. */
  #takeGroup(room: number): Waiter[] {
    const { urgent } = this.#line[0] ?? {};
    const most = Math.min(this.#width, room);
    const other = this.#line.slice(0, most).findIndex((waiter) => waiter.urgent !== urgent);
    return this.#line.splice(0, other === -1 ? most : other);
  }

  /** Returns how long the first in the line has to wait for the shared rate; 0 = nobody was refused by it. */
  async #letThrough(group: readonly Waiter[]): Promise<number> {
    const { rates, concurrency, stopping } = this.#options;
    this.#inFlight += group.length;
    const refused: Waiter[] = [];
    const aheadMs = group.length === 1 ? AHEAD_MS : 0;
    let early = 0;
    let shortest = Number.POSITIVE_INFINITY;
    await Promise.all(
      group.map(async (waiter) => {
        try {
          const permit = await rates.take(waiter.buckets, { urgent: waiter.urgent, aheadMs });
          if (permit.granted) {
            early = permit.inMs ?? 0;
            // At a stop it goes nevertheless: its turn is taken.
            if (early > 0) await pause(early, stopping);
            waiter.resolve({ kind: 'go' });
            return;
          }
          this.#inFlight -= 1;
          if (permit.limitedBy === waiter.chatKey) waiter.resolve({ kind: 'chat-later', ms: permit.waitMs });
          else if (permit.limitedBy === 'redis') waiter.resolve({ kind: 'all-later', ms: 0 });
          else if (permit.waitMs > SHORT_WAIT_MS) waiter.resolve({ kind: 'all-later', ms: permit.waitMs });
          else {
            refused.push(waiter);
            shortest = Math.min(shortest, permit.waitMs);
          }
        } catch (error) {
          this.#inFlight -= 1;
          waiter.reject(error);
        }
      }),
    );
    if (refused.length === 0) {
      this.#width = early > 0 ? 1 : Math.min(this.#width * 2, concurrency);
      return 0;
    }
    this.#width = 1;
    this.#line.unshift(...refused);
    return shortest;
  }

  async #yieldToAnswers(): Promise<void> {
    const { answering, stopping } = this.#options;
    const until = performance.now() + LONGEST_YIELD_MS;
    while (answering() && performance.now() < until) await pause(YIELD_STEP_MS, stopping);
  }

  async #someoneLeaves(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onLeave = () => {
        this.#onLeave = null;
        resolve();
      };
    });
  }
}
