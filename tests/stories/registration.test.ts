import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../src/bot/ui/routes.ts';
import type { Database } from '../../src/database/client.ts';
import type { User } from '../../src/sandbox/driver.ts';
import { codeWordMatches } from '../../src/services/residents/code-words.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createFixtures } from '../support/fixtures.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { type ComingIn, openComingIn, START, unexpected } from './support/coming-in.ts';
import { acceptBoth, answerNames, register, WAY_IN } from './support/steps.ts';

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

function newcomer(language = 'ru'): User {
  return bot.chat.user('Анна', { phone: '+79161234567', languageCode: language });
}

/** Every row of every table as text: what a copy of the database would give away. */
async function residents(): Promise<{ firstName: string; lastName: string; phone: string | null }[]> {
  return database.prisma.resident.findMany({ select: { firstName: true, lastName: true, phone: true } });
}

/** Features that registration leads to, where they are installed. */
const destinations = (
  host: Parameters<typeof import('../../src/bot/features/home/index.ts').homeFeature>[0],
) => {
  host.router.on('accounts', 'registered', routes.linkAccount, async (ctx) => {
    await ctx.reply('link');
  });
  host.router.on('payments', 'registered', routes.pay, async (ctx) => {
    await ctx.reply('pay');
  });
};

describe.each(['ru', 'en'] as const)('registration by contact (%s)', (lang) => {
  const text = WAY_IN[lang];

  it('goes from the first screen to the welcome, and the menu greets by name', async () => {
    bot = await openComingIn(database, { features: [destinations] });
    const anna = newcomer(lang);
    await anna.start();
    expect(anna.screen()).toContain(
      lang === 'ru' ? 'никогда не спрашивает паспорт, СНИЛС' : 'never asks for a passport, SNILS',
    );
    await anna.press(text.go);
    await anna.press(text.terms);
    bot.pass(5);
    await anna.press(text.consent);
    await anna.press(text.contact);
    await anna.send('  анна ');
    await anna.send('иванова-петрова');
    await anna.send('Смирнова Ёлка');
    expect(anna.screen()).toContain('+7 916 123-45-67');
    expect(anna.screen()).toContain('Анна');
    expect(anna.screen()).toContain('Иванова-Петрова');
    await anna.press(text.register);

    expect(anna.screen()).toContain(text.welcome);
    expect(anna.buttons()).toEqual(
      lang === 'ru'
        ? ['➕ Добавить лицевой счёт', '💳 Оплатить без добавления', '🏠 Меню']
        : ['➕ Add an account', '💳 Pay without adding', '🏠 Menu'],
    );
    const resident = await database.prisma.resident.findFirstOrThrow({ include: { identities: true } });
    expect(resident).toMatchObject({
      firstName: 'Анна',
      lastName: 'Иванова-Петрова',
      phone: '+79161234567',
      email: null,
      phoneConfirmedAt: bot.now(),
    });
    expect(resident.identities.map(({ telegramId, locale }) => [Number(telegramId), locale])).toEqual([
      [anna.id, lang],
    ]);
    expect(await codeWordMatches(resident.codeWordHash ?? '', 'смирнова-елка')).toBe(true);
    expect(await codeWordMatches(resident.codeWordHash ?? '', 'смирнова')).toBe(false);

    await anna.press(text.home);
    expect(anna.screen()).toContain(lang === 'ru' ? 'Здравствуйте, Анна!' : 'Hello, Анна!');
    await anna.press(lang === 'ru' ? '💳 Оплатить' : '💳 Pay');
    expect(anna.texts().at(-1)).toBe('pay');
  });

  it('records both acceptances with version and time', async () => {
    bot = await openComingIn(database);
    const anna = newcomer(lang);
    await anna.start();
    await anna.press(text.go);
    await anna.press(text.terms);
    bot.pass(90);
    await anna.press(text.consent);
    const rows = await database.prisma.acceptance.findMany({
      include: { document: true },
      orderBy: { id: 'asc' },
    });
    expect(
      rows.map((row) => [row.kind, row.document.kind, row.document.version, row.acceptedAt.toISOString()]),
    ).toEqual([
      ['terms', 'terms', 1, START.toISOString()],
      ['consent', 'consent', 1, bot.now().toISOString()],
    ]);
  });
});

