import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { household, toInvoice } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ yookassa: true });
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.sandbox.core.gateway.reset();
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['editMessageText', 'answerCallbackQuery', 'getUpdates'] }));

const payments = () => t.database.prisma.payment.findMany({ orderBy: { id: 'asc' } });
const RU = {
  pay: '💳 Оплатить',
  whole: 'Вся сумма',
  method: 'Картой или банком',
  confirm: 'Оплатить 12 221,81',
};
const EN = { pay: '💳 Pay', whole: 'The whole sum', method: 'By card or bank', confirm: 'Pay 12,221.81' };

/** To the screen whose button pays. @returns its message, where the button stays whatever happens */
async function toConfirm(user: User, captions = RU): Promise<number> {
  await user.send('/bills');
  await user.press(captions.pay);
  await user.press(captions.whole);
  await user.press(captions.method);
  expect(user.buttons()).toContain(`${captions.confirm} ₽`);
  return user.lastMessage().id;
}
const said = (user: User): string => [...user.toasts().map(({ text }) => text), ...user.texts()].join('\n');
const shown = (user: User, messageId: number): string =>
  (user.messages().find(({ id }) => id === messageId)?.text ?? '').replaceAll('\u00a0', ' ');
function page(): string {
  const payment = t.chat.gateway.payments().at(-1);
  if (payment === undefined) throw new Error('no payment at the gateway');
  return payment.id;
}

