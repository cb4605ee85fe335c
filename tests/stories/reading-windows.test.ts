import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { flat, meter, THREE_METERS } from './support/metering.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(() => {
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['answerCallbackQuery'] }));

const COLD = THREE_METERS.slice(0, 1);
const readings = (accountId: number) =>
  t.database.prisma.reading.findMany({
    where: { source: 'resident', meter: { accountId } },
    orderBy: { id: 'asc' },
  });

/** A member of the staff at the chat page. */
async function staff(role: 'administrator' | 'manager' | 'operator', companyId: number | null = null) {
  const user = t.user(somebody(role), { languageCode: 'ru' });
  const row = await t.fixtures.registered({ telegramId: user.id });
  await t.database.prisma.staffRole.create({ data: { identityId: row.identityId, role, companyId } });
  return user;
}

/** The flat's house, so that its window can be its own. */
async function house(home: Awaited<ReturnType<typeof flat>>, address: string, timezone?: string) {
  const db = t.database.prisma;
  const building = await db.building.create({
    data: { companyId: home.company.id, address, key: address.toLowerCase(), timezone: timezone ?? null },
  });
  const unit = await db.unit.create({ data: { buildingId: building.id, number: '1' } });
  await db.account.update({ where: { id: home.account.id }, data: { unitId: unit.id } });
  return building;
}

describe('outside the window', () => {
  it.each([
    [
      'ru',
      '🔴 Сейчас показания не принимаются. Следующий приём: 10.12.2026 — 25.12.2026.',
      '🔔 Напомнить',
      '🔔 Открыт приём показаний: Дом',
      'До 25.12.2026',
    ],
    [
      'en',
      '🔴 Readings are not taken now. Next term: 10.12.2026 — 25.12.2026.',
      '🔔 Remind me',
      '🔔 Readings are taken now: Дом',
      'Until 25.12.2026',
    ],
  ] as const)(
    '(%s) says why, when next, who decided, and reminds',
    async (lang, closed, remind, opened, until) => {
      const home = await flat(t, { meters: COLD, languageCode: lang });
      const { user } = home;
      t.clock.set('2026-11-26T09:00:00.000Z');
      await user.send('/readings');
      expect(user.screen()).toContain(closed);
      expect(user.screen()).toContain('+78001003900');
      expect(user.screen()).not.toContain('✍️');
      await user.press(remind);
      expect(user.toasts().at(-1)?.text).toContain('10.12.2026');
      await user.press(remind);
      await user.forge(`mte:${home.link.id}`);
      expect(user.screen()).toContain(closed);
      expect(user.texts().join()).not.toContain(opened);
      t.clock.set('2026-12-10T07:30:00.000Z');
      await t.settled();
      expect(user.texts().filter((text) => text.includes(opened))).toHaveLength(1);
      expect(user.screen()).toContain(until);
      expect(
        await t.database.prisma.delivery.count({ where: { identityId: home.resident.identityId } }),
      ).toBe(1);
    },
  );

  it('whoever sent the reading meanwhile is not reminded', async () => {
    const home = await flat(t, { meters: COLD });
    t.clock.set('2026-11-26T09:00:00.000Z');
    await home.user.send('/readings');
    await home.user.press('🔔 Напомнить');
    t.clock.set('2026-12-09T21:30:00.000Z');
    await home.user.send('хвс 130');
    await home.user.press('Сохранить');
    t.clock.set('2026-12-10T08:00:00.000Z');
    await t.settled();
    expect(home.user.texts().join()).not.toContain('🔔 Открыт приём');
  });

  it('the last minute counts, the next does not; what was begun in time is taken', async () => {
    const home = await flat(t, { meters: COLD });
    const { user, account } = home;
    t.clock.set('2026-11-25T20:59:30.000Z');
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.send('128');
    t.clock.set('2026-11-25T21:05:00.000Z');
    await user.press('Сохранить');
    expect((await readings(account.id)).map(({ period }) => period)).toEqual(['2026-11']);
    const late = await flat(t, { meters: COLD });
    await late.user.send('хвс 128');
    expect(late.user.screen()).toContain('не принимаются');
    expect(await readings(late.account.id)).toHaveLength(0);
  });

  it('a form that was left open past the window takes nothing and says so', async () => {
    const home = await flat(t, { meters: COLD });
    t.clock.set('2026-11-25T12:00:00.000Z');
    await home.user.send('/readings');
    await home.user.press('✍️ Передать показания');
    await home.user.send('128');
    t.clock.set('2026-11-26T09:00:00.000Z');
    await home.user.press('Сохранить');
    expect(
      home.user.texts().join() +
        home.user
          .toasts()
          .map(({ text }) => text)
          .join(),
    ).toContain('Приём показаний закрыт');
    await home.user.press('Отмена');
    expect(await readings(home.account.id)).toHaveLength(0);
  });

  it('soft: taken, for the month to come', async () => {
    const home = await flat(t, { meters: COLD });
    await t.database.prisma.readingWindow.create({
      data: {
        providerId: home.provider.id,
        fromDay: 15,
        toDay: 20,
        mode: 'soft',
        effectiveFrom: new Date('2026-01-01'),
      },
    });
    t.clock.set('2026-11-26T09:00:00.000Z');
    await home.user.send('/readings');
    expect(home.user.screen()).toContain('🟡');
    await home.user.press('✍️ Передать показания');
    await home.user.send('129');
    await home.user.press('Сохранить');
    expect((await readings(home.account.id)).map(({ period }) => period)).toEqual(['2026-12']);
  });

  it('the house’s own zone decides', async () => {
    const home = await flat(t, { meters: COLD });
    await house(home, 'г. Владивосток, ул. Светланская, д. 1', 'Asia/Vladivostok');
    t.clock.set('2026-11-25T15:00:00.000Z');
    await home.user.send('/readings');
    expect(home.user.screen()).toContain('не принимаются');
  });
});

