-- AlterTable
ALTER TABLE "Meter" ADD COLUMN     "replacedByHand" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "replacementBatchId" INTEGER;

-- Replacements that accounting was not told of yet.
CREATE INDEX "Meter_replacement_to_export_idx" ON "Meter" ("accountId")
  WHERE "replacedByHand" AND "replacementBatchId" IS NULL;
