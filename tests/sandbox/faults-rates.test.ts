import { describe, expect, test } from 'vitest';
import { Rates } from '../../src/sandbox/bot-api/rates.ts';
import { ApiRefusal } from '../../src/sandbox/bot-api/refusal.ts';
import { act } from '../../src/sandbox/people/actions.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { until } from '../support/until.ts';
import { caller, openSandbox } from './support.ts';

const ANNA = 101;

async function open(options: SandboxOptions = {}) {
  const sandbox = await openSandbox({ people: [{ id: ANNA, firstName: 'Анна' }], ...options });
  const { world } = sandbox.core;
  const anna = world.people.get(ANNA);
  if (anna === undefined) throw new Error('no person');
  await act(world, world.defaultBot, anna, { type: 'start' });
  const chat = world.defaultBot.chats.get(ANNA);
  const sent = () => [...(chat?.messages.values() ?? [])].filter(({ outgoing }) => outgoing).length;
  return { sandbox, call: caller(sandbox), faults: sandbox.core.faults, bot: world.defaultBot, chat, sent };
}

describe('troubles that were asked for', () => {
  test('429 with retry_after for the next N calls, nothing is done', async () => {
    const { call, faults, sent, bot } = await open();
    faults.add({ kind: 'too-many-requests', method: 'sendMessage', retryAfter: 7, times: 2 });
    for (let n = 0; n < 2; n += 1) {
      expect(await call('sendMessage', { chat_id: ANNA, text: 'x' })).toEqual({
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 7',
        parameters: { retry_after: 7 },
      });
    }
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).ok).toBe(true);
    expect(sent()).toBe(1);
    expect(bot.refusals).toHaveLength(0);
    expect(faults.list()).toEqual([]);
  });

  test('cut after the work: the message is there, the answer is not', async () => {
    const { call, faults, sent, bot } = await open();
    faults.add({ kind: 'cut-after', method: 'sendMessage', times: 1 });
    await expect(call('sendMessage', { chat_id: ANNA, text: 'x' })).rejects.toThrow();
    expect(sent()).toBe(1);
    expect(bot.callsInFlight).toBe(0);
    faults.add({ kind: 'server-error-after', method: 'sendMessage', times: 1 });
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).error_code).toBe(500);
    expect(sent()).toBe(2);
    faults.add({ kind: 'cut-before', method: '*', times: 1 });
    await expect(call('sendMessage', { chat_id: ANNA, text: 'x' })).rejects.toThrow();
    expect(sent()).toBe(2);
  });

  test('500, delays, any refusal; only for one chat', async () => {
    const { call, faults, sent, bot } = await open();
    faults.add({ kind: 'server-error', method: 'sendMessage', times: 1, chatId: ANNA });
    expect((await call('getMe')).ok).toBe(true);
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).error_code).toBe(500);
    faults.add({
      kind: 'refuse',
      method: 'sendMessage',
      times: 1,
      errorCode: 403,
      description: 'Forbidden: user is deactivated',
    });
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).description).toBe(
      'Forbidden: user is deactivated',
    );
    faults.add({ kind: 'delay', method: 'sendMessage', times: 1, ms: 40 });
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).ok).toBe(true);
    expect(sent()).toBe(1);
    // What is delayed is not done yet; the rest goes on.
    faults.add({ kind: 'delay', method: 'sendMessage', ms: 3_600_000 });
    const late = call('sendMessage', { chat_id: ANNA, text: 'x' });
    await until('it is on its way', () => bot.callsInFlight === 1);
    expect((await call('getMe')).ok).toBe(true);
    expect(sent()).toBe(1);
    faults.clear();
    expect((await late).ok).toBe(true);
    expect(sent()).toBe(2);
  });

  test('chances are seeded', async () => {
    const run = async () => {
      const { call, faults } = await open();
      faults.add({ kind: 'server-error', method: 'getMe', probability: 0.5 });
      const answers: boolean[] = [];
      for (let n = 0; n < 12; n += 1) answers.push((await call('getMe')).ok);
      return answers;
    };
    const first = await run();
    expect(new Set(first).size).toBe(2);
    expect(await run()).toEqual(first);
  });
});

const send = (chatId: number) => ({
  botId: 1,
  method: 'sendmessage',
  chatId,
  messages: 1,
  isAnswer: false,
});

/** Sends when allowed; returns how many went through in the given time. */
function pour(
  rates: Rates,
  clock: { ms: number },
  chats: number[],
  seconds: number,
  perSecond: number,
): number {
  let passed = 0;
  for (let n = 0; n < seconds * perSecond; n += 1) {
    try {
      rates.check(send(chats[n % chats.length] ?? 0));
      passed += 1;
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.code !== 429) throw error;
    }
    clock.ms += 1000 / perSecond;
  }
  return passed;
}

