import { z } from 'zod';
import { LOCALES, type Locale } from '../domain/locale.ts';
import { Secret } from './secret.ts';

/** Hours of the day (0–23) between which nothing but urgent messages is sent; may cross midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Ends with the cure, so that nobody has to look a format up. */
type Reading<T> = { readonly value: T } | { readonly problem: string };

const value = <T>(result: T): Reading<T> => ({ value: result });
const problem = (text: string): Reading<never> => ({ problem: text });

/** An optional variable; when it is set, `read` gives its value or the sentence about what is wrong with it. */
function field<T>(read: (text: string) => Reading<T>) {
  return z
    .string()
    .optional()
    .transform((text, context): T | undefined => {
      if (text === undefined) return undefined;
      const reading = read(text);
      if ('value' in reading) return reading.value;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    });
}

function parsedUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The address without the slash at its end, because paths are appended to it. */
function httpAddress(example: string) {
  return field((text) => {
    const url = parsedUrl(text);
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      return problem(`is not an http(s) address. Write it in full, e.g. ${example}`);
    }
    if (url.username !== '' || url.password !== '' || url.hash !== '' || url.search !== '') {
      return problem(`must be an address without password, ? and #, e.g. ${example}`);
    }
    return value(text.replace(/\/+$/, ''));
  });
}

/** Addresses with passwords are secret, and never quoted in a problem. */
function secretAddress(protocols: readonly string[], example: string) {
  return field((text) => {
    const url = parsedUrl(text);
    if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') {
      return problem(`is not an address of this kind. Write it like ${example}`);
    }
    return value(new Secret(text));
  });
}

function wholeNumber(least: number, most: number, example: string) {
  return field((text) => {
    const number = Number(text);
    return /^\d+$/.test(text) && number >= least && number <= most
      ? value(number)
      : problem(`"${text}" is not a whole number from ${least} to ${most}. For example ${example}`);
  });
}

const secretText = field((text) => value(new Secret(text)));
const text = field((given) => value(given));

const botToken = field((given) =>
  /^\d+:[\w-]+$/.test(given)
    ? value(new Secret(given))
    : problem('is not a bot token. Copy it whole from @BotFather: digits, a colon, letters'),
);

const webhookUrl = field((given) => {
  const url = parsedUrl(given);
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return problem('is not an http(s) address. Write it in full, e.g. https://bot.example.ru/telegram/k3J9x');
  }
  if (!/^\/telegram\/[\w-]+$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    return problem('must end with /telegram/<any word>, e.g. https://bot.example.ru/telegram/k3J9x');
  }
  return value(url);
});

const webhookSecret = field((given) =>
  /^[\w-]{16,256}$/.test(given)
    ? value(new Secret(given))
    : problem('must be 16 to 256 of A–Z a–z 0–9 _ -. Make one with: openssl rand -hex 32'),
);

const adminIds = field((given) => {
  const parts = given.split(',').map((part) => part.trim());
  const wrong = parts.filter((part) => !/^\d{1,16}$/.test(part) || Number(part) === 0);
  return wrong.length === 0
    ? value([...new Set(parts.map(Number))])
    : problem(
        `${wrong.map((part) => `"${part}"`).join(', ')} is not a Telegram id. Give numbers with commas between, ` +
          'e.g. 123456789,987654321 (@userinfobot tells yours)',
      );
});

const staffChatId = field((given) => {
  const id = Number(given);
  return /^-\d{1,16}$/.test(given) && Number.isSafeInteger(id) && id !== 0
    ? value(id)
    : problem(`"${given}" is not the id of a group. It is a number with a minus, e.g. -1001234567890`);
});

const timezone = field((given) => {
  try {
    return value(new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone && given);
  } catch {
    return problem(`"${given}" is not a time zone. Use a name of the IANA list, e.g. Europe/Moscow`);
  }
});

