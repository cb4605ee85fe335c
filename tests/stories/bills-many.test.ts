import { beforeAll, expect, it } from 'vitest';
import { accountRoutes } from '../../src/bot/features/accounts/callback-data.ts';
import { billRoutes } from '../../src/bot/features/bills/callback-data.ts';
import { routes } from '../../src/bot/ui/routes.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { plannedAnew } from '../support/kept-plan.ts';
import { household, somebody } from './support/billing.ts';

const ACCOUNTS = 400;
const MONTHS = 25;
/** DESIGN: statements of a reading screen, the person's included. */
const MUST = 4;
const REACHED = {
  unpaid: 2,
  all: 2,
  'last page': 2,
  'one account': 2,
  card: 3,
  why: 2,
  finance: 2,
  requisites: 3,
  accounts: 3,
  'last accounts': 3,
  account: 2,
  shares: 2,
  'account card': 4,
  'person card': 3,
  'access queue': 2,
};
/** What the loops of delivery, tasks and schedule ask beside the update, and the harness itself. */
const BACKGROUND = /"(Delivery|Task|CronRun|Lease|Setting)"(?!.*"TelegramIdentity")/s;

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});

/** One person with 400 accounts of 25 bills each, of one company; who works there sees them, too. */
async function landlord() {
  const { user, company, provider, account, bill, resident, link } = await household(t);
  const batch = await t.fixtures.importBatch();
  const now = t.clock.now();
  await t.database.prisma.$executeRaw`
    WITH made AS (
      INSERT INTO "Account" ("providerId", "number", "payerName", "address", "flat", "publishedAt")
      SELECT ${provider.id}, (5000000000 + n)::text, 'Иванов Иван Иванович', 'г. Москва, ул. Садовая, 1', n::text, ${now}
        FROM generate_series(1, ${ACCOUNTS}) n RETURNING "id"
    ), linked AS (
      INSERT INTO "AccountLink" ("residentId", "accountId", "level", "proof", "position", "createdAt")
      SELECT ${resident.residentId}, "id", 'full', 'surname_flat', 5, ${now} FROM made
    )
    INSERT INTO "Bill" ("accountId", "type", "period")
    SELECT m."id", 'Выставленный счет', to_char(date '2024-10-01' + (p || ' month')::interval, 'YYYY-MM')
      FROM made m, generate_series(0, ${MONTHS - 1}) p`;
  await t.database.prisma.$executeRaw`
    INSERT INTO "BillVersion" ("billId", "batchId", "billDate", "total", "asOf", "publishedAt")
    SELECT "id", ${batch.id}, '2026-11-05', 1000, ${now}, ${now} FROM "Bill" WHERE "currentVersionId" IS NULL`;
  await t.database.prisma.$executeRaw`
    UPDATE "Bill" b SET "currentVersionId" = v."id" FROM "BillVersion" v
     WHERE v."billId" = b."id" AND b."currentVersionId" IS NULL`;
  await t.database.prisma.$executeRawUnsafe('ANALYZE');
  return { user, company, account, bill, resident, link };
}

async function cost(work: () => Promise<unknown>): Promise<string[]> {
  const { statements } = await t.database.countStatements(work);
  return statements.filter((sql) => !BACKGROUND.test(sql));
}

it('lists and cards keep their statements with 10 000 bills in one hand, for residents and for staff', async () => {
  const at = await landlord();
  expect(await t.database.prisma.bill.count()).toBeGreaterThan(ACCOUNTS * MONTHS);
  const operator: User = t.user(somebody('Оператор'));
  const { identityId } = await t.fixtures.registered({ telegramId: operator.id });
  await t.database.prisma.staffRole.create({
    data: { identityId, role: 'operator', companyId: at.company.id },
  });
  await at.user.start();
  await operator.start();
  await operator.send('/find 5000000001');

  const link = at.link.id;
  const resident: Record<string, string> = {
    unpaid: routes.bills.data({ all: false, link: 0, page: 0 }),
    all: routes.bills.data({ all: true, link: 0, page: 0 }),
    'last page': routes.bills.data({ all: true, link: 0, page: 9_999 }),
    'one account': routes.bills.data({ all: true, link, page: 0 }),
    card: routes.bill.data({ bill: at.bill.billId }),
    why: billRoutes.why.data({ bill: at.bill.billId }),
    finance: routes.finance.data({ link, page: 0 }),
    requisites: billRoutes.requisites.data({ bill: at.bill.billId }),
    accounts: routes.accounts.data({ page: 0 }),
    'last accounts': routes.accounts.data({ page: 9_999 }),
    account: routes.account.data({ link }),
    shares: accountRoutes.shares.data({ link }),
  };
  const staff: Record<string, string> = {
    'account card': routes.staffAccount.data({ account: at.account.id }),
    'person card': routes.person.data({ resident: at.resident.residentId }),
    'access queue': routes.accessQueue.data({ page: 0 }),
  };
  const counted: Record<string, number> = {};
  for (const [who, screens] of [
    [at.user, resident],
    [operator, staff],
  ] as const) {
    for (const [name, data] of Object.entries(screens)) {
      const before = who.toasts().length;
      const statements = await cost(() => who.forge(data));
      expect(plannedAnew(statements), name).toEqual([]);
      expect(who.toasts().slice(before), name).toEqual([]);
      counted[name] = statements.length;
    }
  }
  // One more than before and this fails: the numbers are what was reached, DESIGN's must is four, its goal three.
  expect(counted).toEqual(REACHED);
  expect(Math.max(...Object.values(counted))).toBeLessThanOrEqual(MUST);
  await t.assertClean();
}, 300_000);
