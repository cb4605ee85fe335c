import type { Api } from 'grammy';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyImportTask } from '../../src/bot/features/imports/task.ts';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import { writeXlsx } from '../../src/formats/xlsx-writer.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { IMPORT_DRAFT } from '../../src/services/imports/import-draft.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { row, SAMPLES, sample, table } from '../services/imports/world.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { acceptBoth } from './support/steps.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ adminIds: [ADMIN_ID, ADMIN_ID + 1] });
});
beforeEach(async () => {
  await emptyDatabase(t);
  await saveCatalog(t.app().services, { catalog: DEMO_CATALOG });
});

const WORDS = {
  ru: {
    dryRun: 'Пробный прогон',
    sums: 'Смарт Запад (ЖКУ): 20 счетов на',
    create: 'Создать 40 и опубликовать',
    done: '✅ Опубликовано: 40 счетов, строк 380. Новых лицевых счетов: 40.',
    card: 'Карточка загрузки',
    rollBack: '↩️ Откатить',
    ask: '40 счетов вернутся к прежнему виду',
    yes: 'Да, откатить',
    rolledBack: 'Состояние: откачена',
    already: 'Этот файл уже опубликован',
  },
  en: {
    dryRun: 'Dry run',
    sums: 'Смарт Запад (ЖКУ): 20 bills for',
    create: 'Create 40 and publish',
    done: '✅ Published: 40 bills, 380 lines. New accounts: 40.',
    card: 'Import card',
    rollBack: '↩️ Roll back',
    ask: '40 bills return',
    yes: 'Yes, roll back',
    rolledBack: 'State: rolled back',
    already: 'This file is published already',
  },
} as const;

/** From ADMIN_IDS. The same chat through the whole file. */
async function administrator(lang: 'ru' | 'en' = 'ru'): Promise<User> {
  const user = t.user(lang === 'ru' ? 'Мария' : 'Maria', {
    id: lang === 'ru' ? ADMIN_ID : ADMIN_ID + 1,
    languageCode: lang,
  });
  await acceptBoth(user, lang);
  return user;
}

async function grant(user: User, company: string): Promise<void> {
  const { id } = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
    where: { telegramId: BigInt(user.id) },
  });
  const { id: companyId } = await t.database.prisma.company.findUniqueOrThrow({ where: { slug: company } });
  await t.database.prisma.staffRole.create({ data: { identityId: id, role: 'administrator', companyId } });
}

/** An administrator of one company. */
async function companyAdministrator(company: string): Promise<User> {
  const user = await resident('Пётр');
  await grant(user, company);
  return user;
}

async function resident(name: string): Promise<User> {
  const user = t.user(somebody(name));
  await t.fixtures.registered({ telegramId: user.id });
  await user.start();
  return user;
}

function billCount(): Promise<number> {
  return t.database.prisma.bill.count({ where: { currentVersionId: { not: null } } });
}

describe.each(['ru', 'en'] as const)('a register by chat (%s)', (lang) => {
  it('dry run, publish, look, roll back', async () => {
    const words = WORDS[lang];
    const boss = await administrator(lang);
    await boss.sendDocument(sample(SAMPLES.table), SAMPLES.table);
    expect(boss.screen()).toContain(words.dryRun);
    expect(boss.screen()).toContain(words.sums);
    expect(await billCount()).toBe(0);
    await t.restart();

    await boss.press(words.create);
    expect(boss.screen()).toContain(words.done);
    expect(await billCount()).toBe(40);

    await boss.sendDocument(sample(SAMPLES.table), SAMPLES.table);
    expect(boss.screen()).toContain(words.already);
    expect(boss.buttons()).not.toContain(words.create);

    await boss.press(words.card);
    await boss.press(words.rollBack);
    expect(boss.screen()).toContain(words.ask);
    expect(await billCount()).toBe(40);
    await t.restart();
    await boss.press(words.yes);
    expect(boss.screen()).toContain(words.rolledBack);
    expect(await billCount()).toBe(0);
    await t.assertClean();
  });
});

