import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { applyImport } from '../../src/services/imports/apply-import.ts';
import { planFile } from '../../src/services/imports/plan-file.ts';
import { applyRows } from '../../src/services/imports/rows/apply-rows.ts';
import { row, table } from '../services/imports/world.ts';
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
// Presses that come twice edit twice; staff whose chat is not open yet get their commands at /start.
const PROVOKED = ['message is not modified', 'query is too old', 'setMyCommands'];
afterEach(() => t.assertClean({ refusedCalls: PROVOKED }));

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/bills', name)));

async function resident(
  name: string,
  lang: 'ru' | 'en' = 'ru',
  over: { phone?: string } = {},
): Promise<User> {
  const user = t.user(somebody(name), { languageCode: lang });
  await t.fixtures.registered({
    telegramId: user.id,
    locale: lang,
    ...(over.phone === undefined ? {} : { phone: over.phone, phoneConfirmedAt: t.clock.now() }),
  });
  return user;
}

async function identityOf(user: User) {
  return t.database.prisma.telegramIdentity.findUniqueOrThrow({ where: { telegramId: BigInt(user.id) } });
}

async function operator(): Promise<User> {
  const user = await resident('Сергей');
  const { id: identityId } = await identityOf(user);
  await t.database.prisma.staffRole.create({ data: { identityId, role: 'operator' } });
  return user;
}

async function account(provider: string, over: Record<string, unknown> = {}) {
  const { id: providerId } = await t.database.prisma.provider.findUniqueOrThrow({
    where: { code: provider },
  });
  const row = await t.fixtures.account({ providerId, number: '1234567890', flat: '12а', ...over });
  await t.fixtures.bill({ accountId: row.id, lines: SMART_ZAPAD_LINES });
  return row;
}

/** The account linked at the full level, straight in the tables. */
async function holder(accountId: number, name = 'Анна', lang: 'ru' | 'en' = 'ru') {
  const user = await resident(name, lang);
  const { residentId } = await identityOf(user);
  const link = await t.fixtures.link({ residentId: residentId ?? 0, accountId, name: 'Дом' });
  return { user, link };
}

const WORDS = {
  ru: {
    add: '➕ Добавить лицевой счёт',
    search: '🔎 Найти по названию',
    nothing: 'Никого не нашли',
    hintedBill: '📷 Добавить счёт по квитанции',
    skip: 'Пропустить',
    added: '✅ Счёт добавлен: Смарт Запад (ЖКУ), 1234567890',
    addedPhoto: '✅ Счёт добавлен: Смарт Сервис (ЖКУ), 1234567890',
    more: '⚙️ Ещё',
    rename: '✏️ Переименовать',
    renamed: 'Теперь счёт называется «Дача»',
    cottage: 'Дача',
    card: 'Карточка счёта',
    remove: '🗑 Убрать из списка',
    removeNow: '🗑 Убрать',
    restore: '↩️ Вернуть',
    noQr: 'QR-код на квитанции не нашёлся',
    here: 'Номер стоит вверху',
    shares: '👥 Доступ близких',
    share: '➕ Поделиться счётом',
    basic: 'Только сумму к оплате',
    month: 'Месяц',
    shared: 'С вами поделились счётом',
    opened: 'открыт по вашей ссылке. Доступ: базовый',
    gone: 'Эта ссылка больше не действует',
    told: 'добавил ещё один человек',
    object: '❗️ Это не мои близкие',
    objected: 'Новый доступ к счёту',
    frozen: 'приостановлен до решения компании',
  },
  en: {
    add: '➕ Add an account',
    search: '🔎 Find by name',
    nothing: 'Nobody was found',
    hintedBill: '📷 Add an account by the bill',
    skip: 'Skip',
    added: '✅ Account added: Смарт Запад (ЖКУ), 1234567890',
    addedPhoto: '✅ Account added: Смарт Сервис (ЖКУ), 1234567890',
    more: '⚙️ More',
    rename: '✏️ Rename',
    renamed: 'The account is called “Cottage” now',
    cottage: 'Cottage',
    card: 'Account card',
    remove: '🗑 Remove from the list',
    removeNow: '🗑 Remove',
    restore: '↩️ Put it back',
    noQr: 'No QR code was found',
    here: 'The number stands at the top',
    shares: '👥 Access of relatives',
    share: '➕ Share the account',
    basic: 'Only the sum to pay',
    month: 'A month',
    shared: 'An account was shared with you',
    opened: 'by your link. Access: basic',
    gone: 'This link works no more',
    told: 'Somebody else has added your account',
    object: '❗️ It is nobody of mine',
    objected: 'The new access to',
    frozen: 'suspended until the company decides',
  },
} as const;

