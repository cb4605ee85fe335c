import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Feature } from '../../src/bot/feature.ts';
import { routes } from '../../src/bot/ui/routes.ts';
import type { Database } from '../../src/database/client.ts';
import type { User } from '../../src/sandbox/driver.ts';
import { ensureTextDocuments } from '../../src/services/texts/ensure-text-documents.ts';
import { readSeedDocuments } from '../../src/services/texts/seed-documents.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createFixtures } from '../support/fixtures.ts';
import { type ComingIn, openComingIn, unexpected } from './support/coming-in.ts';
import { acceptBoth, register } from './support/steps.ts';

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
});
afterEach(async () => {
  expect(unexpected(bot.chat.problems())).toEqual([]);
  expect(bot.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  await bot.close();
});

function anna(language = 'ru'): User {
  return bot.chat.user('Анна', { phone: '+79161234567', languageCode: language });
}

async function registered(language: 'ru' | 'en' = 'ru'): Promise<User> {
  const user = anna(language);
  await register(user, language);
  return user;
}

/** A stand-in for every section of the menu. */
const sections: Feature = ({ router }) => {
  const say = (name: string) => async (ctx: { reply(text: string): Promise<unknown> }) => {
    await ctx.reply(name);
  };
  router.on('bills', 'registered', routes.bills, say('bills'));
  router.on('accounts', 'registered', routes.linkAccount, say('link'));
  router.on('payments', 'registered', routes.pay, say('pay'));
  router.on('meters', 'registered', routes.readings, say('readings'));
  router.on('tickets', 'registered', routes.tickets, say('tickets'));
  router.on('history', 'registered', routes.operations, say('history'));
  router.on('payments', 'registered', routes.templates, say('templates'));
  router.on('accounts', 'registered', routes.accounts, say('accounts'));
  router.on('announcements', 'staff', routes.announcements, say('announcements'));
  router.on('tickets', 'staff', routes.ticketQueue, say('queue'));
  router.on('staff', 'staff', routes.admin, say('admin'));
};

describe('the main menu', () => {
  it('has the captions that documents and scripts name, for residents', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    await user.send('/menu');
    expect(user.screen()).toContain('[➕ Добавить лицевой счёт]\n[🧾 Счета] [💳 Оплатить]\n');
    expect(user.buttons().slice(1)).toEqual([
      '🧾 Счета',
      '💳 Оплатить',
      '🔢 Показания',
      '🛠 Заявки',
      '📜 История',
      '⭐ Шаблоны',
      '🏠 Лицевые счета',
      '⚙️ Настройки',
      '☎️ Помощь',
    ]);
    for (const [caption, name] of [
      ['🧾 Счета', 'bills'],
      ['🛠 Заявки', 'tickets'],
      ['🏠 Лицевые счета', 'accounts'],
    ] as const) {
      await user.press(caption);
      expect(user.texts().at(-1)).toBe(name);
    }
  });

  it('shows sections of the roles in force, and only what this bot has', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    const identity = await database.prisma.telegramIdentity.findFirstOrThrow();
    const grant = await database.prisma.staffRole.create({
      data: { identityId: identity.id, role: 'manager', expiresAt: new Date(bot.now().getTime() + 3600_000) },
    });
    await user.send('/menu');
    expect(user.buttons()).toContain('📣 Объявления');
    expect(user.buttons()).toContain('🗂 Очередь заявок');
    expect(user.buttons()).not.toContain('🛡 Управление');
    await database.prisma.staffRole.update({ where: { id: grant.id }, data: { revokedAt: bot.now() } });
    // The old menu is still on the screen: the press shows the whole screen anew.
    await user.press('📣 Объявления');
    expect(user.toasts().at(-1)?.text).toBe('Меню обновилось');
    expect(user.buttons()).not.toContain('📣 Объявления');
    expect(user.texts()).not.toContain('announcements');
  });

  it('an expired role is no role, also on an old menu', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    const identity = await database.prisma.telegramIdentity.findFirstOrThrow();
    await database.prisma.staffRole.create({
      data: {
        identityId: identity.id,
        role: 'administrator',
        expiresAt: new Date(bot.now().getTime() + 60_000),
      },
    });
    await user.send('/menu');
    await user.press('🛡 Управление');
    expect(user.texts().at(-1)).toBe('admin');
    await user.send('/menu');
    bot.pass(60);
    await user.press('🛡 Управление');
    expect(user.texts().filter((text) => text === 'admin')).toHaveLength(1);
    await user.forge('admin');
    expect(user.toasts().at(-1)).toEqual({ text: 'Это раздел для сотрудников.', alert: true });
  });

  it('staff who are no residents get their sections and the way to become one', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = anna();
    const identity = await database.prisma.telegramIdentity.create({ data: { telegramId: BigInt(user.id) } });
    await database.prisma.dialogue.create({ data: { identityId: identity.id } });
    await database.prisma.staffRole.create({ data: { identityId: identity.id, role: 'operator' } });
    await user.start();
    expect(user.buttons()).toEqual([
      '👤 Стать жителем',
      '⚙️ Настройки',
      '☎️ Помощь',
      '🗂 Очередь заявок',
      '🛡 Управление',
    ]);
    await user.press('👤 Стать жителем');
    await user.press('Принимаю условия');
    await user.press('Даю согласие');
    await user.press('👤 Стать жителем');
    await user.shareContact();
    expect(user.screen()).toContain('Имя');
  });

  it('offers to link an account, first and in full width, until there is one', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered('en');
    await user.send('/menu');
    expect(user.screen()).toContain('No accounts yet');
    expect(user.screen()).toContain('\n[➕ Add an account]\n[🧾 Bills] [💳 Pay]\n');
    await user.press('➕ Add an account');
    expect(user.texts().at(-1)).toBe('link');
    const old = user.messages().findLast(({ text }) => text?.includes('No accounts yet'))?.id ?? 0;
    const resident = await database.prisma.resident.findFirstOrThrow();
    const account = await createFixtures(database.prisma, () => bot.now()).account();
    await database.prisma.accountLink.create({ data: { residentId: resident.id, accountId: account.id } });
    // The menu above still has the button: it becomes the menu of somebody with an account.
    await user.press('🧾 Bills', { messageId: old });
    expect(user.toasts().at(-1)?.text).toBe('The menu has been renewed');
    expect(user.buttons()).not.toContain('➕ Add an account');
  });

  it('every button of the menu fits into 64 bytes', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    const identity = await database.prisma.telegramIdentity.findFirstOrThrow();
    await database.prisma.staffRole.create({ data: { identityId: identity.id, role: 'administrator' } });
    await user.send('/menu');
    const calls = bot.chat.calls('sendMessage');
    const markup = JSON.stringify(calls.at(-1));
    const data = [...markup.matchAll(/callback_data\\?":\\?"(.*?)\\?"/g)].map(([, value = '']) => value);
    expect(data.length).toBeGreaterThan(8);
    for (const value of data) expect(Buffer.byteLength(value)).toBeLessThanOrEqual(64);
  });

  it('a line of another feature stands under the greeting', async () => {
    const line: Feature = (host) => host.onHome(async (ctx) => ctx.tr.html('home-menu-renewed'));
    bot = await openComingIn(database, { features: [sections, line] });
    const user = await registered();
    await user.send('/menu');
    expect(user.screen()).toContain('Лицевых счетов пока нет');
    expect(user.screen()).not.toContain('Меню обновилось');
    const fixtures = createFixtures(database.prisma, () => bot.now());
    const account = await fixtures.account();
    const resident = await database.prisma.resident.findFirstOrThrow();
    await database.prisma.accountLink.create({ data: { residentId: resident.id, accountId: account.id } });
    await user.send('/menu');
    expect(user.screen()).toContain('Меню обновилось');
  });

  it('costs one statement, the person’s', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    const { statements } = await database.countStatements(() => user.send('/menu'));
    expect(statements).toHaveLength(1);
  });
});

