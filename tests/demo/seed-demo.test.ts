import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { DEMO_ADMIN_IDS, DEMO_PEOPLE, DEMO_PRESETS } from '../../src/demo/people.ts';
import { demoRegisters } from '../../src/demo/registers.ts';
import { resetDemo } from '../../src/demo/reset-demo.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import type { Period } from '../../src/domain/period.ts';
import { leftToPay } from '../../src/services/bills/left-to-pay.ts';
import { planImport } from '../../src/services/imports/plan-import.ts';
import { createKeyedHashes } from '../../src/services/keyed-hashes.ts';
import { codeWordMatches } from '../../src/services/residents/code-words.ts';
import { loadPerson } from '../../src/services/residents/load-person.ts';
import { clean, openTestDatabase } from '../support/database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => clean(database));

function depsAt(at: string) {
  const now = new Date(at);
  return {
    db: database.prisma,
    clock: { now: () => now },
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: DEMO_ADMIN_IDS,
      botUsername: 'domovoy_demo_bot',
      embedded: true,
    },
    hashes: createKeyedHashes('secret', 'salt'),
    notify: () => undefined,
  } as const;
}

async function billsOf(number: string, provider: string): Promise<[Period | string, number, number][]> {
  const bills = await database.prisma.bill.findMany({
    where: { account: { number, provider: { code: provider } } },
    include: { currentVersion: { include: { _count: { select: { lines: true } } } } },
    orderBy: { period: 'desc' },
  });
  return bills.map(({ period, currentVersion }) => [
    period,
    currentVersion?.total ?? 0,
    currentVersion?._count.lines ?? 0,
  ]);
}

/** Rows of every table, for "nothing changed". */
async function everything(): Promise<string> {
  const tables = await database.prisma.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
  const digests = [];
  for (const { name } of tables) {
    const [row] = await database.prisma.$queryRawUnsafe<{ digest: string }[]>(
      `SELECT count(*) || ':' || COALESCE(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest FROM "${name}" t`,
    );
    digests.push(`${name} ${row?.digest}`);
  }
  return digests.join('\n');
}

const MIDDLE = '2026-11-21T09:00:00Z';

