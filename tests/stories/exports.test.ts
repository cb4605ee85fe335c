import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import { CONFIGURED_ADMINISTRATOR } from '../../src/domain/roles.ts';
import { readWorkbook } from '../../src/formats/xlsx/read-workbook.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { leftToPay } from '../../src/services/bills/left-to-pay.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { paymentExportFile } from '../../src/services/exports/export-file.ts';
import { exportPayments } from '../../src/services/exports/export-payments.ts';
import { saveRegisterTemplate } from '../../src/services/exports/export-template.ts';
import { closeExport } from '../../src/services/exports/finish-export.ts';
import { createTexts } from '../../src/texts/texts.ts';
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
    waiting: 'Смарт Запад (ЖКУ): 2 оплаты на 300,00 ₽',
    all: 'Выгрузить всё',
    open: 'Ещё не передана',
    register: 'Реестр',
    close: '✅ Передано',
    closed: '✅ Передана',
    empty: 'нет оплат, которых не было бы',
    back: 'Назад',
  },
  en: {
    waiting: 'Смарт Запад (ЖКУ): 2 payments for 300.00 ₽',
    all: 'Export everything',
    open: 'Not handed over yet',
    register: 'Register',
    close: '✅ Handed over',
    closed: '✅ Handed over',
    empty: 'payments that were in no export yet',
    back: 'Back',
  },
} as const;

const actor = { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] };

async function administrator(lang: 'ru' | 'en'): Promise<User> {
  const user = t.user(lang === 'ru' ? 'Мария' : 'Maria', {
    id: lang === 'ru' ? ADMIN_ID : ADMIN_ID + 1,
    languageCode: lang,
  });
  await acceptBoth(user, lang);
  return user;
}

/** Two payments of one account of Смарт Запад, one named like a formula. */
async function paid() {
  const provider = await t.database.prisma.provider.findUniqueOrThrow({
    where: { code: 'smart-zapad-zhku' },
  });
  const account = await t.fixtures.account({
    providerId: provider.id,
    number: '0012345678',
    payerName: '=cmd|Иванов; И.',
    address: 'г. Москва, ул. Спортивная, д. 12к2',
    flat: '1',
  });
  const { residentId } = await t.fixtures.registered({ telegramId: t.user(somebody('Анна')).id });
  for (const [amount, id] of [
    [10_000, 'gw-1'],
    [20_000, 'gw-2'],
  ] as const) {
    await t.fixtures.payment({
      residentId,
      accountId: account.id,
      amount,
      status: 'succeeded',
      at: new Date('2026-11-16T08:30:05.000Z'),
      payment: { gatewayPaymentId: id },
    });
  }
  return { provider, account };
}

const until = (): Date => t.clock.now();

describe.each(['ru', 'en'] as const)('an export by chat (%s)', (lang) => {
  it('each payment once, the file, handed over', async () => {
    const words = WORDS[lang];
    await paid();
    const boss = await administrator(lang);
    await boss.send('/export');
    expect(boss.screen().replaceAll(/\s/g, ' ')).toContain(words.waiting);
    await boss.press('Смарт Запад (ЖКУ)');
    await t.restart();
    await boss.press(words.all);
    expect(boss.screen()).toContain(words.open);
    await boss.press(words.register);
    expect(boss.lastMessage()).toMatchObject({ kind: 'document' });
    const batch = await t.database.prisma.exportBatch.findFirstOrThrow();
    expect(batch).toMatchObject({ count: 2, sum: 30_000n, closedAt: null });
    await boss.forge(`expok:${batch.id}`);
    expect(boss.texts().join('\n')).toContain(words.closed);
    // Everything was taken: again there is nothing.
    await boss.forge(`expgo:${batch.providerId}:${Math.floor(t.clock.now().getTime() / 1000)}`);
    expect(boss.toasts().at(-1)?.text).toContain(words.empty);
    expect(await t.database.prisma.exportBatch.count()).toBe(1);
    await t.assertClean();
  });
});

