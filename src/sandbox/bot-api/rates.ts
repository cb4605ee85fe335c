import { tooManyRequests } from './refusal.ts';

/** Methods that put a message into a chat and so count. */
const SENDING = /^(send(?!chataction)|copymessages?$|forwardmessages?$)/;
const EDITING = /^editmessage/;

/** A bucket: `burst` at once, then one every `interval` ms (GCRA: the instant it would be full again). */
interface Limit {
  interval: number;
  burst: number;
}

/**
 * Published limits: about 30 messages a second per bot, one a second in a chat with short bursts,
 * 20 a minute in a group. Edits have buckets of their own; their sizes are known by experience only
 * (about 20 a minute in a group).
 */
const PER_BOT: Limit = { interval: 1000 / 30, burst: 30 };
const PER_CHAT: Limit = { interval: 1000, burst: 5 };
const PER_GROUP: Limit = { interval: 3000, burst: 20 };
const EDITS_PER_CHAT: Limit = { interval: 1000, burst: 20 };
const EDITS_PER_GROUP: Limit = { interval: 3000, burst: 20 };

/** One call of a program, as far as rates care. */
export interface RatedCall {
  botId: number;
  /** Lower case. */
  method: string;
  chatId: number | null;
  /** Messages it sends: items of an album, ids of copyMessages. */
  messages: number;
  /** To somebody who has just written or pressed: such answers are not counted as bulk. */
  isAnswer: boolean;
}

/** Sending rates of all bots; real time, because the programs' limiters use it. */
export class Rates {
  readonly #full = new Map<string, number>();
  readonly #clock: () => number;

  /** @param clock milliseconds that never go back. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Counts a call.
   * @throws ApiRefusal 429 with `retry_after` when it comes too early; the call is not executed.
   */
  check(call: RatedCall): void {
    const limits = limitsOf(call);
    if (limits.length === 0) return;
    const now = this.#clock();
    const { messages } = call;
    for (const [key, { interval, burst }] of limits) {
      // What is bigger than the bucket goes when the bucket is full.
      const free = burst - Math.min(messages, burst);
      const wait = (this.#full.get(key) ?? 0) - now - interval * free;
      // A part of a microsecond is rounding, not haste.
      if (wait > 0.001) throw tooManyRequests(Math.max(1, Math.ceil(wait / 1000)));
    }
    for (const [key, { interval }] of limits) {
      this.#full.set(key, Math.max(this.#full.get(key) ?? 0, now) + interval * messages);
    }
    if (this.#full.size > 100_000) this.#forget(now);
  }

  /** Everything may be sent again: the rates were switched off. */
  clear(): void {
    this.#full.clear();
  }

  #forget(now: number): void {
    for (const [key, full] of this.#full) if (full < now) this.#full.delete(key);
  }
}

function limitsOf({ botId, method, chatId, isAnswer }: RatedCall): [string, Limit][] {
  if (chatId === null) return [];
  const isGroup = chatId < 0;
  if (EDITING.test(method)) {
    return [[`edit/${botId}/${chatId}`, isGroup ? EDITS_PER_GROUP : EDITS_PER_CHAT]];
  }
  if (!SENDING.test(method)) return [];
  const ofChat: [string, Limit] = [`chat/${botId}/${chatId}`, isGroup ? PER_GROUP : PER_CHAT];
  return isAnswer ? [ofChat] : [[`bot/${botId}`, PER_BOT], ofChat];
}
