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

/**
 * Transactions that are running. While there are none the storage is off: once it is on, Node tells it of every promise
 * of the process.
 */
let running = 0;

/** Runs `work` marked as inside a transaction of `client`'s database; stragglers that outlive it are not refused. */
export async function runMarked<Result>(client: object, work: () => Promise<Result>): Promise<Result> {
  const mark: TransactionMark = { database: identities.get(client) ?? client, open: true };
  running += 1;
  try {
    return await marks.run(mark, work);
  } finally {
    mark.open = false;
    running -= 1;
    if (running === 0) marks.disable();
  }
}

/** @throws OuterClientInTransactionError when called from inside a transaction of the same database. */
export function refuseInsideTransaction(database: object): void {
  const mark = marks.getStore();
  if (mark?.open === true && mark.database === database) throw new OuterClientInTransactionError();
}
