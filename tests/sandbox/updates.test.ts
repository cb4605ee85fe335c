import { describe, expect, test } from 'vitest';
import { act } from '../../src/sandbox/people/actions.ts';
import type { PersonAction } from '../../src/sandbox/person-api.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import {
  type Answer,
  caller,
  type Delivered,
  field,
  movableClock,
  openSandbox,
  openWebhook,
  until,
} from './support.ts';

const ANNA = 101;
const BORIS = 102;

async function open(options: SandboxOptions = {}) {
  const sandbox = await openSandbox({
    people: [
      { id: ANNA, firstName: 'Анна' },
      { id: BORIS, firstName: 'Борис' },
    ],
    ...options,
  });
  return { sandbox, call: caller(sandbox), bot: sandbox.core.world.defaultBot };
}

function doAs(sandbox: Sandbox, personId: number, action: PersonAction) {
  const { world } = sandbox.core;
  const person = world.people.get(personId);
  if (person === undefined) throw new Error('no person');
  return act(world, world.defaultBot, person, action);
}

const say = (sandbox: Sandbox, personId: number, text: string) =>
  doAs(sandbox, personId, { type: 'send-text', text });

function texts(answer: Answer): unknown[] {
  if (!Array.isArray(answer.result)) throw new Error(JSON.stringify(answer));
  return answer.result.map(
    (update: unknown) => field(update, 'message', 'text') ?? field(update, 'callback_query', 'data'),
  );
}

function lastId(answer: Answer): number {
  if (!Array.isArray(answer.result)) throw new Error(JSON.stringify(answer));
  return Number(field(answer.result.at(-1), 'update_id'));
}