describe('before consent', () => {
  it('nothing at all is stored, whatever is pressed, read or sent', async () => {
    bot = await openComingIn(database);
    const empty = await wholeDatabase(database.prisma);
    const anna = newcomer();
    await anna.start();
    await anna.send('Здравствуйте');
    await anna.shareContact();
    await anna.send('/menu');
    await anna.send('/language');
    await anna.press('🌐 English');
    await anna.press('🚨 Phones and office hours');
    await anna.press('☎️ Help');
    await anna.press('❓ Questions and answers');
    await anna.press('What is the code word for?');
    await anna.press('‹ To the first screen');
    expect(anna.screen()).toContain("Resident's personal account");
    await anna.press('🌐 Русский');
    await anna.press('Продолжить');
    await anna.press('📄 Прочитать текст');
    expect(anna.screen()).toContain('Условия использования');
    await anna.press('К решению');
    await anna.press('Принимаю условия');
    await anna.press('📄 Прочитать текст');
    expect(anna.screen()).toContain('Согласие на обработку персональных данных');
    await anna.press('К решению');
    await anna.press('Не согласен');
    expect(anna.screen()).toContain('бот ничего о вас не хранит');
    expect(await wholeDatabase(database.prisma)).toBe(empty);
  });

  it('reading the consent does not lose the terms accepted before', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await anna.start();
    await anna.press('Продолжить');
    await anna.press('Принимаю условия');
    bot.pass(600);
    await anna.press('📄 Прочитать текст');
    await anna.press('К решению');
    await anna.press('Даю согласие');
    const terms = await database.prisma.acceptance.findFirstOrThrow({ where: { kind: 'terms' } });
    expect(terms.acceptedAt).toEqual(START);
  });

  it('a start link shows its company and keeps it', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.company({ slug: 'other', shortName: 'Смарт Сервис', name: 'ООО «Смарт Сервис»' });
    const company = await fixtures.company({
      slug: 'smart-zapad',
      shortName: 'Смарт Запад',
      slogan: { ru: 'Комфорт Вашего дома — наша профессия!', en: 'Your comfort is our profession!' },
      contactPhone: '8 800 100-39-00',
      contactHours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '21:00' }],
      emergencyPhones: [{ name: { ru: 'Аварийная служба', en: 'Emergency service' }, phone: '+74951234567' }],
    });
    const anna = newcomer();
    await anna.start('smart-zapad');
    expect(anna.screen()).toContain('Смарт Запад');
    expect(anna.screen()).toContain('Комфорт Вашего дома — наша профессия!');
    expect(anna.screen()).toContain('8 800 100-39-00');
    expect(anna.screen()).not.toContain('Смарт Сервис');
    await anna.press('🚨 Телефоны и часы работы');
    expect(anna.screen()).toContain('Аварийная служба: +7 495 123-45-67');
    expect(anna.screen()).toContain('8:00–21:00 (Мск)');
    expect(anna.screen()).toContain('Сейчас открыто, до 21:00');
    await anna.press('‹ На первый экран');
    expect(anna.screen()).toContain('Комфорт Вашего дома');
    await anna.press('Продолжить');
    await anna.press('Принимаю условия');
    await anna.press('Даю согласие');
    await anna.shareContact();
    await answerNames(anna);
    await anna.press('Зарегистрироваться');
    expect(anna.screen()).toContain('Контакт-центр: 8 800 100-39-00, 8:00–21:00 (Мск)');
    const identity = await database.prisma.telegramIdentity.findFirstOrThrow();
    expect(identity.startCompanyId).toBe(company.id);
  });

  it('forged acceptances store nothing unless both current texts are named', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await anna.start();
    const consent = await database.prisma.textDocument.findFirstOrThrow({ where: { kind: 'consent' } });
    const terms = await database.prisma.textDocument.findFirstOrThrow({ where: { kind: 'terms' } });
    await anna.forge(`st.ok:ru:0:0:0:${consent.id}`);
    await anna.forge(`st.ok:ru:0:${consent.id}:0:${terms.id}`);
    await anna.forge(`st.ok:ru:0:999999:zzzzzzz:${consent.id}`);
    await anna.forge(`st.ok:xx:0:${terms.id}:!:${consent.id}`);
    expect(await database.prisma.telegramIdentity.count()).toBe(0);
    // A time chosen by the client is clamped to the last day.
    await anna.forge(`st.ok:ru:4711:${terms.id}:1:${consent.id}`);
    const acceptance = await database.prisma.acceptance.findFirstOrThrow({ where: { kind: 'terms' } });
    expect(acceptance.acceptedAt).toEqual(new Date(START.getTime() - 24 * 3600_000));
    expect((await database.prisma.telegramIdentity.findFirstOrThrow()).startCompanyId).toBeNull();
  });
});

