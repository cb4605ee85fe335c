import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Database } from '../../src/database/client.ts';
import { kopecks } from '../../src/domain/money.ts';
import {
  GatewayRefusedError,
  GatewayUnavailableError,
  type PaymentGateway,
} from '../../src/gateways/payments/payment-gateway.ts';
import { createYooKassa } from '../../src/gateways/payments/yookassa/client.ts';
import { SmsRefusedError, SmsUnavailableError } from '../../src/gateways/sms/sms-gateway.ts';
import { createSmscGateway } from '../../src/gateways/sms/smsc.ts';
import { handleGatewayNotification } from '../../src/services/payments/handle-gateway-notification.ts';
import { openGatewayPayment } from '../../src/services/payments/open-gateway-payment.ts';
import { draftPayment } from '../../src/services/payments/quote-payment.ts';
import { startPayment } from '../../src/services/payments/start-payment.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { runs } from '../domain/property.ts';
import { createWorld } from '../services/payments/world.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { type Answer, bentJson, type Json, lineAnswer, respond } from './random-answer.ts';

// Whatever a gateway answers, or whatever stands where it should: a value of its own schema, or one of the two errors
// that say what is known. Money is exact, and what is said of a card or a page never hides that it was taken.

const RUNS = Math.max(400, Number(process.env.FUZZ_STEPS ?? 400));
const ID = '22d6d597-000f-5000-9000-145f6df21d6f';
const REFUND_ID = '216749f7-0016-50be-b000-078d43a63ae4';

const METHOD = {
  id: ID,
  type: 'bank_card',
  saved: true,
  title: 'Bank card *4444',
  card: { first6: '555555', last4: '4444', expiry_month: '07', expiry_year: '2030', card_type: 'MasterCard' },
  confirmation: { type: 'redirect', confirmation_url: 'https://pay.example.test/bind' },
};
const PAYMENT = {
  id: ID,
  status: 'succeeded',
  amount: { value: '300.00', currency: 'RUB' },
  refunded_amount: { value: '0.00', currency: 'RUB' },
  metadata: { domovoy_payment: '261116-1', other: 'x' },
  confirmation: { type: 'redirect', confirmation_url: 'https://pay.example.test/1' },
  payment_method: METHOD,
  receipt_registration: 'pending',
};
const PAYMENTS: readonly Json[] = [
  PAYMENT,
  { ...PAYMENT, status: 'pending' },
  { ...PAYMENT, status: 'waiting_for_capture' },
  {
    ...PAYMENT,
    status: 'canceled',
    cancellation_details: { party: 'payment_network', reason: 'insufficient_funds' },
  },
];
const REFUND = {
  id: REFUND_ID,
  payment_id: ID,
  status: 'succeeded',
  amount: { value: '10.50', currency: 'RUB' },
};
const RECEIPTS = {
  type: 'list',
  items: [
    { type: 'refund', status: 'succeeded' },
    {
      type: 'payment',
      status: 'succeeded',
      fiscal_storage_number: '9960440300000001',
      fiscal_document_number: 123,
      fiscal_attribute: '2617603921',
      registered_at: '2026-11-16T10:06:42.985Z',
    },
  ],
};
const ERROR = { type: 'error', id: 'x', code: 'not_found', description: 'No such', parameter: 'payment_id' };
const SPECIAL: readonly Json[] = [
  ERROR,
  { ...ERROR, code: 'invalid_request' },
  { type: 'processing', retry_after: 1800 },
];

/** Whole kopecks that the database holds. */
const sum = z.int().min(1).max(2_147_483_647);
const id = z.string().regex(/^[\w-]{1,64}$/);
/** Without signs that the database refuses. */
const line = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .nullable();
const page = z
  .string()
  .regex(/^https?:\/\/./)
  .max(2048)
  .nullable();
