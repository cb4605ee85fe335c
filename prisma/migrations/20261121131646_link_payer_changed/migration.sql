-- AlterTable
ALTER TABLE "AccountLink" ADD COLUMN     "payerChangedAt" TIMESTAMPTZ(3);
