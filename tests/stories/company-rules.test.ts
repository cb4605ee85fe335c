import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DomainError } from '../../src/domain/errors.ts';
import { CONFIGURED_ADMINISTRATOR } from '../../src/domain/roles.ts';
import { countWrong } from '../../src/services/accounts/proof-attempts.ts';
import { tryNumber } from '../../src/services/accounts/try-number.ts';
import { changeSetting } from '../../src/services/settings/change-setting.ts';
import { requireRoom } from '../../src/services/tickets/daily-limit.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { manager, person } from './support/announcing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

async function boss(lang: 'ru' | 'en' = 'ru') {
  const user = t.user('Мария', { id: ADMIN_ID, languageCode: lang });
  await t.fixtures.registered({ telegramId: user.id, locale: lang });
  await user.start();
  return user;
}

/** Two companies with a resident each, who owes the bill of November. */
async function twoHouses() {
  const house = async (name: string, lang: 'ru' | 'en') => {
    const company = await t.fixtures.company({ name, shortName: name });
    const provider = await t.fixtures.provider({ companyId: company.id });
    const account = await t.fixtures.account({ providerId: provider.id });
    const one = await person(t, lang === 'ru' ? 'Анна' : 'John', lang);
    await t.fixtures.link({ residentId: one.residentId, accountId: account.id });
    const due = () => one.user.texts().filter((text) => text.startsWith('⏰'));
    return { ...one, company, account, due };
  };
  return { west: await house('Смарт Запад', 'ru'), east: await house('Восток', 'en') };
}

const rules = async (user: Awaited<ReturnType<typeof boss>>, company: string) => {
  await user.send('/admin');
  await user.press('⚙️ Настройки');
  await user.press('🏢 Компании');
  await user.press(company);
  await user.press('📐 Правила компании');
};

const at = async (time: string) => {
  t.clock.set(time);
  await t.app().runJobs();
  await t.settled();
};

