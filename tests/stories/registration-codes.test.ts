import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { EmailUnavailableError } from '../../src/gateways/email/email-gateway.ts';
import { SmsRefusedError, SmsUnavailableError } from '../../src/gateways/sms/sms-gateway.ts';
import type { User } from '../../src/sandbox/driver.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createFixtures } from '../support/fixtures.ts';
import { type ComingIn, openComingIn, unexpected } from './support/coming-in.ts';
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

function newcomer(language = 'ru', name = 'Анна'): User {
  return bot.chat.user(name, { phone: '+79161234567', languageCode: language });
}

function smsCode(): string {
  return /\d{6}/.exec(bot.sms.sent.at(-1)?.text ?? '')?.[0] ?? 'no SMS';
}

function mailCode(): string {
  return /\d{6}/.exec(bot.mail.sent.at(-1)?.text ?? '')?.[0] ?? 'no letter';
}

function mailLink(): string {
  return /\?start=(em_[\w-]+)/.exec(bot.mail.sent.at(-1)?.text ?? '')?.[1] ?? 'no link';
}

/** A code that is surely not the one sent. */
function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000';
}

function last(user: User): string {
  return user.texts().at(-1) ?? '';
}

async function storedState(): Promise<string> {
  const dialogue = await database.prisma.dialogue.findFirstOrThrow();
  return JSON.stringify(dialogue.state);
}

describe.each(['ru', 'en'] as const)('another number is proved by SMS (%s)', (lang) => {
  it('asks for the code, counts the attempts, sends again after a minute', async () => {
    bot = await openComingIn(database);
    const anna = newcomer(lang);
    await acceptBoth(anna, lang);
    await anna.send('8 (916) 765-43-21');
    expect(bot.sms.sent).toHaveLength(1);
    expect(bot.sms.sent[0]?.phone).toBe('+79167654321');
    expect(anna.screen()).toContain('+7 916 ***-**-21');
    const first = smsCode();

    await anna.send(wrong(first));
    expect(last(anna)).toContain(lang === 'ru' ? 'Осталось 4 попытки' : '4 attempts left');
    bot.pass(20);
    const again = lang === 'ru' ? '🔁 Отправить ещё раз' : '🔁 Send again';
    await anna.press(again);
    expect(anna.toasts().at(-1)).toEqual({
      text:
        lang === 'ru' ? 'Новый код можно получить через 40 секунд.' : 'A new code is possible in 40 seconds.',
      alert: true,
    });
    bot.pass(40);
    await anna.press(again);
    expect(bot.sms.sent).toHaveLength(2);
    expect(anna.toasts().at(-1)?.alert).toBe(false);
    if (smsCode() !== first) {
      await anna.send(first);
      expect(last(anna)).toContain(lang === 'ru' ? 'Код не подошёл' : 'did not fit');
    }
    await anna.send(`${smsCode().slice(0, 3)} ${smsCode().slice(3)}`);
    await answerNames(anna);
    await anna.press(WAY_IN[lang].register);
    expect(anna.screen()).toContain(WAY_IN[lang].welcome);
    const resident = await database.prisma.resident.findFirstOrThrow();
    expect(resident.phone).toBe('+79167654321');
  });
});

