import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  await saveCatalog(t.app().services, { catalog: DEMO_CATALOG });
});

async function person(name: string, languageCode: 'ru' | 'en' = 'ru', id?: number): Promise<User> {
  const user = t.user(id === undefined ? somebody(name) : name, {
    languageCode,
    ...(id === undefined ? {} : { id }),
  });
  await t.fixtures.registered({ telegramId: user.id, locale: languageCode });
  await user.start();
  return user;
}

/** From ADMIN_IDS: the bot cannot take this role away. */
const administrator = (): Promise<User> => person('Мария', 'ru', ADMIN_ID);

async function withRole(
  name: string,
  role: 'manager' | 'operator' | 'administrator',
  lang: 'ru' | 'en' = 'ru',
) {
  const user = await person(name, lang);
  const { id } = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
    where: { telegramId: BigInt(user.id) },
  });
  await t.database.prisma.staffRole.create({ data: { identityId: id, role } });
  return user;
}

describe('management', () => {
  it('shows everybody what their role allows, and nothing to residents', async () => {
    const boss = await administrator();
    await boss.send('/admin');
    expect(boss.buttons()).toEqual([
      '🔎 Найти жителя',
      '🔑 Доступ к счетам',
      '💳 Операции жителей',
      '📥 Загрузка счетов',
      '📤 Выгрузка оплат',
      '⚖️ Сверка оплат',
      '📊 Статистика',
      '⚙️ Настройки',
      '👥 Роли',
      '🩺 Состояние',
      '⏱ Задания по расписанию',
      '📓 Журнал',
      '🏠 Меню',
    ]);
    const operator = await withRole('Сергей', 'operator');
    await operator.send('/admin');
    expect(operator.buttons()).toEqual([
      '🔎 Найти жителя',
      '🔑 Доступ к счетам',
      '💳 Операции жителей',
      '🏠 Меню',
    ]);
    const manager = await withRole('Olga', 'manager', 'en');
    await manager.send('/admin');
    expect(manager.screen()).toContain('Administration');
    expect(manager.buttons()).toEqual(['🏠 Menu']);
    const anna = await person('Анна');
    for (const command of ['/admin', '/audit', '/grant', '/revoke']) {
      await anna.send(command);
      expect(anna.screen()).not.toMatch(/Управление<|Журнал|Дать роль/);
    }
    await anna.forge('roles');
    expect(anna.toasts().at(-1)?.text).toContain('раздел для сотрудников');
    await t.assertClean();
  });

  it('a role works from the next press and ends with the next press', async () => {
    const boss = await administrator();
    const olga = await person('Ольга');
    await olga.send('/settings');
    expect(olga.screen()).toContain(`Ваш номер в Telegram: ${olga.id}`);
    await boss.send(`/grant ${olga.id} manager smart-servis`);
    expect(boss.screen()).toContain(`✅ Роль выдана: ${olga.id} — менеджер, smart-servis.`);
    await olga.send('/admin');
    expect(olga.screen()).toContain('Управление');
    await boss.press('👥 Роли');
    expect(boss.screen()).toContain(`${olga.id} — менеджер, Смарт Сервис`);
    expect(boss.screen()).toContain(`${ADMIN_ID} — администратор, все компании (задана в настройках)`);
    await t.restart();
    await boss.send(`/revoke ${olga.id} manager smart-servis`);
    expect(boss.screen()).toContain('✅ Роль снята');
    await olga.press('🏠 Меню');
    await olga.send('/admin');
    expect(olga.screen()).not.toContain('🛡');
    await t.assertClean();
  });

  it.each<[string, string]>([
    ['/grant', 'Дать роль:'],
    ['/grant Ольга manager', 'Дать роль:'],
    ['/grant 55 king', 'Дать роль:'],
    ['/revoke 55', 'Забрать роль:'],
    ['/grant 55 manager nowhere', 'Компании «nowhere» нет'],
    ['/revoke 55 manager', 'нет такой роли'],
    [`/revoke ${ADMIN_ID} administrator`, 'ADMIN_IDS'],
  ])('%s is answered with a sentence', async (command, sentence) => {
    const boss = await administrator();
    await boss.send(command);
    expect(boss.screen()).toContain(sentence);
    expect(await t.database.prisma.staffRole.count()).toBe(0);
    await t.assertClean();
  });

  it('a role for a time ends after its last day, the second person’s word or not', async () => {
    const boss = await administrator();
    const second = await withRole('Anne', 'administrator', 'en');
    const olga = await person('Ольга');
    await boss.send(`/grant ${olga.id} manager smart-servis 01.01.2020`);
    expect(boss.screen()).toContain('Этот день уже прошёл');
    expect(await t.database.prisma.staffRole.count({ where: { role: 'manager' } })).toBe(0);
    await boss.send(`/grant ${olga.id} manager smart-servis 31.12.2098`);
    expect(boss.screen()).toContain('✅ Роль выдана до 31.12.2098 включительно');
    await boss.press('👥 Роли');
    expect(boss.screen()).toContain('менеджер, Смарт Сервис (до 31.12.2098)');
    await boss.send(`/grant ${olga.id} administrator 2099-12-31`);
    await t.settled();
    expect(second.screen()).toContain('to 31.12.2099 inclusive');
    await second.press('I agree');
    const roles = await t.database.prisma.staffRole.findMany({
      where: { identity: { telegramId: olga.id } },
      orderBy: { id: 'asc' },
    });
    expect(roles.map(({ expiresAt }) => expiresAt?.toISOString())).toEqual([
      '2098-12-31T21:00:00.000Z',
      '2099-12-31T21:00:00.000Z',
    ]);
    await t.assertClean();
  });

  it('an administrator needs a second one who agrees', async () => {
    const boss = await administrator();
    const second = await withRole('Anne', 'administrator', 'en');
    const olga = await person('Ольга');
    await boss.send(`/grant ${olga.id} administrator`);
    expect(boss.screen()).toContain('Роль администратора меняют двое');
    await t.settled();
    expect(second.screen()).toContain('An administrator asks');
    await olga.send('/admin');
    expect(olga.screen()).not.toContain('🛡');
    await t.restart();
    await second.press('I agree');
    expect(second.screen()).toContain('✅');
    await olga.send('/admin');
    expect(olga.screen()).toContain('Управление');
    await t.assertClean();
  });

  it('nobody agrees for another, and nobody with themselves', async () => {
    const boss = await administrator();
    await withRole('Анна', 'administrator');
    const manager = await withRole('Сергей', 'manager');
    const olga = await person('Ольга');
    await boss.send(`/grant ${olga.id} administrator`);
    const { id } = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: 'role-change' } });
    await boss.forge(`rolok:${id}`);
    expect(boss.toasts().at(-1)?.text).toContain('другой администратор');
    await manager.forge(`rolok:${id}`);
    expect(manager.toasts().at(-1)?.text).toContain('не входит в вашу роль');
    await olga.send('/admin');
    expect(olga.screen()).not.toContain('🛡');
    await t.assertClean();
  });

  it('what was done stands in the journal', async () => {
    const boss = await administrator();
    await boss.send('/audit');
    expect(boss.screen()).toContain('Записей пока нет');
    for (let id = 101; id <= 110; id += 1) await boss.send(`/grant ${id} manager`);
    await boss.send('/audit');
    expect(boss.screen()).toContain('👥 Дана роль «менеджер»: 110');
    expect(boss.buttons()).toContain('1 из 2');
    await boss.press('›');
    expect(boss.buttons()).toContain('2 из 2');
    await boss.press('💳 Деньги');
    expect(boss.screen()).toContain('Записей пока нет');
    await boss.press('🔑 Доступ');
    await boss.press('Неделя');
    expect(boss.screen()).toContain('10 записей: 🔑 Доступ, неделя');
    await boss.press('💾 Excel');
    expect(boss.lastMessage()).toMatchObject({ kind: 'document' });
    await boss.forge('audf:king:7:xlsx');
    expect(boss.toasts().at(-1)?.text).toContain('не входит в вашу роль');
    await boss.press('‹ Назад');
    expect(boss.texts().join()).toContain('🛡 Управление');
    await t.assertClean();
  });

  it('an administrator of one company reads that company’s journal only, in sentences', async () => {
    const boss = await person('Anne', 'en');
    const companies = await t.database.prisma.company.findMany({ orderBy: { id: 'asc' }, take: 2 });
    const { id: identityId } = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(boss.id) },
    });
    for (const [index, company] of companies.entries()) {
      const account = await t.fixtures.account({
        providerId: (await t.fixtures.provider({ companyId: company.id })).id,
        number: `55000${index}`,
      });
      await t.database.prisma.auditEntry.create({
        data: {
          at: t.clock.now(),
          actorId: identityId,
          actorKind: 'staff',
          action: 'account.owner',
          subject: `account:${account.id}`,
          companyId: company.id,
        },
      });
    }
    await t.database.prisma.staffRole.create({
      data: { identityId, role: 'administrator', companyId: companies[0]?.id ?? 0 },
    });
    await boss.send('/audit');
    expect(boss.screen()).toContain('Иван Иванов');
    expect(boss.screen()).toContain('🔑 Owner changed: 550000');
    expect(boss.screen()).not.toContain('550001');
    await boss.forge('heal');
    expect(boss.toasts().at(-1)?.text).toContain('Your role does not include');
    await t.assertClean();
  });

  it('the journal names staff who are no residents, by Telegram’s name or number, also long and odd ones', async () => {
    const boss = await administrator();
    const names = ['Глеб & <Ко', 'Я'.repeat(64)];
    for (const name of names) {
      const operator = t.user(name, { languageCode: 'ru' });
      await boss.send(`/grant ${operator.id} operator`);
      await operator.start();
    }
    const stranger = 7_000_123;
    await boss.send(`/grant ${stranger} operator`);
    const granted = await t.database.prisma.staffRole.findMany({
      where: { role: 'operator' },
      orderBy: { id: 'asc' },
    });
    for (const { identityId } of granted) {
      await t.database.prisma.auditEntry.create({
        data: {
          at: t.clock.now(),
          actorId: identityId,
          actorKind: 'staff',
          action: 'job.run',
          subject: 'job:tickets.late',
        },
      });
    }
    await boss.send('/audit');
    expect(boss.screen()).toContain('· Глеб & <Ко\n');
    expect(boss.screen()).toContain(`· ${'Я'.repeat(40)}\n`);
    expect(boss.screen()).toContain(`сотрудник, Telegram ${stranger}`);
    expect(boss.screen()).not.toMatch(/номер \d/);
    await t.assertClean();
  });

  it('health and jobs speak the viewer’s language', async () => {
    const boss = await administrator();
    await t.database.prisma.cronRun.create({
      data: {
        job: 'tickets.late',
        slot: t.clock.now(),
        owner: 'test',
        leaseUntil: t.clock.now(),
        startedAt: t.clock.now(),
        finishedAt: t.clock.now(),
        result: { escalated: 2, digests: 0 },
      },
    });
    await boss.send('/admin');
    await boss.press('🩺 Состояние');
    expect(boss.screen()).toContain('✅ Telegram отвечает');
    expect(boss.screen()).toContain('✅ База отвечает');
    expect(boss.screen()).toContain('✅ СМС');
    expect(boss.screen()).toContain('▫️ Платёжный шлюз: не подключено');
    await boss.press('⏱ Задания по расписанию');
    while (!boss.screen().includes('сообщено о просрочке: 2')) await boss.press('›');
    expect(boss.screen()).not.toMatch(/escalated|digests/);
    while (!boss.screen().includes('Поверка счётчиков')) await boss.press('‹');
    await boss.press('Поверка счётчиков');
    expect(boss.screen()).toContain('notifications.verification');
    const manager = await withRole('Olga', 'manager', 'en');
    await manager.send('/admin');
    await manager.forge('heal');
    expect(manager.toasts().at(-1)?.text).toContain('Your role does not include');
    await t.assertClean();
  });
});

