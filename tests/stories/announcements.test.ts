import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { afterUndo, composeCommon, house, manager, neighbour, person } from './support/announcing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

describe('an announcement', () => {
  it('at night waits for the morning, and its card says so', async () => {
    t.clock.set('2026-11-16T20:00:00.000Z');
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await composeCommon(olga.user, 'Завтра моем окна', 'Windows are washed tomorrow');
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    await afterUndo(t);
    expect(anna.user.texts().some((text) => text.includes('моем окна'))).toBe(false);
    await olga.user.press('🔄 Обновить');
    expect(olga.user.texts().join('\n')).toContain('🌙 Придут после тихих часов: 1');
  });

  it('goes to the house once, in each person’s language, and is counted when read', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const john = await neighbour(t, 'John', (await flat('2')).id, 'en');
    const far = await person(t, 'Чужой');
    const olga = await manager(t, company.id);
    await composeCommon(olga.user, 'Завтра моем окна', 'Windows are washed tomorrow');
    await olga.user.press('К объявлению');
    expect(olga.user.screen()).toContain('Получателей сейчас: 2');
    await olga.user.press('👁 Прислать мне (рус)');
    expect(olga.user.texts().some((text) => text.startsWith('Завтра моем окна'))).toBe(true);
    await olga.user.press('📤 Отправить');
    expect(olga.user.texts().some((text) => text.includes('Отправить? Получателей: 2'))).toBe(true);
    await olga.user.press('📤 Да, отправить');
    expect(olga.user.texts().some((text) => text.includes('запланировано'))).toBe(true);
    await olga.user.repress();
    await t.settled();
    expect(anna.user.texts().some((text) => text.includes('моем окна'))).toBe(false);
    await afterUndo(t);
    expect(anna.user.texts().filter((text) => text.includes('Завтра моем окна'))).toHaveLength(1);
    expect(john.user.screen()).toContain('Windows are washed tomorrow');
    expect(far.user.texts().some((text) => text.includes('моем окна'))).toBe(false);
    await anna.user.press('👍 Прочитано');
    await anna.user.repress();
    await olga.user.press('🔄 Обновить');
    const card = olga.user.texts().find((text) => text.includes('✅ Доставлено: 2'));
    expect(card).toContain('👁 Отметили «Прочитано»: 1');
    expect(card).toContain('отправлено');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('says of each file that it is kept, of an album once', async () => {
    const { company } = await house(t);
    const { user } = await manager(t, company.id);
    const photo = (at: number): Uint8Array => Buffer.concat([PICTURE, Buffer.from([at])]);
    const words = (): number =>
      t.chat.calls('sendMessage').filter(({ params }) => JSON.stringify(params).includes('Файл принят'))
        .length;
    await user.send('/announce');
    await user.press('✍️ Написать объявление');
    await user.press('🚨 Авария');
    const said: number[] = [];
    const steps: (() => Promise<unknown>)[] = [
      () => user.sendPhoto(photo(1)),
      () => user.sendPhoto(photo(2)),
      () => user.sendAlbum([photo(3), photo(4), photo(5)]),
      () => user.press('Пропустить'),
      () => user.send('Water is off'),
      () => user.sendPhoto(photo(6)),
      () => user.sendPhoto(photo(7)),
      () => user.sendAlbum([photo(8), photo(9)]),
      () => user.sendPhoto(photo(10)),
    ];
    for (const step of steps) {
      const before = words();
      await step();
      said.push(words() - before);
    }
    expect(said).toEqual([1, 1, 1, 0, 0, 1, 1, 1, 1]);
    await user.press('Готово');
    await user.send('завтра 18:00');
    await user.press('К объявлению');
    expect(user.screen()).toContain('Вложений: 10');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('keeps the formatting, an album, and survives a restart in the middle', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('📄 Обычное');
    await olga.user.sendAlbum([PICTURE, PICTURE_2], { caption: 'Двор после ремонта' });
    await t.restart();
    await olga.user.press('Пропустить');
    await olga.user.press('Готово');
    await olga.user.press('К объявлению');
    expect(olga.user.screen()).toContain('Вложений: 2');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    await afterUndo(t);
    const album = t.chat.calls('sendMediaGroup');
    expect(album).toHaveLength(1);
    expect(anna.user.texts().some((text) => text.includes('Двор после ремонта'))).toBe(true);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('refuses a text that is too long for a caption where it is written, with the right number', async () => {
    const { company } = await house(t);
    const olga = await manager(t, company.id);
    const long = 'д'.repeat(900);
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('📄 Обычное');
    expect(olga.user.screen()).toContain('до 3 800 знаков');
    expect(olga.user.screen()).toContain('тогда до 850');
    await olga.user.sendPhoto(PICTURE, { caption: long });
    // The picture is kept, its caption asked again.
    expect(olga.user.screen()).toContain('не больше 850 знаков, а здесь 900');
    expect(olga.user.screen()).toContain('до 850 знаков: он пойдёт подписью');
    await olga.user.send(long);
    expect(olga.user.screen()).toContain('не больше 850 знаков, а здесь 900');
    await olga.user.send('Двор после ремонта');
    expect(olga.user.screen()).toContain('по-английски — до 850 знаков');
    await olga.user.send(long);
    expect(olga.user.screen()).toContain('не больше 850 знаков');
    await olga.user.press('Пропустить');
    await olga.user.press('Готово');
    await olga.user.press('К объявлению');
    expect(olga.user.screen()).toContain('Вложений: 1');
    expect(olga.user.screen()).toContain('Отправить можно, когда получатели найдутся: выберите других');
    // Other words for it keep to the same number.
    await olga.user.press('✏️ Изменить текст');
    expect(olga.user.screen()).toContain('до 850 знаков');
    await olga.user.send(long);
    expect(olga.user.screen()).toContain('а здесь 900');
    await olga.user.send('/cancel');

    // A file that comes to a long text is not taken.
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('📄 Обычное');
    await olga.user.send(long);
    await olga.user.press('Пропустить');
    await olga.user.sendPhoto(PICTURE);
    expect(olga.user.screen()).toContain('до 850 знаков, а у вас 900, поэтому файл не принят');
    // Of an album it is said once, and of the next album once more.
    for (const times of [2, 3]) {
      await olga.user.sendAlbum([PICTURE, PICTURE, PICTURE]);
      const said = olga.user.texts().filter((text) => text.includes('поэтому файл не принят'));
      expect(said).toHaveLength(times);
    }
    await olga.user.press('Готово');
    await olga.user.press('К объявлению');
    expect(olga.user.screen()).not.toContain('Вложений');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('can be taken back for fifteen seconds, paused, stopped', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await composeCommon(olga.user, 'Рано', null);
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    await olga.user.press('↩️ Отменить отправку');
    expect(olga.user.screen()).toContain('черновик');
    await afterUndo(t);
    expect(anna.user.texts().some((text) => text.includes('Рано'))).toBe(false);
    // Another company's manager sees nothing of it.
    const other = await manager(t, (await t.fixtures.company()).id, 'Павел');
    const row = await t.database.prisma.announcement.findFirstOrThrow();
    await other.user.forge(`annc:${row.id}`);
    expect(other.user.toasts().at(-1)?.text).toContain('Такого объявления нет');
    await other.user.forge(`anngo:${row.id}:0`);
    await afterUndo(t);
    expect(anna.user.texts().some((text) => text.includes('Рано'))).toBe(false);
    // A resident neither.
    await anna.user.forge(`anngo:${row.id}:0`);
    expect(anna.user.toasts().at(-1)?.text).toContain('для сотрудников');
    await olga.user.press('Удалить черновик');
    await olga.user.press('Удалить черновик');
    expect((await t.database.prisma.announcement.findFirstOrThrow()).status).toBe('cancelled');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('of an outage is shown as off now, also to who links later, and its end goes to the same people', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('🚧 Отключение');
    await olga.user.send('Нет холодной воды');
    await olga.user.press('Пропустить');
    await olga.user.press('Готово');
    await olga.user.send('когда-нибудь');
    expect(olga.user.screen()).toContain('Не понял время');
    await olga.user.send('сегодня 10:00');
    await olga.user.send('сегодня 9:00');
    expect(olga.user.screen()).toContain('Время не подходит');
    await olga.user.send('сегодня 20:00');
    await olga.user.press('👥 Кому отправить');
    await olga.user.press('🏘 Дома');
    await olga.user.press('⬜️ ул. Спортивная, д. 12к2');
    expect(olga.user.screen()).toContain('Получателей сейчас: 1');
    await olga.user.press('‹ Назад');
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    await afterUndo(t);
    expect(anna.user.screen()).toContain('🚧 Отключение с 16.11.2026 10:00 до 16.11.2026 20:00');
    const later = await neighbour(t, 'Борис', (await flat('2')).id);
    await later.user.send('/menu');
    expect(later.user.screen()).toContain('Сейчас в вашем доме');
    expect(later.user.screen()).toContain('Нет холодной воды (до 16.11.2026 20:00)');
    await later.user.send('/settings');
    await later.user.press('🔔 Уведомления');
    await later.user.press('📰 Лента моего дома');
    expect(later.user.screen()).toContain('Нет холодной воды');
    // Taken back it is as if nothing had been pressed: it can be said again.
    await olga.user.press('✅ Отключение закончилось');
    await olga.user.press('↩️ Отменить отправку');
    await olga.user.repress();
    expect(olga.user.screen()).toContain('Нет холодной воды');
    await afterUndo(t);
    expect(anna.user.texts().some((text) => text.includes('Закончилось: «'))).toBe(false);
    await olga.user.press('✅ Отключение закончилось');
    await afterUndo(t);
    expect(anna.user.screen()).toContain('✅ Закончилось: «Нет холодной воды»');
    expect(later.user.texts().some((text) => text.includes('Закончилось: «'))).toBe(false);
    await later.user.send('/menu');
    expect(later.user.screen()).not.toContain('Сейчас в вашем доме');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('to very many waits for a second person', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    await neighbour(t, 'John', (await flat('2')).id, 'en');
    await t.database.prisma.setting.create({
      data: {
        key: 'announcements.approval-above',
        companyId: company.id,
        value: 1,
        effectiveFrom: new Date('2026-01-01T00:00:00Z'),
        changedAt: t.clock.now(),
      },
    });
    const olga = await manager(t, company.id);
    const pavel = await manager(t, company.id, 'Pavel', 'en');
    await composeCommon(olga.user, 'Всем', null);
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    expect(olga.user.screen()).toContain('нужно согласие второго сотрудника');
    const row = await t.database.prisma.announcement.findFirstOrThrow();
    await olga.user.forge(`annok:${row.id}:0`);
    expect(olga.user.toasts().at(-1)?.text).toContain('другой сотрудник');
    expect(pavel.user.screen()).toContain('A colleague asks you to agree');
    await pavel.user.press('Open the announcement');
    await pavel.user.press('✅ Agree');
    expect(pavel.user.screen()).toContain('scheduled');
    await afterUndo(t);
    const end = await t.database.prisma.announcement.findFirstOrThrow();
    expect(end).toMatchObject({ status: 'sent', approvedById: pavel.identityId, recipientCount: 2 });
    expect(anna.user.texts().filter((text) => text.startsWith('Всем'))).toHaveLength(1);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });
});

/** 1×1 pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PICTURE_2 = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
