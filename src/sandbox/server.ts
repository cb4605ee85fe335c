import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { connectWebhook, disconnectBot } from './bot-api/methods/updates.ts';
import { BotApi } from './bot-api/router.ts';
import { Control, restoreClock } from './control.ts';
import { Faults } from './faults.ts';
import { Guard } from './page/guard.ts';
import { PageApi } from './page/routes.ts';
import { EventStreams } from './page/stream.ts';
import type { GroupDraft, PersonDraft } from './person-api.ts';
import { serve } from './serve.ts';
import { openMailbox } from './stand-ins/mailbox.ts';
import { SmsGateway } from './stand-ins/sms.ts';
import { GatewayApi } from './stand-ins/yookassa/api.ts';
import { YooKassa } from './stand-ins/yookassa/gateway.ts';
import { GatewayPages } from './stand-ins/yookassa/pages/routes.ts';
import { FileStore } from './world/files.ts';
import { type Journal, noJournal, openJournal } from './world/journal.ts';
import { createRandom } from './world/random.ts';
import { restoreWorld } from './world/restore.ts';
import { TravelClock } from './world/travel-clock.ts';
import { type Clock, World, type WorldRules } from './world/world.ts';

/** A person who is there from the beginning, and again after a reset. */
export type PersonPreset = PersonDraft;
export type GroupPreset = GroupDraft;

export interface SandboxOptions {
  /** Default 127.0.0.1: the page has no passwords. */
  host?: string;
  /** 0 or absent = any free port. */
  port?: number;
  smtpPort?: number;
  /** The state survives a restart here; absent = in memory. */
  dataDir?: string;
  /** The real time; people travel relative to it. Default the machine's. */
  clock?: Clock;
  /** Real milliseconds that never go back, for rates and pauses. Default `performance.now`; tests stop it. */
  ticks?: () => number;
  /** Equal seeds give equal ids and chances. Default 1. */
  seed?: number;
  people?: PersonPreset[];
  /** Supergroups of these people with the bot. Give them ids: without one each start makes another. */
  groups?: GroupPreset[];
  /** Other names for this server in `Host`, for example of a container: `sandbox`, `sandbox:8081`. */
  allowedHosts?: readonly string[];
  /** Where people reach this server, when not at `url`: for links to payments. */
  publicUrl?: string;
  yookassa?: {
    shopId?: string;
    secretKey?: string;
    /** Where notifications go; '' or absent = nowhere, until `gateway.set`. */
    notificationUrl?: string;
  };
  /** "Reset demo" was asked for: the program puts its own data back too. Awaited. */
  onReset?: () => void | Promise<void>;
  /** The clock was moved: what has become due is done. Awaited. */
  onTimeTravel?: () => void | Promise<void>;
  /** Mistakes of programs and of the sandbox, one line each. Default: nowhere. */
  log?: (message: string) => void;
  bot?: { token?: string; firstName?: string; username?: string };
  rules?: Partial<WorldRules>;
  /** Shorthand for `rules.retryScale`: delays between webhook attempts are multiplied by it. */
  retryScale?: number;
}

/** Handles for tests in the same process. */
export interface SandboxCore {
  world: World;
  faults: Faults;
  sms: SmsGateway;
  /** The payment gateway's stand-in. */
  gateway: YooKassa;
  /** Troubles of the payment gateway; methods are `POST /payments`, … */
  gatewayFaults: Faults;
  control: Control;
}

export interface Sandbox {
  /** `http://127.0.0.1:8081`: the page, and TELEGRAM_API_ROOT. */
  url: string;
  /** For SMTP_URL. */
  smtpUrl: string;
  /** For SMSC_API_URL: `/sys/send.php` below it. */
  smscUrl: string;
  /** For YOOKASSA_API_URL, _SHOP_ID and _SECRET_KEY. */
  yookassa: { apiUrl: string; shopId: string; secretKey: string };
  /** Token of the default bot, for BOT_TOKEN. */
  botToken: string;
  /** The time here; a program in the same process takes it for its own, so that both travel together. */
  clock: Clock;
  core: SandboxCore;
  close(): Promise<void>;
}

/** Not a secret: whoever reaches the sandbox may be anybody in it. */
export const DEFAULT_TOKEN = '1000001:local-sandbox-token-that-is-no-secret';

const DEFAULT_RULES: WorldRules = {
  callbackAnswerSeconds: 15,
  checkoutAnswerMs: 10_000,
  retryScale: 1,
  // Snapshot of Telegram's currencies.json; the numbers float with the rate.
  invoiceLimits: {
    RUB: { min: 8_653, max: 86_530_475 },
    XTR: { min: 1, max: 25_000 },
  },
  keepMessages: 1_000,
  keepInAll: 100_000,
  rates: false,
};