describe('a new version of a text', () => {
  it('asks again and keeps the data', async () => {
    bot = await openComingIn(database);
    const user = await registered();
    const changed = readSeedDocuments().map((document) =>
      document.kind === 'terms'
        ? { ...document, body: { ...document.body, ru: `${document.body.ru}\n\nНовое.` } }
        : document,
    );
    const services = { db: database.prisma, clock: { now: () => bot.now() } };
    expect(await ensureTextDocuments(services, { documents: changed })).toEqual({
      written: [],
      differing: ['terms/main'],
    });
    await user.send('/menu');
    expect(user.screen()).toContain('Здравствуйте');
    const report = await ensureTextDocuments(services, { documents: changed, publishChanges: true });
    expect(report.written).toEqual(['terms/main v2']);

    await user.press('⚙️ Настройки');
    expect(user.screen()).toContain('Текст обновился');
    expect(user.screen()).toContain('Версия 2');
    await user.press('📄 Прочитать текст');
    await user.press('К решению');
    bot.pass(10);
    await user.press('Принимаю условия');
    expect(user.screen()).toContain('Здравствуйте, Анна!');
    await user.repress();
    const acceptances = await database.prisma.acceptance.findMany({ orderBy: { id: 'asc' } });
    expect(acceptances.map(({ kind }) => kind)).toEqual(['terms', 'consent', 'terms']);
    expect(await database.prisma.resident.count()).toBe(1);
  });

  it('published between the two acceptances is shown before anything is stored', async () => {
    bot = await openComingIn(database);
    const user = anna();
    await user.start();
    await user.press('Продолжить');
    await user.press('Принимаю условия');
    const changed = readSeedDocuments().map((document) => ({
      ...document,
      body: { ...document.body, ru: `${document.body.ru} ` },
    }));
    const services = { db: database.prisma, clock: { now: () => bot.now() } };
    await ensureTextDocuments(services, { documents: changed, publishChanges: true });
    await user.press('Даю согласие');
    expect(user.screen()).toContain('Шаг 1 из 2');
    expect(user.screen()).toContain('Версия 2');
    expect(await database.prisma.telegramIdentity.count()).toBe(0);
    await user.press('Принимаю условия');
    await user.press('Даю согласие');
    await user.shareContact();
    expect(user.screen()).toContain('Имя');
  });
});

