import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { SMART_ZAPAD_LINES } from '../support/fixtures.ts';
import { somebody } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
  await saveCatalog(t.app().services, { catalog: DEMO_CATALOG });
});
afterEach(() => t.assertClean());

const WORDS = {
  ru: {
    empty: 'Нет добавленных лицевых счетов',
    add: '➕ Добавить лицевой счёт',
    why: 'Лицевой счёт добавляют, чтобы видеть выставленные на него счета',
    ask: 'Введите номер лицевого счёта, как на квитанции',
    notice: 'лицевой счёт обновляется 1 раз в 30 дней',
    found: 'Номер 1234567890 найден',
    home: 'Дом',
    added: '✅ Счёт добавлен: Смарт Запад (ЖКУ), 1234567890',
    basic: 'Сейчас видна сумма к оплате',
    prove: '🔓 Открыть полный доступ',
    proved: '✅ Подтверждено',
    card: 'Карточка счёта',
    owner: 'Собственник: Иванов Иван Иванович',
    owed: 'К оплате: 12 221,81 ₽',
    masked: 'г. Москва, ул. С***, д. 12к2',
  },
  en: {
    empty: 'No accounts added',
    add: '➕ Add an account',
    why: 'An account is added so that you see its bills',
    ask: 'Enter the account number as on the bill',
    notice: 'the account is updated once in 30 days',
    found: 'Number 1234567890 found',
    home: 'Home',
    added: '✅ Account added: Смарт Запад (ЖКУ), 1234567890',
    basic: 'The sum to pay is shown now',
    prove: '🔓 Open full access',
    proved: '✅ Confirmed',
    card: 'Account card',
    owner: 'Owner: Иванов Иван Иванович',
    owed: 'To pay: 12,221.81 ₽',
    masked: 'г. Москва, ул. С***, д. 12к2',
  },
} as const;

async function resident(lang: 'ru' | 'en' = 'ru'): Promise<User> {
  const user = t.user(somebody('Анна'), { languageCode: lang });
  await t.fixtures.registered({ telegramId: user.id, locale: lang });
  return user;
}

/** 1234567890 of Иванов, flat 12а, with the bill of the first manual. */
async function account(provider = 'smart-zapad-zhku', over: Record<string, unknown> = {}) {
  const { id: providerId } = await t.database.prisma.provider.findUniqueOrThrow({
    where: { code: provider },
  });
  const row = await t.fixtures.account({ providerId, number: '1234567890', flat: '12а', ...over });
  await t.fixtures.bill({ accountId: row.id, lines: SMART_ZAPAD_LINES });
  return row;
}

describe.each(['ru', 'en'] as const)('linking an account (%s)', (lang) => {
  const words = WORDS[lang];

  it('from the empty list to every line, with a restart between any two steps', async () => {
    await account();
    const user = await resident(lang);
    await user.send('/accounts');
    expect(user.screen()).toContain(words.empty);
    const steps: (() => Promise<unknown>)[] = [
      () => user.press(words.add),
      async () => {
        expect(user.screen()).toContain(words.why);
        await user.press('Смарт Запад (ЖКУ)');
      },
      async () => {
        expect(user.screen()).toContain(words.ask);
        expect(user.screen()).toContain(words.notice);
        await user.send('л/с 1234 567 890');
      },
      async () => {
        expect(user.screen()).toContain(words.found);
        expect(user.screen()).toContain(words.masked);
        expect(user.screen()).not.toContain('Спортивная');
        await user.press(words.home);
      },
      async () => {
        expect(user.screen()).toContain(words.added);
        expect(user.screen()).toContain(words.basic);
        await user.press(words.prove);
      },
      () => user.send('ИВАНОВ'),
      () => user.send('кв 12-а'),
      async () => {
        expect(user.screen()).toContain(words.proved);
        await user.press(words.card);
      },
    ];
    for (const step of steps) {
      await step();
      await t.restart();
    }
    expect(user.screen()).toContain(words.owner);
    expect(user.screen()).toContain(words.owed);
    expect(user.screen()).toContain('ул. Спортивная');
    await user.send('/accounts');
    expect(user.screen()).toContain(words.home);
    expect(user.screen()).toContain('⭐');
  });
});