const method = z.strictObject({
  id,
  type: z.string().min(1).max(64),
  saved: z.boolean(),
  title: line,
  card: z
    .strictObject({
      system: z.string().min(1).max(32),
      first6: z
        .string()
        .regex(/^\d{6}$/)
        .nullable(),
      last4: z.string().regex(/^\d{4}$/),
      expiryMonth: z.int().min(1).max(12),
      expiryYear: z.int().min(0).max(9999),
    })
    .nullable(),
  confirmationUrl: page,
});
const payment = z.strictObject({
  id: z.literal(ID),
  status: z.enum(['pending', 'authorized', 'succeeded', 'canceled']),
  amount: sum,
  refunded: z.int().min(0),
  number: line,
  confirmationUrl: page,
  reason: line,
  method: method.nullable(),
  fiscal: z.enum(['pending', 'registered', 'refused']).nullable(),
});
const refund = z.strictObject({
  id: z.literal(REFUND_ID),
  paymentId: id,
  status: z.enum(['pending', 'succeeded', 'canceled']),
  amount: sum,
  reason: line,
});
const digits = z
  .string()
  .regex(/^\d{1,20}$/)
  .nullable();
const receipt = z
  .strictObject({
    status: z.enum(['pending', 'registered', 'refused']),
    storage: digits,
    document: digits,
    sign: digits,
    registeredAt: z.date().nullable(),
  })
  .nullable();

function gatewayOf(answer: () => Answer): { readonly gateway: PaymentGateway; readonly calls: () => number } {
  let calls = 0;
  const gateway = createYooKassa({
    apiUrl: 'https://api.example.test/v3',
    shopId: '1',
    secretKey: 'k',
    request: async () => {
      calls += 1;
      return respond(answer());
    },
  });
  return { gateway, calls: () => calls };
}

function arrived(body: Json): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(body), cut: 'no' };
}

type Outcome<T> = { readonly value: T } | { readonly error: GatewayRefusedError | GatewayUnavailableError };

async function outcome<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof GatewayRefusedError || error instanceof GatewayUnavailableError) return { error };
    throw error;
  }
}

/** What the body says, as any reader of JSON sees it. */
function told({ body, cut }: Answer): Record<string, Json> {
  try {
    const value: unknown = cut === 'no' ? JSON.parse(Buffer.from(body).toString('utf8')) : null;
    return typeof value === 'object' && value !== null ? (value as Record<string, Json>) : {};
  } catch {
    return {};
  }
}

const WHAT = {
  'a payment': {
    from: PAYMENTS,
    schema: payment.nullable(),
    ask: (gateway: PaymentGateway) => gateway.findPayment(ID),
  },
  'a refund': {
    from: [REFUND],
    schema: refund.nullable(),
    ask: (gateway: PaymentGateway) => gateway.findRefund(REFUND_ID),
  },
  'a method': {
    from: [METHOD],
    schema: method.nullable(),
    ask: (gateway: PaymentGateway) => gateway.findMethod(ID),
  },
  'a binding': {
    from: [METHOD],
    schema: method,
    ask: (gateway: PaymentGateway) => gateway.bindCard({ returnUrl: 'https://t.me/x' }, 'k'),
  },
  'a receipt': {
    from: [RECEIPTS],
    schema: receipt,
    ask: (gateway: PaymentGateway) => gateway.findFiscalReceipt(ID),
  },
} as const;

