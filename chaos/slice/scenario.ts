import { setMaxListeners } from 'node:events';
import type { Database } from '../../src/database/client.ts';
import { buildHouses } from '../support/houses.ts';
import { pause } from '../support/pause.ts';
import { createChoices } from '../support/random.ts';
import { Resident } from '../support/resident.ts';
import type { RunResult, Scenario } from '../support/scenario.ts';
import { openStage, type Stage } from '../support/stage.ts';
import { findViolations } from './checker.ts';
import { type Disturbances, disturb } from './disturber.ts';

const RESIDENTS = 12;
/** How long an installation may need to catch up once nothing disturbs it any more. */
const CATCH_UP_MS = 40_000;

/** Kill and redelivery over the first slice of the product: registration, linking, bills, paying. */
export const slice: Scenario = {
  name: 'slice',
  what: 'residents register, link and pay while bots are killed and Telegram repeats and cuts',
  async run(options): Promise<RunResult> {
    const { seed, seconds, progress, trace } = options;
    const stage = await openStage(options);
    try {
      const setUp = await stage.openDatabase();
      const tenants = await buildHouses(setUp.prisma, RESIDENTS, createChoices(seed, 'houses')).finally(() =>
        setUp.close(),
      );
      await Promise.all(stage.bots.map((bot) => bot.start()));
      progress(`${RESIDENTS} residents, ${stage.bots.length} bots, seed ${seed}: ${seconds} s of trouble`);

      const end = new AbortController();
      // Everybody waits on it.
      setMaxListeners(0, end.signal);
      const timer = setTimeout(() => end.abort(), seconds * 1000);
      const residents = tenants.map(
        (tenant) => new Resident(tenant, stage.telegram, createChoices(seed, `resident ${tenant.id}`), trace),
      );
      const lives = residents.map((resident) => resident.live(end.signal));
      let disturbances: Disturbances;
      try {
        const disturbing = disturb(stage, tenants, createChoices(seed, 'disturber'), end.signal, trace);
        [disturbances] = await Promise.all([disturbing, ...lives]);
      } finally {
        clearTimeout(timer);
        end.abort();
      }

      progress('calm: catching up');
      const pending = await catchUp(stage);
      const books = await stage.telegram.books(undefined);
      await Promise.all(stage.bots.map((bot) => bot.stop()));
      const database = await stage.openDatabase();
      try {
        const violations = await findViolations(database, {
          books,
          tenants,
          lives: residents.map(({ lived }) => lived),
          disturbances,
          pending,
          logs: stage.logs(),
        });
        return {
          violations: [...violations, ...stage.bots.flatMap((bot) => bot.ownEndings())],
          counts: {
            residents: residents.filter(({ lived }) => lived.welcomed).length,
            links: residents.filter(({ lived }) => lived.linked).length,
            payments: books.chats.reduce((sum, { charges }) => sum + charges.length, 0),
            receipts: books.receipts.length,
            updates: books.offered,
            ...named(disturbances),
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

/** Wait until nothing is left to do, or that takes too long. @returns the updates that are still offered */
async function catchUp(stage: Stage): Promise<readonly string[]> {
  const deadline = performance.now() + CATCH_UP_MS;
  let pending = await stage.telegram.pending(undefined);
  while (pending.length > 0 && performance.now() < deadline) {
    await pause(200);
    pending = await stage.telegram.pending(undefined);
  }
  // The embedded database belongs to the running bot; it sends what is due when it stops and starts.
  if (stage.proxy === null) return pending;
  const database = await stage.openDatabase();
  try {
    await endLeasesOfTheDead(database, stage);
    while ((await unfinishedDeliveries(database)) > 0 && performance.now() < deadline) await pause(200);
  } finally {
    await database.close();
  }
  return pending;
}

async function unfinishedDeliveries({ prisma }: Database): Promise<number> {
  return prisma.delivery.count({ where: { status: { in: ['queued', 'leased', 'sending'] } } });
}

/** Leases of senders that are gone run out after 90 s; here they are ended as if that time had passed. */
async function endLeasesOfTheDead({ prisma }: Database, stage: Stage): Promise<void> {
  const alive = stage.bots.map((bot) => `%:${bot.current()?.pid ?? 0}:%`);
  await prisma.$executeRaw`
    UPDATE "Delivery" SET "leasedUntil" = clock_timestamp() - interval '1 second'
     WHERE "status" IN ('leased', 'sending') AND NOT ("owner" LIKE ANY(${alive}::text[]))`;
}

function named(disturbances: Disturbances): Record<string, number> {
  const { kills, stops, freezes, redisOutages, cuts, lostConfirmations, redelivered, pressedAgain } =
    disturbances;
  return {
    kills,
    stops,
    freezes,
    'Redis outages': redisOutages,
    'cut answers': cuts,
    'lost confirmations': lostConfirmations,
    redelivered,
    'pressed again': pressedAgain,
  };
}
