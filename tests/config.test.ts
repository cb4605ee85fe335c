import { readFileSync } from 'node:fs';
import { inspect, parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, ENVIRONMENT_KEYS, type Environment, loadConfig } from '../src/config.ts';

const TOKEN = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';
const POLLING: Environment = { BOT_TOKEN: TOKEN };
const WEBHOOK: Environment = {
  BOT_TOKEN: TOKEN,
  WEBHOOK_URL: 'https://bot.example.ru/telegram/k3J9x',
  WEBHOOK_SECRET: '0123456789abcdef',
};

function problemsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('modes', () => {
  it('is the sandbox on this machine only when nothing is set', () => {
    const config = loadConfig({});
    expect(config.telegram).toEqual({ mode: 'sandbox', port: 8081 });
    expect(config.database).toEqual({ kind: 'embedded', dataDir: './data' });
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, publicUrl: null, metricsToken: null });
    expect(config.demoData).toBe(true);
    expect(config).toMatchObject({
      redisUrl: null,
      yookassa: null,
      email: null,
      sms: null,
      bulkPerSecond: 30,
    });
  });

  it('polls with a token alone, and shows no port to others', () => {
    const config = loadConfig(POLLING);
    expect(config.telegram).toMatchObject({
      mode: 'polling',
      apiRoot: 'https://api.telegram.org',
      proxy: null,
    });
    expect(config.http.host).toBe('127.0.0.1');
    expect(config.demoData).toBe(false);
    expect(loadConfig({ ...POLLING, PUBLIC_URL: 'https://bot.example.ru' }).http.host).toBe('0.0.0.0');
  });

  it('takes the webhook when its address is set, with or without BOT_MODE', () => {
    for (const env of [WEBHOOK, { ...WEBHOOK, BOT_MODE: 'webhook' }]) {
      const { telegram, http } = loadConfig(env);
      expect(telegram).toMatchObject({ mode: 'webhook', webhook: { path: '/telegram/k3J9x' } });
      expect(http.host).toBe('0.0.0.0');
    }
  });

  it('accepts a webhook with the embedded database, and plain http beside a Bot API server of one’s own', () => {
    expect(loadConfig(WEBHOOK).database.kind).toBe('embedded');
    const own = {
      ...WEBHOOK,
      WEBHOOK_URL: 'http://10.0.0.5:9000/telegram/x',
      TELEGRAM_API_ROOT: 'http://localhost:8081',
    };
    expect(problemsOf(own)).toEqual([]);
  });

  it('never opens the sandbox in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('BOT_TOKEN is missing')]);
    expect(problemsOf({ ...POLLING, NODE_ENV: 'production' })).toEqual([]);
  });
});

