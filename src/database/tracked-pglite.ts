import { setImmediate } from 'node:timers/promises';
import type { Transaction as PGliteTransaction } from '@electric-sql/pglite';
import { PGlite } from '@electric-sql/pglite';
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** Milliseconds of statements in a row after which timers and sockets get their turn. */
const BREATH_MS = 20;

/**
 * PGlite that lets its user see how each transaction really ended, and lets the process breathe: it answers without
 * ever leaving the current turn of the event loop, so that a long import would stop timers, sockets and the bot.
 */
export class TrackedPGlite extends PGlite {
  #lastBreath = performance.now();

  /** outcome of the transaction begun last; read right after beginning it, before anything is awaited */
  lastOutcome: Promise<unknown> = Promise.resolve();

  override transaction<Result>(work: (tx: PGliteTransaction) => Promise<Result>): Promise<Result> {
    const outcome = super.transaction(work);
    outcome.catch(() => undefined);
    this.lastOutcome = outcome;
    return outcome;
  }

  /** Waits for the next turn of the event loop when statements have kept this one for long. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#lastBreath < BREATH_MS) return;
    await setImmediate();
    this.#lastBreath = performance.now();
  }
}

/**
 * `pglite-prisma-adapter` swallows a failing COMMIT (disk full, aborted transaction): Prisma would report success.
 * Here commit() settles as the transaction itself did. Isolation levels are not sent: one connection is serial anyway.
 */
export function createPGliteAdapter(pglite: TrackedPGlite): SqlDriverAdapterFactory {
  const factory = new PrismaPGlite(pglite);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => new TrackedAdapter(await factory.connect(), pglite),
  };
}

class TrackedAdapter implements SqlDriverAdapter {
  readonly provider: SqlDriverAdapter['provider'];
  readonly adapterName: string;
  readonly #inner: SqlDriverAdapter;
  readonly #pglite: TrackedPGlite;

  constructor(inner: SqlDriverAdapter, pglite: TrackedPGlite) {
    this.provider = inner.provider;
    this.adapterName = inner.adapterName;
    this.#inner = inner;
    this.#pglite = pglite;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    await this.#pglite.breathe();
    return await this.#inner.queryRaw(query);
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    await this.#pglite.breathe();
    return await this.#inner.executeRaw(query);
  }

  async executeScript(script: string): Promise<void> {
    await this.#pglite.exec(script);
  }

  async startTransaction(_isolationLevel?: IsolationLevel): Promise<Transaction> {
    const started = this.#inner.startTransaction();
    const outcome = this.#pglite.lastOutcome;
    return new TrackedTransaction(await started, outcome, this.#pglite);
  }

  getConnectionInfo() {
    return this.#inner.getConnectionInfo?.() ?? { supportsRelationJoins: true };
  }

  async dispose(): Promise<void> {
    await this.#inner.dispose();
  }
}

class TrackedTransaction implements Transaction {
  readonly provider: Transaction['provider'];
  readonly adapterName: string;
  readonly options: Transaction['options'];
  readonly #inner: Transaction;
  readonly #outcome: Promise<unknown>;
  readonly #pglite: TrackedPGlite;

  constructor(inner: Transaction, outcome: Promise<unknown>, pglite: TrackedPGlite) {
    this.provider = inner.provider;
    this.adapterName = inner.adapterName;
    this.options = inner.options;
    this.#inner = inner;
    this.#outcome = outcome;
    this.#pglite = pglite;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    await this.#pglite.breathe();
    return await this.#inner.queryRaw(query);
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    await this.#pglite.breathe();
    return await this.#inner.executeRaw(query);
  }

  async commit(): Promise<void> {
    await this.#inner.commit();
    await this.#outcome;
  }

  async rollback(): Promise<void> {
    await this.#inner.rollback();
  }
}
