-- AlterTable
ALTER TABLE "Announcement" ADD COLUMN     "copyOfId" INTEGER,
ADD COLUMN     "progressAt" TIMESTAMPTZ(3),
ADD COLUMN     "progressChatId" BIGINT,
ADD COLUMN     "progressMessageId" INTEGER;

-- CreateTable
CREATE TABLE "JobSwitch" (
    "job" TEXT NOT NULL,
    "off" BOOLEAN NOT NULL,
    "changedById" INTEGER,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "JobSwitch_pkey" PRIMARY KEY ("job")
);
