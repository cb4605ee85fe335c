-- DropForeignKey
ALTER TABLE "AccountMonth" DROP CONSTRAINT "AccountMonth_accountId_fkey";

-- DropForeignKey
ALTER TABLE "AccountMonth" DROP CONSTRAINT "AccountMonth_batchId_fkey";

-- DropTable
DROP TABLE "AccountMonth";
