import { expect } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createLocalRates } from '../../src/coordination/local-rates.ts';
import type { Rates } from '../../src/coordination/rates.ts';
import type { Database } from '../../src/database/client.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { createChat } from '../../src/sandbox/driver.ts';
import type { Chat, User, UserOptions } from '../../src/sandbox/driver-api.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { clean, openTestDatabase } from './database.ts';
import { createFixtures, type Fixtures } from './fixtures.ts';
import { freePort } from './free-port.ts';
import { closeAfterFile } from './opened.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now(): Date;
  set(at: Date | string): void;
  advance(ms: number): void;
}

export function createTestClock(at = '2026-11-16T09:00:00.000Z'): TestClock {
  let now = new Date(at);
  return {
    now: () => new Date(now),
    set: (value) => {
      now = new Date(value);
    },
    advance: (ms) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

export interface TestApp {
  readonly sandbox: Sandbox;
  readonly database: Database;
  readonly clock: TestClock;
  readonly fixtures: Fixtures;
  readonly chat: Chat;
  /** Where its web server listens; the same after `restart`. */
  readonly url: string;
  /** The app that runs now; another one after `restart`. */
  app(): App;
  user(name: string, options?: UserOptions): User;
  /** Stop the bot and start it again on the same database and the same Telegram. */
  restart(): Promise<void>;
  /** Wait until people and background work are done. */
  settled(): Promise<void>;
  /** What no story may leave behind: unanswered presses, refused calls, raw tags, missing texts, open forms. */
  assertClean(options?: CleanOptions): Promise<void>;
}

export interface CleanOptions {
  /** Methods whose refusals the story provokes on purpose, e.g. `editMessageText`. */
  readonly refusedCalls?: readonly string[];
}

export interface TestAppOptions {
  readonly at?: string;
  readonly adminIds?: readonly number[];
  /** More environment, e.g. BULK_PER_SECOND. */
  readonly env?: Readonly<Record<string, string>>;
  readonly mode?: 'polling' | 'webhook';
  /** The payment gateway's stand-in is configured and tells this app of payments. */
  readonly yookassa?: boolean;
  /** Everything the app logs; default: nothing is kept. */
  readonly log?: Logger;
}

export const ADMIN_ID = 5_000_001;

/**
 * The whole bot against the local Bot API server, in this process: real HTTP, real database, the production client.
 * Closed after the test file.
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = createTestClock(options.at);
  const database = await openTestDatabase();
  const sandbox = await createSandbox({ clock, retryScale: 0.02 });
  const problems: string[] = [];
  const port = await freePort();
  const webhook = options.mode === 'webhook';
  const config = loadConfig({
    BOT_TOKEN: sandbox.botToken,
    TELEGRAM_API_ROOT: sandbox.url,
    TELEGRAM_PROVIDER_TOKEN: '381764678:TEST:100037',
    SMTP_URL: sandbox.smtpUrl,
    MAIL_FROM: 'bot@example.test',
    SMSC_LOGIN: 'login',
    SMSC_PASSWORD: 'password',
    SMSC_API_URL: sandbox.smscUrl,
    ADMIN_IDS: String(options.adminIds ?? ADMIN_ID),
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'fatal',
    ...(process.env.REDIS_URL ? { REDIS_URL: process.env.REDIS_URL } : {}),
    ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
    ...(webhook
      ? {
          BOT_MODE: 'webhook',
          WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/test`,
          WEBHOOK_SECRET: 'test-webhook-secret-of-some-length',
        }
      : {}),
    ...(options.yookassa === true
      ? {
          YOOKASSA_API_URL: sandbox.yookassa.apiUrl,
          YOOKASSA_SHOP_ID: sandbox.yookassa.shopId,
          YOOKASSA_SECRET_KEY: sandbox.yookassa.secretKey,
        }
      : {}),
    ...options.env,
  });
  sandbox.core.gateway.set({ notificationUrl: `http://127.0.0.1:${port}/payments/yookassa` });
  const rates = withoutLimits();
  const redisPrefix = `test:${process.pid}:${port}:`;
  const open = async (): Promise<App> => {
    const app = await createApp(config, {
      clock,
      database,
      redisPrefix,
      jobsWhenAsked: true,
      rates,
      ...(options.log === undefined ? {} : { log: options.log }),
      onTextProblem: (problem) => problems.push(problem),
    });
    await app.start();
    return app;
  };
  let app = await open();
  const settle = async (): Promise<void> => {
    // Asked after every step of every story: one look instead of the six of all the loops.
    if (await anythingToDo(database)) await app.idle();
  };
  const chat = createChat(sandbox, { settle });

  closeAfterFile(async () => {
    await app.stop();
    await sandbox.close();
    await database.close();
  });

  return {
    sandbox,
    database,
    clock,
    chat,
    url: `http://127.0.0.1:${port}`,
    fixtures: createFixtures(database.prisma, () => clock.now()),
    app: () => app,
    user: (name, userOptions) => chat.user(name, userOptions),
    async restart() {
      await chat.settled();
      await app.stop();
      app = await open();
    },
    settled: () => chat.settled(),
    async assertClean({ refusedCalls = [] } = {}) {
      await chat.settled();
      // A restart ends the long poll of the process before it: Telegram says so to that one.
      const expected = [...refusedCalls, 'getUpdates: 409'];
      const found = chat
        .problems()
        .filter(
          ({ kind, detail }) => kind !== 'refused-call' || !expected.some((part) => detail.includes(part)),
        );
      expect(found).toEqual([]);
      expect(problems).toEqual([]);
      const open = await database.prisma.$queryRaw<{ identityId: number }[]>`
        SELECT "identityId" FROM "Dialogue" WHERE "state" <> '{}'::jsonb`;
      expect(open, 'a dialogue was left open').toEqual([]);
    },
  };
}

/**
 * Telegram's rates have tests of their own (tests/coordination, tests/delivery). Here every second message in a chat
 * would wait a second of real time, and a group for the limit of 20 a minute; a pause that Telegram asks for is kept.
 */
function withoutLimits(): Rates {
  const local = createLocalRates();
  return { ...local, take: (buckets) => local.take(buckets.map((bucket) => ({ ...bucket, intervalMs: 0 }))) };
}

/** Empty the tables between stories of one file; the texts every person must accept come back. */
export async function emptyDatabase(testApp: TestApp): Promise<void> {
  await testApp.settled();
  await clean(testApp.database);
  await testApp.restart();
}

async function anythingToDo({ prisma }: Database): Promise<boolean> {
  const [row] = await prisma.$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "Delivery" WHERE "status" IN ('queued', 'leased', 'sending'))
        OR EXISTS (SELECT 1 FROM "Task" WHERE "status" IN ('queued', 'running'))
        OR EXISTS (SELECT 1 FROM "Announcement" WHERE "status" = 'sending') AS "any"`;
  return row?.any === true;
}
