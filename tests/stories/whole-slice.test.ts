import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { ADMIN_ID, startTestApp } from '../support/app.ts';
import { plannedAnew } from '../support/kept-plan.ts';
import { answerNames, WAY_IN } from './support/steps.ts';

const REGISTER = readFileSync(join(projectRoot(), 'tests/fixtures/registers/accruals-table.csv'));

const WORDS = {
  ru: {
    create: 'Создать',
    published: 'Опубликовано',
    link: '➕ Добавить лицевой счёт',
    provider: 'Смарт Запад (ЖКУ)',
    home: 'Дом',
    linked: 'Счёт добавлен',
    prove: '🔓',
    bills: '🧾 Счета',
    bill: '1 · октябрь 2026',
    whole: 'Вся сумма',
    sum: '12 221,81 ₽',
    done: 'выполнена',
    nothing: 'Неоплаченных счетов нет',
    history: '📜 История',
    payments: '💳 Операции жителей',
  },
  en: {
    create: 'Create',
    published: 'Published',
    link: '➕ Add an account',
    provider: 'Смарт Запад (ЖКУ)',
    home: 'Home',
    linked: 'Account added',
    prove: '🔓',
    bills: '🧾 Bills',
    bill: '1 · October 2026',
    whole: 'The whole sum',
    sum: '12,221.81 ₽',
    done: 'done',
    nothing: 'no unpaid bills',
    history: '📜 History',
    payments: "💳 Residents' payments",
  },
} as const;

describe.each([
  { lang: 'ru', mode: 'polling' },
  { lang: 'en', mode: 'webhook' },
] as const)('the main job, $lang by $mode', ({ lang, mode }) => {
  it('goes from a register in a bank’s format to a receipt, and the administrator sees the payment', async () => {
    const t = await startTestApp({ mode });
    const words = WORDS[lang];
    await saveCatalog(t.app().services, { catalog: DEMO_CATALOG });

    const boss = t.user('Начальник', { id: ADMIN_ID, phone: '+79160000001', languageCode: lang });
    await boss.start();
    await boss.press(WAY_IN[lang].go);
    await boss.press(WAY_IN[lang].terms);
    await boss.press(WAY_IN[lang].consent);
    await boss.sendDocument(REGISTER, 'accruals-table.csv');
    await boss.press(words.create);
    await t.settled();
    expect(boss.screen()).toContain(words.published);

    const anna = t.user('Анна', { phone: '+79161234567', languageCode: lang });
    await anna.start();
    await anna.press(WAY_IN[lang].go);
    await anna.press(WAY_IN[lang].terms);
    await anna.press(WAY_IN[lang].consent);
    await anna.shareContact();
    await t.restart();
    await answerNames(anna);
    await anna.press(WAY_IN[lang].skip);
    await anna.press(WAY_IN[lang].register);
    expect(anna.screen()).toContain(WAY_IN[lang].welcome);

    await anna.press(words.link);
    await anna.press(words.provider);
    await anna.send('л/с № 123 456 7890');
    await anna.press(words.home);
    expect(anna.screen()).toContain(words.linked);
    await t.restart();
    await anna.press(words.prove);
    await anna.send('иванов');
    await anna.send('кв. 1');

    await anna.press(words.bills);
    await anna.press(words.bill);
    expect(anna.screen()).toContain('Пропускной режим и обслуживание средств охраны');
    expect(anna.screen()).toContain(words.sum);
    await anna.press('💳');
    await anna.press(words.whole);
    await anna.press(anna.buttons()[0] ?? '');
    await anna.press(anna.buttons()[0] ?? '');
    expect(await anna.pay()).toMatchObject({ status: 'paid' });
    await t.settled();
    expect(anna.screen()).toContain(words.done);
    await anna.send('/bills');
    expect(anna.screen()).toContain(words.nothing);
    await anna.send('/history');
    expect(anna.screen()).toContain(words.sum);

    for (const command of ['/menu', '/bills', '/accounts', '/readings', '/history', '/settings', '/help']) {
      const { statements } = await t.database.countStatements(() => anna.send(command));
      expect(plannedAnew(statements), command).toEqual([]);
    }

    await boss.send('/admin');
    await boss.press(words.payments);
    expect(boss.screen()).toContain(words.sum);
    await t.assertClean();
  }, 120_000);
});
