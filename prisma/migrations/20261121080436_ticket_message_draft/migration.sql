-- AlterTable
ALTER TABLE "TicketMessage" ADD COLUMN     "draftId" INTEGER;

-- CreateIndex
CREATE INDEX "Delivery_chatId_messageId_idx" ON "Delivery"("chatId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketMessage_draftId_key" ON "TicketMessage"("draftId");