describe('a message in free words', () => {
  it.each([
    ['ru', 'хвс 128,4 гвс 55', 'Пока ничего не отправлено', 'Сохранить', '✅ Показания приняты'],
    ['en', 'cold 128.4 hot 55', 'Nothing is sent yet', 'Save', '✅ Readings are taken'],
  ] as const)('(%s) goes straight to the review', async (lang, text, nothing, save, done) => {
    const home = await flat(t, { languageCode: lang });
    await home.user.send(text);
    expect(home.user.screen()).toContain(nothing);
    expect(await readings(home.account.id)).toHaveLength(0);
    await home.user.press(save);
    expect(home.user.screen()).toContain(done);
    expect((await readings(home.account.id)).map(({ values }) => values.map(Number))).toEqual([
      [128.4],
      [55],
    ]);
  });

  it('tells two accounts of one name apart', async () => {
    const home = await flat(t, { name: 'Дом' });
    const second = await t.fixtures.account({ providerId: home.provider.id });
    await t.fixtures.link({ residentId: home.resident.residentId, accountId: second.id, name: 'Дом' });
    await meter(t, second.id, { resource: 'cold_water', serial: '5', readings: [['2026-10', [10]]] });
    await home.user.send('хвс 128,4');
    expect(home.user.buttons().slice(0, 2)).toEqual([
      `Дом · ${home.account.number}`,
      `Дом · ${second.number}`,
    ]);
  });

  it('of several flats asks which; the name of one tells it', async () => {
    const home = await flat(t, { name: 'Квартира' });
    const second = await t.fixtures.account({ providerId: home.provider.id });
    await t.fixtures.link({ residentId: home.resident.residentId, accountId: second.id, name: 'Дача' });
    await meter(t, second.id, { resource: 'cold_water', serial: '5', readings: [['2026-10', [10]]] });
    await home.user.send('хвс 128,4');
    expect(home.user.screen()).toContain('Для какой они квартиры?');
    await home.user.press('Квартира');
    await home.user.press('Сохранить');
    await home.user.send('на даче хвс 12');
    await home.user.press('Сохранить');
    expect((await readings(home.account.id)).map(({ values }) => values.map(Number))).toEqual([[128.4]]);
    expect((await readings(second.id)).map(({ values }) => values.map(Number))).toEqual([[12]]);
  });

  it('keeps what is sure and asks about the rest', async () => {
    const home = await flat(t);
    await home.user.send('хвс 100 гвс 1055');
    expect(home.user.screen()).toContain('заметно больше обычного');
    await home.user.press('Взять 55');
    expect(home.user.screen()).toContain('Меньше прошлого показания (123,4)');
    await home.user.send('124');
    await home.user.press('Дальше');
    await home.user.press('Сохранить');
    expect((await readings(home.account.id)).map(({ values }) => values.map(Number))).toEqual([[55], [124]]);
  });

  it('what is no reading gets the usual hint', async () => {
    const home = await flat(t);
    await home.user.send('привет, как дела');
    expect(home.user.screen()).toContain('Не понял');
    await home.user.send('почему нет горячей воды 2 дня?');
    expect(home.user.screen()).not.toContain('Показания');
  });
});

