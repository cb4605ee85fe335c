import { z } from 'zod';
import { readBody } from '../read-body.ts';
import {
  type SmsGateway,
  type SmsMessage,
  type SmsRefusal,
  SmsRefusedError,
  SmsUnavailableError,
} from './sms-gateway.ts';

export interface SmscOptions {
  /** https://smsc.ru */
  readonly apiUrl: string;
  readonly login: string;
  readonly password: string;
  /** Milliseconds for one request; default 15 000. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
/** "The same SMS more than once a minute": it has been taken already. */
const DUPLICATE = 9;
/** `error_code` of send.php (documentation of SMSC, "Отправка SMS-сообщения"). */
const REFUSALS: Readonly<Record<number, SmsRefusal>> = {
  1: 'bad-request',
  2: 'wrong-login',
  3: 'no-money',
  4: 'blocked',
  5: 'bad-request',
  6: 'forbidden-text',
  7: 'wrong-number',
  8: 'undeliverable',
};

/** Errors of a connection that was never made: nothing can have been sent. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** A number, also written as text; nothing else is one (`null`, `""`, `true`, `[2]`). */
const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number),
]);
/** An error goes before an id: some come with both. */
const sendAnswer = z.union([
  z.object({ error_code: whole }),
  z.object({ error_code: z.undefined().optional(), id: z.union([z.string(), z.number()]), cnt: whole }),
]);
const statusAnswer = z.object({ status: whole });
/** "No such message" among the states (documentation of SMSC, "Статусы сообщений"). */
const NOT_FOUND = -3;

/**
 * SMSC.ru. HTTP is 200 also for errors, so the body decides. Our key goes along as the message's id: after a lost
 * answer the status under that id tells whether the message was taken.
 */
export function createSmscGateway(options: SmscOptions): SmsGateway {
  async function post(script: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${options.apiUrl}/sys/${script}`, {
      method: 'POST',
      // In the body: addresses stand in logs. Without charset SMSC would read windows-1251.
      body: new URLSearchParams({
        login: options.login,
        psw: options.password,
        charset: 'utf-8',
        fmt: '3',
        ...fields,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
    });
    const text = await readBody(response);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return JSON.parse(text);
  }

  /** True when SMSC knows the message; false also when it cannot be asked, or says something else. */
  async function wasTaken(message: SmsMessage): Promise<boolean> {
    try {
      const answer = statusAnswer.safeParse(
        await post('status.php', { phone: digits(message), id: idOf(message) }),
      );
      return answer.success && answer.data.status !== NOT_FOUND;
    } catch {
      return false;
    }
  }

  return {
    async send(message) {
      let answer: z.output<typeof sendAnswer>;
      try {
        answer = sendAnswer.parse(
          await post('send.php', { phones: digits(message), mes: message.text, id: idOf(message) }),
        );
      } catch (error) {
        if (neverLeft(error)) throw new SmsUnavailableError('no connection', 'no', { cause: error });
        if (await wasTaken(message)) return;
        throw new SmsUnavailableError('no usable answer', 'unknown', { cause: error });
      }
      const { error_code: code } = answer;
      if (code === undefined || code === DUPLICATE) return;
      const refusal = REFUSALS[code];
      if (refusal === undefined) throw new SmsUnavailableError(`error ${code}`, 'no');
      throw new SmsRefusedError(refusal);
    },
  };
}

function digits(message: SmsMessage): string {
  return message.phone.replace(/\D/g, '');
}

/** Up to 40 of letters, digits and `.-_`. */
function idOf(message: SmsMessage): string {
  return message.key.replace(/[^\w.-]/g, '-').slice(-40);
}

function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' && NEVER_LEFT.has(code);
}
