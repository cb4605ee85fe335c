import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { hashCodeWord } from '../../src/services/residents/code-words.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { household, somebody } from './support/billing.ts';
import { acceptBoth } from './support/steps.ts';

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

/** A household whose resident has a phone of their own and the code word «синица». */
async function known(lang: 'ru' | 'en' = 'ru') {
  const home = await household(t, { languageCode: lang });
  const phone = `+7917${String(1_000_000 + ++phones)}`;
  await db().resident.update({
    where: { id: home.resident.residentId },
    data: {
      firstName: 'Анна',
      phone,
      phoneConfirmedAt: t.clock.now(),
      codeWordHash: await hashCodeWord('синица'),
    },
  });
  await home.user.send('/menu');
  return { ...home, phone };
}

const TEXTS = {
  ru: {
    out: '🚪 Выйти',
    really: 'Выйти',
    recover: '🔑 Войти в свой кабинет',
    back: 'С возвращением, Анна!',
    need: 'Осталось зарегистрироваться',
    wrong: 'Слово не подошло',
    moved: 'вошли с другого Telegram',
    taken: 'уже занят',
    block: '🔒 Блокировка',
    close: 'Закрыть доступ сейчас',
    closed: 'Доступ в личный кабинет закрыт',
    visit: 'Прошлый визит отсюда: 16.11.2026',
  },
  en: {
    out: '🚪 Sign out',
    really: 'Sign out',
    recover: '🔑 Come into my account',
    back: 'Welcome back, Анна!',
    need: 'registration',
    wrong: 'The word did not fit',
    moved: 'from another Telegram',
    taken: 'is taken',
    block: '🔒 Block access',
    close: 'Close access now',
    closed: 'closed',
    visit: 'Last visit from here: 16.11.2026',
  },
} as const;

const smsCode = (to: string): string => /\d{6}/.exec(t.chat.sms(to).at(-1)?.text ?? '')?.[0] ?? '';
async function prove(user: User, phone: string): Promise<void> {
  await user.send(phone);
  await user.send(smsCode(phone));
}

describe.each(['ru', 'en'] as const)('leaving and coming back (%s)', (lang) => {
  const text = TEXTS[lang];

  it('signing out: nothing is shown or sent here, the resident remains; phone and word lead back', async () => {
    const { user, phone, resident, link } = await known(lang);
    await user.send('/settings');
    await user.press(text.out);
    await user.pressTogether([text.really, text.really]);
    await user.redeliver();
    await user.repress();
    expect(await db().auditEntry.count({ where: { action: 'resident.sign-out' } })).toBe(1);
    for (const data of ['set.me', 'bills:0:0:0', `acc:${link.id}`, 'me.zip', 'subs:3:0', 'me.out.ok'])
      await user.forge(data);
    await user.send('хвс 12');
    expect(user.screen()).toContain(text.need);
    expect(user.texts().slice(-7).join('\n')).not.toContain('1234567890');
    expect(await db().resident.count({ where: { id: resident.residentId, deletedAt: null } })).toBe(1);

    await user.press(text.recover);
    await prove(user, phone);
    await user.send('журавль');
    expect(user.texts().at(-1)).toContain(text.wrong);
    expect((await wholeDatabase(db())).includes('журавль')).toBe(false);
    await user.send(' СИНИЦА ');
    expect(user.screen()).toContain(text.back);
    expect(user.messages().some((message) => /журавль|СИНИЦА/.test(message.text))).toBe(false);
    await user.send('/accounts');
    expect(user.screen()).toContain('1234567890');
    await t.assertClean(REFUSED);
  });

  it('a new Telegram takes over with phone and word; the old one is cut off in the middle of a form and told', async () => {
    const { user: old, phone, resident } = await known(lang);
    await old.send('/settings');
    await old.press(lang === 'ru' ? '👤 Личные данные' : '👤 Personal data');
    await old.press(lang === 'ru' ? '✏️ Имя' : '✏️ Name');
    await old.send('Захватчик');
    const fresh = t.user(somebody(), { languageCode: lang });
    await acceptBoth(fresh, lang);
    await prove(fresh, phone);
    expect(fresh.texts().join('\n')).toContain(text.taken);
    await fresh.send('/start');
    await fresh.press(text.recover);
    t.clock.advance(61_000);
    await prove(fresh, phone);
    await fresh.send('синица');
    await fresh.redeliver();
    expect(fresh.screen()).toContain(text.back);
    await fresh.send('/bills');
    expect(fresh.screen()).toContain(lang === 'ru' ? '12 221,81 ₽' : '12,221.81 ₽');

    await t.settled();
    expect(old.texts().join('\n')).toContain(text.moved);
    await old.send('Злодей');
    expect(old.screen()).toContain(text.need);
    await old.send('/bills');
    expect(old.screen()).not.toContain('221');
    expect(await db().resident.findUniqueOrThrow({ where: { id: resident.residentId } })).toMatchObject({
      firstName: 'Анна',
    });
    const identities = await db().telegramIdentity.findMany({ where: { residentId: resident.residentId } });
    expect(
      identities
        .filter(({ signedOutAt }) => signedOutAt === null)
        .map(({ telegramId }) => Number(telegramId)),
    ).toEqual([fresh.id]);
    // Withdrawing consent where one has signed out closes this Telegram alone.
    await old.send('/settings');
    await old.press(lang === 'ru' ? '📄 Условия и согласие' : '📄 Terms and consent');
    await old.press(lang === 'ru' ? '🗑 Отозвать согласие' : '🗑 Withdraw consent');
    await old.press(lang === 'ru' ? 'Удалить всё навсегда' : 'Delete everything for good');
    await fresh.send('/accounts');
    expect(fresh.screen()).toContain('1234567890');
    await t.assertClean(REFUSED);
  });

  it('the access is closed at once; only the blocked screen is left', async () => {
    const { user, resident } = await known(lang);
    await user.send('/settings');
    await user.press(text.block);
    expect(await db().resident.count({ where: { blockedAt: { not: null } } })).toBe(0);
    await user.press(text.close);
    await user.repress();
    expect(user.screen()).toContain(text.closed);
    await user.send('/bills');
    expect(user.screen()).toContain(text.closed);
    expect(await db().resident.findUniqueOrThrow({ where: { id: resident.residentId } })).toMatchObject({
      blockedBy: 'resident',
    });
    expect(await db().auditEntry.count({ where: { action: 'resident.block' } })).toBe(1);
    await t.assertClean(REFUSED);
  });

  it('the visit before this one is shown', async () => {
    const { user } = await known(lang);
    await user.send('/settings');
    expect(user.screen()).not.toContain(text.visit);
    t.clock.advance(26 * 3_600_000);
    await user.send('/bills');
    t.clock.advance(60_000);
    const { statements } = await t.database.countStatements(() => user.send('/settings'));
    expect(statements.some((sql) => sql.startsWith('UPDATE'))).toBe(false);
    expect(user.screen()).toContain(text.visit);
    await t.assertClean(REFUSED);
  });
});

