import type { Config } from '../config.ts';
import { connectRedis, type RedisLink } from '../coordination/redis.ts';
import { type Database, openDatabase } from '../database/client.ts';
import { migrate } from '../database/migrate.ts';
import type { Logger } from '../logging/logger.ts';
import type { Closers } from './closers.ts';

/** Open the configured database and bring it to this program's state. */
export async function openStorage(
  config: Config,
  opened: Closers,
  onFirstStart: () => void = () => undefined,
): Promise<Database> {
  const database = await openDatabase(
    config.database.kind === 'embedded'
      ? { kind: 'embedded', dataDir: config.database.dataDir, onFirstStart }
      : { kind: 'postgres', url: config.database.url.reveal() },
  );
  opened.add('database', () => database.close());
  await migrate(database);
  return database;
}

/** null: no Redis is configured. Starts also while it is away. */
export async function openRedis(
  config: Config,
  opened: Closers,
  options: { readonly log: Logger; readonly keyPrefix: string },
): Promise<RedisLink | null> {
  if (config.redisUrl === null) return null;
  const redis = await connectRedis({
    url: config.redisUrl.reveal(),
    keyPrefix: options.keyPrefix,
    onChange: (up) => options.log.warn({ up }, up ? 'Redis answers again' : 'Redis does not answer'),
  });
  opened.add('redis', () => redis.close());
  return redis;
}
