import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Db } from '../../src/database/client.ts';
import { act } from '../../src/sandbox/people/actions.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { plannedAnew } from '../../tests/support/kept-plan.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import type { Services } from '../support/section.ts';
import { buildTown, type Furnish, type TownPerson } from '../support/town.ts';
import { actionOf } from './action-of.ts';
import { SCREENS } from './screens.ts';

export interface StatementsOfStep {
  /** BEGIN and COMMIT counted. */
  readonly count: number;
  /** Those the server plans again on every use: several times the price of running them. */
  readonly plannedAnew: number;
}

/** What one person does while statements are counted. */
export interface CountedWalk<Look> {
  /** What the town has besides. */
  readonly furnish?: Furnish;
  /** as `actionOf` reads it */
  walk(person: TownPerson): readonly string[];
  /** What else is to be known after each step. */
  look(db: Db): Promise<Look>;
}

export interface CountedStep<Look> extends StatementsOfStep {
  readonly what: string;
  readonly looked: Look;
}

/** Statements each step of the reading screens costs. */
export async function countStatements(services: Services): Promise<ReadonlyMap<string, StatementsOfStep>> {
  const steps = await countSteps(services, {
    walk: (person) => SCREENS.flatMap((screen) => screen.walk(person)),
    look: async () => null,
  });
  return new Map(steps.map((step) => [step.what, step]));
}

/**
 * Statements each step of a walk costs. The app runs in this process and is handed one update at a time; its background
 * work is not started, so that nothing else is counted.
 */
export async function countSteps<Look>(
  services: Services,
  { furnish, walk, look }: CountedWalk<Look>,
): Promise<CountedStep<Look>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'domovoy-bench-'));
  const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'bench');
  const sandbox = await createSandbox();
  try {
    const [resident] = await buildTown(
      own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url },
      1,
      furnish,
    );
    if (resident === undefined) throw new Error('the town is empty');
    const app = await createApp(
      loadConfig({
        BOT_TOKEN: sandbox.botToken,
        TELEGRAM_API_ROOT: sandbox.url,
        TELEGRAM_PROVIDER_TOKEN: '381764678:TEST:100037',
        DATA_DIR: folder,
        LOG_LEVEL: 'fatal',
        HOST: '127.0.0.1',
        ...(own === null ? {} : { DATABASE_URL: own.url }),
        ...(services.redisUrl === null ? {} : { REDIS_URL: services.redisUrl }),
      }),
      { redisPrefix: `bench:${process.pid}:` },
    );
    try {
      const { world } = sandbox.core;
      const bot = world.botByToken(sandbox.botToken);
      const person = world.addPerson({ id: resident.telegramId, firstName: 'Иван' });
      const counted: CountedStep<Look>[] = [];
      for (const what of walk(resident)) {
        await act(world, bot, person, actionOf(what));
        const update = bot.lastUpdateOf.get(person.id)?.update;
        if (update === undefined) throw new Error(`${what} made no update`);
        const { result, statements } = await app.database.countStatements(() => app.handleUpdate(update));
        if (result !== 'done') throw new Error(`${what} was put off`);
        counted.push({
          what,
          count: statements.length,
          plannedAnew: plannedAnew(statements).length,
          looked: await look(app.database.prisma),
        });
      }
      return counted;
    } finally {
      await app.stop();
    }
  } finally {
    await sandbox.close();
    await own?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
