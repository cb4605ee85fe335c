import { z } from 'zod';
import { kopecks } from '../../../domain/money.ts';
import { PAYMENT_METHODS } from '../../../domain/payments.ts';
import type { PaymentQuote } from '../../../services/payments/quote-payment.ts';
import { type PayPlace, payPlaceSchema } from './pay-place.ts';

const sum = z
  .number()
  .int()
  .transform((value) => kopecks(value));

const cardSchema = z.object({
  id: z.number(),
  name: z.string().nullable(),
  system: z.string().nullable(),
  lastDigits: z.string().nullable(),
  isDefault: z.boolean(),
});

/** What the screen of ways to pay shows; JSON, because a form hands it over through the dialogue's state. */
export const methodsViewSchema = z.object({
  place: payPlaceSchema,
  items: z
    .array(
      z.object({
        providerName: z.string(),
        numberLabel: z.string(),
        accountNumber: z.string(),
        amount: sum,
      }),
    )
    .min(1),
  companyPhone: z.string().nullable(),
  zone: z.string(),
  amount: sum,
  advance: sum,
  methods: z.array(
    z.object({
      method: z.enum(PAYMENT_METHODS),
      card: cardSchema.nullable(),
      min: sum,
      max: sum,
      basisPoints: z.number().nullable(),
      commission: sum,
      total: sum,
      available: z.boolean(),
    }),
  ),
  holds: z.array(
    z.object({
      total: sum,
      mine: z.boolean(),
      begun: z.boolean(),
      since: z.coerce.date(),
      until: z.coerce.date(),
    }),
  ),
});
export type MethodsView = z.infer<typeof methodsViewSchema>;

export function methodsView(quote: PaymentQuote, place: PayPlace): MethodsView {
  const payable = quote.items[0]?.payable;
  return {
    place,
    items: quote.items.map(({ payable: { providerName, numberLabel, accountNumber }, amount }) => ({
      providerName,
      numberLabel,
      accountNumber,
      amount,
    })),
    companyPhone: payable?.companyPhone ?? null,
    zone: payable?.zone ?? 'utc',
    amount: quote.amount,
    advance: quote.advance,
    methods: quote.methods.map(({ method, card, limits, basisPoints, commission, total, available }) => ({
      method,
      card,
      min: limits.min,
      max: limits.max,
      basisPoints,
      commission,
      total,
      available,
    })),
    holds: quote.holds.map(({ total, mine, begun, since, until }) => ({ total, mine, begun, since, until })),
  };
}

/** The view as a form's result. */
export function methodsViewJson(view: MethodsView) {
  return {
    ...view,
    place: { ...view.place },
    items: view.items.map((item) => ({ ...item })),
    methods: view.methods.map((method) => ({
      ...method,
      card: method.card === null ? null : { ...method.card },
    })),
    holds: view.holds.map(({ since, until, ...hold }) => ({
      ...hold,
      since: since.toISOString(),
      until: until.toISOString(),
    })),
  };
}
