import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { defaultTuning } from '../../src/delivery/sender-deps.ts';
import { startBot } from '../../tests/support/processes/bot-process.ts';
import { type Child, startChild, untilReady } from '../../tests/support/processes/child.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { createOwnPostgres, type OwnPostgres } from '../../tests/support/processes/own-postgres.ts';
import { type SendingServer, startSendingServer } from '../../tests/support/processes/sending-server.ts';
import { createOwnRedis, type OwnRedis } from '../../tests/support/redis-server.ts';
import { pause } from '../support/pause.ts';
import { quietLater } from '../support/quiet-later.ts';
import type { RunOptions } from '../support/scenario.ts';

export const LEASE_MS = 3_000;
/** Senders that die; the bot that answers sends too. */
const SENDERS = 3;
const MOST_STARTS = 30;
const START_AGAIN_MS = 300;
const TOKEN = '1000003:a-sender-alone';
/** Characters of a log that say why it ended. */
const LAST_WORDS = 4_000;

/** A process that dies and comes back. */
export interface Slot {
  current(): Child | null;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole bot, as in production: it answers who writes, and sends with the others. */
export interface Desk {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What it said last when it ended though nobody asked: no fault outside may do that. */
  ownEndings(): readonly string[];
}

export interface Stage {
  /** Calls on the way of one sender at most. */
  readonly inFlight: number;
  readonly telegram: SendingServer;
  readonly redis: OwnRedis | null;
  readonly slots: readonly Slot[];
  /** null beside the embedded database, which belongs to one process */
  readonly desk: Desk | null;
  readonly database: Database;
  readonly embedded: boolean;
  open(): Promise<Database>;
  /** As by a power cut, away for so long; where the server is not ours its sessions are cut off. */
  restartDatabase(awayMs: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStage({ services }: RunOptions, perSecond: number): Promise<Stage> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-chaos-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const embedded = services.databaseUrl === null;
    const server = embedded ? null : await createOwnPostgres();
    if (server !== null) closers.push(() => server.remove());
    const url =
      services.databaseUrl === null ? null : await databaseUrl(services.databaseUrl, server, closers);
    const open = (): Promise<Database> =>
      openDatabase(url === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url });
    const database = await open();
    if (url !== null) closers.push(() => database.close());
    await migrate(database);
    const telegram = await startSendingServer();
    closers.push(() => telegram.close());
    const redis = url !== null && services.redis ? await createOwnRedis() : null;
    if (redis !== null) {
      await redis.start();
      closers.push(() => redis.kill());
    }
    const slots = Array.from({ length: url === null ? 1 : SENDERS }, (_, index) =>
      slotOf(`sender ${index + 1}`, {
        TELEGRAM_API_ROOT: telegram.url,
        PER_SECOND: String(perSecond),
        LEASE_MS: String(LEASE_MS),
        REDIS_PREFIX: 'domovoy:',
        ...(url === null ? { DATA_DIR: folder } : { DATABASE_URL: url }),
        ...(redis === null ? {} : { REDIS_URL: redis.url }),
      }),
    );
    closers.push(() => Promise.all(slots.map((slot) => slot.kill())));
    const desk =
      url === null
        ? null
        : deskOf({
            token: TOKEN,
            apiRoot: telegram.url,
            databaseUrl: url,
            redisUrl: redis?.url ?? null,
            dataDir: folder,
            webhookUrl: null,
            env: { BULK_PER_SECOND: String(perSecond), QUIET_HOURS: quietLater(), LOG_LEVEL: 'error' },
          });
    if (desk !== null) closers.push(() => desk.stop());
    return {
      inFlight: defaultTuning(perSecond).concurrency,
      telegram,
      redis,
      slots,
      desk,
      database,
      embedded,
      open,
      async restartDatabase(awayMs) {
        if (server === null) {
          await database.prisma.$queryRaw`
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()`.catch(() => undefined);
          return;
        }
        await server.kill();
        await pause(awayMs);
        await server.start();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A server of the run's own, which may be stopped; else a database of its own on the one there is. */
async function databaseUrl(
  given: string,
  server: OwnPostgres | null,
  closers: (() => Promise<unknown>)[] | (() => Promise<unknown> | unknown)[],
): Promise<string> {
  if (server !== null) return server.url;
  const own = await createOwnDatabase(given, 'chaos');
  closers.push(() => own.drop());
  return own.url;
}

function slotOf(name: string, env: Readonly<Record<string, string>>): Slot {
  let current: Child | null = null;
  const end = async (how: (child: Child) => Promise<unknown>): Promise<void> => {
    const child = current;
    current = null;
    if (child !== null) await how(child);
  };
  return {
    current: () => current,
    async start() {
      // One that comes up while its database is away ends, and whoever keeps it running starts it again.
      for (let attempt = 1; current === null; attempt += 1) {
        const child = startChild({ name, script: 'tests/support/processes/sender-program.ts', env });
        try {
          await untilReady(child, () => child.output().includes('ready'));
          current = child;
        } catch (error) {
          await child.kill();
          if (attempt >= MOST_STARTS) throw error;
          await pause(START_AGAIN_MS);
        }
      }
    },
    kill: () => end((child) => child.kill()),
    stop: () => end((child) => child.stop()),
  };
}

function deskOf(around: Parameters<typeof startBot>[1]): Desk {
  let current: Child | null = null;
  const ownEndings: string[] = [];
  return {
    async start() {
      const bot = await startBot('desk', around);
      current = bot;
      void bot.exited.then((code) => {
        if (current !== bot) return;
        current = null;
        ownEndings.push(`the bot ended itself, exit code ${code}:\n${bot.output().slice(-LAST_WORDS)}`);
      });
    },
    async stop() {
      const bot = current;
      current = null;
      await bot?.stop(30_000);
    },
    ownEndings: () => ownEndings,
  };
}