describe.each(['ru', 'en'] as const)('one’s own accounts (%s)', (lang) => {
  const words = WORDS[lang];

  it('are found by a name with a typo and by photos of the bills, renamed, removed and put back', async () => {
    await account('smart-zapad-zhku');
    await account('smart-servis-zhku');
    const user = await resident('Анна', lang);
    await user.send('/accounts');
    await user.press(words.add);
    await user.press(words.search);
    await user.send('газпром');
    expect(user.texts().some((text) => text.includes(words.nothing))).toBe(true);
    await t.restart();
    await user.send('зопад');
    await user.press('Смарт Запад (ЖКУ)');
    await user.press('?');
    expect(user.messages().at(-1)?.kind).toBe('photo');
    await user.sendDocument(sample('bill-qr.png'), 'bill.png');
    await user.press(words.skip);
    expect(user.screen()).toContain(words.added);

    // Where nothing is asked, a photo is taken for a bill.
    await user.sendPhoto(sample('bill-photo.jpg'));
    await user.press(words.hintedBill);
    await user.sendDocument(Buffer.from('%PDF-1.4 broken'), 'bill.pdf');
    await t.restart();
    await user.sendPhoto(sample('bill-photo.jpg'));
    await user.press(words.skip);
    expect(user.screen()).toContain(words.addedPhoto);

    await user.press(words.card);
    await user.press(words.more);
    await user.press(words.rename);
    await user.send(words.cottage);
    expect(user.screen()).toContain(words.renamed);
    await user.press(words.card);
    await user.press(words.more);
    await user.press(words.remove);
    await user.press(words.removeNow);
    await user.redeliver();
    expect(await t.database.prisma.accountLink.count({ where: { status: 'active' } })).toBe(1);
    await user.press(words.restore);
    expect(user.screen()).toContain(words.cottage);
    expect(await t.database.prisma.accountLink.count({ where: { status: 'active' } })).toBe(2);
  });

  it('are shared by a one-time link; who has them is told of strangers and objects with one button', async () => {
    const row = await account('smart-zapad-zhku');
    const { user: anna, link } = await holder(row.id, 'Анна', lang);
    await anna.send('/accounts');
    await anna.press('Дом');
    await anna.press(words.more);
    await anna.press(words.shares);
    await anna.press(words.share);
    await anna.press(words.basic);
    await t.restart();
    await anna.press(words.month);
    const payload = /start=(acc_[\w-]{43})/.exec(anna.screen())?.[1] ?? '';
    expect(payload, anna.texts().slice(-3).join('\n---\n')).not.toBe('');

    const olga = await resident('Ольга', lang);
    await olga.start(payload);
    expect(olga.screen()).toContain(words.shared);
    expect(olga.screen()).not.toContain('Спортивная');
    await olga.press(words.skip);
    expect(olga.screen()).toContain(words.added);
    // Who shared it is told, and is one press from closing it.
    await t.settled();
    expect(anna.screen()).toContain(words.opened);
    const late = await resident('Павел', lang);
    await late.start(payload);
    expect(late.screen()).toContain(words.gone);
    await t.settled();
    expect(anna.texts().some((text) => text.includes(words.told))).toBe(false);

    // A stranger with surname and flat is told of.
    const stranger = await resident('Борис', lang);
    const { residentId } = await identityOf(stranger);
    await stranger.send('/accounts');
    await stranger.press(words.add);
    await stranger.press('Смарт Запад (ЖКУ)');
    await stranger.send('1234567890');
    await stranger.press(words.skip);
    await t.settled();
    expect(anna.screen()).toContain(words.told);
    await anna.press(words.object);
    expect(anna.screen()).toContain(words.objected);
    const strangers = await t.database.prisma.accountLink.findFirstOrThrow({
      where: { residentId: residentId ?? 0 },
    });
    expect(strangers).toMatchObject({ status: 'frozen', objectedById: link.id });
    await stranger.send('/accounts');
    expect(stranger.screen()).toContain(words.frozen);
    expect(stranger.screen()).not.toContain('1234567890');
    // Forged by somebody who has nothing to do with it.
    await late.forge(`aobj:${strangers.id}`);
    await late.forge(`am.rr:${link.id}`);
    await late.forge(`ash:${link.id}`);
    expect(await t.database.prisma.accountLink.count({ where: { status: 'active' } })).toBe(2);
  });
});

