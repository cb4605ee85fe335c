import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { household, somebody } from './support/billing.ts';

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

const payments = () =>
  t.database.prisma.payment.findMany({ orderBy: { id: 'asc' }, include: { items: true } });
const REQUISITES = {
  name: 'ООО «Смарт Запад»',
  personalAcc: '40702810012345678911',
  bankName: 'ПАО «Примербанк»',
  bic: '044525000',
  correspAcc: '30101810400000000000',
};

async function pay(): Promise<void> {
  const page = t.chat.gateway.payments().at(-1);
  if (page === undefined) throw new Error('nothing to pay');
  await t.chat.gateway.pay(page.id);
}

describe('several bills at once', () => {
  it('are one payment with a receipt that names each', async () => {
    const { user, provider, resident } = await household(t);
    const flat = await t.fixtures.account({ providerId: provider.id, number: '2223334445' });
    await t.fixtures.bill({ accountId: flat.id, total: 50_000 });
    await t.fixtures.link({ residentId: resident.residentId, accountId: flat.id, name: 'Дача' });
    await user.send('/pay');
    expect(user.screen()).toContain('К оплате по всем счетам: 12 721,81 ₽');
    await user.press('Оплатить долг');
    expect(user.screen()).toContain('Отмечено: 2, на 12 721,81 ₽');
    await user.press('☑️ Смарт Запад');
    expect(user.screen()).toContain('Отмечено: 1, на 500,00 ₽');
    await user.press('◻️ Смарт Запад');
    await user.press('Оплатить 12 721,81');
    expect(user.screen()).toContain('2223334445 — 500,00 ₽');
    await user.press('Картой или банком');
    await user.press('Оплатить 12 721,81');
    await pay();
    expect(user.screen()).toContain('Принято: 12 721,81 ₽');
    const [row] = await payments();
    expect(row?.items.map(({ amount }) => amount).sort()).toEqual([1_222_181, 50_000]);
    await user.send('/pay');
    expect(user.screen()).toContain('долга нет');
  });

  it('each with a sum of one’s own; the sum stays until the bill is unticked', async () => {
    const { user, provider, resident } = await household(t, { languageCode: 'en' });
    const flat = await t.fixtures.account({ providerId: provider.id, number: '2223334445' });
    const dacha = await t.fixtures.bill({ accountId: flat.id, total: 50_000 });
    await t.fixtures.link({ residentId: resident.residentId, accountId: flat.id, name: 'Dacha' });
    await user.send('/pay');
    await user.press('Pay the debt');
    await user.press('✏️ Change the sums');
    await user.press('✏️ Dacha');
    expect(user.screen()).toContain('Debt: 500.00 ₽');
    await user.send('0');
    expect(user.screen()).toContain('The sum must be above zero.');
    await user.send('123,45');
    expect(user.screen()).toContain('Ticked: 2, for 12,345.26 ₽');
    const draft = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: 'pay-basket' } });
    const thief = t.user(somebody('Борис'));
    await t.fixtures.registered({ telegramId: thief.id });
    await thief.send('/pay');
    await thief.forge(`paybs:${draft.id}:0`);
    await thief.forge(`paybo:${draft.id}:${dacha.billId}:0`);
    await thief.send('1');
    expect(thief.texts().join('\n')).not.toContain('Dacha');
    await user.press('Pay 12,345.26');
    await user.press('By card or bank');
    await user.press('Pay 12,345.26');
    await user.redeliver();
    await pay();
    const [row, ...more] = await payments();
    expect(more).toEqual([]);
    expect(row?.items.map(({ amount }) => amount)).toEqual([1_222_181, 12_345]);
    await user.send('/pay');
    expect(user.screen()).toContain('376.55 ₽');
  });

  it('of different payment agents are paid one after the other', async () => {
    const { user, provider, company, resident } = await household(t);
    await t.fixtures.agent({ companyId: company.id, name: 'Агент 1' });
    await t.fixtures.agent({ name: 'Агент 2', inn: '7700000099' });
    const other = await t.fixtures.provider({ shortName: 'Другой' });
    const flat = await t.fixtures.account({ providerId: other.id, number: '2223334445' });
    await t.fixtures.bill({ accountId: flat.id, total: 50_000 });
    await t.fixtures.link({ residentId: resident.residentId, accountId: flat.id });
    await user.send('/pay');
    await user.press('Оплатить долг');
    expect(user.screen()).toContain('разные платёжные агенты (2)');
    await user.press('Оплатить 500,00');
    await user.press('Картой или банком');
    await user.press('Оплатить 500,00');
    await pay();
    const [row] = await payments();
    expect(row?.items).toMatchObject([{ providerId: other.id, amount: 50_000 }]);
    expect(row?.items[0]?.providerId).not.toBe(provider.id);
  });

  it('cannot be filled with bills of others', async () => {
    const { user, bill } = await household(t);
    const thief = t.user(somebody('Борис'));
    const boris = await t.fixtures.registered({ telegramId: thief.id });
    const own = await t.fixtures.account({ number: '9998887776' });
    await t.fixtures.bill({ accountId: own.id, total: 10_000 });
    await t.fixtures.link({ residentId: boris.residentId, accountId: own.id });
    await user.send('/pay');
    await thief.send('/pay');
    await thief.forge('payall');
    const draft = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: 'pay-basket' } });
    await thief.forge(`paytk:${draft.id}:${bill.billId}:1:0`);
    await user.forge(`paybk:${draft.id}:0`);
    await user.forge(`paybm:${draft.id}:0`);
    expect(thief.texts().join('\n')).not.toContain('12 221,81');
    expect(user.texts().join('\n')).not.toContain('9998887776');
  });
});

