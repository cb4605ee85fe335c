import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { projectRoot } from '../domain/project-root.ts';
import type { Database } from './client.ts';
import { isUniqueViolation } from './errors.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file in hex, as Prisma records it */
  readonly checksum: string;
  /** Newest migration of the oldest version that can work with what this one leaves; null = any older one can. */
  readonly worksWith: string | null;
}

export interface MigrateOptions {
  /** Folder of `<name>/migration.sql`; the project's own by default. */
  readonly directory?: string;
  /** Called before a migration is applied. */
  readonly onApply?: (name: string) => void;
}

/** The history in the database does not fit the files of this version. Nothing was changed. */
export class MigrationHistoryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationHistoryError';
  }
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly logs: string | null;
}

/** One session that can run scripts of several statements; within `exclusively` it is one transaction. */
interface Session {
  script(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly AppliedRow[]>;
  insert(sql: string, values: readonly string[]): Promise<void>;
}

/** The table as Prisma creates it, so that its own tools can read the history. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** Reads the migrations in the order of their names. */
export async function readMigrations(directory = defaultDirectory()): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return {
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        worksWith: /^-- works with: (\S+)$/m.exec(sql)?.[1] ?? null,
      };
    }),
  );
}

function defaultDirectory(): string {
  return join(projectRoot(), 'prisma', 'migrations');
}

/**
 * Brings the database to this version, or leaves it when a newer version has been there whose migrations this one can
 * work with: old processes start beside new ones during an upgrade, and an upgrade may be taken back. Applies what is missing, each migration in one transaction together with its
 * record, so that a kill leaves either both or neither. Processes that start together wait for one another on the
 * lock of the history table, which ends with its holder. Returns the names applied by this call.
 * @throws MigrationHistoryError when an applied file was changed, or failed halfway, or leaves nothing that this version can work with
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<readonly string[]> {
  const migrations = await readMigrations(options.directory);
  if (await isUpToDate(database, migrations)) return [];
  await createHistoryTable(database);
  const applied: string[] = [];
  for (;;) {
    const name = await exclusively(database, (session) => applyNext(session, migrations, options));
    if (name === null) return applied;
    applied.push(name);
  }
}

const READ_HISTORY = `
  SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, logs FROM "_prisma_migrations"
  WHERE rolled_back_at IS NULL ORDER BY migration_name`;

/** The usual start: only reads, so that it waits for nobody and needs no right to create tables. */
async function isUpToDate(database: Database, migrations: readonly Migration[]): Promise<boolean> {
  const [table] = await database.prisma.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS exists`;
  if (table?.exists !== true) return false;
  const history = await database.prisma.$queryRawUnsafe<AppliedRow[]>(READ_HISTORY);
  checkHistory(history, migrations);
  const done = new Set(history.map((row) => row.migration_name));
  return migrations.every(({ name }) => done.has(name));
}

async function applyNext(
  session: Session,
  migrations: readonly Migration[],
  options: MigrateOptions,
): Promise<string | null> {
  await session.script('LOCK TABLE "_prisma_migrations" IN EXCLUSIVE MODE');
  const history = await session.rows(READ_HISTORY);
  checkHistory(history, migrations);
  const done = new Set(history.map((row) => row.migration_name));
  const next = migrations.find((migration) => !done.has(migration.name));
  if (next === undefined) return null;
  options.onApply?.(next.name);
  try {
    await session.script(next.sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${next.name} failed and was rolled back: ${reason}`, { cause: error });
  }
  await session.insert(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), next.checksum, next.name],
  );
  // For older versions, which do not have the file.
  if (next.worksWith !== null) {
    await session.insert(`UPDATE "_prisma_migrations" SET logs = $1 WHERE migration_name = $2`, [
      `${WORKS_WITH}${next.worksWith}`,
      next.name,
    ]);
  }
  return next.name;
}

const WORKS_WITH = 'works with: ';

/** A migration of a newer version: whether this one, whose newest is `newest`, can work with what it leaves. */
function canWorkWith({ migration_name: name, logs, finished }: AppliedRow, newest: string): boolean {
  // An older one that is missing here is another history, not a newer version.
  if (!finished || name < newest) return false;
  return logs === null || !logs.startsWith(WORKS_WITH) || logs.slice(WORKS_WITH.length) <= newest;
}

function checkHistory(history: readonly AppliedRow[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of history) {
    const file = known.get(row.migration_name);
    if (file === undefined && canWorkWith(row, migrations.at(-1)?.name ?? '')) continue;
    if (file === undefined) {
      throw new MigrationHistoryError(
        `The database has migration ${row.migration_name}, which this version does not know and cannot work with: ` +
          'a newer version has worked with it. Start that version, or restore the backup made before the upgrade.',
      );
    }
    if (!row.finished) {
      throw new MigrationHistoryError(
        `Migration ${row.migration_name} was begun by another tool and did not finish. ` +
          'Restore the backup, or mark it with "prisma migrate resolve".',
      );
    }
    if (file.checksum !== row.checksum) {
      throw new MigrationHistoryError(
        `prisma/migrations/${row.migration_name}/migration.sql was changed after it had been applied. ` +
          'Restore the file and put the change into a new migration.',
      );
    }
  }
}

/** Two sessions may create the table at once; the loser sees a clash in the catalogue, and then the table. */
async function createHistoryTable(database: Database): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await exclusively(database, async (session) => await session.script(HISTORY_TABLE));
      return;
    } catch (error) {
      if (attempt === 3 || !isUniqueViolation(error)) throw error;
    }
  }
}

async function exclusively<Result>(
  database: Database,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { driver } = database;
  if (driver.kind === 'postgres') return await onPostgres(driver.pool, work);
  return await driver.pglite.transaction(async (tx) =>
    work({
      script: async (sql) => {
        await tx.exec(sql);
      },
      rows: async (sql) => (await tx.query<AppliedRow>(sql)).rows,
      insert: async (sql, values) => {
        await tx.query(sql, [...values]);
      },
    }),
  );
}

async function onPostgres<Result>(
  pool: pg.Pool,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // A migration may take long, and so may waiting for the process that applies it.
    await client.query(
      'BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0',
    );
    const result = await work({
      script: async (sql) => {
        await client.query(sql);
      },
      rows: async (sql) => (await client.query<AppliedRow>(sql)).rows,
      insert: async (sql, values) => {
        await client.query(sql, [...values]);
      },
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A session that failed is closed, which also rolls back.
    client.release(broken);
  }
}
