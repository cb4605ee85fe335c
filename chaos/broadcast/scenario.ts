import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { type Child, startChild, untilReady } from '../../tests/support/processes/child.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { countStates, queueMessages } from '../../tests/support/processes/sending-rows.ts';
import { type SendingServer, startSendingServer } from '../../tests/support/processes/sending-server.ts';
import { createOwnRedis, type OwnRedis } from '../../tests/support/redis-server.ts';
import { pause } from '../support/pause.ts';
import { type Choices, createChoices } from '../support/random.ts';
import type { RunOptions, RunResult, Scenario } from '../support/scenario.ts';

/** Messages of a run, and how many of them are money. A short run sends fewer, so that it ends in time. */
const MESSAGES = { long: 20_000, short: 800 };
const MONEY_SHARE = 0.1;
const MOST_KILLS = 240;
const PER_SECOND = 400;
/** Calls on the way of one sender at this rate. */
const IN_FLIGHT = 64;
const LEASE_MS = 3_000;
const SHORT_SECONDS = 60;
const SENDERS = 3;
const MOST_TOLD = 10;
const MOST_STARTS = 5;
const STANDSTILL_MS = 35_000;

interface Done {
  kills: number;
  freezes: number;
  cuts: number;
  floods: number;
  redisOutages: number;
  databaseOutages: number;
}

/** Senders die, freeze and lose their answers in the middle of a broadcast; Telegram's own book is compared at the end. */
export const broadcast: Scenario = {
  name: 'broadcast',
  what: 'senders of a broadcast are killed, frozen, cut off and flooded; every message once, or known as unknown',
  async run(options): Promise<RunResult> {
    const short = options.seconds < SHORT_SECONDS;
    const count = short ? MESSAGES.short : MESSAGES.long;
    const money = Math.round(count * MONEY_SHARE);
    const stage = await openStage(options);
    try {
      await queueMessages(stage.database.prisma, count, money);
      // The embedded database belongs to the one process that sends.
      if (stage.embedded) await stage.database.close();
      const done: Done = { kills: 0, freezes: 0, cuts: 0, floods: 0, redisOutages: 0, databaseOutages: 0 };
      await Promise.all(stage.slots.map((slot) => slot.start()));
      // Processes take their time to start on a busy machine: trouble begins when they run.
      const end = new AbortController();
      const seconds = short ? 15 : options.seconds;
      const timer = setTimeout(() => end.abort(), seconds * 1_000);
      options.progress(
        `${count} messages, ${stage.slots.length} senders, seed ${options.seed}: ${seconds} s of trouble`,
      );
      await Promise.all([
        ...stage.slots.map((slot, index) =>
          endings(slot, createChoices(options.seed, `sender ${index}`), done, end.signal),
        ),
        troubles(stage, createChoices(options.seed, 'troubles'), done, end.signal),
        finished(stage, count, end),
      ]);
      clearTimeout(timer);
      stage.telegram.calm();
      stage.redis?.thaw();
      for (const slot of stage.slots) await slot.start();
      options.progress('calm: catching up');
      await catchUp(stage);
      await Promise.all(stage.slots.map((slot) => slot.stop()));
      const database = stage.embedded ? await stage.open() : stage.database;
      try {
        return await compare(database, stage.telegram, { count, money, done });
      } finally {
        if (stage.embedded) await database.close();
      }
    } finally {
      await stage.close();
    }
  },
};

interface Slot {
  current(): Child | null;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface Stage {
  readonly telegram: SendingServer;
  readonly redis: OwnRedis | null;
  readonly slots: readonly Slot[];
  readonly database: Database;
  readonly embedded: boolean;
  open(): Promise<Database>;
  close(): Promise<void>;
}

async function openStage({ services }: RunOptions): Promise<Stage> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-chaos-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'chaos');
    if (own !== null) closers.push(() => own.drop());
    const open = (): Promise<Database> =>
      openDatabase(own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url });
    const database = await open();
    if (own !== null) closers.push(() => database.close());
    await migrate(database);
    const telegram = await startSendingServer();
    closers.push(() => telegram.close());
    const redis = own !== null && services.redis ? await createOwnRedis() : null;
    if (redis !== null) {
      await redis.start();
      closers.push(() => redis.kill());
    }
    const env = {
      TELEGRAM_API_ROOT: telegram.url,
      PER_SECOND: String(PER_SECOND),
      LEASE_MS: String(LEASE_MS),
      ...(own === null ? { DATA_DIR: folder } : { DATABASE_URL: own.url }),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    };
    const slots = Array.from({ length: own === null ? 1 : SENDERS }, (_, index) =>
      slotOf(`sender ${index + 1}`, env),
    );
    closers.push(() => Promise.all(slots.map((slot) => slot.kill())));
    return { telegram, redis, slots, database, embedded: own === null, open, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function slotOf(name: string, env: Readonly<Record<string, string>>): Slot {
  let current: Child | null = null;
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
        }
      }
    },
    async kill() {
      const child = current;
      current = null;
      await child?.kill();
    },
    async stop() {
      const child = current;
      current = null;
      await child?.stop();
    },
  };
}

