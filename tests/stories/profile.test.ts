import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { codeWordMatches, hashCodeWord } from '../../src/services/residents/code-words.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { somebody } from './support/billing.ts';

const REFUSED = { refusedCalls: ['editMessageText', 'answerCallbackQuery', 'editMessageReplyMarkup'] };

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

const db = () => t.database.prisma;
let phones = 0;
/** Every story its own numbers and addresses: what the gateways sent in former stories is still there. */
const phone = (): string => `+7916${String(1_000_000 + ++phones)}`;
const mail = (name: string): string => `${name}${++phones}@example.test`;

async function person(
  lang: 'ru' | 'en' = 'ru',
  more: { email?: string | null; telegramPhone?: string } = {},
) {
  const own = phone();
  const user = t.user(somebody(), { languageCode: lang, phone: more.telegramPhone ?? own });
  const email = more.email === undefined ? mail('anna') : more.email;
  const row = await t.fixtures.registered({
    telegramId: user.id,
    locale: lang,
    firstName: 'Анна',
    lastName: 'Иванова',
    phone: own,
    phoneConfirmedAt: t.clock.now(),
    email,
    emailConfirmedAt: email === null ? null : t.clock.now(),
    codeWordHash: await hashCodeWord('прежнее'),
  });
  await user.start();
  return { ...row, user, own, email: email ?? '' };
}

const RU = {
  profile: '👤 Личные данные',
  phone: '📱 Телефон',
  mail: '✉️ Почта',
  word: '🔐 Кодовое слово',
  name: '✏️ Имя',
  contact: '📱 Отправить мой номер',
  changeMail: 'Изменить почту',
};
const EN: typeof RU = {
  profile: '👤 Personal data',
  phone: '📱 Phone',
  mail: '✉️ E-mail',
  word: '🔐 Code word',
  name: '✏️ Name',
  contact: '📱 Send my number',
  changeMail: 'Change the e-mail',
};
const LANGUAGES = [
  ['ru', RU],
  ['en', EN],
] as const;

async function open(user: User, caption: string, text = RU): Promise<void> {
  await user.send('/settings');
  await user.press(text.profile);
  await user.press(caption);
}
const row = (residentId: number) => db().resident.findUniqueOrThrow({ where: { id: residentId } });
const smsCode = (to: string): string => /\d{6}/.exec(t.chat.sms(to).at(-1)?.text ?? '')?.[0] ?? '';
const mailCode = (to: string): string => /\d{6}/.exec(t.chat.mail(to).at(-1)?.text ?? '')?.[0] ?? '';
const audits = (action: string) => db().auditEntry.count({ where: { action } });

