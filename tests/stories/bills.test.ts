import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { household, somebody } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['editMessageText', 'getUpdates'] }));

describe('bills', () => {
  it('explains the empty list and leads to adding an account', async () => {
    const user = t.user(somebody());
    await t.fixtures.registered({ telegramId: user.id });
    await user.send('/bills');
    expect(user.screen()).toContain('Добавьте счёт с квитанции');
    expect(user.buttons()).toContain('➕ Добавить лицевой счёт');
  });

  it('shows unpaid, all and a period; refreshes in place', async () => {
    const { user, account } = await household(t);
    for (const period of ['2026-07', '2026-08', '2026-09']) {
      await t.fixtures.bill({ accountId: account.id, period, total: 1_176_707 });
    }
    await user.send('/bills');
    const { id } = user.lastMessage();
    expect(user.screen()).toContain('Смарт Запад (ЖКУ) · неоплаченных: 1');
    await user.press('Все');
    expect(user.screen()).toContain('Выставленный счёт от 05.10.2026 на 11 767,07 ₽\nСтатус: архивный');
    await user.press('📅 Период');
    await user.press('август 2026');
    await user.press('июль 2026');
    expect(user.screen()).toContain('Период: июль 2026 – август 2026');
    expect(user.screen()).not.toContain('сентябрь 2026 ·');
    await t.fixtures.payment({ accountId: account.id, amount: 1_222_181 });
    await user.press('Неоплаченные');
    expect(user.screen()).toContain('Неоплаченных счетов нет.');
    await user.press('🔄 Обновить');
    expect(user.lastMessage().id).toBe(id);
  });

  it('shows the card with its lines, and pages of a bill that is too long', async () => {
    const lines = Array.from({ length: 60 }, (_, index) => ({
      service: `Услуга № ${index + 1} с длинным названием для проверки`,
      unit: 'куб.м',
      volume: '10.160000',
      tariff: '13.03',
      accrued: 13_238,
      recalculation: -100,
      total: 13_138,
    }));
    const { user } = await household(t, { lines });
    await user.send('/bills');
    await user.press('1 · октябрь 2026');
    expect(user.screen()).toContain('10,16 куб.м × 13,03 ₽ · начислено 132,38 ₽ · перерасчёт −1,00 ₽');
    expect(user.lastMessage().text.length).toBeLessThan(4096);
    expect(user.screen()).not.toContain('Услуга № 60 ');
    while (!user.screen().includes('Услуга № 60 ')) {
      const next = user
        .buttons()
        .filter((caption) => caption.startsWith('Строки'))
        .at(-1);
      await user.press(next ?? 'no more pages');
    }
    expect(user.screen()).toContain('К оплате: 7 882,80 ₽');
  });

  it('says an overpayment in words and offers an advance instead of a payment', async () => {
    const { user } = await household(t, { total: -50_000 });
    await user.send('/bills');
    await user.press('Все');
    await user.press('1 · октябрь 2026');
    expect(user.screen()).toContain('Переплата 500,00 ₽, платить не нужно');
    expect(user.buttons()).toContain('Внести аванс');
    expect(user.buttons().join()).not.toContain('💳');
  });

  it('keeps lines and people from the basic level and shows the way to them', async () => {
    const { user } = await household(t, { level: 'basic' });
    await user.send('/bills');
    await user.press('1 · октябрь 2026');
    expect(user.screen()).toContain('К оплате: 12 221,81 ₽');
    expect(user.screen()).toContain('ул. С***');
    expect(user.screen()).not.toMatch(/Отопление|Иванов|Спортивная/);
    expect(user.buttons()).toContain('🔓 Открыть все строки');
  });

  it('escapes what registers bring', async () => {
    const { user, account } = await household(t);
    await t.fixtures.bill({
      accountId: account.id,
      period: '2026-11',
      comment: 'долг < 3 & пени > 1',
      lines: [{ service: 'Вода <2> & "тепло"', total: 100_000 }],
    });
    await user.send('/bills');
    await user.press('1 · ноябрь 2026');
    expect(user.screen()).toContain('Комментарий: долг < 3 & пени > 1');
    await user.press('💳 Оплатить');
    expect(user.screen()).toContain('Вода <2> & "тепло"');
  });

  it('answers a bill that is gone since the list was shown', async () => {
    const { user, link } = await household(t);
    await user.send('/bills');
    await t.database.prisma.accountLink.update({
      where: { id: link.id },
      data: { status: 'revoked', revokedAt: t.clock.now() },
    });
    await user.press('1 · октябрь 2026');
    expect(user.toasts().at(-1)?.text).toContain('Такого счёта среди ваших нет');
    await user.forge('bp:0:2026-13:zzz:0');
    expect(user.screen()).toContain('Добавьте счёт с квитанции');
  });
});
