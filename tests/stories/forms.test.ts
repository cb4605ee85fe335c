import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotContext } from '../../src/bot/context.ts';
import type { Feature } from '../../src/bot/feature.ts';
import { toastPress } from '../../src/bot/ui/alert.ts';
import { defineRoute } from '../../src/bot/ui/callback-data.ts';
import type { Form } from '../../src/bot/ui/form.ts';
import type { Database } from '../../src/database/client.ts';
import { DomainError } from '../../src/domain/errors.ts';
import type { User } from '../../src/sandbox/driver.ts';
import { escapeHtml } from '../../src/texts/html.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { type ComingIn, openComingIn, unexpected } from './support/coming-in.ts';
import { register } from './support/steps.ts';

let database: Database;
let bot: ComingIn;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
  applied.length = 0;
  submitted.length = 0;
});
afterEach(async () => {
  expect(unexpected(bot.chat.problems())).toEqual([]);
  await bot.close();
});

type Values = { color: string; size: string };
const applied: { answer: string; key: string }[] = [];
const submitted: { values: Partial<Values>; draftId: number }[] = [];
const toyRoute = defineRoute('toy');
const toastRoute = defineRoute('toy.t');
const refusingRoute = defineRoute('toy.r');

/** A form as a feature would write it; answers choose what happens. */
function toy(over: Partial<Form<Values>> = {}): Form<Values> {
  return {
    id: 'toy',
    minutes: 30,
    steps: [
      {
        id: 'color',
        help: 'residents-help-first-name',
        done: (values) => values.color !== undefined,
        ask: (_, tr) => ({
          html: escapeHtml(`color? ${tr.locale}`),
          options: [
            [
              { caption: 'Red', value: 'red' },
              { caption: 'Stop', value: 'stop' },
            ],
          ],
        }),
        read: (input) => {
          if (input.kind === 'option') return { ok: true, patch: { color: input.value } };
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          return input.text === 'bad'
            ? { ok: false, code: 'NAME_EMPTY' }
            : { ok: true, patch: { color: input.text } };
        },
        apply: async (_, patch, who) => {
          const answer = patch.color ?? '';
          applied.push({ answer, key: who.key });
          if (answer === 'refuse') throw new DomainError('NAME_NOT_LETTERS');
          if (answer === 'stop') return { kind: 'stop', code: 'NAME_NOT_LETTERS' };
          if (answer === 'jump') return { kind: 'goto', step: 'size', patch: { color: 'jumped' } };
          if (answer === 'again') return { kind: 'again', notice: 'residents-code-sent-again' };
          return { kind: 'next', patch };
        },
      },
      {
        id: 'size',
        help: 'residents-help-last-name',
        done: (values) => values.size !== undefined,
        ask: () => ({ html: escapeHtml('size?') }),
        skip: { size: 'none' },
        read: (input) =>
          input.kind === 'text'
            ? { ok: true, patch: { size: input.text } }
            : { ok: false, code: 'OTHER_INPUT' },
      },
    ],
    review: (values) => ({
      html: escapeHtml(`review ${values.color} ${values.size}`),
      confirm: 'Do it',
      edit: [{ caption: 'Change size', step: 'size' }],
    }),
    mend: { MEND_SIZE: 'size' },
    submit: async (values, who) => {
      submitted.push({ values, draftId: who.draftId });
      if (values.size === 'refuse') throw new DomainError('NAME_TOO_LONG', { max: 3 });
      if (values.size === 'mend') throw new DomainError('MEND_SIZE');
      return { size: values.size ?? '' };
    },
    done: (result) => ({ html: escapeHtml(`done ${String(result.size)}`), buttons: [] }),
    ...over,
  };
}

const feature =
  (form: Form<Values>): Feature =>
  (host) => {
    host.forms.define(form);
    const open = (ctx: BotContext): Promise<void> => host.forms.start(ctx, form);
    host.onCommand('toy', 'registered', open);
    host.router.on('toy', 'registered', toyRoute, open);
    host.router.on('toy', 'registered', toastRoute, (ctx) => toastPress(ctx, 'noted'));
    host.router.on('toy', 'registered', refusingRoute, () => Promise.reject(new DomainError('NAME_EMPTY')));
  };

async function opened(form: Form<Values> = toy()): Promise<User> {
  bot = await openComingIn(database, { features: [feature(form)] });
  const user = bot.chat.user('Анна', { phone: '+79161234567' });
  await register(user);
  await user.send('/toy');
  return user;
}

async function stateSize(): Promise<number> {
  const { state } = await database.prisma.dialogue.findFirstOrThrow();
  return JSON.stringify(state).length;
}

