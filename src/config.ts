import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { DEFAULT_API_ROOT, findContradictions, type RawEnvironment } from './config/contradictions.ts';
import { ENVIRONMENT, ENVIRONMENT_KEYS, type LogLevel, type QuietHours } from './config/fields.ts';
import type { Secret } from './config/secret.ts';
import type { Locale } from './domain/locale.ts';

export { ENVIRONMENT_KEYS, type LogLevel, type QuietHours } from './config/fields.ts';
export { Secret } from './config/secret.ts';

interface RealTelegram {
  readonly token: Secret;
  readonly apiRoot: string;
  /** http(s):// or socks:// address, may hold a password */
  readonly proxy: Secret | null;
  /** For invoices of Telegram; null: not offered. */
  readonly providerToken: Secret | null;
}

/** How updates come. */
export type TelegramConfig =
  | { readonly mode: 'sandbox'; readonly port: number }
  | (RealTelegram & { readonly mode: 'polling' })
  | (RealTelegram & {
      readonly mode: 'webhook';
      /** full address given to Telegram; `path` is the part our server listens on, `/telegram/<word>` */
      readonly webhook: { readonly url: string; readonly path: string; readonly secret: Secret };
    });

export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'postgres'; readonly url: Secret };

export interface Config {
  readonly production: boolean;
  readonly telegram: TelegramConfig;
  readonly database: DatabaseConfig;
  /** null: locks, rates and wake-ups stay in this process. */
  readonly redisUrl: Secret | null;
  /** Folder of everything this process keeps on disk. */
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** How the outside reaches this server; null: it does not. */
    readonly publicUrl: string | null;
    /** null: metrics for this machine only. */
    readonly metricsToken: Secret | null;
  };
  readonly adminTelegramIds: readonly number[];
  readonly staffChatId: number | null;
  /** IANA name */
  readonly timezone: string;
  readonly defaultLocale: Locale;
  readonly yookassa: { readonly shopId: string; readonly secretKey: Secret; readonly apiUrl: string } | null;
  readonly email: { readonly smtpUrl: Secret; readonly from: string } | null;
  readonly sms: { readonly login: string; readonly password: Secret; readonly apiUrl: string } | null;
  readonly bulkPerSecond: number;
  readonly quietHours: QuietHours;
  readonly logLevel: LogLevel;
  /** Fill an empty database with invented people and bills. */
  readonly demoData: boolean;
}

/** The environment is wrong: every problem with its cure, one line each. Values of secrets are never quoted. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings need attention:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the process over those of `.env` in the working folder, when there is one. */
export function readEnvironment(processEnv: Environment, file = '.env'): Environment {
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...processEnv } : processEnv;
}

/**
 * Reads the whole configuration. An empty value counts as not set. Without `BOT_TOKEN` it is the sandbox, except
 * with NODE_ENV=production.
 * @throws ConfigError with every problem at once
 */
export function loadConfig(env: Environment): Config {
  const raw = readRaw(env);
  const production = env.NODE_ENV === 'production';
  const parsed = ENVIRONMENT.safeParse(raw);
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []),
    ...findContradictions(raw, production),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return assemble(parsed.data, production);
}

function readRaw(env: Environment): RawEnvironment {
  const entries = ENVIRONMENT_KEYS.flatMap((key) => {
    const given = env[key]?.trim();
    return given === undefined || given === '' ? [] : [[key, given] as const];
  });
  return Object.fromEntries(entries);
}

type Values = z.output<typeof ENVIRONMENT>;

function assemble(values: Values, production: boolean): Config {
  const telegram = assembleTelegram(values);
  const dataDir = values.DATA_DIR ?? './data';
  const publicUrl = values.PUBLIC_URL ?? null;
  // Only who must be reached from outside listens outside, unless told otherwise.
  const reachable = telegram.mode === 'webhook' || (telegram.mode === 'polling' && publicUrl !== null);
  return {
    production,
    telegram,
    database:
      values.DATABASE_URL === undefined
        ? { kind: 'embedded', dataDir }
        : { kind: 'postgres', url: values.DATABASE_URL },
    redisUrl: values.REDIS_URL ?? null,
    dataDir,
    http: {
      host: values.HOST ?? (reachable ? '0.0.0.0' : '127.0.0.1'),
      port: values.PORT ?? 8080,
      publicUrl,
      metricsToken: values.METRICS_TOKEN ?? null,
    },
    adminTelegramIds: values.ADMIN_IDS ?? [],
    staffChatId: values.STAFF_CHAT_ID ?? null,
    timezone: values.TIMEZONE ?? 'Europe/Moscow',
    defaultLocale: values.DEFAULT_LOCALE ?? 'ru',
    ...assembleGateways(values),
    bulkPerSecond: values.BULK_PER_SECOND ?? 30,
    quietHours: values.QUIET_HOURS ?? { from: 21, to: 9 },
    logLevel: values.LOG_LEVEL ?? 'info',
    demoData: values.DEMO_DATA ?? telegram.mode === 'sandbox',
  };
}

function assembleTelegram(values: Values): TelegramConfig {
  if (values.BOT_TOKEN === undefined) return { mode: 'sandbox', port: values.SANDBOX_PORT ?? 8081 };
  const real: RealTelegram = {
    token: values.BOT_TOKEN,
    apiRoot: values.TELEGRAM_API_ROOT ?? DEFAULT_API_ROOT,
    proxy: values.TELEGRAM_PROXY ?? null,
    providerToken: values.TELEGRAM_PROVIDER_TOKEN ?? null,
  };
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = values;
  if (url === undefined || secret === undefined) return { ...real, mode: 'polling' };
  return { ...real, mode: 'webhook', webhook: { url: url.href, path: url.pathname, secret } };
}

function assembleGateways(values: Values): Pick<Config, 'yookassa' | 'email' | 'sms'> {
  const { YOOKASSA_SHOP_ID: shopId, YOOKASSA_SECRET_KEY: secretKey } = values;
  const { SMTP_URL: smtpUrl, MAIL_FROM: from, SMSC_LOGIN: login, SMSC_PASSWORD: password } = values;
  return {
    yookassa:
      shopId === undefined || secretKey === undefined
        ? null
        : { shopId, secretKey, apiUrl: values.YOOKASSA_API_URL ?? 'https://api.yookassa.ru/v3' },
    email: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
    sms:
      login === undefined || password === undefined
        ? null
        : { login, password, apiUrl: values.SMSC_API_URL ?? 'https://smsc.ru' },
  };
}
