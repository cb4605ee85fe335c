import { z } from 'zod';
import { kopecks, toDecimalString } from '../../../domain/money.ts';
import { readBody } from '../../read-body.ts';
import {
  type GatewayPaymentRequest,
  type GatewayReceipt,
  GatewayRefusedError,
  GatewayUnavailableError,
  type PaymentGateway,
} from '../payment-gateway.ts';
import { answers, errorAnswer, NUMBER_KEY } from './answers.ts';

export interface YooKassaOptions {
  /** `https://api.yookassa.ru/v3` or a stand-in. */
  readonly apiUrl: string;
  readonly shopId: string;
  readonly secretKey: string;
  /** Of one try. Two tries must fit into the time a handler may take. */
  readonly timeoutMs?: number;
  readonly request?: typeof fetch;
}

const TIMEOUT_MS = 7000;
/** A lost answer is asked for once more at once, with the same key; later ones are the poll's. */
const TRIES = 2;

/** YooKassa API v3 over fetch: HTTP Basic, JSON, `Idempotence-Key` on every POST. */
export function createYooKassa(options: YooKassaOptions): PaymentGateway {
  const request = options.request ?? fetch;
  const root = options.apiUrl.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${options.shopId}:${options.secretKey}`).toString('base64')}`;

  async function call(
    path: string,
    post?: { readonly body: object; readonly key: string },
  ): Promise<unknown> {
    for (let left = TRIES; ; left -= 1) {
      try {
        return await once(path, post);
      } catch (error) {
        if (left <= 1 || !(error instanceof GatewayUnavailableError)) throw error;
      }
    }
  }

  async function once(
    path: string,
    post?: { readonly body: object; readonly key: string },
  ): Promise<unknown> {
    let status: number;
    let body: unknown;
    try {
      const answer = await request(`${root}${path}`, {
        method: post === undefined ? 'GET' : 'POST',
        // The payer's address and our key are for the gateway alone.
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
        headers: {
          authorization,
          ...(post === undefined ? {} : { 'content-type': 'application/json', 'idempotence-key': post.key }),
        },
        ...(post === undefined ? {} : { body: JSON.stringify(post.body) }),
      });
      status = answer.status;
      body = JSON.parse(await readBody(answer));
    } catch (error) {
      throw new GatewayUnavailableError('no readable answer', { cause: error });
    }
    if (status >= 200 && status < 300) return body;
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      const problem = errorAnswer.safeParse(body);
      if (problem.success) {
        const { code, parameter, description } = problem.data;
        throw new GatewayRefusedError(code, parameter, description);
      }
    }
    throw new GatewayUnavailableError(`HTTP ${status}`);
  }

  const read = <S extends z.ZodType>(schema: S, answer: unknown): z.output<S> => {
    const parsed = schema.safeParse(answer);
    // It was executed, but what came of it is not readable: the poll asks again.
    if (!parsed.success)
      throw new GatewayUnavailableError(`unreadable answer: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };

  const find = async <S extends z.ZodType>(schema: S, path: string): Promise<z.output<S> | null> => {
    try {
      return read(schema, await call(path));
    } catch (error) {
      if (error instanceof GatewayRefusedError && error.code === 'not_found') return null;
      throw error;
    }
  };

  const findOne = async <T extends { readonly id: string }>(
    schema: z.ZodType<T>,
    path: string,
    id: string,
  ): Promise<T | null> => {
    const found = await find(schema, `/${path}/${encodeURIComponent(id)}`);
    if (found !== null && found.id !== id)
      throw new GatewayUnavailableError('an answer about something else');
    return found;
  };

  return {
    async createPayment(wanted, key) {
      return read(answers.payment, await call('/payments', { body: paymentBody(wanted), key }));
    },
    findPayment: (id) => findOne(answers.payment, 'payments', id),
    async findFiscalReceipt(paymentId) {
      const list = await find(answers.receipts, `/receipts?payment_id=${encodeURIComponent(paymentId)}`);
      // A payment may have several: one that was refused and made again.
      const ofPayment = (list?.items ?? [])
        .filter(({ type }) => type === 'payment')
        .map(({ fiscal }) => fiscal);
      return ofPayment.find(({ status }) => status === 'registered') ?? ofPayment[0] ?? null;
    },
    async createRefund(wanted, key) {
      const body = {
        payment_id: wanted.paymentId,
        amount: amountOf(wanted.amount),
        description: wanted.description,
        ...(wanted.receipt === null ? {} : { receipt: receiptBody(wanted.receipt) }),
      };
      return read(answers.refund, await call('/refunds', { body, key }));
    },
    findRefund: (id) => findOne(answers.refund, 'refunds', id),
    async bindCard({ returnUrl }, key) {
      const body = { type: 'bank_card', confirmation: { type: 'redirect', return_url: returnUrl } };
      return read(answers.method, await call('/payment_methods', { body, key }));
    },
    findMethod: (id) => findOne(answers.method, 'payment_methods', id),
  };
}

function paymentBody(wanted: GatewayPaymentRequest): object {
  const confirmation = {
    type: 'redirect',
    return_url: wanted.returnUrl,
    locale: wanted.locale === 'ru' ? 'ru_RU' : 'en_US',
  };
  return {
    amount: amountOf(wanted.amount),
    capture: true,
    description: wanted.description,
    metadata: { [NUMBER_KEY]: wanted.number },
    ...(wanted.methodId === null ? { confirmation } : { payment_method_id: wanted.methodId }),
    ...(wanted.way === 'sbp' ? { payment_method_data: { type: 'sbp' } } : {}),
    ...(wanted.saveMethod && wanted.methodId === null ? { save_payment_method: true } : {}),
    ...(wanted.receipt === null ? {} : { receipt: receiptBody(wanted.receipt) }),
  };
}

function receiptBody(receipt: GatewayReceipt): object {
  return {
    customer: receipt.customer,
    ...(receipt.taxSystemCode === null ? {} : { tax_system_code: receipt.taxSystemCode }),
    items: receipt.items.map(({ description, amount, vatCode, subject }) => ({
      description,
      quantity: '1.00',
      amount: amountOf(amount),
      vat_code: vatCode,
      payment_mode: 'full_payment',
      payment_subject: subject,
    })),
  };
}

function amountOf(amount: number): object {
  return { value: toDecimalString(kopecks(amount)), currency: 'RUB' };
}
