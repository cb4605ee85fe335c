import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { furnishMeters } from '../../bench/dialogues/meters.ts';
import { buildTown } from '../../bench/support/town.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { type BotProcess, startBot, WEBHOOK_PATH } from '../../tests/support/processes/bot-process.ts';
import { callsOf, type Remote } from '../../tests/support/processes/calls.ts';
import { startChild } from '../../tests/support/processes/child.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { createOwnRedis } from '../../tests/support/redis-server.ts';
import { pause } from '../support/pause.ts';
import type { RunOptions, RunResult, Scenario } from '../support/scenario.ts';
import { errorsOf, type Memory, memoryOf } from './memory.ts';
import type { SoakTelegram, Walked } from './telegram.ts';

const UPDATES = 100_000;
const SHORT = { updates: 4_000, residents: 100 };
/** Enough that nobody comes near the limit of 40 updates in 10 s. */
const RESIDENTS = 450;
const NEWCOMERS = 30;
const AT_ONCE = 24;
/** Of the whole: caches fill, code is compiled, everybody has come. */
const WARM_UP = 0.4;
/** A run shorter than this is a short one. */
const SHORT_SECONDS = 60;
/**
 * What may be held more at the end than after the warm-up, MB: caches that fill, and for each update less than anything
 * that is kept of one takes, so that a short run tells a leak too; never more than `most`, whatever the number.
 */
const GROWTH = { settling: 5, perUpdate: 0.25 / 1024, most: 24 };
const MOST_RSS_GROWTH = 256;
/** What is shown of errors: lines, and characters of both ends of each. */
const MOST_LINES = 5;
const LINE = 900;
const CATCH_UP_MS = 30_000;
/** The first people of the town work for the company: an administrator by ADMIN_IDS, and these. */
const ROLES = ['manager', 'operator'] as const;
/**
 * Refusals that two presses at once, a deleted message, a late answer, an administrator who has not come yet, a file
 * that the local Telegram has no room for any more bring: the bot expects them.
 */
const EXPECTED_REFUSALS =
  /query is too old|is not modified|no text in the message to edit|message to (edit|delete) not found|message can't be (edited|deleted)|wrong file identifier|getUpdates|setMyCommands: .*chat not found/;

/** Many people live for long: memory stays flat, nobody is left without an answer, nothing fails. */
export const soak: Scenario = {
  name: 'soak',
  what: 'random people for `--updates N` (100 000; by `--minutes` at the latest): flat memory, an answer to everybody, no error (embedded without DATABASE_URL)',
  async run(options): Promise<RunResult> {
    const short = options.seconds < SHORT_SECONDS;
    const updates = options.updates ?? (short ? SHORT.updates : UPDATES);
    const stage = await openStage(options, short ? SHORT.residents : RESIDENTS);
    try {
      const { telegram, bot, people } = stage;
      const part = (name: string, share: number): Promise<Walked> =>
        telegram.walk({
          people,
          seed: options.seed,
          part: name,
          updates: Math.ceil(updates * share),
          // A slow machine does less in a given time; what it does must hold the same bounds.
          seconds: options.timeIsGiven ? options.seconds * share : null,
          atOnce: AT_ONCE,
        });
      options.progress(`${people.length} people, seed ${options.seed}: ${updates} updates`);
      const warmUp = await part('warm-up', WARM_UP);
      await settled(telegram);
      const before = await memoryOf(bot);
      options.progress(`warm after ${warmUp.updates} updates: ${told(before)}`);
      const rest = await part('rest', 1 - WARM_UP);
      const pending = await settled(telegram);
      const after = await memoryOf(bot);
      options.progress(`${rest.updates} updates later: ${told(after)}`);
      const errors = await errorsOf(bot);
      const refusals = (await telegram.refusals(undefined)).filter((line) => !EXPECTED_REFUSALS.test(line));
      return {
        violations: [
          ...growth(before, after, {
            embedded: options.services.databaseUrl === null,
            updates: rest.updates,
          }),
          ...[...warmUp.unanswered, ...rest.unanswered].map((step) => `no answer: ${step}`),
          ...(pending > 0 ? [`${pending} updates were never confirmed`] : []),
          ...(errors > 0 ? [`${errors} errors in the log:\n${errorLines(bot)}`] : []),
          ...new Set(refusals.map((line) => `refused call ${line}`)),
        ],
        counts: {
          people: people.length,
          updates: warmUp.updates + rest.updates,
          'updates/s': Math.round((warmUp.updates + rest.updates) / (warmUp.seconds + rest.seconds)),
          'MB of heap after the warm-up': Math.round(before.heap),
          'MB of heap at the end': Math.round(after.heap),
          'MB of buffers after the warm-up': Math.round(before.buffers),
          'MB of buffers at the end': Math.round(after.buffers),
          'MB of RSS after the warm-up': Math.round(before.rss),
          'MB of RSS at the end': Math.round(after.rss),
          ...(await stage.redisGrowth()),
        },
      };
    } finally {
      await stage.close();
    }
  },
};

