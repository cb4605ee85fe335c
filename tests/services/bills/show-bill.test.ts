import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { showBill } from '../../../src/services/bills/show-bill.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures, SMART_ZAPAD_LINES } from '../../support/fixtures.ts';
import { plannedAnew } from '../../support/kept-plan.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
let database: Database;
let make: Fixtures;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await clean(database);
  make = createFixtures(database.prisma, () => NOW);
});
afterAll(() => database.close());

function show(residentId: number, billId: number) {
  const installation = {
    timezone: 'Europe/Moscow',
    defaultLocale: 'ru',
    adminTelegramIds: [],
    botUsername: 'domovoy_test_bot',
    embedded: true,
  } as const;
  return showBill({ db: database.prisma, clock: { now: () => NOW }, installation }, { residentId, billId });
}

async function home(level: 'basic' | 'full' = 'full') {
  const account = await make.account();
  const bill = await make.bill({ accountId: account.id, lines: SMART_ZAPAD_LINES });
  const { residentId } = await make.resident();
  const link = await make.link({ residentId, accountId: account.id, level });
  return { account, bill, residentId, link };
}

describe('the card of a bill', () => {
  it('has every line and the balance, in two statements', async () => {
    const { bill, residentId } = await home();
    const { result, statements } = await database.countStatements(() => show(residentId, bill.billId));
    expect(statements).toHaveLength(2);
    expect(plannedAnew(statements)).toEqual([]);
    expect(result.lines.map(({ service, total }) => [service, total])).toEqual(
      SMART_ZAPAD_LINES.map(({ service, total }) => [service, total]),
    );
    expect(result).toMatchObject({
      total: 1_222_181,
      left: 1_222_181,
      status: 'unpaid',
      payable: true,
      findings: [],
    });
    expect(result).toMatchObject({
      payerName: 'Иванов Иван Иванович',
      area: '54.30',
      residentsCount: 2,
      zone: 'Europe/Moscow',
    });
  });

  it('says what does not add up and keeps sublines out of sums', async () => {
    const { account, residentId } = await home();
    const bill = await make.bill({
      accountId: account.id,
      period: '2026-11',
      total: 30_000,
      lines: [
        { service: 'Отопление', volume: '17.2', tariff: '26.14', accrued: 44_961, total: 44_961 },
        { service: 'в т.ч. ОДН', subline: true, total: 9_999 },
      ],
    });
    const card = await show(residentId, bill.billId);
    expect(card.findings).toEqual([{ kind: 'bill-total', stated: 30_000, computed: 44_961 }]);
    expect(card.lines[1]).toMatchObject({ service: 'ОДН', subline: true });
    expect(card.lines[1]?.recalculation).toBeNull();
  });

  it('tells apart what I paid, what others paid and what was given back', async () => {
    const { account, bill, residentId } = await home();
    const mine = await make.payment({ accountId: account.id, amount: 100, residentId });
    await make.payment({ accountId: account.id, amount: 20 });
    await make.importedPayment({ accountId: account.id, amount: 3, channel: 'Почта' });
    const card = await show(residentId, bill.billId);
    expect(card.later).toHaveLength(3);
    expect(card.later).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ amount: 100, mine: true, paymentId: mine.id }),
        expect.objectContaining({ amount: 20, mine: false, paymentId: null }),
        expect.objectContaining({ amount: 3, mine: false, channel: 'Почта' }),
      ]),
    );
    expect(card.left).toBe(1_222_181 - 123);
  });

  it('shows a stranger at the basic level the sum and a masked address, nothing else', async () => {
    const { account, bill, residentId } = await home('basic');
    await make.payment({ accountId: account.id, amount: 20 });
    const card = await show(residentId, bill.billId);
    expect(card).toMatchObject({
      lines: [],
      findings: [],
      later: [],
      payerName: null,
      flat: null,
      area: null,
      residentsCount: null,
      address: 'г. Москва, ул. С***, д. 12к2',
      left: 1_222_161,
    });
  });

  it('is not there for anybody else, nor before the link’s date', async () => {
    const { bill, account, link, residentId } = await home();
    const stranger = await make.resident();
    await expect(show(stranger.residentId, bill.billId)).rejects.toMatchObject({ code: 'BILL_NOT_FOUND' });
    await database.prisma.accountLink.update({
      where: { id: link.id },
      data: { validFrom: new Date('2026-11-01T00:00:00Z') },
    });
    await expect(show(residentId, bill.billId)).rejects.toMatchObject({ code: 'BILL_NOT_FOUND' });
    const staged = await make.bill({ accountId: account.id, period: '2026-11', published: false });
    await expect(show(residentId, staged.billId)).rejects.toMatchObject({ code: 'BILL_NOT_FOUND' });
  });
});
