import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeSetting } from '../../src/services/settings/change-setting.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

const TEXTS = {
  ru: {
    settings: '⚙️ Настройки',
    companies: '🏢 Компании',
    agent: '🏦 Платёжный агент',
    who: 'Агент',
    licence: 'Лицензия агента',
    phones: 'Телефоны агента',
    save: 'Сохранить',
    back: '⚙️ К настройкам',
    wrong: 'Так записать нельзя',
    means: 'Начатые оплаты и прежние чеки не изменятся',
  },
  en: {
    settings: '⚙️ Settings',
    companies: '🏢 Companies',
    agent: '🏦 Payment agent',
    who: 'Agent',
    licence: "Agent's licence",
    phones: "Agent's phones",
    save: 'Save',
    back: '⚙️ To the settings',
    wrong: 'cannot be written',
    means: 'Payments that have begun and earlier receipts do not change',
  },
} as const;

const db = () => t.database.prisma;
const rows = () => db().paymentAgent.findMany({ orderBy: { id: 'asc' } });

describe.each(['ru', 'en'] as const)('the payment agent that receipts print (%s)', (lang) => {
  const say = TEXTS[lang];
  it('is set by a company part by part: checked, previewed, from today, the former one kept', async () => {
    const company = await t.fixtures.company({ name: 'Смарт Запад', shortName: 'Смарт Запад' });
    await t.fixtures.agent();
    const user = t.user('Мария', { id: ADMIN_ID, languageCode: lang });
    await t.fixtures.registered({ telegramId: user.id, locale: lang });
    await user.start();
    await user.send('/admin');
    await user.press(say.settings);
    await user.press(say.companies);
    await user.press('Смарт Запад');
    await user.press(say.agent);

    // Nothing can be said of nobody.
    expect(user.screen()).not.toContain(say.licence);

    const set = async (field: string, typed: string): Promise<void> => {
      await user.press(field);
      await user.send(typed);
      expect(user.screen()).toContain(typed);
      expect(user.screen()).toContain(say.means);
      await user.press(say.save);
      await user.press(say.back);
    };
    await user.press(say.who);
    await user.send('7702726397 ООО «А3»');
    expect(user.screen()).toContain(say.wrong);
    await user.send('ООО «А3 Запад», ИНН 7707083893');
    expect(user.screen()).toContain('7707083893 ООО «А3 Запад»');
    await user.press(say.save);
    await user.press(say.back);
    await set(say.licence, 'Реестр, № 12');
    await set(say.phones, '8 800 100-39-00; 8 495 123-45-67');
    expect(user.screen()).toContain('7707083893 ООО «А3 Запад»');
    expect(await rows()).toMatchObject([
      { companyId: null, name: 'ООО «А3»' },
      {
        companyId: company.id,
        role: 'payment_agent',
        name: 'ООО «А3 Запад»',
        inn: '7707083893',
        licence: 'Реестр, № 12',
        address: '',
        phones: ['8 800 100-39-00', '8 495 123-45-67'],
        validFrom: new Date('2026-11-16'),
      },
    ]);

    // Another day, another firm: its own licence, and the former one stands for the days before.
    t.clock.set('2026-12-01T09:00:00.000Z');
    await user.press(say.who);
    await user.send('7702726396 ООО «Б4»');
    await user.press(say.save);
    expect((await rows()).slice(1)).toMatchObject([
      { name: 'ООО «А3 Запад»', licence: 'Реестр, № 12' },
      { name: 'ООО «Б4»', licence: null, phones: [], validFrom: new Date('2026-12-01') },
    ]);
    await t.assertClean();
  });
});

it('of every company is not a company administrator’s to change, nor another company’s', async () => {
  const own = await t.fixtures.company();
  const other = await t.fixtures.company();
  const { identityId } = await t.fixtures.staff('administrator', own.id);
  const grants = [{ id: null, role: 'administrator', companyId: own.id, expiresAt: null }] as const;
  const set = (id: number, field = 'operator', typed = '7707083893 ПАО «Банк»') =>
    changeSetting(t.app().services, {
      actor: { identityId, grants },
      place: { target: 'agent', id },
      field,
      typed,
    });
  for (const id of [0, other.id, 999_999]) await expect(set(id)).rejects.toThrow('SETTING_NOT_FOUND');
  // From the terminal, too, nothing can be said of nobody.
  await expect(set(own.id, 'operator-licence', '№ 1481')).rejects.toThrow('AGENT_MISSING');
  await set(own.id);
  expect(await rows()).toMatchObject([{ companyId: own.id, role: 'money_transfer_operator' }]);
});
