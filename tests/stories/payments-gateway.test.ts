import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { pollGateway } from '../../src/services/payments/poll-gateway.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { household, somebody, takeAway } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ yookassa: true });
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.sandbox.core.gateway.reset();
  t.sandbox.core.gatewayFaults.clear();
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['editMessageText', 'answerCallbackQuery', 'getUpdates'] }));

const payments = () => t.database.prisma.payment.findMany({ orderBy: { id: 'asc' } });
const RU = { pay: '💳 Оплатить', whole: 'Вся сумма', method: 'Картой или банком', confirm: 'Оплатить 1' };
const EN = { pay: '💳 Pay', whole: 'The whole sum', method: 'By card or bank', confirm: 'Pay 1' };

async function toPage(user: User, captions = RU): Promise<string> {
  await user.send('/bills');
  await user.press(captions.pay);
  await user.press(captions.whole);
  await user.press(captions.method);
  await user.press(captions.confirm);
  return lastPage();
}
function lastPage(): string {
  const payment = t.chat.gateway.payments().at(-1);
  if (payment === undefined) throw new Error('no payment at the gateway');
  return payment.id;
}
async function poll(): Promise<void> {
  await pollGateway(t.app().services, createTexts().for('ru'));
  await t.settled();
}

describe('paying at the gateway', () => {
  it('leads to its page, and the result comes by itself', async () => {
    const { user } = await household(t);
    const page = await toPage(user);
    expect(user.screen()).toContain('⏳ В обработке: ждём вашу оплату до 16.11.2026 13:00');
    expect(user.screen()).toContain('[Перейти к оплате]');
    expect(t.chat.gateway.payment(page)).toMatchObject({ amount: 1_222_181, hasReceipt: false });
    await t.chat.gateway.pay(page);
    expect(user.screen()).toContain('Операция ✅ выполнена');
    expect(user.screen()).toContain('Принято: 12 221,81 ₽');
    const shown = user.messages().map(({ text }) => text ?? '');
    expect(shown.some((text) => text.includes('✅ Выполнена. Чек — отдельным сообщением'))).toBe(true);
    expect(shown.some((text) => text.includes('ждём вашу оплату'))).toBe(false);
    await user.press('Подробности');
    expect(user.screen()).toMatch(/Способ оплаты: Картой или банком \(ЮKassa\) \S+ \*4477/);
    await user.send('/bills');
    expect(user.screen()).toContain('Неоплаченных счетов нет.');
  });

  it('speaks English all the way, and says why the bank refused', async () => {
    const { user } = await household(t, { languageCode: 'en' });
    const page = await toPage(user, EN);
    expect(user.screen()).toContain('[Go to payment]');
    await t.chat.gateway.decline(page, 'insufficient_funds');
    expect(user.screen()).toContain('❌ Not done: not enough money. No money has been taken.');
    expect(user.texts().filter((text) => text.includes('not enough money'))).toHaveLength(1);
    expect(user.buttons()).toContain('💳 To the bill');
    expect(await payments()).toMatchObject([{ status: 'failed', failureCode: 'insufficient_funds' }]);
    const again = await toPage(user, EN);
    expect(again).not.toBe(page);
    await t.chat.gateway.pay(again);
    expect(user.screen()).toContain('Operation ✅ done');
  });

  it('says once that the bank refused, in a message of its own when the page’s is gone', async () => {
    const { user } = await household(t);
    const page = await toPage(user);
    await takeAway(t, user, user.lastMessage().id);
    await t.chat.gateway.decline(page, 'insufficient_funds');
    expect(user.screen()).toContain('Причина: не хватает денег');
    expect(user.texts().filter((text) => text.includes('не хватает денег'))).toHaveLength(1);
  });

  it('believes no notification, and takes each payment once however often and in whatever order it is told', async () => {
    const { user } = await household(t);
    t.sandbox.core.gateway.set({ duplicates: 3 });
    const page = await toPage(user);
    const address = t.sandbox.core.gateway.settings.notificationUrl;
    const lie = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'notification',
        event: 'payment.succeeded',
        object: { id: page, status: 'succeeded' },
      }),
    });
    expect(lie.status).toBe(200);
    expect(await payments()).toMatchObject([{ status: 'pending' }]);
    const nonsense = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hello: 'world' }),
    });
    expect(nonsense.status).toBe(400);
    await t.chat.gateway.pay(page);
    await t.restart();
    await poll();
    expect(await payments()).toMatchObject([{ status: 'succeeded', gatewayPaymentId: page }]);
    expect(user.texts().filter((text) => text.includes('Принято'))).toHaveLength(1);
  });

  it('asks by itself when no notification comes', async () => {
    const { user } = await household(t);
    t.sandbox.core.gateway.set({ hold: true });
    const page = await toPage(user);
    await t.chat.gateway.pay(page);
    expect(await payments()).toMatchObject([{ status: 'pending' }]);
    t.clock.advance(60_000);
    await poll();
    expect(user.screen()).toContain('Операция ✅ выполнена');
    await t.chat.gateway.actOnNotifications({ type: 'release', order: 'backward' });
    expect(user.texts().filter((text) => text.includes('Принято'))).toHaveLength(1);
    t.sandbox.core.gateway.set({ hold: false });
  });

  it.each(['server-error', 'server-error-after', 'cut-before', 'cut-after'] as const)(
    'is one payment after %s on every try of the press',
    async (kind) => {
      const { user } = await household(t);
      t.sandbox.core.gatewayFaults.add({ kind, method: 'POST /payments', times: 2 });
      await user.send('/bills');
      await user.press(RU.pay);
      await user.press(RU.whole);
      await user.press(RU.method);
      await user.press(RU.confirm);
      expect(user.screen()).toContain('платёжная система пока не ответила');
      await t.restart();
      t.clock.advance(60_000);
      await poll();
      await user.press('🔄 Проверить оплату');
      expect(user.screen()).toContain('[Перейти к оплате]');
      expect(t.chat.gateway.payments()).toHaveLength(1);
      await t.chat.gateway.pay(lastPage());
      expect(await payments()).toMatchObject([{ status: 'succeeded' }]);
    },
  );

  it('is not made when the gateway refuses the request', async () => {
    const { user } = await household(t);
    t.sandbox.core.gatewayFaults.add({
      kind: 'refuse',
      method: 'POST /payments',
      times: 1,
      errorCode: 400,
      description: 'no',
    });
    await user.send('/bills');
    await user.press(RU.pay);
    await user.press(RU.whole);
    await user.press('Система быстрых платежей');
    await user.press(RU.confirm);
    expect(user.screen()).toContain('платёжная система не приняла операцию');
    expect(await payments()).toMatchObject([{ status: 'failed', method: 'sbp' }]);
  });

  it('acts once on a press that comes twice, and holds the bill for others', async () => {
    const { user, account } = await household(t);
    const wife = t.user(somebody('Мария'));
    const maria = await t.fixtures.registered({ telegramId: wife.id });
    await t.fixtures.link({ residentId: maria.residentId, accountId: account.id });
    const page = await toPage(user);
    await user.redeliver();
    await user.repress();
    expect(t.chat.gateway.payments()).toHaveLength(1);
    await wife.send('/bills');
    await wife.press(RU.pay);
    await wife.press(RU.whole);
    await wife.press(RU.method);
    await wife.press(RU.confirm);
    // Nobody knows whether the payer of an open page has begun: no more is claimed.
    expect(wife.screen()).toContain('На этот счёт уже открыта оплата');
    expect(wife.screen()).toContain(
      'Другой плательщик открыл страницу оплаты на 12 221,81 ₽ в 16.11.2026 12:00, она ждёт до 16.11.2026 13:00. ' +
        'Заплатил ли он, пока неизвестно',
    );
    await wife.press('Всё равно оплатить');
    const second = lastPage();
    await t.chat.gateway.pay(page);
    await t.chat.gateway.pay(second);
    expect(wife.screen()).toContain('Счёт к этому времени был оплачен: 12 221,81 ₽ осталось авансом');
  });

  it('offers to go on with one’s own page that is still open', async () => {
    const { user } = await household(t, { languageCode: 'en' });
    const page = await toPage(user, EN);
    await user.send('/bills');
    await user.press(EN.pay);
    await user.press(EN.whole);
    await user.press(EN.method);
    expect(user.screen()).toContain('You already have a payment page open for this bill: 12,221.81 ₽');
    await user.press(EN.confirm);
    expect(user.screen()).toContain('A payment for this bill is open already');
    expect(user.screen()).toContain('If you have not paid, continue it.');
    await user.press('Continue');
    expect(user.screen()).toContain('[Go to payment]');
    const [row] = await payments();
    await user.start(`pay_${row?.id}`);
    expect(t.chat.gateway.payments()).toHaveLength(1);
    // Wherever it is shown last it is shown only there: no message goes on waiting after the end.
    const waiting = () => user.texts().filter((text) => text.includes('In process: waiting'));
    expect(waiting()).toHaveLength(1);
    await t.chat.gateway.pay(page);
    expect(waiting()).toEqual([]);
    expect(await payments()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('honours money that came after its time', async () => {
    const { user } = await household(t);
    t.sandbox.core.gateway.set({ hold: true });
    const page = await toPage(user);
    await t.chat.gateway.pay(page);
    t.clock.advance(61 * 60_000);
    const { expirePayments } = await import('../../src/services/payments/expire-payments.ts');
    await expirePayments(t.app().services);
    await t.settled();
    expect(await payments()).toMatchObject([{ status: 'expired' }]);
    await poll();
    expect(await payments()).toMatchObject([{ status: 'succeeded' }]);
    expect(user.texts().join('\n')).toContain('Операция ✅ выполнена');
    t.sandbox.core.gateway.set({ hold: false });
  });

  it('shows the payment to whoever comes back from the page, and to nobody else', async () => {
    const { user } = await household(t);
    await toPage(user);
    const [row] = await payments();
    const thief = t.user(somebody('Борис'));
    await t.fixtures.registered({ telegramId: thief.id });
    await thief.start(`pay_${row?.id}`);
    await thief.forge(`paychk:${row?.id}`);
    await thief.forge(`payre:${row?.id}`);
    expect(thief.texts().join('\n')).not.toContain('12 221,81');
    await user.start(`pay_${row?.id}`);
    expect(user.screen()).toContain('[Перейти к оплате]');
  });
});
