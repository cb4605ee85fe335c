import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
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
    open: '⚖️ Сверка оплат',
    gateway: 'Реестр платёжного сервиса',
    show: 'Показать расхождения',
    here: 'Нет у нас: 2',
    there: 'Нет в реестре: 1',
    sums: 'Разные суммы: 1',
    matched: 'Совпали: 1',
    claimed: 'Написали в сервис',
    resolved: 'Разобрано: написали в сервис',
    wanted: 'Нужен файл реестра',
  },
  en: {
    open: '⚖️ Reconciliation',
    gateway: 'Payment service’s register',
    show: 'Show differences',
    here: 'Missing here: 2',
    there: 'Missing there: 1',
    sums: 'Different sums: 1',
    matched: 'Matched: 1',
    claimed: 'Wrote to the service',
    resolved: 'Dealt with: written to the service',
    wanted: 'The register is needed',
  },
} as const;

const REGISTER = Buffer.from(
  [
    'Идентификатор платежа;Дата платежа;Сумма',
    'gw-same;16.11.2026 11:30:00;100,00',
    'gw-other;16.11.2026;250,00',
    'gw-failed;16.11.2026;300,00',
    'gw-unknown;16.11.2026;400,00',
    'Итого;;1050,00',
  ].join('\r\n'),
);

async function payments(): Promise<void> {
  const provider = await t.database.prisma.provider.findUniqueOrThrow({
    where: { code: 'smart-zapad-zhku' },
  });
  const account = await t.fixtures.account({ providerId: provider.id, number: '1234567890' });
  const { residentId } = await t.fixtures.registered({ telegramId: t.user(somebody('Анна')).id });
  for (const [gatewayPaymentId, amount, status] of [
    ['gw-same', 10_000, 'succeeded'],
    ['gw-other', 20_000, 'succeeded'],
    ['gw-failed', 30_000, 'failed'],
    ['gw-silent', 50_000, 'succeeded'],
  ] as const) {
    await t.fixtures.payment({
      residentId,
      accountId: account.id,
      amount,
      status,
      at: new Date('2026-11-16T08:30:00.000Z'),
      payment: { gatewayPaymentId, method: 'yookassa' },
    });
  }
}

async function administrator(lang: 'ru' | 'en'): Promise<User> {
  const user = t.user(lang === 'ru' ? 'Мария' : 'Maria', {
    id: lang === 'ru' ? ADMIN_ID : ADMIN_ID + 1,
    languageCode: lang,
  });
  await acceptBoth(user, lang);
  return user;
}

describe.each(['ru', 'en'] as const)('a register of the gateway (%s)', (lang) => {
  it('shows every difference, and each is dealt with', async () => {
    const words = WORDS[lang];
    await payments();
    const boss = await administrator(lang);
    await boss.send('/admin');
    await boss.press(words.open);
    await boss.press(words.gateway);
    await boss.send('register');
    expect(boss.screen()).toContain(words.wanted);
    await t.restart();
    await boss.sendDocument(REGISTER, 'november.csv');
    await boss.press(words.show);
    for (const line of [words.matched, words.here, words.there, words.sums]) {
      expect(boss.buttons()).toContain(line);
    }
    await boss.press(words.there);
    await boss.press(boss.buttons().find((caption) => caption.includes('500')) ?? '');
    await boss.press(words.claimed);
    expect(boss.screen()).toContain(words.resolved);
    const row = await t.database.prisma.reconciliationRow.findFirstOrThrow({
      where: { outcome: 'missing_there' },
    });
    expect(row).toMatchObject({ externalId: 'gw-silent', ourAmount: 50_000, resolution: 'claimed' });
    // Nothing of the money was touched.
    expect(await t.database.prisma.payment.count({ where: { status: 'succeeded' } })).toBe(3);
    await boss.redeliver();
    expect(await t.database.prisma.auditEntry.count({ where: { action: 'reconciliation.resolve' } })).toBe(1);
    expect(await t.database.prisma.reconciliation.count()).toBe(1);
  });
});

describe('attacks', () => {
  it('half a register is not compared', async () => {
    await payments();
    const boss = await administrator('ru');
    await boss.forge('recgo:gateway');
    await boss.sendDocument(Buffer.from('Номер операции;Сумма\r\n1;сто\r\n2;5\r\n'), 'x.csv');
    expect(boss.screen()).toContain('Строк с ошибками: 1');
    expect(await t.database.prisma.reconciliation.count()).toBe(0);
  });

  it('one company’s administrator compares that company’s payments only', async () => {
    await payments();
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
    await stranger.forge('recgo:gateway');
    await stranger.sendDocument(REGISTER, 'november.csv');
    const rows = await t.database.prisma.reconciliationRow.findMany();
    expect(rows.map(({ externalId, outcome }) => [externalId, outcome])).toEqual([
      ['gw-unknown', 'missing_here'],
    ]);

    const boss = await administrator('ru');
    await boss.forge('recgo:gateway');
    await boss.sendDocument(REGISTER, 'november.csv');
    const theirs = await t.database.prisma.reconciliation.findFirstOrThrow({ where: { companyId: null } });
    const row = await t.database.prisma.reconciliationRow.findFirstOrThrow({
      where: { reconciliationId: theirs.id },
    });
    for (const data of [`rec:${theirs.id}`, `recr:${row.id}`, `recd:${row.id}:claimed`, `reca:${row.id}`]) {
      await stranger.forge(data);
      expect(stranger.toasts().at(-1)?.text).toContain('Такой сверки нет');
    }
    expect(await t.database.prisma.reconciliationRow.count({ where: { resolution: { not: null } } })).toBe(0);
  });
});