describe('the company', () => {
  it('gives a PIN by an application, decides an objection, lifts a lock', async () => {
    await t.database.prisma.provider.update({
      where: { code: 'smart-zapad-zhku' },
      data: { basicLevel: false, proofs: ['surname_flat', 'pin', 'phone'] },
    });
    await account('smart-zapad-zhku');
    const anna = await resident('Анна', 'ru', { phone: '+79161234567' });
    const staff = await operator();
    await anna.send('/accounts');
    await anna.press('➕ Добавить лицевой счёт');
    await anna.press('Смарт Запад (ЖКУ)');
    await anna.send('1234567890');
    expect(anna.buttons()).toEqual(
      expect.arrayContaining(['Фамилия и квартира', 'Пин-код от компании', 'Мой телефон']),
    );
    await anna.press('Мой телефон');
    await anna.press('Сверить мой телефон');
    expect(anna.screen()).toContain('Данные не совпали');
    await anna.press('Пин-код от компании');
    await t.restart();
    await anna.press('Нет пин-кода? Подать заявление');
    await anna.send('Иванов Иван');
    await anna.send('Москва, ул. Спортивная, 12к2');
    await anna.send('12а');
    await anna.press('Мой телефон из профиля');
    await anna.press('Пропустить');
    expect(anna.screen()).toContain('Заявление отправлено');
    await anna.send('/accounts');
    expect(anna.screen()).toContain('ждёт ответа');

    await staff.send('/admin');
    await staff.press('🔑 Доступ к счетам');
    await staff.press('📄');
    expect(staff.screen()).toContain('Иванов Иван Иванович');
    await staff.press('✅ Выдать пин-код');
    expect(staff.screen()).toContain('Пин-код отправлен по SMS');
    const pin = /\d{6}/.exec(t.chat.sms('+79161234567').at(-1)?.text ?? '')?.[0] ?? '';
    await t.settled();
    expect(anna.screen()).toContain('Заявление одобрено');
    // Nobody else's press reaches the queue.
    await anna.forge('aq:0');
    await anna.forge('let:0');
    expect(anna.texts().join()).not.toContain('Заявлений и возражений нет');

    await anna.press('🔑 Ввести пин-код');
    for (const wrong of ['12', '000000']) await anna.send(wrong === pin ? '000001' : wrong);
    expect(anna.texts().some((text) => text.includes('Пин-код — это 6 цифр'))).toBe(true);
    await anna.send(pin);
    await anna.press('Дом');
    expect(anna.screen()).toContain('Открыт полный доступ');
    expect(anna.screen()).toContain('компания может связаться');
    expect(await t.database.prisma.accountLink.findFirstOrThrow()).toMatchObject({
      level: 'full',
      proof: 'pin',
    });

    await staff.send('/admin');
    await staff.press('🔑 Доступ к счетам');
    expect(staff.screen()).toContain('Заявлений и возражений нет');
    await staff.press('🔒 Блокировки');
    expect(staff.screen()).toContain('никто и ничто не заблокировано');
  });

  it.each(['ru', 'en'] as const)(
    'decides who keeps an account with another payer since (%s)',
    async (lang) => {
      const { id } = await account('smart-zapad-zhku', { payerName: 'Иванов Иван Иванович' });
      const { user: anna } = await holder(id, 'Анна', lang);
      await anna.send('/accounts');
      const staff = await operator();
      const { services } = t.app();
      const bytes = Buffer.from('Лицевой счет;Поставщик;ФИО\r\n1234567890;Смарт Запад (ЖКУ);Петров Пётр\r\n');
      const plan = await planFile(services, { bytes, fileName: 'a.csv', companies: 'all', kind: 'accounts' });
      if (plan.kind !== 'accounts') throw new Error(`taken for ${plan.kind}`);
      await applyRows(services, { plan, actor: { actorId: null, actorKind: 'cli' } });
      services.notify('deliveries');
      await t.settled();
      expect(anna.screen()).toContain({ ru: 'Доступ приостановлен', en: 'Access is paused' }[lang]);
      await anna.send('/accounts');
      expect(anna.buttons()).not.toContain('Дом');
      expect(anna.texts().join()).not.toContain('Петров');

      await staff.send('/admin');
      await staff.press('🔑 Доступ к счетам');
      expect(staff.screen()).toContain('другой плательщик или квартира');
      await staff.press('🔄');
      expect(staff.screen()).toContain('Теперь в книгах: Петров Пётр');
      await staff.press('✅');
      await t.settled();
      expect(anna.screen()).toContain({ ru: 'подтвердила ваш доступ', en: 'confirmed your access' }[lang]);
    },
  );

  it('closes the access of a former payer; neither his phone nor a new try opens it again', async () => {
    await t.database.prisma.provider.update({
      where: { code: 'smart-zapad-zhku' },
      data: { basicLevel: false, proofs: ['surname_flat', 'phone'] },
    });
    const phone = '+79161234567';
    const { id } = await account('smart-zapad-zhku', {
      payerName: 'Иванов Иван Иванович',
      phoneOnFile: phone,
    });
    const ivan = await resident('Иван', 'ru', { phone });
    const tryPhone = async () => {
      await ivan.send('/accounts');
      await ivan.press('➕ Добавить лицевой счёт');
      await ivan.press('Смарт Запад (ЖКУ)');
      await ivan.send('1234567890');
      await ivan.press('Мой телефон');
      await ivan.press('Сверить мой телефон');
    };
    await tryPhone();
    await ivan.press('Пропустить');
    expect(ivan.screen()).toContain('✅ Счёт добавлен');

    const { services } = t.app();
    const bytes = table([
      row({
        'Лицевой счет': '1234567890',
        ФИО: 'Петров Пётр',
        Период: '11.2026',
        'Дата счета': '16.11.2026',
      }),
    ]);
    const plan = await planFile(services, { bytes, fileName: 'b.csv', companies: 'all', kind: 'bills' });
    if (plan.kind !== 'bills') throw new Error(`taken for ${plan.kind}`);
    const actor = { actorId: null, actorKind: 'cli' } as const;
    await applyImport(services, { plan, createAccounts: false, actor });
    const staff = await operator();
    await staff.send('/admin');
    await staff.press('🔑 Доступ к счетам');
    await staff.press('🔄');
    await staff.press('❌');
    await t.settled();
    await tryPhone();
    expect(ivan.screen()).toContain('Данные не совпали');
    await ivan.send('/menu');
    expect(await t.database.prisma.accountLink.count({ where: { accountId: id, status: 'active' } })).toBe(0);
  });

  it('prints letters; their links work for the registered, others are told to register first', async () => {
    await account('smart-zapad-zhku');
    const staff = await operator();
    await staff.send('/admin');
    await staff.press('🔑 Доступ к счетам');
    await staff.press('🔗 Ссылки и QR для сайта');
    await staff.press('Смарт Запад');
    expect(staff.messages().at(-1)?.kind).toBe('photo');
    await staff.send('/admin');
    await staff.press('🔑 Доступ к счетам');
    await staff.press('✉️ Письма с QR');
    await staff.press('Смарт Запад (ЖКУ)');
    await staff.press('Все дома: 1');
    await staff.press('Полный доступ');
    await staff.repress();
    await t.settled();
    expect(staff.messages().filter((message) => message.kind === 'document')).toHaveLength(1);
    expect(staff.screen()).toContain('Писем: 1');
    expect(await t.database.prisma.linkToken.count()).toBe(1);

    const visitor = t.user(somebody('Гость'));
    await visitor.start(`acc_${'x'.repeat(43)}`);
    expect(visitor.screen()).toContain('сначала зарегистрируйтесь');
    const anna = await resident('Анна');
    await anna.start(`acc_${'x'.repeat(43)}`);
    expect(anna.screen()).toContain('Эта ссылка больше не действует');
    // A dead link leads on.
    expect(anna.buttons()).toContain('➕ Добавить лицевой счёт');
    await anna.start('acc_short');
    expect(anna.screen()).toContain('Эта ссылка больше не действует');
    expect(await t.database.prisma.accountLink.count()).toBe(0);
    // A company's own link puts its providers first, for people we know too.
    await anna.start('smart-servis');
    await anna.send('/accounts');
    await anna.press('➕ Добавить лицевой счёт');
    expect(anna.buttons()[2]).toBe('Смарт Сервис (ЖКУ)');
  });
});
