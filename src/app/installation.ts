import type { Db } from '../database/client.ts';

/** The database belongs to somebody's real house: the sandbox, where anybody is administrator, must not open it. */
export class NotADemoDatabaseError extends Error {
  constructor() {
    super(
      'This database holds real data, and without BOT_TOKEN the sandbox would let anybody act as administrator.\n' +
        '  - Set BOT_TOKEN to run the real bot, or\n' +
        '  - point DATA_DIR (or DATABASE_URL) at an empty place to try the sandbox.',
    );
    this.name = 'NotADemoDatabaseError';
  }
}

/**
 * Let the sandbox in only where it began: an empty database becomes a demo one, any other must carry the mark.
 * @throws NotADemoDatabaseError
 */
export async function assertDemoDatabase(db: Db): Promise<void> {
  const mark = await db.installation.findUnique({ where: { key: 'demo' } });
  if (mark !== null) return;
  const used = (await db.telegramIdentity.count()) + (await db.company.count()) + (await db.account.count());
  if (used > 0) throw new NotADemoDatabaseError();
  await writeOnce(db, 'demo', true);
}

/** Processes that start together on a new database all come here: the first one's value stays. */
async function writeOnce(db: Db, key: string, value: string | boolean): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "Installation" ("key", "value") VALUES (${key}, ${JSON.stringify(value)}::jsonb) ON CONFLICT DO NOTHING`;
}