describe('what an export is', () => {
  async function textOf(batchId: number): Promise<string> {
    const { bytes } = await paymentExportFile(t.app().services, {
      actor,
      batchId,
      format: 'register',
      tr: createTexts().for('ru'),
    });
    return new TextDecoder('windows-1251').decode(bytes);
  }

  it('a register like the bank’s, the same whenever it is wanted', async () => {
    const { provider } = await paid();
    const { batchId } = await exportPayments(t.app().services, {
      actor,
      providerId: provider.id,
      from: null,
      until: until(),
    });
    const text = await textOf(batchId);
    expect(text.split('\r\n')).toEqual([
      '16-11-2026;11-30-05;0000;TGBOT;gw-1;0012345678;cmd|Иванов, И.;г. Москва, ул. Спортивная, д. 12к2, 1;112026;100,00;100,00;0,00',
      '16-11-2026;11-30-05;0000;TGBOT;gw-2;0012345678;cmd|Иванов, И.;г. Москва, ул. Спортивная, д. 12к2, 1;112026;200,00;200,00;0,00',
      '=2;300,00;300,00;0,00',
      '',
    ]);
    // The template changes for the next one, not for this one.
    await saveRegisterTemplate(t.app().services, {
      actor,
      providerId: provider.id,
      patch: { columns: ['account', 'amount'], trailer: false, decimal: '.' },
    });
    expect(await textOf(batchId)).toBe(text);
    await expect(
      saveRegisterTemplate(t.app().services, {
        actor,
        providerId: provider.id,
        patch: { columns: ['date'] },
      }),
    ).rejects.toMatchObject({ code: 'EXPORT_COLUMNS_WRONG' });
  });

  it('a workbook keeps zeros and runs no formula', async () => {
    const { provider } = await paid();
    const { services } = t.app();
    const { batchId } = await exportPayments(services, {
      actor,
      providerId: provider.id,
      from: null,
      until: until(),
    });
    const { bytes } = await paymentExportFile(services, {
      actor,
      batchId,
      format: 'xlsx',
      tr: createTexts().for('ru'),
    });
    const book = await readWorkbook(bytes);
    if (!book.ok) throw new Error(book.code);
    const row = book.sheets[0]?.rows[1];
    expect(row).toContain('0012345678');
    expect(row).toContain('=cmd|Иванов; И.');
    expect(row).toContain('100');
  });

  it('is known to the company only once it is closed', async () => {
    const { provider, account } = await paid();
    const { services } = t.app();
    await t.database.prisma.provider.update({ where: { id: provider.id }, data: { usesExports: true } });
    const { batchId } = await exportPayments(services, {
      actor,
      providerId: provider.id,
      from: null,
      until: until(),
    });
    const left = async () => (await leftToPay(services, { accountIds: [account.id] })).get(account.id)?.left;
    await closeExport(services, { actor, batchId });
    const asOf = new Date(t.clock.now().getTime() + 60_000);
    await t.fixtures.bill({ accountId: account.id, period: '2026-11', total: 100_000, version: { asOf } });
    expect(await left()).toBe(100_000);
    // Open again: the company has not heard of the payments.
    await t.database.prisma.exportBatch.update({ where: { id: batchId }, data: { closedAt: null } });
    expect(await left()).toBe(70_000);
  });

  it('two at once take each payment once; cancelled, they wait again; closed, it stays', async () => {
    const { provider } = await paid();
    const { services } = t.app();
    const run = () =>
      exportPayments(services, { actor, providerId: provider.id, from: null, until: until() });
    const both = await Promise.all([run(), run()]);
    expect(new Set(both.map(({ batchId }) => batchId)).size).toBe(1);
    const { batchId } = await run();
    expect(batchId).toBe(both[0]?.batchId);

    const boss = await administrator('ru');
    await boss.forge(`expx:${batchId}`);
    expect(await t.database.prisma.paymentItem.count({ where: { exportBatchId: null } })).toBe(2);
    const again = await run();
    await closeExport(services, { actor, batchId: again.batchId });
    await boss.forge(`expx:${again.batchId}`);
    expect(boss.toasts().at(-1)?.text).toContain('уже передана');
    await t.assertClean();
  });

  it('a period takes its own payments only', async () => {
    const { provider } = await paid();
    const { services } = t.app();
    const october = exportPayments(services, {
      actor,
      providerId: provider.id,
      from: new Date('2026-09-30T21:00:00Z'),
      until: new Date('2026-10-31T21:00:00Z'),
    });
    await expect(october).rejects.toMatchObject({ code: 'EXPORT_EMPTY' });
  });

  it('another company’s administrator sees nothing of it', async () => {
    const { provider } = await paid();
    const { batchId } = await exportPayments(t.app().services, {
      actor,
      providerId: provider.id,
      from: null,
      until: until(),
    });
    const stranger = t.user(somebody('Пётр'));
    await t.fixtures.registered({ telegramId: stranger.id });
    await stranger.start();
    const identity = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(stranger.id) },
    });
    const company = await t.database.prisma.company.findUniqueOrThrow({ where: { slug: 'smart-servis' } });
    await t.database.prisma.staffRole.create({
      data: { identityId: identity.id, role: 'administrator', companyId: company.id },
    });
    await stranger.send('/export');
    expect(stranger.screen()).not.toContain('Смарт Запад');
    for (const data of [
      `expp:${provider.id}`,
      `expgo:${provider.id}:1794819600`,
      `expb:${batchId}`,
      `expf:${batchId}:csv`,
      `expok:${batchId}`,
      `expx:${batchId}`,
      `expt:${provider.id}`,
      `expts:${provider.id}:trailer:1`,
    ]) {
      await stranger.forge(data);
      expect(stranger.toasts().at(-1)?.text).toMatch(/Такой выгрузки нет|не входит в вашу роль/);
    }
    expect(await t.database.prisma.exportBatch.findFirst()).toMatchObject({ closedAt: null });
    expect(await t.database.prisma.exportTemplate.count()).toBe(0);
    await t.assertClean();
  });
});