describe('the demo', () => {
  it('has the bills of the manuals as the newest ones, and their months before', async () => {
    await seedDemo(depsAt(MIDDLE));
    expect(await billsOf('1234567890', 'smart-zapad-zhku')).toEqual([
      ['2026-10', 1_222_181, 5],
      ['2026-09', 1_176_707, 5],
    ]);
    expect(await billsOf('1234567890', 'smart-servis-zhku')).toEqual([
      ['2026-10', 1_297_024, 14],
      ['2026-09', 1_172_275, 14],
      ['2026-08', 1_206_561, 14],
      ['2026-07', 1_227_066, 14],
      ['2026-06', 1_210_199, 14],
      ['2026-05', 1_373_715, 14],
      ['2026-04', 1_355_608, 14],
    ]);
    const lines = await database.prisma.billLine.findMany({
      where: {
        version: {
          currentOf: {
            period: '2026-10',
            account: { number: '1234567890', provider: { code: 'smart-zapad-zhku' } },
          },
        },
      },
      orderBy: { position: 'asc' },
    });
    expect(lines.map(({ service, total }) => [service, total])).toEqual([
      ['Отопление', 305_081],
      ['Тех.обсл. и содержание жилого дома и прилег.терр.', 747_530],
      ['Пропускной режим и обслуживание средств охраны', 92_005],
      ['Услуги комендантской службы', 59_623],
      ['Консьержная служба', 17_942],
    ]);
  });

  it('adds up: no warning about any line or total', async () => {
    const deps = depsAt(MIDDLE);
    await seedDemo(deps);
    for (const { bytes, fileName } of demoRegisters('2026-11-21')) {
      const plan = await planImport(deps, { bytes, fileName, companies: 'all' });
      expect(plan.warnings, fileName).toEqual([]);
      expect(plan.publishedBatchId, fileName).not.toBeNull();
    }
  });

  it('shows every kind of bill: debt, penalty, advance, recalculation, benefits, parts, all columns', async () => {
    await seedDemo(depsAt(MIDDLE));
    const count = (where: object) => database.prisma.billLine.count({ where });
    expect(await count({ openingBalance: { gt: 0 }, penalty: { gt: 0 } })).toBeGreaterThan(0);
    expect(await count({ recalculation: { not: 0 } })).toBeGreaterThan(0);
    expect(await count({ benefits: { gt: 0 } })).toBeGreaterThan(0);
    expect(await count({ paid: { gt: 0 } })).toBeGreaterThan(0);
    expect(await count({ subline: true })).toBeGreaterThan(0);
    expect(
      await count({
        unit: { not: null },
        recalculation: { not: null },
        openingBalance: { not: null },
        paid: { not: null },
        undersupplyDays: { gt: 0 },
        undersupplySum: { gt: 0 },
        withinNorm: { not: null },
      }),
    ).toBeGreaterThan(0);
    expect(await database.prisma.billVersion.count({ where: { total: { lt: 0 } } })).toBeGreaterThan(0);
    expect(await database.prisma.account.count()).toBeGreaterThanOrEqual(22);
  });

  it('Ivan is registered, has both accounts at the full level, one unpaid, one paid at the second try', async () => {
    const deps = depsAt(MIDDLE);
    await seedDemo(deps);
    const { person } = await loadPerson(deps, { telegramId: DEMO_PEOPLE.ivan.id });
    expect(person).toMatchObject({
      resident: { firstName: 'Иван', lastName: 'Иванов' },
      accepted: { terms: true, consent: true },
      grants: [],
    });
    const links = await database.prisma.accountLink.findMany({
      include: { account: { include: { provider: true } } },
    });
    expect(links.map(({ level, name, account }) => [level, name, account.provider.code])).toEqual([
      ['full', 'Центральная 5-1', 'smart-zapad-zhku'],
      ['full', 'Центральная 5-1', 'smart-servis-zhku'],
    ]);
    const left = await leftToPay(deps, { accountIds: links.map(({ accountId }) => accountId) });
    expect(links.map(({ accountId }) => left.get(accountId)?.left)).toEqual([1_222_181, 0]);
    const payments = await database.prisma.payment.findMany({ orderBy: { createdAt: 'asc' } });
    expect(
      payments.map(({ status, amount, finishedAt }) => [status, amount, finishedAt?.toISOString()]),
    ).toEqual([
      ['failed', 1_297_024, '2026-11-17T14:24:53.000Z'],
      ['succeeded', 1_297_024, '2026-11-17T14:26:23.000Z'],
    ]);
    const { codeWordHash } = await database.prisma.resident.findFirstOrThrow();
    expect(await codeWordMatches(codeWordHash ?? '', 'смиронова')).toBe(true);
    expect(await database.prisma.delivery.count({ where: { status: { not: 'cancelled' } } })).toBe(0);
  });

  it('staff may work at once, new residents are unknown', async () => {
    const deps = depsAt(MIDDLE);
    await seedDemo(deps);
    const grantsOf = async (telegramId: number) =>
      (await loadPerson(deps, { telegramId })).person?.grants.map(({ role, companyId }) => [
        role,
        companyId !== null,
      ]);
    expect(await grantsOf(DEMO_PEOPLE.manager.id)).toEqual([['manager', true]]);
    expect(await grantsOf(DEMO_PEOPLE.operator.id)).toEqual([['operator', false]]);
    expect(await grantsOf(DEMO_PEOPLE.administrator.id)).toEqual([['administrator', false]]);
    expect(await grantsOf(DEMO_PEOPLE.anna.id)).toBeUndefined();
    expect(await grantsOf(DEMO_PEOPLE.mary.id)).toBeUndefined();
    expect(new Set(DEMO_PRESETS.map(({ id }) => id)).size).toBe(DEMO_PRESETS.length);
  });

  it('a second start changes nothing, also in another month', async () => {
    expect(await seedDemo(depsAt(MIDDLE))).toBe(true);
    const before = await everything();
    expect(await seedDemo(depsAt(MIDDLE))).toBe(false);
    expect(await seedDemo(depsAt('2027-01-03T09:00:00Z'))).toBe(false);
    expect(await everything()).toBe(before);
  });

  it('reset brings the beginning back, and only in a demo', async () => {
    const deps = depsAt(MIDDLE);
    await seedDemo(deps);
    await expect(resetDemo(deps)).rejects.toThrow('marked as a demo');
    await database.prisma.installation.create({ data: { key: 'demo', value: true } });
    await database.prisma.account.updateMany({ data: { payerName: 'Кто-то' } });
    await database.prisma.resident.updateMany({ data: { firstName: 'Кто-то' } });
    await resetDemo(deps);
    expect(await database.prisma.account.count({ where: { payerName: 'Кто-то' } })).toBe(0);
    expect(await database.prisma.resident.findMany({ select: { firstName: true } })).toEqual([
      { firstName: 'Иван' },
    ]);
    expect(await billsOf('1234567890', 'smart-zapad-zhku')).toHaveLength(2);
  });

  it('an interrupted start is finished by the next one', async () => {
    const deps = depsAt(MIDDLE);
    let calls = 0;
    const stopping = {
      ...deps,
      hashes: {
        hash: (purpose: string, value: string) => {
          calls += 1;
          if (calls === 4) throw new Error('the plug was pulled');
          return deps.hashes.hash(purpose, value);
        },
      },
    };
    await expect(seedDemo(stopping)).rejects.toThrow('the plug was pulled');
    expect(await seedDemo(depsAt('2026-12-01T09:00:00Z'))).toBe(true);
    expect(await billsOf('1234567890', 'smart-zapad-zhku')).toHaveLength(2);
    expect(await database.prisma.accountLink.count()).toBe(2);
    expect(await database.prisma.payment.count()).toBe(2);
    expect(await database.prisma.importBatch.count({ where: { status: 'published' } })).toBe(6);
  });

  it.each([
    '2026-11-01T00:10:00Z',
    '2026-11-03T21:30:00Z',
    '2026-11-05T05:00:00Z',
    '2027-01-01T00:00:00+03:00',
    '2028-02-29T20:59:59Z',
  ])('begun at %s the newest bill is of the last month, and Ivan owes one of two', async (at) => {
    const deps = depsAt(at);
    await seedDemo(deps);
    const local = new Date(Date.parse(at) + 3 * 3_600_000);
    const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 1))
      .toISOString()
      .slice(0, 7);
    const [newest] = await billsOf('1234567890', 'smart-servis-zhku');
    expect(newest?.[0]).toBe(last);
    const links = await database.prisma.accountLink.findMany({ orderBy: { id: 'asc' } });
    const left = await leftToPay(deps, { accountIds: links.map(({ accountId }) => accountId) });
    expect(links.map(({ accountId }) => left.get(accountId)?.left)).toEqual([1_222_181, 0]);
    const late = await database.prisma.payment.count({ where: { finishedAt: { gt: deps.clock.now() } } });
    expect(late).toBe(0);
  });
});
