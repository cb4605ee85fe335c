-- AlterTable
ALTER TABLE "AccountLink" ADD COLUMN     "raisedFrom" JSONB;

-- Links whose share will run out.
CREATE INDEX "AccountLink_raised_idx" ON "AccountLink" ("expiresAt") WHERE "raisedFrom" IS NOT NULL;
