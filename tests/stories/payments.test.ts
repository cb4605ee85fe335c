import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expirePayments } from '../../src/services/payments/expire-payments.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { EN_CAPTIONS, household, somebody, takeAway, toInvoice } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() =>
  t.assertClean({
    refusedCalls: ['editMessageText', 'deleteMessage', 'answerCallbackQuery', 'getUpdates'],
  }),
);

const payments = () => t.database.prisma.payment.findMany({ orderBy: { id: 'asc' } });

describe('paying a bill', () => {
  it('leads from the list to the receipt, with the commission on every screen', async () => {
    const { user } = await household(t);
    await user.send('/bills');
    expect(user.screen()).toContain('К оплате 12 221,81 ₽ · не оплачен');
    await user.press('💳 Оплатить');
    expect(user.screen()).toContain('Отопление — 3 050,81 ₽');
    expect(user.screen()).toContain('Лицевой счёт обновляется 1 раз в 30 дней.');
    await user.press('Вся сумма: 12 221,81 ₽');
    expect(user.screen()).toContain('Комиссия 0% — 0,00 ₽');
    await user.press('О комиссии');
    expect(user.toasts().at(-1)?.text).toContain('договором');
    await user.press('Картой через Telegram');
    expect(user.screen()).toContain('Комиссия за проведение операции 0%: 0,00 ₽');
    await user.press('Оплатить 12 221,81 ₽');

    const invoice = user.lastMessage();
    expect(invoice.invoice).toMatchObject({ total: 1_222_181, currency: 'RUB', paid: false });
    expect(invoice.protected).toBe(true);

    expect(invoice.inlineKeyboard.flat()).toHaveLength(2);

    expect(await user.pay()).toMatchObject({ status: 'paid' });
    // What was paid cannot be cancelled: Telegram's own receipt button stays alone.
    const receipt = user.messages().find(({ id }) => id === invoice.id);
    expect(receipt?.inlineKeyboard.flat()).toMatchObject([{ kind: 'pay' }]);
    expect(user.screen()).toContain('Операция ✅ выполнена');
    expect(user.screen()).toContain('Принято: 12 221,81 ₽');
    await user.press('Подробности');
    const [row] = await payments();
    expect(user.screen()).toContain(`Номер транзакции: ${row?.number}`);
    expect(user.screen()).toContain('16.11.2026 12:00:00');
    expect(user.screen()).toContain('Плательщик: Иванов Иван');
    await user.press('Скрыть подробности');
    expect(user.screen()).not.toContain('Номер транзакции');
    await user.press('🏠 Меню');
    expect(user.texts().join('\n')).toContain('Принято: 12 221,81 ₽');
    await user.send('/bills');
    expect(user.screen()).toContain('Неоплаченных счетов нет.');
  });

  it('speaks English all the way', async () => {
    const { user } = await household(t, { languageCode: 'en' });
    await toInvoice(user, EN_CAPTIONS);
    await user.pay();
    expect(user.screen()).toContain('Operation ✅ done');
    expect(user.screen()).toContain('Accepted: 12,221.81 ₽');
    await user.press('Details');
    expect(user.screen()).toContain('Payer: Иванов Иван');
  });

  it('takes a sum of one’s own, says limits and mistakes, and warns of an advance', async () => {
    const { user, account, provider } = await household(t);
    await t.fixtures.commissionRule({ providerId: provider.id, basisPoints: 90, minimum: 1_000 });
    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Другая сумма');
    expect(user.screen()).toContain('Можно от 100,00 ₽ до 700 000,00 ₽');
    await user.send('сто');
    expect(user.texts().join('\n')).toContain('Это не похоже на сумму');
    await user.send('5');
    expect(user.texts().join('\n')).toContain('Слишком мало: можно от 100,00 ₽');
    for (const sum of ['700 000,01', '9'.repeat(30)]) {
      await user.send(sum);
      expect(user.screen()).toContain('Слишком много: можно от 100,00 ₽ до 700 000,00 ₽');
    }
    await user.send('1000,555');
    expect(user.texts().join('\n')).toContain('Копеек не больше двух знаков');
    await user.send('20 000,50');
    expect(user.screen()).toContain('на 7 778,69 ₽ больше долга');
    expect(user.screen()).toContain('Комиссия 0,9% — 180,00 ₽');
    await user.press('Картой через Telegram');
    await user.press('Оплатить 20 180,50 ₽');
    await user.pay();
    expect(user.screen()).toContain('Сверх долга: 7 778,69 ₽');
    expect(user.screen()).toContain('Комиссия за проведение операции 0,9%: 180,00 ₽');
    const [row] = await payments();
    expect(row).toMatchObject({ amount: 2_000_050, commission: 18_000, total: 2_018_050 });
    await user.send('/bills');
    await user.press('Все');
    expect(user.screen()).toContain('Переплата 7 778,69 ₽ · оплачен');
    expect(account.number).toBe('1234567890');
  });

  it('hides a way to pay that does not take the sum, and says why', async () => {
    const { user } = await household(t, { lines: [{ service: 'Домофон', total: 9_999 }] });
    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Вся сумма');
    expect(user.screen()).toContain('Не подходит для этой суммы: принимает от 100,00 ₽');
    expect(user.buttons().join()).not.toContain('Картой');
  });

  it('acts once on a press that comes twice, under the same or a new update id, and after a restart', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    await user.redeliver();
    await user.repress();
    await t.restart();
    await user.repress();
    expect(await payments()).toHaveLength(1);
    expect(t.chat.calls('sendInvoice').filter(({ chatId }) => chatId === user.chatId)).toHaveLength(1);
    await user.pay();
    await user.redeliver();
    expect(user.texts().filter((text) => text.includes('Принято'))).toHaveLength(1);
  });

  it('removes the invoice that a newer one replaces', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    const first = user.lastMessage();
    await toInvoice(user);
    expect(user.messages().some(({ id }) => id === first.id)).toBe(false);
    expect(await payments()).toMatchObject([{ status: 'expired' }, { status: 'pending' }]);
  });

  it('takes an invoice whose day is over out of the chat, once', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    t.clock.advance(24 * 3600_000 + 60_000);
    await expirePayments(t.app().services);
    await expirePayments(t.app().services);
    await t.settled();
    expect(user.messages().some(({ kind }) => kind === 'invoice')).toBe(false);
    expect(t.chat.calls('deleteMessage').filter(({ chatId }) => chatId === user.chatId)).toHaveLength(1);
    expect(user.texts().join('\n')).not.toContain('не выполнена');
    await user.press('🔎 Статус операции');
    expect(user.screen()).toContain('не выполнена');
    await user.press('💳 К счёту');
    expect(user.screen()).toContain('К оплате: 12 221,81 ₽');
  });

  it('leaves in peace an invoice that somebody took away before its day was over', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    await takeAway(t, user, user.lastMessage().id);
    t.clock.advance(24 * 3600_000 + 60_000);
    await expirePayments(t.app().services);
    await t.settled();
    const rows = await t.database.prisma.delivery.findMany({ where: { kind: 'payments.invoice-over' } });
    expect(rows).toMatchObject([{ status: 'sent', lastError: null }]);
  });

  it('cancels an invoice from its own message', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    await user.press('Отменить');
    expect(user.screen()).toContain('Оплата отменена, деньги не списаны.');
    expect(user.messages().some(({ kind }) => kind === 'invoice')).toBe(false);
    expect(await payments()).toMatchObject([{ status: 'failed', failureCode: 'cancelled-by-payer' }]);
  });

  it('refuses at the last moment when the sum has changed, in the payer’s language', async () => {
    const { user, account } = await household(t);
    await toInvoice(user);
    await t.fixtures.bill({ accountId: account.id, total: 1_000_000 });
    const result = await user.pay();
    expect(result.status).toBe('refused');
    expect(result.text).toContain('Сумма изменилась');
    expect(await payments()).toMatchObject([{ status: 'pending' }]);
  });

  it('offers continue, check and pay anyway while somebody pays', async () => {
    const { user, account } = await household(t);
    const wife = t.user(somebody('Мария'));
    const maria = await t.fixtures.registered({ telegramId: wife.id });
    await t.fixtures.link({ residentId: maria.residentId, accountId: account.id });
    await toInvoice(wife);
    expect(await wife.declinePay()).toMatchObject({ status: 'declined' });

    await toInvoice(user);
    expect(user.screen()).toContain('Этот счёт уже оплачивают');
    expect(user.screen()).not.toContain('Ваша операция');
    await user.press('Всё равно оплатить');
    expect(await user.pay()).toMatchObject({ status: 'paid' });

    t.clock.advance(61_000);
    const late = await wife.pay();
    expect(late.status).toBe('refused');
    expect(late.text).toContain('Уже оплачено');
  });

  it('continues an own payment whose charge failed', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    await user.declinePay();
    await toInvoice(user);
    expect(user.screen()).toContain('Ваша операция');
    await user.press('Продолжить её оплату');
    t.clock.advance(61_000);
    expect(await user.pay()).toMatchObject({ status: 'paid' });
    expect(await payments()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('tells when the bank never confirmed, and the receipt still comes with late money', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    await user.declinePay();
    t.clock.advance(16 * 60_000);
    await expirePayments(t.app().services);
    await t.settled();
    expect(user.texts().join('\n')).toContain('не выполнена');
    await user.press('💳 К счёту');
    expect(user.texts().join('\n')).toContain('К оплате: 12 221,81 ₽');
  });
});

