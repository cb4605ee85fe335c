-- AlterTable
ALTER TABLE "TicketMessage" ADD COLUMN     "album" TEXT,
ADD COLUMN     "toAll" BOOLEAN NOT NULL DEFAULT false;
