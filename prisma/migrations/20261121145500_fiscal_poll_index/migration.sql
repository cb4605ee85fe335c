-- The poll that asks for the numbers of fiscal receipts looks at the payments that still wait for one.
CREATE INDEX "Payment_fiscal_poll_idx" ON "Payment" ("nextPollAt")
  WHERE "nextPollAt" IS NOT NULL AND "status" IN ('succeeded', 'partially_refunded', 'refunded');

-- "registered, number unknown" was a flag of its own.
UPDATE "Payment" SET "gatewayData" = "gatewayData" || '{"fiscal": {"status": "registered"}}'::jsonb
 WHERE "gatewayData"->>'receiptRegistered' = 'true';
