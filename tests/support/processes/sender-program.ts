/**
 * A process that only sends what stands in the outbox, with the production sender, claims, rates and channel; for runs
 * that measure it and for runs that kill it. `BARE=1`: the floor, a loop of `sendMessage` with as many calls at once.
 * `HELD=1`: it is ready, and begins at SIGUSR2, so that several begin together.
 */
import { Api } from 'grammy';
import { announcementRenderers } from '../../../src/bot/features/announcements/messages.ts';
import { createTelegramSender } from '../../../src/bot/telegram-sender.ts';
import { createRates } from '../../../src/coordination/rates.ts';
import { connectRedis } from '../../../src/coordination/redis.ts';
import { createWakeups } from '../../../src/coordination/wakeups.ts';
import { openDatabase } from '../../../src/database/client.ts';
import { createRendererRegistry, defineRenderer } from '../../../src/delivery/renderers.ts';
import { createDeliverySender } from '../../../src/delivery/sender.ts';
import { defaultTuning } from '../../../src/delivery/sender-deps.ts';
import { systemClock } from '../../../src/domain/clock.ts';
import { createLogger } from '../../../src/logging/logger.ts';
import { escapeHtml } from '../../../src/texts/html.ts';
import { createTexts } from '../../../src/texts/texts.ts';

const env = process.env;
const perSecond = Number(env.PER_SECOND ?? '30');
const api = new Api('1000003:a-sender-alone', { apiRoot: env.TELEGRAM_API_ROOT ?? '', timeoutSeconds: 20 });

/** `run.news` must not repeat, `run.receipt` must arrive. */
const textOf = (params: unknown): { text: string } => {
  if (typeof params === 'object' && params !== null && 'text' in params) return { text: String(params.text) };
  throw new Error('a message of the run without a text');
};
const RENDERERS = [
  defineRenderer({ kind: 'run.news', lane: 'bulk', afterCrash: 'leave' }, textOf, async ({ text }) => ({
    html: escapeHtml(text),
  })),
  defineRenderer({ kind: 'run.receipt', lane: 'money', afterCrash: 'resend' }, textOf, async ({ text }) => ({
    html: escapeHtml(text),
  })),
];

if (env.BARE === '1') {
  const count = Number(env.COUNT ?? '0');
  let next = 0;
  const loop = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await api.sendMessage(1_000_000 + next, `№${next}`, { parse_mode: 'HTML' });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: defaultTuning(perSecond).concurrency }, loop));
  process.stdout.write(`sent in ${performance.now() - began} ms\n`);
} else {
  const log = createLogger({ level: 'error', secrets: [], onError: () => undefined });
  const database = await openDatabase(
    env.DATABASE_URL === undefined
      ? { kind: 'embedded', dataDir: env.DATA_DIR ?? '' }
      : { kind: 'postgres', url: env.DATABASE_URL },
  );
  const redis =
    env.REDIS_URL === undefined
      ? null
      : await connectRedis({ url: env.REDIS_URL, keyPrefix: env.REDIS_PREFIX ?? 'run:' });
  const texts = createTexts();
  const installation = {
    timezone: 'Europe/Moscow',
    defaultLocale: 'ru',
    adminTelegramIds: [],
    botUsername: '',
    staffChatId: null,
    embedded: false,
  } as const;
  const sender = createDeliverySender(
    {
      db: database.prisma,
      clock: systemClock,
      texts,
      renderers: createRendererRegistry([
        ...RENDERERS,
        // What a whole bot beside it sends too.
        ...announcementRenderers({ db: database.prisma, installation }, texts),
      ]),
      defaultLocale: 'ru',
      timezone: 'Europe/Moscow',
      quietHours: null,
      unsubscribeUrl: null,
      log,
      owner: `run:${process.pid}:${Date.now()}`,
      channels: [createTelegramSender(api)],
      rates: createRates(redis),
      wakeups: createWakeups(redis),
      metrics: { delivery: () => undefined },
      bulkPerSecond: perSecond,
    },
    env.LEASE_MS === undefined
      ? {}
      : { leaseMs: Number(env.LEASE_MS), sendingLeaseMs: Number(env.LEASE_MS) * 2 },
  );
  if (env.HELD === '1') process.once('SIGUSR2', () => void sender.start());
  else await sender.start();
  process.once('SIGTERM', () => {
    void sender.stop().then(async () => {
      await redis?.close();
      await database.close();
      process.exit(0);
    });
  });
}
process.stdout.write('ready\n');