describe('a register by chat', () => {
  it('the list of imports leads to each of them', async () => {
    const boss = await administrator();
    await boss.send('/import');
    expect(boss.screen()).toContain('Загрузок ещё не было');
    for (let n = 1; n <= 8; n += 1) {
      await t.fixtures.importBatch({
        fileName: `october-${n}.csv`,
        status: 'published',
        publishedAt: t.clock.now(),
      });
    }
    await boss.send('/import');
    expect(boss.buttons()).toContain('1 из 2');
    await boss.press('›');
    await boss.press('✅ 16.11.2026 october-1.csv');
    expect(boss.screen()).toContain('october-1.csv');
    await t.assertClean();
  });

  it.each<[string, Uint8Array, string, string]>([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'photo.png', 'Это картинка'],
    ['nothing', Buffer.from('\r\n'), 'empty.csv', 'Файл пустой'],
  ])('%s is refused with a sentence and changes nothing', async (_, bytes, name, sentence) => {
    const boss = await administrator();
    await boss.sendDocument(bytes, name);
    expect(boss.screen()).toContain('Файл не загружен, ничего не изменилось.');
    expect(boss.screen()).toContain(sentence);
    await boss.press('🏠 Меню');
    expect(await t.database.prisma.importBatch.count()).toBe(0);
    expect(await t.database.prisma.draft.count({ where: { kind: IMPORT_DRAFT } })).toBe(0);
    await t.assertClean();
  });

  it('rows with errors come back as a file', async () => {
    const boss = await administrator();
    await boss.sendDocument(table([row({ 'Итого к оплате': 'сто' })]), 'october.csv');
    expect(boss.screen()).toContain('строка 2: «Итого к оплате»: «сто» — не сумма');
    expect(boss.buttons()).toEqual(['📄 Файл с ошибками', '🧩 Столбцы', 'Это другое', 'Отмена']);
    await boss.press('📄 Файл с ошибками');
    expect(boss.lastMessage()).toMatchObject({ kind: 'document' });
    expect(boss.lastMessage().text).toContain('Тот же файл с причиной');
    await boss.press('Отмена');
    expect(boss.texts()).toContain('Файл убран, ничего не изменилось.');
    expect(await billCount()).toBe(0);
    await t.assertClean();
  });

  it('the provider is chosen when the file does not name it', async () => {
    const boss = await administrator();
    const { Поставщик: _, ...cells } = row();
    await boss.sendDocument(table([cells]), 'october.csv');
    expect(boss.screen()).toContain('поставщик не назван');
    await boss.press('Выбрать поставщика');
    await t.restart();
    await boss.press('Смарт Сервис (ЖКУ)');
    expect(boss.screen()).toContain('Смарт Сервис (ЖКУ): 1 счёт на 1 000,00 ₽');
    await boss.press('Создать 1');
    expect(boss.screen()).toContain('✅ Опубликовано: 1 счёт');
    const account = await t.database.prisma.account.findFirstOrThrow({ include: { provider: true } });
    expect(account.provider.code).toBe('smart-servis-zhku');
    await t.assertClean();
  });

  it('the day of the figures can be changed', async () => {
    const boss = await administrator();
    await boss.sendDocument(table([row()]), 'october.csv');
    expect(boss.screen()).toContain('Данные компании на 05.11.2026');
    await boss.press('📅 Данные на другой день');
    await boss.send('завтра');
    expect(boss.screen()).toContain('Введите дату так');
    await boss.send('17.11.2026');
    expect(boss.screen()).toContain('Этот день ещё не наступил');
    await t.restart();
    await boss.send('10.11.2026');
    expect(boss.screen()).toContain('Данные на 10.11.2026. Опубликовать?');
    await boss.press('Опубликовать');
    expect(boss.screen()).toContain('✅ Опубликовано');
    const version = await t.database.prisma.billVersion.findFirstOrThrow();
    expect(version.asOf.toISOString()).toBe('2026-11-09T21:00:00.000Z');
    await t.assertClean();
  });
});

