import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import type { Services } from './section.ts';

/** Do `work` in an empty, migrated database of its own, which goes with it. */
export async function inOwnDatabase<Result>(
  { databaseUrl }: Services,
  name: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), `domovoy-${name}-`));
  const own = databaseUrl === null ? null : await createOwnDatabase(databaseUrl, name);
  try {
    const database = await openDatabase(
      own === null ? { kind: 'embedded', dataDir } : { kind: 'postgres', url: own.url },
    );
    try {
      await migrate(database);
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await own?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
