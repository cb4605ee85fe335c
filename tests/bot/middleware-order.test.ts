import { Composer } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotContext } from '../../src/bot/context.ts';
import { LockBusyError, type PersonLock } from '../../src/coordination/person-lock.ts';
import type { Database } from '../../src/database/client.ts';
import { createGroup } from '../../src/sandbox/people/groups.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createProbe, type Probe, probeRoutes } from './support/probes.ts';
import { type BotStage, dialogueOf, openStage, type StageOptions } from './support/stage.ts';

// The order of bot.ts, seen from outside: what each step keeps away from the later ones.

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

/** A lock that can be made busy for everybody. */
function createSwitchedLock(): PersonLock & { busy: boolean } {
  const lock: PersonLock & { busy: boolean } = {
    busy: false,
    run(key, work) {
      if (lock.busy) return Promise.reject(new LockBusyError(key));
      return work(new AbortController().signal);
    },
  };
  return lock;
}

async function open(options: StageOptions = {}): Promise<void> {
  stage = await openStage(database, { ...options, features: [probe.feature] });
}

describe('payments (3) stand before the lock (4)', () => {
  it('a checkout question and a charge are handled while the person’s lock is busy, a message is put off', async () => {
    const lock = createSwitchedLock();
    const seen: string[] = [];
    await open({
      lock,
      checkout: () => {
        const composer = new Composer<BotContext>();
        composer.on('pre_checkout_query', async (ctx) => {
          seen.push('question');
          await ctx.answerPreCheckoutQuery(false, { error_message: 'no' });
        });
        composer.on('message:successful_payment', () => {
          seen.push('charge');
        });
        return composer;
      },
    });
    const anna = await stage.resident('Анна');
    const text = await anna.says('/read');
    lock.busy = true;
    const from = text.message?.from;
    if (text.message === undefined || from === undefined) throw new Error('no message');
    const amount = { currency: 'RUB', total_amount: 10_000, invoice_payload: 'p' };
    const { statements } = await database.countStatements(async () => {
      await stage.handle({ update_id: 1, pre_checkout_query: { id: '1', from, ...amount } });
      await stage.handle({
        update_id: 2,
        message: {
          ...text.message,
          from,
          chat: { id: anna.id, type: 'private', first_name: 'Анна' },
          date: 0,
          message_id: 1,
          text: undefined as never,
          successful_payment: {
            ...amount,
            telegram_payment_charge_id: 'c1',
            provider_payment_charge_id: 'c2',
          },
        } as never,
      });
    });
    expect(seen).toEqual(['question', 'charge']);
    expect(statements).toEqual([]);
    expect(await stage.handle(text)).toEqual({ retryAfterSeconds: expect.any(Number) });
    expect(probe.reads).toBe(0);
    lock.busy = false;
    expect(await stage.handle(text)).toBe('done');
    expect(probe.reads).toBe(1);
  });
});

describe('what is never served (2) stops before the lock (4)', () => {
  it('other bots and channels cost neither lock nor statement', async () => {
    const lock = createSwitchedLock();
    await open({ lock });
    const anna = await stage.resident('Анна');
    const { message } = await anna.says('/read');
    if (message === undefined) throw new Error('no message');
    lock.busy = true;
    const bot = { id: 99, is_bot: true, first_name: 'Other' };
    const channel = { id: -1001, type: 'channel' as const, title: 'News' };
    const { statements } = await database.countStatements(async () => {
      expect(await stage.handle({ update_id: 1, message: { ...message, from: bot } as never })).toBe('done');
      expect(await stage.handle({ update_id: 2, message: { ...message, chat: channel } as never })).toBe(
        'done',
      );
    });
    expect(statements).toEqual([]);
    expect(probe.reads).toBe(0);
  });
});

describe('the person is loaded (5) inside the lock (4)', () => {
  it('nothing is read while somebody else holds it', async () => {
    const lock = createSwitchedLock();
    await open({ lock });
    const anna = await stage.resident('Анна');
    const update = await anna.says('/read');
    lock.busy = true;
    const { statements } = await database.countStatements(() => stage.handle(update));
    expect(statements).toEqual([]);
  });
});

describe('the duplicate check (4) stands before everything that acts', () => {
  it('a known update reaches neither limit, form nor handler', async () => {
    await open();
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const answer = await anna.says('one');
    await stage.handle(answer);
    const before = anna.said().length;
    // More often than the limit of a person allows: none of them counts.
    for (let turn = 0; turn < 60; turn += 1) expect(await stage.handle(answer)).toBe('done');
    expect(anna.said().length).toBe(before);
    expect(probe.answers).toEqual(['one']);
    await stage.handle(await anna.says('two'));
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
  });
});

