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

/**
 * An announcement to `count` people, inside the database, as it stands when its sending has begun: to chats 1 000 001 …,
 * each one message; the first `emergencies` of them are told of an emergency, which must arrive.
 */
export async function queueAnnouncements(db: Db, count: number, emergencies: number): Promise<void> {
  // Its author has left the bot: nobody watches its progress.
  await db.$executeRaw`
    INSERT INTO "TelegramIdentity" ("telegramId", "unreachableAt")
    SELECT 1000000 + n, CASE WHEN n = 0 THEN now() END FROM generate_series(0, ${count}::int) n ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    WITH author AS (SELECT "id" FROM "TelegramIdentity" WHERE "telegramId" = 1000000),
    written AS (
      INSERT INTO "Announcement" ("kind", "status", "content", "audience", "authorId", "createdAt")
      SELECT kind, 'sending', jsonb_build_object('ru', 'Опрессовка труб'), '{}', author."id", now()
        FROM author, unnest(ARRAY['common', 'emergency']::"AnnouncementKind"[]) AS kind
      RETURNING "id", "kind")
    INSERT INTO "Delivery" ("kind", "subject", "recipient", "identityId", "lane", "params", "announcementId", "notBefore",
      "createdAt")
    SELECT 'announcements.' || w."kind", 'announcement:' || w."id", 'identity:' || i."id", i."id",
      CASE WHEN w."kind" = 'emergency' THEN 1 ELSE 3 END, jsonb_build_object('announcementId', w."id"), w."id", now(), now()
    FROM "TelegramIdentity" i JOIN written w
      ON w."kind" = (CASE WHEN i."telegramId" <= 1000000 + ${emergencies}::int THEN 'emergency' ELSE 'common' END)::"AnnouncementKind"
    WHERE i."telegramId" > 1000000`;
  await db.$executeRaw`ANALYZE "Delivery"`;
  await db.$executeRaw`ANALYZE "TelegramIdentity"`;
}

/** How many rows are in each state. */
export async function countStates(db: Db): Promise<Readonly<Record<string, number>>> {
  const rows = await db.$queryRaw<{ status: string; count: number }[]>`
    SELECT "status"::text AS "status", count(*)::int AS "count" FROM "Delivery" GROUP BY "status"`;
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}
