import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import { Closers } from './app/closers.ts';
import { allFeatures } from './app/features.ts';
import {
  invoiceLimits,
  openEmail,
  openPaymentGateway,
  openSms,
  secretsOf,
  telegramAccess,
} from './app/gateways.ts';
import { assertDemoDatabase } from './app/installation.ts';
import { allJobs } from './app/jobs.ts';
import { queueSnapshot } from './app/queue-snapshot.ts';
import { allRenderers } from './app/renderers.ts';
import { openRedis, openStorage } from './app/storage.ts';
import { allTasks } from './app/tasks.ts';
import { unsubscribePage, unsubscribeUrl } from './app/unsubscribe.ts';
import { updateSource, webhookOptions } from './app/updates.ts';
import { createBot } from './bot/bot.ts';
import { syncCommands } from './bot/command-table.ts';
import type { BotDeps } from './bot/deps.ts';
import { createProgressWatcher } from './bot/features/announcements/progress.ts';
import { checkout } from './bot/features/payments/checkout.ts';
import { staffTicketGroup } from './bot/features/tickets/group.ts';
import { createTelegramFiles } from './bot/files.ts';
import { carryAnswers, createUpdateHandler, type UpdateHandler } from './bot/handle-update.ts';
import { introduceBot } from './bot/introduction.ts';
import { createPolling } from './bot/polling.ts';
import { createScreens } from './bot/screens.ts';
import { clientOptions, openApi, openSetupApi } from './bot/telegram-client.ts';
import { createTelegramSender } from './bot/telegram-sender.ts';
import type { Config } from './config.ts';
import { createPersonLock } from './coordination/person-lock.ts';
import { createRates, type Rates } from './coordination/rates.ts';
import { createWakeups } from './coordination/wakeups.ts';
import type { Database } from './database/client.ts';
import { createEmailChannel } from './delivery/email-channel.ts';
import { createRendererRegistry } from './delivery/renderers.ts';
import { createDeliverySender } from './delivery/sender.ts';
import { createSmsChannel } from './delivery/sms-channel.ts';
import { DEMO_ADMIN_IDS, DEMO_PRESETS } from './demo/people.ts';
import { resetDemo } from './demo/reset-demo.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { DEMO_GROUPS } from './demo/staff-group.ts';
import { createDocuments } from './documents/documents.ts';
import { createQrReader } from './documents/qr-reader.ts';
import { createWorkerPool } from './documents/worker/pool.ts';
import { type Clock, systemClock } from './domain/clock.ts';
import { createMetrics } from './http/metrics.ts';
import type { CheckState } from './http/readiness.ts';
import { createHttpServer } from './http/server.ts';
import { scheduledJobs } from './jobs/schedule.ts';
import { createScheduler } from './jobs/scheduler.ts';
import { createTaskRunner } from './jobs/tasks.ts';
import { createLogger } from './logging/logger.ts';
import { createSandbox, type Sandbox } from './sandbox/server.ts';
import type { ServiceDeps } from './services/deps.ts';
import { hashSalt } from './services/hash-salt.ts';
import { createKeyedHashes } from './services/keyed-hashes.ts';
import { handleGatewayNotification } from './services/payments/handle-gateway-notification.ts';
import { listStaffMembers } from './services/residents/list-staff-members.ts';
import { cancelTask } from './services/tasks/cancel-task.ts';
import { enqueueTask } from './services/tasks/enqueue-task.ts';
import { ensureTextDocuments } from './services/texts/ensure-text-documents.ts';
import { moveStaffChat } from './services/tickets/staff-chat.ts';
import { ensureTicketTypes } from './services/tickets/ticket-types.ts';
import { createTexts } from './texts/texts.ts';

/** What tests and other roots may replace; everything else is made from the configuration. */
export interface AppOverrides {
  readonly clock?: Clock;
  /** Already migrated; the app does not close it. */
  readonly database?: Database;
  readonly log?: BotDeps['log'];
  /** How fast the outbox may send; default Telegram's limits. */
  readonly rates?: Rates;
  /** Scheduled jobs run only when `runJobs` is called: a clock that jumps starts nothing by itself. */
  readonly jobsWhenAsked?: boolean;
  /** Told about missing texts; tests make it throw. */
  readonly onTextProblem?: (problem: string) => void;
  /** Told before the embedded database is made, which takes some seconds. */
  readonly onFirstStart?: () => void;
  /** Keys in Redis begin with it: several installations may share a server. */
  readonly redisPrefix?: string;
}

export interface App {
  /** Take updates and send what waits. */
  start(): Promise<void>;
  /** Stop taking work, finish what runs, close. */
  stop(): Promise<void>;
  /** Resolves when nothing that is due now is left to do in the background. */
  idle(): Promise<void>;
  /** Runs every scheduled job that is due by the clock, and waits for its end. */
  runJobs(): Promise<void>;
  /** The chat page, when the sandbox runs here. */
  readonly pageUrl: string | null;
  readonly services: ServiceDeps;
  readonly database: Database;
  readonly handleUpdate: UpdateHandler;
}

