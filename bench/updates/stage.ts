import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tests/support/free-port.ts';
import { type BotProcess, startBot, WEBHOOK_PATH } from '../../tests/support/processes/bot-process.ts';
import { callsOf, type Remote } from '../../tests/support/processes/calls.ts';
import { type Child, startChild, untilReady } from '../../tests/support/processes/child.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { buildProduction } from '../support/production.ts';
import type { Services } from '../support/section.ts';
import { buildTown, type Furnish, type TownPerson } from '../support/town.ts';
import type { Telegram } from './telegram.ts';

/** Everything that runs while updates are measured: each a process of its own. */
export interface Stage {
  readonly telegram: Remote<Telegram>;
  readonly telegramProcess: Child;
  readonly bot: BotProcess;
  readonly botToken: string;
  readonly bare: Child;
  readonly bareToken: string;
  readonly people: readonly TownPerson[];
  close(): Promise<void>;
}

const BARE_TOKEN = '1000002:the-bare-bot-of-the-benchmark-run';

/** More people than any load needs: one person sends at most 40 updates in 10 s. */
const RESIDENTS = 600;

export interface StageOptions {
  readonly services: Services;
  readonly residents?: number;
  /** What the town has besides. */
  readonly furnish?: Furnish;
  progress(line: string): void;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { services, residents = RESIDENTS, furnish, progress } = options;
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const { program, nodeOptions } = buildProduction(progress);
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-bench-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'bench');
    if (own !== null) closers.push(() => own.drop());
    progress(`building a town of ${residents} residents`);
    const people = await buildTown(
      own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url },
      residents,
      furnish,
    );

    const telegramProcess = startChild({
      name: 'telegram',
      script: 'bench/updates/telegram.ts',
      ipc: true,
    });
    closers.push(() => telegramProcess.kill());
    const telegram = callsOf<Telegram>(telegramProcess, ['where', 'load']);
    const { url, token } = await telegram.where(undefined);

    // The embedded database serves one process behind one polling loop: both bots poll then.
    const webhook = own !== null;
    const port = await freePort();
    const bot = await startBot(
      'bot',
      {
        token,
        apiRoot: url,
        databaseUrl: own?.url ?? null,
        redisUrl: services.redisUrl,
        dataDir: folder,
        webhookUrl: webhook ? `http://127.0.0.1:${port}${WEBHOOK_PATH}` : null,
      },
      { port, program, nodeOptions: [...nodeOptions, ...profileOptions()] },
    );
    closers.push(() => bot.stop());

    const bare = startChild({
      name: 'bare bot',
      script: 'bench/updates/bare-bot.mjs',
      nodeOptions,
      env: {
        NODE_ENV: 'production',
        BOT_TOKEN: BARE_TOKEN,
        TELEGRAM_API_ROOT: url,
        PORT: String(await freePort()),
        BOT_MODE: webhook ? 'webhook' : 'polling',
      },
    });
    closers.push(() => bare.kill());
    await untilReady(bare, () => bare.output().includes('ready'));
    return { telegram, telegramProcess, bot, botToken: token, bare, bareToken: BARE_TOKEN, people, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `BENCH_CPU_PROFILE=folder` writes a CPU profile of the bot there. */
function profileOptions(): string[] {
  const folder = process.env.BENCH_CPU_PROFILE;
  return folder === undefined || folder === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