describe('getUpdates', () => {
  test('gives updates again until a higher offset confirms them', async () => {
    const { sandbox, call, bot } = await open();
    await say(sandbox, ANNA, '1');
    await say(sandbox, ANNA, '2');
    const first = await call('getUpdates', { limit: 1 });
    expect(texts(first)).toEqual(['1']);
    expect(texts(await call('getUpdates', { offset: lastId(first) }))).toEqual(['1', '2']);
    expect(texts(await call('getUpdates', { offset: lastId(first) + 1 }))).toEqual(['2']);
    expect(bot.queue.size).toBe(1);
    expect(texts(await call('getUpdates', { offset: lastId(first) + 2 }))).toEqual([]);
    expect(bot.queue.size).toBe(0);
  });

  test('the same offset within half a second gets one update only', async () => {
    let ticks = 0;
    const { sandbox, call } = await open({ ticks: () => ticks });
    for (const text of ['1', '2', '3']) await say(sandbox, ANNA, text);
    expect(texts(await call('getUpdates', { offset: 1 }))).toHaveLength(3);
    ticks = 499;
    expect(texts(await call('getUpdates', { offset: 1 }))).toHaveLength(1);
    ticks = 1000;
    expect(texts(await call('getUpdates', { offset: 1 }))).toHaveLength(3);
  });

  test('a negative offset keeps the newest and forgets the rest', async () => {
    const { sandbox, call } = await open();
    for (const text of ['1', '2', '3']) await say(sandbox, ANNA, text);
    expect(texts(await call('getUpdates', { offset: -1 }))).toEqual(['3']);
  });

  test('waits for an update and wakes at once', async () => {
    const { sandbox, call } = await open();
    const poll = call('getUpdates', { timeout: 50 });
    await until(() => sandbox.core.world.defaultBot.consumer !== null, 'the poll has begun');
    await say(sandbox, ANNA, '1');
    expect(texts(await poll)).toEqual(['1']);
  });

  test('a second poller ends the first', async () => {
    const { sandbox, call } = await open();
    const first = call('getUpdates', { timeout: 50 });
    await until(() => sandbox.core.world.defaultBot.consumer !== null, 'the poll has begun');
    const second = call('getUpdates', { timeout: 50 });
    expect(await first).toMatchObject({
      error_code: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    await say(sandbox, ANNA, '1');
    expect(texts(await second)).toEqual(['1']);
  });

  test('a conflict that follows another at once is told later, so that pollers slow down', async () => {
    // Time stands still, and three seconds as scaled are hours: what is told later is not told while the test runs.
    const { call, bot } = await open({ retryScale: 10_000, ticks: () => 0 });
    const first = call('getUpdates', { timeout: 50 });
    await until(() => bot.consumer !== null, 'the poll has begun');
    let isTold = false;
    const second = call('getUpdates', { timeout: 50 }).then(
      () => {
        isTold = true;
      },
      () => 'cut when the sandbox closes',
    );
    expect((await first).error_code).toBe(409);
    expect(texts(await call('getUpdates', { timeout: 0 }))).toEqual([]);
    for (let n = 0; n < 3; n += 1) await call('getMe');
    expect(isTold).toBe(false);
    void second;
  });

  test('a conflict that follows another is told in the end', async () => {
    const { call, bot } = await open({ retryScale: 0.001 });
    const answers: (number | undefined)[] = [];
    const poll = () => call('getUpdates', { timeout: 50 }).then(({ error_code: code }) => answers.push(code));
    const first = poll();
    await until(() => bot.consumer !== null, 'the poll has begun');
    const second = poll();
    await first;
    const third = poll();
    await second;
    await call('setWebhook', { url: 'http://127.0.0.1:1/' });
    await third;
    expect(answers).toEqual([409, 409, 409]);
  });

  test('a poller that has gone away does not swallow updates', async () => {
    const { sandbox, call, bot } = await open();
    const controller = new AbortController();
    const gone = fetch(`${sandbox.url}/bot${sandbox.botToken}/getUpdates?timeout=50`, {
      signal: controller.signal,
    });
    await until(() => bot.consumer !== null, 'the poll has begun');
    controller.abort();
    await expect(gone).rejects.toThrow();
    await say(sandbox, ANNA, '1');
    expect(texts(await call('getUpdates', { timeout: 5 }))).toEqual(['1']);
  });

  test('allowed_updates leave kinds out from then on', async () => {
    const { sandbox, call } = await open();
    await call('getUpdates', { allowed_updates: ['callback_query'] });
    await say(sandbox, ANNA, '1');
    await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: 'x' });
    expect(texts(await call('getUpdates'))).toEqual(['x']);
    expect((await call('getWebhookInfo')).result).toMatchObject({ allowed_updates: ['callback_query'] });
    // Left out = as before; an empty list, or one of unknown kinds = Telegram's default.
    await call('getUpdates', { offset: -1 });
    await say(sandbox, ANNA, '2');
    expect(texts(await call('getUpdates'))).toEqual(['x']);
    for (const list of [[], ['unknown'], '[]']) {
      await call('getUpdates', { allowed_updates: ['callback_query'] });
      await call('getUpdates', { allowed_updates: list });
      expect(field((await call('getWebhookInfo')).result, 'allowed_updates')).toBeUndefined();
    }
    await say(sandbox, ANNA, '3');
    expect(texts(await call('getUpdates', { offset: 1 })).at(-1)).toBe('3');
    expect((await call('getUpdates', { allowed_updates: 'x' })).ok).toBe(false);
  });

  test('updates that wait already are not touched by a new list', async () => {
    const { sandbox, call } = await open();
    await say(sandbox, ANNA, '1');
    expect(texts(await call('getUpdates', { allowed_updates: ['callback_query'] }))).toEqual(['1']);
  });

  test('presses live 150 seconds, messages a day', async () => {
    const clock = movableClock();
    const { sandbox, call } = await open({ clock });
    await say(sandbox, ANNA, '1');
    await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: 'x' });
    clock.forward(149);
    expect(texts(await call('getUpdates', { offset: 1 }))).toEqual(['1', 'x']);
    clock.forward(2);
    expect(texts(await call('getUpdates', { offset: 2 }))).toEqual(['1']);
    clock.forward(86_400);
    expect(texts(await call('getUpdates', { offset: 3 }))).toEqual([]);
  });

  test('an update offered once more keeps its id, a press once more gets another', async () => {
    const { sandbox, call } = await open();
    await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: 'x' });
    const first = await call('getUpdates');
    await call('getUpdates', { offset: lastId(first) + 1 });
    await doAs(sandbox, ANNA, { type: 'redeliver' });
    const again = await call('getUpdates', { offset: lastId(first) + 1 });
    expect(again.result).toEqual(first.result);
    await doAs(sandbox, ANNA, { type: 'repress' });
    const pressed = await call('getUpdates', { offset: lastId(first) + 1 });
    expect(texts(pressed)).toEqual(['x']);
    expect(lastId(pressed)).toBe(lastId(first) + 1);
    await call('getUpdates', { offset: lastId(pressed) + 1 });
    expect(sandbox.core.world.defaultBot.queue.size).toBe(0);
  });

  test('does not work beside a webhook', async () => {
    const { call } = await open();
    const hook = await openWebhook(async () => ({ status: 200 }));
    await call('setWebhook', { url: hook.url });
    expect(await call('getUpdates')).toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await call('deleteWebhook');
    expect((await call('getUpdates')).ok).toBe(true);
  });
});