describe('statistics', () => {
  it('counts what one company did, by span, in words and in a picture; nothing of another', async () => {
    const { fixtures } = t;
    const companies = await t.database.prisma.company.findMany({ orderBy: { id: 'asc' }, take: 2 });
    const [mine, theirs] = companies;
    if (mine === undefined || theirs === undefined) throw new Error('the demo catalogue has two companies');
    for (const [company, sum] of [
      [mine, 100_00],
      [theirs, 777_00],
    ] as const) {
      const provider = await fixtures.provider({ companyId: company.id });
      const account = await fixtures.account({ providerId: provider.id });
      const resident = await fixtures.resident();
      await fixtures.link({ residentId: resident.residentId, accountId: account.id });
      await fixtures.payment({ accountId: account.id, residentId: resident.residentId, amount: sum });
      await fixtures.payment({ accountId: account.id, amount: 5_00, status: 'failed' });
      // Before the month, within the year.
      const at = new Date('2026-03-05T10:00:00Z');
      await fixtures.payment({ accountId: account.id, amount: sum, at });
    }
    const boss = await person('Anne', 'en');
    const { id } = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(boss.id) },
    });
    await t.database.prisma.staffRole.create({
      data: { identityId: id, role: 'administrator', companyId: mine.id },
    });
    await boss.send('/stats');
    expect(boss.screen()).toContain('Payments: 1, 100.00');
    expect(boss.screen()).not.toMatch(/777|877/);
    await boss.press('Year');
    expect(boss.screen()).toContain('Payments: 2, 200.00');
    await boss.forge(`stat:${theirs.id}:year`);
    expect(boss.toasts().at(-1)?.text).toContain('Your role does not include');
    await boss.forge('stat:0:decade');
    expect(boss.toasts().at(-1)?.text).toContain('Your role does not include');
    await boss.press('📈 Payments');
    await boss.press('📈 Residents');
    const all = await administrator();
    await all.send('/stats');
    expect(all.screen()).toContain('Оплат: 2');
    await all.press('🏢 Другая компания');
    await all.press(theirs.name);
    expect(all.screen()).toContain('777,00');
    expect(all.screen()).not.toContain('877');
    const anna = await person('Анна');
    await anna.send('/stats');
    expect(anna.screen()).not.toContain('Статистика');
    const manager = await withRole('Сергей', 'manager');
    await manager.send('/stats');
    expect(manager.screen()).toContain('не входит в вашу роль');
    await t.assertClean();
  });
});

