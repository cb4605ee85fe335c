import { strFromU8, unzipSync } from 'fflate';
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

/** Somebody with a payment of October, one of November that failed, a relative's and one made at a bank. */
async function family(languageCode: 'ru' | 'en' = 'ru') {
  const home = await household(t, { languageCode });
  const { account, resident, link } = home;
  const mine = { accountId: account.id, residentId: resident.residentId, identityId: resident.identityId };
  await pay({ ...mine, amount: 100_000, at: new Date('2026-10-10T09:00:00Z') });
  await pay({ ...mine, amount: 200_000, status: 'failed', at: new Date('2026-11-10T09:00:00Z') });
  await pay({ accountId: account.id, amount: 300_000, at: new Date('2026-11-11T09:00:00Z') });
  await t.fixtures.importedPayment({
    accountId: account.id,
    amount: 400_000,
    paidAt: new Date('2026-11-12T09:00:00Z'),
    channel: '=HYPERLINK("http://evil")',
  });
  return { ...home, link };
}

async function pay(input: Parameters<TestApp['fixtures']['payment']>[0]): Promise<void> {
  const row = await t.fixtures.payment(input);
  const snapshot = {
    wholeSum: true,
    leftAtConfirmation: input.amount,
    commissionBasisPoints: 0,
    zone: 'Europe/Moscow',
    provider: { name: 'Смарт Запад (ЖКУ)', inn: null },
    company: null,
    numberLabel: 'account',
    address: null,
    flat: null,
    bill: null,
  };
  await t.database.prisma.paymentItem.updateMany({ where: { paymentId: row.id }, data: { snapshot } });
}

async function fileText(bytes: Uint8Array): Promise<string> {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith('PK')) return text;
  return Object.entries(unzipSync(bytes))
    .map(([, content]) => strFromU8(content))
    .join('\n');
}

async function lastFile(user: ReturnType<TestApp['user']>): Promise<string> {
  const message = user.lastMessage();
  expect(message.kind).toBe('document');
  const answer = await fetch(new URL(message.media?.url ?? '', t.sandbox.url));
  return fileText(new Uint8Array(await answer.arrayBuffer()));
}

describe('history', () => {
  it('shows what I paid with count and sum, filtered and as a file', async () => {
    const { user } = await family();
    await user.send('/history');
    expect(user.screen()).toContain('Операций: 2, выполнено на 1 000,00 ₽');
    await user.press('⚙️ Отбор');
    await user.press('Статус');
    await user.press('❌ не выполнена');
    expect(user.screen()).toContain('Статус: ❌ не выполнена');
    await user.press('Показать');
    expect(user.screen()).toContain('Операций: 1, выполнено на 0,00 ₽');
    await user.press('⚙️ Отбор');
    await user.press('Период');
    await user.press('Свой период');
    await user.send('вчера');
    expect(user.texts().join('\n')).toContain('Не понял даты');
    await user.send('01.10.2026 – 31.10.2026');
    await user.press('Показать');
    expect(user.screen()).toContain('По этому отбору ничего нет');
    await user.press('⚙️ Отбор');
    await user.press('Сбросить отбор');
    expect(user.screen()).toContain('Операций: 2');
    await user.press('⬇️ CSV');
    const csv = await lastFile(user);
    expect(csv).toContain('Дата и время;Номер операции');
    expect(csv).toContain('1000,00');
    expect(csv).toContain('не выполнена');
  });

  it('shows all payments of an account without who else paid, and never runs a cell as a formula', async () => {
    const { user } = await family('en');
    await user.send('/history');
    await user.press('🏠 Payments of an account');
    await user.press('Смарт Запад');
    expect(user.screen()).toContain('Operations: 4, done for 8,000.00 ₽');
    expect(user.screen()).toContain('another payer, in this bot');
    await user.press('⚙️ Filter');
    await user.press('Paid through');
    await user.press('Other ways');
    await user.press('Show');
    expect(user.screen()).toContain('Operations: 1, done for 4,000.00 ₽');
    await user.press('⬇️ CSV');
    expect(await lastFile(user)).toContain(`'=HYPERLINK`);
    await user.press('⬇️ Excel');
    expect(await lastFile(user)).not.toContain('<f>');
  });

  it('is nobody else’s', async () => {
    const { user, link } = await family();
    await user.send('/history');
    await user.press('⚙️ Отбор');
    await user.press('Статус');
    await user.press('❌ не выполнена');
    const filter = await t.database.prisma.draft.findFirstOrThrow({ where: { kind: 'history-filter' } });
    const thief = t.user(somebody('Борис'));
    const boris = await t.fixtures.registered({ telegramId: thief.id });
    await thief.send('/history');
    for (const data of [
      `hista:${link.id}:0:0`,
      `histx:0:${link.id}:csv`,
      `hist:${filter.id}:0`,
      `histf:${filter.id}:0`,
      'hists:0:0:method:nonsense',
      'histc:0:0:nonsense',
      'histx:0:0:exe',
    ]) {
      await thief.forge(data);
    }
    expect(thief.texts().join('\n')).not.toMatch(/4 000|3 000|1 000/);
    // A number alone does not show what others paid into it.
    await t.database.prisma.accountLink.create({
      data: { residentId: boris.residentId, accountId: link.accountId, level: 'basic', proof: 'none' },
    });
    const own = await t.database.prisma.accountLink.findFirstOrThrow({
      where: { residentId: boris.residentId },
    });
    await thief.forge(`hista:${own.id}:0:0`);
    expect(thief.texts().join('\n')).not.toContain('4 000');
  });
});
