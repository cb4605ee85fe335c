import { Bot } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BotContext } from '../../../src/bot/context.ts';
import type { BotDeps } from '../../../src/bot/deps.ts';
import { checkout } from '../../../src/bot/features/payments/checkout.ts';
import { createUpdateHandler, type UpdateHandler } from '../../../src/bot/handle-update.ts';
import type { Database } from '../../../src/database/client.ts';
import type { PaymentRow } from '../../../src/services/payments/payment-row.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createWorld, type Payer, type World } from './world.ts';

/** What a failing database says; the first is an outage, the second a defect that no waiting mends. */
const OUTAGE = Object.assign(new Error("Can't reach database server"), { code: 'P1001' });
const DEFECT = new TypeError('a defect');
const TOO_LATE = { ok: false, error_code: 400, description: 'Bad Request: query is too old' } as const;

let database: Database;
let world: World;
let handle: UpdateHandler;
let answers: { ok: boolean; error_message?: string }[];
let logged: string[];
/** Thrown by every transaction while set; `hang` never answers. */
let failure: Error | 'hang' | null;
let tooLate: boolean;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  world = createWorld(database);
  answers = [];
  logged = [];
  failure = null;
  tooLate = false;
  handle = handler();
});

function handler(): UpdateHandler {
  const db = new Proxy(database.prisma, {
    get(target, name, receiver) {
      if (name === '$transaction' && failure === 'hang') return () => new Promise(() => undefined);
      if (name === '$transaction' && failure !== null) return () => Promise.reject(failure);
      return Reflect.get(target, name, receiver);
    },
  });
  const log = (fields: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const deps = {
    services: { ...world.deps, db },
    texts: createTexts(),
    log: { debug: log, info: log, warn: log, error: log },
    metrics: { updateHandled: () => undefined, apiCall: () => undefined },
  } as unknown as BotDeps;
  const botInfo = { id: 1, is_bot: true, first_name: 'Bot', username: 'bot' } as UserFromGetMe;
  const bot = new Bot<BotContext>('1:token', { botInfo });
  bot.api.config.use(async (_prev, method, payload) => {
    if (method === 'answerPreCheckoutQuery') {
      if (tooLate) return TOO_LATE;
      answers.push(payload as (typeof answers)[number]);
    }
    return { ok: true, result: true } as never;
  });
  bot.use(checkout(deps));
  return createUpdateHandler(bot, deps);
}

let updates = 0;
const sender = (payer: Payer) => ({
  id: payer.telegramId,
  is_bot: false,
  first_name: 'A',
  language_code: 'ru',
});

function asked(invoice: PaymentRow, payer: Payer): Update {
  updates += 1;
  return {
    update_id: updates,
    pre_checkout_query: {
      id: `q${updates}`,
      from: sender(payer),
      currency: 'RUB',
      total_amount: invoice.total,
      invoice_payload: `p:${invoice.number}`,
    },
  };
}

function paid(invoice: PaymentRow, payer: Payer): Update {
  updates += 1;
  return {
    update_id: updates,
    message: {
      message_id: updates,
      date: 0,
      chat: { id: payer.telegramId, type: 'private', first_name: 'A' },
      from: sender(payer),
      successful_payment: {
        currency: 'RUB',
        total_amount: invoice.total,
        invoice_payload: `p:${invoice.number}`,
        telegram_payment_charge_id: `charge-${invoice.number}`,
        provider_payment_charge_id: `provider-${invoice.number}`,
      },
    },
  } as Update;
}

async function invoiced() {
  const { anna, bill } = await world.household();
  return { anna, invoice: await world.invoice(anna, bill.billId) };
}

describe('pre-checkout', () => {
  it('is answered with the reason, in the language of the payment', async () => {
    const { anna, invoice } = await invoiced();
    await database.prisma.payment.updateMany({ data: { locale: 'en', expiresAt: world.now() } });
    expect(await handle(asked(invoice, anna))).toBe('done');
    expect(answers).toMatchObject([
      { ok: false, error_message: expect.stringContaining('The time of this invoice is over') },
    ]);
  });

  it.each([
    ['is away', OUTAGE],
    ['has a defect', DEFECT],
  ])('is refused when the database %s, and nothing is authorized', async (_, error) => {
    const { anna, invoice } = await invoiced();
    failure = error;
    expect(await handle(asked(invoice, anna))).toBe('done');
    expect(answers).toMatchObject([
      { ok: false, error_message: expect.stringContaining('Деньги не списаны') },
    ]);
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'pending' });
  });

  it('is refused when the database does not answer', async () => {
    const { anna, invoice } = await invoiced();
    failure = 'hang';
    // The hanging statement never comes back: that there is an answer at all is the limit's work.
    expect(await handle(asked(invoice, anna))).toBe('done');
    expect(answers).toMatchObject([{ ok: false }]);
  });

  it('bears that its answer comes too late', async () => {
    const { anna, invoice } = await invoiced();
    tooLate = true;
    expect(await handle(asked(invoice, anna))).toBe('done');
    expect(logged.join()).toContain('pre-checkout answer not taken');
  });
});

describe('successful payment', () => {
  it('is offered again while the database is away, then recorded once', async () => {
    const { anna, invoice } = await invoiced();
    await handle(asked(invoice, anna));
    const update = paid(invoice, anna);
    failure = OUTAGE;
    for (let time = 0; time < 20; time += 1) expect(await handle(update)).not.toBe('done');
    failure = null;
    expect(await handle(update)).toBe('done');
    expect(await handle(update)).toBe('done');
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'succeeded' });
    expect(await database.prisma.payment.count()).toBe(1);
    expect(await database.prisma.delivery.count({ where: { kind: 'payments.receipt' } })).toBe(1);
  });

  it('is parked in the journal when a defect of ours stands in the way, not lost and not for ever in the way', async () => {
    const { anna, invoice } = await invoiced();
    const staff = await world.make.staff('administrator');
    // The snapshot of another version of the program cannot be read.
    await database.prisma.paymentItem.updateMany({ data: { snapshot: { odd: true } } });
    const update = paid(invoice, anna);
    const outcomes = [];
    for (let time = 0; time < 5; time += 1) outcomes.push(await handle(update));
    expect(outcomes.slice(0, 4).every((outcome) => outcome !== 'done')).toBe(true);
    expect(outcomes.at(-1)).toBe('done');
    const [entry] = await database.prisma.auditEntry.findMany({
      where: { action: 'payment.unknown-charge' },
    });
    expect(entry?.details).toMatchObject({ payload: `p:${invoice.number}`, total: invoice.total });
    const told = await database.prisma.delivery.findMany({ where: { kind: 'payments.unknown-charge' } });
    expect(told.map(({ identityId }) => identityId)).toEqual([staff.identityId]);
  });

  it('is put off even when the journal cannot be written', async () => {
    const { anna, invoice } = await invoiced();
    failure = DEFECT;
    const update = paid(invoice, anna);
    for (let time = 0; time < 8; time += 1) expect(await handle(update)).not.toBe('done');
  });

  it('logs neither names nor tokens', async () => {
    const { anna, invoice } = await invoiced();
    await handle(asked(invoice, anna));
    await handle(paid(invoice, anna));
    expect(logged.join()).not.toMatch(/Иванов|charge-|1:token/);
  });
});
