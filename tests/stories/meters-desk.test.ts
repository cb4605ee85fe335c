import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paintPng } from '../browser/sample-files.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { type FlatOptions, flat as silentFlat, THREE_METERS } from './support/metering.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(() => {
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['answerCallbackQuery', 'editMessageText'] }));

const COLD = THREE_METERS.slice(0, 1);
const POWER = THREE_METERS.slice(2);
const metersOf = (accountId: number) =>
  t.database.prisma.meter.findMany({ where: { accountId }, orderBy: { id: 'asc' } });

async function staff(
  role: 'administrator' | 'manager' | 'operator',
  companyId: number | null = null,
  lang: 'ru' | 'en' = 'ru',
) {
  const user = t.user(somebody(role), { languageCode: lang });
  const row = await t.fixtures.registered({ telegramId: user.id, locale: lang });
  await t.database.prisma.staffRole.create({ data: { identityId: row.identityId, role, companyId } });
  return user;
}

/** Somebody who has opened the bot: it can write to them. */
async function flat(app: TestApp, options: FlatOptions) {
  const home = await silentFlat(app, options);
  await home.user.send('/menu');
  return home;
}

/** The staff's card of the account, by its number. */
async function openDesk(
  operator: Awaited<ReturnType<typeof staff>>,
  number: string,
  caption = '🔢 Счётчики',
): Promise<void> {
  await operator.send(`/find ${number}`);
  await operator.press(caption);
}

const WORDS = {
  ru: {
    meters: '🔢 Счётчики',
    none: 'Счётчиков у этого счёта пока нет',
    add: '➕ Добавить счётчик',
    power: '⚡ Электричество',
    skip: 'Пропустить',
    place: 'Где он стоит?',
    usual: 'Обычный: 6 и 2',
    wrong: 'Здесь нужно чисел: 2, а введено: 1',
    review: 'Новый счётчик',
    save: 'Сохранить',
    done: '✅ Счётчик № 12-345 добавлен. Жителям сообщено.',
    told: '🔢 Добавлен счётчик: ⚡ Электричество, Коридор, № 12-345, Дом',
    enter: '✍️ Передать показания',
    initial: 'При установке: 100 / 50',
  },
  en: {
    meters: '🔢 Meters',
    none: 'This account has no meters yet',
    add: '➕ Add a meter',
    power: '⚡ Electricity',
    skip: 'Skip',
    place: 'Where is it?',
    usual: 'Usual: 6 and 2',
    wrong: '2',
    review: 'New meter',
    save: 'Save',
    done: '✅ Meter No. 12-345 is added. The residents are told.',
    told: '🔢 A meter is added: ⚡ Electricity, Коридор, No. 12-345, Дом',
    enter: '✍️ Send readings',
    initial: 'When installed: 100 / 50',
  },
} as const;

describe.each(['ru', 'en'] as const)('a meter is added by hand (%s)', (lang) => {
  const words = WORDS[lang];
  it('from the account’s card, and the resident sends its readings at once', async () => {
    const home = await flat(t, { meters: [], languageCode: lang });
    const operator = await staff('operator', home.company.id, lang);
    await openDesk(operator, home.account.number, words.meters);
    expect(operator.screen()).toContain(words.none);
    await operator.press(words.add);
    const steps: (() => Promise<unknown>)[] = [
      () => operator.press(words.power),
      () => operator.press('2'),
      () => operator.send('№ 12-345'),
      async () => {
        expect(operator.screen()).toContain(words.place);
        await operator.send('Коридор');
      },
      () => operator.press(words.usual),
      async () => {
        await operator.send('100');
        expect(operator.texts().at(-1)).toContain(words.wrong);
        await operator.send('100 50');
      },
      () => operator.send('15.11.2042'),
    ];
    for (const step of steps) {
      await step();
      if (lang === 'ru') await t.restart();
    }
    expect(operator.screen()).toContain(words.review);
    expect(await metersOf(home.account.id)).toHaveLength(0);
    await operator.pressTogether([words.save, words.save]);
    await t.settled();
    expect(operator.texts().join()).toContain(words.done);
    const [meter, ...more] = await metersOf(home.account.id);
    expect(more).toHaveLength(0);
    expect(meter).toMatchObject({
      resource: 'electricity',
      zones: 2,
      digits: 6,
      decimals: 2,
      place: 'Коридор',
    });
    expect(home.user.texts().join()).toContain(words.told);
    await home.user.press(words.enter);
    expect(home.user.screen()).toContain(words.initial);
    await home.user.send('110 55');
    await home.user.press(words.save);
    const journal = await t.database.prisma.auditEntry.findMany({
      where: { subject: `meter:${meter?.id}` },
      orderBy: { id: 'asc' },
    });
    expect(journal.map(({ action }) => action)).toEqual(['meter.add', 'reading.submit']);
    expect(journal[0]?.companyId).toBe(home.company.id);
  });
});

