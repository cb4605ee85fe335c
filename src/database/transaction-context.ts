import { AsyncLocalStorage } from 'node:async_hooks';
import { OuterClientInTransactionError } from './errors.ts';

interface TransactionMark {
  /** one database's transactions say nothing about another's (tests and copy tools open two) */
  readonly database: object;
  open: boolean;
}

const marks = new AsyncLocalStorage<TransactionMark>();
const identities = new WeakMap<object, object>();

/** Remembers which database an outer client belongs to. */
export function registerIdentity(client: object, database: object): void {
  identities.set(client, database);
}

/** Runs `work` marked as inside a transaction of `client`'s database; stragglers that outlive it are not refused. */
export async function runMarked<Result>(client: object, work: () => Promise<Result>): Promise<Result> {
  const mark: TransactionMark = { database: identities.get(client) ?? client, open: true };
  try {
    return await marks.run(mark, work);
  } finally {
    mark.open = false;
  }
}

/** @throws OuterClientInTransactionError when called from inside a transaction of the same database. */
export function refuseInsideTransaction(database: object): void {
  const mark = marks.getStore();
  if (mark?.open === true && mark.database === database) throw new OuterClientInTransactionError();
}