describe('codes by SMS', () => {
  it('end after five wrong ones; a new one works', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('+79167654321');
    const code = smsCode();
    for (let left = 4; left >= 1; left--) {
      await anna.send(wrong(code));
      expect(last(anna)).toMatch(new RegExp(`Остал[а-я]+ ${left} попыт`));
    }
    await anna.send(wrong(code));
    expect(last(anna)).toContain('Попытки закончились');
    await anna.send(code);
    expect(last(anna)).toContain('Попытки закончились');
    bot.pass(61);
    await anna.press('🔁 Отправить ещё раз');
    await anna.send(smsCode());
    expect(anna.screen()).toContain('Имя');
  });

  it('end after ten minutes', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('+79167654321');
    bot.pass(601);
    await anna.send(smsCode());
    expect(last(anna)).toContain('больше не действует');
  });

  it('a press re-sent or redelivered sends one SMS', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('+79167654321');
    await anna.redeliver();
    expect(bot.sms.sent).toHaveLength(1);
    bot.pass(61);
    await anna.press('🔁 Отправить ещё раз');
    await anna.repress();
    await anna.redeliver();
    expect(bot.sms.sent).toHaveLength(2);
  });

  it('the number can be changed, and the same number typed again needs no second SMS', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('+79167654321');
    await anna.press('‹ Другой номер');
    await anna.send('+79167654321');
    expect(bot.sms.sent).toHaveLength(1);
    await anna.press('‹ Другой номер');
    await anna.send('+79160001122');
    expect(bot.sms.sent).toHaveLength(2);
    expect(anna.screen()).toContain('+7 916 ***-**-22');
    await anna.press('‹ Другой номер');
    await anna.shareContact();
    expect(anna.screen()).toContain('Имя');
  });

  it('no more than three an hour to one number, whoever asks', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    const boris = bot.chat.user('Борис', { phone: '+79160000002' });
    await acceptBoth(anna);
    await anna.send('+79167654321');
    for (let times = 0; times < 2; times++) {
      bot.pass(61);
      await anna.press('🔁 Отправить ещё раз');
    }
    expect(bot.sms.sent).toHaveLength(3);
    bot.pass(61);
    await anna.press('🔁 Отправить ещё раз');
    expect(anna.toasts().at(-1)?.text).toContain('слишком много кодов');
    await acceptBoth(boris);
    await boris.send('+79167654321');
    expect(last(boris)).toContain('слишком много кодов');
    expect(bot.sms.sent).toHaveLength(3);
    bot.pass(3600);
    await boris.send('+79167654321');
    expect(bot.sms.sent).toHaveLength(4);
  });

  it('a gateway that fails is said and not counted', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    for (let times = 0; times < 4; times++) {
      bot.sms.fail = new SmsUnavailableError('connection refused', 'no');
      await anna.send('+79167654321');
      expect(last(anna)).toContain('Код не ушёл');
    }
    expect(await database.prisma.challenge.count()).toBe(0);
    bot.sms.fail = new SmsRefusedError('wrong-number');
    await anna.send('+79167654321');
    expect(last(anna)).toContain('Туда отправить не получилось');
    const counters = await database.prisma.rateCounter.findMany();
    expect(counters.every(({ count }) => count === 0)).toBe(true);
    await anna.send('+79167654321');
    await anna.send(smsCode());
    expect(anna.screen()).toContain('Имя');
  });

  it('an SMS that may have gone out keeps its code', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    bot.sms.fail = new SmsUnavailableError('timed out', 'unknown');
    await anna.send('+79167654321');
    expect(anna.screen()).toContain('Код из СМС');
    expect(await database.prisma.challenge.count()).toBe(1);
  });

  it('without a gateway only the own contact counts', async () => {
    bot = await openComingIn(database, { sms: false });
    const anna = newcomer();
    await acceptBoth(anna);
    expect(anna.screen()).not.toContain('СМС');
    await anna.send('+79167654321');
    expect(last(anna)).toContain('Нажмите кнопку «📱 Отправить мой номер»');
    await anna.shareContact();
    expect(anna.screen()).toContain('Имя');
  });

  it('keys of counters and challenges give away no phone', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('+79167654321');
    const counters = JSON.stringify(await database.prisma.rateCounter.findMany());
    const challenges = JSON.stringify(await database.prisma.challenge.findMany());
    expect(`${counters}${challenges}`).not.toMatch(/9167654321/);
    expect(challenges).not.toContain(smsCode());
    expect(bot.logged.join('\n')).not.toMatch(/9167654321/);
  });
});