describe('paying by number', () => {
  it('masks the address, offers the bill and a sum of one’s own', async () => {
    const { account } = await household(t);
    const stranger = t.user(somebody('Пётр'));
    await t.fixtures.registered({ telegramId: stranger.id });
    await stranger.send('/pay');
    expect(stranger.screen()).toContain('Нет добавленных лицевых счетов');
    expect(stranger.screen()).not.toContain('показания');
    await stranger.press('По номеру');
    await stranger.press('Коммунальные услуги');
    await stranger.press('Смарт Запад (ЖКУ)');
    await stranger.send('123');
    expect(stranger.screen()).toContain('1234567890');
    await stranger.send(`л/с ${account.number}`);
    expect(stranger.screen()).not.toContain('Спортивная');
    await stranger.press('Да, адрес верный');
    await stranger.press('Счёт на 12 221,81');
    await stranger.press('Картой или банком');
    expect(stranger.screen()).not.toContain('Отопление');
    await stranger.press('Оплатить 12 221,81');
    await pay();
    const [row] = await payments();
    expect(row?.items).toMatchObject([{ accountId: account.id, billId: null, amount: 1_222_181 }]);
    expect(stranger.screen()).toContain('Принято: 12 221,81 ₽');
  });

  it('of a provider without bills, asking its own fields', async () => {
    const { user } = await household(t, { languageCode: 'en' });
    await t.fixtures.provider({
      companyId: null,
      name: 'Штрафы ГИБДД',
      shortName: 'Штрафы',
      issuesBills: false,
      numberLabel: 'uin',
      numberPattern: '^\\d{20}$',
      numberExample: '18810177160101234567',
      extraFields: [
        {
          key: 'doc',
          label: { ru: 'Номер СТС', en: 'Certificate' },
          pattern: '^\\d{10}$',
          example: '7712345678',
        },
      ],
    });
    await user.send('/pay');
    await user.press('By number');
    await user.press('Utilities');
    await user.press('Штрафы ГИБДД');
    await user.send('18810177160101234567');
    expect(user.screen()).toContain('Certificate');
    await user.send('7712345678');
    await user.send('500');
    await user.press('By card or bank');
    await user.press('Pay 500');
    const refused = t.chat.gateway.payments().at(-1)?.id ?? '';
    await t.chat.gateway.decline(refused, '3d_secure_failed');
    // What ended without money says how to go on, here without a bill to go back to.
    expect(user.screen()).toContain('Try again or choose another way');
    await user.press('🔁 Repeat');
    expect(user.screen()).toContain('18810177160101234567');
    await user.press('By card or bank');
    await user.press('Pay 500');
    await pay();
    const [, row] = await payments();
    expect(row?.items[0]).toMatchObject({
      accountNumber: '18810177160101234567',
      accountId: null,
      amount: 50_000,
    });
    expect(user.screen()).toContain('Accepted: 500.00 ₽');
  });
});

