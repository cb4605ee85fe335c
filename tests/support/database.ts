import { createHash, randomBytes } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Database } from '../../src/database/client.ts';
import { openDatabase } from '../../src/database/client.ts';
import { dumpEmbedded } from '../../src/database/embedded.ts';
import { migrate, readMigrations } from '../../src/database/migrate.ts';
import { projectRoot } from '../../src/domain/project-root.ts';

/** Databases of killed runs are dropped by the next run after this time. */
const LEFTOVER_AGE_SECONDS = 3600;
const DUMP_AGE_MS = 24 * 3600 * 1000;
const TEST_PREFIX = 'domovoy_test_';

/**
 * A migrated, empty database of its own for one test file: PGlite in memory (about 0.5 s), or, with `DATABASE_URL`
 * set, a new database on that server. Close it in `afterAll`, else the process does not end.
 */
export async function openTestDatabase(): Promise<Database> {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') return await openFromDump();
  return await openFromServerTemplate(url, await ensureServerTemplate(url));
}

/** A database without any table, for tests of the migrations themselves (PGlite: 3 s). Close it in `afterAll`. */
export async function openEmptyDatabase(): Promise<Database> {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') return await openDatabase({ kind: 'embedded', dataDir: 'memory' });
  return await openFromServerTemplate(url, 'template0');
}

/** Opens the same database once more, as another process would; PostgreSQL only. */
export async function openAgain(
  database: Database,
  options: { readonly poolSize?: number } = {},
): Promise<Database> {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') throw new Error('PGlite has one connection');
  const rows = await database.prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  return await openDatabase({ kind: 'postgres', url: withDatabase(url, rows[0]?.name ?? ''), ...options });
}

/** Builds what `openTestDatabase` copies, once per state of the migrations. Called by the global setup. */
export async function ensureTemplate(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') await ensureDump();
  else {
    await dropLeftovers(url);
    await ensureServerTemplate(url);
  }
}

/** Deletes every row, children before parents, in one round trip. The structure and the migrations' record stay. */
export async function clean(database: Database): Promise<void> {
  const known = cleaningScripts.get(database);
  const script = known ?? (await buildCleaningScript(database));
  cleaningScripts.set(database, script);
  const { driver } = database;
  if (driver.kind === 'embedded') await driver.pglite.exec(script);
  else await driver.pool.query(script);
}

// ───────────────────────────── PGlite: a dump in tests/.template ─────────────────────────────

async function templateKey(): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, checksum } of await readMigrations()) hash.update(`${name}:${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}

async function ensureDump(): Promise<string> {
  const folder = join(projectRoot(), 'tests', '.template');
  const file = join(folder, `${await templateKey()}.tar`);
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  const database = await openDatabase({ kind: 'embedded', dataDir: 'memory' });
  try {
    if (database.driver.kind !== 'embedded') throw new Error('unreachable: the options ask for PGlite');
    await migrate(database);
    const dump = await dumpEmbedded(database.driver.pglite);
    const draft = `${file}.${randomBytes(4).toString('hex')}`;
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
    await rename(draft, file);
  } finally {
    await database.close();
  }
  await dropOldDumps(folder);
  return file;
}

/** Younger ones may be in use by a run at another state of the migrations. */
async function dropOldDumps(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > DUMP_AGE_MS) await rm(join(folder, name), { force: true });
  }
}

async function openFromDump(): Promise<Database> {
  const template = await openAsBlob(await ensureDump());
  return await openDatabase({ kind: 'embedded', dataDir: 'memory', template });
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

// ───────────────────────────── PostgreSQL: CREATE DATABASE … TEMPLATE ─────────────────────────────

async function openFromServerTemplate(url: string, template: string): Promise<Database> {
  const seconds = Math.floor(Date.now() / 1000).toString(36);
  const name = `${TEST_PREFIX}${seconds}_${randomBytes(5).toString('hex')}`;
  await onServer(url, async (client) => await createFromTemplate(client, name, template));
  const database = await openDatabase({ kind: 'postgres', url: withDatabase(url, name) });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(url, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      });
    },
  };
}

async function ensureServerTemplate(url: string): Promise<string> {
  const name = `domovoy_template_${await templateKey()}`;
  await onServer(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 1) return;
    const draft = `domovoy_building_${randomBytes(5).toString('hex')}`;
    await client.query(`CREATE DATABASE "${draft}" ENCODING 'UTF8' TEMPLATE template0`);
    try {
      const database = await openDatabase({ kind: 'postgres', url: withDatabase(url, draft) });
      await migrate(database).finally(database.close);
      await client.query(`ALTER DATABASE "${draft}" RENAME TO "${name}"`);
    } catch (error) {
      await client.query(`DROP DATABASE IF EXISTS "${draft}" WITH (FORCE)`);
      // Another run was faster.
      if (!hasCode(error, '42P04')) throw error;
    }
  });
  return name;
}

/** The server refuses while anybody, even another CREATE DATABASE, looks at the template. */
async function createFromTemplate(client: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
      return;
    } catch (error) {
      if (attempt === 20 || !hasCode(error, '55006')) throw error;
    }
  }
}

async function dropLeftovers(url: string): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [TEST_PREFIX],
    );
    const oldest = Date.now() / 1000 - LEFTOVER_AGE_SECONDS;
    for (const { datname } of rows) {
      const born = Number.parseInt(datname.slice(TEST_PREFIX.length), 36);
      if (born < oldest) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
    }
  });
}

async function onServer<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

// ───────────────────────────── cleaning ─────────────────────────────

const cleaningScripts = new WeakMap<Database, string>();

interface Reference {
  readonly child: string;
  readonly parent: string;
  readonly column: string;
  readonly nullable: boolean;
}

async function buildCleaningScript(database: Database): Promise<string> {
  const tables = await database.prisma.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  const references = await database.prisma.$queryRaw<Reference[]>`
    SELECT child.relname AS child, parent.relname AS parent, a.attname AS column, NOT a.attnotnull AS nullable
    FROM pg_constraint c
    JOIN pg_class child ON child.oid = c.conrelid
    JOIN pg_class parent ON parent.oid = c.confrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.conrelid <> c.confrelid`;
  return orderDeletes(
    tables.map(({ name }) => name),
    references,
  ).join(';\n');
}

/** Children before parents; a circle is opened by emptying one of its optional references. */
function orderDeletes(tables: readonly string[], all: readonly Reference[]): string[] {
  const statements: string[] = [];
  const left = new Set(tables);
  let references = [...all];
  while (left.size > 0) {
    const free = [...left].filter((table) => !references.some(({ parent }) => parent === table));
    for (const table of free) {
      statements.push(`DELETE FROM "${table}"`);
      left.delete(table);
    }
    references = references.filter(({ child }) => left.has(child));
    if (free.length > 0) continue;
    const optional = references.find(
      ({ nullable, child, parent }) => nullable && isCircle(references, parent, child),
    );
    if (optional === undefined) throw new Error('Tables refer to each other without an optional reference');
    const { child, column } = optional;
    statements.push(`UPDATE "${child}" SET "${column}" = NULL WHERE "${column}" IS NOT NULL`);
    references = references.filter((reference) => reference.child !== child || reference.column !== column);
  }
  return statements;
}

function isCircle(
  references: readonly Reference[],
  from: string,
  to: string,
  seen = new Set<string>(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return references.some(({ child, parent }) => child === from && isCircle(references, parent, to, seen));
}
