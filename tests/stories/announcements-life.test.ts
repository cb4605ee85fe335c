import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import {
  afterUndo,
  composeCommon,
  house,
  manager,
  neighbour,
  person,
  sendNow,
  times,
} from './support/announcing.ts';
import { meter } from './support/metering.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

const clean = () => t.assertClean({ refusedCalls: ['message is not modified', 'sendMessage: 403'] });
const status = async () =>
  (await t.database.prisma.announcement.findFirstOrThrow({ orderBy: { id: 'desc' } })).status;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('before it goes', () => {
  it('waits for its time through a restart, goes once; moved to another day it goes then', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await composeCommon(olga.user, 'Собрание жильцов', null);
    await olga.user.press('К объявлению');
    await olga.user.press('🕒 Запланировать');
    await olga.user.send('вчера 10:00');
    expect(olga.user.screen()).toContain('Не понял время');
    await olga.user.send('15.11.2026 10:00');
    expect(olga.user.screen()).toContain('уже прошло');
    await olga.user.send('завтра 10:00');
    expect(olga.user.screen()).toContain('Уйдёт 17.11.2026 10:00');
    await olga.user.press('К объявлению');
    await olga.user.press('↩️ Отменить отправку');
    expect(olga.user.screen()).toContain('черновик');
    t.clock.set('2026-11-17T07:00:05.000Z');
    await t.settled();
    expect(times(anna, 'Собрание')).toBe(0);
    await olga.user.press('🕒 Запланировать');
    await olga.user.send('18.11 10:00');
    await t.restart();
    t.clock.set('2026-11-18T06:59:59.000Z');
    await t.settled();
    expect(times(anna, 'Собрание')).toBe(0);
    t.clock.set('2026-11-18T07:00:00.000Z');
    await t.settled();
    await t.restart();
    await t.settled();
    expect(times(anna, 'Собрание')).toBe(1);
    expect(await status()).toBe('sent');
    await clean();
  });

  it('the preview is the message itself: text, picture, formatting, buttons', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('📄 Обычное');
    await olga.user.sendPhoto(PNG, { caption: 'Двор <после> ремонта & уборки: https://example.test' });
    await olga.user.press('Пропустить');
    await olga.user.press('Готово');
    await olga.user.press('К объявлению');
    await olga.user.press('👁 Прислать мне (рус)');
    // Everything but whose message it is and when it came.
    const shown = (user: typeof anna.user) => {
      const { id: _, chatId: __, date: ___, ...rest } = user.lastMessage();
      return rest;
    };
    const preview = shown(olga.user);
    expect(preview.kind).toBe('photo');
    await sendNow(t, olga.user);
    expect(shown(anna.user)).toEqual(preview);
    await clean();
  });

  it('a text that was changed goes as changed; what is not a draft any more cannot be changed', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    await composeCommon(olga.user, 'Уборка в суботу', null);
    await olga.user.press('К объявлению');
    await olga.user.press('✏️ Изменить текст');
    await olga.user.send('Уборка в субботу');
    if (olga.user.buttons().includes('Пропустить')) await olga.user.press('Пропустить');
    if (olga.user.buttons().includes('Готово')) await olga.user.press('Готово');
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    expect([times(anna, 'суботу'), times(anna, 'субботу')]).toEqual([0, 1]);
    const { id } = await t.database.prisma.announcement.findFirstOrThrow();
    for (const data of [`annes:${id}`, `anna:${id}`]) await olga.user.forge(data);
    expect(await t.database.prisma.announcement.count()).toBe(1);
    await clean();
  });
});

