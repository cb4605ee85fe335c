/**
 * Telegram and its users in one process: the local Bot API server, and people who send or press as fast as they are
 * answered (closed loop) or at a fixed rate (open loop). Times are taken here, where updates are made and confirmed.
 */
import { act } from '../../src/sandbox/people/actions.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { Bot } from '../../src/sandbox/world/bot.ts';
import type { WorldEvent } from '../../src/sandbox/world/events.ts';
import type { Person } from '../../src/sandbox/world/model.ts';
import { answerCalls } from '../../tests/support/processes/calls.ts';
import { actionOf } from './action-of.ts';

/** What one person does, over and over. */
export interface Walker {
  readonly id: number;
  /** as `actionOf` reads it */
  readonly walk: readonly string[];
}

export interface Load {
  readonly token: string;
  readonly people: readonly Walker[];
  readonly seconds: number;
  /** closed: so many people wait for an answer at any moment */
  readonly atOnce?: number;
  /** open: updates a second, whatever the bot does */
  readonly perSecond?: number;
  /** closed, and everybody takes one step only: the load ends when all of them are answered, `seconds` is the limit */
  readonly once?: true;
}

export interface LoadResult {
  /** Updates confirmed in the time, and how long it was (with `once`, until the last of them). */
  readonly updates: number;
  readonly seconds: number;
  /** Updates confirmed without a message sent or edited. */
  readonly unanswered: number;
  readonly refused: number;
  /** From the update to its answer at Telegram, ms. */
  readonly latencies: readonly number[];
}

const sandbox = await createSandbox();
const { world } = sandbox.core;
const turns = new Map<number, number>();

interface Running {
  readonly updateId: number;
  readonly began: number;
  answered: number | null;
}

const SHOWS = new Set(['sendMessage', 'editMessageText', 'sendPhoto', 'sendInvoice']);

async function load({ token, people, seconds, atOnce, perSecond, once }: Load): Promise<LoadResult> {
  const bot = world.botByToken(token);
  const running = new Map<number, Running>();
  const byUpdate = new Map<number, number>();
  const latencies: number[] = [];
  let next = 0;
  let updates = 0;
  let unanswered = 0;
  let refused = 0;
  let wake: () => void = () => undefined;
  const began = performance.now();
  const until = began + seconds * 1000;

  const begin = (): void => {
    for (let tried = 0; tried < people.length; tried += 1) {
      const walker = people[next % people.length];
      next += 1;
      if (walker === undefined || running.has(walker.id)) continue;
      const updateId = step(bot, walker);
      running.set(walker.id, { updateId, began: performance.now(), answered: null });
      byUpdate.set(updateId, walker.id);
      return;
    }
    throw new Error('too few people for this load');
  };
  const end = (updateId: number): void => {
    const personId = byUpdate.get(updateId);
    const update = personId === undefined ? undefined : running.get(personId);
    if (personId === undefined || update === undefined) return;
    byUpdate.delete(updateId);
    running.delete(personId);
    const now = performance.now();
    if (now <= until) updates += 1;
    if (update.answered === null) unanswered += 1;
    else latencies.push(update.answered - update.began);
    if (once === true) {
      if (next < people.length) begin();
    } else if (atOnce !== undefined && now < until) begin();
    if (once !== true || running.size === 0) wake();
  };
  const hear = (event: WorldEvent): void => {
    if (event.type !== 'api-call' || event.bot !== bot) return;
    const { call } = event;
    if (!call.ok) refused += 1;
    const update = call.chatId === null ? undefined : running.get(call.chatId);
    if (call.ok && update !== undefined && SHOWS.has(call.method)) update.answered ??= performance.now();
  };
  const stopHearing = world.events.on(hear);
  const stopWatching = watchConfirmed(bot, end);
  try {
    const first = once === true ? Math.min(atOnce ?? 1, people.length) : (atOnce ?? 0);
    for (let i = 0; i < first; i += 1) begin();
    if (perSecond !== undefined) await pace(perSecond, until, begin);
    const tooLate = until + 20_000;
    while ((once !== true && performance.now() < until) || running.size > 0) {
      if (performance.now() > tooLate) throw new Error(`${running.size} updates were never confirmed`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, 50);
      });
    }
  } finally {
    stopHearing();
    stopWatching();
  }
  const took = once === true ? (performance.now() - began) / 1000 : seconds;
  return { updates, seconds: took, unanswered, refused, latencies };
}

/** The person's next step as an update in the bot's queue. @returns its id */
function step(bot: Bot, { id, walk }: Walker): number {
  const turn = turns.get(id) ?? 0;
  turns.set(id, turn + 1);
  const person = personOf(id);
  const what = walk[turn % walk.length] ?? '/menu';
  const done = act(world, bot, person, actionOf(what));
  done.catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
  const queued = bot.lastUpdateOf.get(id);
  if (queued === undefined) throw new Error(`${what} made no update`);
  return queued.id;
}

function personOf(id: number): Person {
  return world.people.get(id) ?? world.addPerson({ id, firstName: `Житель ${id}` });
}

/** So many a second, on time; what is late goes at once. */
async function pace(perSecond: number, until: number, begin: () => void): Promise<void> {
  const began = performance.now();
  for (let sent = 0; ; sent += 1) {
    const due = began + (sent * 1000) / perSecond;
    if (due >= until) return;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    begin();
  }
}

/** Told of every update that leaves the queue. */
function watchConfirmed(bot: Bot, confirmed: (updateId: number) => void): () => void {
  const { queue } = bot;
  const remove = queue.remove;
  queue.remove = (id) => {
    remove.call(queue, id);
    confirmed(id);
  };
  return () => {
    queue.remove = remove;
  };
}

const handlers = {
  where: () => ({ url: sandbox.url, token: sandbox.botToken }),
  load,
};
export type Telegram = typeof handlers;
answerCalls(handlers);
