-- AlterTable
ALTER TABLE "TelegramIdentity" ADD COLUMN     "previousVisitAt" TIMESTAMPTZ(3);
