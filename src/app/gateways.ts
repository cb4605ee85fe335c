import type { TelegramAccess } from '../bot/deps.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { EmailGateway } from '../gateways/email/email-gateway.ts';
import { createSmtpGateway } from '../gateways/email/smtp.ts';
import {
  createInvoiceLimits,
  fixedInvoiceLimits,
  type InvoiceLimits,
} from '../gateways/payments/invoice-limits.ts';
import type { PaymentGateway } from '../gateways/payments/payment-gateway.ts';
import { createYooKassa } from '../gateways/payments/yookassa/client.ts';
import type { SmsGateway } from '../gateways/sms/sms-gateway.ts';
import { createSmscGateway } from '../gateways/sms/smsc.ts';
import type { Logger } from '../logging/logger.ts';
import type { Sandbox } from '../sandbox/server.ts';
import type { Closers } from './closers.ts';

/** Of the form Telegram gives for tests; the sandbox takes any. */
const SANDBOX_PROVIDER_TOKEN = '381764678:TEST:100037';
const CURRENCIES_URL = 'https://core.telegram.org/bots/payments/currencies.json';

/** How Telegram is reached: the real one, another API root, or the sandbox of this process. */
export function telegramAccess(config: Config, sandbox: Sandbox | null): TelegramAccess {
  if (config.telegram.mode === 'sandbox') {
    if (sandbox === null) throw new Error('the sandbox is opened before Telegram is reached');
    return {
      token: sandbox.botToken,
      apiRoot: sandbox.url,
      proxy: null,
      paymentProviderToken: SANDBOX_PROVIDER_TOKEN,
    };
  }
  const { token, apiRoot, proxy, providerToken } = config.telegram;
  return {
    token: token.reveal(),
    apiRoot,
    proxy: proxy?.reveal() ?? null,
    paymentProviderToken: providerToken?.reveal() ?? null,
  };
}

/** SMSC as configured, or the sandbox' stand-in: the same client, another address. */
export function openSms(config: Config, sandbox: Sandbox | null): SmsGateway | null {
  if (sandbox !== null) {
    return createSmscGateway({ apiUrl: sandbox.smscUrl, login: 'sandbox', password: 'sandbox' });
  }
  if (config.sms === null) return null;
  const { apiUrl, login, password } = config.sms;
  return createSmscGateway({ apiUrl, login, password: password.reveal() });
}

/** YooKassa as configured, or the sandbox' stand-in: the same client, another address. */
export function openPaymentGateway(config: Config, sandbox: Sandbox | null): PaymentGateway | null {
  if (sandbox !== null) return createYooKassa(sandbox.yookassa);
  if (config.yookassa === null) return null;
  const { apiUrl, shopId, secretKey } = config.yookassa;
  return createYooKassa({ apiUrl, shopId, secretKey: secretKey.reveal() });
}

/** The mail server as configured, or the sandbox' mailbox. */
export function openEmail(config: Config, sandbox: Sandbox | null, opened: Closers): EmailGateway | null {
  const smtp =
    sandbox !== null
      ? { url: sandbox.smtpUrl, from: 'Domovoy <bot@sandbox.local>' }
      : config.email === null
        ? null
        : { url: config.email.smtpUrl.reveal(), from: config.email.from };
  if (smtp === null) return null;
  const gateway = createSmtpGateway(smtp);
  opened.add('mail', () => gateway.close());
  return gateway;
}

/** Telegram's own table of invoice limits; a local Bot API server has fixed ones. */
export function invoiceLimits(config: Config, options: { clock: Clock; log: Logger }): InvoiceLimits {
  if (config.telegram.mode === 'sandbox' || !config.telegram.apiRoot.startsWith('https:')) {
    return fixedInvoiceLimits();
  }
  return createInvoiceLimits({
    url: CURRENCIES_URL,
    clock: options.clock,
    onFailure: (error) => options.log.warn({ err: error }, 'limits of Telegram invoices could not be read'),
  });
}

/** Values that must never reach the log. */
export function secretsOf(config: Config): string[] {
  const { telegram, database } = config;
  return [
    ...(telegram.mode === 'sandbox' ? [] : [telegram.token, telegram.proxy, telegram.providerToken]),
    ...(telegram.mode === 'webhook' ? [telegram.webhook.secret] : []),
    ...(database.kind === 'postgres' ? [database.url] : []),
    config.redisUrl,
    config.http.metricsToken,
    config.yookassa?.secretKey,
    config.email?.smtpUrl,
    config.sms?.password,
  ].flatMap((secret) => (secret === null || secret === undefined ? [] : [secret.reveal()]));
}
