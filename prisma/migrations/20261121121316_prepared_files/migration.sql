-- CreateTable
CREATE TABLE "PreparedFile" (
    "id" SERIAL NOT NULL,
    "identityId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PreparedFile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PreparedFile_key_key" ON "PreparedFile"("key");

-- CreateIndex
CREATE INDEX "PreparedFile_identityId_idx" ON "PreparedFile"("identityId");

-- CreateIndex
CREATE INDEX "PreparedFile_expiresAt_idx" ON "PreparedFile"("expiresAt");

-- AddForeignKey
ALTER TABLE "PreparedFile" ADD CONSTRAINT "PreparedFile_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE CASCADE ON UPDATE CASCADE;