describe('somebody blocked', () => {
  it('sees phones and hours only, whatever they try', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.company({
      shortName: 'Смарт Запад',
      contactPhone: '8 800 100-39-00',
      contactHours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '21:00' }],
    });
    const user = await registered();
    await user.send('/menu');
    await database.prisma.resident.updateMany({ data: { blockedAt: bot.now(), blockedBy: 'resident' } });
    const attempts = [
      () => user.press('🧾 Счета'),
      () => user.send('/menu'),
      () => user.send('/settings'),
      () => user.send('/help'),
      () => user.send('/start'),
      () => user.send('хвс 123'),
      () => user.forge('accs:0'),
      () => user.forge('hlp.q:ru:0:0'),
    ];
    for (const attempt of attempts) {
      await attempt();
      expect(user.screen()).toContain('Доступ в личный кабинет закрыт');
      expect(user.screen()).toContain('8 800 100-39-00');
      expect(user.screen()).toContain('пн–пт 8:00–21:00 (Мск)');
    }
    await user.forge('sos:ru:0:0');
    expect(user.screen()).toContain('112');
    expect(user.screen()).not.toContain('[');
  });
});

describe('language', () => {
  it('is kept for people we know', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    await user.send('/language');
    await user.press('🌐 English');
    expect(user.screen()).toContain('Hello, Анна!');
    expect(user.buttons()).toContain('🧾 Bills');
    expect(user.toasts().at(-1)?.text).toBe('Language: English');
    await user.send('/menu');
    expect(user.screen()).toContain('Hello');
    await user.forge('lang.set:xx');
    await user.press('⚙️ Settings');
    await user.press('👤 Personal data');
    expect(user.screen()).toContain('+7 916 123-45-67');
    await user.press('‹ Back');
    await user.press('📄 Terms and consent');
    expect(user.screen()).toContain('Terms of use');
    await user.press('Terms of use');
    expect(user.screen()).toContain('What the bot never asks');
  });

  it('a menu in the former language is renewed, not misread', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    await user.send('/menu');
    const menu = user.lastMessage().id;
    await user.send('/language');
    await user.press('🌐 English');
    await user.press('💳 Оплатить', { messageId: menu });
    expect(user.texts()).not.toContain('pay');
    expect(user.toasts().at(-1)?.text).toBe('The menu has been renewed');
  });
});

describe('outside every dialogue', () => {
  it('each thing gets a short answer and a way on', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    await user.send('абракадабра');
    expect(user.screen()).toContain('Не понял');
    expect(user.buttons()).toEqual(['🏠 Меню']);
    await user.send('/nosuchcommand');
    expect(user.screen()).toContain('Такой команды нет');
    await user.sendLocation(55.7, 37.6);
    expect(user.screen()).toContain('не пригодится');
    await user.send('4111 1111 1111 1111');
    expect(user.screen()).toContain('номер банковской карты');
    expect(user.messages().map(({ text }) => text)).not.toContain('4111 1111 1111 1111');
    await user.shareContact();
    expect(user.texts().at(-1)).toContain('клавиатура убрана');
  });

  it('an edited message is not answered', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    const message = await user.send('/menu');
    const before = user.texts().length;
    await user.edit(message.id, 'хвс 123');
    expect(user.texts()).toHaveLength(before);
  });

  it('an unknown button says so and sends a fresh menu; the old message stays', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    const receipt = user.lastMessage();
    await user.forge('receipt.v0:17', receipt.id);
    expect(user.toasts().at(-1)?.text).toBe('Эта кнопка устарела. Вот свежее меню.');
    expect(user.screen()).toContain('Здравствуйте');
    expect(user.messages().find(({ id }) => id === receipt.id)?.text).toBe(receipt.text);
    for (const data of ['bill:0', 'bill:99999999999', 'bills:2:0:0', '', 'st.ok:ru:0'])
      await user.forge(data);
    expect(user.screen()).toContain('Здравствуйте');
  });

  it('blocking and unblocking the bot is remembered', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = await registered();
    await user.block();
    expect((await database.prisma.telegramIdentity.findFirstOrThrow()).unreachableAt).toEqual(bot.now());
    await user.unblock();
    await user.send('/menu');
    expect((await database.prisma.telegramIdentity.findFirstOrThrow()).unreachableAt).toBeNull();
    expect(user.screen()).toContain('Здравствуйте');
  });

  it('without registration everything leads to it', async () => {
    bot = await openComingIn(database, { features: [sections] });
    const user = anna();
    await acceptBoth(user);
    await user.send('/cancel');
    expect(user.screen()).toContain('Осталось зарегистрироваться');
    await user.forge('bills:0:0:0');
    expect(user.screen()).toContain('Осталось зарегистрироваться');
    await user.send('хвс 123');
    expect(user.screen()).toContain('Осталось зарегистрироваться');
    await user.send('/settings');
    expect(user.buttons()).toEqual(['🌐 Язык · Language', '📄 Условия и согласие', '🏠 Меню']);
    await user.forge('set.me');
    expect(user.screen()).toContain('Осталось зарегистрироваться');
  });
});
