import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import type { World } from '../world/world.ts';
import { isObject, type Params } from './params.ts';
import { Rates } from './rates.ts';
import { tooManyRequests } from './refusal.ts';

/** Sends to one chat at a time; the public server refuses the next (MAX_CONCURRENTLY_SENT_CHAT_MESSAGES). */
const MOST_AT_ONCE = 310;
/** What it says then, seconds. */
const FLOOD_WAIT = 60;
/** Answers are the first few messages soon after the person has done something. */
const ANSWER_WITHIN = 5_000;
const ANSWERS = 3;

const SENDING = /^(send(?!ChatAction)|copyMessages?$|forwardMessages?$)/;

/** Limits on how much a bot sends: at once to a chat (always), and over time (when switched on). */
export class Flood {
  readonly #world: World;
  readonly #rates: Rates;
  #wereOn = false;

  constructor(world: World) {
    this.#world = world;
    this.#rates = new Rates(world.ticks);
  }

  /**
   * @returns what to call when the method has ended.
   * @throws ApiRefusal 429; the method is not executed.
   */
  enter(bot: Bot, method: string, chat: Chat | undefined, params: Params): () => void {
    if (chat === undefined || !SENDING.test(method)) {
      if (chat !== undefined) this.#count(bot, method, chat, params);
      return nothing;
    }
    if (chat.sending >= MOST_AT_ONCE) throw tooManyRequests(FLOOD_WAIT);
    this.#count(bot, method, chat, params);
    chat.sending += 1;
    return () => {
      chat.sending -= 1;
    };
  }

  #count(bot: Bot, method: string, chat: Chat, params: Params): void {
    const isOn = this.#world.rules.rates;
    if (this.#wereOn && !isOn) this.#rates.clear();
    this.#wereOn = isOn;
    if (!isOn) return;
    const isAnswer = chat.answered < ANSWERS && this.#world.ticks() - chat.heardAt < ANSWER_WITHIN;
    this.#rates.check({
      botId: bot.id,
      method: method.toLowerCase(),
      chatId: chat.id,
      messages: messagesIn(method, params),
      isAnswer,
    });
    if (isAnswer) chat.answered += 1;
  }
}

function nothing(): void {}

/** Albums and lists count as what they hold. A wrong list is refused by the method itself. */
function messagesIn(method: string, params: Params): number {
  const name = { sendMediaGroup: 'media', copyMessages: 'message_ids', forwardMessages: 'message_ids' }[
    method
  ];
  if (name === undefined) return 1;
  const value = params.values[name];
  const list: unknown = typeof value === 'string' ? parsed(value) : value;
  return Array.isArray(list) ? Math.max(1, list.length) : 1;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? null : value;
  } catch {
    return null;
  }
}