/** One sender dies or freezes past its lease, again and again. */
async function endings(slot: Slot, choices: Choices, done: Done, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(100, 1_500), signal);
    if (signal.aborted || done.kills >= MOST_KILLS) return;
    const running = slot.current();
    if (running === null) continue;
    if (choices.chance(0.12)) {
      done.freezes += 1;
      running.process.kill('SIGSTOP');
      await pause(choices.chance(0.5) ? LEASE_MS * 3 : choices.between(100, 1_500), signal);
      running.process.kill('SIGCONT');
      continue;
    }
    done.kills += 1;
    await slot.kill();
    await slot.start();
  }
}

/** Telegram cuts answers and asks to wait; Redis and the database's connections go away. */
async function troubles(stage: Stage, choices: Choices, done: Done, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(100, 900), signal);
    if (signal.aborted) return;
    const kind = choices.next();
    if (kind < 0.35) {
      const times = choices.between(1, 3);
      done.cuts += times;
      stage.telegram.cut(times);
    } else if (kind < 0.5) {
      done.floods += 1;
      stage.telegram.flood(choices.between(1, 10), 1);
    } else if (kind < 0.7) {
      stage.telegram.delay(choices.between(0, 120));
    } else if (kind < 0.85 && stage.redis !== null) {
      done.redisOutages += 1;
      await stage.redis.kill();
      await pause(choices.between(100, 1_500), signal);
      await stage.redis.start();
    } else if (!stage.embedded) {
      // What a restart of the server does to its clients.
      done.databaseOutages += 1;
      await stage.database.prisma.$queryRaw`
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`.catch(() => undefined);
    }
  }
}

/** Ends the trouble when there is nothing left to disturb. */
async function finished(stage: Stage, count: number, end: AbortController): Promise<void> {
  while (!end.signal.aborted) {
    await pause(500, end.signal);
    if (stage.telegram.taken.length >= count) {
      await pause(1_000, end.signal);
      end.abort();
    }
  }
}

/** Until nothing is queued, leased or on the way, or nothing has moved for longer than every lease and back-off. */
async function catchUp(stage: Stage): Promise<void> {
  let taken = -1;
  let movedAt = performance.now();
  while (performance.now() - movedAt < STANDSTILL_MS) {
    await pause(1_000);
    if (stage.telegram.taken.length !== taken) {
      taken = stage.telegram.taken.length;
      movedAt = performance.now();
    }
    // The embedded database belongs to the one that sends: nobody else may look.
    if (stage.embedded) continue;
    const states = await countStates(stage.database.prisma).catch(() => null);
    if (states === null) continue;
    if ((states.queued ?? 0) + (states.leased ?? 0) + (states.sending ?? 0) === 0) return;
  }
}

async function compare(
  database: Database,
  telegram: SendingServer,
  { count, money, done }: { count: number; money: number; done: Done },
): Promise<RunResult> {
  const violations: string[] = [];
  const arrived = new Map<string, number>();
  for (const { chatId, text } of telegram.taken) {
    const key = `${chatId} ${text}`;
    arrived.set(key, (arrived.get(key) ?? 0) + 1);
  }
  const rows = await database.prisma.$queryRaw<
    { kind: string; status: string; chat: bigint; text: string }[]
  >`
    SELECT d."kind", d."status"::text AS "status", i."telegramId" AS "chat", d."params"->>'text' AS "text"
      FROM "Delivery" d JOIN "TelegramIdentity" i ON i."id" = d."identityId"`;
  let unknown = 0;
  let repeated = 0;
  for (const { kind, status, chat, text } of rows) {
    const times = arrived.get(`${chat} ${text}`) ?? 0;
    if (status === 'unknown') unknown += 1;
    else if (status !== 'sent') violations.push(`${kind} ${text} ended as ${status}`);
    else if (times === 0) violations.push(`${kind} ${text} counts as sent and never arrived`);
    if (kind === 'run.news' && times > 1) violations.push(`news ${text} came ${times} times`);
    if (kind === 'run.receipt') {
      repeated += Math.max(0, times - 1);
      if (times > 2) violations.push(`receipt ${text} came ${times} times`);
    }
  }
  const told = violations.splice(MOST_TOLD);
  if (told.length > 0) violations.push(`and ${told.length} more of these`);
  if (rows.length !== count)
    violations.push(`${count} messages were wanted, ${rows.length} are in the database`);
  const bound = (done.kills + done.freezes + 1) * IN_FLIGHT + done.cuts;
  if (unknown + repeated > bound) {
    violations.push(`${unknown} unknown and ${repeated} repeated: more than the ${bound} in flight`);
  }
  const counts = {
    messages: count,
    money,
    arrived: telegram.taken.length,
    unknown,
    repeated,
    kills: done.kills,
    freezes: done.freezes,
    'cut answers': done.cuts,
    floods: done.floods,
    'Redis outages': done.redisOutages,
    'database outages': done.databaseOutages,
  };
  return { violations, counts };
}
