import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import { act } from '../../src/sandbox/people/actions.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/server.ts';
import { caller, field, movableClock, openDirectory, openSandbox, openWebhook, until } from './support.ts';

const ANNA = { id: 101, firstName: 'Анна' };
const BORIS = { id: 102, firstName: 'Борис' };
const GROUP = { id: -1001, title: 'Смена', memberIds: [102], forum: true };

async function open(options: SandboxOptions = {}) {
  const clock = movableClock();
  const sandbox = await openSandbox({ clock, people: [ANNA, BORIS], groups: [GROUP], ...options });
  const { world } = sandbox.core;
  const say = (text: string) => {
    const anna = world.people.get(ANNA.id);
    if (anna === undefined) throw new Error('no person');
    return act(world, world.defaultBot, anna, { type: 'send-text', text });
  };
  return { sandbox, clock, call: caller(sandbox), bot: world.defaultBot, world, say };
}

async function post(sandbox: Sandbox, route: string, body: unknown): Promise<[number, unknown]> {
  const response = await fetch(`${sandbox.url}/sandbox/api/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return [response.status, answer];
}

const HOUR = 3_600_000;

describe('time travel', () => {
  test('moves the clock of the program in the same process, which goes on running', async () => {
    const { sandbox, clock } = await open();
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-21T09:00:00.000Z');
    expect(await post(sandbox, 'settings', { clockOffset: 24 * HOUR })).toMatchObject([
      200,
      { rates: false, clock: { now: '2026-11-22T09:00:00.000Z', offset: 24 * HOUR } },
    ]);
    clock.forward(60);
    expect(sandbox.clock.now().toISOString()).toBe('2026-11-22T09:01:00.000Z');
    await post(sandbox, 'settings', { clockAt: '2026-12-25T00:00:00Z' });
    expect(sandbox.clock.now().toISOString()).toBe('2026-12-25T00:00:00.000Z');
    await post(sandbox, 'settings', { clockOffset: 0 });
    expect(sandbox.clock.now()).toEqual(clock.now());
  });

  test('presses, messages and answers grow old by it', async () => {
    const { sandbox, call, bot, say } = await open();
    await call('getUpdates', { offset: -1 });
    bot.queue.clear();
    await say('x');
    const anna = sandbox.core.world.people.get(ANNA.id);
    if (anna === undefined) throw new Error('no person');
    const pressed = await act(sandbox.core.world, bot, anna, { type: 'forge', messageId: 1, data: 'x' });
    const answer = () => call('answerCallbackQuery', { callback_query_id: pressed.callbackQueryId });
    await sandbox.core.control.travel(16_000);
    expect((await answer()).ok).toBe(false);
    await sandbox.core.control.travel(151_000);
    const kept = await call('getUpdates', { offset: 1 });
    expect(kept.result).toHaveLength(1);
    expect(field(kept.result, 0, 'message', 'text')).toBe('x');
    await sandbox.core.control.travel(24 * HOUR + 1);
    expect((await call('getUpdates', { offset: 2 })).result).toEqual([]);
  });

  test('tells the program, waits for it, and refuses nonsense', async () => {
    const told: string[] = [];
    const { sandbox } = await open({
      onTimeTravel: async () => {
        await Promise.resolve();
        told.push('done');
      },
    });
    await post(sandbox, 'settings', { clockOffset: HOUR });
    expect(told).toEqual(['done']);
    await post(sandbox, 'settings', { rates: true });
    expect(told).toEqual(['done']);
    expect((await post(sandbox, 'settings', { clockAt: 'tomorrow' }))[0]).toBe(400);
    expect((await post(sandbox, 'settings', { clockOffset: 1, clockAt: '2026-12-25' }))[0]).toBe(400);
    expect((await post(sandbox, 'settings', { clockAt: '2126-12-25' }))[0]).toBe(400);
    expect(await post(sandbox, 'settings', {})).toMatchObject([
      200,
      { rates: true, clock: { offset: HOUR } },
    ]);
  });

  test('survives a restart', async () => {
    const dataDir = await openDirectory();
    const first = await open({ dataDir });
    await first.sandbox.core.control.travel(HOUR);
    await first.sandbox.close();
    const second = await open({ dataDir });
    expect(second.sandbox.clock.now().toISOString()).toBe('2026-11-21T10:00:00.000Z');
  });
});

describe('reset', () => {
  async function live(options: SandboxOptions = {}) {
    const opened = await open(options);
    const { sandbox, call, say, world } = opened;
    world.addPerson({ id: 999, firstName: 'Гость' });
    await say('/start');
    const form = new FormData();
    form.set('chat_id', String(ANNA.id));
    form.set('document', new Blob(['x']), 'a.txt');
    await fetch(`${sandbox.url}/bot${sandbox.botToken}/sendDocument`, { method: 'POST', body: form });
    await call('setMyCommands', { commands: [{ command: 'menu', description: 'Меню' }] });
    await call('setMyCommands', {
      commands: [{ command: 'admin', description: 'x' }],
      scope: { type: 'chat', chat_id: ANNA.id },
    });
    await call('createForumTopic', { chat_id: GROUP.id, name: 'Заявки' });
    await call('createInvoiceLink', {
      title: 'x',
      description: 'x',
      payload: 'x',
      provider_token: '1:TEST:1',
      currency: 'RUB',
      prices: [{ label: 'x', amount: 10_000 }],
    });
    world.addSms({ phone: '+7', text: 'x', sender: null });
    world.addMail({ to: 'a', from: 'b', subject: '', text: '', html: null, attachments: [] });
    sandbox.core.gateway.payments.create({
      amount: 10_000,
      capture: true,
      description: null,
      metadata: {},
      confirmation: null,
      wanted: null,
      savedMethodId: null,
      saveMethod: false,
      merchantCustomerId: null,
      receipt: null,
    });
    await sandbox.core.control.travel(HOUR);
    return opened;
  }

  test('leaves the people and groups of the beginning and nothing else; what the bot is stays', async () => {
    const { sandbox, call, bot, clock } = await live();
    const lastUpdate = bot.record.nextUpdateId;
    const [status, state] = await post(sandbox, 'reset', {});
    expect(status).toBe(200);
    expect(state).toMatchObject({
      people: [{ id: ANNA.id }, { id: BORIS.id }],
      settings: { clock: { offset: 0 } },
    });
    expect(sandbox.clock.now()).toEqual(clock.now());
    const chat = createChat(sandbox);
    expect(chat.user('Анна').messages()).toEqual([]);
    expect(chat.gateway.payments()).toEqual([]);
    expect(chat.sms('+7')).toEqual([]);
    expect(chat.mail('a')).toEqual([]);
    expect(bot.invoiceLinks.size).toBe(0);
    expect([...bot.chats.values()].find(({ id }) => id === GROUP.id)?.head).toMatchObject({
      forum: true,
      topics: [],
      members: { 102: 'creator' },
    });
    expect((await call('getMyCommands')).result).toHaveLength(1);
    expect((await call('getMyCommands', { scope: { type: 'chat', chat_id: GROUP.id } })).result).toEqual([]);
    expect(bot.queue.all().map(({ kind }) => kind)).toEqual(['my_chat_member']);
    expect(bot.record.nextUpdateId).toBeGreaterThan(lastUpdate);
    expect((await call('sendMessage', { chat_id: ANNA.id, text: 'x' })).description).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
  });

  test('waits for the program, swallows what it said meanwhile, and tells the page', async () => {
    const events: string[] = [];
    let speak: () => Promise<unknown> = async () => {};
    const { sandbox, world, call } = await live({
      onReset: async () => {
        await speak();
        events.push('program');
      },
    });
    speak = () => {
      const gone = { id: ANNA.id, firstName: 'Анна из старой жизни' };
      const person = world.addPerson(gone);
      return act(world, world.defaultBot, person, { type: 'start' }).then(() =>
        call('sendMessage', { chat_id: ANNA.id, text: 'x' }),
      );
    };
    world.events.on(({ type }) => {
      if (type === 'reset') events.push('page');
    });
    await Promise.all([post(sandbox, 'reset', {}), post(sandbox, 'reset', {})]);
    expect(events).toEqual(['program', 'page']);
    expect(createChat(sandbox).user('Анна').messages()).toEqual([]);
    speak = () => Promise.reject(new Error('the program could not'));
    expect((await post(sandbox, 'reset', {}))[0]).toBe(500);
    expect(world.people.size).toBe(2);
  });

  test('is kept: a restart brings nothing back', async () => {
    const dataDir = await openDirectory();
    const { sandbox } = await live({ dataDir });
    await sandbox.core.control.reset();
    sandbox.core.world.journal.flush();
    expect(readdirSync(path.join(dataDir, 'files'))).toEqual([]);
    await sandbox.close();
    expect(existsSync(path.join(dataDir, 'journal.jsonl'))).toBe(true);
    const kinds = readFileSync(path.join(dataDir, 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => String(field(JSON.parse(line), 0)).split('/')[0]);
    expect(new Set(kinds)).toEqual(new Set(['bot', 'person', 'chat', 'update', 'yk-settings']));
    const again = await open({ dataDir });
    expect(again.world.people.size).toBe(2);
    expect(again.bot.chats.get(ANNA.id)).toBeUndefined();
  });

  test('a webhook goes on', async () => {
    const { sandbox, call, bot } = await open();
    const hook = await openWebhook(async () => ({ status: 200 }));
    await call('setWebhook', { url: hook.url });
    await until(() => bot.queue.size === 0, 'the beginning is told');
    await sandbox.core.control.reset();
    await until(() => bot.queue.size === 0 && hook.deliveries.length === 2, 'and once more');
    expect(hook.deliveries[1]?.update).toHaveProperty('my_chat_member');
  });

  test('another site cannot ask for it', async () => {
    const { sandbox, bot, say } = await open();
    await say('x');
    const url = `${sandbox.url}/sandbox/api/reset`;
    const form = await fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    expect(form.status).toBe(400);
    const foreign = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: '{}',
    });
    expect(foreign.status).toBe(403);
    expect(bot.chats.get(ANNA.id)?.messages.size).toBe(1);
  });
});

describe('names of the server', () => {
  function status(sandbox: Sandbox, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const outgoing = request(`${sandbox.url}/sandbox/api/state`, { headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  }

  test('others are allowed when named, with any port or one', async () => {
    const { sandbox } = await open({
      allowedHosts: ['sandbox', 'Demo.example:8443'],
      publicUrl: 'https://demo.example:8443/',
    });
    expect(await status(sandbox, { host: 'sandbox:8081' })).toBe(200);
    expect(await status(sandbox, { host: 'sandbox' })).toBe(200);
    expect(await status(sandbox, { host: 'demo.example:8443' })).toBe(200);
    expect(await status(sandbox, { host: 'demo.example' })).toBe(403);
    expect(await status(sandbox, { host: 'sandbox.evil.example:8081' })).toBe(403);
    expect(await status(sandbox, { host: 'sandbox:1', origin: 'https://demo.example:8443' })).toBe(200);
    expect(await status(sandbox, { host: 'sandbox:1', origin: 'http://other.example' })).toBe(403);
    const { context, apiUrl } = sandbox.core.gateway;
    expect(context.publicUrl).toBe('https://demo.example:8443');
    expect(apiUrl).toBe(`${sandbox.url}/yookassa/v3`);
  });
});
