import { Prisma } from '../../database/generated/client.ts';
import { AUTHORIZED_HOLD_MINUTES, GATEWAY_HOLD_MINUTES } from '../../domain/payment-holds.ts';
import { GATEWAY_METHODS } from '../../domain/payments.ts';

const MINUTE_MS = 60_000;

/**
 * CTE `holds` over the accounts of a CTE `scope("accountId")` standing before it: payments that may still take money
 * for them now. The rule is `heldUntil` of `domain/payment-holds.ts`; a property test holds the two against each other.
 */
export function holdsSql(now: Date): Prisma.Sql {
  const authorizedAfter = new Date(now.getTime() - AUTHORIZED_HOLD_MINUTES * MINUTE_MS);
  const createdAfter = new Date(now.getTime() - GATEWAY_HOLD_MINUTES * MINUTE_MS);
  return Prisma.sql`
  holds AS (
    SELECT s."accountId", h."paymentId"
      FROM scope s
     CROSS JOIN LATERAL (
       SELECT p."id" AS "paymentId"
         FROM "PaymentItem" i
         JOIN "Payment" p ON p."id" = i."paymentId"
        WHERE i."accountId" = s."accountId"
          AND ((p."status" = 'authorized' AND p."authorizedAt" > ${authorizedAfter}::timestamptz)
            OR (p."status" IN ('created', 'pending') AND p."method"::text = ANY(${[...GATEWAY_METHODS]}::text[])
                AND p."createdAt" > ${createdAfter}::timestamptz
                AND (p."expiresAt" IS NULL OR p."expiresAt" > ${now}::timestamptz)))
       -- A fence: per account by its index.
       OFFSET 0
     ) h
  )`;
}