describe('the number', () => {
  /** Up to the question about the number. */
  async function asked(provider = 'Смарт Запад (ЖКУ)'): Promise<User> {
    const user = await resident();
    await user.send('/accounts');
    await user.press('➕ Добавить лицевой счёт');
    await user.press(provider);
    return user;
  }

  it.each<[string, string]>([
    ['12345', 'Номер не похож на номер этого поставщика'],
    ['мой номер', 'Номер не похож на номер этого поставщика'],
    ['9876543210', 'Такого номера у этого поставщика нет'],
    ['<b>1234567890</b>', 'Номер не похож на номер этого поставщика'],
    ['1'.repeat(4096), 'Номер не похож на номер этого поставщика'],
  ])('%s is refused with a sentence, the question stands', async (typed, sentence) => {
    await account();
    const user = await asked();
    await user.send(typed.slice(0, 4096));
    expect(user.texts().some((text) => text.includes(sentence))).toBe(true);
    await user.send('1234567890');
    expect(user.screen()).toContain('найден');
    await user.press('Отмена');
    expect(await t.database.prisma.accountLink.count()).toBe(0);
  });

  it('is no sticker, photo or place; "?" says where it stands', async () => {
    await account();
    const user = await asked();
    await user.sendSpecial('sticker');
    await user.sendDocument(Buffer.from('1234567890'), 'number.txt');
    await user.sendLocation(55.7, 37.6);
    expect(
      user.texts().filter((text) => text.includes('цифрами, как на квитанции')).length,
    ).toBeGreaterThanOrEqual(1);
    await user.press('?');
    expect(user.toasts().at(-1)?.text).toContain('вверху бумажной квитанции');
    await user.press('Отмена');
  });

  it('may look like a bank card: where a number is asked it is only a wrong number', async () => {
    await account();
    const user = await asked();
    await user.send('4111 1111 1111 1111');
    expect(user.texts().some((text) => text.includes('Номер не похож'))).toBe(true);
    expect(user.texts().some((text) => text.includes('4111'))).toBe(false);
    await user.press('Отмена');
  });

  it('eleven different numbers a day are too many', async () => {
    await account();
    const user = await asked();
    for (let n = 0; n < 10; n += 1) await user.send(`420000000${n}`);
    await user.send('1234567890');
    expect(user.texts().at(-1) ?? '').toMatch(/не больше 10 разных номеров|Введите номер/);
    expect(user.texts().some((text) => text.includes('не больше 10 разных номеров'))).toBe(true);
    await user.press('Отмена');
  });

  it('the same number at another provider is another account', async () => {
    await account();
    await account('smart-servis-zhku');
    const user = await asked();
    await user.send('1234567890');
    await user.press('Дом');
    await user.press('➕ Добавить ещё');
    await user.press('Смарт Сервис (ЖКУ)');
    await user.send('1234567890');
    await user.send('Родители, дача & <всё>');
    expect(user.screen()).toContain('✅ Счёт добавлен: Смарт Сервис (ЖКУ)');
    await user.send('/accounts');
    expect(user.screen()).toContain('Родители, дача & <всё>');
    await user.press('➕ Добавить лицевой счёт');
    await user.press('Смарт Запад (ЖКУ)');
    await user.send('1234567890');
    expect(user.texts().some((text) => text.includes('Этот счёт у вас уже добавлен'))).toBe(true);
    await user.press('Отмена');
    expect(await t.database.prisma.accountLink.count()).toBe(2);
  });

  it('a name of one’s own is bounded and may be skipped', async () => {
    await account();
    const user = await asked();
    await user.send('1234567890');
    await user.send('ы'.repeat(41));
    expect(user.texts().some((text) => text.includes('Название от 1 до 40 знаков'))).toBe(true);
    await user.press('Пропустить');
    expect(user.screen()).toContain('✅ Счёт добавлен');
    const link = await t.database.prisma.accountLink.findFirstOrThrow();
    expect(link.name).toBeNull();
  });

  it('with the basic level off nothing is told before the proof', async () => {
    await t.database.prisma.provider.update({
      where: { code: 'smart-zapad-zhku' },
      data: { basicLevel: false },
    });
    await account();
    const user = await asked();
    await user.send('9876543210');
    const unknown = user.screen();
    await user.press('Отмена');
    await user.send('/accounts');
    await user.press('➕ Добавить лицевой счёт');
    await user.press('Смарт Запад (ЖКУ)');
    await user.send('1234567890');
    expect(user.screen()).toBe(unknown);
    expect(user.screen()).toContain('введите фамилию плательщика');
    await user.send('Иванов');
    await user.send('12а');
    await user.press('Дом');
    expect(user.screen()).toContain('Открыт полный доступ');
  });
});