describe('nobody else', () => {
  it('sees or pays what is not theirs by forged buttons', async () => {
    const { user, bill } = await household(t);
    await toInvoice(user);
    const [row] = await payments();
    const thief = t.user(somebody('Борис'));
    await t.fixtures.registered({ telegramId: thief.id });
    await thief.send('/bills');
    for (const data of [
      `bill:${bill.billId}`,
      `bl:${bill.billId}:0`,
      `pay:${bill.billId}`,
      `paym:${bill.billId}:0`,
      `payc:${bill.billId}:0:telegram`,
      `payc:${bill.billId}:0:dogecoin`,
      `payown:${bill.billId}`,
      `op:${row?.id}`,
      `rcpt:${row?.id}:1`,
      `payx:${row?.id}`,
      `payre:${row?.id}`,
      `payok:${row?.draftId}:1`,
      `sop:${row?.id}`,
      'sops:0',
    ]) {
      await thief.forge(data);
      expect(thief.texts().join('\n')).not.toMatch(/12 221,81|1234567890/);
    }
    expect(await payments()).toMatchObject([{ status: 'pending' }]);
    expect(await user.pay()).toMatchObject({ status: 'paid' });
  });

  it('pays an invoice that is protected from forwarding', async () => {
    const { user } = await household(t);
    await toInvoice(user);
    await expect(user.forward(user.lastMessage())).rejects.toThrow();
  });
});