describe('a button shown before the bill changed', () => {
  it('pays nothing when the sum became smaller, and the new sum when asked again', async () => {
    const { user, account } = await household(t);
    const messageId = await toConfirm(user);
    await t.fixtures.bill({ accountId: account.id, total: 1_000_000 });
    await user.press(RU.confirm, { messageId });
    expect(said(user)).toContain('Сумма изменилась. Проверьте новую');
    expect(await payments()).toEqual([]);
    expect(shown(user, messageId)).toContain('к списанию: 10 000,00 ₽');
    await user.press('Оплатить 10 000,00');
    await t.chat.gateway.pay(page());
    expect(await payments()).toMatchObject([{ status: 'succeeded', amount: 1_000_000 }]);
  });

  it('pays what it said when the sum became larger, and the rest stays to be paid', async () => {
    const { user, account } = await household(t);
    const messageId = await toConfirm(user);
    await t.fixtures.bill({ accountId: account.id, total: 1_300_000 });
    await user.press(RU.confirm, { messageId });
    await t.chat.gateway.pay(page());
    expect(await payments()).toMatchObject([{ status: 'succeeded', amount: 1_222_181 }]);
    await user.send('/bills');
    expect(user.screen()).toContain('К оплате 778,19 ₽');
  });

  it('pays nothing once the next month’s bill is there, in English too', async () => {
    const { user, account } = await household(t, { languageCode: 'en' });
    const messageId = await toConfirm(user, EN);
    await t.fixtures.bill({ accountId: account.id, period: '2026-11', total: 1_500_000 });
    await user.press(EN.confirm, { messageId });
    expect(shown(user, messageId)).toContain('This bill can no longer be paid');
    expect(user.buttons()).not.toContain('Pay 12,221.81 ₽');
    await user.press('🧾 To the bills');
    expect(user.screen()).toContain('15,000.00 ₽');
    expect(await payments()).toEqual([]);
  });

  it('pays nothing after somebody else paid the bill', async () => {
    const { user, account, bill } = await household(t);
    const messageId = await toConfirm(user);
    t.clock.advance(60_000);
    await t.fixtures.payment({ accountId: account.id, amount: bill.total });
    await user.press(RU.confirm, { messageId });
    expect(user.screen()).toContain('Уже оплачено. Второй раз платить не нужно.');
    expect(user.buttons().join()).not.toContain('Оплатить 12 221,81');
    expect(await payments()).toMatchObject([{ status: 'succeeded' }]);
    expect(t.chat.gateway.payments()).toEqual([]);
  });

  it('of two open screens pays by the first only', async () => {
    const { user } = await household(t);
    const first = await toConfirm(user);
    const second = await toConfirm(user);
    await user.press(RU.confirm, { messageId: first });
    await t.chat.gateway.pay(page());
    await user.press(RU.confirm, { messageId: second });
    expect(shown(user, second)).toContain('Уже оплачено');
    await user.repress();
    expect(await payments()).toMatchObject([{ status: 'succeeded' }]);
    expect(t.chat.gateway.payments()).toHaveLength(1);
  });

  it('is too old after an hour', async () => {
    const { user } = await household(t);
    const messageId = await toConfirm(user);
    t.clock.advance(61 * 60_000);
    await user.press(RU.confirm, { messageId });
    expect(await payments()).toEqual([]);
    expect(said(user)).toContain('Этот экран был старым, мы его обновили.');
    await user.press(RU.confirm, { messageId });
    await t.chat.gateway.pay(page());
    expect(await payments()).toMatchObject([{ status: 'succeeded', amount: 1_222_181 }]);
  });

  it('of an operation that is over shows that operation', async () => {
    const { user } = await household(t);
    const messageId = await toConfirm(user);
    const { id } = await t.database.prisma.draft.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await user.press(RU.confirm, { messageId });
    await t.chat.gateway.decline(page(), 'insufficient_funds');
    await user.forge(`payok:${id}:0`);
    expect(user.screen()).toContain('Не выполнена');
    expect(user.buttons()).toContain('💳 К счёту');
    expect(t.chat.gateway.payments()).toHaveLength(1);
  });

  it('whose answer about the card is too late is renewed with today’s sum', async () => {
    const { user, account } = await household(t);
    const messageId = await toConfirm(user);
    t.clock.advance(61 * 60_000);
    await t.fixtures.bill({ accountId: account.id, total: 1_000_000 });
    await user.press('◻️ Запомнить карту', { messageId });
    expect(shown(user, messageId)).toContain('к списанию: 10 000,00 ₽');
    await user.press('Оплатить 10 000,00 ₽', { messageId });
    expect(await payments()).toMatchObject([{ status: 'pending', amount: 1_000_000 }]);
  });

  it('of a bill paid meanwhile offers nothing to pay twice', async () => {
    const { user, bill } = await household(t);
    await toConfirm(user);
    await user.press(RU.confirm);
    await t.chat.gateway.pay(page());
    // Buttons of messages that stayed in the chat: the list, the review, the ways to pay.
    await user.forge(`pay:${bill.billId}`);
    expect(user.screen()).toContain('Долга нет');
    expect(user.screen()).not.toContain('Вся сумма');
    await user.forge(`paym:${bill.billId}:0`);
    await user.forge(`payc:${bill.billId}:0:yookassa`);
    expect(said(user)).toContain('Платить нечего: долга по этому счёту нет.');
    expect(await payments()).toHaveLength(1);
  });
});

describe('what cannot be called back', () => {
  it('a page of the gateway paid after the bill became smaller is an advance that is told', async () => {
    const { user, account } = await household(t);
    await toConfirm(user);
    await user.press(RU.confirm);
    await t.fixtures.bill({ accountId: account.id, total: 1_000_000 });
    await t.chat.gateway.pay(page());
    expect(user.screen()).toContain('Сверх долга: 2 221,81 ₽ осталось авансом на лицевом счёте.');
    await user.send('/bills');
    expect(user.screen()).toContain('Неоплаченных счетов нет.');
  });

  it('an invoice whose bill was replaced is refused by Telegram’s own question', async () => {
    const { user, account } = await household(t);
    await toInvoice(user);
    await t.fixtures.bill({ accountId: account.id, period: '2026-11', total: 1_500_000 });
    expect(await user.pay()).toMatchObject({ status: 'refused' });
    expect(await payments()).toMatchObject([{ status: 'pending' }]);
  });
});
