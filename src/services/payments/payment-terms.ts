import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { type Commission, commissionFor, commissionRuleOn } from '../../domain/commission.ts';
import type { Kopecks } from '../../domain/money.ts';
import { chargeBegun, heldUntil } from '../../domain/payment-holds.ts';
import { PAYMENT_METHODS, PAYMENT_STATUSES, type PaymentMethod } from '../../domain/payments.ts';
import { billingDateColumn, kopecksColumn } from '../bills/columns.ts';
import { holdsSql } from './holds-sql.ts';
import type { Payable } from './payables.ts';

/** Who takes or transfers the money, as it is printed on a receipt. */
export const agentSchema = z.object({
  name: z.string(),
  inn: z.string(),
  licence: z.string().nullable(),
  address: z.string().nullable(),
  phones: z.array(z.string()),
});
export type Agent = z.infer<typeof agentSchema>;

const termsSchema = z.object({
  benefitHolder: z.boolean(),
  /** the way the payer wants offered first */
  defaultMethod: z.enum(PAYMENT_METHODS).nullable(),
  exemptAccounts: z.array(z.number()),
  rules: z.array(
    z.object({
      providerId: z.number(),
      method: z.enum(PAYMENT_METHODS),
      basisPoints: z.number(),
      minimum: kopecksColumn,
      maximum: kopecksColumn.nullable(),
      bearer: z.enum(['payer', 'company']),
      effectiveFrom: billingDateColumn,
    }),
  ),
  agents: z.array(
    agentSchema.extend({
      id: z.number(),
      companyId: z.number().nullable(),
      role: z.enum(['payment_agent', 'money_transfer_operator']),
      validFrom: billingDateColumn,
    }),
  ),
  bankQrProviders: z.array(z.number()),
  cards: z.array(
    z.object({
      id: z.number(),
      name: z.string().nullable(),
      system: z.string().nullable(),
      lastDigits: z.string().nullable(),
      isDefault: z.boolean(),
    }),
  ),
  holds: z.array(
    z
      .object({
        paymentId: z.number(),
        number: z.string(),
        status: z.enum(PAYMENT_STATUSES),
        method: z.enum(PAYMENT_METHODS),
        mine: z.boolean(),
        total: kopecksColumn,
        createdAt: z.coerce.date(),
        authorizedAt: z.coerce.date().nullable(),
        expiresAt: z.coerce.date().nullable(),
      })
      .transform((payment) => ({
        paymentId: payment.paymentId,
        number: payment.number,
        method: payment.method,
        mine: payment.mine,
        total: payment.total,
        since: payment.authorizedAt ?? payment.createdAt,
        /** the bank was asked; false: a page is open, and nobody knows whether its payer has begun */
        begun: chargeBegun(payment),
        until: heldUntil(payment) ?? payment.createdAt,
      })),
  ),
});

/** What the contracts say about paying these things, what the payer can pay with, and what is being paid right now. */
export type PaymentTerms = z.infer<typeof termsSchema>;

/** Another payment that may still take money for the same account (`domain/payment-holds.ts`). */
export type Hold = PaymentTerms['holds'][number];

/** A method that the payer let the gateway remember. */
export type UsableCard = PaymentTerms['cards'][number];

/**
 * Commission rules of the providers, agents, who pays no commission, saved cards, providers with requisites for a bank
 * QR, and holds. One statement.
 */
