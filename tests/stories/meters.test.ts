import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { paintPng } from '../browser/sample-files.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { flat, meter, THREE_METERS } from './support/metering.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(() => {
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['answerCallbackQuery'] }));
/** A photo of a dial. */
const PHOTO = paintPng(40, 30, [200, 40, 40]);

const WORDS = {
  ru: {
    open: '🟢 Приём открыт до 25.11.2026 включительно. Осталось 10 дней.',
    owner: 'Срок установила компания «Смарт Запад», тел. +78001003900',
    last: 'Последнее: 123,4 на 20.10.2026',
    none: '⏳ За ноябрь 2026 ещё не передано',
    enter: '✍️ Передать показания',
    before: 'Было: 123,4 на 20.10.2026',
    ask: 'Введите показание: 💧 Холодная вода, № 100001',
    zones: 'Введите показания через пробел, тарифов 3',
    nothing: 'Пока ничего не отправлено. Нажмите «Сохранить».',
    used: 'Расход: 5,1 м³, примерно 224,60 ₽',
    save: 'Сохранить',
    done: '✅ Показания приняты: Дом',
    time: '16.11.2026 12:00',
    sent: '✅ За ноябрь 2026 принято',
    hot: '🔥 ГВС',
  },
  en: {
    open: '🟢 Readings are taken until 25.11.2026. 10 days left.',
    owner: 'The term is set by “Смарт Запад”, phone +78001003900',
    last: 'Last: 123.4 on 20.10.2026',
    none: '⏳ Not sent yet for November 2026',
    enter: '✍️ Send readings',
    before: 'Before: 123.4 on 20.10.2026',
    ask: 'Enter the reading: 💧 Cold water, No. 100001',
    zones: 'Enter the readings with spaces between, tariffs 3',
    nothing: 'Nothing is sent yet. Press “Save”.',
    used: 'Used: 5.1 m³, about 224.60 ₽',
    save: 'Save',
    done: '✅ Readings are taken: Дом',
    time: '16.11.2026 12:00',
    sent: '✅ Taken for November 2026',
    hot: '🔥 Hot',
  },
} as const;

/** What residents sent for one flat. */
const readings = ({ account }: { account: { id: number } }) =>
  t.database.prisma.reading.findMany({
    where: { source: 'resident', meter: { accountId: account.id } },
    orderBy: { id: 'asc' },
  });

describe.each(['ru', 'en'] as const)('all meters of a flat (%s)', (lang) => {
  const words = WORDS[lang];
  it('from the menu to the confirmation, in another order, with a restart between any two steps in Russian', async () => {
    const home = await flat(t, { languageCode: lang });
    const { user, account } = home;
    await t.fixtures.bill({
      accountId: account.id,
      lines: [{ service: 'Холодное водоснабжение на ИП', unit: 'куб.м', tariff: '44.04', total: 1 }],
    });
    await user.send('/readings');
    expect(user.screen()).toContain(words.open);
    expect(user.screen()).toContain(words.owner);
    expect(user.screen()).toContain(words.last);
    expect(user.screen()).toContain(words.none);
    const steps: (() => Promise<unknown>)[] = [
      () => user.press(words.enter),
      async () => {
        expect(user.screen()).toContain(words.before);
        expect(user.screen()).toContain(words.ask);
        await user.press(words.hot);
      },
      () => user.send('56'),
      async () => {
        expect(user.screen()).toContain(words.zones);
        await user.send('5 100 2150 1550');
        expect(user.texts().at(-1)).toContain('3');
        await user.send('5100 2150 1550');
      },
      () => user.send('128,5 м3'),
      async () => {
        expect(user.screen()).toContain(words.nothing);
        expect(user.screen()).toContain(words.used);
        expect(await readings(home)).toHaveLength(0);
        await user.press(words.save);
      },
    ];
    for (const step of steps) {
      await step();
      if (lang === 'ru') await t.restart();
    }
    expect(user.screen()).toContain(words.done);
    expect(user.screen()).toContain(words.time);
    const saved = await readings(home);
    expect(saved.map(({ values }) => values.map(Number))).toEqual([[56], [5100, 2150, 1550], [128.5]]);
    for (const { number, period } of saved) {
      expect(user.screen()).toContain(number);
      expect(period).toBe('2026-11');
    }
    await user.send('/readings');
    expect(user.screen()).toContain(words.sent);
  });
});