describe('a meter is replaced', () => {
  it('final and initial values, history kept, the month adds up, the resident told', async () => {
    const home = await flat(t, { meters: COLD });
    const operator = await staff('operator', home.company.id);
    await t.database.prisma.meterName.create({
      data: { residentId: home.resident.residentId, meterId: home.meters[0]?.id ?? 0, name: 'Кухня' },
    });
    await openDesk(operator, home.account.number);
    expect(operator.screen()).toContain('Последнее: 123,4 на 20.10.2026');
    await operator.press('💧 ХВС');
    expect(operator.screen()).toContain('октябрь 2026: 123,4 · из файла');
    await operator.press('🔁 Заменить');
    await operator.send('17.11.2026');
    expect(operator.texts().at(-1)).toContain('ещё не наступил');
    await operator.send('30.09.2026');
    expect(operator.texts().at(-1)).toContain('снять счётчик раньше этого дня нельзя');
    await operator.press('Сегодня');
    await operator.send('120');
    expect(operator.texts().at(-1)).toContain('Меньше прошлого показания (123,4)');
    await operator.send('127,9');
    await operator.send('100001');
    await operator.press('Обычный: 5 и 3');
    await operator.press('С нуля');
    await operator.press('Пропустить');
    expect(operator.screen()).toContain('Расход: 4,5 м³');
    await operator.press('Сохранить');
    // The number of the old one is mended without beginning again.
    expect(operator.screen()).toContain('Счётчик № 100001 у этого счёта уже есть');
    await operator.send('500005');
    await operator.press('Сохранить');
    await t.settled();
    expect(operator.screen()).toContain('✅ Счётчик заменён, новый — № 500005');
    const [old, fresh] = await metersOf(home.account.id);
    expect(old).toMatchObject({ replacedById: fresh?.id, finalValues: [expect.anything()] });
    expect(Number(old?.finalValues[0])).toBe(127.9);
    expect(old?.archivedAt).toEqual(new Date('2026-11-15T21:00:00.000Z'));
    expect(home.user.texts().join()).toContain('Новый: 💧 Холодная вода, Кухня, № 500005');
    expect(home.user.texts().join()).toContain('Прежний № 100001 снят 16.11.2026, показание 127,9.');
    // The new one begins at zero; nothing is "below previous".
    await home.user.send('хвс 2');
    await home.user.press('Сохранить');
    await home.user.press('🔢 Счётчики');
    await home.user.press('💧 ХВС Кухня');
    expect(home.user.screen()).toContain(
      'Стоит вместо № 100001, который сняли 16.11.2026 с показанием 127,9',
    );
    await home.user.press('📜 Прежний № 100001');
    expect(home.user.screen()).toContain('октябрь 2026: 123,4');
    await home.user.press('‹ Назад');
    await home.user.press('💧 ХВС Кухня');
    await home.user.press('📈 График');
    // October 5,4; November 4,5 of the old and 2 of the new.
    expect(home.user.texts().join()).toContain('Всего за 12 месяцев: 11,9 м³');
    await operator.press('🔢 К счётчику');
    expect(operator.screen()).toContain('Стоит вместо № 100001');
    await operator.press('‹ Назад');
    expect(operator.screen()).toContain('▪️ 💧 Холодная вода, № 100001, снят 16.11.2026');
    await operator.press('▪️ № 100001');
    expect(operator.screen()).toContain('Вместо него стоит № 500005');
    expect(operator.buttons().join()).not.toMatch(/Вернуть|Заменить|✏️/);
  });

  it('of three zones; who enters for the old one meanwhile is told that it is gone', async () => {
    const home = await flat(t, { meters: POWER });
    const { user } = home;
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.send('5100 2150 1550');
    const operator = await staff('administrator', home.company.id);
    await openDesk(operator, home.account.number);
    await operator.press('⚡ Свет');
    await operator.press('🔁 Заменить');
    await operator.press('Сегодня');
    expect(operator.screen()).toContain('Введите тарифы через пробел, их 3');
    await operator.send('5050 2120 1520');
    await operator.send('777');
    await operator.send('6 0');
    await operator.press('С нуля');
    await operator.press('Пропустить');
    await operator.press('Сохранить');
    await user.press('Сохранить');
    const said =
      user.texts().join() +
      user
        .toasts()
        .map(({ text }) => text)
        .join();
    expect(said).toContain('Этого счётчика нет среди ваших');
    await user.press('Отмена');
    expect(
      await t.database.prisma.reading.count({
        where: { source: 'resident', meter: { accountId: home.account.id } },
      }),
    ).toBe(0);
  });
});