describe('staff', () => {
  it('an administrator sets a window that crosses months, from now on', async () => {
    const home = await flat(t, { meters: COLD });
    const admin = await staff('administrator', home.company.id);
    await admin.send('/window');
    await admin.press(home.provider.name);
    expect(admin.screen()).toContain('обычный, с 10 по 25 число');
    await admin.press('✏️ Изменить срок');
    await admin.press('Все дома');
    await admin.press('Все ресурсы');
    await admin.send('с 32 по 3');
    expect(admin.texts().at(-1)).toContain('от 1 до 31');
    await admin.send('14-3');
    await admin.press('строго в срок');
    await admin.press('С этого месяца');
    expect(admin.screen()).toContain('Приём кончается в следующем месяце');
    await admin.press('Сохранить');
    await admin.press('🗓 Сроки приёма');
    expect(admin.screen()).toContain('с 14 по 3 число');
    t.clock.set('2026-12-02T09:00:00.000Z');
    await home.user.send('/readings');
    expect(home.user.screen()).toContain('до 03.12.2026');
    await home.user.press('✍️ Передать показания');
    await home.user.send('130');
    await home.user.press('Сохранить');
    expect((await readings(home.account.id))[0]?.period).toBe('2026-11');
  });

  it('a manager extends it for one house; those who have not sent are told, the others are not', async () => {
    const home = await flat(t, { meters: COLD });
    const manager = await staff('manager', home.company.id);
    await home.user.send('/menu');
    const building = await house(home, `ул. Лесная, д. ${home.account.id}`);
    const neighbour = await flat(t, { meters: COLD });
    await t.database.prisma.account.update({
      where: { id: neighbour.account.id },
      data: { providerId: home.provider.id },
    });
    t.clock.set('2026-11-26T09:00:00.000Z');
    await manager.send('/window');
    await manager.press(home.provider.name);
    await manager.press('📅 Продлить приём');
    await manager.press(building.address);
    await manager.send('20.12.2026');
    expect(manager.texts().at(-1)).toContain('позже 25.11.2026 и раньше 10.12.2026');
    await manager.send('30.11.2026');
    await manager.pressTogether(['Продлить и сообщить', 'Продлить и сообщить']);
    await t.settled();
    expect(manager.texts().join()).toContain('Сообщение получат: 1');
    expect(home.user.texts().join()).toContain('📅 Приём показаний продлён: Дом');
    expect(neighbour.user.texts().join()).not.toContain('продлён');
    expect(
      await t.database.prisma.readingWindowExtension.count({ where: { providerId: home.provider.id } }),
    ).toBe(1);
    await home.user.press('✍️ Передать показания');
    await home.user.send('130');
    await home.user.press('Сохранить');
    expect((await readings(home.account.id))[0]?.period).toBe('2026-11');
  });

  it('export marks once, repeats by number; the answer comes back to the resident', async () => {
    const home = await flat(t, { meters: COLD });
    await home.user.send('хвс 128,4');
    await home.user.press('Сохранить');
    const admin = await staff('administrator', home.company.id);
    await admin.send('/window');
    await admin.press(home.provider.name);
    expect(admin.screen()).toContain('Ждут выгрузки показаний: 1');
    await admin.press('📤 Выгрузить показания');
    await admin.press('Выгрузить новые');
    expect(admin.screen()).toContain('показаний 1. Жителям сообщено');
    await t.settled();
    expect(home.user.texts().join()).toContain('📤 Ваши показания за ноябрь 2026 переданы в расчёт: Дом');
    await admin.press('Выгрузить новые');
    expect(admin.toasts().at(-1)?.text).toContain('Новых показаний для выгрузки нет');
    const batch = await t.database.prisma.exportBatch.findFirstOrThrow({
      where: { providerId: home.provider.id },
    });
    for (const format of ['CSV', 'Excel', 'блоки']) await admin.press(`№ ${batch.id} ${format}`);
    const foreign = await staff('administrator', (await t.fixtures.company()).id);
    await foreign.send('/menu');
    await foreign.forge(`wf:${batch.id}:csv`);
    expect(foreign.toasts().at(-1)?.text).toContain('не входит в вашу роль');
    expect(foreign.texts().join()).not.toContain('128');
  });

  it('an operator types what a caller says; it counts as entered by staff', async () => {
    const home = await flat(t, { meters: COLD });
    const operator = await staff('operator', home.company.id);
    await operator.send('/window');
    await operator.press(home.provider.name);
    expect(operator.screen()).not.toContain('Продлить');
    await operator.press('☎️ Показания со слов жителя');
    await operator.send('9999999999');
    expect(operator.screen()).toContain('Такого номера у этого поставщика нет');
    await operator.send(home.account.number);
    await operator.press('✍️ Передать показания');
    await operator.send('128,5');
    await operator.press('Сохранить');
    const [reading] = await t.database.prisma.reading.findMany({ where: { source: 'operator' } });
    expect(reading).toMatchObject({ residentId: null, period: '2026-11' });
    expect(reading?.enteredById).not.toBeNull();
    const foreign = await staff('operator', (await t.fixtures.company()).id);
    await foreign.send('/menu');
    await foreign.forge(`wr:${home.account.id}`);
    expect(foreign.toasts().at(-1)?.text).toContain('не входит в вашу роль');
  });

  it('is closed to residents and to managers of other companies', async () => {
    const home = await flat(t, { meters: COLD });
    await home.user.send('/window');
    expect(home.user.screen()).toContain('для сотрудников');
    const manager = await staff('manager', (await t.fixtures.company()).id);
    await manager.send('/menu');
    for (const data of [`wp:${home.provider.id}`, `wx:${home.provider.id}:0`, `wm:${home.provider.id}`]) {
      await manager.forge(data);
      expect(manager.toasts().at(-1)?.text).toContain('не входит в вашу роль');
    }
  });
});
