import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { type BotProcess, startBot, WEBHOOK_PATH } from '../../tests/support/processes/bot-process.ts';
import { callsOf, type Remote } from '../../tests/support/processes/calls.ts';
import { startChild } from '../../tests/support/processes/child.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { createOwnRedis, type OwnRedis } from '../../tests/support/redis-server.ts';
import { quietLater } from './quiet-later.ts';
import { type RoundRobinProxy, startProxy } from './round-robin-proxy.ts';
import type { RunOptions } from './scenario.ts';
import type { ChaosTelegram } from './telegram.ts';

const BOTS = 2;
/** Characters of a log that say why it ended. */
const LAST_WORDS = 4_000;

/** One place for a bot: what runs there dies and comes back, the port stays. */
export interface BotSlot {
  readonly name: string;
  current(): BotProcess | null;
  /** @param root folder of another version of the project */
  start(root?: string): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
  /** The last words of those that ended though nobody asked: no fault outside may do that. */
  ownEndings(): readonly string[];
}

export interface Stage {
  readonly telegram: Remote<ChaosTelegram>;
  readonly bots: readonly BotSlot[];
  readonly proxy: RoundRobinProxy | null;
  readonly redis: OwnRedis | null;
  /** Open the run's database; the embedded one only while no bot runs. */
  openDatabase(): Promise<Database>;
  /** Everything the bots have logged, also those that are gone. */
  logs(): string;
  close(): Promise<void>;
}

export interface StageOptions {
  /** With the payment gateway set up. */
  readonly gateway?: boolean;
  /** Places for bots on PostgreSQL; the embedded database has room for one. */
  readonly places?: number;
}

/** Build the surroundings; the bots are not started yet. */
export async function openStage(
  { services, seed }: RunOptions,
  { gateway = false, places = BOTS }: StageOptions = {},
): Promise<Stage> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-chaos-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'chaos');
    if (own !== null) closers.push(() => own.drop());
    const openOwn = (): Promise<Database> =>
      openDatabase(own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url });
    const database = await openOwn();
    await migrate(database).finally(() => database.close());

    const redis = own !== null && services.redis ? await createOwnRedis() : null;
    if (redis !== null) {
      await redis.start();
      closers.push(() => redis.kill());
    }

    const child = startChild({
      name: 'telegram',
      script: 'chaos/support/telegram.ts',
      ipc: true,
      env: { CHAOS_SEED: String(seed) },
    });
    closers.push(() => child.kill());
    const telegram = callsOf<ChaosTelegram>(child, [
      'where',
      'join',
      'see',
      'act',
      'disturb',
      'disturbGateway',
      'calm',
      'pending',
      'books',
      'tellPayments',
      'openPages',
      'atPage',
      'till',
    ]);
    const { url, token, yookassa } = await telegram.where(undefined);

    const ports = await Promise.all(Array.from({ length: own === null ? 1 : places }, () => freePort()));
    const proxy = own === null ? null : await startProxy(ports);
    if (proxy !== null) closers.push(() => proxy.close());
    if (gateway) {
      await telegram.tellPayments(`${proxy?.url ?? `http://127.0.0.1:${ports[0]}`}/payments/yookassa`);
    }
    const past: string[] = [];
    const bots = ports.map((port, index) =>
      botSlot(`bot ${index + 1}`, past, (name, root) =>
        startBot(
          name,
          {
            token,
            apiRoot: url,
            databaseUrl: own?.url ?? null,
            redisUrl: redis?.url ?? null,
            dataDir: folder,
            webhookUrl: proxy === null ? null : `${proxy.url}${WEBHOOK_PATH}`,
            env: {
              QUIET_HOURS: quietLater(),
              ...(gateway
                ? {
                    YOOKASSA_API_URL: yookassa.apiUrl,
                    YOOKASSA_SHOP_ID: yookassa.shopId,
                    YOOKASSA_SECRET_KEY: yookassa.secretKey,
                  }
                : {}),
            },
          },
          { port, ...(root === undefined ? {} : { root }) },
        ),
      ),
    );
    closers.push(() => Promise.all(bots.map((bot) => bot.kill())));
    return {
      telegram,
      bots,
      proxy,
      redis,
      openDatabase: openOwn,
      logs: () => [...past, ...bots.map((bot) => bot.current()?.output() ?? '')].join('\n'),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function botSlot(
  name: string,
  past: string[],
  launch: (name: string, root: string | undefined) => Promise<BotProcess>,
): BotSlot {
  let current: BotProcess | null = null;
  const ownEndings: string[] = [];
  const watch = async (bot: BotProcess): Promise<void> => {
    const code = await bot.exited;
    if (current !== bot) return;
    current = null;
    past.push(bot.output());
    ownEndings.push(`${name} ended itself, exit code ${code}:\n${bot.output().slice(-LAST_WORDS)}`);
  };
  const end = async (how: (bot: BotProcess) => Promise<unknown>): Promise<void> => {
    const ended = current;
    current = null;
    if (ended === null) return;
    await how(ended);
    past.push(ended.output());
  };
  return {
    name,
    current: () => current,
    async start(root) {
      if (current !== null) return;
      current = await launch(name, root);
      void watch(current);
    },
    kill: () => end((bot) => bot.kill()),
    stop: () => end((bot) => bot.stop()),
    ownEndings: () => ownEndings,
  };
}
