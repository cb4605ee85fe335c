import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';

/** The receipt of an operation whose money was taken. Sent again when nobody knows whether it arrived. */
export const RECEIPT: DeliveryKind = { kind: 'payments.receipt', lane: 'money', afterCrash: 'resend' };

/** The bank did not confirm a charge in time: the operation is "not done" until the bank says otherwise. */
export const NOT_DONE: DeliveryKind = { kind: 'payments.not-done', lane: 'money', afterCrash: 'resend' };

/** The message of a gateway payment is brought up to date in place; trying again does no harm. */
export const STATUS: DeliveryKind = { kind: 'payments.status', lane: 'money', afterCrash: 'resend' };

/** An invoice whose time is over leaves the chat; trying again does no harm. */
export const INVOICE_OVER: DeliveryKind = {
  kind: 'payments.invoice-over',
  lane: 'money',
  afterCrash: 'resend',
};

/** Money was given back. */
export const REFUNDED: DeliveryKind = { kind: 'payments.refunded', lane: 'money', afterCrash: 'resend' };

/** To staff: money that went beyond the debt without the payer knowing. */
export const ADVANCE: DeliveryKind = {
  kind: 'payments.advance',
  lane: 'money',
  afterCrash: 'resend',
  audience: 'anyone',
};

/** To staff: the cash register refused the fiscal receipt of money that was taken. */
export const FISCAL_REFUSED: DeliveryKind = {
  kind: 'payments.fiscal-refused',
  lane: 'money',
  afterCrash: 'resend',
  audience: 'anyone',
};

/** To staff: money for a payment that is not in the database. */
export const UNKNOWN_CHARGE: DeliveryKind = {
  kind: 'payments.unknown-charge',
  lane: 'money',
  afterCrash: 'resend',
  audience: 'anyone',
};

/** A card was bound at the gateway. */
export const CARD_SAVED: DeliveryKind = { kind: 'payments.card-saved', lane: 'money', afterCrash: 'resend' };

export const cardParams = z.object({ cardId: z.number().int() });
export const paymentParams = z.object({ paymentId: z.number().int() });
export const statusParams = z.object({ paymentId: z.number().int(), messageId: z.number().int() });
export const refundParams = z.object({ paymentId: z.number().int(), amount: z.number().int() });
export const unknownChargeParams = z.object({
  total: z.number().int(),
  payload: z.string(),
  telegramChargeId: z.string(),
  providerChargeId: z.string(),
});