describe('files of other kinds and forms', () => {
  it('columns that nobody knows are named once and remembered', async () => {
    const boss = await administrator();
    const strange = (sum: string): Buffer =>
      table([
        { 'Лицевой счет': '4200000001', Поставщик: 'Смарт Запад (ЖКУ)', Когда: '10.2026', Сколько: sum },
      ]);
    await boss.sendDocument(strange('100,00'), 'strange.csv');
    expect(boss.screen()).toContain('Не хватает столбцов');
    await boss.press('🧩 Столбцы');
    expect(boss.screen()).toContain('3. Когда — не используется');
    await t.restart();
    await boss.press('3. Когда');
    await boss.press('›');
    await boss.press('Период');
    expect(boss.screen()).toContain('3. Когда → Период');
    await boss.press('4. Сколько');
    for (let page = 0; page < 3; page += 1) await boss.press('›');
    await boss.press('Итого к оплате');
    await boss.press('К пробному прогону');
    expect(boss.screen()).toContain('1 счёт на 100,00 ₽');
    await boss.press('Создать 1');
    expect(boss.screen()).toContain('✅ Опубликовано: 1 счёт');

    await boss.sendDocument(strange('200,00'), 'strange.csv');
    expect(boss.screen()).toContain('1 счёт на 200,00 ₽');
    await t.assertClean();
  });

  it('a file without a month asks for it', async () => {
    const boss = await administrator();
    const { Период: _, ...cells } = row();
    await boss.sendDocument(table([cells]), 'october.csv');
    await boss.press('📅 Указать месяц');
    await boss.press('октябрь 2026');
    await boss.press('Создать 1');
    expect(await t.database.prisma.bill.findFirst()).toMatchObject({ period: '2026-10' });
    await t.assertClean();
  });

  it('another month can be typed, and leaving a question loses nothing of the dry run', async () => {
    const boss = await administrator('en');
    const { Период: _, ...cells } = row();
    await boss.sendDocument(table([cells]), 'october.csv');
    await boss.press('📅');
    await boss.press('✏️ Another month');
    await boss.send('the day before yesterday');
    expect(boss.screen()).toContain('Type the month like this');
    await boss.send('/cancel');
    await boss.press('✏️ Another month');
    await boss.send('09.2026');
    await boss.press('To the dry run');
    await boss.press('📅 Figures of another day');
    await boss.send('/cancel');
    await boss.press('📅 Figures of another day');
    await boss.press('Cancel');
    // The dry run is still there with its buttons.
    await boss.press('Create 1');
    expect(await t.database.prisma.bill.findFirst()).toMatchObject({ period: '2026-09' });
    await t.assertClean();
  });

  it('a file that only calls itself a workbook has no columns to name', async () => {
    const boss = await administrator();
    await boss.sendDocument(Buffer.from('PK\u0003\u0004 this is no archive at all'), 'october.xlsx');
    expect(boss.buttons()).not.toContain('🧩 Столбцы');
    await boss.sendDocument(table([{ Что: '1', Где: '2', Когда: '3' }]), 'strange.csv');
    expect(boss.buttons()).toContain('🧩 Столбцы');
    await t.assertClean();
  });

  it('a workbook of payments is published without its bad row, which comes back', async () => {
    const boss = await administrator();
    await boss.sendDocument(table([row()]), 'october.csv');
    await boss.press('Создать 1');
    const bytes = await writeXlsx([
      {
        name: 'Платежи',
        columns: [
          { header: 'ЛС' },
          { header: 'Поставщик' },
          { header: 'Дата платежа', kind: 'date' },
          { header: 'Сумма платежа', kind: 'money' },
        ],
        rows: [
          ['4200000001', 'Смарт Запад (ЖКУ)', '2026-11-10', 10_000],
          ['4999999999', 'Смарт Запад (ЖКУ)', '2026-11-10', 20_000],
        ],
      },
    ]);
    await boss.sendDocument(bytes, 'payments.xlsx');
    expect(boss.screen()).toContain('Книга Excel, лист «Платежи»');
    expect(boss.screen()).toContain('Что это: оплаты');
    expect(boss.screen()).toContain('строка 3: номера 4999999999 здесь нет');
    await boss.press('📄 Файл с ошибками');
    expect(boss.lastMessage()).toMatchObject({ kind: 'document' });
    await boss.press('Опубликовать без ошибок: 1');
    expect(boss.texts().join('\n')).toContain('✅ Опубликовано: 1 строка');
    expect(await t.database.prisma.importedPayment.count()).toBe(1);
    await boss.press('Карточка загрузки');
    await boss.press('↩️ Откатить');
    await boss.press('Да, откатить');
    expect(await t.database.prisma.importedPayment.count({ where: { publishedAt: { not: null } } })).toBe(0);
    await t.assertClean();
  });

  it('a file taken for something else is put right', async () => {
    const boss = await administrator();
    await boss.sendDocument(table([row()]), 'october.csv');
    await boss.press('Это другое');
    await boss.press('лицевые счета');
    expect(boss.screen()).toContain('Что это: лицевые счета');
    await boss.press('Опубликовать');
    expect(boss.screen()).toContain('✅ Опубликовано: 1 строка');
    expect(await t.database.prisma.account.findFirst({ include: { unit: true } })).toMatchObject({
      payerName: 'Иванов Иван Иванович',
      unit: { number: '7' },
    });
    expect(await billCount()).toBe(0);
    await t.assertClean();
  });
});

