import { type DestinationStream, pino } from 'pino';
import { prettyLines } from './pretty-lines.ts';
import { createRedactFields } from './redact-fields.ts';
import { createRedactText } from './redact-text.ts';

/** What the program needs of a logger. Fields first, then a sentence without data in it. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface LoggerOptions {
  /** fatal, error, warn, info, debug, trace or silent */
  readonly level: string;
  /** Values that must never appear, whatever they are in: tokens, passwords, connection addresses. */
  readonly secrets: readonly string[];
  /** Where lines go; standard output by default: short lines in a terminal, JSON elsewhere. */
  readonly destination?: DestinationStream;
  /** Told about every error that is logged: a counter. */
  readonly onError?: () => void;
}

/**
 * The only way to the log. Everything is cleaned before it is written: names, phones, texts and tokens never, account
 * numbers by their last four digits, errors without what they were about (promise 5).
 */
export function createLogger(options: LoggerOptions): Logger {
  const text = createRedactText(options.secrets);
  const clean = createRedactFields(text);
  const target = options.destination ?? (process.stdout.isTTY ? prettyLines(process.stdout) : process.stdout);
  const log = pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // What arrives here is clean already; pino's own serialiser would rename it.
      serializers: { err: (error: unknown) => error },
      formatters: { level: (label) => ({ level: label }) },
    },
    target,
  );
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: object, message: string): void => {
      if (level === 'error') options.onError?.();
      if (log.isLevelEnabled(level)) log[level](clean(fields), text(message));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
