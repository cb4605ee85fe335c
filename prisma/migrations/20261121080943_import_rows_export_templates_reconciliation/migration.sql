-- AlterTable
ALTER TABLE "ExportBatch" ADD COLUMN     "template" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Reconciliation" ADD COLUMN     "companyId" INTEGER,
ADD COLUMN     "draftId" INTEGER,
ADD COLUMN     "fileName" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "ReconciliationRow" ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "resolvedById" INTEGER;

-- CreateTable
CREATE TABLE "ImportRow" (
    "batchId" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "accountId" INTEGER,
    "data" JSONB NOT NULL,
    "before" JSONB,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("batchId","row")
);

-- CreateTable
CREATE TABLE "ExportTemplate" (
    "providerId" INTEGER NOT NULL,
    "kind" "ExportKind" NOT NULL,
    "template" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ExportTemplate_pkey" PRIMARY KEY ("providerId","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "Reconciliation_draftId_key" ON "Reconciliation"("draftId");

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportTemplate" ADD CONSTRAINT "ExportTemplate_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;
