-- CreateIndex
CREATE INDEX "Ticket_identityId_createdAt_idx" ON "Ticket"("identityId", "createdAt" DESC);
