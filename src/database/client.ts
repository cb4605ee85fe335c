import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { EmbeddedOptions } from './embedded.ts';
import { openEmbedded } from './embedded.ts';
import { DatabaseInUseError } from './errors.ts';
import type { Prisma } from './generated/client.ts';
import { PrismaClient } from './generated/client.ts';
import type { Observation } from './observed-adapter.ts';
import { observeAdapter } from './observed-adapter.ts';
import type { PostgresOptions } from './postgres.ts';
import { checkServer, openPool } from './postgres.ts';
import { StatementLog } from './statement-log.ts';
import { createStatementNames } from './statement-names.ts';
import type { TrackedPGlite } from './tracked-pglite.ts';
import { createPGliteAdapter } from './tracked-pglite.ts';
import { registerIdentity } from './transaction-context.ts';

/** The client outside transactions. */
export type Db = PrismaClient;
/** The client inside one transaction, handed out by `inTransaction`. */
export type Tx = Prisma.TransactionClient;
/** For queries that work in both places. */
export type DbOrTx = Db | Tx;

export type DatabaseOptions =
  | ({ readonly kind: 'embedded' } & EmbeddedOptions)
  | ({ readonly kind: 'postgres' } & PostgresOptions);

/** What lies under Prisma; for migrations, dumps and tests. */
export type Driver =
  | { readonly kind: 'embedded'; readonly pglite: TrackedPGlite }
  | { readonly kind: 'postgres'; readonly pool: pg.Pool };

export interface Database {
  readonly prisma: Db;
  readonly kind: DatabaseOptions['kind'];
  readonly driver: Driver;
  /** Statements that went to the database, BEGIN and COMMIT counted. */
  readonly statements: StatementLog;
  /** Runs `work` and returns the statements that went to the database meanwhile, from wherever they came. */
  countStatements<Result>(
    work: () => Promise<Result>,
  ): Promise<{ result: Result; statements: readonly string[] }>;
  /** Waits for what is running, then closes; the second call does nothing. The embedded one must be closed. */
  close(): Promise<void>;
}

/** Prisma's own defaults (2 s, 5 s) fail on one connection under load; see `inTransaction`. */
const TRANSACTION_OPTIONS = { maxWait: 30_000, timeout: 15_000 };

/**
 * Opens the embedded database or PostgreSQL; the caller migrates it (`migrate`) before use.
 * @throws DatabaseInUseError when another process holds the embedded database
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.kind === 'embedded'
    ? await openEmbeddedDatabase(options)
    : await openPostgresDatabase(options);
}

async function openEmbeddedDatabase(options: EmbeddedOptions): Promise<Database> {
  const { pglite, lock } = await openEmbedded(options);
  const assertUsable = (): void => {
    if (lock !== null && !lock.isHeld()) throw new DatabaseInUseError(options.dataDir, 'another process');
  };
  return assemble(createPGliteAdapter(pglite), { kind: 'embedded', pglite }, assertUsable, async () => {
    try {
      await pglite.close();
    } finally {
      lock?.release();
    }
  });
}

async function openPostgresDatabase(options: PostgresOptions): Promise<Database> {
  const pool = openPool(options);
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const adapter = new PrismaPg(pool, {
    onConnectionError: (error) => options.onConnectionError?.(error),
    // A pooler in transaction mode gives each transaction another session, which does not know the names.
    ...(isPooler(options.url) ? {} : { statementNameGenerator: createStatementNames() }),
  });
  return assemble(
    adapter,
    { kind: 'postgres', pool },
    () => undefined,
    async () => {
      await pool.end();
    },
  );
}

/** `?pgbouncer=true` in the address, as Prisma's users write it. */
function isPooler(url: string): boolean {
  return /[?&]pgbouncer=true/.test(url);
}

function assemble(
  adapter: SqlDriverAdapterFactory,
  driver: Driver,
  assertUsable: () => void,
  closeDriver: () => Promise<void>,
): Database {
  const statements = new StatementLog();
  const identity = {};
  const observation: Observation = { log: statements, database: identity, assertUsable };
  const prisma = new PrismaClient({
    adapter: observeAdapter(adapter, observation),
    errorFormat: 'minimal',
    transactionOptions: TRANSACTION_OPTIONS,
  });
  registerIdentity(prisma, identity);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await closeDriver();
  };
  return {
    prisma,
    kind: driver.kind,
    driver,
    statements,
    countStatements: async (work) => {
      const seen: string[] = [];
      const stop = statements.listen((sql) => seen.push(sql));
      try {
        return { result: await work(), statements: seen };
      } finally {
        stop();
      }
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
