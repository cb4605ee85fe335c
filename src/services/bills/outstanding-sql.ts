import { Prisma } from '../../database/generated/client.ts';

/**
 * Common table expressions that compute what is left to pay (DESIGN promise 3) for the accounts of a CTE
 * `scope("accountId")` standing before them:
 *
 * - `newest`: the newest published bill of each account; only it can be paid
 * - `subtractions`: what the bill's figures do not know, per own item and per row of a register; kopecks, negative
 *   when money that the company had counted was given back
 * - `outstanding`: `left` in kopecks, negative = advance
 *
 * The rule is `domain/left-to-pay.ts`; a property test holds the two against each other. How our rows become its
 * facts: a refund becomes known when it is done (staff of the company or its gateway do it, no export tells it); the
 * transfer is given back before the commission, and what of a refund falls on which item is written down with it.
 */
export const OUTSTANDING: Prisma.Sql = Prisma.sql`
  newest AS (
    SELECT s."accountId", f.*
      FROM scope s
     CROSS JOIN LATERAL (
       SELECT b."id" AS "billId", v."id" AS "versionId", b."period", v."total", v."asOf"
         FROM "Bill" b
         JOIN "BillVersion" v ON v."id" = b."currentVersionId"
        WHERE b."accountId" = s."accountId"
        ORDER BY b."period" DESC, v."billDate" DESC, b."id" DESC
        LIMIT 1
     ) f
  ),
  subtractions AS (
    SELECT n."accountId", x.*
      FROM newest n
     CROSS JOIN LATERAL (
       SELECT o."itemId", NULL::int AS "importedId",
              CASE WHEN o."known" THEN 0 ELSE o."amount" END - LEAST(o."refunded", o."amount")
                + CASE WHEN o."known" AND o."refunded" > 0 THEN (
                    SELECT COALESCE(sum(ri."amount"), 0) FROM "RefundItem" ri
                      JOIN "Refund" g ON g."id" = ri."refundId" AND g."status" = 'succeeded'
                     WHERE ri."itemId" = o."itemId"
                       AND (g."finishedAt" < n."asOf" OR (o."usesExports" AND g."finishedAt" = n."asOf"))
                  ) ELSE 0 END AS "amount"
         FROM (
           SELECT i."id" AS "itemId", i."amount", i."refunded", r."usesExports",
                  CASE WHEN r."usesExports" THEN COALESCE(e."closedAt" <= n."asOf", false)
                       ELSE p."succeededAt" < n."asOf" END AS "known"
             FROM "PaymentItem" i
             JOIN "Payment" p
               ON p."id" = i."paymentId" AND p."status" IN ('succeeded', 'partially_refunded', 'refunded')
             JOIN "Provider" r ON r."id" = i."providerId"
             LEFT JOIN "ExportBatch" e ON e."id" = i."exportBatchId"
            WHERE i."accountId" = n."accountId"
         ) o
       UNION ALL
       SELECT NULL, m."id", m."amount"
         FROM "ImportedPayment" m
        WHERE m."accountId" = n."accountId" AND m."publishedAt" IS NOT NULL AND m."paidAt" >= n."asOf"
          AND NOT EXISTS (
                SELECT 1 FROM "PaymentItem" i
                  JOIN "Payment" p
                    ON p."id" = i."paymentId" AND p."status" IN ('succeeded', 'partially_refunded', 'refunded')
                 WHERE i."paymentId" = m."paymentId" AND i."accountId" = m."accountId")
       -- A fence: per account by its index, never a join of whole tables.
       OFFSET 0
     ) x
  ),
  -- Added up, not joined: a plan that takes few rows for granted would compare every account with every other.
  outstanding AS (
    SELECT "accountId", max("billId") AS "billId", max("versionId") AS "versionId", max("period") AS "period",
           max("total") AS "total", max("asOf") AS "asOf", sum("amount")::int AS "left"
      FROM (
        SELECT n.*, n."total"::bigint AS "amount" FROM newest n
         UNION ALL
        SELECT s."accountId", NULL, NULL, NULL, NULL, NULL, -s."amount" FROM subtractions s
      ) every
     GROUP BY "accountId"
  )`;