describe('troubles on the way', () => {
  test('confirmed updates come once more under their ids, once only', async () => {
    const { sandbox, call, bot } = await open();
    const seen: unknown[] = [];
    const hook = await openWebhook(async ({ update }) => {
      seen.push(update.update_id);
      return { status: 200 };
    });
    await sandbox.core.control.change({ updates: { sameIdAgain: 1 } });
    await call('setWebhook', { url: hook.url });
    for (const text of ['1', '2']) await say(sandbox, ANNA, text);
    await until(() => seen.length >= 4 && bot.queue.size === 0, 'each twice');
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(2);
  });

  test('the same by polling', async () => {
    const { sandbox, call, bot } = await open();
    await sandbox.core.control.change({ updates: { sameIdAgain: 1 } });
    await say(sandbox, ANNA, '1');
    const first = await call('getUpdates');
    const again = await call('getUpdates', { offset: lastId(first) + 1 });
    expect(again.result).toEqual(first.result);
    expect(texts(await call('getUpdates', { offset: lastId(first) + 2 }))).toEqual([]);
    expect(bot.queue.size).toBe(0);
  });

  test('presses are sent twice under new ids, by a seeded chance', async () => {
    const pressed = async () => {
      const { sandbox, call } = await open();
      await sandbox.core.control.change({ updates: { newIdAgain: 0.5 } });
      for (let n = 0; n < 12; n += 1) {
        await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: String(n) });
      }
      await say(sandbox, ANNA, 'not twice');
      return texts(await call('getUpdates'));
    };
    const first = await pressed();
    expect(first.length).toBeGreaterThan(14);
    expect(first.length).toBeLessThan(25);
    expect(first.filter((text) => text === 'not twice')).toHaveLength(1);
    expect(await pressed()).toEqual(first);
  });

  test('held updates change places, ids rise all the same, a chat keeps its order', async () => {
    const { sandbox, call, bot } = await open();
    const { control } = sandbox.core;
    await control.change({ updates: { hold: true } });
    await say(sandbox, ANNA, 'a1');
    await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: 'press' });
    await say(sandbox, ANNA, 'a2');
    await say(sandbox, BORIS, 'b1');
    expect(bot.queue.size).toBe(0);
    expect(control.settings.updates).toMatchObject({ hold: true, held: 4 });
    const settings = control.release('backward');
    expect(settings.updates).toMatchObject({ hold: false, held: 0 });
    const answer = await call('getUpdates');
    expect(texts(answer)).toEqual(['b1', 'press', 'a1', 'a2']);
    if (!Array.isArray(answer.result)) throw new Error('no updates');
    const ids = answer.result.map((update: unknown) => Number(field(update, 'update_id')));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    await say(sandbox, ANNA, 'a3');
    expect(texts(await call('getUpdates', { offset: 1 })).at(-1)).toBe('a3');
  });
});

const order = (deliveries: Delivered[]) =>
  deliveries.map(({ update }) => field(update, 'message', 'text') ?? field(update, 'callback_query', 'data'));

