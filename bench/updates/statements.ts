import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { act } from '../../src/sandbox/people/actions.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { plannedAnew } from '../../tests/support/kept-plan.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import type { Services } from '../support/section.ts';
import { buildTown } from '../support/town.ts';
import { SCREENS } from './screens.ts';

export interface StatementsOfStep {
  /** BEGIN and COMMIT counted. */
  readonly count: number;
  /** Those the server plans again on every use: several times the price of running them. */
  readonly plannedAnew: number;
}

/**
 * Statements each step of the reading screens costs. The app runs in this process and is
 * handed one update at a time; its background work is not started, so that nothing else is counted.
 */
export async function countStatements(services: Services): Promise<ReadonlyMap<string, StatementsOfStep>> {
  const folder = mkdtempSync(join(tmpdir(), 'domovoy-bench-'));
  const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'bench');
  const sandbox = await createSandbox();
  try {
    const [resident] = await buildTown(
      own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url },
      1,
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
      const counted = new Map<string, StatementsOfStep>();
      for (const what of SCREENS.flatMap(({ walk }) => walk(resident))) {
        await act(
          world,
          bot,
          person,
          what.startsWith('/') ? { type: 'send-text', text: what } : { type: 'forge', data: what },
        );
        const update = bot.lastUpdateOf.get(person.id)?.update;
        if (update === undefined) throw new Error(`${what} made no update`);
        const { result, statements } = await app.database.countStatements(() => app.handleUpdate(update));
        if (result !== 'done') throw new Error(`${what} was put off`);
        counted.set(what, { count: statements.length, plannedAnew: plannedAnew(statements).length });
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