describe('the code word', () => {
  it('is nowhere in the database, the log or the chat', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    await anna.send('Анна');
    await anna.send('Иванова');
    await anna.send('Синхрофазотрон');
    const during = await wholeDatabase(database.prisma);
    expect(during).toContain('$argon2id$');
    expect(during.toLowerCase()).not.toContain('синхрофазотрон');
    expect(anna.messages().map(({ text }) => text)).not.toContain('Синхрофазотрон');
    await anna.press('Зарегистрироваться');
    expect((await wholeDatabase(database.prisma)).toLowerCase()).not.toContain('синхрофазотрон');
    expect(bot.logged.join('\n').toLowerCase()).not.toContain('синхрофазотрон');
  });

  it('refused words leave no trace either', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    await anna.send('Анна');
    await anna.send('Иванова');
    await anna.send('йё');
    expect(anna.texts().at(-1)).toContain('Слишком коротко');
    await anna.send('🙂🙂🙂🙂');
    expect(anna.texts().at(-1)).toContain('по телефону не назвать');
    expect(await wholeDatabase(database.prisma)).not.toMatch(/йё|🙂/);
    await anna.send('Смирнова');
    expect(anna.screen()).toContain('Проверьте данные');
  });
});

describe('effects happen once', () => {
  it('consent pressed twice, redelivered and re-sent under a new update id', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await anna.start();
    await anna.press('Продолжить');
    await anna.press('Принимаю условия');
    await anna.pressTogether(['Даю согласие', 'Даю согласие']);
    await anna.redeliver();
    await anna.repress();
    expect(await database.prisma.telegramIdentity.count()).toBe(1);
    expect(await database.prisma.acceptance.count()).toBe(2);
    expect(await database.prisma.draft.count()).toBe(1);
    expect(anna.texts().filter((line) => line.startsWith('Ваш телефон'))).toHaveLength(1);
    expect(anna.toasts().at(-1)?.text).toContain('Форма уже открыта');
    await anna.shareContact();
    expect(anna.screen()).toContain('Имя');
  });

  it('«Зарегистрироваться» pressed twice, redelivered and re-sent', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    await answerNames(anna);
    await anna.pressTogether(['Зарегистрироваться', 'Зарегистрироваться']);
    await anna.redeliver();
    await anna.repress();
    expect(await residents()).toHaveLength(1);
    expect(anna.screen()).toContain(WAY_IN.ru.welcome);
    expect(anna.toasts().at(-1)?.text).toContain('Уже сделано');
  });

  it('two answers at once are taken one after the other', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    await Promise.all([anna.send('Анна'), anna.send('Иванова')]);
    await anna.send('Смирнова');
    await anna.press('Зарегистрироваться');
    expect(await residents()).toEqual([{ firstName: 'Анна', lastName: 'Иванова', phone: '+79161234567' }]);
  });

  it('a second registration of the same person is refused', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await register(anna);
    await anna.forge('reg');
    expect(anna.screen()).toContain('Здравствуйте, Анна!');
    expect(await residents()).toHaveLength(1);
  });
});