describe('saved cards', () => {
  it('are remembered with consent, named, charged after a code and forgotten', async () => {
    const { user, resident, account } = await household(t);
    await t.database.prisma.resident.update({
      where: { id: resident.residentId },
      data: { email: 'ivan@example.test', emailConfirmedAt: t.clock.now() },
    });
    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Другая сумма');
    await user.send('500');
    await user.press('Картой или банком');
    await user.press('◻️ Запомнить карту');
    expect(user.screen()).toContain('Списания — только когда вы сами');
    await user.press('Оплатить 500,00');
    await pay();
    await user.send('/pay');
    await user.press('💳 Мои карты');
    await user.press('✓ 💳');
    await user.press('Переименовать');
    await user.send('Зарплатная');
    await user.press('Открыть');
    expect(user.screen()).toContain('Зарплатная *4477');

    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Вся сумма');
    await user.press('💳 Зарплатная');
    const wife = t.user(somebody('Мария'));
    const maria = await t.fixtures.registered({ telegramId: wife.id });
    await t.fixtures.link({ residentId: maria.residentId, accountId: account.id });
    await wife.send('/bills');
    await wife.press('💳 Оплатить');
    await wife.press('Вся сумма');
    await wife.press('Система быстрых платежей');
    await wife.press('Оплатить 11 721,81');
    // First who else is paying, then the code: not a code for a payment that is then refused.
    await user.press('Оплатить 11 721,81');
    expect(user.screen()).toContain('Другой плательщик открыл страницу оплаты');
    expect(t.chat.mail('ivan@example.test')).toEqual([]);
    await user.press('Всё равно оплатить');
    expect(user.screen()).toContain('введите код');
    expect(await payments()).toHaveLength(2);
    const mail = t.chat.mail('ivan@example.test').at(-1);
    const code = /\d{6}/.exec(mail?.subject ?? '')?.[0] ?? '';
    await user.send(code === '000000' ? '111111' : '000000');
    expect(await payments()).toHaveLength(2);
    await user.send(code);
    expect(user.texts().join('\n')).toContain('Операция ✅ выполнена');
    expect(await payments()).toMatchObject([
      { amount: 50_000 },
      { method: 'sbp', status: 'pending' },
      { method: 'saved_card', status: 'succeeded' },
    ]);

    await user.send('/pay');
    await user.press('💳 Мои карты');
    await user.press('✓ 💳 Зарплатная');
    await user.press('Забыть карту');
    await user.press('Забыть карту');
    expect(user.screen()).toContain('У вас нет привязанных карт');
  });

  it.each([
    ['ru', 'не хватает денег', '💳 К счёту'],
    ['en', 'not enough money', '💳 To the bill'],
  ] as const)(
    'a refusal at once is told once, with its reason and the way back (%s)',
    async (languageCode, reason, back) => {
      const { user, resident } = await household(t, { languageCode });
      await t.database.prisma.resident.update({
        where: { id: resident.residentId },
        data: { email: 'ivan@example.test', emailConfirmedAt: t.clock.now() },
      });
      const ru = languageCode === 'ru';
      await user.send('/pay');
      await user.press(ru ? '💳 Мои карты' : '💳 My cards');
      await user.press(ru ? '+ Добавить карту' : '+ Add a card');
      const method = t.chat.gateway.savedMethods().at(-1)?.id ?? '';
      await t.chat.gateway.actOnMethod(method, { type: 'bind' });
      await t.chat.gateway.actOnMethod(method, { type: 'plan', reason: 'insufficient_funds' });
      await user.send('/bills');
      await user.press(ru ? '💳 Оплатить' : '💳 Pay');
      await user.press(ru ? 'Вся сумма' : 'The whole sum');
      await user.press('💳 Mastercard *4477');
      await user.press(ru ? 'Оплатить 12 221,81' : 'Pay 12,221.81');
      const code = /\d{6}/.exec(t.chat.mail('ivan@example.test').at(-1)?.subject ?? '')?.[0] ?? '';
      await user.send(code);
      await t.settled();
      const [payment] = await payments();
      expect(payment).toMatchObject({ method: 'saved_card', status: 'failed' });
      const about = user.texts().filter((text) => text.includes(payment?.number ?? '?'));
      expect(about).toHaveLength(1);
      expect(about[0]).toContain(reason);
      await user.press(back);
      expect(user.screen()).toMatch(/12.221/);
    },
  );

  it('are bound without a payment, and belong to their owner', async () => {
    const { user } = await household(t);
    await user.send('/pay');
    await user.press('💳 Мои карты');
    await user.press('+ Добавить карту');
    const method = t.chat.gateway.savedMethods().at(-1);
    await t.chat.gateway.actOnMethod(method?.id ?? '', { type: 'bind' });
    expect(user.screen()).toContain('привязана');
    const card = await t.database.prisma.savedCard.findFirstOrThrow({ where: { status: 'active' } });
    const thief = t.user(somebody('Борис'));
    await t.fixtures.registered({ telegramId: thief.id });
    await thief.send('/pay');
    for (const data of [`cardo:${card.id}`, `carddf:${card.id}`, `cardx:${card.id}:1`, `cardnm:${card.id}`]) {
      await thief.forge(data);
    }
    expect(thief.texts().join('\n')).not.toContain('*4');
    expect(await t.database.prisma.savedCard.count({ where: { status: 'active' } })).toBe(1);
  });
});

