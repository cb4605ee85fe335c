-- AlterEnum
ALTER TYPE "SavedCardStatus" ADD VALUE 'pending';

-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "failureCode" TEXT,
ADD COLUMN     "nextPollAt" TIMESTAMPTZ(3),
ADD COLUMN     "pollCount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "SavedCard" ADD COLUMN     "bindUrl" TEXT,
ADD COLUMN     "draftId" INTEGER;

-- CreateTable
CREATE TABLE "RefundItem" (
    "id" SERIAL NOT NULL,
    "refundId" INTEGER NOT NULL,
    "itemId" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "commission" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "RefundItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RefundItem_itemId_idx" ON "RefundItem"("itemId");

-- CreateIndex
CREATE UNIQUE INDEX "RefundItem_refundId_itemId_key" ON "RefundItem"("refundId", "itemId");

-- CreateIndex
CREATE UNIQUE INDEX "SavedCard_draftId_key" ON "SavedCard"("draftId");

-- AddForeignKey
ALTER TABLE "RefundItem" ADD CONSTRAINT "RefundItem_refundId_fkey" FOREIGN KEY ("refundId") REFERENCES "Refund"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefundItem" ADD CONSTRAINT "RefundItem_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "PaymentItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A part of a refund is something, never negative.
ALTER TABLE "RefundItem"
  ADD CONSTRAINT "RefundItem_amount_check" CHECK ("amount" >= 0),
  ADD CONSTRAINT "RefundItem_commission_check" CHECK ("commission" >= 0),
  ADD CONSTRAINT "RefundItem_sum_check" CHECK ("amount" + "commission" > 0);
ALTER TABLE "Refund"
  ADD CONSTRAINT "Refund_pollCount_check" CHECK ("pollCount" >= 0);

-- Refunds made before items were written down: in proportion to the transfers, as screens and sums had it. What does
-- not divide falls on the last item; a refund never exceeds the transfers unless everything was given back.
INSERT INTO "RefundItem" ("refundId", "itemId", "amount", "commission")
SELECT x."refundId", x."itemId", x."part", 0
  FROM (
    SELECT f."id" AS "refundId", i."id" AS "itemId",
           LEAST(i."amount",
             CASE WHEN row_number() OVER w = count(*) OVER (PARTITION BY f."id")
                  THEN LEAST(f."amount", p."amount")
                       - COALESCE(sum(LEAST(f."amount", p."amount")::bigint * i."amount" / p."amount")
                           OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                  ELSE LEAST(f."amount", p."amount")::bigint * i."amount" / p."amount" END)::int AS "part"
      FROM "Refund" f
      JOIN "Payment" p ON p."id" = f."paymentId"
      JOIN "PaymentItem" i ON i."paymentId" = p."id"
     WHERE f."status" = 'succeeded'
    WINDOW w AS (PARTITION BY f."id" ORDER BY i."id")
  ) x
 WHERE x."part" > 0;

-- The job that asks the gateway looks at what is due only.
CREATE INDEX "Refund_poll_idx" ON "Refund" ("nextPollAt") WHERE "nextPollAt" IS NOT NULL;