describe('sending rates', () => {
  const people = Array.from({ length: 1000 }, (_, n) => n + 1);

  test('30 a second pass, more do not', () => {
    const clock = { ms: 0 };
    expect(pour(new Rates(() => clock.ms), clock, people, 10, 30)).toBe(300);
    const flood = { ms: 0 };
    const passed = pour(new Rates(() => flood.ms), flood, people, 10, 100);
    expect(passed).toBeGreaterThanOrEqual(300);
    expect(passed).toBeLessThanOrEqual(330);
  });

  test('one a second in a chat after a short burst, twenty a minute in a group', () => {
    const clock = { ms: 0 };
    expect(pour(new Rates(() => clock.ms), clock, [7], 20, 10)).toBeLessThanOrEqual(25);
    const group = { ms: 0 };
    const inGroup = pour(new Rates(() => group.ms), group, [-7], 60, 2);
    expect(inGroup).toBeGreaterThanOrEqual(38);
    expect(inGroup).toBeLessThanOrEqual(40);
    const calm = { ms: 0 };
    expect(pour(new Rates(() => calm.ms), calm, [7], 20, 1)).toBe(20);
  });

  test('tell how long to wait, and the wait is enough', () => {
    const clock = { ms: 0 };
    const rates = new Rates(() => clock.ms);
    let wait = 0;
    for (let n = 0; n < 10 && wait === 0; n += 1) {
      try {
        rates.check(send(7));
      } catch (error) {
        if (error instanceof ApiRefusal) wait = error.parameters?.retry_after ?? 0;
      }
    }
    expect(wait).toBe(1);
    clock.ms += wait * 1000;
    expect(() => rates.check(send(7))).not.toThrow();
    expect(() => rates.check({ ...send(7), method: 'answercallbackquery' })).not.toThrow();
    expect(() => rates.check({ ...send(7), method: 'sendchataction' })).not.toThrow();
  });

  test('are enforced over HTTP when switched on', async () => {
    let ticks = 0;
    const { sandbox, call } = await open({ ticks: () => ticks });
    await fetch(`${sandbox.url}/sandbox/api/settings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"rates":true}',
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call('sendMessage', { chat_id: ANNA, text: 'x' })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(answers.filter(({ parameters }) => parameters?.retry_after !== undefined)).toHaveLength(5);
    // As much as has been waited for, and not more.
    ticks = 1000;
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).ok).toBe(true);
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).error_code).toBe(429);
    sandbox.core.world.rules.rates = false;
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).ok).toBe(true);
    sandbox.core.world.rules.rates = true;
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).ok).toBe(true);
  });

  test('edits have a bucket of their own, albums count as what they hold', () => {
    const clock = { ms: 0 };
    const rates = new Rates(() => clock.ms);
    const edit = { ...send(-7), method: 'editmessagetext' };
    const passes = (call: Parameters<Rates['check']>[0]): boolean => {
      try {
        rates.check(call);
        return true;
      } catch {
        return false;
      }
    };
    let edits = 0;
    for (let n = 0; n < 60; n += 1) {
      if (passes(edit)) edits += 1;
      clock.ms += 1000;
    }
    expect(edits).toBeGreaterThanOrEqual(38);
    expect(edits).toBeLessThanOrEqual(40);
    expect(passes(send(-7))).toBe(true);
    // An album of ten in a group leaves room for nine more messages.
    const album = { ...send(-8), method: 'sendmediagroup', messages: 10 };
    expect([passes(album), passes({ ...album, messages: 9 }), passes(send(-8)), passes(send(-8))]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    clock.ms += 10_000;
    // Bigger than a bucket: when it is full.
    const many = { ...send(9), method: 'sendmediagroup', messages: 10 };
    expect(passes(many)).toBe(true);
    expect(passes(send(9))).toBe(false);
    clock.ms += 4000;
    expect(passes(send(9))).toBe(false);
    clock.ms += 2000;
    expect(passes(send(9))).toBe(true);
  });

  test('answers to somebody who has just written are no bulk', () => {
    const clock = { ms: 0 };
    const rates = new Rates(() => clock.ms);
    for (const person of people.slice(0, 200)) {
      expect(() => rates.check({ ...send(person), isAnswer: true })).not.toThrow();
    }
    for (const person of people.slice(200, 230)) rates.check(send(person));
    expect(() => rates.check(send(300))).toThrow('retry after 1');
  });

  test('more than 310 messages at once to a chat are refused, rates or not', async () => {
    const { call, faults, sent, chat } = await open();
    if (chat === undefined) throw new Error('no chat');
    faults.add({ kind: 'delay', method: 'sendMessage', ms: 3_600_000 });
    const refused: unknown[] = [];
    // As if 300 were on their way already.
    chat.sending = 300;
    const calls = Array.from({ length: 20 }, async () => {
      const answer = await call('sendMessage', { chat_id: ANNA, text: 'x' });
      if (!answer.ok) refused.push(answer);
    });
    await until('those beyond the limit are refused', () => refused.length === 10);
    expect(refused[0]).toMatchObject({ error_code: 429, parameters: { retry_after: 60 } });
    faults.clear();
    await Promise.all(calls);
    expect(refused).toHaveLength(10);
    expect(sent()).toBe(10);
    expect(chat.sending).toBe(300);
    expect((await call('sendMessage', { chat_id: ANNA, text: 'x' })).ok).toBe(true);
  });
});