describe('who may', () => {
  it('a resident’s file is no register, and managers have no import', async () => {
    const anna = await resident('Анна');
    await anna.sendDocument(table([row()]), 'october.csv');
    expect(anna.screen()).not.toContain('Пробный прогон');
    await anna.send('/import');
    expect(anna.screen()).not.toContain('Загрузка счетов');

    const manager = await resident('Ольга');
    const identity = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(manager.id) },
    });
    await t.database.prisma.staffRole.create({ data: { identityId: identity.id, role: 'manager' } });
    await manager.sendDocument(table([row()]), 'october.csv');
    expect(manager.screen()).not.toContain('Пробный прогон');
    await manager.send('/import');
    expect(manager.screen()).toContain('не входит в вашу роль');
    expect(await t.database.prisma.draft.count({ where: { kind: IMPORT_DRAFT } })).toBe(0);
    await t.assertClean();
  });

  it('an administrator of one company loads, sees and rolls back that company only', async () => {
    const zapad = await companyAdministrator('smart-zapad');
    await zapad.sendDocument(
      table([row(), row({ Поставщик: 'Смарт Сервис', 'Лицевой счет': '4200000002' })]),
      'both.csv',
    );
    expect(zapad.screen()).toContain('«Смарт Сервис (ЖКУ)» не входит в вашу роль');
    expect(zapad.buttons()).not.toContain('Создать');
    await zapad.sendDocument(table([row()]), 'own.csv');
    await zapad.press('Создать 1');
    expect(zapad.screen()).toContain('✅ Опубликовано: 1 счёт');

    const { Поставщик: _, ...cells } = row();
    await zapad.sendDocument(table([cells]), 'bare.csv');
    await zapad.press('Выбрать поставщика');
    expect(zapad.buttons()).toEqual(['Смарт Запад (ЖКУ)', 'Отмена']);

    const servis = await companyAdministrator('smart-servis');
    await servis.send('/import');
    expect(servis.screen()).toContain('Загрузок ещё не было');
    const batch = await t.database.prisma.importBatch.findFirstOrThrow({ where: { status: 'published' } });
    for (const place of ['imp', 'imprb', 'imprbok']) {
      await servis.forge(`${place}:${batch.id}`);
      expect(servis.toasts().at(-1)?.text).toMatch(/Такой загрузки нет|не входит в вашу роль/);
    }
    const draft = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: IMPORT_DRAFT } });
    await servis.forge(`impgo:${draft.id}:1`);
    expect(servis.toasts().at(-1)?.text).toContain('Эта форма устарела');
    expect(await billCount()).toBe(1);
    await t.assertClean();
  });

  it('a role that was taken since the dry run publishes nothing', async () => {
    const zapad = await companyAdministrator('smart-zapad');
    await zapad.sendDocument(table([row()]), 'own.csv');
    await t.database.prisma.staffRole.updateMany({ data: { revokedAt: t.clock.now() } });
    await zapad.press('Создать 1');
    expect(await billCount()).toBe(0);
    expect(await t.database.prisma.task.count()).toBe(0);
    await t.assertClean();
  });
});