describe.each(LANGUAGES)('the profile (%s)', (lang, text) => {
  it('another phone by SMS: wrong codes count, the old number is told, a repeat changes nothing', async () => {
    const { user, own, residentId } = await person(lang);
    const next = phone();
    await open(user, text.phone, text);
    await user.send(own);
    expect(user.texts().at(-1)).toContain(
      lang === 'ru' ? 'Это и есть ваш телефон' : 'This is your phone already',
    );
    expect(t.chat.sms(own)).toEqual([]);
    await user.send(next);
    const code = smsCode(next);
    await user.send(code === '000000' ? '111111' : '000000');
    expect(user.texts().at(-1)).toContain('4');
    await user.send(code);
    await user.redeliver();
    expect(user.screen()).toContain(lang === 'ru' ? 'Теперь ваш телефон' : 'Your phone is');
    expect(await row(residentId)).toMatchObject({ phone: next, phoneConfirmedAt: t.clock.now() });
    const told = t.chat.sms(own).map((sms) => sms.text);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(lang === 'ru' ? 'Это не вы?' : 'Not you?');
    expect(told[0]).not.toContain(next);
    expect(await audits('profile.phone')).toBe(1);
    expect(JSON.stringify(await db().auditEntry.findMany(), (_, value) => String(value))).not.toContain(next);
    await t.assertClean(REFUSED);
  });

  it('another e-mail by code; the old one gets the last letter, then none stays anywhere', async () => {
    const { user, email, residentId } = await person(lang);
    const next = mail('neu');
    await open(user, text.mail, text);
    await user.press(text.changeMail);
    await user.send(email.toUpperCase());
    expect(user.texts().at(-1)).toContain(
      lang === 'ru' ? 'Это и есть ваша почта' : 'This is your e-mail already',
    );
    await user.send(next);
    expect(await row(residentId)).toMatchObject({ email });
    await user.send(mailCode(next));
    expect(await row(residentId)).toMatchObject({ email: next });
    expect(t.chat.mail(email)).toHaveLength(1);
    expect(t.chat.mail(email)[0]?.text).toContain(
      lang === 'ru' ? 'Если это сделали не вы' : 'If it was not you',
    );
    expect(t.chat.mail(email)[0]?.text).not.toContain(next);

    await open(user, text.mail, text);
    await user.press(lang === 'ru' ? '🗑 Убрать почту' : '🗑 Remove e-mail');
    expect(await row(residentId)).toMatchObject({ email: next });
    await user.press(lang === 'ru' ? '🗑 Убрать почту' : '🗑 Remove e-mail');
    await user.repress();
    expect(await row(residentId)).toMatchObject({ email: null, emailConfirmedAt: null });
    expect(t.chat.mail(next).at(-1)?.text).toContain(lang === 'ru' ? 'убрана' : 'removed');
    expect(await audits('profile.email-removed')).toBe(1);
    await t.assertClean(REFUSED);
  });

  it('another code word after a code; the word is nowhere, the letter box hears of it', async () => {
    const { user, email, residentId, own } = await person(lang);
    await open(user, text.word, text);
    await user.send('123456');
    expect(user.texts().at(-1)).toContain(lang === 'ru' ? 'кнопкой' : 'with a button');
    await user.press(lang === 'ru' ? 'СМС на ' : 'SMS to ');
    await user.send(smsCode(own));
    await user.send('Синхрофазотрон');
    expect(await codeWordMatches((await row(residentId)).codeWordHash ?? '', 'синхрофазотрон')).toBe(true);
    expect(user.messages().map((message) => message.text)).not.toContain('Синхрофазотрон');
    expect(t.chat.mail(email).at(-1)?.text).toContain(lang === 'ru' ? 'заменено кодовое слово' : 'code word');
    expect(t.chat.sms(own)).toHaveLength(1);
    await t.assertClean(REFUSED);
  });

  it('name, surname and patronymic after a look at them; a Cancel keeps the old', async () => {
    const { user, residentId } = await person(lang);
    await open(user, text.name, text);
    await user.send('петрова');
    await user.send('мария');
    await user.press(lang === 'ru' ? 'Пропустить' : 'Skip');
    await user.press(lang === 'ru' ? 'Изменить отчество' : 'Change patronymic');
    await user.send('сергеевна');
    expect(user.screen()).toContain('Петрова Мария Сергеевна');
    expect(await row(residentId)).toMatchObject({ firstName: 'Анна' });
    await user.press(lang === 'ru' ? '💾 Сохранить' : '💾 Save');
    await user.repress();
    expect(await row(residentId)).toMatchObject({
      firstName: 'Мария',
      lastName: 'Петрова',
      patronymic: 'Сергеевна',
    });
    await open(user, text.name, text);
    await user.send('Другая');
    await user.press(lang === 'ru' ? 'Отмена' : 'Cancel');
    expect(await row(residentId)).toMatchObject({ lastName: 'Петрова' });
    await t.assertClean(REFUSED);
  });

  it('a command in the middle says so, and leads back to what was entered', async () => {
    const { user, residentId } = await person(lang);
    await open(user, text.name, text);
    await user.send('Петрова');
    await user.send('/help');
    const back = lang === 'ru' ? '↩️ Продолжить заполнение' : '↩️ Continue';
    expect(user.texts().at(-2)).toContain(lang === 'ru' ? 'Введённое сохранено' : 'is kept');
    await user.press(back);
    await user.repress();
    expect(user.toasts().at(-1)?.text).toContain(lang === 'ru' ? 'уже открыта' : 'open');
    await user.send('Мария');
    await user.press(lang === 'ru' ? 'Пропустить' : 'Skip');
    await user.press(lang === 'ru' ? '💾 Сохранить' : '💾 Save');
    expect(await row(residentId)).toMatchObject({ firstName: 'Мария', lastName: 'Петрова' });
    const draft = await db().draft.findFirstOrThrow({ where: { kind: 'profile-name' } });
    await user.forge(`cont:${draft.id}`);
    expect(user.toasts().at(-1)?.text).toContain(lang === 'ru' ? 'Уже сделано' : 'lready');
    await t.assertClean(REFUSED);
  });
});