export async function loadTerms(
  db: DbOrTx,
  options: {
    readonly residentId: number;
    readonly payables: readonly Pick<Payable, 'accountId' | 'providerId' | 'companyId'>[];
    readonly now: Date;
  },
): Promise<PaymentTerms> {
  const { residentId, payables, now } = options;
  const accountIds = payables.flatMap(({ accountId }) => accountId ?? []);
  const providerIds = payables.map(({ providerId }) => providerId);
  const companyIds = payables.flatMap(({ companyId }) => companyId ?? []);
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    WITH scope AS (SELECT unnest(${accountIds}::int[]) AS "accountId"), ${holdsSql(now)}
    SELECT
      EXISTS (SELECT 1 FROM "Resident" r WHERE r."id" = ${residentId} AND r."benefitHolder") AS "benefitHolder",
      (SELECT r."defaultMethod"::text FROM "Resident" r WHERE r."id" = ${residentId}) AS "defaultMethod",
      (SELECT COALESCE(json_agg(a."id"), '[]'::json) FROM "Account" a
        WHERE a."id" = ANY(${accountIds}::int[]) AND a."commissionExempt") AS "exemptAccounts",
      (SELECT COALESCE(json_agg(json_build_object(
                'providerId', c."providerId", 'method', c."method", 'basisPoints', c."basisPoints",
                'minimum', c."minimum", 'maximum', c."maximum",
                'bearer', c."bearer", 'effectiveFrom', to_char(c."effectiveFrom", 'YYYY-MM-DD'))), '[]'::json)
         FROM "CommissionRule" c WHERE c."providerId" = ANY(${providerIds}::int[])) AS "rules",
      (SELECT COALESCE(json_agg(json_build_object(
                'id', g."id", 'companyId', g."companyId", 'role', g."role", 'name', g."name", 'inn', g."inn",
                'licence', g."licence", 'address', g."address", 'phones', g."phones",
                'validFrom', to_char(g."validFrom", 'YYYY-MM-DD'))), '[]'::json)
         FROM "PaymentAgent" g
        WHERE g."companyId" IS NULL OR g."companyId" = ANY(${companyIds}::int[])) AS "agents",
      (SELECT COALESCE(json_agg(r."id"), '[]'::json) FROM "Provider" r
        WHERE r."id" = ANY(${providerIds}::int[]) AND r."requisites"->>'personalAcc' IS NOT NULL AND r."requisites"->>'bic' IS NOT NULL)
        AS "bankQrProviders",
      (SELECT COALESCE(json_agg(json_build_object(
                'id', k."id", 'name', k."name", 'system', k."system", 'lastDigits', k."lastDigits",
                'isDefault', k."isDefault") ORDER BY k."isDefault" DESC, k."id"), '[]'::json)
         FROM "SavedCard" k WHERE k."residentId" = ${residentId} AND k."status" = 'active') AS "cards",
      (SELECT COALESCE(json_agg(json_build_object(
                'paymentId', p."id", 'number', p."number", 'status', p."status", 'method', p."method", 'total', p."total",
                'mine', COALESCE(p."residentId" = ${residentId}, false), 'createdAt', p."createdAt",
                'authorizedAt', p."authorizedAt", 'expiresAt', p."expiresAt") ORDER BY p."id"), '[]'::json)
         FROM "Payment" p WHERE p."id" IN (SELECT "paymentId" FROM holds)) AS "holds"`);
  return termsSchema.parse(raw[0]);
}

/** Commission of a sum by the rule in force today. */
export function commissionOf(
  payable: Pick<Payable, 'today' | 'providerId' | 'accountId'>,
  terms: PaymentTerms,
  method: PaymentMethod,
  amount: Kopecks,
): Commission {
  const rules = terms.rules.filter(({ providerId }) => providerId === payable.providerId);
  const exempt =
    terms.benefitHolder || (payable.accountId !== null && terms.exemptAccounts.includes(payable.accountId));
  return commissionFor(amount, commissionRuleOn(rules, method, payable.today), { exempt });
}

/** Who takes and who transfers the money for a company today: its own agents before the installation's. */
export function agentsOf(
  terms: PaymentTerms,
  payable: Pick<Payable, 'companyId' | 'today'>,
): {
  readonly agent: PaymentTerms['agents'][number] | null;
  readonly operator: PaymentTerms['agents'][number] | null;
} {
  const newest = (role: string): PaymentTerms['agents'][number] | null =>
    terms.agents
      .filter(
        (agent) =>
          agent.role === role &&
          agent.validFrom <= payable.today &&
          (agent.companyId === null || agent.companyId === payable.companyId),
      )
      .sort(
        (a, b) =>
          Number(a.companyId === null) - Number(b.companyId === null) ||
          b.validFrom.localeCompare(a.validFrom),
      )[0] ?? null;
  return { agent: newest('payment_agent'), operator: newest('money_transfer_operator') };
}