describe('while it goes', () => {
  /** At night ordinary messages wait for the morning: the sending has begun and nothing has gone. */
  async function begunAtNight() {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const john = await neighbour(t, 'John', (await flat('2')).id, 'en');
    const olga = await manager(t, company.id);
    t.clock.set('2026-11-16T20:30:00.000Z');
    await composeCommon(olga.user, 'Моем окна', null);
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    expect([times(anna, 'Моем'), await status()]).toEqual([0, 'sending']);
    return { anna, john, olga };
  }
  const morning = async (): Promise<void> => {
    t.clock.set('2026-11-17T07:30:00.000Z');
    await t.settled();
  };

  it('a pause holds it back over the morning, going on delivers it once', async () => {
    const { anna, john, olga } = await begunAtNight();
    await olga.user.press('⏸ Пауза');
    await olga.user.repress();
    expect(olga.user.texts().some((text) => text.includes('на паузе'))).toBe(true);
    await morning();
    expect([times(anna, 'Моем'), times(john, 'Моем')]).toEqual([0, 0]);
    await olga.user.press('▶️ Продолжить');
    await olga.user.repress();
    await t.settled();
    expect([times(anna, 'Моем'), times(john, 'Моем')]).toEqual([1, 1]);
    expect(await status()).toBe('sent');
    await clean();
  });

  it('stopped for good it reaches nobody who had not got it', async () => {
    const { anna, john, olga } = await begunAtNight();
    await olga.user.press('⏹ Остановить насовсем');
    expect(olga.user.texts().some((text) => text.includes('Остановить насовсем? Кому уже ушло'))).toBe(true);
    await olga.user.press('⏹ Остановить насовсем');
    await olga.user.repress();
    await morning();
    expect([times(anna, 'Моем'), times(john, 'Моем')]).toEqual([0, 0]);
    expect(await status()).toBe('cancelled');
    // Neither going on nor sending again wakes it.
    const { id } = await t.database.prisma.announcement.findFirstOrThrow();
    for (const data of [`annpz:${id}:0`, `anngo:${id}:0`, `annrs:${id}:failed`]) await olga.user.forge(data);
    await morning();
    expect(times(anna, 'Моем')).toBe(0);
    await clean();
  });
});

