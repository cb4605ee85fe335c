import type { Database } from '../../src/database/client.ts';
import { createFixtures, SMART_ZAPAD_LINES } from '../../tests/support/fixtures.ts';

/** One account in so many has a resident here. */
const HOLDERS_ONE_IN = 10;
const FLATS_PER_HOUSE = 200;
/** Accounts written at once: no statement may run into its time limit. */
const CHUNK = 25_000;

/**
 * A city in an empty, migrated database: accounts with a bill of last month and a meter, every tenth linked by a resident
 * who reads the bot. One account is built as everywhere, the others are its copies, written by the database itself.
 */
export async function buildCity(
  database: Database,
  accounts: number,
  now: Date,
  period: string,
): Promise<void> {
  const db = database.prisma;
  const build = createFixtures(db, () => now);
  const provider = await build.provider();
  const account = await build.account({ providerId: provider.id });
  const { billId } = await build.bill({ accountId: account.id, period, lines: SMART_ZAPAD_LINES });
  const { currentVersionId: versionId } = await db.bill.findUniqueOrThrow({ where: { id: billId } });
  const { batchId } = await db.billVersion.findUniqueOrThrow({ where: { id: versionId ?? 0 } });
  const companyId = provider.companyId ?? 0;
  const houses = Math.ceil(accounts / FLATS_PER_HOUSE);
  await db.importBatch.update({ where: { id: batchId }, data: { status: 'published', publishedAt: now } });
  await db.$executeRaw`
    INSERT INTO "Building" ("id", "companyId", "address", "key")
    SELECT 1000000 + n, ${companyId}, 'г. Город, ул. Новая, д. ' || n, 'bench ' || n
      FROM generate_series(1, ${houses}::int) n`;
  for (let first = 1; first <= accounts; first += CHUNK) {
    const last = Math.min(accounts, first + CHUNK - 1);
    await db.$executeRaw`
      INSERT INTO "Unit" ("id", "buildingId", "number")
      SELECT 1000000 + n, 1000001 + (n - 1) / ${FLATS_PER_HOUSE}::int, (1 + (n - 1) % ${FLATS_PER_HOUSE}::int)::text
        FROM generate_series(${first}::int, ${last}::int) n`;
    await db.$executeRaw`
      INSERT INTO "Account" ("id", "providerId", "number", "unitId", "publishedAt")
      SELECT 1000000 + n, ${provider.id}, (6000000000 + n)::text, 1000000 + n, ${now}::timestamptz
        FROM generate_series(${first}::int, ${last}::int) n`;
    await db.$executeRaw`
      INSERT INTO "Bill" ("id", "accountId", "type", "period")
      SELECT 1000000 + n, 1000000 + n, 'main', ${period} FROM generate_series(${first}::int, ${last}::int) n`;
    await db.$executeRaw`
      INSERT INTO "BillVersion" ("id", "billId", "batchId", "billDate", "total", "asOf", "publishedAt")
      SELECT 1000000 + n, 1000000 + n, ${batchId}, ${now}::date, 1000000 + n % 500000, ${now}::timestamptz,
             ${now}::timestamptz
        FROM generate_series(${first}::int, ${last}::int) n`;
    await db.$executeRaw`
      UPDATE "Bill" SET "currentVersionId" = "id" WHERE "id" BETWEEN 1000000 + ${first}::int AND 1000000 + ${last}::int`;
    await db.$executeRaw`
      INSERT INTO "Meter" ("id", "accountId", "resource", "serial", "nextVerificationOn")
      SELECT 1000000 + n, 1000000 + n, 'cold_water', 'b-' || n, ${now}::date + (n % 2000)::int
        FROM generate_series(${first}::int, ${last}::int) n`;
  }
  await db.$executeRaw`
    INSERT INTO "Resident" ("id", "firstName", "lastName")
    SELECT 1000000 + n, 'Иван', 'Иванов' FROM generate_series(1, ${accounts}::int, ${HOLDERS_ONE_IN}::int) n`;
  await db.$executeRaw`
    INSERT INTO "TelegramIdentity" ("id", "telegramId", "residentId")
    SELECT "id", 8000000000 + "id", "id" FROM "Resident" WHERE "id" > 1000000`;
  await db.$executeRaw`
    INSERT INTO "AccountLink" ("residentId", "accountId", "level", "status")
    SELECT "id", "id", 'full', 'active' FROM "Resident" WHERE "id" > 1000000`;
  // Planner figures as a database that has lived has them.
  for (const table of [
    'Unit',
    'Account',
    'Bill',
    'BillVersion',
    'Meter',
    'Resident',
    'TelegramIdentity',
    'AccountLink',
  ]) {
    await db.$executeRawUnsafe(`ANALYZE "${table}"`);
  }
}
