-- DropForeignKey
ALTER TABLE "AccessRequest" DROP CONSTRAINT "AccessRequest_accountId_fkey";

-- AlterTable
ALTER TABLE "AccessRequest" ADD COLUMN     "number" TEXT,
ADD COLUMN     "providerId" INTEGER,
ALTER COLUMN "accountId" DROP NOT NULL;

-- By hand: applications made before know provider and number by their account.
UPDATE "AccessRequest" r SET "number" = a."number", "providerId" = a."providerId"
  FROM "Account" a WHERE a."id" = r."accountId";
ALTER TABLE "AccessRequest" ALTER COLUMN "number" SET NOT NULL, ALTER COLUMN "providerId" SET NOT NULL;

-- By hand: an application may name a number that does not exist, so one at a time is kept by provider and number.
DROP INDEX "AccessRequest_one_pending_key";
CREATE UNIQUE INDEX "AccessRequest_one_pending_key" ON "AccessRequest" ("residentId", "providerId", "number")
  WHERE "status" = 'pending';

-- AlterTable
ALTER TABLE "AccountLink" ADD COLUMN     "frozenAt" TIMESTAMPTZ(3),
ADD COLUMN     "objectedById" INTEGER;

-- AlterTable
ALTER TABLE "LinkToken" ADD COLUMN     "batch" TEXT,
ADD COLUMN     "draftId" INTEGER;

-- AlterTable
ALTER TABLE "ProofAttempt" ADD COLUMN     "forgivenAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Provider" ADD COLUMN     "samplePhotoId" TEXT;

-- CreateIndex
CREATE INDEX "AccessRequest_providerId_idx" ON "AccessRequest"("providerId");

-- CreateIndex
CREATE INDEX "AccountLink_objectedById_idx" ON "AccountLink"("objectedById");

-- CreateIndex
CREATE UNIQUE INDEX "LinkToken_draftId_key" ON "LinkToken"("draftId");

-- CreateIndex
CREATE INDEX "LinkToken_batch_idx" ON "LinkToken"("batch");

-- AddForeignKey
ALTER TABLE "AccountLink" ADD CONSTRAINT "AccountLink_objectedById_fkey" FOREIGN KEY ("objectedById") REFERENCES "AccountLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- By hand: nobody objects to their own link.
ALTER TABLE "AccountLink" ADD CONSTRAINT "AccountLink_objectedById_check" CHECK ("objectedById" <> "id");