describe('after it went', () => {
  it('goes again to who could not be reached, and to those of whom nobody knows, to nobody else', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const boris = await neighbour(t, 'Борис', (await flat('2')).id);
    const vera = await neighbour(t, 'Вера', (await flat('3')).id);
    const olga = await manager(t, company.id);
    await anna.user.block();
    await composeCommon(olga.user, 'Проверка счётчиков', null);
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    await olga.user.press('🔄 Обновить');
    const card = () => olga.user.texts().findLast((text) => text.includes('📣 Объявление')) ?? '';
    expect(card()).toContain('🚫 Не принимают сообщения: 1');
    expect(card()).toContain('✅ Доставлено: 2');
    await anna.user.unblock();
    await anna.user.start();
    await olga.user.press('🔁 Недошедшие ещё раз');
    expect([anna, boris, vera].map((one) => times(one, 'Проверка'))).toEqual([1, 1, 1]);
    // What a kill leaves behind.
    await t.database.prisma.delivery.updateMany({
      where: { announcementId: { not: null }, identityId: boris.identityId },
      data: { status: 'unknown' },
    });
    await olga.user.press('🔄 Обновить');
    expect(card()).toContain('❓ Неизвестно, дошло ли: 1');
    await olga.user.press('🔁 Неизвестные ещё раз');
    await olga.user.repress();
    expect([anna, boris, vera].map((one) => times(one, 'Проверка'))).toEqual([1, 2, 1]);
    await clean();
  });

  it('a repeated outage gets times of its own; the text of one language is changed alone', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const john = await neighbour(t, 'John', (await flat('2')).id, 'en');
    const olga = await manager(t, company.id);
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('🚧 Отключение');
    await olga.user.send('Нет воды');
    await olga.user.send('No water');
    await olga.user.press('Готово');
    await olga.user.send('сегодня 13:00');
    await olga.user.send('сегодня 14:00');
    await olga.user.press('К объявлению');
    await olga.user.press('🕒 Запланировать');
    await olga.user.send('завтра 10:00');
    expect(olga.user.texts().join()).toContain('К этому времени всё уже закончится');
    await olga.user.send('сегодня 12:30');
    expect(olga.user.screen()).toContain('Уйдёт 16.11.2026 12:30');
    await olga.user.press('К объявлению');
    await olga.user.press('↩️ Отменить отправку');
    await sendNow(t, olga.user);
    expect(times(anna, 'Нет воды')).toBe(1);

    t.clock.set('2026-11-20T09:00:00.000Z');
    await olga.user.press('📋 Повторить');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    expect(olga.user.toasts().at(-1)?.text).toContain('измените сроки');
    await olga.user.press('‹ Назад');
    await olga.user.press('🕒 Изменить сроки');
    await olga.user.send('21.11 10:00');
    await olga.user.send('21.11 9:00');
    expect(olga.user.texts().join()).toContain('конец должен быть позже начала');
    await olga.user.send('21.11 18:00');
    await olga.user.press('К объявлению');
    expect(olga.user.screen()).toContain('С 21.11.2026 10:00 до 21.11.2026 18:00');
    await olga.user.press('✏️ Изменить текст');
    await olga.user.press('Оставить как есть');
    await olga.user.send('No hot water');
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    expect([times(anna, 'Нет воды'), times(john, 'No hot water'), times(john, 'No water')]).toEqual([
      2, 1, 1,
    ]);
    expect(anna.user.texts().at(-1)).toContain('21.11.2026 18:00');
    await clean();
  });

  it('repeated it is a new draft with the same words and people', async () => {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const boris = await neighbour(t, 'Борис', (await flat('20')).id);
    const olga = await manager(t, company.id);
    await composeCommon(olga.user, 'Опрессовка труб', 'Pipes are tested');
    await olga.user.press('👥 Кому отправить');
    await olga.user.press('Квартиры');
    await olga.user.send('1-5');
    await olga.user.press('👥 Кому отправить');
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    await olga.user.press('📋 Повторить');
    expect(olga.user.screen()).toContain('черновик');
    expect(olga.user.screen()).toContain('Получателей сейчас: 1');
    await sendNow(t, olga.user);
    expect([times(anna, 'Опрессовка'), times(boris, 'Опрессовка')]).toEqual([2, 0]);
    expect(await t.database.prisma.announcement.count()).toBe(2);
    await clean();
  });
});