/** Documents and pictures: one thread beside the one that answers; a page of A4 takes it 0.1 s. */
const DRAWING = { threads: 1, waiting: 50, timeLimitMs: 20_000, memoryMb: 384 } as const;
/** Photos and PDFs of strangers: never two at once, and a thread that fails takes nothing else with it. */
const READING = { threads: 1, waiting: 20, timeLimitMs: 15_000, memoryMb: 256 } as const;

/** The gateway's notifications (docs/administrator.md). */
const GATEWAY_PATH = '/payments/yookassa';

/** Composition root: the only place that makes implementations and hands them to one another. */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const opened = new Closers();
  try {
    return await assemble(config, overrides, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function assemble(config: Config, overrides: AppOverrides, opened: Closers): Promise<App> {
  const owner = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const log =
    overrides.log ??
    createLogger({
      level: config.logLevel,
      secrets: secretsOf(config),
      onError: () => metrics.errorLogged(),
    });

  const database = overrides.database ?? (await openStorage(config, opened, overrides.onFirstStart));
  const db = database.prisma;
  // The sandbox can travel in time, and the bot beside it comes along; "reset" empties both.
  const hooks: SandboxHooks = { reset: async () => undefined, travelled: async () => undefined };
  const sandbox = await openSandbox(config, db, opened, hooks);
  const clock = overrides.clock ?? sandbox?.clock ?? systemClock;
  const redis = await openRedis(config, opened, { log, keyPrefix: overrides.redisPrefix ?? 'domovoy:' });
  const metrics = createMetrics({
    queues: () => queueSnapshot(db, clock.now()),
    redisUp: redis === null ? null : () => redis.isUp(),
    processMetrics: overrides.database === undefined,
  });
  const wakeups = createWakeups(redis);
  const texts = createTexts(
    overrides.onTextProblem === undefined ? {} : { onProblem: overrides.onTextProblem },
  );

  // ── services ──────────────────────────────────────────────────────────────
  const telegram = telegramAccess(config, sandbox);
  const api = openApi(telegram);
  const setUp = openSetupApi(telegram);
  const me = await setUp.getMe();
  const sms = openSms(config, sandbox);
  const email = openEmail(config, sandbox, opened);
  const drawing = createWorkerPool(DRAWING);
  opened.add('document workers', () => drawing.close());
  const reading = createWorkerPool(READING);
  opened.add('bill readers', () => reading.close());
  const services: ServiceDeps = {
    db,
    clock,
    installation: {
      timezone: config.timezone,
      defaultLocale: config.defaultLocale,
      // In the sandbox anybody may be anybody: its administrator is one of the ready people.
      adminTelegramIds: [...config.adminTelegramIds, ...(sandbox === null ? [] : DEMO_ADMIN_IDS)],
      botUsername: me.username,
      staffChatId: config.staffChatId,
      embedded: database.kind === 'embedded',
    },
    hashes: createKeyedHashes(telegram.token, await hashSalt(db)),
    sms,
    email,
    gateway: openPaymentGateway(config, sandbox),
    documents: createDocuments(drawing, createQrReader(reading)),
    notify: (topic) => wakeups.notify(topic),
  };
  await ensureTextDocuments(services);
  await ensureTicketTypes(services);
  if (config.demoData) {
    await seedDemo(services);
    hooks.reset = () => resetDemo(services);
  }

  // ── bot ───────────────────────────────────────────────────────────────────
  const botDeps: BotDeps = {
    services,
    texts,
    lock: createPersonLock({ db, owner, redis, singleProcess: database.kind === 'embedded' }),
    metrics,
    log,
    telegram,
    files: createTelegramFiles(api, telegram),
    tasks: {
      async enqueue(request) {
        await enqueueTask(db, clock, { ...request, args: { ...request.args } });
        services.notify('tasks');
      },
      cancel: (options) => cancelTask(services, options),
    },
  };
  const { bot, carryAnswer, hasCommand } = createBot({
    deps: botDeps,
    botInfo: me,
    checkout,
    features: allFeatures({
      config,
      jobs: () => scheduler.list(),
      health: {
        redis: () => (redis === null ? null : redis.isUp()),
        telegram: async () => {
          const info = await api.getWebhookInfo();
          return { waiting: info.pending_update_count, lastError: info.last_error_message ?? null };
        },
      },
      invoiceLimits: invoiceLimits(config, { clock, log }),
    }),
    staffGroup: staffTicketGroup,
    screens: createScreens(botDeps),
  });
  let answering = 0;
  const runUpdate = createUpdateHandler(bot, botDeps);
  const handleUpdate: UpdateHandler = async (update) => {
    answering += 1;
    try {
      return await runUpdate(update);
    } finally {
      answering -= 1;
    }
  };
  // A long poll outlives the time-out of ordinary calls.
  const pollingApi = new Api(telegram.token, { ...clientOptions(telegram), timeoutSeconds: 60 });
  const updates = updateSource(config.telegram, setUp, createPolling(pollingApi, handleUpdate, { log }));

  // ── background ────────────────────────────────────────────────────────────
  const sender = createDeliverySender({
    db,
    clock,
    texts,
    renderers: createRendererRegistry(allRenderers(services, texts)),
    defaultLocale: config.defaultLocale,
    timezone: config.timezone,
    quietHours: config.quietHours,
    unsubscribeUrl: unsubscribeUrl(config, services.hashes),
    log,
    owner,
    channels: [
      createTelegramSender(api),
      ...(email === null ? [] : [createEmailChannel(email)]),
      ...(sms === null ? [] : [createSmsChannel(sms)]),
    ],
    rates: overrides.rates ?? createRates(redis),
    wakeups,
    metrics,
    bulkPerSecond: config.bulkPerSecond,
    answering: () => answering > 0,
    onChatMigrated: async (from, to) => {
      await moveStaffChat(services, { from, to });
    },
  });
  const tasks = createTaskRunner({
    db,
    clock,
    owner,
    log,
    wakeups,
    handlers: allTasks(botDeps, {
      api,
      locale: config.defaultLocale,
      runJob: (job) => scheduler.runNow(job),
    }),
    onEnd: (kind, status) => metrics.taskEnded(kind, status),
  });
  const scheduler = createScheduler({
    db,
    clock,
    owner,
    log,
    timezone: config.timezone,
    jobs: scheduledJobs(allJobs(services, texts.for(config.defaultLocale))),
    onEnd: (job, outcome) => metrics.jobEnded(job, outcome),
  });

  const progress = createProgressWatcher(botDeps, api);

  hooks.travelled = () => scheduler.idle();

  // ── door ──────────────────────────────────────────────────────────────────
  const http = createHttpServer({
    host: config.http.host,
    port: config.http.port,
    log,
    metrics,
    metricsToken: config.http.metricsToken?.reveal() ?? null,
    webhook: webhookOptions(config.telegram, carryAnswers(handleUpdate, carryAnswer)),
    callbacks: [{ path: GATEWAY_PATH, handle: (body) => handleGatewayNotification(services, body) }],
    unsubscribe: unsubscribePage(config, services, texts),
    checks: {
      database: async () => {
        await db.$queryRaw`SELECT 1`;
        return 'ok';
      },
      ...(redis === null
        ? {}
        : { redis: async (): Promise<CheckState> => (redis.isUp() ? 'ok' : 'degraded') }),
    },
  });

  return {
    pageUrl: sandbox?.url ?? null,
    services,
    database,
    handleUpdate,
    async start() {
      const address = await http.start();
      // The real gateway is told in its cabinet where to call; the stand-in here.
      sandbox?.core.gateway.set({ notificationUrl: `${address}${GATEWAY_PATH}` });
      const staff = await listStaffMembers(services);
      await syncCommands({
        api: setUp,
        texts,
        log,
        has: hasCommand,
        defaultLocale: config.defaultLocale,
        staff,
      });
      await introduceBot({ api: setUp, texts, defaultLocale: config.defaultLocale, log });
      await sender.start();
      tasks.start();
      progress.start();
      if (overrides.jobsWhenAsked !== true) await scheduler.start();
      await updates.start();
    },
    async stop() {
      http.drain();
      await updates.stop();
      await http.stop();
      await scheduler.stop();
      await progress.stop();
      await tasks.stop();
      await sender.stop();
      await opened.close((name, error) => log.warn({ err: error, name }, 'could not be closed'));
    },
    async idle() {
      await tasks.idle();
      await sender.idle();
      await progress.look();
    },
    runJobs: () => scheduler.idle(),
  };
}

/** What the sandbox asks of the program beside it; filled in as its parts are made. */
interface SandboxHooks {
  /** "Reset demo" was pressed. */
  reset: () => Promise<void>;
  /** The clock was moved: what has become due is done. */
  travelled: () => Promise<void>;
}

/** The local Telegram, when no token is set: only beside a database that is its own. */
async function openSandbox(
  config: Config,
  db: ServiceDeps['db'],
  opened: Closers,
  hooks: SandboxHooks,
): Promise<Sandbox | null> {
  if (config.telegram.mode !== 'sandbox') return null;
  await assertDemoDatabase(db);
  const sandbox = await createSandbox({
    port: config.telegram.port,
    dataDir: join(config.dataDir, 'sandbox'),
    people: [...DEMO_PRESETS],
    groups: [...DEMO_GROUPS],
    onReset: () => hooks.reset(),
    onTimeTravel: () => hooks.travelled(),
  });
  opened.add('sandbox', () => sandbox.close());
  return sandbox;
}