describe('a meter is taken away', () => {
  it('without a known value, and put back when it was a mistake', async () => {
    const home = await flat(t, { meters: COLD });
    const operator = await staff('operator', home.company.id);
    await openDesk(operator, home.account.number);
    await operator.press('💧 ХВС');
    await operator.press('🗑 Снять');
    await operator.press('Сегодня');
    await operator.press('Пропустить');
    expect(operator.screen()).toContain('показание неизвестно');
    await operator.press('Снять и сообщить');
    await t.settled();
    expect(home.user.texts().join()).toContain('▪️ Счётчик снят: 💧 Холодная вода, № 100001, Дом');
    await home.user.send('/readings');
    expect(home.user.screen()).not.toContain('100001');
    await operator.press('🔢 К счётчику');
    expect(operator.screen()).toContain('▪️ Снят 16.11.2026, последнее показание неизвестно');
    await operator.press('↩️ Вернуть');
    expect(operator.toasts().at(-1)?.text).toContain('снова на месте');
    await t.settled();
    await home.user.send('хвс 128');
    await home.user.press('Сохранить');
    expect(
      await t.database.prisma.auditEntry.count({
        where: { action: { in: ['meter.remove', 'meter.restore'] }, subject: `meter:${home.meters[0]?.id}` },
      }),
    ).toBe(2);
  });
});

describe('a meter is mended', () => {
  it('number, place, digits, verification; only what matters to the resident is told', async () => {
    const home = await flat(t, { meters: COLD });
    const operator = await staff('operator', home.company.id);
    await openDesk(operator, home.account.number);
    await operator.press('💧 ХВС');
    const mend = async (buttonOf: string, ...typed: string[]): Promise<void> => {
      await operator.press(buttonOf);
      for (const text of typed) await operator.send(text);
      await operator.press('🔢 К счётчику');
    };
    await mend('✏️ Номер', 'A-77');
    await mend('✏️ Место', 'Ванная');
    await mend('✏️ Знаки', '2 3', '6 2');
    expect(operator.texts().join()).toContain('В истории есть показания длиннее, чем 2 знаков');
    await mend('✏️ Поверен', '17.11.2026', '15.11.2026');
    await t.settled();
    expect(home.user.texts()).toHaveLength(1);
    await mend('✏️ Поверка до', '15.11.2026', '15.11.2032');
    expect(operator.texts().join()).toContain('Следующая поверка должна быть позже последней');
    expect(operator.screen()).toContain('Знаков: 6 до запятой, 2 после');
    await t.settled();
    expect(home.user.texts().join()).toContain('✅ Счётчик поверен: 💧 Холодная вода, Ванная, № A-77, Дом');
    await operator.press('✏️ Место');
    await operator.press('Убрать');
    await operator.press('🔢 К счётчику');
    expect(operator.screen()).toContain('Где стоит: —');
    await operator.press('📡 Передаёт сам');
    await t.settled();
    expect(home.user.texts().join()).toContain('📡 Счётчик передаёт показания сам');
    await operator.repress();
    const row = (await metersOf(home.account.id))[0];
    expect(row).toMatchObject({ serial: 'A-77', place: null, digits: 6, decimals: 2, automatic: true });
  });

  it('the photo of a dial is there for the staff, and for nobody else', async () => {
    const home = await flat(t, { meters: COLD });
    const { user } = home;
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.sendPhoto(paintPng(40, 30, [200, 40, 40]));
    await user.send('128');
    await user.press('Сохранить');
    const operator = await staff('operator', home.company.id);
    await openDesk(operator, home.account.number);
    await operator.press('💧 ХВС');
    expect(operator.screen()).toContain('ноябрь 2026: 128 · житель ✅ 📷');
    await operator.press('📷 ноябрь 2026');
    expect(operator.texts().at(-1)).toContain('128 за ноябрь 2026');
    const reading = await t.database.prisma.reading.findFirstOrThrow({
      where: { photoId: { not: null }, meter: { accountId: home.account.id } },
    });
    const meterId = home.meters[0]?.id ?? 0;
    const foreign = await staff('operator', (await t.fixtures.company()).id);
    await foreign.send('/menu');
    const manager = await staff('manager', home.company.id);
    await manager.send('/menu');
    const data = [
      `wms:${home.account.id}`,
      `wmc:${meterId}`,
      `wmr:${meterId}`,
      `wmt:${meterId}:1`,
      `wmu:${meterId}`,
      `wmp:${reading.id}`,
    ];
    for (const forged of data) {
      await foreign.forge(forged);
      expect(foreign.toasts().at(-1)?.text, forged).toContain('Такого счёта среди обслуживаемых вами нет');
      await manager.forge(forged);
      expect(manager.toasts().at(-1)?.text, forged).toContain('не входит в вашу роль');
      await user.forge(forged);
    }
    expect(foreign.texts().join() + manager.texts().join()).not.toMatch(/100001|128/);
    expect((await metersOf(home.account.id))[0]).toMatchObject({ automatic: false, archivedAt: null });
  });
});
