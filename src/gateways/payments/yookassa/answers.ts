import { z } from 'zod';
import { kopecks, parseMoney } from '../../../domain/money.ts';
import type { FiscalReceipt, GatewayMethod, GatewayPayment, GatewayRefund } from '../payment-gateway.ts';

/** Key of our payment's number in `metadata`. */
export const NUMBER_KEY = 'domovoy_payment';

/** Answers of YooKassa API v3: only what is used, unknown values are let through. */
const money = z.object({ value: z.string(), currency: z.literal('RUB') }).transform(({ value }, context) => {
  const reading = parseMoney(value);
  if (reading.ok) return reading.amount;
  context.addIssue({ code: 'custom', message: 'not a sum' });
  return z.NEVER;
});

const confirmation = z.object({ confirmation_url: z.string().optional() });

const method = z
  .object({
    id: z.string(),
    type: z.string(),
    saved: z.boolean().default(false),
    title: z.string().optional(),
    card: z
      .object({
        first6: z.string().optional(),
        last4: z.string(),
        expiry_month: z.string(),
        expiry_year: z.string(),
        card_type: z.string(),
      })
      .optional(),
    confirmation: confirmation.optional(),
  })
  .transform(
    ({ id, type, saved, title, card, confirmation: confirm }): GatewayMethod => ({
      id,
      type,
      saved,
      title: title ?? null,
      card:
        card === undefined
          ? null
          : {
              // The gateway spells it as it was; people know the name of today, as in the list of their cards.
              system: card.card_type === 'MasterCard' ? 'Mastercard' : card.card_type,
              first6: card.first6 ?? null,
              last4: card.last4,
              expiryMonth: Number(card.expiry_month),
              expiryYear: Number(card.expiry_year),
            },
      confirmationUrl: confirm?.confirmation_url ?? null,
    }),
  );

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

const payment = z
  .object({
    id: z.string(),
    status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
    amount: money,
    refunded_amount: money.optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    confirmation: confirmation.optional(),
    cancellation_details: z.object({ reason: z.string() }).optional(),
    payment_method: method.optional(),
    receipt_registration: fiscalStatus.optional(),
  })
  .transform(
    (answer): GatewayPayment => ({
      id: answer.id,
      status: STATUSES[answer.status],
      amount: answer.amount,
      refunded: answer.refunded_amount ?? kopecks(0),
      number: answer.metadata?.[NUMBER_KEY] ?? null,
      confirmationUrl: answer.confirmation?.confirmation_url ?? null,
      reason: answer.cancellation_details?.reason ?? null,
      method: answer.payment_method ?? null,
      fiscal: answer.receipt_registration ?? null,
    }),
  );

const refund = z
  .object({
    id: z.string(),
    payment_id: z.string(),
    status: z.enum(['pending', 'succeeded', 'canceled']),
    amount: money,
    cancellation_details: z.object({ reason: z.string() }).optional(),
  })
  .transform(
    (answer): GatewayRefund => ({
      id: answer.id,
      paymentId: answer.payment_id,
      status: answer.status,
      amount: answer.amount,
      reason: answer.cancellation_details?.reason ?? null,
    }),
  );

/** Numbers come as text, from some registers as numbers. */
const fiscalNumber = z.union([z.string(), z.number().transform(String)]).nullish();

const receipt = z
  .object({
    type: z.string(),
    status: fiscalStatus,
    fiscal_storage_number: fiscalNumber,
    fiscal_document_number: fiscalNumber,
    fiscal_attribute: fiscalNumber,
    registered_at: z.coerce.date().nullish(),
  })
  .transform((answer) => ({
    type: answer.type,
    fiscal: {
      status: answer.status,
      storage: answer.fiscal_storage_number ?? null,
      document: answer.fiscal_document_number ?? null,
      sign: answer.fiscal_attribute ?? null,
      registeredAt: answer.registered_at ?? null,
    } satisfies FiscalReceipt,
  }));

const receipts = z.object({ items: z.array(receipt) });

export const answers = { payment, refund, method, receipts } as const;

export const errorAnswer = z.object({
  code: z.string(),
  description: z.string().default(''),
  parameter: z.string().optional(),
});
