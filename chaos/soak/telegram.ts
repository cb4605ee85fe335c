/**
 * Telegram of a soak run, and its people in the same process: random but valid lives, as many at once as are wanted, each
 * person below the limit of updates. Whoever is owed a word and gets none is told of by name.
 */
import { ChatUser } from '../../src/sandbox/driver/user.ts';
import { ActionRefusal } from '../../src/sandbox/people/action-refusal.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { ApiCall, QueuedUpdate } from '../../src/sandbox/world/model.ts';
import { nextStep, routeShapes, type SeenData } from '../../tests/fuzz/random-person.ts';
import { answerCalls } from '../../tests/support/processes/calls.ts';
import { pause } from '../support/pause.ts';
import { createChoices } from '../support/random.ts';

export interface Walk {
  readonly people: readonly { readonly id: number; readonly firstName: string }[];
  readonly seed: number;
  /** Another one for each part of a run: the people go on, the choices are new. */
  readonly part: string;
  readonly updates: number;
  /** ends it earlier; null = takes as long as it takes */
  readonly seconds: number | null;
  readonly atOnce: number;
}

export interface Walked {
  readonly updates: number;
  readonly seconds: number;
  readonly unanswered: readonly string[];
}

/** One step may be several updates: who took so many in the time rests, far from the bot's limit of 40 in 10 s. */
const REST = { steps: 12, ms: 10_000 };
/** What a task answers takes its time; who has heard nothing by then was forgotten. */
const PATIENCE_MS = 60_000;
const MOST_SEEN = 20_000;

const sandbox = await createSandbox({ retryScale: 0.15, log: (message) => console.error(message) });
const { world } = sandbox.core;
const bot = world.botByToken(sandbox.botToken);

/** A number that grows with everything that happens, to tell before from after. */
let moment = 0;
let offered = 0;
const open = new Map<number, number>();
const lastWord = new Map<number, number>();

function senderOf({ update }: QueuedUpdate): number {
  return (update.message ?? update.callback_query ?? update.pre_checkout_query)?.from?.id ?? 0;
}

const add = bot.queue.add;
bot.queue.add = (update) => {
  offered += 1;
  open.set(senderOf(update), (open.get(senderOf(update)) ?? 0) + 1);
  add.call(bot.queue, update);
};
const remove = bot.queue.remove;
bot.queue.remove = (id) => {
  const update = bot.queue.all().find((candidate) => candidate.id === id);
  remove.call(bot.queue, id);
  if (update !== undefined) open.set(senderOf(update), (open.get(senderOf(update)) ?? 1) - 1);
};
world.events.on((event) => {
  if (event.type !== 'api-call') return;
  const personId = hearerOf(event.call);
  if (personId === null) return;
  moment += 1;
  lastWord.set(personId, moment);
});

/** Who hears of a call. An answer that Telegram refuses as too late was still given: a slow machine breaks no promise. */
function hearerOf({ method, ok, chatId, params }: ApiCall): number | null {
  if (method === 'answerCallbackQuery')
    return bot.presses.get(String(params.callback_query_id ?? ''))?.personId ?? null;
  return ok ? chatId : null;
}

async function walk({ people, seed, part, updates, seconds, atOnce }: Walk): Promise<Walked> {
  const choices = createChoices(seed, part);
  const shapes = routeShapes();
  const seen: SeenData = new Set();
  const unanswered: string[] = [];
  const recent = new Map<number, number[]>();
  const busy = new Set<number>();
  const users = people.map((details) => {
    const person = world.people.get(details.id) ?? world.addPerson(details);
    return new ChatUser({ acting: { world, bot, person }, settled: async () => undefined, plain: true });
  });
  const began = performance.now();
  const before = offered;
  const over = (): boolean =>
    offered - before >= updates || (seconds !== null && performance.now() - began > seconds * 1000);

  /** Somebody who is neither waiting nor in a hurry; undefined when there is nobody. */
  const somebody = (): ChatUser | undefined => {
    const now = performance.now();
    for (let tries = 0; tries < users.length; tries += 1) {
      const user = choices.oneOf(users);
      if (busy.has(user.id)) continue;
      const times = (recent.get(user.id) ?? []).filter((at) => now - at < REST.ms);
      if (times.length >= REST.steps) continue;
      recent.set(user.id, [...times, now]);
      return user;
    }
    return undefined;
  };
  const live = async (): Promise<void> => {
    while (!over()) {
      const user = somebody();
      if (user === undefined) {
        await pause(20);
        continue;
      }
      busy.add(user.id);
      const { what, owed, act } =
        user.messages(1).length === 0
          ? { what: 'starts', owed: true, act: () => user.start() }
          : nextStep(user, choices, seen, shapes);
      if (seen.size > MOST_SEEN) seen.clear();
      const since = moment;
      try {
        await act();
        const patience = performance.now() + PATIENCE_MS;
        const heard = (): boolean => !owed || (lastWord.get(user.id) ?? 0) > since;
        while (((open.get(user.id) ?? 0) > 0 || !heard()) && performance.now() < patience) await pause(4);
        if (!heard()) unanswered.push(`${user.person.firstName} ${user.id} ${what}`);
      } catch (error) {
        // What Telegram's own client would not send.
        if (!(error instanceof ActionRefusal)) throw error;
      }
      busy.delete(user.id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, live));
  return { updates: offered - before, seconds: (performance.now() - began) / 1000, unanswered };
}

const handlers = {
  where: () => ({ url: sandbox.url, token: sandbox.botToken }),
  walk,
  pending: () => bot.queue.size,
  refusals: () => bot.refusals.map(({ method, description }) => `${method}: ${description}`),
};
export type SoakTelegram = typeof handlers;
answerCalls(handlers);
