-- Senders claim per channel: e-mail must not read past half a million queued Telegram messages.
DROP INDEX "Delivery_claim_idx";
CREATE INDEX "Delivery_claim_idx" ON "Delivery" ("channel", "lane", "notBefore", "id") WHERE "status" = 'queued';
