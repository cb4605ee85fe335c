import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RoundRobinProxy, startProxy } from '../../chaos/support/round-robin-proxy.ts';
import { createPersonLock } from '../../src/coordination/person-lock.ts';
import { connectRedis, type RedisLink } from '../../src/coordination/redis.ts';
import type { Database } from '../../src/database/client.ts';
import { isUniqueViolation } from '../../src/database/errors.ts';
import { clean, openAgain, openTestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { createOwnRedis, noRedisServer, type OwnRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { createProbe, type Probe, probeRoutes } from './support/probes.ts';
import { type Actor, type BotStage, openStage } from './support/stage.ts';
import { openWebhook, WEBHOOK, type Webhook } from './support/webhook.ts';

// Two processes of the bot behind a balancer, on PostgreSQL and Redis; Redis goes away and comes back.

const skipped = process.env.DATABASE_URL ? noRedisServer : 'DATABASE_URL is not set: PGlite has one process';
if (skipped !== null) process.stdout.write(`tests/bot/two-processes: skipped, ${skipped}\n`);

describe.skipIf(skipped !== null)('two processes', () => {
  let first: Database;
  let second: Database;
  let redis: OwnRedis;
  let links: RedisLink[];
  let stages: BotStage[];
  let webhooks: Webhook[];
  let proxy: RoundRobinProxy;
  let probe: Probe;
  /** People at work inside a handler, to see two at once. */
  let inside: Map<number, number>;
  let most: number;

  beforeAll(async () => {
    first = await openTestDatabase();
    second = await openAgain(first);
    redis = await createOwnRedis();
    await redis.start();
  });
  afterAll(async () => {
    await second.close();
    await first.close();
    await redis.kill();
  });

  beforeEach(async () => {
    await clean(first);
    probe = createProbe();
    inside = new Map();
    most = 0;
    probe.run = async (ctx) => {
      const id = ctx.from?.id ?? 0;
      inside.set(id, (inside.get(id) ?? 0) + 1);
      most = Math.max(most, inside.get(id) ?? 0);
      await first.prisma.$queryRaw`SELECT pg_sleep(0.01)::text`;
      inside.set(id, (inside.get(id) ?? 0) - 1);
    };
    links = [];
    stages = [];
    webhooks = [];
    const ports = [await freePort(), await freePort()];
    for (const [index, port] of ports.entries()) {
      const database = index === 0 ? first : second;
      const link = await connectRedis({ url: redis.url, keyPrefix: 'two:' });
      const [telegram] = stages;
      const stage = await openStage(database, {
        features: [probe.feature],
        lock: createPersonLock({
          db: database.prisma,
          owner: `process ${index}`,
          redis: link,
          singleProcess: false,
        }),
        retryScale: 0.05,
        ...(telegram === undefined ? {} : { sandbox: telegram.sandbox }),
      });
      links.push(link);
      stages.push(stage);
      webhooks.push(await openWebhook(stage, port));
    }
    proxy = await startProxy(ports);
  });

  afterEach(async () => {
    await proxy.close();
    for (const webhook of webhooks) await webhook.close();
    for (const link of links) await link.close();
    for (const stage of stages) await stage.close();
  });

  const telegram = (): BotStage => {
    const [stage] = stages;
    if (stage === undefined) throw new Error('there is no stage');
    return stage;
  };
  const connect = async (): Promise<void> => {
    await webhooks[0]?.connect(`${proxy.url}${WEBHOOK.path}`);
  };
  const nothingOffered = (limitMs = 20_000): Promise<void> =>
    until('everything is confirmed', () => telegram().offered().length === 0, limitMs);

  it('one person’s updates are handled one at a time, by whichever process they reach', async () => {
    const anna = await telegram().resident('Анна');
    await connect();
    for (let turn = 0; turn < 12; turn += 1) {
      await Promise.all([anna.says('/run'), anna.presses(probeRoutes.run.data())]);
    }
    await nothingOffered();
    expect(most).toBe(1);
    // Both took part, else nothing was shown here.
    for (const { outcomes } of stages) expect(outcomes).toContain('done');
  });

  /** A form filled over both processes; its effect is unique by a key, as every effect is. */
  async function fillForms(person: Actor, forms: number): Promise<string[]> {
    const wanted: string[] = [];
    for (let turn = 0; turn < forms; turn += 1) {
      const answer = `${person.id}-${turn}`;
      await person.says('/note');
      await person.says(answer);
      await person.says('end');
      wanted.push(answer);
      await until(`${answer} is noted`, async () =>
        person.said().some((text) => text.includes(`noted ${answer} end`)),
      );
    }
    return wanted;
  }

  it.each(['is killed', 'is frozen'] as const)(
    'while Redis %s and comes back nothing is lost, counted twice, or hangs',
    async (how) => {
      probe.onSubmit = async ({ first: note = '' }) => {
        try {
          await first.prisma.installation.create({ data: { key: `note ${note}`, value: true } });
        } catch (error) {
          if (!isUniqueViolation(error)) throw error;
        }
      };
      const people: Actor[] = [];
      for (const name of ['Анна', 'Борис', 'Вера', 'Глеб']) people.push(await telegram().resident(name));
      await connect();
      let done = false;
      let outages = 0;
      const disturbing = (async () => {
        while (!done) {
          await until('people are at work', () => done || stages.some(({ outcomes }) => outcomes.length > 4));
          if (how === 'is killed') await redis.kill();
          else redis.freeze();
          await until('the processes have noticed', () => links.every((link) => !link.isUp()));
          const noticed = stages.map(({ outcomes }) => outcomes.length);
          await until(
            'people go on without Redis',
            () => done || stages.some(({ outcomes }, index) => outcomes.length > (noticed[index] ?? 0) + 2),
          );
          if (!done) outages += 1;
          if (how === 'is killed') await redis.start();
          else redis.thaw();
          await until('the processes have it again', () => links.every((link) => link.isUp()));
        }
      })();
      const wanted = await Promise.all(people.map((person) => fillForms(person, 8)));
      done = true;
      await disturbing;
      await nothingOffered();
      expect(outages).toBeGreaterThan(0);
      const noted = await first.prisma.installation.findMany({ where: { key: { startsWith: 'note ' } } });
      expect(noted.map(({ key }) => key).sort()).toEqual(
        wanted
          .flat()
          .map((answer) => `note ${answer}`)
          .sort(),
      );
      for (const [index, person] of people.entries()) {
        for (const answer of wanted[index] ?? [])
          expect(person.said().filter((text) => text.includes(`noted ${answer} end`))).not.toEqual([]);
      }
      const faults = stages.flatMap(({ logged }) =>
        logged.filter((line) => line.includes('"level":"error"')),
      );
      expect(faults).toEqual([]);
    },
    60_000,
  );
});