describe('webhook', () => {
  test('is set once a second at most, a repetition counts too', async () => {
    let ticks = 0;
    const { call } = await open({ ticks: () => ticks });
    const hook = await openWebhook(async () => ({ status: 200 }));
    expect((await call('setWebhook', { url: hook.url })).ok).toBe(true);
    ticks = 999;
    expect(await call('setWebhook', { url: hook.url })).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    expect((await call('deleteWebhook')).ok).toBe(true);
    ticks = 1000;
    expect((await call('setWebhook', { url: hook.url })).ok).toBe(true);
  });

  test('carries the secret and what was queued before it was set', async () => {
    const { sandbox, call, bot } = await open();
    await say(sandbox, ANNA, '1');
    const hook = await openWebhook(async () => ({ status: 200 }));
    await call('setWebhook', { url: hook.url, secret_token: 'secret_1' });
    await until(() => bot.queue.size === 0, 'delivered');
    expect(hook.deliveries[0]?.headers['x-telegram-bot-api-secret-token']).toBe('secret_1');
    expect(order(hook.deliveries)).toEqual(['1']);
  });

  test('keeps order inside a chat, runs chats and presses beside each other', async () => {
    const { sandbox, call, bot } = await open();
    const releases: (() => void)[] = [];
    const hook = await openWebhook(async () => {
      await new Promise<void>((resolve) => releases.push(resolve));
      return { status: 200 };
    });
    await call('setWebhook', { url: hook.url });
    await say(sandbox, ANNA, 'a1');
    await say(sandbox, ANNA, 'a2');
    await say(sandbox, BORIS, 'b1');
    await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: 'press' });
    await until(() => releases.length === 3, 'three lanes at once');
    expect(order(hook.deliveries).sort()).toEqual(['a1', 'b1', 'press']);
    for (const release of releases.splice(0)) release();
    await until(() => releases.length === 1, 'the next of the lane');
    expect(order(hook.deliveries).at(-1)).toBe('a2');
    releases[0]?.();
    await until(() => bot.queue.size === 0, 'all confirmed');
  });

  test('never uses more connections than allowed', async () => {
    const { sandbox, call, bot } = await open();
    let active = 0;
    let most = 0;
    let free = (): void => {};
    const bothBusy = new Promise<void>((resolve) => {
      free = resolve;
    });
    const hook = await openWebhook(async () => {
      active += 1;
      most = Math.max(most, active);
      if (active === 2) free();
      await bothBusy;
      active -= 1;
      return { status: 200 };
    });
    await call('setWebhook', { url: hook.url, max_connections: 2 });
    for (let id = 1000; id < 1020; id += 1) {
      sandbox.core.world.addPerson({ id, firstName: 'Житель' });
      await say(sandbox, id, 'x');
    }
    await until(() => bot.queue.size === 0, 'all confirmed');
    expect(hook.deliveries).toHaveLength(20);
    expect(most).toBe(2);
  });

  test('repeats at once, then after 2, 4, 8 … seconds, and honours Retry-After', async () => {
    const scale = 0.01;
    const { sandbox, call, bot } = await open({ retryScale: scale });
    const answers = [
      { status: 500 },
      { status: 502 },
      { status: 500 },
      { status: 503, headers: { 'retry-after': '7' } },
    ];
    const hook = await openWebhook(async () => answers.shift() ?? { status: 200 });
    await call('setWebhook', { url: hook.url });
    await say(sandbox, ANNA, '1');
    await say(sandbox, ANNA, '2');
    await until(() => bot.queue.size === 0, 'all confirmed');
    expect(order(hook.deliveries)).toEqual(['1', '1', '1', '1', '1', '2']);
    const gaps = hook.deliveries.slice(1).map(({ at }, n) => at - (hook.deliveries[n]?.at ?? 0));
    // At once, 2 s, 4 s, 7 s as asked; timers may be late but not early.
    expect(gaps[1]).toBeGreaterThanOrEqual(2000 * scale - 2);
    expect(gaps[2]).toBeGreaterThanOrEqual(4000 * scale - 2);
    expect(gaps[3]).toBeGreaterThanOrEqual(7000 * scale - 2);
    expect((await call('getWebhookInfo')).result).toMatchObject({
      pending_update_count: 0,
      last_error_message: 'Wrong response from the webhook: 503',
    });
  });

  test('the first repetition does not wait at all', async () => {
    const { sandbox, call, bot } = await open({ retryScale: 1_000_000 });
    const answers = [{ status: 500 }];
    const hook = await openWebhook(async () => answers.shift() ?? { status: 200 });
    await call('setWebhook', { url: hook.url });
    await say(sandbox, ANNA, '1');
    await until(() => bot.queue.size === 0, 'confirmed');
    expect(hook.deliveries).toHaveLength(2);
  });

  test('drops what has become too old', async () => {
    const clock = movableClock();
    const { sandbox, call, bot } = await open({ clock, retryScale: 0.001 });
    const hook = await openWebhook(async () => {
      clock.forward(100);
      return { status: 500 };
    });
    await call('setWebhook', { url: hook.url });
    await doAs(sandbox, ANNA, { type: 'forge', messageId: 1, data: 'x' });
    await until(() => bot.queue.size === 0, 'dropped');
    expect(hook.deliveries).toHaveLength(2);
  });

  test('is removed when the program says for 23 hours that it is gone', async () => {
    const clock = movableClock();
    const { sandbox, call, bot } = await open({ clock, retryScale: 0.0001 });
    const hook = await openWebhook(async () => {
      clock.forward(12 * 3600);
      return { status: 410 };
    });
    await call('setWebhook', { url: hook.url });
    for (let n = 0; bot.record.webhook !== null && n < 10; n += 1) {
      await say(sandbox, ANNA, String(n));
      await until(() => bot.queue.size === 0 || bot.record.webhook === null, 'too old, or removed');
    }
    expect((await call('getWebhookInfo')).result).toMatchObject({ url: '' });
  });

  test('brings a voice message, whose file can be fetched', async () => {
    const { sandbox, call, bot } = await open();
    const hook = await openWebhook(async () => ({ status: 200 }));
    await call('setWebhook', { url: hook.url, max_connections: 1 });
    const voice = Buffer.from('OggS voice of Anna');
    const form = new FormData();
    form.append('kind', 'voice');
    form.append('duration', '7');
    form.append('file', new Blob([voice], { type: 'audio/ogg' }), 'voice.ogg');
    const sent = await fetch(`${sandbox.url}/sandbox/api/people/${ANNA}/upload`, {
      method: 'POST',
      body: form,
    });
    expect(sent.status).toBe(200);
    await until(() => bot.queue.size === 0, 'delivered');
    const heard = field(hook.deliveries[0]?.update, 'message', 'voice');
    expect(heard).toMatchObject({ duration: 7, mime_type: 'audio/ogg', file_size: voice.length });
    const file = await call('getFile', { file_id: field(heard, 'file_id') });
    const path = field(file.result, 'file_path');
    const bytes = await fetch(`${sandbox.url}/file/bot${sandbox.botToken}/${path}`);
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(voice);
  });

  test('runs a method that comes in the answer', async () => {
    const { sandbox, call, bot } = await open();
    const hook = await openWebhook(async ({ update }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: 'sendMessage',
        chat_id: ANNA,
        text: `эхо ${field(update, 'message', 'text')}`,
      }),
    }));
    await call('setWebhook', { url: hook.url });
    await say(sandbox, ANNA, '1');
    await until(() => bot.calls.some(({ method, ok }) => method === 'sendMessage' && ok), 'replied');
    const chat = bot.chats.get(ANNA);
    expect([...(chat?.messages.values() ?? [])].at(-1)?.message.text).toBe('эхо 1');
  });

  test('an update offered once more arrives under the same id', async () => {
    const { sandbox, call, bot } = await open();
    const hook = await openWebhook(async () => ({ status: 200 }));
    await call('setWebhook', { url: hook.url });
    await say(sandbox, ANNA, '1');
    await until(() => bot.queue.size === 0, 'confirmed');
    await doAs(sandbox, ANNA, { type: 'redeliver' });
    await until(() => hook.deliveries.length === 2 && bot.queue.size === 0, 'once more');
    expect(hook.deliveries[1]?.update).toEqual(hook.deliveries[0]?.update);
  });
});