describe('the profile', () => {
  it('another phone by Telegram’s own contact; one of somebody else is refused, taken by nobody twice', async () => {
    const telegramPhone = phone();
    const { user, residentId, own } = await person('ru', { telegramPhone });
    const other = await person();
    await open(user, RU.phone);
    await user.sendCard({ phone: phone(), firstName: 'Чужой' });
    expect(user.texts().at(-1)).toContain('чужой контакт');
    await user.send(other.own);
    await user.send(smsCode(other.own));
    expect(user.texts().join('\n')).toContain('уже занят в другом личном кабинете');
    expect(await row(residentId)).toMatchObject({ phone: own });
    await user.press(RU.contact);
    expect(await row(residentId)).toMatchObject({ phone: telegramPhone });
    await t.assertClean(REFUSED);
  });

  it('a code for one change opens no other, nor somebody else’s', async () => {
    const anna = await person();
    const boris = await person();
    const next = mail('next');
    await open(anna.user, RU.mail);
    await anna.user.press(RU.changeMail);
    await anna.user.send(next);
    const code = mailCode(next);
    await open(boris.user, RU.mail);
    await boris.user.press(RU.changeMail);
    await boris.user.send(mail('boris'));
    await boris.user.send(code);
    expect(boris.user.texts().at(-1)).toContain('Код не подошёл');
    // The draft of a change that was never proved changes nothing, whatever its owner writes into the buttons.
    const draft = await db().draft.findFirstOrThrow({
      where: { identityId: anna.identityId, kind: 'profile-email' },
    });
    await boris.user.forge(`conv:${draft.id}:ok`);
    await boris.user.forge(`cont:${draft.id}`);
    expect(await row(boris.residentId)).toMatchObject({ email: boris.email });
    expect(await row(anna.residentId)).toMatchObject({ email: anna.email });
    await boris.user.send('/cancel');
    await anna.user.send(code);
    expect(await row(anna.residentId)).toMatchObject({ email: next });
    await t.assertClean(REFUSED);
  });

  it('«Подтвердить в профиле» leads to the proof, by the link in the letter too', async () => {
    const { user, residentId } = await person('ru', { email: null });
    const next = mail('link');
    await user.send('/settings');
    await user.press('🔔 Уведомления');
    await user.press('Почта');
    await user.press('Подтвердить в профиле');
    await user.send(next);
    const payload = /start=(em_[\w-]+)/.exec(t.chat.mail(next).at(-1)?.text ?? '')?.[1];
    await user.start(payload);
    expect(await row(residentId)).toMatchObject({ email: next, emailConfirmedAt: t.clock.now() });
    await user.press('🔔 Уведомления');
    await user.press('Почта');
    expect(user.screen()).toContain(`на почту ${next}`);
    await t.assertClean(REFUSED);
  });

  it('details are told and taken back; what makes no sense is refused', async () => {
    const { user, residentId } = await person();
    await open(user, '📝 Ещё о себе');
    await user.press('Дата рождения');
    await user.send('31.02.1985');
    expect(user.texts().at(-1)).toContain('Не похоже на дату');
    await user.send('01.01.2020');
    expect(user.texts().at(-1)).toContain('Проверьте год');
    await user.send('21.03.1985');
    await open(user, '📝 Ещё о себе');
    expect(user.screen()).toContain('Дата рождения: 21.03.1985');
    await user.press('Пол');
    await user.press('женский');
    await open(user, '📝 Ещё о себе');
    await user.press('Почтовый адрес');
    await user.send('12 34');
    await user.send('119048, Москва, ул. Спортивная, д. 12, кв. 34');
    await open(user, '📝 Ещё о себе');
    await user.press('Дата рождения');
    await user.press('🗑 Убрать');
    expect(await row(residentId)).toMatchObject({
      birthDate: null,
      sex: 'female',
      postalAddress: '119048, Москва, ул. Спортивная, д. 12, кв. 34',
    });
    await user.forge('me.more.ed:codeWordHash');
    expect(user.screen()).toContain('Ещё о себе');
    await t.assertClean(REFUSED);
  });

  it('the default account is one of one’s own', async () => {
    const { user, residentId } = await person();
    const stranger = await person();
    const [first, second] = [await t.fixtures.account(), await t.fixtures.account()];
    await t.fixtures.link({ residentId, accountId: first.id, name: 'Дом' });
    const dacha = await t.fixtures.link({ residentId, accountId: second.id, name: 'Дача' });
    const foreign = await t.fixtures.link({ residentId: stranger.residentId, accountId: first.id });
    await open(user, '🏠 Основной счёт');
    await user.press(`Дача · ${second.number}`);
    expect(user.buttons()).toContain(`⭐ Дача · ${second.number}`);
    await user.forge(`me.acc.set:${foreign.id}:0`);
    expect(await row(residentId)).toMatchObject({ defaultLinkId: dacha.id });
    await t.assertClean(REFUSED);
  });

  it('keeps the address that was given up only until the message has gone', async () => {
    const { user, email } = await person();
    await open(user, RU.mail);
    await user.press('🗑 Убрать почту');
    await user.press('🗑 Убрать почту');
    expect(t.chat.mail(email)).toHaveLength(1);
    t.clock.advance(2 * 86_400_000);
    await t.app().runJobs();
    await t.settled();
    expect((await wholeDatabase(db())).includes(email)).toBe(false);
    await t.assertClean(REFUSED);
  });
});