const locale = field((given): Reading<Locale> => {
  const known = LOCALES.find((one) => one === given);
  return known === undefined
    ? problem(`"${given}" is not a language of this bot. Use one of: ${LOCALES.join(', ')}`)
    : value(known);
});

const quietHours = field((given): Reading<QuietHours> => {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(given)?.map(Number) ?? [];
  if (from === undefined || to === undefined || from > 23 || to > 23 || from === to) {
    return problem(`"${given}" is not a pair of different hours from 0 to 23. For example 21-9`);
  }
  return value({ from, to });
});

const logLevel = field((given): Reading<LogLevel> => {
  const known = LOG_LEVELS.find((level) => level === given);
  return known === undefined
    ? problem(`"${given}" is not a level. Use one of: ${LOG_LEVELS.join(', ')}`)
    : value(known);
});

const botMode = field(
  (given): Reading<'polling' | 'webhook'> =>
    given === 'polling' || given === 'webhook'
      ? value(given)
      : problem(`"${given}" is not a mode. Use polling or webhook`),
);

const yesOrNo = field((given) =>
  given === '1' || given === '0' ? value(given === '1') : problem(`"${given}" must be 1 (yes) or 0 (no)`),
);

const mailFrom = field((given) =>
  /^([^<>@\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/.test(given) && given.includes('<') === given.includes('>')
    ? value(given)
    : problem('is not a sender. Write an address or a name with an address: Домовой <bot@example.ru>'),
);

const host = field((given) =>
  /^[\w.:-]+$/.test(given)
    ? value(given)
    : problem(`"${given}" is not a host. Use 127.0.0.1 for this machine only, 0.0.0.0 for everybody`),
);

/** The whole environment of the program. `.env.example` has exactly these keys (tested). */
export const ENVIRONMENT = z.object({
  BOT_TOKEN: botToken,
  TELEGRAM_API_ROOT: httpAddress('https://api.telegram.org'),
  TELEGRAM_PROXY: secretAddress(
    ['http:', 'https:', 'socks:', 'socks4:', 'socks5:', 'socks5h:'],
    'socks5://user:password@proxy.example.ru:1080',
  ),
  BOT_MODE: botMode,
  WEBHOOK_URL: webhookUrl,
  WEBHOOK_SECRET: webhookSecret,
  HOST: host,
  PORT: wholeNumber(1, 65535, '8080'),
  PUBLIC_URL: httpAddress('https://bot.example.ru'),
  METRICS_TOKEN: secretText,
  DATABASE_URL: secretAddress(
    ['postgres:', 'postgresql:'],
    'postgresql://domovoy:password@localhost:5432/domovoy',
  ),
  REDIS_URL: secretAddress(['redis:', 'rediss:'], 'redis://localhost:6379'),
  DATA_DIR: text,
  ADMIN_IDS: adminIds,
  STAFF_CHAT_ID: staffChatId,
  TIMEZONE: timezone,
  DEFAULT_LOCALE: locale,
  TELEGRAM_PROVIDER_TOKEN: secretText,
  YOOKASSA_SHOP_ID: text,
  YOOKASSA_SECRET_KEY: secretText,
  YOOKASSA_API_URL: httpAddress('https://api.yookassa.ru/v3'),
  SMTP_URL: secretAddress(['smtp:', 'smtps:'], 'smtps://user:password@smtp.example.ru:465'),
  MAIL_FROM: mailFrom,
  SMSC_LOGIN: text,
  SMSC_PASSWORD: secretText,
  SMSC_API_URL: httpAddress('https://smsc.ru'),
  BULK_PER_SECOND: wholeNumber(1, 1000, '30'),
  QUIET_HOURS: quietHours,
  LOG_LEVEL: logLevel,
  SANDBOX_PORT: wholeNumber(1, 65535, '8081'),
  DEMO_DATA: yesOrNo,
});

export type EnvironmentKey = keyof typeof ENVIRONMENT.shape;
export const ENVIRONMENT_KEYS = Object.keys(ENVIRONMENT.shape) as readonly EnvironmentKey[];
