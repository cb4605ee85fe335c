-- DropForeignKey
ALTER TABLE "ProofAttempt" DROP CONSTRAINT "ProofAttempt_residentId_fkey";

-- AlterTable
ALTER TABLE "ProofAttempt" ADD COLUMN     "personHash" TEXT,
ALTER COLUMN "residentId" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "ProofAttempt_personHash_idx" ON "ProofAttempt"("personHash");

-- AddForeignKey
ALTER TABLE "ProofAttempt" ADD CONSTRAINT "ProofAttempt_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;
