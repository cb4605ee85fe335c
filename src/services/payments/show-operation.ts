import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { PAYMENT_METHODS, PAYMENT_STATUSES } from '../../domain/payments.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import { kopecksColumn } from '../bills/columns.ts';
import type { ServiceDeps } from '../deps.ts';
import { agentSnapshotSchema, fiscalSchema, itemSnapshotSchema } from './snapshots.ts';

const operationSchema = z.object({
  id: z.number(),
  number: z.string(),
  status: z.enum(PAYMENT_STATUSES),
  method: z.enum(PAYMENT_METHODS),
  amount: kopecksColumn,
  commission: kopecksColumn,
  total: kopecksColumn,
  refunded: kopecksColumn,
  cardMask: z.string().nullable(),
  failureCode: z.string().nullable(),
  createdAt: z.coerce.date(),
  succeededAt: z.coerce.date().nullable(),
  finishedAt: z.coerce.date().nullable(),
  expiresAt: z.coerce.date().nullable(),
  residentId: z.number().nullable(),
  /** null once the person was deleted */
  payerName: z.string().nullable(),
  telegramChargeId: z.string().nullable(),
  providerChargeId: z.string().nullable(),
  gatewayPaymentId: z.string().nullable(),
  /** the gateway's page, while something is left to confirm there */
  confirmationUrl: z.string().nullable(),
  fiscal: fiscalSchema.nullable(),
  /** what went beyond the debt when the money came */
  advance: kopecksColumn,
  agents: agentSnapshotSchema,
  items: z
    .array(
      z.object({
        accountNumber: z.string(),
        billId: z.number().nullable(),
        amount: kopecksColumn,
        commission: kopecksColumn,
        bearer: z.enum(['payer', 'company']),
        snapshot: itemSnapshotSchema,
      }),
    )
    .min(1),
});

type Deps = Pick<ServiceDeps, 'db' | 'installation'>;

/** An operation with everything a receipt prints, as it was frozen. */
export type Operation = z.infer<typeof operationSchema>;

/**
 * What stands in for parts that an item's frozen snapshot does not have (a payment of before the snapshots, or brought
 * in from elsewhere): the provider and company as they are now, and nothing of a bill. The operation is shown all the
 * same; `i` is the item, `v` its provider, `c` the company.
 */
const unfrozen = (timezone: string): Prisma.Sql => Prisma.sql`jsonb_build_object(
  'wholeSum', false, 'leftAtConfirmation', NULL,
  'commissionBasisPoints', COALESCE(round(i."commission" * 10000.0 / NULLIF(i."amount", 0)), 0),
  'zone', COALESCE(c."timezone", ${timezone}),
  'provider', jsonb_build_object('name', v."shortName", 'inn', v."inn"),
  'company', CASE WHEN c."id" IS NOT NULL THEN
    jsonb_build_object('name', c."shortName", 'phone', c."contactPhone", 'email', c."contactEmail") END,
  'numberLabel', v."numberLabel", 'address', NULL, 'flat', NULL, 'bill', NULL)`;

async function loadOperation(deps: Deps, condition: Prisma.Sql): Promise<Operation | null> {
  const { timezone } = deps.installation;
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    SELECT p."id", p."number", p."status", p."method", p."amount", p."commission", p."total", p."refunded", p."cardMask",
           p."failureCode", p."createdAt", p."succeededAt", p."finishedAt", p."expiresAt", p."residentId",
           p."telegramChargeId", p."providerChargeId", p."gatewayPaymentId", p."agentSnapshot" AS "agents",
           CASE WHEN p."status" IN ('created', 'pending') THEN p."gatewayData"->>'confirmationUrl' END AS "confirmationUrl",
           p."gatewayData"->'fiscal' AS "fiscal",
           CASE WHEN r."deletedAt" IS NULL THEN r."lastName" || ' ' || r."firstName" END AS "payerName",
           COALESCE((SELECT (e."details"->>'advance')::int FROM "PaymentEvent" e
                      WHERE e."paymentId" = p."id" AND e."toStatus" = 'succeeded' ORDER BY e."id" LIMIT 1), 0) AS "advance",
           (SELECT json_agg(json_build_object(
                     'accountNumber', i."accountNumber", 'billId', i."billId", 'amount', i."amount",
                     'commission', i."commission", 'bearer', i."bearer",
                     'snapshot', ${unfrozen(timezone)} || i."snapshot") ORDER BY i."id")
              FROM "PaymentItem" i JOIN "Provider" v ON v."id" = i."providerId"
              LEFT JOIN "Company" c ON c."id" = v."companyId"
             WHERE i."paymentId" = p."id") AS "items"
      FROM "Payment" p
      LEFT JOIN "Resident" r ON r."id" = p."residentId"
     WHERE ${condition}`);
  return raw[0] === undefined ? null : operationSchema.parse(raw[0]);
}

/**
 * An operation of one's own. One statement.
 * @throws DomainError PAYMENT_NOT_FOUND when it is somebody else's or does not exist
 */
export async function showOperation(
  deps: Deps,
  options: { readonly paymentId: number; readonly residentId: number },
): Promise<Operation> {
  const { paymentId, residentId } = options;
  const operation = await loadOperation(
    deps,
    Prisma.sql`p."id" = ${paymentId} AND p."residentId" = ${residentId}`,
  );
  if (operation === null) throw new DomainError('PAYMENT_NOT_FOUND');
  return operation;
}

/** An operation for a message that its own payment asked for; null when it is gone. */
export async function operationForMessage(
  deps: Deps,
  options: { readonly paymentId: number },
): Promise<Operation | null> {
  return loadOperation(deps, Prisma.sql`p."id" = ${options.paymentId}`);
}

/**
 * An operation for staff: only of companies for which their roles cover `payments.view`. One statement.
 * @throws DomainError NOT_ALLOWED (no such role), PAYMENT_NOT_FOUND (another company's, or none)
 */
export async function showOperationToStaff(
  deps: Deps & Pick<ServiceDeps, 'clock'>,
  options: { readonly paymentId: number; readonly grants: readonly RoleGrant[] },
): Promise<Operation> {
  const operation = await loadOperation(
    deps,
    Prisma.sql`p."id" = ${options.paymentId} AND ${staffScope(options.grants, deps.clock.now())}`,
  );
  if (operation === null) throw new DomainError('PAYMENT_NOT_FOUND');
  return operation;
}

/**
 * Condition on `p` ("Payment"): every company it pays is covered, so that one company's staff never reads what was paid
 * to another in the same charge.
 * @throws DomainError NOT_ALLOWED
 */
export function staffScope(grants: readonly RoleGrant[], now: Date): Prisma.Sql {
  const companies = companiesFor(grants, 'payments.view', now);
  if (companies === 'all') return Prisma.sql`TRUE`;
  if (companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM "PaymentItem" si JOIN "Provider" sr ON sr."id" = si."providerId"
     WHERE si."paymentId" = p."id" AND (sr."companyId" IS NULL OR sr."companyId" <> ALL (${[...companies]}::int[])))`;
}