describe('staff', () => {
  it('sees operations of their company, and hears of money beyond the debt', async () => {
    const { user, bill, provider, account } = await household(t);
    const clerk = t.user(somebody('Оператор'));
    const identity = await t.database.prisma.telegramIdentity.create({
      data: { telegramId: BigInt(clerk.id) },
    });
    await t.database.prisma.staffRole.create({
      data: { identityId: identity.id, role: 'operator', companyId: provider.companyId },
    });
    await t.database.prisma.dialogue.create({ data: { identityId: identity.id } });
    const admin = t.user('Админ', { id: ADMIN_ID });
    await t.fixtures.registered({ telegramId: ADMIN_ID });
    await admin.start();

    await toInvoice(user);
    await t.fixtures.payment({ accountId: account.id, amount: bill.total });
    // Telegram had been told "yes" before the other money came.
    await t.database.prisma.payment.updateMany({
      where: { status: 'pending' },
      data: { status: 'authorized', authorizedAt: t.clock.now() },
    });
    const [row] = await payments();
    const { settlePayment } = await import('../../src/services/payments/settle-payment.ts');
    await settlePayment(t.app().services, {
      payload: `p:${row?.number}`,
      payerTelegramId: user.id,
      total: bill.total,
      currency: 'RUB',
      telegramChargeId: 'late',
      providerChargeId: 'late',
    });
    await t.settled();
    expect(user.screen()).toContain('Счёт к этому времени был оплачен: 12 221,81 ₽ осталось авансом');
    expect(admin.screen()).toContain('Оплата сверх долга');

    await clerk.start();
    await clerk.forge('sops:0');
    expect(clerk.screen()).toContain('12 221,81 ₽');
    await clerk.press(`№ ${row?.number}`);
    expect(clerk.screen()).toContain('Telegram: late');
    await t.database.prisma.staffRole.updateMany({ data: { revokedAt: t.clock.now() } });
    await clerk.forge('sops:0');
    expect(clerk.toasts().at(-1)?.text ?? clerk.screen()).toContain('сотрудник');
  });
});

describe('history', () => {
  it('lists operations and opens their cards', async () => {
    const { user } = await household(t);
    await user.send('/history');
    expect(user.screen()).toContain('Здесь будут все ваши оплаты');
    await toInvoice(user);
    await user.pay();
    await user.send('/history');
    expect(user.screen()).toContain('Смарт Запад (ЖКУ) · Картой через Telegram · ✅ выполнена');
    await user.press('16.11.2026 12:00');
    expect(user.screen()).toContain('Принято: 12 221,81 ₽');
    await user.press('Подробности');
    expect(user.screen()).toContain('Место совершения операции: Telegram, @');
  });
});