describe('the task behind the button', () => {
  const texts = createTexts();

  /** Run it with our own stop signal; what its message says at the end. */
  async function runTask(stop: { reason: string } | null): Promise<{ shown: string[]; error: unknown }> {
    const boss = await administrator();
    const bytes = table(
      Array.from({ length: 3_000 }, (_, index) => row({ 'Лицевой счет': String(4_300_000_000 + index) })),
    );
    await boss.sendDocument(bytes, 'october.csv');
    const draft = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: IMPORT_DRAFT } });
    const shown: string[] = [];
    // Only what the task calls.
    const api = {
      editMessageText: async (_chat: number, _message: number, html: string) => {
        shown.push(html);
      },
    } as unknown as Api;
    const control = new AbortController();
    const task = applyImportTask(
      { services: t.app().services, texts, files: { download: async () => bytes } },
      api,
    );
    const args = { draftId: draft.id, createAccounts: true, chatId: 1, messageId: 2 };
    const error: unknown = await task
      .run(args, {
        taskId: 7,
        identityId: draft.identityId,
        signal: control.signal,
        progress: async () => {
          if (stop !== null) control.abort(Object.assign(new Error('stopped'), stop));
          control.signal.throwIfAborted();
        },
      })
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    return { shown, error };
  }

  it('shows a progress bar and the result', async () => {
    const { shown, error } = await runTask(null);
    expect(error).toBeNull();
    expect(shown[0]).toContain('▓▓▓▓▓▓▓░░░');
    expect(shown.at(-1)).toContain('✅ Опубликовано: 3');
    expect(await billCount()).toBe(3_000);
  });

  it('cancelled by its button says so and leaves nothing', async () => {
    const { shown, error } = await runTask({ reason: 'cancelled' });
    expect(error).toBeInstanceOf(Error);
    expect(shown.at(-1)).toBe('Загрузка отменена, ничего не изменилось.');
    expect(await t.database.prisma.bill.count()).toBe(0);
    expect(await t.database.prisma.account.count()).toBe(0);
  });

  it('stopped with the process says nothing and leaves its draft for the next start', async () => {
    const { shown, error } = await runTask({ reason: 'stopping' });
    expect(error).toBeInstanceOf(Error);
    expect(shown).toEqual([]);
    expect(await t.database.prisma.bill.count()).toBe(0);
    expect(await t.database.prisma.draft.count({ where: { kind: IMPORT_DRAFT, completedAt: null } })).toBe(1);
  });
});

/** At the end: what Telegram refuses here on purpose stays in the sandbox's list. */
describe('the same again', () => {
  it('one press twice, sent again, or pressed later publishes once', async () => {
    const boss = await administrator();
    await boss.sendDocument(table([row()]), 'october.csv');
    const published = (): number => boss.texts().filter((text) => text.includes('✅ Опубликовано: 1')).length;
    const before = published();
    await boss.pressTogether(['Создать 1', 'Создать 1']);
    expect(published()).toBe(before + 1);
    await boss.redeliver();
    const draft = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: IMPORT_DRAFT } });
    await boss.forge(`impgo:${draft.id}:1`);
    expect(boss.toasts().at(-1)?.text).toContain('Этот файл уже обработан');
    expect(published()).toBe(before + 1);
    expect(await t.database.prisma.importBatch.count()).toBe(1);
    await t.assertClean({ refusedCalls: ['editMessageText', 'answerCallbackQuery'] });
  });

  it('the same document delivered twice is one draft', async () => {
    const boss = await administrator();
    await boss.sendDocument(table([row()]), 'october.csv');
    await boss.redeliver();
    expect(await t.database.prisma.draft.count({ where: { kind: IMPORT_DRAFT } })).toBe(1);
    await t.assertClean({ refusedCalls: ['editMessageText', 'answerCallbackQuery'] });
  });
});
