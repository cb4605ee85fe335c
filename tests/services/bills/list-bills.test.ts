import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { holdsBill } from '../../../src/domain/payment-holds.ts';
import { PAYMENT_METHODS } from '../../../src/domain/payments.ts';
import { type ListBillsOptions, listBills } from '../../../src/services/bills/list-bills.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';
import { plannedAnew } from '../../support/kept-plan.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
let database: Database;
let make: Fixtures;
let residentId: number;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await clean(database);
  make = createFixtures(database.prisma, () => NOW);
  residentId = (await make.resident()).residentId;
});
afterAll(() => database.close());

function list(over: Partial<ListBillsOptions> = {}) {
  const deps = { db: database.prisma, clock: { now: () => NOW } };
  return listBills(deps, { residentId, all: false, linkId: null, page: 0, ...over });
}

async function linkedAccount(
  over: { providerId?: number; validFrom?: Date; expiresAt?: Date; position?: number } = {},
) {
  const { providerId, ...link } = over;
  const account = await make.account(providerId === undefined ? {} : { providerId });
  const row = await make.link({ residentId, accountId: account.id, ...link });
  return { ...account, linkId: row.id };
}

describe('the list of bills', () => {
  it('shows the newest unpaid bill of each account, by provider with counts, in one statement', async () => {
    const provider = await make.provider({ name: 'А', position: 1 });
    const first = await linkedAccount({ providerId: provider.id });
    const second = await linkedAccount({ providerId: provider.id });
    const other = await linkedAccount({ providerId: (await make.provider({ name: 'Б', position: 2 })).id });
    for (const account of [first, second, other]) {
      await make.bill({ accountId: account.id, period: '2026-09', total: 5_000 });
      await make.bill({ accountId: account.id, period: '2026-10', total: 10_000 });
    }
    await make.payment({ accountId: second.id, amount: 4_000 });
    const { result, statements } = await database.countStatements(() => list());
    expect(statements).toHaveLength(1);
    expect(plannedAnew(statements)).toEqual([]);
    expect(result).toMatchObject({ total: 3, accounts: 3, leftTotal: 26_000 });
    expect(
      result.rows.map(({ providerName, providerUnpaid, status, left }) => [
        providerName,
        providerUnpaid,
        status,
        left,
      ]),
    ).toEqual([
      ['А', 2, 'unpaid', 10_000],
      ['А', 2, 'partly_paid', 6_000],
      ['Б', 1, 'unpaid', 10_000],
    ]);
  });

  it('archives older bills under All and adds none of them to the total', async () => {
    const account = await linkedAccount();
    await make.bill({ accountId: account.id, period: '2026-09', total: 1_176_707 });
    await make.bill({ accountId: account.id, period: '2026-10', total: 1_222_181 });
    const { rows, leftTotal } = await list({ all: true });
    expect(rows).toMatchObject([
      { period: '2026-10', status: 'unpaid', payable: true },
      { period: '2026-09', status: 'archived', total: 1_176_707, left: null, payable: false },
    ]);
    expect(leftTotal).toBe(1_222_181);
  });

  it('leaves paid, overpaid and marked bills out of Unpaid, and says so under All', async () => {
    const paid = await linkedAccount({ position: 1 });
    await make.bill({ accountId: paid.id, total: 10_000 });
    await make.payment({ accountId: paid.id, amount: 10_000 });
    const over = await linkedAccount({ position: 2 });
    await make.bill({ accountId: over.id, total: -500 });
    const marked = await linkedAccount({ position: 3 });
    const bill = await make.bill({ accountId: marked.id, total: 7_000 });
    await database.prisma.billMark.create({
      data: { residentId, billId: bill.billId, versionId: bill.versionId, markedAt: NOW },
    });
    expect(await list()).toMatchObject({ total: 0, rows: [], leftTotal: 0 });
    const statuses = async () =>
      (await list({ all: true })).rows.map(({ accountNumber, status }) => [accountNumber, status]);
    expect(new Map((await statuses()) as [string, string][])).toEqual(
      new Map([
        [paid.number, 'paid'],
        [over.number, 'paid'],
        [marked.number, 'marked'],
      ]),
    );
    // The next import decides: a corrected bill is unpaid again.
    await make.bill({ accountId: marked.id, total: 7_100 });
    expect(await list()).toMatchObject({ total: 1, rows: [{ status: 'unpaid', left: 7_100 }] });
  });

  it('keeps what is being paid in Unpaid, as processing', async () => {
    const account = await linkedAccount();
    await make.bill({ accountId: account.id, total: 10_000 });
    await make.payment({ accountId: account.id, amount: 10_000, status: 'authorized' });
    expect((await list()).rows).toMatchObject([{ status: 'processing', left: 10_000 }]);
  });

  it('shows nothing through links that are frozen, revoked, expired, or of somebody else', async () => {
    const frozen = await linkedAccount();
    await database.prisma.accountLink.update({ where: { id: frozen.linkId }, data: { status: 'frozen' } });
    const revoked = await linkedAccount();
    await database.prisma.accountLink.update({
      where: { id: revoked.linkId },
      data: { status: 'revoked', revokedAt: NOW },
    });
    const expired = await linkedAccount({ expiresAt: NOW });
    const hers = await make.account();
    const link = await make.link({ residentId: (await make.resident()).residentId, accountId: hers.id });
    for (const { id } of [frozen, revoked, expired, hers]) await make.bill({ accountId: id });
    expect(await list({ all: true })).toMatchObject({ accounts: 0, total: 0 });
    expect(await list({ all: true, linkId: link.id })).toMatchObject({ accounts: 0, total: 0 });
  });

  it('cuts the history at the link’s date, and what only staged imports know', async () => {
    const account = await linkedAccount({ validFrom: new Date('2026-09-15T00:00:00Z') });
    for (const period of ['2026-07', '2026-08', '2026-09', '2026-10']) {
      await make.bill({ accountId: account.id, period });
    }
    await make.bill({ accountId: account.id, period: '2026-11', published: false });
    expect((await list({ all: true })).rows.map(({ period }) => period)).toEqual(['2026-10', '2026-09']);
  });

  it('pages in SQL, filters by period and account, and shows the last page beyond the end', async () => {
    const account = await linkedAccount();
    const other = await linkedAccount({ providerId: account.providerId, position: 1 });
    for (let month = 1; month <= 12; month += 1) {
      await make.bill({ accountId: account.id, period: `2025-${String(month).padStart(2, '0')}` });
    }
    await make.bill({ accountId: other.id, period: '2025-12' });
    const last = await list({ all: true, page: 99 });
    expect(last).toMatchObject({ total: 13, page: 2 });
    expect(last.rows).toHaveLength(3);
    expect(await list({ all: true, from: '2025-03', to: '2025-05' })).toMatchObject({ total: 3 });
    expect(await list({ all: true, linkId: other.linkId })).toMatchObject({ total: 1, accounts: 1 });
  });

  it('holds a bill exactly as the rule does', async () => {
    const minutes = (count: number) => new Date(NOW.getTime() - count * 60_000);
    const age = fc.constantFrom(-1, 0, 14, 15, 16, 59, 60, 61);
    const facts = fc.record({
      method: fc.constantFrom(...PAYMENT_METHODS),
      status: fc.constantFrom(
        'created' as const,
        'pending' as const,
        'authorized' as const,
        'failed' as const,
      ),
      created: age,
      authorized: age,
      expires: fc.option(age, { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(facts, async ({ method, status, created, authorized, expires }) => {
        const account = await linkedAccount();
        await make.bill({ accountId: account.id, total: 10_000 });
        const times = {
          createdAt: minutes(created),
          authorizedAt: status === 'authorized' ? minutes(authorized) : null,
          expiresAt: expires === null ? null : minutes(expires),
        };
        await make.payment({ accountId: account.id, amount: 1, method, status, payment: times });
        const { rows } = await list({ linkId: account.linkId });
        const held = holdsBill({ status, method, ...times }, NOW);
        expect(rows[0]?.status).toBe(held ? 'processing' : 'unpaid');
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) },
    );
  });
});
