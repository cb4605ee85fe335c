import { Api } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPolling, type Polling } from '../../src/bot/polling.ts';
import { createLocalLock } from '../../src/coordination/local-lock.ts';
import { LockBusyError } from '../../src/coordination/person-lock.ts';
import type { Database } from '../../src/database/client.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';
import { createDoor, createProbe, type Probe, probeRoutes } from './support/probes.ts';
import { type BotStage, openStage } from './support/stage.ts';
import { openWebhook, WEBHOOK, type Webhook } from './support/webhook.ts';

// Promise 1 at the edge: an update is confirmed to Telegram when its work is done, not before, and not without.

let database: Database;
let stage: BotStage;
let probe: Probe;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
  probe = createProbe();
});
afterEach(async () => {
  await stage.close();
});

/** A client whose server can go away. */
function createFlickering(): { db: Database['prisma']; away: boolean } {
  const switched = { db: database.prisma, away: false };
  switched.db = new Proxy(database.prisma, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (!switched.away) return typeof value === 'function' ? value.bind(target) : value;
      const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      return () => Promise.reject(error);
    },
  });
  return switched;
}

describe('polling', () => {
  let polling: Polling;

  afterEach(async () => {
    await polling.stop();
  });

  function startPolling(): void {
    const api = new Api(stage.sandbox.botToken, { apiRoot: stage.sandbox.url });
    polling = createPolling(api, stage.handle, { log: { ...console, warn: () => undefined } });
    polling.start();
  }

  it('confirms a batch when all of it is done; people do not wait for one another', async () => {
    stage = await openStage(database, { features: [probe.feature] });
    const anna = await stage.resident('Анна');
    const boris = await stage.resident('Борис');
    const door = createDoor();
    probe.run = () => door.pass();
    await anna.says('/run');
    await anna.says('/effect');
    await boris.says('/effect');
    startPolling();
    await door.reached;
    await until('Boris has his answer', () => boris.said().includes('effect 1'));
    expect(stage.offered()).toHaveLength(3);
    expect(anna.said().join()).not.toContain('effect');
    door.open();
    await until('the batch is confirmed', () => stage.offered().length === 0);
    expect(anna.said().at(-1)).toBe('effect 2');
  });

  it('an update that was put off is asked for again, later ones of its person wait for it', async () => {
    const flickering = createFlickering();
    stage = await openStage(database, { features: [probe.feature], db: flickering.db });
    const anna = await stage.resident('Анна');
    flickering.away = true;
    await anna.says('/read');
    await anna.says('/effect');
    startPolling();
    await until('it was tried', () => stage.outcomes.includes('retry'));
    expect(stage.offered()).toHaveLength(2);
    flickering.away = false;
    await until('both are confirmed', () => stage.offered().length === 0);
    expect(anna.said().slice(-2)).toEqual(['read', 'effect 1']);
  });

  it('a person’s later updates never overtake one that was put off', async () => {
    const local = createLocalLock();
    let busy = 0;
    stage = await openStage(database, {
      features: [probe.feature],
      lock: {
        run(key, work, options) {
          busy -= 1;
          if (busy === 0) return Promise.reject(new LockBusyError(key));
          return local.run(key, work, options);
        },
      },
    });
    const anna = await stage.resident('Анна');
    busy = 1;
    await anna.says('/read');
    await anna.says('/effect');
    startPolling();
    await until('both are confirmed', () => stage.offered().length === 0);
    expect(stage.outcomes).toContain('retry');
    expect(anna.said().slice(-2)).toEqual(['read', 'effect 1']);
  });

  it('a stop finishes and confirms what runs', async () => {
    stage = await openStage(database, { features: [probe.feature] });
    const anna = await stage.resident('Анна');
    const door = createDoor();
    probe.run = () => door.pass();
    await anna.says('/run');
    startPolling();
    await door.reached;
    const stopped = polling.stop();
    door.open();
    await stopped;
    expect(stage.offered()).toEqual([]);
  });
});