describe('a form', () => {
  it('collects, reviews, changes one answer, acts once', async () => {
    const user = await opened();
    await user.press('Red');
    await user.press('Пропустить');
    expect(user.screen()).toContain('review red none');
    await user.press('Change size');
    await user.send('big');
    await user.press('Do it');
    expect(user.screen()).toBe('done big');
    expect(submitted.map(({ values }) => values)).toEqual([{ color: 'red', size: 'big' }]);
    const draft = await database.prisma.draft.findFirstOrThrow({ where: { kind: 'toy' } });
    expect(draft.data).toEqual({ color: 'red', size: 'big' });
    expect((await database.prisma.dialogue.findFirstOrThrow()).state).toEqual({});
  });

  it('refused answers, refused effects and notices leave the state as it was', async () => {
    const user = await opened();
    const size = await stateSize();
    for (let times = 0; times < 5; times++) {
      await user.send('bad');
      await user.send('refuse');
      await user.send('again');
    }
    expect(await stateSize()).toBe(size);
    expect(applied).toHaveLength(10);
    await user.send('blue');
    expect(user.screen()).toContain('size?');
  });

  it('stores no more after ten answers than after two', async () => {
    const user = await opened();
    await user.press('Red');
    await user.send('big');
    const size = await stateSize();
    for (let times = 0; times < 9; times++) {
      await user.press('Change size');
      await user.send('sma');
      expect(user.screen()).toContain('review red sma');
    }
    // Numbers of messages and updates may have a digit more; an answer would be hundreds.
    expect(await stateSize()).toBeLessThan(size + 40);
    await user.press('Do it');
    expect(submitted).toEqual([expect.objectContaining({ values: { color: 'red', size: 'sma' } })]);
  });

  it('names each answer by its update: the same when redelivered, another when tried again', async () => {
    const user = await opened();
    await user.send('refuse');
    await user.send('refuse');
    await user.redeliver();
    const keys = applied.map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^\d+:color:\d+$/);
  });

  it('goes where an outcome leads, back, and stops when it cannot go on', async () => {
    const user = await opened();
    await user.send('jump');
    expect(user.screen()).toContain('size?');
    await user.press('‹ Назад');
    expect(user.screen()).toContain('color? ru');
    await user.press('Stop');
    expect(user.texts().at(-1)).toContain('Здесь только буквы');
    expect(user.buttons()).toEqual(['🏠 Меню']);
    expect((await database.prisma.dialogue.findFirstOrThrow()).state).toEqual({});
    await user.press('🏠 Меню');
    expect(user.screen()).toContain('Здравствуйте');
  });

  it('a refused confirmation keeps the review and the state; a mendable one asks its step again', async () => {
    const user = await opened();
    await user.press('Red');
    await user.send('refuse');
    const size = await stateSize();
    for (let times = 0; times < 5; times++) await user.press('Do it');
    expect(user.toasts().at(-1)).toEqual({ text: 'Слишком длинно: не больше 3 знаков.', alert: true });
    expect(await stateSize()).toBe(size);
    await user.press('Change size');
    await user.send('mend');
    await user.press('Do it');
    expect(user.screen()).toContain('size?');
    await user.send('fine');
    await user.press('Do it');
    expect(user.screen()).toBe('done fine');
  });

  it('text on the review is answered, not taken', async () => {
    const user = await opened();
    await user.press('Red');
    await user.send('big');
    await user.send('да');
    expect(user.texts().at(-1)).toContain('нажмите кнопку под сообщением');
    await user.press('Do it');
    expect(user.screen()).toBe('done big');
  });

  it('without a review the last answer acts; a refusal ends it', async () => {
    const user = await opened(toy({ review: null }));
    await user.press('Red');
    await user.send('refuse');
    expect(user.texts().at(-1)).toContain('Слишком длинно');
    expect((await database.prisma.dialogue.findFirstOrThrow()).state).toEqual({});
    await user.send('/toy');
    await user.press('Red');
    await user.send('big');
    expect(user.screen()).toBe('done big');
  });

  it('opened by a press: the same press again opens nothing and keeps what was answered', async () => {
    const user = await opened();
    await user.send('/cancel');
    await user.forge('toy');
    const drafts = await database.prisma.draft.count();
    await user.repress();
    expect(user.toasts().at(-1)?.text).toContain('Форма уже открыта');
    await user.send('blue');
    await user.forge('home');
    expect(user.screen()).toContain('Здравствуйте');
    expect(await database.prisma.draft.count()).toBe(drafts);
  });

  it('left by a press that shows nothing but a toast is told, with the way back', async () => {
    const user = await opened();
    await user.press('Red');
    for (const data of [toastRoute.data(), refusingRoute.data()]) {
      await user.forge(data);
      expect(user.screen()).toContain('Вы не закончили заполнять');
      await user.press('↩️ Продолжить заполнение');
      expect(user.screen()).toContain('size?');
    }
    await user.send('big');
    await user.press('Do it');
    expect(submitted).toHaveLength(1);
  });

  it('after a day the dialogue has ended: the answer is not swallowed', async () => {
    const user = await opened();
    const { state } = await database.prisma.dialogue.findFirstOrThrow();
    // The plugin's clock is the machine's: the stored moment goes back a day instead.
    const aged = JSON.stringify(state).replaceAll(/\b1[0-9]{12}\b/g, (at) =>
      String(Number(at) - 25 * 3600_000),
    );
    await database.prisma.$executeRaw`UPDATE "Dialogue" SET "state" = ${aged}::jsonb`;
    await user.send('blue');
    expect(user.screen()).toContain('Не понял');
    expect((await database.prisma.dialogue.findFirstOrThrow()).state).toEqual({});
  });

  it('a fault in the effect is an apology; the form can be opened again', async () => {
    const form = toy({
      submit: () => Promise.reject(new Error('database on fire')),
    });
    const user = await opened(form);
    await user.press('Red');
    await user.send('big');
    await user.press('Do it');
    expect(user.toasts().at(-1)).toMatchObject({ alert: true });
    expect(user.toasts().at(-1)?.text).toContain('Не получилось. Код');
    expect(bot.logged.filter((line) => line.startsWith('error'))).toHaveLength(1);
    await user.press('Do it');
    expect(user.toasts().at(-1)?.text).toContain('устарела');
    await user.send('/toy');
    expect(user.screen()).toContain('color?');
  });
});
