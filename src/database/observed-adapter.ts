import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { SwallowedFailureError } from './errors.ts';
import type { StatementLog } from './statement-log.ts';
import { refuseInsideTransaction } from './transaction-context.ts';

export interface Observation {
  readonly log: StatementLog;
  /** identity of the database for the guard against the outer client inside a transaction */
  readonly database: object;
  /** throws when the database must not be touched any more (its lock was lost, it is being closed) */
  readonly assertUsable: () => void;
}

/** Puts the statement count and the transaction guard under Prisma, where raw and generated statements both pass. */
export function observeAdapter(
  factory: SqlDriverAdapterFactory,
  observation: Observation,
): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => new ObservedAdapter(await factory.connect(), observation),
  };
}

class ObservedAdapter implements SqlDriverAdapter {
  readonly provider: SqlDriverAdapter['provider'];
  readonly adapterName: string;
  readonly #inner: SqlDriverAdapter;
  readonly #observation: Observation;

  constructor(inner: SqlDriverAdapter, observation: Observation) {
    this.provider = inner.provider;
    this.adapterName = inner.adapterName;
    this.#inner = inner;
    this.#observation = observation;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    this.#admit(query.sql);
    return await this.#inner.queryRaw(query);
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    this.#admit(query.sql);
    return await this.#inner.executeRaw(query);
  }

  async executeScript(script: string): Promise<void> {
    this.#admit(script);
    await this.#inner.executeScript(script);
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    this.#admit('BEGIN');
    if (isolationLevel !== undefined)
      this.#observation.log.record(`SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`);
    const transaction = await this.#inner.startTransaction(isolationLevel);
    return new ObservedTransaction(transaction, this.#observation);
  }

  getConnectionInfo() {
    return this.#inner.getConnectionInfo?.() ?? { supportsRelationJoins: true };
  }

  async dispose(): Promise<void> {
    await this.#inner.dispose();
  }

  #admit(sql: string): void {
    this.#observation.assertUsable();
    refuseInsideTransaction(this.#observation.database);
    this.#observation.log.record(sql);
  }
}

class ObservedTransaction implements Transaction {
  readonly provider: Transaction['provider'];
  readonly adapterName: string;
  readonly options: Transaction['options'];
  readonly #inner: Transaction;
  readonly #observation: Observation;
  /** a statement failed: the server ignores everything up to the end, and COMMIT would quietly roll back */
  #aborted = false;

  constructor(inner: Transaction, observation: Observation) {
    this.provider = inner.provider;
    this.adapterName = inner.adapterName;
    this.options = inner.options;
    this.#inner = inner;
    this.#observation = observation;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return await this.#run(query.sql, async () => await this.#inner.queryRaw(query));
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    if (query.sql === 'COMMIT' && this.#aborted) {
      await this.#inner.executeRaw({ ...query, sql: 'ROLLBACK' });
      throw new SwallowedFailureError();
    }
    return await this.#run(query.sql, async () => await this.#inner.executeRaw(query));
  }

  /** Adapters with phantom queries commit here; the others have already been sent COMMIT as a statement. */
  async commit(): Promise<void> {
    if (!this.options.usePhantomQuery) return await this.#inner.commit();
    if (this.#aborted) {
      await this.rollback();
      throw new SwallowedFailureError();
    }
    await this.#run('COMMIT', async () => await this.#inner.commit());
  }

  async rollback(): Promise<void> {
    if (this.options.usePhantomQuery) this.#observation.log.record('ROLLBACK');
    await this.#inner.rollback();
  }

  async #run<Result>(sql: string, send: () => Promise<Result>): Promise<Result> {
    this.#observation.assertUsable();
    this.#observation.log.record(sql);
    try {
      const result = await send();
      if (sql.startsWith('ROLLBACK TO')) this.#aborted = false;
      return result;
    } catch (error) {
      this.#aborted = true;
      throw error;
    }
  }
}