describe('the proof', () => {
  /** A basic link and the question about the surname. */
  async function asked(): Promise<User> {
    const row = await account();
    const user = await resident();
    const identity = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(user.id) },
    });
    const link = await t.fixtures.link({
      residentId: identity.residentId ?? 0,
      accountId: row.id,
      level: 'basic',
      name: 'Дом',
    });
    await user.send('/accounts');
    await user.press('Дом');
    expect(user.screen()).toContain('Собственник: И*** И. И.');
    expect(user.screen()).not.toContain('12а');
    await user.press('🔓 Открыть полный доступ');
    expect(link.id).toBeGreaterThan(0);
    return user;
  }

  it('asks the surname again after wrong answers, locks after five, and opens an hour later', async () => {
    const user = await asked();
    for (let left = 4; left >= 0; left -= 1) {
      await user.send('Петров');
      await user.send('12а');
      expect(user.texts().some((text) => text.includes(`Осталось попыток: ${left}`))).toBe(true);
    }
    await user.send('Иванов');
    await user.send('12а');
    expect(user.texts().some((text) => text.includes('Слишком много неверных попыток'))).toBe(true);
    expect((await t.database.prisma.accountLink.findFirstOrThrow()).level).toBe('basic');
    t.clock.advance(61 * 60_000);
    await user.send('/accounts');
    await user.press('Дом');
    await user.press('🔓 Открыть полный доступ');
    await user.send('Иванов');
    await user.send('12а');
    expect(user.screen()).toContain('✅ Подтверждено');
  });

  it.each<[string, string]>([
    ['123', 'Введите фамилию буквами'],
    ['🙂', 'Введите фамилию буквами'],
  ])('%s is no surname', async (typed, sentence) => {
    const user = await asked();
    await user.send(typed);
    expect(user.texts().some((text) => text.includes(sentence))).toBe(true);
    await user.press('Отмена');
    expect(await t.database.prisma.proofAttempt.count()).toBe(0);
  });
});

describe('other people’s accounts', () => {
  it('are reached by no forged button', async () => {
    const row = await account();
    const owner = await resident();
    const identity = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(owner.id) },
    });
    const link = await t.fixtures.link({
      residentId: identity.residentId ?? 0,
      accountId: row.id,
      level: 'basic',
    });
    await owner.send('/accounts');
    const [open] = owner.lastMessage().inlineKeyboard.flat();
    const stranger = await resident();
    await stranger.send('/accounts');
    expect(open).toBeDefined();
    for (const place of ['acc', 'prove']) {
      await stranger.forge(`${place}:${link.id}`);
      expect(stranger.toasts().at(-1)?.text).toMatch(/Этого счёта нет среди ваших|кнопка устарела/);
    }
    expect(stranger.texts().join()).not.toMatch(/Иванов|1234567890/);
  });

  it('are told to nobody before registration', async () => {
    const visitor = t.user(somebody('Гость'));
    await visitor.send('/accounts');
    expect(visitor.screen()).not.toContain('Лицевые счета');
    expect(await t.database.prisma.telegramIdentity.count()).toBe(0);
  });
});