describe('wrong values', () => {
  const cases: readonly (readonly [Environment, string])[] = [
    [{ BOT_TOKEN: 'hello' }, 'BOT_TOKEN is not a bot token'],
    [{ ...POLLING, TELEGRAM_API_ROOT: 'api.telegram.org' }, 'TELEGRAM_API_ROOT is not an http(s) address'],
    [{ ...POLLING, TELEGRAM_PROXY: 'ftp://x' }, 'TELEGRAM_PROXY is not an address'],
    [{ ...POLLING, BOT_MODE: 'pull' }, 'BOT_MODE "pull" is not a mode'],
    [{ ...POLLING, BOT_MODE: 'webhook' }, 'BOT_MODE=webhook needs WEBHOOK_URL'],
    [{ ...WEBHOOK, BOT_MODE: 'polling' }, 'WEBHOOK_URL is set but BOT_MODE=polling'],
    [{ ...WEBHOOK, WEBHOOK_SECRET: '' }, 'WEBHOOK_URL needs WEBHOOK_SECRET'],
    [{ ...WEBHOOK, WEBHOOK_SECRET: 'short' }, 'WEBHOOK_SECRET must be 16 to 256'],
    [{ ...WEBHOOK, WEBHOOK_URL: 'http://bot.example.ru/telegram/x' }, 'WEBHOOK_URL must begin with https://'],
    [{ ...WEBHOOK, WEBHOOK_URL: 'https://bot.example.ru:444/telegram/x' }, 'WEBHOOK_URL has port 444'],
    [{ ...WEBHOOK, WEBHOOK_URL: 'https://bot.example.ru/hook' }, 'WEBHOOK_URL must end with /telegram/'],
    [{ WEBHOOK_URL: WEBHOOK.WEBHOOK_URL }, 'WEBHOOK_URL is set without BOT_TOKEN'],
    [{ YOOKASSA_API_URL: 'https://api.yookassa.ru/v3' }, 'YOOKASSA_API_URL is set without BOT_TOKEN'],
    [{ BOT_MODE: 'webhook' }, 'BOT_MODE=webhook needs BOT_TOKEN'],
    [{ PORT: '8081' }, 'PORT and SANDBOX_PORT are both 8081'],
    [{ PORT: '70000' }, 'PORT "70000" is not a whole number'],
    [{ PORT: '80.5' }, 'PORT "80.5" is not a whole number'],
    [{ HOST: 'all of them' }, 'HOST "all of them" is not a host'],
    [{ PUBLIC_URL: 'https://user:pw@bot.example.ru' }, 'PUBLIC_URL must be an address without password'],
    [{ DATABASE_URL: 'mysql://localhost/domovoy' }, 'DATABASE_URL is not an address'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL is not an address'],
    [{ ADMIN_IDS: '1, @anna' }, 'ADMIN_IDS "@anna" is not a Telegram id'],
    [{ ADMIN_IDS: '1,,2' }, 'ADMIN_IDS "" is not a Telegram id'],
    [{ STAFF_CHAT_ID: '1001' }, 'STAFF_CHAT_ID "1001" is not the id of a group'],
    [{ TIMEZONE: 'Moscow' }, 'TIMEZONE "Moscow" is not a time zone'],
    [{ DEFAULT_LOCALE: 'de' }, 'DEFAULT_LOCALE "de" is not a language'],
    [{ QUIET_HOURS: '21-24' }, 'QUIET_HOURS "21-24" is not a pair'],
    [{ QUIET_HOURS: '9-9' }, 'QUIET_HOURS "9-9" is not a pair'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL "loud" is not a level'],
    [{ BULK_PER_SECOND: '0' }, 'BULK_PER_SECOND "0" is not a whole number'],
    [{ DEMO_DATA: 'yes' }, 'DEMO_DATA "yes" must be 1'],
    [{ ...POLLING, NODE_ENV: 'production', DEMO_DATA: '1' }, 'DEMO_DATA=1 would fill a production database'],
    [{ ...POLLING, YOOKASSA_SHOP_ID: '1' }, 'YOOKASSA_SHOP_ID is set without YOOKASSA_SECRET_KEY'],
    [{ ...POLLING, YOOKASSA_SECRET_KEY: 'x' }, 'YOOKASSA_SECRET_KEY is set without YOOKASSA_SHOP_ID'],
    [{ SMTP_URL: 'smtp://localhost' }, 'SMTP_URL is set without MAIL_FROM'],
    [{ MAIL_FROM: 'bot@example.ru' }, 'MAIL_FROM is set without SMTP_URL'],
    [{ SMTP_URL: 'smtp://localhost', MAIL_FROM: 'somebody' }, 'MAIL_FROM is not a sender'],
    [{ SMSC_LOGIN: 'house' }, 'SMSC_LOGIN is set without SMSC_PASSWORD'],
    [{ SMSC_PASSWORD: 'x' }, 'SMSC_PASSWORD is set without SMSC_LOGIN'],
  ];

  it.each(cases)('%j', (env, start) => {
    expect(problemsOf(env)).toEqual([expect.stringContaining(start)]);
  });

  it('lists every problem at once, of formats and of contradictions', () => {
    const env = {
      PORT: 'x',
      TIMEZONE: 'Mars/Olympus',
      WEBHOOK_URL: 'https://a.example/telegram/x',
      SMSC_LOGIN: 'a',
    };
    const problems = problemsOf(env);
    expect(problems).toHaveLength(4);
    for (const key of Object.keys(env)) {
      expect(problems.some((problem) => problem.startsWith(`${key} `))).toBe(true);
    }
    for (const problem of problems) expect(problem).not.toContain('\n');
  });

  it('never quotes a secret, right or wrong', () => {
    const secret = 'hunter2-hunter2';
    const env = {
      BOT_TOKEN: secret,
      DATABASE_URL: `mysql://u:${secret}@h/d`,
      REDIS_URL: `http://:${secret}@h`,
      TELEGRAM_PROXY: secret,
      SMTP_URL: `http://u:${secret}@h`,
      WEBHOOK_SECRET: `${secret} `.repeat(3),
      METRICS_TOKEN: secret,
    };
    const problems = problemsOf(env);
    expect(problems.length).toBeGreaterThan(4);
    expect(problems.join('\n')).not.toContain(secret);
  });
});

describe('empty and odd input', () => {
  it('treats empty and blank values as not set', () => {
    const blank = Object.fromEntries(
      ENVIRONMENT_KEYS.map((key, index) => [key, index % 2 === 0 ? '' : '  ']),
    );
    expect(loadConfig(blank)).toEqual(loadConfig({}));
  });

  it('trims values, drops double ids and the slash at the end of addresses', () => {
    const config = loadConfig({
      ...POLLING,
      ADMIN_IDS: ' 5, 7,5 ',
      TELEGRAM_API_ROOT: 'http://localhost:8081/ ',
      PUBLIC_URL: 'https://bot.example.ru/',
    });
    expect(config.adminTelegramIds).toEqual([5, 7]);
    expect(config.telegram).toMatchObject({ apiRoot: 'http://localhost:8081' });
    expect(config.http.publicUrl).toBe('https://bot.example.ru');
  });

  it('never prints a secret', () => {
    const secrets = {
      METRICS_TOKEN: 'metrics-secret-1',
      DATABASE_URL: 'postgresql://u:database-secret@localhost/d',
      REDIS_URL: 'redis://:redis-secret@localhost',
      TELEGRAM_PROXY: 'socks5://u:proxy-secret@localhost:1080',
      TELEGRAM_PROVIDER_TOKEN: 'provider-secret',
      YOOKASSA_SECRET_KEY: 'yookassa-secret',
      SMTP_URL: 'smtp://u:smtp-secret@localhost',
      SMSC_PASSWORD: 'smsc-secret',
    };
    const config = loadConfig({
      ...WEBHOOK,
      ...secrets,
      YOOKASSA_SHOP_ID: '1',
      MAIL_FROM: 'Домовой <bot@example.ru>',
      SMSC_LOGIN: 'house',
    });
    const printed = [inspect(config, { depth: 9, showHidden: true }), JSON.stringify(config)].join('\n');
    expect(printed).not.toMatch(/(metrics|database|redis|proxy|provider|yookassa|smtp|smsc)-secret/);
    expect(printed).not.toContain(TOKEN);
    expect(`${config.redisUrl}`).toBe('[secret]');
    expect(config.redisUrl?.reveal()).toBe(secrets.REDIS_URL);
  });
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  it('has exactly the keys of the schema', () => {
    expect(Object.keys(parseEnv(example)).sort()).toEqual([...ENVIRONMENT_KEYS].sort());
  });

  it('says what each key is for, and copied as it is opens the sandbox', () => {
    const lines = example.split('\n');
    for (const key of ENVIRONMENT_KEYS) {
      const at = lines.findIndex((line) => line.startsWith(`${key}=`));
      const near = lines.slice(Math.max(0, at - 3), at).some((line) => line.startsWith('# '));
      expect(near, key).toBe(true);
    }
    expect(loadConfig(parseEnv(example))).toEqual(loadConfig({}));
  });
});
