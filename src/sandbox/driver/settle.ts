import type { Bot } from '../world/bot.ts';
import type { WorldEvent } from '../world/events.ts';
import type { World } from '../world/world.ts';

export interface SettleOptions {
  settle: (() => Promise<void>) | undefined;
  timeoutMs: number;
}

/**
 * Resolves when the bot has nothing left to do: every update confirmed, no call in flight, and the
 * hook neither sent anything nor caused updates.
 * @throws Error that says what is still open.
 */
export async function untilSettled(world: World, bot: Bot, options: SettleOptions): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  let progress = 0;
  const stop = world.events.on((event) => {
    if (isProgress(event, bot)) progress += 1;
  });
  try {
    for (;;) {
      await untilQuiet(world, bot, deadline);
      const before = progress;
      if (options.settle !== undefined) {
        await withDeadline(options.settle(), deadline, 'the settle hook has not ended');
      }
      // What the hook started may show up a turn later.
      await new Promise((resolve) => setImmediate(resolve));
      if (isQuiet(world, bot) && progress === before) return;
    }
  } finally {
    stop();
  }
}

function isProgress(event: WorldEvent, bot: Bot): boolean {
  return event.type === 'progress' && (event.bot === bot || event.bot === null);
}

function isQuiet(world: World, bot: Bot): boolean {
  return bot.queue.size === 0 && bot.callsInFlight === 0 && world.standInsBusy === 0;
}

function untilQuiet(world: World, bot: Bot, deadline: number): Promise<void> {
  if (isQuiet(world, bot)) return Promise.resolve();
  let stop = (): void => {};
  const quiet = new Promise<void>((resolve) => {
    stop = world.events.on((event) => {
      if (isProgress(event, bot) && isQuiet(world, bot)) resolve();
    });
  });
  return withDeadline(quiet, deadline, () => stillOpen(world, bot)).finally(stop);
}

async function withDeadline(
  work: Promise<void>,
  deadline: number,
  words: string | (() => string),
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The bot has not settled: ${typeof words === 'string' ? words : words()}`)),
      Math.max(0, deadline - performance.now()),
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function stillOpen(world: World, bot: Bot): string {
  const updates = bot.queue.all().map(({ id, kind, update }) => {
    const text = update.message?.text ?? update.callback_query?.data ?? '';
    return `update ${id} (${kind}${text === '' ? '' : ` "${text}"`}) is not confirmed`;
  });
  const parts = [
    ...updates.slice(0, 5),
    ...(updates.length > 5 ? [`and ${updates.length - 5} more`] : []),
    ...(bot.callsInFlight > 0 ? [`${bot.callsInFlight} calls are in flight`] : []),
    ...(world.standInsBusy > 0 ? ['the payment gateway waits for an answer to a notification'] : []),
    ...(bot.consumer === null && bot.queue.size > 0
      ? ['nobody has asked for updates: is the bot running with this token?']
      : []),
  ];
  return parts.join('; ');
}
