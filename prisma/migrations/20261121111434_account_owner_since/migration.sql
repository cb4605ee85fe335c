-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "ownerSince" DATE;