describe('whom it reaches', () => {
  /** Two houses, two providers of one company, and another company. */
  async function town() {
    const { company, provider, building, flat } = await house(t);
    const capital = await t.fixtures.provider({
      companyId: company.id,
      name: 'Фонд капремонта',
      shortName: 'Фонд капремонта',
    });
    const second = await t.database.prisma.building.create({
      data: { companyId: company.id, address: 'ул. Лесная, д. 1', key: 'лесная 1' },
    });
    const unitIn = async (buildingId: number, number: string, entrance: string) =>
      (await t.database.prisma.unit.create({ data: { buildingId, number, entrance } })).id;
    const annas = await flat('1');
    const boriss = await t.fixtures.account({
      providerId: provider.id,
      unitId: await unitIn(building.id, '20', '2'),
    });
    const veras = await t.fixtures.account({
      providerId: capital.id,
      unitId: await unitIn(second.id, '1', '1'),
    });
    const people = {
      anna: await neighbour(t, 'Анна', annas.id),
      boris: await neighbour(t, 'Boris', boriss.id, 'en'),
      vera: await neighbour(t, 'Вера', veras.id),
      gleb: await neighbour(t, 'Глеб', (await (await house(t)).flat('1')).id),
      nobody: await person(t, 'Никто'),
    };
    return { company, annas, boriss, veras, people, olga: await manager(t, company.id) };
  }
  type Town = Awaited<ReturnType<typeof town>>;

  const cases: [string, (at: Town) => Promise<void>, (keyof Town['people'])[]][] = [
    ['everybody of the company', async () => undefined, ['anna', 'boris', 'vera']],
    [
      'one provider',
      async ({ olga }) => {
        await olga.user.press('🏢 Поставщики');
        await olga.user.press('⬜️ Фонд капремонта');
        await olga.user.press('‹ Назад');
      },
      ['vera'],
    ],
    [
      'one house',
      async ({ olga }) => {
        await olga.user.press('🏘 Дома');
        await olga.user.press('⬜️ ул. Спортивная, д. 12к2');
        await olga.user.press('‹ Назад');
      },
      ['anna', 'boris'],
    ],
    [
      'one entrance of a house',
      async ({ olga }) => {
        await olga.user.press('🏘 Дома');
        await olga.user.press('⬜️ ул. Спортивная, д. 12к2');
        await olga.user.press('‹ Назад');
        await olga.user.press('Подъезд');
        await olga.user.send('2');
        await olga.user.press('👥 Кому отправить');
      },
      ['boris'],
    ],
    [
      'those who owe more than a sum, of a proved account',
      async ({ olga, annas, boriss, veras, people }) => {
        await t.fixtures.bill({ accountId: annas.id, total: 600_000 });
        await t.fixtures.bill({ accountId: veras.id, total: 500_000 });
        const owed = await t.fixtures.bill({ accountId: boriss.id, total: 900_000 });
        await t.fixtures.payment({
          accountId: boriss.id,
          amount: owed.total,
          at: new Date('2026-11-16T08:00:00Z'),
        });
        // A number alone may be typed by a stranger: the debt is not told there.
        await t.fixtures.link({ residentId: people.gleb.residentId, accountId: annas.id, level: 'basic' });
        await olga.user.press('Должники');
        await olga.user.send('пять');
        await olga.user.send('5 000');
        await olga.user.press('👥 Кому отправить');
      },
      ['anna'],
    ],
    [
      'those who have not sent readings',
      async ({ olga, annas, boriss, veras }) => {
        const past = [['2026-10', [5]]] as const;
        await meter(t, annas.id, { resource: 'cold_water', serial: '1', readings: past });
        await meter(t, boriss.id, {
          resource: 'cold_water',
          serial: '2',
          readings: [...past, ['2026-11', [6]]],
        });
        await meter(t, veras.id, {
          resource: 'cold_water',
          serial: '3',
          readings: past,
          over: { automatic: true },
        });
        await olga.user.press('Без показаний');
      },
      ['anna'],
    ],
    [
      'one language',
      async ({ olga }) => {
        await olga.user.press('Только русский язык');
        await olga.user.press('Только английский язык');
      },
      ['boris'],
    ],
  ];

  it.each(cases)('%s', async (_, narrow, inside) => {
    const at = await town();
    const { olga, people } = at;
    await composeCommon(olga.user, 'Новость дома', null);
    await olga.user.press('👥 Кому отправить');
    await narrow(at);
    expect(olga.user.screen()).toContain(`Получателей сейчас: ${inside.length}`);
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    const got = Object.entries(people).flatMap(([name, one]) => (times(one, 'Новость') > 0 ? [name] : []));
    expect(got).toEqual(inside);
    for (const name of inside) expect(times(people[name], 'Новость')).toBe(1);
    await clean();
  });

  it('nobody: it is not sent, and the sentence says so', async () => {
    const at = await town();
    await composeCommon(at.olga.user, 'Никому', null);
    await at.olga.user.press('👥 Кому отправить');
    await at.olga.user.press('Квартиры');
    await at.olga.user.send('777');
    await at.olga.user.press('👥 Кому отправить');
    await at.olga.user.press('К объявлению');
    expect(at.olga.user.buttons()).not.toContain('📤 Отправить');
    const { id } = await t.database.prisma.announcement.findFirstOrThrow();
    await at.olga.user.forge(`anns:${id}`);
    await at.olga.user.press('📤 Да, отправить');
    expect(at.olga.user.toasts().at(-1)?.text).toContain('никто не подходит');
    await afterUndo(t);
    expect(await t.database.prisma.delivery.count({ where: { announcementId: id } })).toBe(0);
    await clean();
  });
});
