import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { createGroup } from '../../src/sandbox/people/groups.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createProbe, type Probe, probeRoutes } from './support/probes.ts';
import { type BotStage, openStage } from './support/stage.ts';

// Promise 6, the updates' part: old buttons, late presses, groups, edits, floods: an answer or silence, never harm.

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
  stage = await openStage(database, { features: [probe.feature] });
});
afterEach(async () => {
  vi.useRealTimers();
  await stage.close();
});

describe('a press', () => {
  it('older than 150 s is not offered any more; the same button works when it is pressed again', async () => {
    const anna = await stage.resident('Анна');
    await anna.presses(probeRoutes.effect.data());
    await anna.says('/read');
    stage.pass(151);
    await stage.handleAll();
    expect(probe.effects).toBe(0);
    expect(probe.reads).toBe(1);
    await anna.presses(probeRoutes.effect.data());
    await stage.handleAll();
    expect(probe.effects).toBe(1);
  });

  it('answered too late for a toast is handled all the same, and nobody is told of a failure', async () => {
    const anna = await stage.resident('Анна');
    probe.run = async (ctx) => {
      stage.pass(20);
      await ctx.answerCallbackQuery({ text: 'late' });
      await ctx.reply('shown');
    };
    expect(await stage.handle(await anna.presses(probeRoutes.run.data()))).toBe('done');
    expect(anna.said().at(-1)).toBe('shown');
    expect(anna.said().join()).not.toContain('сломалось');
    expect(stage.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('under a message that is gone shows its screen anew', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.does({ type: 'forge', messageId: 999_999, data: 'home' }));
    expect(anna.user.screen()).toContain('Здравствуйте, Анна!');
  });

  it.each([
    'home:1',
    'home:',
    'bill',
    'bill:0',
    'bill:99999999999',
    'bill:1:2',
    'bill:abc',
    ':',
    '::::',
    'conv:1:ok',
    'conv:x',
    'constructor',
    '__proto__',
    'я'.repeat(32),
  ])('with forged data %j gets a word and harms nothing', async (data) => {
    const anna = await stage.resident('Анна');
    expect(await stage.handle(await anna.presses(data))).toBe('done');
    expect(anna.user.toasts()).not.toEqual([]);
    expect(stage.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

describe('what is not meant for us', () => {
  it('groups: messages, commands and presses move nothing in the private chat and get no word', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const { world } = stage.sandbox.core;
    const bot = world.botByToken(stage.sandbox.botToken);
    const group = createGroup(world, bot, { title: 'Дом', memberIds: [anna.id] });
    await stage.handle(await anna.does({ type: 'send-text', chatId: group.id, text: 'one' }));
    await stage.handle(await anna.does({ type: 'send-text', chatId: group.id, text: '/read@domovoy_bot' }));
    expect([...group.messages.values()].filter(({ outgoing }) => outgoing)).toEqual([]);
    expect(probe.answers).toEqual([]);
    expect(probe.reads).toBe(0);
    await stage.handle(await anna.says('first'));
    expect(probe.answers).toEqual(['first']);
  });

  it('a command for another bot gets a hint, not our command', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/read@other_bot'));
    expect(probe.reads).toBe(0);
    expect(anna.said().at(-1)).toContain('Такой команды нет');
  });

  it('edits are silent, also of a command', async () => {
    const anna = await stage.resident('Анна');
    const { message } = await anna.says('/read');
    if (message === undefined) throw new Error('no message');
    await stage.handleAll();
    const before = anna.said().length;
    await stage.handle(
      await anna.does({ type: 'edit-text', messageId: message.message_id, text: '/effect' }),
    );
    expect(probe.effects).toBe(0);
    expect(anna.said().length).toBe(before);
  });

  it('locations and contacts outside forms get a hint', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.does({ type: 'send-location', latitude: 55, longitude: 37 }));
    expect(anna.said().at(-1)).toContain('не пригодится');
    await stage.handle(await anna.does({ type: 'send-contact' }));
    expect(anna.said().at(-1)).toContain('не заполняется');
  });
});

describe('a flood', () => {
  it('costs one message; presses are answered; after ten seconds all is as before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const anna = await stage.resident('Анна');
    const boris = await stage.resident('Борис');
    vi.setSystemTime(Date.now() + 11_000);
    for (let turn = 0; turn < 60; turn += 1) await stage.handle(await anna.says('/read'));
    expect(probe.reads).toBe(40);
    expect(anna.said().filter((text) => text.includes('Слишком быстро'))).toHaveLength(1);
    await stage.handle(await anna.presses(probeRoutes.effect.data()));
    expect(anna.user.toasts().at(-1)?.text).toContain('Слишком быстро');
    expect(probe.effects).toBe(0);
    // Nobody else pays for it.
    await stage.handle(await boris.says('/read'));
    expect(probe.reads).toBe(41);
    vi.setSystemTime(Date.now() + 11_000);
    await stage.handle(await anna.says('/read'));
    expect(probe.reads).toBe(42);
  });
});