/**
 * Starts the local Bot API server with its page, mail server and SMS gateway.
 * @throws Error with code EADDRINUSE when a port is taken.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const log = options.log ?? (() => {});
  const seed = options.seed ?? 1;
  const botToken = options.bot?.token ?? DEFAULT_TOKEN;
  const { journal, records } = openState(options.dataDir);
  const clock = new TravelClock(options.clock ?? { now: () => new Date() });
  restoreClock(clock, records);
  const filesDir = options.dataDir === undefined ? null : path.join(options.dataDir, 'files');
  const world = new World({
    clock,
    ticks: options.ticks ?? (() => performance.now()),
    rules: {
      ...DEFAULT_RULES,
      ...(options.retryScale === undefined ? {} : { retryScale: options.retryScale }),
      ...options.rules,
    },
    journal,
    files: new FileStore(journal, filesDir),
    // A restart must not make the ids of the former run again.
    seed: records.size === 0 ? seed : seed + records.size * 7919 + Math.trunc(Date.now() % 1e9),
    names: {
      firstName: options.bot?.firstName ?? 'Домовой',
      username: options.bot?.username ?? 'domovoy_bot',
    },
    defaultToken: botToken,
  });
  restoreWorld(world, records);
  world.botByToken(botToken);

  const faults = new Faults(createRandom(seed + 1));
  const gatewayFaults = new Faults(createRandom(seed + 2));
  const sms = new SmsGateway(world);
  const botApi = new BotApi(world, faults, log);
  const addresses = { url: '', publicUrl: '' };
  const gateway = new YooKassa({
    world,
    shopId: options.yookassa?.shopId ?? '100500',
    secretKey: options.yookassa?.secretKey ?? 'test_sandbox-key-that-is-no-secret',
    notificationUrl: options.yookassa?.notificationUrl ?? '',
    addresses: () => addresses,
    records,
  });
  const control = new Control({
    world,
    clock,
    gateway,
    people: options.people ?? [],
    groups: options.groups ?? [],
    onReset: options.onReset ?? (() => {}),
    onTimeTravel: options.onTimeTravel ?? (() => {}),
  });
  control.populate();
  const streams = new EventStreams(world, () => control.settings);
  const mailbox = await openMailbox(world, host, options.smtpPort ?? 0);
  const server = createServer();
  let port: number;
  try {
    port = await listen(server, host, options.port ?? 0);
  } catch (error) {
    gateway.close();
    await mailbox.close();
    throw error;
  }
  const url = `http://${host}:${port}`;
  addresses.url = url;
  addresses.publicUrl = (options.publicUrl ?? url).replace(/\/$/, '');
  const smscUrl = `${url}/smsc`;
  const { apiUrl } = gateway;
  const environment = (): Record<string, string> => ({
    BOT_TOKEN: botToken,
    TELEGRAM_API_ROOT: url,
    SMTP_URL: mailbox.url,
    SMSC_API_URL: smscUrl,
    SMSC_LOGIN: 'sandbox',
    SMSC_PASSWORD: 'sandbox',
    YOOKASSA_API_URL: apiUrl,
    YOOKASSA_SHOP_ID: gateway.shopId,
    YOOKASSA_SECRET_KEY: gateway.secretKey,
  });
  const servers = {
    guard: new Guard(host, port, options.allowedHosts ?? []),
    botApi,
    sms,
    gatewayApi: new GatewayApi(gateway, gatewayFaults),
    gatewayPages: new GatewayPages(gateway, () =>
      [...world.bots.values()].map(({ record }) => record.username),
    ),
    pageApi: new PageApi({ world, faults, gatewayFaults, gateway, control, streams, environment }),
    log,
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response, servers);
  });
  for (const bot of world.bots.values()) connectWebhook(world, bot, botApi.runReply(bot));

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    for (const bot of world.bots.values()) disconnectBot(bot);
    streams.close();
    gateway.close();
    await Promise.all([closeServer(server), mailbox.close()]);
    journal.compact();
  }
  return {
    url,
    smtpUrl: mailbox.url,
    smscUrl,
    yookassa: { apiUrl, shopId: gateway.shopId, secretKey: gateway.secretKey },
    botToken,
    clock,
    core: { world, faults, sms, gateway, gatewayFaults, control },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function openState(dataDir: string | undefined): { journal: Journal; records: Map<string, unknown> } {
  return dataDir === undefined ? { journal: noJournal, records: new Map() } : openJournal(dataDir);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Long polls and streams outlive the usual timeouts.
    server.requestTimeout = 0;
    server.keepAliveTimeout = 65_000;
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
