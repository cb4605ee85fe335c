import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import type { RoleGrant } from '../../../src/domain/roles.ts';
import { listOperations } from '../../../src/services/history/list-operations.ts';
import { listCompanyPayments } from '../../../src/services/payments/list-company-payments.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';
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

const deps = () => ({
  db: database.prisma,
  clock: { now: () => NOW },
  installation: {
    timezone: 'Europe/Moscow',
    defaultLocale: 'ru' as const,
    adminTelegramIds: [],
    botUsername: 'domovoy_test_bot',
    embedded: true,
  },
});
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

describe('my operations', () => {
  it('are mine, newest first, paged in one statement, also those paid for others', async () => {
    const { residentId } = await make.resident();
    const own = await make.account();
    for (let count = 0; count < 8; count += 1) {
      await make.payment({ accountId: own.id, residentId, amount: 100 + count, at: minutesAgo(count) });
    }
    await make.payment({ accountId: own.id, residentId: (await make.resident()).residentId, amount: 999 });
    const { result, statements } = await database.countStatements(() =>
      listOperations(deps(), { residentId, page: 0 }),
    );
    expect(statements).toHaveLength(1);
    expect(plannedAnew(statements)).toEqual([]);
    expect(result).toMatchObject({ total: 8, page: 0 });
    expect(result.rows.map(({ total }) => total)).toEqual([100, 101, 102, 103, 104, 105]);
    const last = await listOperations(deps(), { residentId, page: 7 });
    expect(last).toMatchObject({ page: 1, rows: [{ total: 106 }, { total: 107 }] });
  });

  it('leave out invoices that a newer one replaced, keep what failed', async () => {
    const { residentId } = await make.resident();
    const account = await make.account();
    const newer = await make.payment({ accountId: account.id, residentId, amount: 1, status: 'failed' });
    await make.payment({
      accountId: account.id,
      residentId,
      amount: 2,
      status: 'expired',
      payment: { supersededById: newer.id },
    });
    const { rows } = await listOperations(deps(), { residentId, page: 0 });
    expect(rows).toMatchObject([{ id: newer.id, status: 'failed' }]);
  });

  it('are none for a newcomer', async () => {
    const { residentId } = await make.resident();
    expect(await listOperations(deps(), { residentId, page: 3 })).toEqual({
      rows: [],
      page: 0,
      total: 0,
      paid: 0,
    });
  });
});

describe('operations of a company', () => {
  const grant = (companyId: number | null, over: Partial<RoleGrant> = {}): RoleGrant => ({
    id: 1,
    role: 'operator',
    companyId,
    expiresAt: null,
    ...over,
  });

  it('are shown to its staff only, while their role lasts', async () => {
    const ours = await make.provider();
    const theirs = await make.provider();
    const nobodys = await make.provider({ companyId: null });
    for (const provider of [ours, theirs, nobodys]) {
      const account = await make.account({ providerId: provider.id });
      await make.payment({ accountId: account.id, amount: provider.id * 100 });
    }
    const seen = async (...grants: RoleGrant[]) =>
      (await listCompanyPayments(deps(), { grants, page: 0 })).rows
        .map(({ total }) => total)
        .sort((a, b) => a - b);
    expect(await seen(grant(ours.companyId))).toEqual([ours.id * 100]);
    expect(await seen(grant(ours.companyId), grant(theirs.companyId))).toEqual([
      ours.id * 100,
      theirs.id * 100,
    ]);
    expect(await seen(grant(null))).toHaveLength(3);
    for (const useless of [
      grant(ours.companyId, { role: 'manager' }),
      grant(ours.companyId, { expiresAt: NOW }),
    ]) {
      await expect(seen(useless)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
  });
});