const REFUSED: readonly [string, string][] = [
  ['сто', 'Введите число со счётчика'],
  ['<b>1</b>', 'Введите число со счётчика'],
  ['-5', 'Введите число со счётчика'],
  ['123,39', 'Меньше прошлого показания (123,4)'],
  ['52', 'Похоже, горячая и холодная вода перепутаны'],
  ['123456', 'У этого счётчика 5 цифр'],
  ['124,12345', 'Слишком длинное число'],
  ['124,1234', 'После запятой может быть не больше 3 знаков'],
  ['газ 5', 'Такого счётчика у этой квартиры нет'],
  ['9'.repeat(4000), 'Слишком длинное число'],
];

describe('the form', () => {
  it('skips, clears, keeps a photo, goes back from the review, and cancels without a trace', async () => {
    const home = await flat(t);
    const { user } = home;
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.press('Пропустить счётчик');
    expect(user.screen()).toContain('Введите показание: 🔥 Горячая вода');
    await user.send('55');
    await user.press('✅ 🔥 ГВС');
    await user.press('Стереть введённое');
    expect(user.screen()).not.toContain('Введено');
    await user.send('54,2');
    await user.sendPhoto(PHOTO);
    expect(user.screen()).toContain('📷 Фото приложено');
    await user.press('Дальше');
    expect(user.screen()).toContain('Не введено: 💧 Холодная вода, № 100001; ⚡ Электричество, № 300001');
    await user.press('Исправить');
    await user.press('✅ 🔥 ГВС');
    await user.send('55,5');
    await user.press('Дальше');
    expect(user.screen()).toContain('51,4 → стало 55,5');
    await user.press('Отмена');
    expect(await readings(home)).toHaveLength(0);
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.press('🔥 ГВС');
    await user.send('55,5');
    await user.sendPhoto(PHOTO);
    await user.press('Дальше');
    await user.press('Сохранить');
    const [saved] = await readings(home);
    const photo = await t.database.prisma.storedFile.findUniqueOrThrow({
      where: { id: saved?.photoId ?? 0 },
    });
    expect(photo.kind).toBe('reading');
  });

  it('refuses with a sentence what cannot be, and the question stands', async () => {
    const home = await flat(t);
    const { user } = home;
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    for (const [typed, sentence] of REFUSED) {
      await user.send(typed);
      expect(user.texts().at(-1), typed).toContain(sentence);
    }
    await user.sendSpecial('sticker');
    await user.send('124,5');
    expect(user.screen()).toContain('Введено: 124,5');
    await user.press('Отмена');
    expect(await readings(home)).toHaveLength(0);
  });

  it('asks about a jump, names the guess, takes what was meant', async () => {
    const home = await flat(t);
    const { user } = home;
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.send('1128,5');
    expect(user.screen()).toContain('заметно больше обычного');
    expect(user.screen()).toContain('Возможно, лишняя цифра');
    await user.press('Взять 128,5');
    await user.press('Дальше');
    await user.press('Сохранить');
    expect((await readings(home)).map(({ values }) => values.map(Number))).toEqual([[128.5]]);
  });

  it('a jump that is true is confirmed; so is a full round of the dial', async () => {
    const home = await flat(t, { meters: [] });
    const { user, account } = home;
    await meter(t, account.id, {
      resource: 'cold_water',
      serial: '7',
      readings: [
        ['2026-09', [99_990]],
        ['2026-10', [99_997]],
      ],
    });
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.send('2,5');
    expect(user.screen()).toContain('прошёл полный круг: тогда расход 5,5 м³');
    await user.press('Да, всё верно');
    expect(user.screen()).toContain('99 997 → стало 2,5');
    await user.press('Сохранить');
    expect(await readings(home)).toHaveLength(1);
    await user.press('🔢 Счётчики');
    await user.press('💧 ХВС');
    await user.press('📜 История');
    expect(user.screen()).toContain('ноябрь 2026: 2,5 · 5,5 м³ ✅');
  });

  it('pressing Save twice, redelivered or forged sends once', async () => {
    const home = await flat(t, { meters: THREE_METERS.slice(0, 1) });
    const { user } = home;
    await user.send('/readings');
    await user.press('✍️ Передать показания');
    await user.send('128');
    await user.pressTogether(['Сохранить', 'Сохранить']);
    await user.redeliver();
    await user.repress();
    expect(await readings(home)).toHaveLength(1);
  });

  it('is no way to other people’s meters', async () => {
    const home = await flat(t);
    const stranger = await flat(t);
    await stranger.user.send('/readings');
    const foreign = home.link.id;
    for (const data of [`mta:${foreign}`, `mte:${foreign}`, `mtr:${foreign}`, `mtx:${foreign}:csv`]) {
      await stranger.user.forge(data);
      expect(stranger.user.toasts().at(-1)?.text).toContain('Этого счёта нет среди ваших');
    }
    await stranger.user.forge(`mth:${stranger.link.id}:${home.meters[0]?.id}:0`);
    expect(stranger.user.toasts().at(-1)?.text).toContain('Этого счётчика нет среди ваших');
    expect(stranger.user.texts().join()).not.toContain(home.account.number);
  });

  it('a correction in the window replaces, keeps the former reading and writes the journal', async () => {
    const home = await flat(t, { meters: THREE_METERS.slice(0, 1) });
    const { user } = home;
    for (const value of ['128', '129,5']) {
      await user.send('/readings');
      await user.press('✍️ Передать показания');
      await user.send(value);
      const { statements } = await t.database.countStatements(() => user.press('Сохранить'));
      // Draft and locks, meters, (former away,) new: a house sends in its last minute, and each round trip is waited for.
      const insert = statements.findIndex((sql) => sql.includes('INSERT INTO "Reading"'));
      const begin = statements.lastIndexOf('BEGIN', insert);
      const inside = statements
        .slice(begin, statements.indexOf('COMMIT', insert))
        .filter((sql) => /"(Reading|Meter|Draft|AuditEntry)"/.test(sql));
      expect(inside).toHaveLength(value === '128' ? 3 : 4);
    }
    const rows = await readings(home);
    expect(rows.map(({ status, isCurrent }) => [status, isCurrent])).toEqual([
      ['replaced', false],
      ['accepted', true],
    ]);
    expect(rows[1]?.replacesId).toBe(rows[0]?.id);
    const journal = await t.database.prisma.auditEntry.findMany({
      where: { subject: `meter:${home.meters[0]?.id}` },
      orderBy: { id: 'asc' },
    });
    expect(journal.map(({ action }) => action)).toEqual(['reading.submit', 'reading.correct']);
  });

  it('two phones at once: one result, and the second is told what stands', async () => {
    const first = await flat(t, { meters: THREE_METERS.slice(0, 1) });
    const user = t.user('Сосед', { languageCode: 'ru' });
    const other = await t.fixtures.registered({ telegramId: user.id });
    await t.fixtures.link({
      residentId: other.residentId,
      accountId: first.account.id,
      name: 'Квартира мамы',
    });
    for (const one of [first.user, user]) {
      await one.send('/readings');
      await one.press('✍️ Передать показания');
    }
    await first.user.send('128');
    await user.send('127,5');
    await Promise.all([first.user.press('Сохранить'), user.press('Сохранить')]);
    const rows = await readings(first);
    expect(rows).toHaveLength(1);
    const standing = String(Number(rows[0]?.values[0])).replace('.', ',');
    const loser = rows[0]?.residentId === first.resident.residentId ? user : first.user;
    expect(loser.screen()).toContain(`Только что передано с другого телефона: ${standing}`);
    await loser.press('✍️ Исправить');
    await loser.send('128,7');
    await loser.press('Сохранить');
    const now = await t.database.prisma.reading.findFirstOrThrow({
      where: { isCurrent: true, meterId: first.meters[0]?.id ?? 0, source: 'resident' },
    });
    expect(Number(now.values[0])).toBe(128.7);
  });
});

