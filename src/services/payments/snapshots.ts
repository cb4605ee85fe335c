import { z } from 'zod';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import type { Payable } from './payables.ts';
import { type Agent, agentSchema, type agentsOf, type PaymentTerms } from './payment-terms.ts';

const money = z
  .number()
  .int()
  .transform((value) => kopecks(value));

/**
 * What the payer saw of one item when they confirmed; frozen with the payment, so that a receipt reads the same years
 * later. Lines and the account's owner only when the payer's level showed them. The payer's own name is not here: it
 * is joined when a receipt is made, so that it goes with the person who is deleted.
 */
export const itemSnapshotSchema = z.object({
  /** "the whole sum" was chosen, not a sum of one's own */
  wholeSum: z.boolean(),
  /** left to pay on the review screen; null: nothing was known of the account */
  leftAtConfirmation: money.nullable(),
  /** percent as it was shown, 1 = 0.01 % */
  commissionBasisPoints: z.number().int(),
  zone: z.string(),
  provider: z.object({ name: z.string(), inn: z.string().nullable() }),
  company: z
    .object({ name: z.string(), phone: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
  numberLabel: z.enum(['account', 'payment_code', 'contract', 'uin', 'phone']),
  address: z.string().nullable(),
  flat: z.string().nullable(),
  /** what else a provider without bills asked for */
  fields: z.record(z.string(), z.string()).default({}),
  bill: z
    .object({
      period: z.string(),
      type: z.string(),
      date: z.string(),
      total: money,
      comment: z.string().nullable(),
      lines: z.array(z.object({ service: z.string(), subline: z.boolean(), total: money })),
    })
    .nullable(),
});
export type ItemSnapshot = z.infer<typeof itemSnapshotSchema>;

/** Agents as they were printed then. */
export const agentSnapshotSchema = z.object({
  agent: agentSchema.nullable().default(null),
  operator: agentSchema.nullable().default(null),
});
export type AgentSnapshot = z.infer<typeof agentSnapshotSchema>;

const receiptSchema = z.object({
  customer: z.union([z.object({ email: z.string() }), z.object({ phone: z.string() })]),
  taxSystemCode: z.number().int().nullable(),
  items: z.array(
    z.object({
      description: z.string(),
      amount: z.number().int(),
      vatCode: z.number().int(),
      subject: z.enum(['service', 'agent_commission']),
    }),
  ),
});

/** What is asked of the gateway, word for word: a repeat under the same key must say the same. */
export const gatewayRequestSchema = z.object({
  amount: z.number().int(),
  way: z.enum(['page', 'sbp', 'saved']),
  methodId: z.string().nullable(),
  saveMethod: z.boolean(),
  description: z.string(),
  number: z.string(),
  returnUrl: z.string(),
  locale: z.enum(['ru', 'en']),
  receipt: receiptSchema.nullable(),
});

/** A fiscal receipt; the numbers are there once it is registered. */
export const fiscalSchema = z.object({
  status: z.enum(['pending', 'registered', 'refused']),
  storage: z.string().nullable().default(null),
  document: z.string().nullable().default(null),
  sign: z.string().nullable().default(null),
  registeredAt: z.coerce.date().nullable().default(null),
});

/** What we keep about the gateway's side of a payment, besides the guarded columns. */
export const gatewayDataSchema = z.object({
  /** taken away at the end: it names the payer's address */
  request: gatewayRequestSchema.nullable().default(null),
  /** the payer lets the gateway remember the method */
  saveMethod: z.boolean().default(false),
  /** page where the payer confirms */
  confirmationUrl: z.string().nullable().default(null),
  /** the fiscal receipt, as the gateway told of it last; null: none was asked for */
  fiscal: fiscalSchema.nullable().default(null),
  /** holds over which the person chose "pay anyway" */
  acceptedHolds: z.array(z.number().int()).default([]),
  /** the pre-checkout query that authorized it */
  authorizedByQueryId: z.string().nullable().default(null),
});
export type GatewayData = z.infer<typeof gatewayDataSchema>;

/** Freeze a thing to pay as the payer saw it. */
export function itemSnapshot(
  payable: Payable,
  chosen: {
    readonly wholeSum: boolean;
    readonly left: Kopecks | null;
    readonly commissionBasisPoints: number;
  },
): ItemSnapshot {
  const { bill } = payable;
  return {
    wholeSum: chosen.wholeSum,
    leftAtConfirmation: chosen.left,
    commissionBasisPoints: chosen.commissionBasisPoints,
    zone: payable.zone,
    provider: { name: payable.providerName, inn: payable.providerInn },
    company:
      payable.companyName === null
        ? null
        : { name: payable.companyName, phone: payable.companyPhone, email: payable.companyEmail },
    numberLabel: payable.numberLabel,
    address: payable.address,
    flat: payable.flat,
    fields: { ...payable.fields },
    bill:
      bill === null
        ? null
        : {
            period: bill.period,
            type: bill.type,
            date: bill.billDate,
            total: bill.total,
            comment: bill.comment,
            lines: bill.lines.map(({ service, subline, total }) => ({ service, subline, total })),
          },
  };
}

/** Freeze who takes and who transfers the money. */
export function agentSnapshot(agents: ReturnType<typeof agentsOf>): AgentSnapshot {
  return { agent: printed(agents.agent), operator: printed(agents.operator) };
}

function printed(agent: PaymentTerms['agents'][number] | null): Agent | null {
  if (agent === null) return null;
  const { name, inn, licence, address, phones } = agent;
  return { name, inn, licence, address: address === '' ? null : address, phones };
}