describe('coming in from another Telegram', () => {
  it('ends after so many wrong words, also for the right one; a number without a resident says so', async () => {
    const { phone } = await known();
    const thief = t.user(somebody());
    await acceptBoth(thief);
    await thief.send('/cancel');
    await thief.send('/start');
    await thief.press('🔑 Войти в свой кабинет');
    await prove(thief, phone);
    for (const word of ['ворона', 'галка', 'сорока', 'дятел', 'филин']) await thief.send(word);
    expect(thief.texts().at(-1)).toContain('Осталось 0 попыток');
    await thief.send('синица');
    expect(thief.texts().at(-1)).toContain('Слишком много неверных слов');
    await thief.send('/cancel');
    const nobody = `+7918${String(2_000_000 + ++phones)}`;
    await thief.send('/start');
    await thief.press('🔑 Войти в свой кабинет');
    await prove(thief, nobody);
    await thief.send('синица');
    expect(thief.texts().at(-1)).toContain('личного кабинета нет');
    await thief.send('/cancel');
    expect(
      await db().telegramIdentity.count({ where: { telegramId: BigInt(thief.id), residentId: null } }),
    ).toBe(1);
    await t.assertClean(REFUSED);
  });

  it('a draft without the proof of the word hands nothing over', async () => {
    const { phone, resident } = await known();
    const thief = t.user(somebody());
    await acceptBoth(thief);
    await thief.send('/cancel');
    await thief.send('/start');
    await thief.press('🔑 Войти в свой кабинет');
    await prove(thief, phone);
    const draft = await db().draft.findFirstOrThrow({ where: { kind: 'recover' } });
    await thief.forge(`conv:${draft.id}:ok`);
    await thief.forge(`conv:${draft.id}:s`);
    await thief.forge(`cont:${draft.id}`);
    await thief.send('/cancel');
    expect(await db().telegramIdentity.count({ where: { residentId: resident.residentId } })).toBe(1);
    await t.assertClean(REFUSED);
  });
});

describe('accounts called alike', () => {
  it('are told apart by provider, or by number where that is the same too', async () => {
    const { user, resident, provider, account, link } = await known();
    const second = await t.fixtures.account({ number: '4100000077' });
    const third = await t.fixtures.account({ providerId: provider.id, number: '4100000088' });
    const other = await db().provider.update({
      where: { id: second.providerId },
      data: { name: 'Капремонт' },
    });
    await db().accountLink.update({ where: { id: link.id }, data: { name: 'Дом' } });
    await t.fixtures.link({ residentId: resident.residentId, accountId: second.id, name: 'дом' });
    for (const accountId of [account.id, second.id])
      await db().meter.create({ data: { accountId, resource: 'cold_water', serial: `S${accountId}` } });
    await user.send('/accounts');
    expect(user.buttons()).toContain(`Дом · ${provider.name}`);
    expect(user.buttons()).toContain(`дом · ${other.name}`);
    await user.send('/readings');
    expect(user.buttons()).toContain(`Дом · ${provider.name}`);
    await t.fixtures.link({ residentId: resident.residentId, accountId: third.id, name: 'Дом' });
    await user.send('/accounts');
    expect(user.buttons()).toEqual(
      expect.arrayContaining([`Дом · ${account.number}`, `Дом · ${third.number}`, `дом · ${other.name}`]),
    );
    await t.assertClean(REFUSED);
  });
});
