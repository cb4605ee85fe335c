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
/** Less than the time between two messages at Telegram's 30 a second, so that bulk keeps that rate under any load. */
const LONGEST_YIELD_MS = 25;
const YIELD_STEP_MS = 5;

/**
 * Lets messages through one after the other: only the first in the line asks for the shared rate, the others wait for
 * it in memory.
 */
export class Gate {
  readonly #options: GateOptions;
  #line: Promise<unknown> = Promise.resolve();
  #inFlight = 0;
  #onLeave: (() => void) | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** After 'go' call `leave` when the call is over. `chatKey`: the bucket that limits this recipient alone. */
  async enter(buckets: readonly RateBucket[], chatKey: string | null, urgent: boolean): Promise<Admission> {
    const turn = this.#line.then(() => this.#ask(buckets, chatKey, urgent));
    this.#line = turn.catch(() => undefined);
    return await turn;
  }

  leave(): void {
    this.#inFlight -= 1;
    this.#onLeave?.();
  }

  async #ask(buckets: readonly RateBucket[], chatKey: string | null, urgent: boolean): Promise<Admission> {
    const { rates, concurrency, stopping } = this.#options;
    while (this.#inFlight >= concurrency) await this.#someoneLeaves();
    if (!urgent) await this.#yieldToAnswers();
    while (!stopping.aborted) {
      const permit = await rates.take(buckets, { urgent });
      if (permit.granted) {
        this.#inFlight += 1;
        return { kind: 'go' };
      }
      if (permit.limitedBy === chatKey) return { kind: 'chat-later', ms: permit.waitMs };
      if (permit.limitedBy === 'redis') return { kind: 'all-later', ms: 0 };
      if (permit.waitMs > SHORT_WAIT_MS) return { kind: 'all-later', ms: permit.waitMs };
      await pause(permit.waitMs, stopping);
    }
    return { kind: 'all-later', ms: 0 };
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
