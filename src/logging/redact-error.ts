import type { RedactText } from './redact-text.ts';

/** An error as it stands in the log: what happened and where, without what it was about. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
  readonly errors?: readonly LoggedError[];
  readonly [field: string]: unknown;
}

const DEEPEST = 5;
const MOST_PARTS = 5;
const MOST_FRAMES = 12;

/** Fields that tell what happened; everything else an error carries (payload, query, request) is left out. */
const TELLING_FIELDS = [
  'code',
  'errno',
  'syscall',
  'method',
  'error_code',
  'parameters',
  'status',
  'statusCode',
  'table',
  'constraint',
  'severity',
  'refusal',
  'responseCode',
  'command',
] as const;

/** Serialise any thrown thing. Causes are followed, also grammY's `error` and Prisma's driver error. */
export function redactError(error: unknown, text: RedactText, depth = 0): LoggedError {
  if (!(error instanceof Error)) {
    const shown = typeof error === 'string' ? text(error) : `a thrown ${typeof error}`;
    return { type: 'NotAnError', message: shown };
  }
  const inner = depth < DEEPEST ? innerError(error) : undefined;
  const parts = depth < DEEPEST && error instanceof AggregateError ? error.errors : [];
  const stack = frames(error, text);
  return {
    type: error.name,
    message: text(messageOf(error)),
    ...tellingFields(error, text),
    ...(stack === '' ? {} : { stack }),
    ...(inner === undefined ? {} : { cause: redactError(inner, text, depth + 1) }),
    ...(parts.length === 0
      ? {}
      : { errors: parts.slice(0, MOST_PARTS).map((part: unknown) => redactError(part, text, depth + 1)) }),
  };
}

function tellingFields(error: Error, text: RedactText): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of TELLING_FIELDS) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === 'string') fields[name] = text(value);
    else if (typeof value === 'number') fields[name] = value;
    else if (name === 'parameters' && typeof value === 'object' && value !== null) {
      // Of Telegram: numbers only (retry_after, migrate_to_chat_id).
      fields[name] = Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one === 'number'));
    }
  }
  return fields;
}

function innerError(error: Error): unknown {
  if (error.cause !== undefined) return error.cause;
  const wrapped: unknown = Reflect.get(error, 'error');
  if (wrapped instanceof Error) return wrapped;
  const meta: unknown = Reflect.get(error, 'meta');
  if (typeof meta === 'object' && meta !== null) {
    const driver: unknown = Reflect.get(meta, 'driverAdapterError');
    if (driver instanceof Error) return driver;
  }
  return undefined;
}

/**
 * Messages of Telegram and of the database quote what they complain about: a name, a text, a value. Quotes stay only
 * around names of the schema.
 */
function messageOf(error: Error): string {
  if (error.name.startsWith('PrismaClient')) {
    // The call with all its data stands before the last line.
    const last = error.message.trim().split('\n').at(-1) ?? '';
    return withoutQuotes(last);
  }
  return quotesData(error) ? withoutQuotes(error.message) : error.message;
}

function quotesData(error: Error): boolean {
  const code: unknown = Reflect.get(error, 'code');
  return (
    error.name === 'GrammyError' ||
    error.name === 'DriverAdapterError' ||
    error.name === 'SyntaxError' ||
    error.name === 'ZodError' ||
    (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code))
  );
}

function withoutQuotes(message: string): string {
  return message
    .replace(/"([^"]*)"/g, (quoted, inside: string) =>
      /^[A-Za-z]+(_[A-Za-z]+)+$/.test(inside) ? quoted : '"…"',
    )
    .replace(/'[^']*'/g, (quoted) => (/^'[a-z][A-Za-z]*'$/.test(quoted) ? quoted : "'…'"))
    .replace(/=\([^)]*\)/g, '=(…)');
}

/** Places only: the first lines of a stack repeat the message. */
function frames(error: Error, text: RedactText): string {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines
    .slice(0, MOST_FRAMES)
    .map((line) => text(line.trim()))
    .join(' | ');
}
