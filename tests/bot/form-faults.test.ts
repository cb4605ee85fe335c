import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../src/bot/ui/routes.ts';
import type { Database } from '../../src/database/client.ts';
import type { Fault } from '../../src/sandbox/person-api.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createProbe, type Probe } from './support/probes.ts';
import { type Actor, type BotStage, dialogueOf, openStage } from './support/stage.ts';

// A form between two questions: the answer is taken, the next question is about to be asked, and something is away.

let database: Database;
let stage: BotStage;
let probe: Probe;
let anna: Actor;
let away = false;

const gone = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  probe = createProbe();
  away = false;
  // A client that loses its server: every statement fails as node-postgres would.
  const db = new Proxy(database.prisma, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (!away) return typeof value === 'function' ? value.bind(target) : value;
      return () => Promise.reject(gone());
    },
  });
  stage = await openStage(database, { features: [probe.feature], db, retryScale: 0.01 });
  anna = await stage.resident('Анна');
});
afterEach(() => stage.close());

/** What the bot has said since the form began. */
const asked = (): string[] => {
  const said = anna.said();
  return said.slice(said.indexOf('first?'));
};
const LOST = expect.stringContaining('Если последнего вопроса не видно');
const PUT_OFF = { retryAfterSeconds: expect.any(Number) };
const done = async (text: string): Promise<void> => {
  expect(await stage.handle(await anna.says(text))).toBe('done');
};

describe('a database that goes away', () => {
  it('while an answer is taken: offered again the answer counts, and nothing was said in between', async () => {
    await done('/note');
    probe.onAnswer = () => {
      away = true;
      return Promise.resolve();
    };
    const answer = await anna.says('one');
    expect(await stage.handle(answer)).toEqual(PUT_OFF);
    expect(asked()).toEqual(['first?']);
    away = false;
    probe.onAnswer = () => Promise.resolve();
    expect(await stage.handle(answer)).toBe('done');
    await done('two');
    expect(asked()).toEqual(['first?', 'second?', 'noted one two']);
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
  });

  it('and is back before the update ends: it is put off all the same, not apologised for', async () => {
    await done('/note');
    await done('one');
    probe.onSubmit = () => Promise.reject(gone());
    const answer = await anna.says('two');
    expect(await stage.handle(answer)).toEqual(PUT_OFF);
    probe.onSubmit = () => Promise.resolve();
    expect(await stage.handle(answer)).toBe('done');
    expect(asked()).toEqual(['first?', 'second?', 'noted one two']);
    expect(probe.submitted).toHaveLength(1);
  });

  it('after the next question was asked: offered again the form goes on from there, and acts once', async () => {
    await done('/note');
    const answer = await anna.says('one');
    const slow = stage.sandbox.core.faults.add({ kind: 'delay', method: 'sendMessage', ms: 300, times: 1 });
    const handled = stage.handle(answer);
    await expect.poll(() => slow.hits).toBe(1);
    away = true;
    expect(await handled).toEqual(PUT_OFF);
    away = false;
    expect(await stage.handle(answer)).toBe('done');
    await done('two');
    expect(asked().at(-1)).toBe('noted one two');
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
  });
});

describe('a Telegram that does not take the next question', () => {
  const once = { method: 'sendMessage', times: 1 } as const;
  const trouble = (fault: Fault) => stage.sandbox.core.faults.add(fault);

  it.each(['cut-after', 'server-error-after'] as const)(
    '%s: the question that came is answered as ever',
    async (kind) => {
      await done('/note');
      trouble({ ...once, kind });
      await done('one');
      await done('two');
      expect(asked()).toEqual(['first?', 'second?', LOST, 'noted one two']);
      expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
    },
  );

  it.each(['cut-before', 'server-error'] as const)(
    '%s: one press asks it again, with the answer before it kept',
    async (kind) => {
      await done('/note');
      trouble({ ...once, kind });
      await done('one');
      expect(asked()).toEqual(['first?', LOST]);
      const { id } = await database.prisma.draft.findFirstOrThrow({ where: { kind: 'note' } });
      expect(await stage.handle(await anna.presses(routes.continueForm.data({ draft: id })))).toBe('done');
      await done('two');
      expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
      expect(probe.answers).toEqual(['one', 'two']);
    },
  );

  it('for a flood: the next word is no answer to what was never asked', async () => {
    await done('/note');
    // Neither the question nor the word about it.
    trouble({
      kind: 'too-many-requests',
      method: 'sendMessage',
      retryAfter: 6_000,
      times: 2,
    });
    await done('one');
    expect(asked()).toEqual(['first?']);
    await done('one, do you hear?');
    expect(asked()).toEqual(['first?', 'second?']);
    await done('two');
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
  });

  it('for a short flood: it is waited out once, not again with the answer', async () => {
    await done('/note');
    trouble({ ...once, kind: 'too-many-requests', retryAfter: 2 });
    await done('one');
    expect(asked()).toEqual(['first?', 'second?']);
    const began = performance.now();
    await done('two');
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
  });

  it('nor a sentence about a refused answer: the question stands', async () => {
    await done('/note');
    trouble({ ...once, kind: 'server-error' });
    expect(await stage.handle(await anna.does({ type: 'send-special', kind: 'dice' }))).toBe('done');
    await done('one');
    await done('two');
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
  });

  it('because of a fault of ours: an apology, and the form ends', async () => {
    await done('/note');
    trouble({ ...once, kind: 'refuse', errorCode: 400, description: 'Bad Request: text is too long' });
    await done('one');
    expect(asked().at(-1)).toContain('Что-то сломалось у нас');
    expect((await dialogueOf(database, anna.id)).state).toEqual({});
  });

  it('nor takes the buttons off the one before: the next is asked', async () => {
    await done('/note');
    trouble({ kind: 'cut-before', method: 'editMessageReplyMarkup', times: 1 });
    await done('one');
    expect(asked()).toEqual(['first?', 'second?']);
  });
});