describe('an answer of the payment gateway', () => {
  it.each(Object.entries(WHAT))(
    'about %s is what it says, or one of two errors',
    async (_name, { from, schema, ask }) => {
      const answers = lineAnswer(bentJson([...from, ...SPECIAL]));
      await fc.assert(
        fc.asyncProperty(answers, async (answer) => {
          const { gateway, calls } = gatewayOf(() => answer);
          const got = await outcome<unknown>(ask(gateway));
          expect(calls()).toBeLessThanOrEqual(2);
          if ('value' in got) {
            expect(schema.safeParse(got.value).error?.issues).toBeUndefined();
            return;
          }
          // Nothing was done: only the gateway itself can say so.
          if (got.error instanceof GatewayRefusedError) {
            expect(answer.status).toBeGreaterThanOrEqual(400);
            expect(answer.status).toBeLessThan(500);
            expect(told(answer).code).toBe(got.error.code);
          }
        }),
        runs(RUNS),
      );
    },
  );

  it('keeps who, how much and in which state, whatever is said besides', async () => {
    const { id: _id, status: _status, amount: _amount, ...rest } = PAYMENT;
    await fc.assert(
      fc.asyncProperty(
        bentJson([rest]),
        fc.integer({ min: 1, max: 2_147_483_647 }),
        async (other, amount) => {
          const value = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
          const whole = {
            ...(other as object),
            id: ID,
            status: 'succeeded',
            amount: { value, currency: 'RUB' },
          };
          const { gateway } = gatewayOf(() => arrived(whole as Json));
          expect(await gateway.findPayment(ID)).toMatchObject({ id: ID, status: 'succeeded', amount });
        },
      ),
      runs(RUNS),
    );
  });

  it('of other money, another payment or more than there is cannot be read', async () => {
    const cases: Json[] = [
      { ...PAYMENT, amount: { value: '300.00', currency: 'USD' } },
      { ...PAYMENT, id: REFUND_ID },
      ...['-300.00', '0.00', '300,00', '3e2', '21474836.48', '300.001'].map((value) => ({
        ...PAYMENT,
        amount: { value, currency: 'RUB' },
      })),
    ];
    for (const body of cases) {
      const { gateway } = gatewayOf(() => arrived(body as Json));
      await expect(gateway.findPayment(ID)).rejects.toBeInstanceOf(GatewayUnavailableError);
    }
  });

  it('that never ends is not read to its end', async () => {
    let sent = 0;
    const gateway = createYooKassa({
      apiUrl: 'https://api.example.test/v3',
      shopId: '1',
      secretKey: 'k',
      request: async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              sent += 1;
              controller.enqueue(Buffer.alloc(65_536, ' '));
            },
          }),
        ),
    });
    await expect(gateway.findPayment(ID)).rejects.toBeInstanceOf(GatewayUnavailableError);
    expect(sent).toBeLessThan(100);
  });
});

describe('a call of the payment gateway', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  it('with anything in it, and anything behind it, leaves money as the gateway has it', async () => {
    const tr = createTexts().for('ru');
    const offers = [{ method: 'yookassa', limits: { min: kopecks(100), max: kopecks(70_000_000) } }] as const;
    await clean(database);
    const world = createWorld(database);
    const NOTIFICATIONS: readonly Json[] = [
      { type: 'notification', event: 'payment.succeeded', object: { id: ID } },
      { type: 'notification', event: 'payment.canceled', object: { id: ID } },
      { type: 'notification', event: 'refund.succeeded', object: { id: REFUND_ID, payment_id: ID } },
      { type: 'notification', event: 'payment_method.active', object: { id: ID } },
    ];
    const { anna: payer, bill } = await world.household(30_000);
    let answer: Answer = { status: 500, type: '', body: '', cut: 'no' };
    const { gateway } = gatewayOf(() => answer);
    const deps = { ...world.deps, gateway };
    const { prisma } = database;
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 3, arbitrary: fc.constant(NOTIFICATIONS[0] ?? null) }, bentJson(NOTIFICATIONS)),
        fc.oneof(
          { weight: 2, arbitrary: bentJson([PAYMENT]).map(arrived) },
          lineAnswer(bentJson([...PAYMENTS, REFUND, METHOD, ...SPECIAL])),
        ),
        async (body, next) => {
          // Each meets a payment that waits at the gateway under the id of these answers.
          await prisma.payment.updateMany({
            where: { gatewayPaymentId: ID },
            data: { gatewayPaymentId: null },
          });
          await prisma.payment.updateMany({
            where: { number: '261116-1' },
            data: { number: `old-${taken}-${Math.random()}` },
          });
          const items = [{ kind: 'bill', billId: bill.billId, amount: kopecks(10_000) } as const];
          const { draftId } = await draftPayment(deps, { ...payer, items, method: 'yookassa', offers });
          const started = await startPayment(deps, { ...payer, draftId, payAnyway: true, locale: 'ru' });
          if (started.kind === 'held') throw new Error('pays anyway');
          const where = { id: started.payment.id };
          await prisma.payment.update({ where, data: { number: '261116-1' } });
          answer = {
            status: 200,
            type: '',
            body: JSON.stringify({ ...PAYMENT, status: 'pending' }),
            cut: 'no',
          };
          await openGatewayPayment(deps, { paymentId: where.id, tr, messageId: null });
          answer = next;
          const got = await outcome(handleGatewayNotification(deps, body));
          if ('value' in got) expect(['done', 'refused']).toContain(got.value);
          const row = await prisma.payment.findUniqueOrThrow({ where });
          const said = told(next);
          const isAbout = (body as { object?: { id?: Json } } | null)?.object?.id === ID;
          if (row.status === 'succeeded') {
            taken += 1;
            expect(isAbout).toBe(true);
            expect([next.status >= 200 && next.status < 300, said.id, said.status]).toEqual([
              true,
              ID,
              'succeeded',
            ]);
          } else expect(['pending', 'failed']).toContain(row.status);
          expect(row).toMatchObject({ total: started.payment.total, refunded: 0 });
        },
      ),
      runs(Math.ceil(RUNS / 8)),
    );
    // It is about money that was taken, not about refusals alone.
    expect(taken).toBeGreaterThan(3);
  });

  it('is not lost with what cannot be read of the card', async () => {
    const odd = { ...METHOD, title: 'a\u0000b', card: { ...METHOD.card, expiry_month: 'xx' } };
    const { gateway } = gatewayOf(() => ({
      status: 200,
      type: '',
      body: JSON.stringify({
        ...PAYMENT,
        payment_method: odd,
        confirmation: { confirmation_url: 'javascript:1' },
      }),
      cut: 'no',
    }));
    expect(await gateway.findPayment(ID)).toMatchObject({
      amount: 30_000,
      confirmationUrl: null,
      method: { title: 'ab', card: null },
    });
  });
});

