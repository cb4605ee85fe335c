import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import type { User } from '../../src/sandbox/driver.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createFixtures } from '../support/fixtures.ts';
import { type ComingIn, openComingIn, unexpected } from './support/coming-in.ts';
import { register } from './support/steps.ts';

let database: Database;
let bot: ComingIn;
/** A problem that is the very subject of a test. */
let allowed: 'raw-tags' | null = null;

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
  expect(unexpected(bot.chat.problems()).filter(({ kind }) => kind !== allowed)).toEqual([]);
  allowed = null;
  expect(bot.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  await bot.close();
});

function anna(language = 'ru'): User {
  return bot.chat.user('Анна', { phone: '+79161234567', languageCode: language });
}

const TEXTS = {
  ru: {
    questions: '❓ Вопросы и ответы',
    question: 'Зачем кодовое слово?',
    answer: 'контакт-центр',
    back: '‹ Назад',
    how: '💳 Чем оплатить',
    about: 'ℹ️ О сервисе',
    phones: '🚨 Телефоны и часы работы',
    menu: 'главное меню',
  },
  en: {
    questions: '❓ Questions and answers',
    question: 'What is the code word for?',
    answer: 'contact centre',
    back: '‹ Back',
    how: '💳 How to pay',
    about: 'ℹ️ About',
    phones: '🚨 Phones and office hours',
    menu: 'main menu',
  },
} as const;

describe.each(['ru', 'en'] as const)('help (%s)', (lang) => {
  const text = TEXTS[lang];

  it.each(['visitor', 'resident'] as const)('leads a %s through every section and back', async (who) => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.company({
      name: 'ООО «Смарт Запад»',
      inn: '7701234567',
      officeAddress: 'Москва, Спортивная, 1',
    });
    const user = anna(lang);
    if (who === 'resident') await register(user, lang);
    await user.send('/help');
    expect(user.screen()).toContain(`/menu — ${text.menu}`);
    await user.press(text.questions);
    await user.press(text.question);
    expect(user.screen()).toContain(text.answer);
    await user.press(text.back);
    await user.press(text.back);
    await user.press(text.how);
    await user.press(text.back);
    await user.press(text.about);
    expect(user.screen()).toContain('ООО «Смарт Запад»');
    expect(user.screen()).toContain('7701234567');
    await user.press(text.back);
    await user.press(text.phones);
    expect(user.screen()).toContain('112');
    if (who === 'visitor') expect(await database.prisma.telegramIdentity.count()).toBe(0);
  });
});

describe('contacts', () => {
  it('say whether the office is open now, in its own zone', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.company({
      shortName: 'А',
      name: 'ООО «А»',
      timezone: 'Asia/Yekaterinburg',
      contactHours: [
        { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' },
        { days: [6], from: '09:00', to: '13:00' },
      ],
    });
    const user = anna();
    await user.start();
    await user.press('🚨 Телефоны и часы работы');
    // Monday 23.11.2026, 14:00 in Yekaterinburg
    expect(user.screen()).toContain('пн–пт 8:00–17:00, сб 9:00–13:00 (UTC+5)');
    expect(user.screen()).toContain('Сейчас открыто, до 17:00');
    bot.pass(4 * 3600);
    await user.send('/help');
    await user.press('🚨 Телефоны и часы работы');
    expect(user.screen()).toContain('Сейчас закрыто, откроется: вторник, 8:00');
    bot.pass(9 * 3600);
    await user.send('/help');
    await user.press('🚨 Телефоны и часы работы');
    expect(user.screen()).toContain('Сейчас закрыто, откроется в 8:00');
  });

  it('are paged, and a resident sees the companies of the linked accounts', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    for (let n = 1; n <= 7; n++)
      await fixtures.company({ shortName: `Компания ${n}`, name: `ООО «Компания ${n}»` });
    const user = anna();
    await register(user);
    await user.send('/help');
    await user.press('🚨 Телефоны и часы работы');
    expect(user.screen()).toContain('ООО «Компания 5»');
    expect(user.screen()).not.toContain('ООО «Компания 6»');
    await user.press('›');
    expect(user.screen()).toContain('ООО «Компания 7»');
    const provider = await fixtures.provider();
    const account = await fixtures.account({ providerId: provider.id });
    const resident = await database.prisma.resident.findFirstOrThrow();
    await database.prisma.accountLink.create({ data: { residentId: resident.id, accountId: account.id } });
    await user.send('/help');
    await user.press('🚨 Телефоны и часы работы');
    expect(user.screen()).toContain('Смарт Запад');
    expect(user.screen()).not.toContain('Компания');
  });

  it('names written by people are text, never markup', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.company({
      slug: 'evil',
      shortName: '<b>Дом & Ко',
      name: '<a href="https://evil.test">ООО</a>',
      slogan: { ru: '</i>{operators}<script>' },
      officeAddress: '<тут>',
    });
    // Markup that people typed is shown as they typed it.
    allowed = 'raw-tags';
    const user = anna();
    await user.start('evil');
    expect(user.screen()).toContain('<b>Дом & Ко');
    expect(user.screen()).toContain('</i>{operators}<script>');
    await user.press('☎️ Помощь');
    await user.press('ℹ️ О сервисе');
    expect(user.screen()).toContain('<a href="https://evil.test">ООО</a>');
  });

  it('forged pages, documents and kinds are refused kindly', async () => {
    bot = await openComingIn(database);
    const user = anna();
    await user.start();
    const terms = await database.prisma.textDocument.findFirstOrThrow({ where: { kind: 'terms' } });
    await user.forge(`hlp.qa:ru:0:${terms.id}:0`);
    expect(user.toasts().at(-1)?.text).toContain('Этот текст убрали');
    await user.forge('hlp.t:ru:0:notice:0');
    expect(user.toasts().at(-1)?.text).toContain('Этот текст убрали');
    await user.forge('hlp.q:ru:0:99');
    expect(user.screen()).toContain('Здесь пока пусто');
    await user.forge('sos:ru:77:99');
    expect(user.screen()).toContain('112');
    await user.forge(`st.d:ru:0:${terms.id}:99:0:0`);
    expect(user.screen()).toContain('Условия использования');
    await user.forge('st.d:ru:0:424242:0:0:0');
    expect(user.toasts().at(-1)?.text).toContain('Этот текст обновился');
  });
});
