import { createTransport } from 'nodemailer';
import { type EmailGateway, EmailRefusedError, EmailUnavailableError } from './email-gateway.ts';

export interface SmtpOptions {
  /** smtp:// or smtps://, with user and password when the server wants them */
  readonly url: string;
  /** `bot@example.ru` or `Домовой <bot@example.ru>` */
  readonly from: string;
  /** Milliseconds for each step of the conversation; default 15 000. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/**
 * Errors of a connection that was never made. The library reports a connection lost in the middle of a letter with the
 * same `code` and `command` (ECONNECTION, CONN): only what the system said, or which wait it was, tells them apart.
 */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const BEFORE_THE_LETTER = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']);

/** E-mail over SMTP; connections are kept and used again. Call `close` at the end. */
export function createSmtpGateway(options: SmtpOptions): EmailGateway & { close(): void } {
  const timeout = options.timeoutMs ?? TIMEOUT_MS;
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // A text of ours must never make the library read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Errors of idle connections; those of letters are thrown by send.
  transport.on('error', () => undefined);
  const domain = /@([^\s<>@]+)>?$/.exec(options.from)?.[1] ?? 'localhost';

  return {
    async send({ to, subject, text, html, attachments = [], unsubscribeUrl, key }) {
      try {
        await transport.sendMail({
          from: options.from,
          to: { name: '', address: to },
          subject,
          text,
          ...(html === undefined ? {} : { html }),
          attachments: attachments.map(({ fileName, bytes }) => ({
            filename: fileName,
            content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
          })),
          messageId: `<${key.replace(/[^\w.-]/g, '-')}@${domain}>`,
          // Nobody's holiday notice shall answer a robot.
          headers: {
            'Auto-Submitted': 'auto-generated',
            ...(unsubscribeUrl === undefined
              ? {}
              : {
                  'List-Unsubscribe': `<${unsubscribeUrl}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }),
          },
        });
      } catch (error) {
        throw classify(error);
      }
    },
    close: () => transport.close(),
  };
}

function classify(error: unknown): Error {
  const code = field(error, 'code');
  const reply = field(error, 'responseCode');
  const command = field(error, 'command');
  const told = [code, reply, command].filter((part) => part !== undefined).join(' ');
  if (code === 'EAUTH') return new EmailUnavailableError(told, 'refused-us', { cause: error });
  if (typeof reply === 'number' && reply >= 500) return new EmailRefusedError(told, { cause: error });
  // 4xx is an answer: not taken, try later.
  if (typeof reply === 'number' && reply >= 400)
    return new EmailUnavailableError(told, 'no', { cause: error });
  if (code === 'EENVELOPE') return new EmailRefusedError(told, { cause: error });
  if (
    code === 'EDNS' ||
    NEVER_CONNECTED.has(String(field(error, 'originalCode'))) ||
    BEFORE_THE_LETTER.has(String(field(error, 'timeoutType')))
  ) {
    return new EmailUnavailableError(told, 'no', { cause: error });
  }
  return new EmailUnavailableError(told === '' ? 'no answer' : told, 'unknown', { cause: error });
}

function field(error: unknown, name: string): string | number | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}
