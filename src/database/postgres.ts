import pg from 'pg';
import { MAX_WAIT_MS } from './max-wait.ts';

export interface PostgresOptions {
  readonly url: string;
  /** Connections of this process; 10 by default. Their sum over all processes must stay below max_connections. */
  readonly poolSize?: number;
  /** Milliseconds after which the server ends a statement; longer work sets its own by `inTransaction`. */
  readonly statementTimeoutMs?: number;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  readonly onConnectionError?: (error: Error) => void;
}

/** Below the 20 s a handler may take, so that the handler still can apologise. */
const DEFAULT_STATEMENT_TIMEOUT_MS = 15_000;
/** A lock that is busy longer is reported as unavailable (promise 1). */
const LOCK_TIMEOUT_MS = 10_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A connection with its own limit for being made. The pool's `connectionTimeoutMillis` counts the pool's queue as well:
 * with the limit of a connect there, work that only had to wait its turn failed as if the server were away.
 */
class Connection extends pg.Client {
  constructor(options: pg.ClientConfig = {}) {
    super({ ...options, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  }
}

/**
 * A pool that survives restarts of the server: broken connections are dropped and made anew on the next use.
 * Sessions run in UTC, because the driver adapter writes and reads instants without a zone.
 */
export function openPool(options: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    Client: Connection,
    connectionTimeoutMillis: MAX_WAIT_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'domovoy',
    statement_timeout: options.statementTimeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    options: '-c TimeZone=UTC',
  });
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', (error) => options.onConnectionError?.(error));
  return pool;
}

const MINIMUM_VERSION = 140_000;

/** Refuses a server that is too old, not in UTF-8, or whose sessions are not in UTC. */
export async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; encoding: string; zone: string }>(
    `SELECT current_setting('server_version_num') AS version,
            current_setting('server_encoding') AS encoding,
            current_setting('TimeZone') AS zone`,
  );
  const server = rows[0];
  if (server === undefined) throw new Error('PostgreSQL did not tell its version.');
  if (Number(server.version) < MINIMUM_VERSION) {
    throw new Error(
      `PostgreSQL 14 or newer is needed, DATABASE_URL leads to ${server.version}. Upgrade the server.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new Error(
      `The database must be in UTF8, it is in ${server.encoding}. Create it with ENCODING 'UTF8'.`,
    );
  }
  if (server.zone !== 'UTC') {
    throw new Error(
      `Sessions must be in UTC, they are in ${server.zone}. Remove TimeZone from the options of DATABASE_URL.`,
    );
  }
}