describe('restart', () => {
  it('between any two steps continues the dialogue', async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    const steps: (() => Promise<unknown>)[] = [
      () => anna.start(),
      () => anna.press('Продолжить'),
      () => anna.press('Принимаю условия'),
      () => anna.press('Даю согласие'),
      () => anna.send('8 (916) 765-43-21'),
      () => anna.send(bot.sms.sent.at(-1)?.text.slice(0, 6) ?? ''),
      () => anna.send('Анна'),
      () => anna.send('Иванова'),
      () => anna.send('Смирнова'),
      () => anna.send('anna@example.test'),
      () => anna.send(/\d{6}/.exec(bot.mail.sent.at(-1)?.text ?? '')?.[0] ?? ''),
      () => anna.press('Изменить имя'),
      () => anna.send('Мария'),
      () => anna.press('Зарегистрироваться'),
    ];
    for (const step of steps) {
      await step();
      await bot.restart();
    }
    expect(anna.screen()).toContain(WAY_IN.ru.welcome);
    expect(await residents()).toEqual([{ firstName: 'Мария', lastName: 'Иванова', phone: '+79167654321' }]);
  });
});

describe('leaving the form', () => {
  it('by the Cancel of each step', async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    await acceptBoth(anna);
    const answers = ['Анна', 'Иванова', 'Смирнова'];
    for (let given = -1; given <= answers.length; given++) {
      if (given >= 0) await anna.shareContact();
      for (const answer of answers.slice(0, Math.max(0, given))) await anna.send(answer);
      await anna.press('Отмена');
      expect(anna.texts().join('\n')).toContain('Отменено. Ничего не изменилось.');
      await anna.send('/start');
      await anna.press('Зарегистрироваться');
    }
    expect(await residents()).toEqual([]);
  });

  it('by a command: what is left is said, the contact keyboard goes', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('/help');
    expect(anna.texts().join('\n')).toContain('Заполнение прервано');
    expect(anna.buttons()).not.toContain(WAY_IN.ru.contact);
    expect(anna.screen()).toContain('☎️ Помощь');
    await anna.send('/cancel');
    expect(anna.texts().join('\n')).toContain('Отменять нечего');
    await anna.press('Зарегистрироваться');
    await anna.send('/cancel');
    expect(anna.texts().at(-2)).toContain('Отменено');
    expect(anna.buttons()).not.toContain(WAY_IN.ru.contact);
    await anna.send('Анна');
    expect(await database.prisma.resident.count()).toBe(0);
  });

  it('an old button of the form that was left brings the menu back', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    const question = anna.lastMessage().id;
    await anna.send('/help');
    await anna.press('Отмена', { messageId: question });
    expect(anna.toasts().at(-1)).toMatchObject({ alert: true });
    expect(anna.toasts().at(-1)?.text).toContain('устарела');
  });

  it('buttons of an earlier question do not answer the present one', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    const draft = await database.prisma.draft.findFirstOrThrow();
    await anna.forge(`conv:${draft.id}:ok`);
    await anna.forge(`conv:${draft.id + 7}:x`);
    await anna.forge('conv:1:zz');
    expect(anna.toasts().map(({ text }) => text)).toEqual(
      Array(3).fill('Эта кнопка от прошлого вопроса. Ответьте на последний.'),
    );
    await answerNames(anna);
    expect(anna.screen()).toContain('Проверьте данные');
  });
});
