/** What a failed statement tells, whichever layer wrapped it: Prisma's code, SQLSTATE, the driver's code, the text. */
interface FailureFacts {
  readonly codes: readonly string[];
  readonly kinds: readonly string[];
  readonly messages: readonly string[];
}

/** A second process opened the embedded database; PGlite has no lock of its own and would corrupt it. */
export class DatabaseInUseError extends Error {
  constructor(directory: string, holder: string) {
    super(
      `The database in ${directory} is in use by ${holder}. Stop that process first, ` +
        'or set DATABASE_URL to a PostgreSQL server if several processes shall work at once.',
    );
    this.name = 'DatabaseInUseError';
  }
}

/** The outer client was used inside `inTransaction`: on one connection it would wait for itself for ever. */
export class OuterClientInTransactionError extends Error {
  constructor() {
    super(
      'The outer database client was used inside inTransaction(): use the transaction client it hands over. ' +
        'On the embedded database this call would never return; on PostgreSQL it would not be part of the transaction.',
    );
    this.name = 'OuterClientInTransactionError';
  }
}

/** The work of a transaction caught a failed statement and went on; the server had given the transaction up. */
export class SwallowedFailureError extends Error {
  constructor() {
    super(
      'A statement of this transaction failed and its error was swallowed, so nothing of it was saved. ' +
        'Let the error out, or run what may fail in inSavepoint().',
    );
    this.name = 'SwallowedFailureError';
  }
}

/** Prisma: not reachable, timed out, closed by the server, too many connections, no transaction in time. */
const UNAVAILABLE_PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

/**
 * SQLSTATE: class 08 connection, 53300 too many connections, 57P01 shut down by the administrator, 57P02 crash,
 * 57P03 starting up, 57P05 idle session, 55P03 a lock not given in time, 25006 read only (a demoted primary),
 * 58000/58030 system and I/O error. Not 57014: a statement that is too slow would be too slow again.
 */
const UNAVAILABLE_SQLSTATES = /^(08...|53...|57P0[1-5]|55P03|25006|580..)$/;

const UNAVAILABLE_SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

const UNAVAILABLE_ADAPTER_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);

/** node-postgres and pg-pool throw these without a code. */
const UNAVAILABLE_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'Unable to start a transaction in the given time',
  'PGlite is closed',
];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function collectFacts(error: unknown): FailureFacts {
  const codes: string[] = [];
  const kinds: string[] = [];
  const messages: string[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (!isRecord(value) || seen.has(value)) return;
    seen.add(value);
    for (const code of [value.code, value.originalCode, value.errorCode]) {
      if (typeof code === 'string') codes.push(code);
    }
    if (typeof value.kind === 'string') kinds.push(value.kind);
    for (const message of [value.message, value.originalMessage]) {
      if (typeof message === 'string') messages.push(message);
    }
    visit(value.cause);
    if (isRecord(value.meta)) visit(value.meta.driverAdapterError);
    if (Array.isArray(value.errors)) value.errors.forEach(visit);
  };
  visit(error);
  return { codes, kinds, messages };
}

/**
 * True when the database could not be asked at all, or stopped answering in between (promise 1: such an update is
 * not confirmed, Telegram offers it again). False for everything the database answered, a rule's violation above all.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { codes, kinds, messages } = collectFacts(error);
  return (
    codes.some(
      (code) =>
        UNAVAILABLE_PRISMA_CODES.has(code) ||
        UNAVAILABLE_SOCKET_CODES.has(code) ||
        UNAVAILABLE_SQLSTATES.test(code),
    ) ||
    kinds.some((kind) => UNAVAILABLE_ADAPTER_KINDS.has(kind)) ||
    messages.some((message) => UNAVAILABLE_MESSAGES.some((known) => message.includes(known)))
  );
}

/** The server writes a constraint's name in quotes, in every language of its messages. */
function namesConstraint(facts: FailureFacts, constraint: string | undefined): boolean {
  return constraint === undefined || facts.messages.some((message) => message.includes(`"${constraint}"`));
}

/** True when a unique constraint or unique index (of this name, when given) refused the statement. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const facts = collectFacts(error);
  return (
    (facts.codes.includes('23505') || facts.codes.includes('P2002')) && namesConstraint(facts, constraint)
  );
}

/** True when a CHECK constraint (of this name, when given) refused the statement. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  const facts = collectFacts(error);
  return facts.codes.includes('23514') && namesConstraint(facts, constraint);
}

/** True when a foreign key (of this name, when given) refused the statement. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  const facts = collectFacts(error);
  const refused = facts.codes.some((code) => code === '23503' || code === '23001' || code === 'P2003');
  return refused && namesConstraint(facts, constraint);
}

/** Serialization failure or deadlock: nothing happened, the same transaction may be tried again. */
export function isRetryableConflict(error: unknown): boolean {
  const { codes } = collectFacts(error);
  return codes.some((code) => code === '40001' || code === '40P01' || code === 'P2034');
}
