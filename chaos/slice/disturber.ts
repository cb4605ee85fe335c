import type { Fault } from '../../src/sandbox/person-api.ts';
import type { Tenant } from '../support/houses.ts';
import { pause } from '../support/pause.ts';
import type { Choices } from '../support/random.ts';
import type { BotSlot, Stage } from '../support/stage.ts';

/** What was done to the installation; the checker derives its bounds from it. */
export interface Disturbances {
  kills: number;
  stops: number;
  freezes: number;
  redisOutages: number;
  /** Calls that Telegram did and never answered. */
  cuts: number;
  slowCalls: number;
  floods: number;
  lostConfirmations: number;
  redelivered: number;
  pressedAgain: number;
}

export function undisturbed(): Disturbances {
  return {
    kills: 0,
    stops: 0,
    freezes: 0,
    redisOutages: 0,
    cuts: 0,
    slowCalls: 0,
    floods: 0,
    lostConfirmations: 0,
    redelivered: 0,
    pressedAgain: 0,
  };
}

/** Longer than the person's lock lasts without its holder. */
const LONG_FREEZE_MS = 14_000;
const ANSWERS = ['sendMessage', 'editMessageText', 'answerCallbackQuery', 'sendInvoice'] as const;

/** A seeded plan of everything that goes wrong, carried out until `signal`; afterwards everything runs again. */
export async function disturb(
  stage: Stage,
  tenants: readonly Tenant[],
  choices: Choices,
  signal: AbortSignal,
  trace: (line: string) => void,
): Promise<Disturbances> {
  const done = undisturbed();
  await Promise.all([
    ...stage.bots.map((bot) => endings(bot, choices, done, signal, trace)),
    troubles(stage, tenants, choices, done, signal),
    stage.redis === null ? undefined : redisOutages(stage.redis, choices, done, signal),
  ]);
  await stage.telegram.calm(undefined);
  stage.redis?.thaw();
  for (const bot of stage.bots) await bot.start();
  return done;
}

/** Each bot dies, stops or freezes on its own, so that sometimes none is there. */
async function endings(
  bot: BotSlot,
  choices: Choices,
  done: Disturbances,
  signal: AbortSignal,
  trace: (line: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(4_000, 11_000), signal);
    if (signal.aborted) return;
    const kind = choices.next();
    if (kind < 0.65) {
      done.kills += 1;
      trace(`${bot.name} is killed`);
      await bot.kill();
    } else if (kind < 0.8) {
      done.stops += 1;
      await bot.stop();
    } else {
      done.freezes += 1;
      trace(`${bot.name} freezes`);
      await freeze(bot, choices.chance(0.3) ? LONG_FREEZE_MS : choices.between(300, 3_000), signal);
      continue;
    }
    await pause(choices.between(0, 1_500), signal);
    await bot.start();
    trace(`${bot.name} runs again`);
  }
}

/** As a machine that is swapped out: it wakes up and goes on as if nothing had been. */
async function freeze(bot: BotSlot, ms: number, signal: AbortSignal): Promise<void> {
  const running = bot.current();
  if (running === null) return;
  running.process.kill('SIGSTOP');
  try {
    await pause(ms, signal);
  } finally {
    running.process.kill('SIGCONT');
  }
}

/** Telegram's side: answers that never arrive, floods, slowness, updates and presses offered again. */
async function troubles(
  { telegram, proxy }: Stage,
  tenants: readonly Tenant[],
  choices: Choices,
  done: Disturbances,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(150, 900), signal);
    if (signal.aborted) return;
    const kind = choices.next();
    const times = choices.between(1, 3);
    const method = choices.oneOf(ANSWERS);
    if (kind < 0.1) {
      done.cuts += times;
      await telegram.disturb({ kind: 'cut-after', method, times });
    } else if (kind < 0.25) {
      done.slowCalls += times;
      const slow: Fault = { kind: 'delay', method: '*', ms: choices.between(100, 1_500), times };
      await telegram.disturb(slow);
    } else if (kind < 0.3) {
      done.floods += 1;
      await telegram.disturb({ kind: 'too-many-requests', method, retryAfter: 1, times: 1 });
    } else if (kind < 0.45 && proxy !== null) {
      done.lostConfirmations += times;
      proxy.loseAnswers(times);
    } else {
      const type = choices.chance(0.5) ? 'redeliver' : 'repress';
      const personId = choices.oneOf(tenants).id;
      const result = await telegram.act({ personId, action: { type } });
      if ('refused' in result) continue;
      if (type === 'redeliver') done.redelivered += 1;
      else done.pressedAgain += 1;
    }
  }
}

async function redisOutages(
  redis: NonNullable<Stage['redis']>,
  choices: Choices,
  done: Disturbances,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(4_000, 12_000), signal);
    if (signal.aborted) return;
    done.redisOutages += 1;
    const ms = choices.between(200, 4_000);
    if (choices.chance(0.5)) {
      redis.freeze();
      await pause(ms, signal);
      redis.thaw();
    } else {
      await redis.kill();
      await pause(ms, signal);
      await redis.start();
    }
  }
}
