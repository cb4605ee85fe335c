import { z } from 'zod';
import { kopecks, parseMoney } from '../../../domain/money.ts';
import type { FiscalReceipt, GatewayMethod, GatewayPayment, GatewayRefund } from '../payment-gateway.ts';

/** Key of our payment's number in `metadata`. */
export const NUMBER_KEY = 'domovoy_payment';

/**
 * Answers of YooKassa API v3. Who, how much and in which state is believed only as it is documented: anything else is an
 * answer that cannot be read. The rest (card, page, reasons) never hides these: what cannot be read of it is left out.
 */
const id = z.string().regex(/^[\w-]{1,64}$/);

/** 32-bit kopecks, as in the database. */
const MOST = 2_147_483_647;
const money = z
  .object({ value: z.string().regex(/^\d{1,8}(?:\.\d{1,2})?$/), currency: z.literal('RUB') })
  .transform(({ value }, context) => {
    const reading = parseMoney(value);
    if (reading.ok && reading.amount <= MOST) return reading.amount;
    context.addIssue({ code: 'custom', message: 'not a sum' });
    return z.NEVER;
  });
const charge = money.refine((amount) => amount > 0, 'nothing');

/** One line for people: no signs that the database or a screen refuses. */
function line(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replaceAll(/[\p{Cc}\p{Cs}]/gu, '').slice(0, most);
  return text === '' ? null : text;
}

/** A field that may be missing. */
const anything = z.unknown().optional();

/** Left out when it is not as documented. */
function lenient<S extends z.ZodType>(schema: S) {
  return anything.transform((value): z.output<S> | null => schema.safeParse(value).data ?? null);
}

const MOST_TITLE = 128;
const MOST_WORD = 64;
const MOST_URL = 2048;
const MOST_DESCRIPTION = 500;

/** A page that can stand behind a button. */
const page = lenient(z.object({ confirmation_url: z.url({ protocol: /^https?$/ }).max(MOST_URL) })).transform(
  (confirmation) => confirmation?.confirmation_url ?? null,
);

const card = lenient(
  z
    .object({
      first6: lenient(z.string().regex(/^\d{6}$/)),
      last4: z.string().regex(/^\d{4}$/),
      expiry_month: z.string().regex(/^(?:0?[1-9]|1[0-2])$/),
      expiry_year: z.string().regex(/^\d{4}$/),
      card_type: z.string().regex(/^[\w -]{1,32}$/),
    })
    .transform((told) => ({
      // The gateway spells it as it was; people know the name of today, as in the list of their cards.
      system: told.card_type === 'MasterCard' ? 'Mastercard' : told.card_type,
      first6: told.first6,
      last4: told.last4,
      expiryMonth: Number(told.expiry_month),
      expiryYear: Number(told.expiry_year),
    })),
);

const method = z
  .object({
    id,
    type: z.string().regex(/^\w{1,64}$/),
    saved: anything,
    title: anything,
    card,
    confirmation: page,
  })
  .transform(
    (told): GatewayMethod => ({
      id: told.id,
      type: told.type,
      saved: told.saved === true,
      title: line(told.title, MOST_TITLE),
      card: told.card,
      confirmationUrl: told.confirmation,
    }),
  );

const cancellation = lenient(z.object({ reason: anything })).transform((details) =>
  line(details?.reason, MOST_WORD),
);

/** Our payment's number; other programs of the shop have other keys, or none. */
const ownNumber = lenient(z.object({ [NUMBER_KEY]: z.string().max(MOST_WORD) })).transform((metadata) => {
  const told = metadata?.[NUMBER_KEY];
  return told !== undefined && told === line(told, MOST_WORD) ? told : null;
});

const STATUSES = {
  pending: 'pending',
  waiting_for_capture: 'authorized',
  succeeded: 'succeeded',
  canceled: 'canceled',
} as const;

const FISCAL_STATUSES = { pending: 'pending', succeeded: 'registered', canceled: 'refused' } as const;
const fiscalStatus = z
  .enum(['pending', 'succeeded', 'canceled'])
  .transform((status) => FISCAL_STATUSES[status]);

/** A state that is not documented is none that ends: it is asked for again. */
const registration = anything.transform((told) =>
  told == null ? null : (fiscalStatus.safeParse(told).data ?? 'pending'),
);

const payment = z
  .object({
    id,
    status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
    amount: charge,
    refunded_amount: lenient(money),
    metadata: ownNumber,
    confirmation: page,
    cancellation_details: cancellation,
    payment_method: lenient(method),
    receipt_registration: registration,
  })
  .transform(
    (answer): GatewayPayment => ({
      id: answer.id,
      status: STATUSES[answer.status],
      amount: answer.amount,
      refunded: answer.refunded_amount ?? kopecks(0),
      number: answer.metadata,
      confirmationUrl: answer.confirmation,
      reason: answer.cancellation_details,
      method: answer.payment_method,
      fiscal: answer.receipt_registration,
    }),
  );

const refund = z
  .object({
    id,
    payment_id: id,
    status: z.enum(['pending', 'succeeded', 'canceled']),
    amount: charge,
    cancellation_details: cancellation,
  })
  .transform(
    (answer): GatewayRefund => ({
      id: answer.id,
      paymentId: answer.payment_id,
      status: answer.status,
      amount: answer.amount,
      reason: answer.cancellation_details,
    }),
  );

/** Numbers come as text, from some registers as numbers: of 16 digits JSON keeps fewer, and a wrong one is worse than none. */
const fiscalNumber = anything.transform((told) => {
  const text = typeof told === 'number' && Number.isSafeInteger(told) ? String(told) : told;
  return typeof text === 'string' && /^\d{1,20}$/.test(text) ? text : null;
});
const instant = lenient(z.iso.datetime({ offset: true, local: true })).transform((told) => {
  const at = told === null ? null : new Date(told);
  return at === null || Number.isNaN(at.getTime()) ? null : at;
});

const receipt = z
  .object({
    type: z.string(),
    status: registration,
    fiscal_storage_number: fiscalNumber,
    fiscal_document_number: fiscalNumber,
    fiscal_attribute: fiscalNumber,
    registered_at: instant,
  })
  .transform((answer) => ({
    type: answer.type,
    fiscal: {
      status: answer.status ?? 'pending',
      storage: answer.fiscal_storage_number,
      document: answer.fiscal_document_number,
      sign: answer.fiscal_attribute,
      registeredAt: answer.registered_at,
    } satisfies FiscalReceipt,
  }));

/** One that cannot be read does not hide the others. */
const receipts = z
  .object({ items: z.array(lenient(receipt)) })
  .transform(({ items }) => ({ items: items.filter((item) => item !== null) }));

export const answers = { payment, refund, method, receipts } as const;

/** Only this is a refusal: a page of whatever stands between says nothing of what was done. */
export const errorAnswer = z
  .object({ code: z.string().regex(/^[\w.-]{1,64}$/), description: anything, parameter: anything })
  .transform(({ code, description, parameter }) => ({
    code,
    description: line(description, MOST_DESCRIPTION) ?? '',
    parameter: line(parameter, MOST_TITLE),
  }));
