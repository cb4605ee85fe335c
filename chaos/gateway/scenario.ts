import { setMaxListeners } from 'node:events';
import { systemClock } from '../../src/domain/clock.ts';
import { createFixtures } from '../../tests/support/fixtures.ts';
import { buildHouses, type Tenant } from '../support/houses.ts';
import { pause } from '../support/pause.ts';
import { type Choices, createChoices } from '../support/random.ts';
import { Resident } from '../support/resident.ts';
import type { RunResult, Scenario } from '../support/scenario.ts';
import { type BotSlot, openStage, type Stage } from '../support/stage.ts';
import { findViolations, unhealed } from './checker.ts';

const RESIDENTS = 12;
/** A payment that was lost on the way is asked about every minute at first; a few rounds of that. */
const HEALING_MS = 240_000;
const LOOK_MS = 1_000;
/** As long as somebody needs at the gateway's page at most, ms. */
const AT_PAGE_MS = 1_500;

/** What was done to the installation; the checker derives its bounds from it. */
export interface Disturbances {
  kills: number;
  /** Requests to the gateway that were done and not answered, or not done. */
  gatewayTroubles: number;
}

/** Kills at random moments of payments at the gateway: between every two of its calls and ours. */
export const gateway: Scenario = {
  name: 'gateway',
  what: 'residents pay at the gateway while bots are killed; only when named, 50 kills in five minutes',
  onlyWhenNamed: true,
  async run(options): Promise<RunResult> {
    const { seed, seconds, progress, trace } = options;
    const stage = await openStage(options, { gateway: true });
    try {
      const tenants = await settle(stage, createChoices(seed, 'houses'));
      await Promise.all(stage.bots.map((bot) => bot.start()));
      progress(`${RESIDENTS} residents, ${stage.bots.length} bots, seed ${seed}: ${seconds} s of kills`);

      const end = new AbortController();
      // Everybody waits on it.
      setMaxListeners(0, end.signal);
      const timer = setTimeout(() => end.abort(), seconds * 1000);
      const done: Disturbances = { kills: 0, gatewayTroubles: 0 };
      const habits = { settled: true, method: ':yookassa' };
      const residents = tenants.map(
        (tenant) =>
          new Resident(tenant, stage.telegram, createChoices(seed, `resident ${tenant.id}`), trace, habits),
      );
      try {
        await Promise.all([
          ...residents.map((resident) => resident.live(end.signal)),
          ...stage.bots.map((bot) =>
            killAgainAndAgain(bot, createChoices(seed, bot.name), done, end.signal, trace),
          ),
          payAtPages(stage, createChoices(seed, 'pages'), end.signal),
          troubleGateway(stage, createChoices(seed, 'gateway'), done, end.signal),
        ]);
      } finally {
        clearTimeout(timer);
        end.abort();
      }

      progress('calm: healing');
      await stage.telegram.calm(undefined);
      await closePages(stage);
      await heal(stage);
      const books = await stage.telegram.books(undefined);
      const till = await stage.telegram.till(undefined);
      await Promise.all(stage.bots.map((bot) => bot.stop()));
      const database = await stage.openDatabase();
      try {
        return {
          violations: [
            ...(await findViolations(database, { books, till, tenants, done, logs: stage.logs() })),
            ...stage.bots.flatMap((bot) => bot.ownEndings()),
          ],
          counts: {
            kills: done.kills,
            'troubles of the gateway': done.gatewayTroubles,
            'payments at the gateway': till.payments.length,
            paid: till.payments.filter(({ status }) => status === 'succeeded').length,
            receipts: books.receipts.length,
            updates: books.offered,
          },
        };
      } finally {
        await database.close();
      }
    } finally {
      await stage.close();
    }
  },
};

/** Houses whose residents are registered and linked; the texts they have accepted come with the first start. */
async function settle(stage: Stage, choices: Choices): Promise<Tenant[]> {
  const [first] = stage.bots;
  if (first === undefined) throw new Error('a run needs a bot');
  await first.start();
  await first.stop();
  const database = await stage.openDatabase();
  try {
    const tenants = await buildHouses(database.prisma, RESIDENTS, choices);
    const build = createFixtures(database.prisma, () => systemClock.now());
    for (const { id, firstName, lastName, phone, accountId } of tenants) {
      const { residentId } = await build.registered({ telegramId: id, firstName, lastName, phone });
      await build.link({ residentId, accountId });
    }
    return tenants;
  } finally {
    await database.close();
  }
}

/** A bot lives for as long as a payment or two takes, and dies at any moment of it. */
async function killAgainAndAgain(
  bot: BotSlot,
  choices: Choices,
  done: Disturbances,
  signal: AbortSignal,
  trace: (line: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(1_000, 6_000), signal);
    if (signal.aborted) return;
    trace(`${bot.name} is killed`);
    done.kills += 1;
    await bot.kill();
    await bot.start();
    trace(`${bot.name} runs again`);
  }
}

/** People at the gateway's page: most pay, some are refused, some leave. */
async function payAtPages({ telegram }: Stage, choices: Choices, signal: AbortSignal): Promise<void> {
  const left = new Set<string>();
  while (!signal.aborted) {
    await pause(choices.between(50, AT_PAGE_MS), signal);
    const open = (await telegram.openPages(undefined)).filter((id) => !left.has(id));
    const id = open[0];
    if (id === undefined) continue;
    const kind = choices.next();
    if (kind < 0.1) left.add(id);
    else if (kind < 0.25) {
      await telegram.atPage({ id, action: { type: 'decline', reason: 'insufficient_funds' } });
    } else await telegram.atPage({ id, action: { type: 'pay' } });
  }
}

/** The gateway does and does not answer, or does nothing and says so. */
async function troubleGateway(
  { telegram }: Stage,
  choices: Choices,
  done: Disturbances,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(2_000, 6_000), signal);
    if (signal.aborted) return;
    const kind = choices.oneOf(['server-error', 'server-error-after', 'cut-before', 'cut-after'] as const);
    const method = choices.oneOf(['POST /payments', '*'] as const);
    done.gatewayTroubles += 1;
    await telegram.disturbGateway({ kind, method, times: 1 });
  }
}

/** Whoever still looks at a page leaves it: the gateway ends such payments after an hour, here at once. */
async function closePages({ telegram }: Stage): Promise<void> {
  for (const id of await telegram.openPages(undefined)) {
    await telegram.atPage({ id, action: { type: 'expire' } });
  }
}

/** Let everything run until nothing waits for an end, or that takes too long; the checker says what was left. */
async function heal(stage: Stage): Promise<void> {
  const deadline = performance.now() + HEALING_MS;
  for (;;) {
    const pending = await stage.telegram.pending(undefined);
    // The embedded database is the bot's own while it runs: its word is asked for less often.
    if (pending.length === 0 && (await nothingWaits(stage))) return;
    if (performance.now() > deadline) return;
    await pause(stage.proxy === null ? LOOK_MS * 30 : LOOK_MS);
    await closePages(stage);
  }
}

async function nothingWaits(stage: Stage): Promise<boolean> {
  const isEmbedded = stage.proxy === null;
  if (isEmbedded) await Promise.all(stage.bots.map((bot) => bot.stop()));
  const database = await stage.openDatabase();
  try {
    return (
      (await unhealed(
        database,
        stage.bots.map((bot) => bot.current()?.pid ?? 0),
      )) === 0
    );
  } finally {
    await database.close();
    if (isEmbedded) await Promise.all(stage.bots.map((bot) => bot.start()));
  }
}
