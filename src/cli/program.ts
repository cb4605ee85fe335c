import { type Config, ConfigError } from '../config.ts';
import { DatabaseInUseError } from '../database/errors.ts';
import { isDomainError } from '../domain/errors.ts';
import type { Locale } from '../domain/locale.ts';
import { errorSentence } from '../services/texts/error-sentence.ts';
import { createTexts, type Translator } from '../texts/texts.ts';
import { readConfig } from './open-services.ts';

/** Exit codes: done · refused, nothing was changed · called wrongly. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Called wrongly: the message is shown above the usage. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export interface Terminal {
  readonly tr: Translator;
  /** Results, for people and for pipes. */
  say(text: string): void;
  /** Refusals and notes, beside the results. */
  complain(text: string): void;
}

export function createTerminal(locale: Locale): Terminal {
  return {
    tr: createTexts().for(locale),
    say: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
  };
}

export interface Program {
  readonly usage: (tr: Translator) => string;
  run(config: Config, terminal: Terminal): Promise<ExitCode>;
}

/** Run a program to its exit code: every expected failure is one sentence with its cure, anything else a trace. */
export async function runProgram(program: Program): Promise<void> {
  process.exitCode = await attempt(program);
}

async function attempt(program: Program): Promise<ExitCode> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
  const terminal = createTerminal(config.defaultLocale);
  const { tr, complain } = terminal;
  try {
    return await program.run(config, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n\n${program.usage(tr)}`);
      return EXIT.usage;
    }
    if (error instanceof DatabaseInUseError) complain(tr.plain('cli-database-in-use'));
    else if (isDomainError(error)) complain(errorSentence(error, tr));
    else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.refused;
  }
}

/** Which page of how many was shown, when there are more. */
export function sayPage(
  { tr, complain }: Terminal,
  { page, total }: { page: number; total: number },
  size: number,
): void {
  const pages = Math.ceil(total / size);
  if (pages > 1) complain(tr.plain('cli-page', { page: String(page + 1), pages: String(pages) }));
}
