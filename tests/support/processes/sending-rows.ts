import type { Db } from '../../../src/database/client.ts';

/** Queue `count` messages for as many people, inside the database: `№1` … to chats 1 000 001 …; `receipts` of them are money. */
export async function queueMessages(db: Db, count: number, receipts = 0): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "TelegramIdentity" ("telegramId") SELECT 1000000 + n FROM generate_series(1, ${count}::int) n
    ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    INSERT INTO "Delivery" ("kind", "subject", "recipient", "identityId", "lane", "params", "notBefore", "createdAt")
    SELECT CASE WHEN n <= ${receipts}::int THEN 'run.receipt' ELSE 'run.news' END, 'run', 'identity:' || i."id", i."id",
      CASE WHEN n <= ${receipts}::int THEN 0 ELSE 3 END, jsonb_build_object('text', '№' || n), now(), now()
    FROM generate_series(1, ${count}::int) n JOIN "TelegramIdentity" i ON i."telegramId" = 1000000 + n`;
  await db.$executeRaw`ANALYZE "Delivery"`;
  await db.$executeRaw`ANALYZE "TelegramIdentity"`;
}

/** How many rows are in each state. */
export async function countStates(db: Db): Promise<Readonly<Record<string, number>>> {
  const rows = await db.$queryRaw<{ status: string; count: number }[]>`
    SELECT "status"::text AS "status", count(*)::int AS "count" FROM "Delivery" GROUP BY "status"`;
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}
