import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../database/client.ts';

/** Salt of the keyed hashes: made once per database, worthless without the secret that is not in it. */
export async function hashSalt(db: Db): Promise<string> {
  const made = JSON.stringify(randomBytes(16).toString('base64url'));
  // Processes that start together on a new database all come here: the first one's value stays.
  await db.$executeRaw`
    INSERT INTO "Installation" ("key", "value") VALUES ('hash-salt', ${made}::jsonb) ON CONFLICT DO NOTHING`;
  const row = await db.installation.findUniqueOrThrow({ where: { key: 'hash-salt' } });
  return z.string().parse(row.value);
}