describe('settings', () => {
  const company = (slug: string) => t.database.prisma.company.findUniqueOrThrow({ where: { slug } });

  /** Of one company only. */
  async function companyAdministrator(slug: string, lang: 'ru' | 'en' = 'ru') {
    const user = await person('Ольга', lang);
    const { id } = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(user.id) },
    });
    const companyId = (await company(slug)).id;
    await t.database.prisma.staffRole.create({ data: { identityId: id, role: 'administrator', companyId } });
    return user;
  }

  it('a company’s field is checked, shown before and after, saved and in the journal', async () => {
    const boss = await companyAdministrator('smart-zapad');
    await boss.send('/admin');
    await boss.press('⚙️ Настройки');
    expect(boss.buttons()).not.toContain('🔧 Технические работы');
    await boss.press('🏢 Компании');
    expect(boss.screen()).not.toContain('Сервис');
    await boss.press((await company('smart-zapad')).name);
    await boss.press('Часы работы');
    for (const wrong of ['всегда', '8-21', '1-9 08:00-21:00', '1 08:00-08:00']) {
      await boss.send(wrong);
      expect(boss.screen()).toContain('Так записать нельзя');
    }
    await t.restart();
    await boss.send('1-5 8:00-20:00; 6 10:00-16:00');
    expect(boss.screen()).toContain('станет: 1-5 08:00-20:00; 6 10:00-16:00');
    await boss.press('Сохранить');
    expect((await company('smart-zapad')).contactHours).toEqual([
      { days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' },
      { days: [6], from: '10:00', to: '16:00' },
    ]);
    await boss.press('⚙️ К настройкам');
    await boss.press('Телефон');
    await boss.press('Убрать');
    await boss.press('Сохранить');
    expect((await company('smart-zapad')).contactPhone).toBeNull();
    await boss.send('/audit');
    expect(boss.screen()).toContain('⚙️ Изменена настройка «Телефон»');
    await t.assertClean();
  });

  it('nobody changes another company, a rule of everybody, or a role they lost', async () => {
    const boss = await companyAdministrator('smart-zapad', 'en');
    const other = await company('smart-servis');
    const theirs = await t.database.prisma.provider.findFirstOrThrow({ where: { companyId: other.id } });
    for (const data of [
      `sett:company:${other.id}`,
      `setf:company:${other.id}:0`,
      `sett:provider:${theirs.id}`,
      `setf:provider:${theirs.id}:0`,
      'sett:rule:0',
      'setf:rule:0:0',
    ]) {
      await boss.send('/admin');
      await boss.forge(data);
      expect(boss.toasts().at(-1)?.text).toContain('There is no such setting among yours');
    }
    for (const data of ['setm', 'setc:payments:1', 'setx', 'sety:terms']) {
      await boss.forge(data);
      expect(boss.toasts().at(-1)?.text).toContain('Your role does not include');
    }
    const mine = await company('smart-zapad');
    await boss.forge(`setf:company:${mine.id}:0`);
    await boss.send('A new name');
    await t.database.prisma.staffRole.updateMany({ data: { revokedAt: t.clock.now() } });
    await boss.press('Save');
    expect((await company('smart-zapad')).name).toBe(mine.name);
    await boss.send('/cancel');
    await t.assertClean();
  });

  it('a provider keeps a way to link; its number needs an example that fits', async () => {
    const boss = await administrator();
    const provider = await t.database.prisma.provider.findUniqueOrThrow({
      where: { code: 'smart-zapad-zhku' },
    });
    await t.database.prisma.provider.update({
      where: { id: provider.id },
      data: { proofs: ['pin'], basicLevel: true },
    });
    await boss.send('/admin');
    await boss.forge(`sett:provider:${provider.id}`);
    await boss.press('Вид номера');
    for (const wrong of ['^\\d{10}$', '^\\d{10}$ 123', '^(a+)+$ aaa', '\\d{3} 123']) {
      await boss.send(wrong);
      expect(boss.screen()).toContain('Так записать нельзя');
    }
    await boss.send('^\\d{5}$ 12345');
    await boss.press('Сохранить');
    await boss.press('⚙️ К настройкам');
    await boss.press('Доступ по номеру');
    await boss.press('нет');
    await boss.press('Сохранить');
    await boss.press('⚙️ К настройкам');
    await boss.press('Пин-код');
    await boss.press('нет');
    await boss.press('Сохранить');
    expect(boss.screen()).toContain('счёт нельзя будет добавить');
    await boss.press('Отмена');
    expect(await t.database.prisma.provider.findUniqueOrThrow({ where: { id: provider.id } })).toMatchObject({
      numberPattern: '^\\d{5}$',
      numberExample: '12345',
      basicLevel: false,
      proofs: ['pin'],
    });
    await t.assertClean();
  });

  it('requisites are refused with one wrong digit; a commission holds from today and is told in words', async () => {
    const boss = await administrator();
    const { id } = await t.database.prisma.provider.findUniqueOrThrow({
      where: { code: 'smart-zapad-zhku' },
    });
    await boss.send('/admin');
    await boss.forge(`sett:provider:${id}`);
    await boss.press('💳 Реквизиты и комиссии');
    await boss.press('БИК и счета');
    const [bic, account, bank] = ['044525225', '40702810938000000001', '30101810400000000225'];
    for (const wrong of [bic, `${bic} ${account}`, `${bic} 40702810938000000002 ${bank}`]) {
      await boss.send(wrong);
      expect(boss.screen()).toContain('Так записать нельзя');
    }
    await boss.send(`р/с ${account}, к/с ${bank}, БИК ${bic}`);
    await boss.press('Сохранить');
    await boss.press('⚙️ К настройкам');
    await boss.press('Комиссия: карта');
    for (const wrong of ['бесплатно', '101%', '1,5% 500-30', '-1']) {
      await boss.send(wrong);
      expect(boss.screen()).toContain('Так записать нельзя');
    }
    await boss.send('1,5% 30-500');
    expect(boss.screen()).toContain('станет: 1,5%, не меньше 30,00 ₽, не больше 500,00 ₽, платит житель');
    await boss.press('Сохранить');
    const after = await t.database.prisma.provider.findUniqueOrThrow({
      where: { id },
      include: {
        commissionRules: { where: { method: 'yookassa' }, orderBy: { effectiveFrom: 'desc' }, take: 1 },
      },
    });
    expect(after.requisites).toMatchObject({
      bic,
      personalAcc: account,
      correspAcc: bank,
      name: 'ООО «Смарт Запад»',
    });
    expect(after.commissionRules[0]).toMatchObject({
      basisPoints: 150,
      minimum: 3_000,
      maximum: 50_000,
      bearer: 'payer',
      effectiveFrom: new Date(`${t.clock.now().toISOString().slice(0, 10)}T00:00:00Z`),
    });
    await boss.send('/audit');
    expect(boss.screen()).toContain('⚙️ Изменена настройка «Комиссия: карта»');
    await t.assertClean();
  });

  it('a house has its zone and its entrances; flats that nobody named have none', async () => {
    const boss = await companyAdministrator('smart-zapad', 'en');
    const house = async (slug: string) => {
      const address = `г. Москва, ул. Новая, д. ${slug.length}`;
      return t.database.prisma.building.create({
        data: { companyId: (await company(slug)).id, address, key: address },
      });
    };
    const mine = await house('smart-zapad');
    const units = ['501', '502а', '540', '541', '600', 'офис'].map((number) => ({
      number,
      buildingId: mine.id,
    }));
    await t.database.prisma.unit.createMany({ data: units });
    await boss.send('/admin');
    await boss.press('⚙️ Settings');
    await boss.press('🏠 Houses');
    await boss.press('г. Москва, ул. Новая, д. 11');
    await boss.press('Entrances');
    for (const wrong of ['1', '1: 40-1', '1: 1-40; 2: 40-80', '1: 1-4; 1: 5-8']) {
      await boss.send(wrong);
      expect(boss.screen()).toContain('cannot be');
    }
    await boss.send('2: 541-599; 1: 501-540');
    await boss.press('Save');
    const entrances = async () =>
      Object.fromEntries(
        (
          await t.database.prisma.unit.findMany({
            where: { buildingId: mine.id, number: { in: units.map(({ number }) => number) } },
          })
        ).map(({ number, entrance }) => [number, entrance]),
      );
    expect(await entrances()).toEqual({ 501: '1', '502а': '1', 540: '1', 541: '2', 600: null, офис: null });
    await boss.press('⚙️ To the settings');
    expect(boss.screen()).toContain('Entrances: 1: 501-540; 2: 541');
    const other = await house('smart-servis');
    for (const data of [`sett:building:${other.id}`, `setf:building:${other.id}:2`]) {
      await boss.forge(data);
      expect(boss.toasts().at(-1)?.text).toContain('There is no such setting among yours');
    }
    await t.assertClean();
  });

  it('a closed part tells residents so and opens again; staff goes on', async () => {
    const boss = await administrator();
    const anna = await person('Anne', 'en');
    await boss.send('/admin');
    await boss.press('⚙️ Настройки');
    await boss.press('🔧 Технические работы');
    await boss.press('✅ Оплата');
    await boss.press('✅ Показания');
    expect(boss.buttons()).toContain('⏸ Оплата');
    await anna.send('/pay');
    expect(anna.screen()).toContain('We are working on this part');
    await anna.send('/readings');
    expect(anna.screen()).toContain('We are working on this part');
    await anna.send('хвс 12');
    expect(anna.screen()).toContain('We are working on this part');
    await anna.forge('pays');
    expect(anna.toasts().at(-1)?.text).toContain('We are working on this part');
    await anna.send('/tickets');
    expect(anna.screen()).not.toContain('working on this part');
    await boss.send('/window');
    expect(boss.screen()).not.toContain('технические работы');
    await boss.forge('setc:payments:0');
    await boss.forge('setc:payments:0');
    await anna.send('/pay');
    expect(anna.screen()).not.toContain('working on this part');
    await t.assertClean();
  });

  it('a new version of the consent asks everybody again, once published', async () => {
    const boss = await administrator();
    const anna = await person('Anne', 'en');
    await boss.send('/admin');
    await boss.press('⚙️ Настройки');
    await boss.press('📄 Условия и согласие');
    await boss.press('✏️ Согласие');
    await boss.send('коротко');
    expect(boss.screen()).toContain('Нужен текст от 200');
    await boss.sendDocument(
      Buffer.from(`## Новое согласие\n\n${'Обрабатываем данные. '.repeat(20)}`),
      'consent.txt',
    );
    await boss.press('Пропустить');
    expect(boss.screen()).toContain('Заново спросим');
    expect(boss.screen()).toContain('2 человек');
    await anna.send('/bills');
    expect(anna.screen()).not.toContain('Новое согласие');
    await boss.press('Опубликовать и спросить всех');
    expect(boss.screen()).toContain('версия 2');
    await anna.send('/bills');
    expect(anna.screen()).toMatch(/consent|Consent/);
    expect(await t.database.prisma.textDocument.count({ where: { kind: 'consent' } })).toBe(2);
    await t.assertClean();
  });
});
