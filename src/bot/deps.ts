import type { PersonLock } from '../coordination/person-lock.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { Texts } from '../texts/texts.ts';

/** Counters the bot feeds; implemented by the metrics registry. */
export interface BotMetrics {
  updateHandled(
    feature: string,
    outcome: 'done' | 'failed' | 'retry' | 'duplicate' | 'dropped',
    seconds: number,
  ): void;
  apiCall(method: string, outcome: 'ok' | 'refused' | 'failed'): void;
}

export interface BotLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** How the bot reaches Telegram. */
export interface TelegramAccess {
  readonly token: string;
  readonly apiRoot: string;
  readonly proxy: string | null;
  /** For invoices; null: paying by Telegram is not offered. */
  readonly paymentProviderToken: string | null;
}

export interface TelegramFiles {
  /**
   * The bytes of a file that somebody sent.
   * @throws DomainError FILE_TOO_BIG { maxMegabytes }, FILE_UNAVAILABLE
   */
  download(fileId: string): Promise<Uint8Array>;
}

/** Work longer than a handler may last; run by jobs/, handed in by the composition root. */
export interface BackgroundTasks {
  /** Wanted twice under one key is done once. */
  enqueue(request: {
    readonly kind: string;
    readonly key: string;
    readonly args: Readonly<Record<string, string | number | boolean | null>>;
    readonly identityId: number;
  }): Promise<void>;
  /** Ask a task of this identity to stop; false when there is none running. */
  cancel(options: { readonly taskId: number; readonly identityId: number }): Promise<boolean>;
}

export interface BotDeps {
  readonly services: ServiceDeps;
  readonly texts: Texts;
  readonly lock: PersonLock;
  readonly metrics: BotMetrics;
  readonly log: BotLogger;
  readonly telegram: TelegramAccess;
  readonly files: TelegramFiles;
  readonly tasks: BackgroundTasks;
}
