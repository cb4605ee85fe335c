// Prisma's schema engine as WebAssembly: compares the migrations with prisma/schema.prisma without any download.
// Development only (new-migration.ts and the drift test). Only ever on a throw-away PGlite: on PostgreSQL its `diff`
// from migrations has no shadow database and would create the tables in the configured one.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { readMigrations } from '../src/database/migrate.ts';
import { projectRoot } from '../src/domain/project-root.ts';

export interface SchemaFiles {
  /** folder of the migrations */
  readonly migrations: string;
  /** schema.prisma */
  readonly schema: string;
}

export function defaultSchemaFiles(): SchemaFiles {
  const root = projectRoot();
  return { migrations: join(root, 'prisma', 'migrations'), schema: join(root, 'prisma', 'schema.prisma') };
}

// Node's types know WebAssembly only as a name for types; the DOM's would pretend that we run in a browser.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ readonly instance: { readonly exports: Record<string, unknown> } }>;
};

let loading: Promise<void> | undefined;

async function loadEngine(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(path, '..', 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== 'function')
    throw new Error('schema_engine_bg.wasm has no __wbindgen_start: wrong build');
  start();
}

/**
 * The SQL that leads from the migrations to the schema; empty when they agree. CHECK constraints and partial or
 * expression indexes are invisible to it.
 */
export async function diffMigrationsToSchema(files: SchemaFiles = defaultSchemaFiles()): Promise<string> {
  loading ??= loadEngine();
  await loading;
  const schema = { path: 'schema.prisma', content: await readFile(files.schema, 'utf8') };
  const database = await PGlite.create('memory://');
  try {
    const engine = await glue.SchemaEngine.new(
      { datamodels: [[schema.path, schema.content]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(throwAwayFactory(database)),
    );
    const result = await engine.diff({
      from: { tag: 'migrations', ...(await migrationList(files.migrations)) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = result.stdout ?? '';
    return result.exitCode === 0 || sql.includes('This is an empty migration') ? '' : sql;
  } finally {
    await database.close();
  }
}

/**
 * The adapter's own shadow database is neither awaited nor ever closed, and its scripts are not awaited. The engine
 * only works on the shadow, so one throw-away database serves as both.
 */
function throwAwayFactory(database: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPGlite(database);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await factory.connect();
    adapter.executeScript = async (script: string) => {
      await database.exec(script);
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect,
    connectToShadowDb: connect,
  };
}

async function migrationList(directory: string) {
  const migrations = await readMigrations(directory);
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
    })),
  };
}