describe('webhook', () => {
  let webhook: Webhook;

  afterEach(async () => {
    await webhook.close();
  });

  async function start(db?: Database['prisma']): Promise<void> {
    stage = await openStage(database, {
      features: [probe.feature],
      retryScale: 0.02,
      ...(db === undefined ? {} : { db }),
    });
    webhook = await openWebhook(stage, await freePort());
  }

  it('a message and a press of one person come at once and are handled one after the other', async () => {
    await start();
    const anna = await stage.resident('Анна');
    let inside = 0;
    let most = 0;
    probe.run = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await webhook.connect();
    await Promise.all([
      anna.says('/note'),
      anna.presses(probeRoutes.run.data()),
      anna.says('/run'),
      anna.presses(probeRoutes.effect.data()),
      anna.says('/run'),
    ]);
    await until('everything is confirmed', () => stage.offered().length === 0);
    expect(most).toBe(1);
    expect(probe.effects).toBe(1);
    expect(stage.outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThanOrEqual(5);
  });

  it('answers 200 only after the work', async () => {
    await start();
    const anna = await stage.resident('Анна');
    const door = createDoor();
    probe.run = () => door.pass();
    await webhook.connect();
    await anna.says('/run');
    await door.reached;
    expect(stage.offered()).toHaveLength(1);
    door.open();
    await until('it is confirmed', () => stage.offered().length === 0);
  });

  it('says 503 with Retry-After while the database is away, and is offered the update again', async () => {
    const flickering = createFlickering();
    await start(flickering.db);
    const anna = await stage.resident('Анна');
    const update = await anna.says('/effect');
    flickering.away = true;
    const refused = await webhook.post(update);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await webhook.connect();
    await until(
      'Telegram has tried',
      () => stage.outcomes.filter((outcome) => outcome === 'retry').length > 1,
    );
    expect(stage.offered()).toHaveLength(1);
    flickering.away = false;
    await until('it is confirmed', () => stage.offered().length === 0);
    expect(probe.effects).toBe(1);
  });

  it('a bug of ours is confirmed: running it again would fail again', async () => {
    await start();
    const anna = await stage.resident('Анна');
    probe.run = () => Promise.reject(new Error('broken'));
    const response = await webhook.post(await anna.says('/run'));
    expect(response.status).toBe(200);
  });

  it('a confirmation that got lost costs nothing: the update is known', async () => {
    await start();
    const anna = await stage.resident('Анна');
    const update = await anna.says('/effect');
    expect((await webhook.post(update)).status).toBe(200);
    expect((await webhook.post(update)).status).toBe(200);
    await webhook.connect();
    await until('it is confirmed', () => stage.offered().length === 0);
    expect(probe.effects).toBe(1);
  });

  it('the empty answer of a press goes out with the confirmation; the handler’s own answer does not', async () => {
    await start();
    const anna = await stage.resident('Анна');
    const { openPresses } = stage.sandbox.core.world.botByToken(stage.sandbox.botToken);
    const press = await anna.presses(probeRoutes.read.data());
    const carried: unknown = await (await webhook.post(press)).json();
    expect(carried).toEqual({
      method: 'answerCallbackQuery',
      callback_query_id: press.callback_query?.id,
    });
    expect([anna.said().at(-1), openPresses.size]).toEqual(['read', 1]);

    probe.run = async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'done' });
    };
    const answered = await webhook.post(await anna.presses(probeRoutes.run.data()));
    expect([answered.status, await answered.text(), openPresses.size]).toEqual([200, '', 1]);

    // From here on Telegram itself delivers, too.
    await webhook.connect();
    await until('Telegram has made the call', () => openPresses.size === 0);
  });

  it('nothing is carried when the update was put off', async () => {
    const flickering = createFlickering();
    await start(flickering.db);
    const anna = await stage.resident('Анна');
    const press = await anna.presses(probeRoutes.read.data());
    flickering.away = true;
    const refused = await webhook.post(press);
    expect([refused.status, await refused.text()]).toEqual([503, '']);
  });

  it('nobody else may bring updates', async () => {
    await start();
    const anna = await stage.resident('Анна');
    const update = await anna.says('/effect');
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': `${WEBHOOK.secret}x`,
      },
      body: JSON.stringify(update),
    });
    expect(response.ok).toBe(false);
    expect(probe.effects).toBe(0);
  });
});
