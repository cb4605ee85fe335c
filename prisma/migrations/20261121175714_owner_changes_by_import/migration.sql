-- CreateTable
CREATE TABLE "OwnerChange" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "batchId" INTEGER NOT NULL,
    "since" DATE NOT NULL,
    "before" DATE,

    CONSTRAINT "OwnerChange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "OwnerChange_batchId_idx" ON "OwnerChange"("batchId");

-- CreateIndex
CREATE UNIQUE INDEX "OwnerChange_accountId_batchId_key" ON "OwnerChange"("accountId", "batchId");

-- AddForeignKey
ALTER TABLE "OwnerChange" ADD CONSTRAINT "OwnerChange_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OwnerChange" ADD CONSTRAINT "OwnerChange_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddConstraint: the first day never moves back by an import.
ALTER TABLE "OwnerChange" ADD CONSTRAINT "OwnerChange_since_check" CHECK ("before" IS NULL OR "before" <= "since");