describe('a company’s rules', () => {
  it('the day to pay: checked, previewed, kept with its first day, and reminders follow it', async () => {
    const { west, east } = await twoHouses();
    const maria = await boss();
    await rules(maria, 'Смарт Запад');
    expect(maria.screen()).toContain('Оплатить до числа: как по закону (до 15-го)');
    await maria.press('Оплатить до числа');
    for (const wrong of ['0', '32', 'двадцатого', '20 с 31.02.2027', '20 с 01.13.2026']) {
      await maria.send(wrong);
      expect(maria.screen(), wrong).toContain('Так записать нельзя');
    }
    await maria.send('20 с 01.12.2026');
    expect(maria.screen()).toContain('станет: до 20-го с 01.12.2026');
    expect(maria.screen()).toContain('счёт за ноябрь 2026 нужно будет оплатить до 20.12.2026');
    await maria.press('Сохранить');
    await maria.press('⚙️ К настройкам');
    expect(maria.screen()).toContain('Оплатить до числа: до 20-го с 01.12.2026');
    await maria.send('/audit');
    expect(maria.screen()).toContain('⚙️ Изменена настройка «Оплатить до числа»');

    for (const { account } of [west, east])
      await t.fixtures.bill({ accountId: account.id, period: '2026-11' });
    // The scheduler looks forward only.
    await t.database.prisma.cronRun.deleteMany();
    await at('2026-12-12T09:06:00.000Z');
    expect([west.due().length, east.due().length]).toEqual([0, 1]);
    await at('2026-12-15T09:06:00.000Z');
    expect([west.due().length, east.due().length]).toEqual([0, 2]);
    await at('2026-12-17T09:06:00.000Z');
    expect(west.due()).toEqual([expect.stringContaining('до 20.12.2026')]);
    // The third day after the 15th nothing ran.
    await at('2026-12-19T09:06:00.000Z');
    await at('2026-12-20T09:06:00.000Z');
    expect([west.due().length, east.due().length]).toEqual([2, 3]);
    expect(west.due().at(-1)).toContain('Сегодня последний день');
    expect(east.due().at(-1)).toContain('was due on 15.12.2026');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('a new bill names the company’s own day; «Убрать» brings the law’s back', async () => {
    const { west, east } = await twoHouses();
    const maria = await boss('en');
    await maria.send('/admin');
    await maria.press('⚙️ Settings');
    await maria.press('🏢 Companies');
    await maria.press('Смарт Запад');
    await maria.press('📐 Rules of the company');
    await maria.press('Pay by day of month');
    await maria.send('25 from 01.12.2026');
    expect(maria.screen()).toContain('will have to be paid by 25.12.2026');
    await maria.press('Save');
    for (const { account } of [west, east])
      await t.fixtures.bill({ accountId: account.id, period: '2026-11' });
    await at('2026-11-16T12:06:00.000Z');
    const news = (user: typeof west.user, words: string) => user.texts().find((text) => text.includes(words));
    expect(news(west.user, 'Новый счёт')).toContain('оплатить до 25.12.2026');
    expect(news(east.user, 'New bill')).toContain('15.12.2026');
    t.clock.set('2026-12-02T09:00:00.000Z');
    await maria.press('⚙️ To the settings');
    await maria.press('Pay by day of month');
    await maria.press('Remove');
    await maria.press('Save');
    await maria.press('⚙️ To the settings');
    expect(maria.screen()).toContain('by day 25 from 01.12.2026; as usual from 02.12.2026');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('quiet hours and the number of messages a day hold for its residents, not for those who chose their own', async () => {
    const { west, east } = await twoHouses();
    const maria = await boss();
    await rules(maria, 'Смарт Запад');
    await maria.press('Тихие часы');
    for (const wrong of ['ночью', '9-9', '25-3']) {
      await maria.send(wrong);
      expect(maria.screen(), wrong).toContain('Так записать нельзя');
    }
    await maria.send('12 - 18');
    expect(maria.screen()).toContain('станет: 12-18');
    await maria.press('Сохранить');
    await maria.press('⚙️ К настройкам');
    await maria.press('Сообщений в сутки');
    await maria.send('1000');
    expect(maria.screen()).toContain('Так записать нельзя');
    await maria.send('1');
    await maria.press('Сохранить');
    await west.user.send('/settings');
    await west.user.press('🔔 Уведомления');
    expect(west.user.screen()).toContain('Тихие часы: с 12:00 до 18:00 ');

    for (const { account } of [west, east]) {
      for (const period of ['2026-09', '2026-10'] as const)
        await t.fixtures.bill({ accountId: account.id, period });
    }
    // 13:06 in Moscow: quiet in one house only.
    await at('2026-11-16T10:06:00.000Z');
    const told = ({ user }: typeof west) => user.texts().filter((text) => /Новый счёт|New bill/.test(text));
    expect([told(west).length, told(east).length]).toEqual([0, 1]);
    t.clock.set('2026-11-16T15:00:01.000Z');
    t.app().services.notify('deliveries');
    await t.settled();
    expect(told(west)).toHaveLength(1);
    // The second of the day waits for the morning's list.
    await t.fixtures.bill({ accountId: west.account.id, period: '2026-11' });
    await at('2026-11-16T16:06:00.000Z');
    expect(told(west)).toHaveLength(1);
    const kept = await t.database.prisma.delivery.findFirstOrThrow({
      where: { kind: 'notifications.new-bill', status: 'cancelled' },
    });
    expect(kept.lastError).toContain('kept for the digest of 2026-11-17');
    await t.database.prisma.resident.update({
      where: { id: west.residentId },
      data: { quietHours: '1-2' },
    });
    await west.user.send('/settings');
    await west.user.press('🔔 Уведомления');
    expect(west.user.screen()).toContain('Тихие часы: с 1:00 до 2:00 ');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('bills that do not come: whoever imports them is told before the day set and after it, nobody else', async () => {
    const { west, east } = await twoHouses();
    const maria = await boss();
    const olga = await manager(t, west.company.id);
    await rules(maria, 'Смарт Запад');
    expect(maria.screen()).toContain('Счёт выставить до числа: как по закону (до 5-го)');
    expect(maria.screen()).not.toContain('Заявок в сутки');
    await maria.press('Счёт выставить до числа');
    await maria.send('8 с 01.12.2026');
    expect(maria.screen()).toContain('счёт за ноябрь 2026 должен прийти до 08.12.2026');
    await maria.press('Сохранить');
    for (const { account } of [west, east])
      await t.fixtures.bill({ accountId: account.id, period: '2026-10' });
    await t.database.prisma.cronRun.deleteMany();
    const told = (user: typeof maria) => user.texts().filter((text) => text.startsWith('📥'));
    // The 5th less two days: the law's, for the other company.
    await at('2026-12-03T09:26:00.000Z');
    expect(told(maria)).toHaveLength(1);
    expect(told(maria)[0]).toContain('До 05.12.2026');
    await at('2026-12-06T09:26:00.000Z');
    expect(told(maria)).toHaveLength(3);
    const late = told(maria).find((text) => text.includes('прошёл 05.12.2026'));
    expect(late).toContain('1 из 1');
    expect(told(maria).some((text) => text.includes('До 08.12.2026'))).toBe(true);
    await t.fixtures.bill({ accountId: west.account.id, period: '2026-11' });
    await at('2026-12-09T09:26:00.000Z');
    expect([told(maria).length, told(olga.user).length]).toEqual([3, 0]);
    expect(west.user.texts().some((text) => text.startsWith('📥'))).toBe(false);
    await maria.press('📥 К загрузкам');
    expect(maria.screen()).toContain('Загрузк');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('the first day of a penalty and the last day of readings are told as they are set', async () => {
    const { west, east } = await twoHouses();
    const maria = await boss('en');
    await maria.send('/admin');
    await maria.press('⚙️ Settings');
    await maria.press('🏢 Companies');
    await maria.press('Смарт Запад');
    await maria.press('📐 Rules of the company');
    await maria.press('Penalty from day of delay');
    await maria.send('400');
    expect(maria.screen()).toContain('cannot be written');
    await maria.send('61 from 01.12.2026');
    expect(maria.screen()).toContain('not paid by 15.12.2026, a penalty runs from 14.02.2027');
    await maria.press('Save');
    await maria.press('⚙️ To the settings');
    expect(maria.screen()).toContain('from day 61, since 01.12.2026');
    await maria.press('Readings by day of month');
    await maria.send('20 from 01.12.2026');
    expect(maria.screen()).toContain(
      'readings for December 2026 will be taken from 10.12.2026 to 20.12.2026',
    );
    await maria.press('Save');

    for (const { account } of [west, east]) {
      await t.fixtures.bill({ accountId: account.id, period: '2026-11' });
      await t.database.prisma.meter.create({
        data: { accountId: account.id, resource: 'cold_water', serial: `S${account.id}` },
      });
    }
    await t.database.prisma.accountLink.updateMany({ data: { level: 'full', proof: 'staff' } });
    await t.database.prisma.cronRun.deleteMany();
    await at('2026-12-18T09:08:00.000Z');
    expect(west.due().at(-1)).toContain('Пени начнут считать с 14.02.2027');
    expect(east.due().at(-1)).toContain('A penalty is counted from 15.01.2027');
    const readings = ({ user }: typeof west) => user.texts().filter((text) => text.startsWith('🔢'));
    expect(readings(west)).toEqual([expect.stringContaining('до 20.12.2026')]);
    expect(readings(east)).toEqual([]);
    await west.user.press('🔢 Передать показания');
    expect(west.user.texts().join()).toContain('20.12.2026');
    await at('2026-12-23T09:08:00.000Z');
    expect(readings(east)).toEqual([expect.stringContaining('until 25.12.2026')]);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('limits of the installation are set by who administers all of it, and hold at once', async () => {
    const { west } = await twoHouses();
    const maria = await boss();
    await maria.send('/admin');
    await maria.press('⚙️ Настройки');
    await maria.press('📐 Общие правила');
    expect(maria.screen()).toContain('Заявок в сутки: 10, как обычно');
    await maria.press('Номеров счетов в сутки');
    for (const wrong of ['0', '51', 'много']) {
      await maria.send(wrong);
      expect(maria.screen(), wrong).toContain('Так записать нельзя');
    }
    await maria.send('1');
    await maria.press('Сохранить');
    await maria.press('⚙️ К настройкам');
    await maria.press('Ошибок за час');
    await maria.send('2');
    await maria.press('Сохранить');
    await maria.press('⚙️ К настройкам');
    await maria.press('Заявок в сутки');
    await maria.send('1');
    await maria.press('Сохранить');
    await maria.press('⚙️ К настройкам');
    for (const set of ['Заявок в сутки: 1', 'Номеров счетов в сутки: 1', 'Ошибок за час: 2'])
      expect(
        maria
          .screen()
          .split('\n')
          .map((row) => row.replace(/^[^А-Я]*/, '')),
      ).toContain(set);

    const { services } = t.app();
    const [provider] = await t.database.prisma.provider.findMany({ where: { companyId: west.company.id } });
    const number = (text: string) =>
      tryNumber(services, {
        residentId: west.residentId,
        providerId: provider?.id ?? 0,
        number: text,
        key: text,
      }).then(
        () => 'told',
        (error: DomainError) => `${error.code} ${error.details.limit ?? ''}`.trim(),
      );
    expect(await number('5550000001')).toBe('ACCOUNT_NOT_FOUND');
    expect(await number('5550000002')).toBe('NUMBER_LIMIT 1');
    const wrong = await t.database.prisma.$transaction((tx) =>
      countWrong(tx, { residentId: west.residentId, numberHash: 'x', now: services.clock.now() }),
    );
    expect(wrong.map(({ limit }) => limit.max)).toEqual([2, 4, 2, 6, 300]);
    await t.database.prisma.ticket.create({
      data: {
        number: '1',
        residentId: west.residentId,
        identityId: west.identityId,
        text: 'Лампа',
        createdAt: services.clock.now(),
      },
    });
    const room = requireRoom(services, { residentId: west.residentId, identityId: west.identityId });
    await expect(room).rejects.toMatchObject({ code: 'TICKET_LIMIT', details: { limit: 1 } });

    // Not a rule that a company may have of its own.
    const actor = { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] };
    const place = { target: 'rule', id: west.company.id } as const;
    await expect(
      changeSetting(services, { actor, place, field: 'tickets.most-a-day', typed: '50' }),
    ).rejects.toMatchObject({ code: 'SETTING_NOT_FOUND' });
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });
});
