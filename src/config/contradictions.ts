import type { EnvironmentKey } from './fields.ts';

/** What is set, as text; checked also when some values are wrong, so that one start shows every problem. */
export type RawEnvironment = Readonly<Partial<Record<EnvironmentKey, string>>>;

export const DEFAULT_API_ROOT = 'https://api.telegram.org';
const DEFAULT_PORT = '8080';
const DEFAULT_SANDBOX_PORT = '8081';
/** Telegram delivers webhooks to these ports only. */
const WEBHOOK_PORTS = ['443', '80', '88', '8443'];

/** True for an address that stays on this machine or in its private network: a Bot API server of one's own. */
export function isLocalAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    !hostname.includes('.') ||
    /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(hostname)
  );
}

/** Values that are right each but not together: one sentence with its cure for each. */
export function findContradictions(raw: RawEnvironment, production: boolean): string[] {
  return [
    ...(raw.BOT_TOKEN === undefined ? withoutToken(raw, production) : withToken(raw)),
    ...incompletePairs(raw),
    ...(production && raw.DEMO_DATA === '1'
      ? ['DEMO_DATA=1 would fill a production database with invented people. Remove it']
      : []),
  ];
}

function withoutToken(raw: RawEnvironment, production: boolean): string[] {
  const found: string[] = [];
  if (production) {
    found.push(
      'BOT_TOKEN is missing. Set the token from @BotFather (NODE_ENV=production never opens the sandbox)',
    );
  }
  const real: readonly EnvironmentKey[] = [
    'WEBHOOK_URL',
    'YOOKASSA_SHOP_ID',
    'YOOKASSA_SECRET_KEY',
    'YOOKASSA_API_URL',
    'TELEGRAM_PROVIDER_TOKEN',
  ];
  for (const key of real) {
    if (raw[key] === undefined) continue;
    found.push(
      `${key} is set without BOT_TOKEN: the sandbox never opens beside production settings. Set BOT_TOKEN, or remove ${key} to try the sandbox`,
    );
  }
  if (raw.BOT_MODE === 'webhook') {
    found.push('BOT_MODE=webhook needs BOT_TOKEN. Set it, or remove BOT_MODE to try the sandbox');
  }
  const port = raw.PORT ?? DEFAULT_PORT;
  if (port === (raw.SANDBOX_PORT ?? DEFAULT_SANDBOX_PORT)) {
    found.push(`PORT and SANDBOX_PORT are both ${port}. Give them different numbers, e.g. SANDBOX_PORT=8081`);
  }
  return found;
}

function withToken(raw: RawEnvironment): string[] {
  const found: string[] = [];
  const url = raw.WEBHOOK_URL;
  if (raw.BOT_MODE === 'webhook' && url === undefined) {
    found.push('BOT_MODE=webhook needs WEBHOOK_URL, e.g. https://bot.example.ru/telegram/k3J9x');
  }
  if (raw.BOT_MODE === 'polling' && url !== undefined) {
    found.push('WEBHOOK_URL is set but BOT_MODE=polling. Remove one of them: Telegram allows only one way');
  }
  if (url === undefined || raw.BOT_MODE === 'polling') return found;
  if (raw.WEBHOOK_SECRET === undefined) {
    found.push(
      'WEBHOOK_URL needs WEBHOOK_SECRET, else anybody could invent updates. Make one with: openssl rand -hex 32',
    );
  }
  if (!isLocalAddress(raw.TELEGRAM_API_ROOT ?? DEFAULT_API_ROOT) && URL.canParse(url)) {
    const { protocol, port } = new URL(url);
    if (protocol !== 'https:') {
      found.push('WEBHOOK_URL must begin with https:// (http is for a Bot API server of your own)');
    }
    if (port !== '' && !WEBHOOK_PORTS.includes(port)) {
      found.push(
        `WEBHOOK_URL has port ${port}, but Telegram calls only ${WEBHOOK_PORTS.join(', ')}. Use one of them`,
      );
    }
  }
  return found;
}

/** [what is set, what it needs, why] */
const PAIRS: readonly (readonly [EnvironmentKey, EnvironmentKey, string])[] = [
  ['YOOKASSA_SHOP_ID', 'YOOKASSA_SECRET_KEY', 'Copy it from the shop’s settings at YooKassa'],
  ['YOOKASSA_SECRET_KEY', 'YOOKASSA_SHOP_ID', 'Copy it from the shop’s settings at YooKassa'],
  ['SMTP_URL', 'MAIL_FROM', 'Set the sender, e.g. MAIL_FROM=bot@example.ru'],
  [
    'MAIL_FROM',
    'SMTP_URL',
    'Set the mail server, e.g. smtps://user:password@smtp.example.ru:465, or remove MAIL_FROM',
  ],
  ['SMSC_LOGIN', 'SMSC_PASSWORD', 'Set the password of smsc.ru'],
  ['SMSC_PASSWORD', 'SMSC_LOGIN', 'Set the login of smsc.ru'],
];

function incompletePairs(raw: RawEnvironment): string[] {
  return PAIRS.filter(([given, needed]) => raw[given] !== undefined && raw[needed] === undefined).map(
    ([given, needed, cure]) => `${given} is set without ${needed}. ${cure}`,
  );
}