describe('templates and a bank QR', () => {
  it('repeats a payment from a template in two presses', async () => {
    const { user, account } = await household(t);
    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Вся сумма');
    await user.press('Картой или банком');
    await user.press('Оплатить 12 221,81');
    await pay();
    await user.send('/history');
    await user.press('16.11.2026 12:00');
    await user.press('⭐ В шаблоны');
    await user.press('⭐ В шаблоны');
    expect(await t.database.prisma.paymentTemplate.count()).toBe(1);
    t.clock.advance(1000);
    await t.fixtures.bill({ accountId: account.id, total: 70_000, period: '2026-11', asOf: t.clock.now() });
    await user.send('/pay');
    await user.press('⭐ Шаблоны');
    await user.press('Смарт Запад, 1234567890');
    await user.press('💳 Оплатить');
    expect(user.screen()).toContain('Сумма перевода: 700,00 ₽');
    await user.press('Картой или банком');
    await user.press('☆ Платить так всегда');
    expect(user.screen()).toContain('★ Плачу так всегда');
    const draft = await t.database.prisma.draft.findFirstOrThrow({
      where: { kind: 'pay-bill' },
      orderBy: { id: 'desc' },
    });
    const thief = t.user(somebody('Борис'));
    const boris = await t.fixtures.registered({ telegramId: thief.id });
    await thief.send('/pay');
    await thief.forge(`payprf:${draft.id}:1`);
    const { defaultMethod } = await t.database.prisma.resident.findUniqueOrThrow({
      where: { id: boris.residentId },
    });
    expect(defaultMethod).toBeNull();
    await user.send('/pay');
    await user.press('⭐ Шаблоны');
    await user.press('Смарт Запад, 1234567890');
    await user.press('💳 Оплатить');
    expect(user.screen()).toContain('Проверьте');
    await user.press('★ Плачу так всегда');
    await user.press('☆ Платить так всегда');
    await user.press('Оплатить 700,00');
    await pay();
    expect(user.screen()).toContain('Принято: 700,00 ₽');
    await user.send('/pay');
    await user.press('⭐ Шаблоны');
    await user.press('Смарт Запад, 1234567890');
    await user.press('Удалить');
    await user.press('Удалить');
    expect(user.screen()).toContain('Шаблонов пока нет');
  });

  it('draws the code a bank app pays', async () => {
    const { user, provider } = await household(t);
    await t.database.prisma.provider.update({ where: { id: provider.id }, data: { requisites: REQUISITES } });
    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Вся сумма');
    await user.press('QR-код банка');
    await user.press('Оплатить 12 221,81');
    expect(user.lastMessage().kind).toBe('photo');
    expect(await payments()).toMatchObject([{ method: 'bank_qr', status: 'pending' }]);
    // It never holds the bill.
    await user.send('/bills');
    expect(user.screen()).toContain('не оплачен');
  });
});

describe('staff', () => {
  it('returns money through the gateway with a reason, once', async () => {
    const { user } = await household(t);
    await user.send('/bills');
    await user.press('💳 Оплатить');
    await user.press('Вся сумма');
    await user.press('Картой или банком');
    await user.press('Оплатить 12 221,81');
    await pay();
    await user.press('🖨 Версия для печати');
    expect(user.lastMessage().kind).toBe('document');
    const admin = t.user('Админ', { id: ADMIN_ID });
    await t.fixtures.registered({ telegramId: ADMIN_ID });
    const [row] = await payments();
    await admin.start();
    await admin.forge(`sop:${row?.id}`);
    await admin.press('↩️ Вернуть деньги');
    await admin.send('20 000');
    expect(admin.screen()).toContain('12 221,81');
    await admin.send('12 221,81');
    await admin.send('Оплачено дважды');
    await admin.press('Вернуть 12 221,81');
    await admin.repress();
    expect(admin.texts().join('\n')).toContain('Возвращено 12 221,81 ₽');
    expect(user.screen()).toContain('Возврат 12 221,81 ₽');
    expect(t.chat.gateway.refunds()).toHaveLength(1);
    expect(await payments()).toMatchObject([{ status: 'refunded', refunded: 1_222_181 }]);
    expect(await t.database.prisma.refundItem.findMany()).toMatchObject([
      { amount: 1_222_181, commission: 0 },
    ]);
    await user.forge(`sopref:${row?.id}`);
    expect(user.texts().join('\n')).not.toContain('Возврат по операции');
  });
});