describe('a phone that belongs to somebody', () => {
  it('is refused without saying whose, with the contact centre', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.company({ shortName: 'Смарт Запад', contactPhone: '8 800 100-39-00' });
    await fixtures.resident({ firstName: 'Пётр', lastName: 'Сидоров', phone: '+79161234567' });
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    expect(last(anna)).toContain('Смарт Запад: 8 800 100-39-00');
    expect(last(anna)).not.toMatch(/Пётр|Сидоров/);
    await anna.send('+79167654321');
    await anna.send(smsCode());
    expect(anna.screen()).toContain('Имя');
  });

  it('is not told before the number is proved', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.resident({ phone: '+79167654321' });
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.send('+79167654321');
    expect(anna.screen()).toContain('Код из СМС');
    await anna.send(smsCode());
    expect(anna.texts().join('\n')).toContain('Этот номер уже занят');
    expect(anna.texts().at(-1)).toContain('Ваш телефон');
  });

  it('taken between the question and «Зарегистрироваться» leads back to the phone', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    await answerNames(anna);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.resident({ phone: '+79161234567' });
    await anna.press('Зарегистрироваться');
    expect(last(anna)).toContain('Этот номер уже занят');
    expect(last(anna)).toContain('Ваш телефон');
    await anna.send('+79167654321');
    await anna.send(smsCode());
    expect(anna.screen()).toContain('Проверьте данные');
    await anna.press('Зарегистрироваться');
    expect(anna.screen()).toContain(WAY_IN.ru.welcome);
  });

  it('a resident who was deleted frees the number', async () => {
    bot = await openComingIn(database);
    const fixtures = createFixtures(database.prisma, () => bot.now());
    await fixtures.resident({ phone: '+79161234567', deletedAt: bot.now() });
    const anna = newcomer();
    await register(anna);
    expect(anna.screen()).toContain(WAY_IN.ru.welcome);
  });
});

describe('e-mail', () => {
  async function upToEmail(user: User, lang: 'ru' | 'en' = 'ru'): Promise<void> {
    await acceptBoth(user, lang);
    await user.shareContact();
    await answerNames(user);
  }

  it.each(['ru', 'en'] as const)('is proved by the code of the letter (%s)', async (lang) => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer(lang);
    await upToEmail(anna, lang);
    await anna.send(' Anna@Example.TEST ');
    expect(bot.mail.sent[0]?.to).toBe('Anna@example.test');
    expect(anna.screen()).toContain('A***@example.test');
    await anna.send(wrong(mailCode()));
    expect(last(anna)).toContain(lang === 'ru' ? 'Осталось 4' : '4 attempts');
    await anna.send(mailCode());
    expect(anna.screen()).toContain('Anna@example.test');
    await anna.press(WAY_IN[lang].register);
    const resident = await database.prisma.resident.findFirstOrThrow();
    expect(resident.email).toBe('Anna@example.test');
    expect(resident.emailConfirmedAt).not.toBeNull();
  });

  it('is proved by the link, which leads back into the form', async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    await upToEmail(anna);
    await anna.send('anna@example.test');
    expect(bot.mail.sent[0]?.text).toContain(`https://t.me/domovoy_bot?start=${mailLink()}`);
    bot.pass(30 * 60);
    await anna.start(mailLink());
    expect(anna.screen()).toContain('Проверьте данные');
    await anna.press('Зарегистрироваться');
    expect((await database.prisma.resident.findFirstOrThrow()).email).toBe('anna@example.test');
    await anna.start(mailLink());
    expect(last(anna)).toContain('Эта ссылка больше не действует');
  });

  it("somebody else's link proves nothing", async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    const boris = bot.chat.user('Борис', { phone: '+79160000002' });
    await upToEmail(anna);
    await anna.send('anna@example.test');
    const link = mailLink();
    await boris.start(link);
    expect(last(boris)).toContain('Эта ссылка больше не действует');
    await upToEmail(boris);
    await boris.send('boris@example.test');
    await boris.start(link);
    expect(last(boris)).toContain('Эта ссылка больше не действует');
    await boris.start('em_nonsense');
    await boris.start(`em_${'A'.repeat(32)}`);
    expect(last(boris)).toContain('Эта ссылка больше не действует');
    await boris.send(mailCode());
    expect(boris.screen()).toContain('Проверьте данные');
  });

  it('can be skipped, before and after the letter', async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    await upToEmail(anna);
    await anna.press('Пропустить');
    expect(anna.screen()).toContain('Почта: не указана');
    await anna.press('Изменить почту');
    await anna.send('anna@example.test');
    await anna.press('Пропустить');
    expect(anna.screen()).toContain('Почта: не указана');
    await anna.press('Зарегистрироваться');
    expect((await database.prisma.resident.findFirstOrThrow()).email).toBeNull();
  });

  it('a mail server that is away is said; the step can be repeated or skipped', async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    await upToEmail(anna);
    bot.mail.fail = new EmailUnavailableError('connection refused', 'no');
    await anna.send('anna@example.test');
    expect(last(anna)).toContain('Код не ушёл');
    await anna.send('anna@example.test');
    await anna.send(mailCode());
    expect(anna.screen()).toContain('anna@example.test');
  });
});