describe('an answer of the SMS gateway', () => {
  const SENT: readonly Json[] = [
    { id: 'key', cnt: 1 },
    { id: 7, cnt: '2' },
    { error: 'text', error_code: 9 },
    { error: 'text', error_code: 7, id: 3 },
    { error: 'no money', error_code: '3' },
  ];
  const STATES: readonly Json[] = [
    { status: 1, last_date: '16.11.2026' },
    { status: -3, last_date: '' },
    { status: '0' },
    { error: 'not found', error_code: 3 },
  ];
  const isWhole = (value: Json | undefined): boolean =>
    Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d{1,9}$/.test(value));
  const saysTaken = (answer: Answer): boolean => {
    const { error_code: code, id: own, cnt } = told(answer);
    const known = (typeof own === 'string' || typeof own === 'number') && isWhole(cnt);
    return answer.status < 300 && (code === undefined ? known : isWhole(code) && Number(code) === 9);
  };

  it('says that a message was taken, or which of two errors it is', async () => {
    const gateway = createSmscGateway({ apiUrl: 'https://smsc.example.test', login: 'a', password: 'b' });
    await fc.assert(
      fc.asyncProperty(lineAnswer(bentJson(SENT)), lineAnswer(bentJson(STATES)), async (sent, state) => {
        const asked: string[] = [];
        vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
          asked.push(String(input));
          return respond(String(input).endsWith('send.php') ? sent : state);
        });
        const failure = await gateway.send({ phone: '+79161234567', text: 'x', key: 'key' }).then(
          () => null,
          (error: unknown) => error,
        );
        const whole = [sent, state].every(({ body }) => body.length < 1_000_000);
        const { status } = told(state);
        const isKnown = state.status < 300 && isWhole(status) && Number(status) !== -3;
        expect(asked.length).toBeLessThanOrEqual(2);
        if (failure === null) expect(saysTaken(sent) || (asked.length === 2 && isKnown)).toBe(true);
        else {
          if (whole) expect(saysTaken(sent)).toBe(false);
          expect(failure instanceof SmsRefusedError || failure instanceof SmsUnavailableError).toBe(true);
          // Sent again, it would come twice: only what is certain may say that it was not sent.
          if (failure instanceof SmsUnavailableError && failure.sent === 'no')
            expect(isWhole(told(sent).error_code)).toBe(true);
          if (failure instanceof SmsRefusedError) expect(Number(told(sent).error_code)).toBeGreaterThan(0);
        }
      }),
      runs(RUNS),
    );
  });
});