interface Stage {
  readonly telegram: Remote<SoakTelegram>;
  readonly bot: BotProcess;
  readonly people: readonly { readonly id: number; readonly firstName: string }[];
  /** What its Redis holds more than at the start, for the summary; nothing without one. */
  redisGrowth(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

async function openStage({ services }: RunOptions, residents: number): Promise<Stage> {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-soak-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'soak');
    if (own !== null) closers.push(() => own.drop());
    const town = await buildTown(
      own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url },
      residents,
      async (db, people) => {
        await furnishMeters(db, people);
        for (const [index, role] of ROLES.entries()) {
          const telegramId = BigInt(people[index + 1]?.telegramId ?? 0);
          const { id: identityId } = await db.telegramIdentity.findUniqueOrThrow({ where: { telegramId } });
          await db.staffRole.create({ data: { identityId, role, companyId: null } });
        }
        // The town's payments lack what the payment flow keeps with each; people here make their own.
        await db.paymentItem.deleteMany();
        await db.payment.deleteMany();
      },
    );
    const redis = own !== null && services.redis ? await createOwnRedis() : null;
    if (redis !== null) {
      await redis.start();
      closers.push(() => redis.kill());
    }
    const redisBefore = redis === null ? 0 : await redisBytes(redis.url);
    const child = startChild({ name: 'telegram', script: 'chaos/soak/telegram.ts', ipc: true });
    closers.push(() => child.kill());
    const telegram = callsOf<SoakTelegram>(child, ['where', 'walk', 'pending', 'refusals']);
    const { url, token } = await telegram.where(undefined);
    const port = await freePort();
    const bot = await startBot(
      'bot',
      {
        token,
        apiRoot: url,
        databaseUrl: own?.url ?? null,
        redisUrl: redis?.url ?? null,
        dataDir: folder,
        webhookUrl: own === null ? null : `http://127.0.0.1:${port}${WEBHOOK_PATH}`,
        env: { LOG_LEVEL: 'error', ADMIN_IDS: String(town[0]?.telegramId ?? '') },
      },
      {
        port,
        nodeOptions: ['--expose-gc', '--import', import.meta.resolve('./collect-on-signal.mjs')],
      },
    );
    closers.push(() => bot.stop(60_000));
    return {
      telegram,
      bot,
      people: [
        ...town.map(({ telegramId }) => ({ id: telegramId, firstName: 'Иван' })),
        ...Array.from({ length: NEWCOMERS }, (_, n) => ({ id: 741_000_001 + n, firstName: 'Новый' })),
      ],
      async redisGrowth() {
        if (redis === null) return {};
        return { 'KB more in Redis': Math.round(((await redisBytes(redis.url)) - redisBefore) / 1024) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function redisBytes(url: string): Promise<number> {
  const client = new Redis(url);
  try {
    return Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
  } finally {
    client.disconnect();
  }
}

/** @returns updates that are still offered */
async function settled(telegram: Remote<SoakTelegram>): Promise<number> {
  const deadline = performance.now() + CATCH_UP_MS;
  for (;;) {
    const pending = await telegram.pending(undefined);
    if (pending === 0 || performance.now() > deadline) return pending;
    await pause(100);
  }
}

/** The embedded database lives in the process and keeps what it has read: only the bot's own objects are bounded there. */
function growth(
  before: Memory,
  after: Memory,
  { embedded, updates }: { readonly embedded: boolean; readonly updates: number },
): string[] {
  const bound = Math.min(GROWTH.most, GROWTH.settling + updates * GROWTH.perUpdate);
  const bounds: readonly (readonly [keyof Memory, number])[] = embedded
    ? [['heap', bound]]
    : [
        ['heap', bound],
        ['buffers', bound],
        ['rss', MOST_RSS_GROWTH],
      ];
  return bounds.flatMap(([part, most]) => {
    if (after[part] - before[part] <= most) return [];
    return [
      `memory grew in ${updates} updates from ${told(before)} to ${told(after)}: ${part} by more than ${most.toFixed(1)} MB`,
    ];
  });
}

function told({ heap, buffers, rss }: Memory): string {
  return `${heap.toFixed(1)} MB of heap, ${buffers.toFixed(1)} MB of buffers, RSS ${Math.round(rss)} MB`;
}

function errorLines(bot: BotProcess): string {
  return (
    bot
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .slice(0, MOST_LINES)
      // The end of a line has the places, its beginning may be a long message.
      .map((line) => (line.length > LINE * 2 ? `${line.slice(0, LINE)} … ${line.slice(-LINE)}` : line))
      .join('\n')
  );
}
