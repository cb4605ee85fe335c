import { setMaxListeners } from 'node:events';
import { catchUp } from '../support/catch-up.ts';
import { buildHouses } from '../support/houses.ts';
import { createChoices } from '../support/random.ts';
import { Resident } from '../support/resident.ts';
import type { RunResult, Scenario } from '../support/scenario.ts';
import { openStage } from '../support/stage.ts';
import { findViolations } from './checker.ts';
import { type Disturbances, disturb } from './disturber.ts';

const RESIDENTS = 12;

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