describe('automatic, archived and basic', () => {
  it('an automatic meter is shown and takes nothing; an archived one is not shown', async () => {
    const { user, account } = await flat(t, { meters: THREE_METERS.slice(0, 1) });
    await meter(t, account.id, { resource: 'electricity', serial: '999', over: { automatic: true } });
    await meter(t, account.id, { resource: 'gas', serial: '555', over: { archivedAt: new Date() } });
    await user.send('/readings');
    expect(user.screen()).toContain('📡 Передаёт показания сам');
    expect(user.screen()).not.toContain('555');
    await user.press('✍️ Передать показания');
    await user.send('свет 500');
    expect(user.texts().join()).toContain('Такого счётчика у этой квартиры нет');
    await user.press('Отмена');
  });

  it.each(['ru', 'en'] as const)(
    'nothing but numbers, one for each register in the order shown, goes to the review (%s)',
    async (lang) => {
      const home = await flat(t, { languageCode: lang });
      const { user } = home;
      await user.send('128,4 55');
      expect(user.screen()).toContain(lang === 'ru' ? 'хол 123, гор 45' : 'cold 123, hot 45');
      await user.press(lang === 'ru' ? '🔢 Показания' : '🔢 Readings');
      expect(user.screen()).toContain('100001');
      // An account's number or a date is no reading.
      for (const other of ['1234567890', '16.11.2026']) {
        await user.send(other);
        expect(user.screen()).toContain(lang === 'ru' ? 'Не понял' : 'did not understand');
      }
      await user.send('128,4 55 5100 2150 1550');
      for (const serial of ['100001', '200001', '300001']) expect(user.screen()).toContain(serial);
      expect(user.screen()).toContain('5100 / 2150 / 1550');
      expect(await readings(home)).toEqual([]);
      await user.press(WORDS[lang].save);
      const saved = await readings(home);
      expect(saved.map(({ values }) => values.map(Number))).toEqual([[128.4], [55], [5100, 2150, 1550]]);
    },
  );

  it('at the basic level nothing of the meters is told', async () => {
    const { user, link } = await flat(t, { level: 'basic' });
    await user.send('/readings');
    expect(user.screen()).toContain('видны после подтверждения');
    expect(user.screen()).not.toMatch(/123,4|100001/);
    await user.forge(`mte:${link.id}`);
    expect(user.toasts().at(-1)?.text).toContain('после подтверждения');
    await user.send('хвс 125');
    expect(user.screen()).not.toMatch(/123,4|100001/);
  });

  it('a new owner sees nothing of the one before', async () => {
    const { user, link } = await flat(t, {
      meters: [{ resource: 'cold_water', serial: '100001', readings: [['2026-10', [777.7]]] }],
    });
    await t.database.prisma.accountLink.update({
      where: { id: link.id },
      data: { validFrom: new Date('2026-11-01') },
    });
    await user.send('/readings');
    expect(user.screen()).not.toContain('777');
    await user.press('✍️ Передать показания');
    expect(user.screen()).not.toContain('777');
    await user.send('100');
    expect(user.texts().join()).toContain('Меньше прошлого показания этого счётчика');
    expect(user.texts().join()).not.toContain('777');
    await user.press('Отмена');
  });
});