describe('answers that do not fit', () => {
  it.each([
    ['телефон', 0, ['12345', 'позвоните мне', '+7 495 123-45-67', '+7 999'], /номер|цифр|городской/],
    [
      'имя',
      1,
      ['', '12', 'Анна!', 'a'.repeat(65), '<b>Анна</b>'].filter((text) => text !== ''),
      /букв|длинно/,
    ],
    ['фамилия', 2, ['👍', 'Ива9ов'], /букв/],
    ['кодовое слово', 3, ['аб', 'ы'.repeat(300), '🙂🙂🙂'], /коротко|длинно|не назвать/],
    ['почта', 4, ['anna', 'anna@', 'a b@c.de', 'anna@localhost'], /адрес/],
  ] as const)('%s: a sentence, and nothing of it is stored', async (_, step, answers, sentence) => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    await acceptBoth(anna);
    if (step > 0) await anna.shareContact();
    for (const answer of ['Анна', 'Иванова', 'Смирнова'].slice(0, Math.max(0, step - 1)))
      await anna.send(answer);
    const before = await storedState();
    const draft = JSON.stringify((await database.prisma.draft.findFirstOrThrow()).data);
    for (const answer of answers) {
      await anna.send(answer);
      expect(last(anna)).toMatch(sentence);
    }
    await anna.sendDocument(new TextEncoder().encode('x'), 'x.txt');
    await anna.sendLocation(55, 37);
    await anna.sendCard({ phone: '+79990000000', firstName: 'Чужой' });
    expect(await storedState()).toBe(before);
    expect(JSON.stringify((await database.prisma.draft.findFirstOrThrow()).data)).toBe(draft);
  });

  it("somebody else's contact and a forwarded own one are not taken", async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    bot.chat.user('Борис', { phone: '+79160000002' });
    await anna.start();
    const card = await anna.sendCard({ phone: '+79161234567', firstName: 'Анна' });
    await acceptBoth(anna);
    await anna.sendCard({ phone: '+79160000002', firstName: 'Борис' });
    expect(last(anna)).toContain('Это чужой контакт');
    await anna.forward(card);
    expect(last(anna)).toContain('Это чужой контакт');
    expect(anna.buttons()).toContain(WAY_IN.ru.contact);
  });

  it('a forwarded code word is refused', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await anna.start();
    const word = await anna.send('Смирнова');
    await acceptBoth(anna);
    await anna.shareContact();
    await anna.send('Анна');
    await anna.send('Иванова');
    await anna.forward(word);
    expect(last(anna)).toContain('Пересланное сообщение читали и другие');
    expect(await storedState()).not.toContain('Смирнова');
  });

  it('"?" says why each thing is asked, in 200 characters', async () => {
    bot = await openComingIn(database, { email: true });
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.press('?');
    expect(last(anna)).toContain('контакт-центр узнаёт вас');
    await anna.send('+79167654321');
    await anna.press('?');
    await anna.send(smsCode());
    for (const answer of ['Анна', 'Иванова', 'Смирнова', 'anna@example.test']) {
      await anna.press('?');
      await anna.send(answer);
    }
    await anna.press('?');
    expect(anna.toasts().filter(({ alert }) => alert)).toHaveLength(6);
    expect(new Set(anna.toasts().map(({ text }) => text)).size).toBe(6);
  });

  it('a bank card number is deleted, warned about and goes nowhere', async () => {
    bot = await openComingIn(database);
    const anna = newcomer();
    await acceptBoth(anna);
    await anna.shareContact();
    const before = await storedState();
    await anna.send('4111 1111 1111 1111');
    expect(last(anna)).toContain('номер банковской карты');
    expect(anna.messages().map(({ text }) => text)).not.toContain('4111 1111 1111 1111');
    expect(await storedState()).toBe(before);
    expect(bot.logged.join('\n')).not.toContain('4111');
    await anna.send('Анна');
    expect(anna.screen()).toContain('Фамилия');
  });
});