describe('the error boundary (5) stands inside the lock (4)', () => {
  it('an apology is written as handled when the handler had an effect', async () => {
    await open();
    const anna = await stage.resident('Анна');
    probe.run = (ctx) => {
      probe.effects += 1;
      ctx.dialogue?.remember();
      return Promise.reject(new Error('broken'));
    };
    const update = await anna.says('/run');
    expect(await stage.handle(update)).toBe('done');
    const { recentUpdateIds } = await dialogueOf(database, anna.id);
    expect(recentUpdateIds.map(Number)).toContain(update.update_id);
    expect(await stage.handle(update)).toBe('done');
    expect(probe.effects).toBe(1);
  });
});

describe('the limit (6) stands before forms (7) and features (8)', () => {
  it('what is too much reaches neither', async () => {
    await open();
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const spent = 2;
    for (let turn = 0; turn < 40 - spent; turn += 1) await stage.handle(await anna.presses('unknown'));
    await stage.handle(await anna.says('swallowed'));
    await stage.handle(await anna.says('/read'));
    expect(probe.answers).toEqual([]);
    expect(probe.reads).toBe(0);
  });
});

describe('forms (7) stand before features (8)', () => {
  it('an open form takes the text; a command or another button leaves it', async () => {
    await open();
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    await stage.handle(await anna.says('one'));
    await stage.handle(await anna.says('/read'));
    expect(probe.answers).toEqual(['one']);
    expect(probe.reads).toBe(1);
    await stage.handle(await anna.says('two'));
    expect(probe.answers).toEqual(['one']);

    await stage.handle(await anna.says('/note'));
    await stage.handle(await anna.presses(probeRoutes.read.data()));
    expect(probe.reads).toBe(2);
    await stage.handle(await anna.says('three'));
    expect(probe.answers).toEqual(['one']);
  });
});

describe('groups', () => {
  it('reach the staff group (9), never forms (7) and features (8)', async () => {
    const heard: string[] = [];
    const staffGroup = new Composer<BotContext>();
    staffGroup.on('message:text', (ctx) => {
      heard.push(ctx.message.text);
    });
    await open({ staffGroup });
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const { world } = stage.sandbox.core;
    const bot = world.botByToken(stage.sandbox.botToken);
    const group = createGroup(world, bot, { title: 'Дом', memberIds: [anna.id] });
    for (const text of ['one', '/read', '/start']) {
      await stage.handle(await anna.does({ type: 'send-text', chatId: group.id, text }));
    }
    expect(heard).toEqual(['one', '/read', '/start']);
    expect(probe.answers).toEqual([]);
    expect(probe.reads).toBe(0);
    const outgoing = [...group.messages.values()].filter((message) => message.outgoing);
    expect(outgoing).toEqual([]);
    // The form in the private chat still waits.
    await stage.handle(await anna.says('one'));
    expect(probe.answers).toEqual(['one']);
  });
});

describe('fallbacks (10) come last', () => {
  it('an unknown button gets a word and a fresh menu, unknown words a hint; known ones do not', async () => {
    await open();
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.presses('gone:1:2'));
    expect(anna.user.toasts().at(-1)?.text).toContain('устарела');
    expect(anna.user.screen()).toContain('Здравствуйте');
    await stage.handle(await anna.says('абракадабра'));
    expect(anna.said().at(-1)).toContain('Не понял');
    const before = anna.user.toasts().length;
    await stage.handle(await anna.presses(probeRoutes.read.data()));
    expect(anna.said().at(-1)).toBe('read');
    expect(anna.user.toasts().length).toBe(before);
  });
});

describe('every press gets its answer (2), whoever handles it', () => {
  it('a handler that forgets is helped out, at the end or after two seconds', async () => {
    await open();
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.presses(probeRoutes.mute.data()));
    const { world } = stage.sandbox.core;
    const bot = world.botByToken(stage.sandbox.botToken);
    expect(bot.openPresses.size).toBe(0);

    let answeredWhileRunning = false;
    probe.run = async () => {
      const began = performance.now();
      while (bot.openPresses.size > 0 && performance.now() - began < 5_000)
        await new Promise((resolve) => setTimeout(resolve, 20));
      answeredWhileRunning = bot.openPresses.size === 0;
    };
    await stage.handle(await anna.presses(probeRoutes.run.data()));
    expect(answeredWhileRunning).toBe(true);
    expect(bot.calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(2);
  });
});
