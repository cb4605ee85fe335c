-- CreateEnum
CREATE TYPE "ProofKind" AS ENUM ('none', 'surname_flat', 'pin', 'phone', 'bill_qr', 'staff', 'share', 'sibling');

-- CreateEnum
CREATE TYPE "NumberLabel" AS ENUM ('account', 'payment_code', 'contract', 'uin', 'phone');

-- CreateEnum
CREATE TYPE "AgentRole" AS ENUM ('payment_agent', 'money_transfer_operator');

-- CreateEnum
CREATE TYPE "PaymentMethod" AS ENUM ('telegram', 'yookassa', 'sbp', 'saved_card', 'bank_qr');

-- CreateEnum
CREATE TYPE "CommissionBearer" AS ENUM ('payer', 'company');

-- CreateEnum
CREATE TYPE "BlockedBy" AS ENUM ('resident', 'staff');

-- CreateEnum
CREATE TYPE "Sex" AS ENUM ('female', 'male');

-- CreateEnum
CREATE TYPE "AcceptanceKind" AS ENUM ('terms', 'consent', 'promotions');

-- CreateEnum
CREATE TYPE "StaffRoleKind" AS ENUM ('manager', 'operator', 'administrator');

-- CreateEnum
CREATE TYPE "ChallengeChannel" AS ENUM ('sms', 'email');

-- CreateEnum
CREATE TYPE "AccessLevel" AS ENUM ('basic', 'full');

-- CreateEnum
CREATE TYPE "LinkStatus" AS ENUM ('active', 'frozen', 'revoked');

-- CreateEnum
CREATE TYPE "AccessRequestStatus" AS ENUM ('pending', 'approved', 'rejected', 'expired', 'cancelled');

-- CreateEnum
CREATE TYPE "LinkTokenKind" AS ENUM ('account', 'share');

-- CreateEnum
CREATE TYPE "ImportKind" AS ENUM ('accounts', 'bills', 'meters', 'payments', 'reading_answers', 'jku_map');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('staging', 'staged', 'published', 'rolled_back', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "PaymentStatus" AS ENUM ('created', 'pending', 'authorized', 'succeeded', 'failed', 'expired', 'partially_refunded', 'refunded');

-- CreateEnum
CREATE TYPE "RefundStatus" AS ENUM ('created', 'pending', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "SavedCardStatus" AS ENUM ('active', 'forgotten', 'revoked');

-- CreateEnum
CREATE TYPE "ExportKind" AS ENUM ('payments', 'readings');

-- CreateEnum
CREATE TYPE "ReconciliationOutcome" AS ENUM ('matched', 'missing_here', 'missing_there', 'different_sum');

-- CreateEnum
CREATE TYPE "Resource" AS ENUM ('cold_water', 'hot_water', 'electricity', 'heat', 'gas');

-- CreateEnum
CREATE TYPE "ReadingStatus" AS ENUM ('accepted', 'exported', 'rejected', 'replaced');

-- CreateEnum
CREATE TYPE "ReadingSource" AS ENUM ('resident', 'operator', 'import', 'automatic', 'estimate');

-- CreateEnum
CREATE TYPE "WindowMode" AS ENUM ('closed', 'soft');

-- CreateEnum
CREATE TYPE "TicketStatus" AS ENUM ('new', 'accepted', 'in_progress', 'done', 'closed', 'rejected', 'cancelled', 'reopened');

-- CreateEnum
CREATE TYPE "MessageVisibility" AS ENUM ('resident', 'internal');

-- CreateEnum
CREATE TYPE "AnnouncementKind" AS ENUM ('common', 'outage', 'emergency', 'promotion');

-- CreateEnum
CREATE TYPE "AnnouncementStatus" AS ENUM ('draft', 'awaiting_approval', 'scheduled', 'sending', 'paused', 'sent', 'cancelled');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('telegram', 'email', 'sms');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('queued', 'leased', 'sending', 'sent', 'failed', 'unreachable', 'cancelled', 'unknown');

-- CreateEnum
CREATE TYPE "SubscriptionTopic" AS ENUM ('letters', 'new_bills', 'due_dates', 'readings', 'payments', 'tickets', 'outages', 'promotions');

-- CreateEnum
CREATE TYPE "TaskStatus" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "TextKind" AS ENUM ('terms', 'consent', 'about', 'question', 'notice', 'how_to_pay', 'promotions');

-- CreateTable
CREATE TABLE "Company" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "slogan" JSONB NOT NULL DEFAULT '{}',
    "inn" TEXT,
    "contactPhone" TEXT,
    "emergencyPhones" JSONB NOT NULL DEFAULT '[]',
    "contactEmail" TEXT,
    "website" TEXT,
    "officeAddress" TEXT,
    "contactHours" JSONB NOT NULL DEFAULT '[]',
    "timezone" TEXT,
    "staffChatId" BIGINT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Provider" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "companyId" INTEGER,
    "categoryId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL,
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "inn" TEXT,
    "serviceCode" TEXT,
    "numberLabel" "NumberLabel" NOT NULL DEFAULT 'account',
    "numberPattern" TEXT NOT NULL,
    "numberExample" TEXT NOT NULL,
    "issuesBills" BOOLEAN NOT NULL DEFAULT true,
    "basicLevel" BOOLEAN NOT NULL DEFAULT true,
    "proofs" "ProofKind"[] DEFAULT ARRAY['surname_flat']::"ProofKind"[],
    "usesExports" BOOLEAN NOT NULL DEFAULT false,
    "requisites" JSONB NOT NULL DEFAULT '{}',
    "extraFields" JSONB NOT NULL DEFAULT '[]',
    "notice" JSONB NOT NULL DEFAULT '{}',
    "noticeSince" DATE,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Provider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentAgent" (
    "id" SERIAL NOT NULL,
    "companyId" INTEGER,
    "role" "AgentRole" NOT NULL,
    "name" TEXT NOT NULL,
    "inn" TEXT NOT NULL,
    "licence" TEXT,
    "address" TEXT NOT NULL,
    "phones" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "validFrom" DATE NOT NULL,

    CONSTRAINT "PaymentAgent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommissionRule" (
    "id" SERIAL NOT NULL,
    "providerId" INTEGER NOT NULL,
    "method" "PaymentMethod" NOT NULL,
    "basisPoints" INTEGER NOT NULL,
    "minimum" INTEGER NOT NULL DEFAULT 0,
    "maximum" INTEGER,
    "bearer" "CommissionBearer" NOT NULL DEFAULT 'payer',
    "effectiveFrom" DATE NOT NULL,

    CONSTRAINT "CommissionRule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Building" (
    "id" SERIAL NOT NULL,
    "companyId" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fiasGuid" TEXT,
    "timezone" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Building_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" SERIAL NOT NULL,
    "buildingId" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "entrance" TEXT,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" SERIAL NOT NULL,
    "providerId" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "unitId" INTEGER,
    "address" TEXT,
    "flat" TEXT,
    "payerName" TEXT,
    "tenant" BOOLEAN NOT NULL DEFAULT false,
    "area" DECIMAL(10,2),
    "livingArea" DECIMAL(10,2),
    "residentsCount" INTEGER,
    "els" TEXT,
    "jkuId" TEXT,
    "phoneOnFile" TEXT,
    "commissionExempt" BOOLEAN NOT NULL DEFAULT false,
    "createdByBatchId" INTEGER,
    "publishedAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Resident" (
    "id" SERIAL NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "patronymic" TEXT,
    "phone" TEXT,
    "phoneConfirmedAt" TIMESTAMPTZ(3),
    "email" TEXT,
    "emailConfirmedAt" TIMESTAMPTZ(3),
    "codeWordHash" TEXT,
    "homePhone" TEXT,
    "livingAddress" TEXT,
    "postalAddress" TEXT,
    "birthDate" DATE,
    "sex" "Sex",
    "benefitHolder" BOOLEAN NOT NULL DEFAULT false,
    "defaultLinkId" INTEGER,
    "defaultMethod" "PaymentMethod",
    "quietHours" TEXT,
    "blockedAt" TIMESTAMPTZ(3),
    "blockedBy" "BlockedBy",
    "blockReason" TEXT,
    "draftId" INTEGER,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Resident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TelegramIdentity" (
    "id" SERIAL NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "residentId" INTEGER,
    "locale" TEXT NOT NULL DEFAULT 'ru',
    "startCompanyId" INTEGER,
    "signedOutAt" TIMESTAMPTZ(3),
    "unreachableAt" TIMESTAMPTZ(3),
    "unreachableReason" TEXT,
    "lastSeenAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TelegramIdentity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "id" SERIAL NOT NULL,
    "identityId" INTEGER NOT NULL,
    "kind" "AcceptanceKind" NOT NULL,
    "documentId" INTEGER NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3) NOT NULL,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffRole" (
    "id" SERIAL NOT NULL,
    "identityId" INTEGER NOT NULL,
    "role" "StaffRoleKind" NOT NULL,
    "companyId" INTEGER,
    "expiresAt" TIMESTAMPTZ(3),
    "displayName" TEXT,
    "grantedById" INTEGER,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedById" INTEGER,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StaffRole_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dialogue" (
    "identityId" INTEGER NOT NULL,
    "state" JSONB NOT NULL DEFAULT '{}',
    "recentUpdateIds" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "version" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Dialogue_pkey" PRIMARY KEY ("identityId")
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" SERIAL NOT NULL,
    "identityId" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Challenge" (
    "id" SERIAL NOT NULL,
    "identityId" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "channel" "ChallengeChannel" NOT NULL,
    "targetHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "tokenHash" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateCounter" (
    "key" TEXT NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateCounter_pkey" PRIMARY KEY ("key","windowStart")
);

-- CreateTable
CREATE TABLE "AccountLink" (
    "id" SERIAL NOT NULL,
    "residentId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "level" "AccessLevel" NOT NULL DEFAULT 'basic',
    "proof" "ProofKind" NOT NULL DEFAULT 'none',
    "status" "LinkStatus" NOT NULL DEFAULT 'active',
    "name" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "validFrom" DATE,
    "expiresAt" TIMESTAMPTZ(3),
    "sharedById" INTEGER,
    "draftId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revokedAt" TIMESTAMPTZ(3),
    "revokedReason" TEXT,

    CONSTRAINT "AccountLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProofAttempt" (
    "id" SERIAL NOT NULL,
    "residentId" INTEGER NOT NULL,
    "providerId" INTEGER NOT NULL,
    "accountId" INTEGER,
    "numberHash" TEXT NOT NULL,
    "proof" "ProofKind" NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "key" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProofAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessRequest" (
    "id" SERIAL NOT NULL,
    "residentId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "status" "AccessRequestStatus" NOT NULL DEFAULT 'pending',
    "data" JSONB NOT NULL DEFAULT '{}',
    "reason" TEXT,
    "draftId" INTEGER NOT NULL,
    "reviewedById" INTEGER,
    "reviewedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccessRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessCode" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "residentId" INTEGER,
    "requestId" INTEGER,
    "codeHash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "issuedById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccessCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LinkToken" (
    "id" SERIAL NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" "LinkTokenKind" NOT NULL,
    "accountId" INTEGER NOT NULL,
    "level" "AccessLevel" NOT NULL,
    "sharedById" INTEGER,
    "createdById" INTEGER,
    "grantsUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),
    "consumedById" INTEGER,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LinkToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "id" SERIAL NOT NULL,
    "kind" "ImportKind" NOT NULL,
    "companyId" INTEGER,
    "providerId" INTEGER,
    "fileName" TEXT NOT NULL,
    "fileSha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "asOf" TIMESTAMPTZ(3),
    "status" "ImportStatus" NOT NULL DEFAULT 'staging',
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "summary" JSONB NOT NULL DEFAULT '{}',
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(3),
    "rolledBackAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportError" (
    "batchId" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "ImportError_pkey" PRIMARY KEY ("batchId","row","code")
);

-- CreateTable
CREATE TABLE "ImportMapping" (
    "id" SERIAL NOT NULL,
    "providerId" INTEGER NOT NULL,
    "kind" "ImportKind" NOT NULL,
    "mapping" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImportMapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "currentVersionId" INTEGER,

    CONSTRAINT "Bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillVersion" (
    "id" SERIAL NOT NULL,
    "billId" INTEGER NOT NULL,
    "batchId" INTEGER NOT NULL,
    "billDate" DATE NOT NULL,
    "total" INTEGER NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "comment" TEXT,
    "payerName" TEXT,
    "address" TEXT,
    "flat" TEXT,
    "area" DECIMAL(10,2),
    "livingArea" DECIMAL(10,2),
    "residentsCount" INTEGER,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BillVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillLine" (
    "versionId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "service" TEXT NOT NULL,
    "subline" BOOLEAN NOT NULL DEFAULT false,
    "unit" TEXT,
    "volume" DECIMAL(14,6),
    "tariff" DECIMAL(14,6),
    "accrued" INTEGER,
    "recalculation" INTEGER,
    "benefits" INTEGER,
    "penalty" INTEGER,
    "openingBalance" INTEGER,
    "paid" INTEGER,
    "undersupplyDays" DECIMAL(6,2),
    "undersupplySum" INTEGER,
    "withinNorm" INTEGER,
    "total" INTEGER NOT NULL,

    CONSTRAINT "BillLine_pkey" PRIMARY KEY ("versionId","position")
);

-- CreateTable
CREATE TABLE "BillMark" (
    "residentId" INTEGER NOT NULL,
    "billId" INTEGER NOT NULL,
    "versionId" INTEGER NOT NULL,
    "markedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BillMark_pkey" PRIMARY KEY ("residentId","billId")
);

-- CreateTable
CREATE TABLE "AccountMonth" (
    "accountId" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "batchId" INTEGER NOT NULL,
    "opening" INTEGER,
    "accrued" INTEGER,
    "recalculation" INTEGER,
    "paid" INTEGER,
    "closing" INTEGER,

    CONSTRAINT "AccountMonth_pkey" PRIMARY KEY ("accountId","period")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "status" "PaymentStatus" NOT NULL DEFAULT 'created',
    "method" "PaymentMethod" NOT NULL,
    "residentId" INTEGER,
    "identityId" INTEGER,
    "agentId" INTEGER,
    "amount" INTEGER NOT NULL,
    "commission" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL,
    "refunded" INTEGER NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL DEFAULT 'RUB',
    "draftId" INTEGER NOT NULL,
    "idempotenceKey" TEXT NOT NULL,
    "gatewayPaymentId" TEXT,
    "telegramChargeId" TEXT,
    "providerChargeId" TEXT,
    "payerTelegramId" BIGINT,
    "invoiceMessageId" INTEGER,
    "savedCardId" INTEGER,
    "cardMask" TEXT,
    "supersededById" INTEGER,
    "failureCode" TEXT,
    "agentSnapshot" JSONB NOT NULL DEFAULT '{}',
    "gatewayData" JSONB NOT NULL DEFAULT '{}',
    "locale" TEXT NOT NULL DEFAULT 'ru',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "pendingAt" TIMESTAMPTZ(3),
    "authorizedAt" TIMESTAMPTZ(3),
    "succeededAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "nextPollAt" TIMESTAMPTZ(3),
    "pollCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentItem" (
    "id" SERIAL NOT NULL,
    "paymentId" INTEGER NOT NULL,
    "providerId" INTEGER NOT NULL,
    "accountId" INTEGER,
    "accountNumber" TEXT NOT NULL,
    "billId" INTEGER,
    "billVersionId" INTEGER,
    "snapshot" JSONB NOT NULL DEFAULT '{}',
    "amount" INTEGER NOT NULL,
    "commission" INTEGER NOT NULL DEFAULT 0,
    "bearer" "CommissionBearer" NOT NULL DEFAULT 'payer',
    "refunded" INTEGER NOT NULL DEFAULT 0,
    "exportBatchId" INTEGER,

    CONSTRAINT "PaymentItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentEvent" (
    "id" SERIAL NOT NULL,
    "paymentId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "fromStatus" "PaymentStatus",
    "toStatus" "PaymentStatus" NOT NULL,
    "source" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PaymentEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "id" SERIAL NOT NULL,
    "paymentId" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "status" "RefundStatus" NOT NULL DEFAULT 'created',
    "reason" TEXT NOT NULL,
    "gatewayRefundId" TEXT,
    "idempotenceKey" TEXT NOT NULL,
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedCard" (
    "id" SERIAL NOT NULL,
    "residentId" INTEGER NOT NULL,
    "gateway" TEXT NOT NULL,
    "methodId" TEXT NOT NULL,
    "system" TEXT,
    "firstDigits" TEXT,
    "lastDigits" TEXT,
    "expiryMonth" INTEGER,
    "expiryYear" INTEGER,
    "name" TEXT,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "status" "SavedCardStatus" NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SavedCard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PaymentTemplate" (
    "id" SERIAL NOT NULL,
    "residentId" INTEGER NOT NULL,
    "providerId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "accountNumber" TEXT NOT NULL,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "amount" INTEGER,
    "method" "PaymentMethod",
    "draftId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PaymentTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportedPayment" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "batchId" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "paidAt" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "paymentId" INTEGER,
    "publishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ImportedPayment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExportBatch" (
    "id" SERIAL NOT NULL,
    "kind" "ExportKind" NOT NULL,
    "providerId" INTEGER NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "sum" BIGINT NOT NULL DEFAULT 0,
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ExportBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reconciliation" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "untilAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReconciliationRow" (
    "id" SERIAL NOT NULL,
    "reconciliationId" INTEGER NOT NULL,
    "outcome" "ReconciliationOutcome" NOT NULL,
    "paymentId" INTEGER,
    "externalId" TEXT,
    "ourAmount" INTEGER,
    "theirAmount" INTEGER,
    "resolvedAt" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "ReconciliationRow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meter" (
    "id" SERIAL NOT NULL,
    "accountId" INTEGER NOT NULL,
    "resource" "Resource" NOT NULL,
    "serial" TEXT NOT NULL,
    "place" TEXT,
    "zones" INTEGER NOT NULL DEFAULT 1,
    "digits" INTEGER NOT NULL DEFAULT 6,
    "decimals" INTEGER NOT NULL DEFAULT 3,
    "installedOn" DATE,
    "verifiedOn" DATE,
    "nextVerificationOn" DATE,
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "initialValues" DECIMAL(14,4)[] DEFAULT ARRAY[]::DECIMAL(14,4)[],
    "finalValues" DECIMAL(14,4)[] DEFAULT ARRAY[]::DECIMAL(14,4)[],
    "replacedById" INTEGER,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Meter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeterName" (
    "residentId" INTEGER NOT NULL,
    "meterId" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "MeterName_pkey" PRIMARY KEY ("residentId","meterId")
);

-- CreateTable
CREATE TABLE "Reading" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "meterId" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "values" DECIMAL(14,4)[],
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "source" "ReadingSource" NOT NULL,
    "status" "ReadingStatus" NOT NULL DEFAULT 'accepted',
    "reason" TEXT,
    "isCurrent" BOOLEAN NOT NULL DEFAULT true,
    "replacesId" INTEGER,
    "residentId" INTEGER,
    "enteredById" INTEGER,
    "key" TEXT NOT NULL,
    "photoId" INTEGER,
    "exportBatchId" INTEGER,

    CONSTRAINT "Reading_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadingWindow" (
    "id" SERIAL NOT NULL,
    "providerId" INTEGER NOT NULL,
    "buildingId" INTEGER,
    "resource" "Resource",
    "fromDay" INTEGER NOT NULL,
    "toDay" INTEGER NOT NULL,
    "mode" "WindowMode" NOT NULL DEFAULT 'closed',
    "effectiveFrom" DATE NOT NULL,
    "setById" INTEGER,

    CONSTRAINT "ReadingWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadingWindowExtension" (
    "id" SERIAL NOT NULL,
    "providerId" INTEGER NOT NULL,
    "buildingId" INTEGER,
    "period" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReadingWindowExtension_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReadingReminder" (
    "residentId" INTEGER NOT NULL,
    "accountId" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReadingReminder_pkey" PRIMARY KEY ("residentId","accountId","period")
);

-- CreateTable
CREATE TABLE "TicketType" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "parentId" INTEGER,
    "name" JSONB NOT NULL,
    "keywords" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "deadlineHours" INTEGER,
    "workingDays" INTEGER,
    "emergency" BOOLEAN NOT NULL DEFAULT false,
    "fields" JSONB NOT NULL DEFAULT '[]',
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "TicketType_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "status" "TicketStatus" NOT NULL DEFAULT 'new',
    "typeId" INTEGER,
    "feedback" BOOLEAN NOT NULL DEFAULT false,
    "companyId" INTEGER,
    "residentId" INTEGER,
    "identityId" INTEGER,
    "accountId" INTEGER,
    "buildingId" INTEGER,
    "text" TEXT NOT NULL,
    "fields" JSONB NOT NULL DEFAULT '{}',
    "contactWay" TEXT,
    "contactTime" TEXT,
    "deadlineAt" TIMESTAMPTZ(3),
    "assigneeId" INTEGER,
    "mergedIntoId" INTEGER,
    "rating" INTEGER,
    "ratingText" TEXT,
    "reopenedCount" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "topicChatId" BIGINT,
    "topicThreadId" INTEGER,
    "topicMessageId" INTEGER,
    "draftId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketMessage" (
    "id" SERIAL NOT NULL,
    "ticketId" INTEGER NOT NULL,
    "authorId" INTEGER,
    "fromStaff" BOOLEAN NOT NULL,
    "visibility" "MessageVisibility" NOT NULL DEFAULT 'resident',
    "text" TEXT NOT NULL,
    "chatId" BIGINT,
    "messageId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "TicketMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketEvent" (
    "id" SERIAL NOT NULL,
    "ticketId" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "fromStatus" "TicketStatus",
    "toStatus" "TicketStatus" NOT NULL,
    "byId" INTEGER,
    "details" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StoredFile" (
    "id" SERIAL NOT NULL,
    "identityId" INTEGER,
    "kind" TEXT NOT NULL,
    "telegramFileId" TEXT NOT NULL,
    "telegramUniqueId" TEXT NOT NULL,
    "fileName" TEXT,
    "mimeType" TEXT,
    "size" INTEGER,
    "sha256" TEXT,
    "draftId" INTEGER,
    "ticketId" INTEGER,
    "ticketMessageId" INTEGER,
    "requestId" INTEGER,
    "announcementId" INTEGER,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoredFile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Announcement" (
    "id" SERIAL NOT NULL,
    "companyId" INTEGER,
    "kind" "AnnouncementKind" NOT NULL,
    "status" "AnnouncementStatus" NOT NULL DEFAULT 'draft',
    "content" JSONB NOT NULL,
    "audience" JSONB NOT NULL,
    "recipientCount" INTEGER,
    "startsAt" TIMESTAMPTZ(3),
    "validUntil" TIMESTAMPTZ(3),
    "sendAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "authorId" INTEGER NOT NULL,
    "approvedById" INTEGER,
    "endsId" INTEGER,
    "draftId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AnnouncementBuilding" (
    "announcementId" INTEGER NOT NULL,
    "buildingId" INTEGER NOT NULL,

    CONSTRAINT "AnnouncementBuilding_pkey" PRIMARY KEY ("announcementId","buildingId")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "channel" "Channel" NOT NULL DEFAULT 'telegram',
    "identityId" INTEGER,
    "chatId" BIGINT,
    "lane" INTEGER NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "status" "DeliveryStatus" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "owner" TEXT,
    "leasedUntil" TIMESTAMPTZ(3),
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "validUntil" TIMESTAMPTZ(3),
    "messageId" INTEGER,
    "lastError" TEXT,
    "announcementId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "residentId" INTEGER NOT NULL,
    "topic" "SubscriptionTopic" NOT NULL,
    "channel" "Channel" NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("residentId","topic","channel")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "args" JSONB NOT NULL DEFAULT '{}',
    "status" "TaskStatus" NOT NULL DEFAULT 'queued',
    "owner" TEXT,
    "leasedUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "maxAttempts" INTEGER NOT NULL DEFAULT 5,
    "runAfter" TIMESTAMPTZ(3) NOT NULL,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "progressTotal" INTEGER,
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "result" JSONB,
    "error" TEXT,
    "identityId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CronRun" (
    "job" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "owner" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3) NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "result" JSONB,
    "error" TEXT,

    CONSTRAINT "CronRun_pkey" PRIMARY KEY ("job","slot")
);

-- CreateTable
CREATE TABLE "Lease" (
    "key" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "fence" BIGSERIAL NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Setting" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "companyId" INTEGER,
    "value" JSONB NOT NULL,
    "effectiveFrom" DATE NOT NULL,
    "changedById" INTEGER,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TextDocument" (
    "id" SERIAL NOT NULL,
    "kind" "TextKind" NOT NULL,
    "slug" TEXT NOT NULL DEFAULT 'main',
    "companyId" INTEGER,
    "version" INTEGER NOT NULL,
    "title" JSONB NOT NULL,
    "body" JSONB NOT NULL,
    "publishedAt" TIMESTAMPTZ(3),
    "changedById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TextDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actorId" INTEGER,
    "actorKind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "companyId" INTEGER,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Installation" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Company_slug_key" ON "Company"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Category_code_key" ON "Category"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Provider_code_key" ON "Provider"("code");

-- CreateIndex
CREATE INDEX "Provider_companyId_idx" ON "Provider"("companyId");

-- CreateIndex
CREATE INDEX "Provider_categoryId_position_idx" ON "Provider"("categoryId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAgent_companyId_role_validFrom_key" ON "PaymentAgent"("companyId", "role", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "CommissionRule_providerId_method_effectiveFrom_key" ON "CommissionRule"("providerId", "method", "effectiveFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Building_companyId_key_key" ON "Building"("companyId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_buildingId_number_key" ON "Unit"("buildingId", "number");

-- CreateIndex
CREATE INDEX "Account_unitId_idx" ON "Account"("unitId");

-- CreateIndex
CREATE INDEX "Account_createdByBatchId_idx" ON "Account"("createdByBatchId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_providerId_number_key" ON "Account"("providerId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Resident_defaultLinkId_key" ON "Resident"("defaultLinkId");

-- CreateIndex
CREATE UNIQUE INDEX "Resident_draftId_key" ON "Resident"("draftId");

-- CreateIndex
CREATE UNIQUE INDEX "TelegramIdentity_telegramId_key" ON "TelegramIdentity"("telegramId");

-- CreateIndex
CREATE INDEX "TelegramIdentity_residentId_idx" ON "TelegramIdentity"("residentId");

-- CreateIndex
CREATE INDEX "Acceptance_identityId_kind_idx" ON "Acceptance"("identityId", "kind");

-- CreateIndex
CREATE INDEX "StaffRole_identityId_idx" ON "StaffRole"("identityId");

-- CreateIndex
CREATE INDEX "StaffRole_companyId_role_idx" ON "StaffRole"("companyId", "role");

-- CreateIndex
CREATE INDEX "Draft_identityId_kind_idx" ON "Draft"("identityId", "kind");

-- CreateIndex
CREATE INDEX "Draft_expiresAt_idx" ON "Draft"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Challenge_tokenHash_key" ON "Challenge"("tokenHash");

-- CreateIndex
CREATE INDEX "Challenge_identityId_purpose_subject_idx" ON "Challenge"("identityId", "purpose", "subject");

-- CreateIndex
CREATE INDEX "Challenge_targetHash_createdAt_idx" ON "Challenge"("targetHash", "createdAt");

-- CreateIndex
CREATE INDEX "Challenge_expiresAt_idx" ON "Challenge"("expiresAt");

-- CreateIndex
CREATE INDEX "RateCounter_expiresAt_idx" ON "RateCounter"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "AccountLink_draftId_key" ON "AccountLink"("draftId");

-- CreateIndex
CREATE INDEX "AccountLink_accountId_idx" ON "AccountLink"("accountId");

-- CreateIndex
CREATE INDEX "AccountLink_sharedById_idx" ON "AccountLink"("sharedById");

-- CreateIndex
CREATE INDEX "AccountLink_residentId_status_idx" ON "AccountLink"("residentId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "ProofAttempt_key_key" ON "ProofAttempt"("key");

-- CreateIndex
CREATE INDEX "ProofAttempt_residentId_createdAt_idx" ON "ProofAttempt"("residentId", "createdAt");

-- CreateIndex
CREATE INDEX "ProofAttempt_accountId_createdAt_idx" ON "ProofAttempt"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "ProofAttempt_numberHash_createdAt_idx" ON "ProofAttempt"("numberHash", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AccessRequest_draftId_key" ON "AccessRequest"("draftId");

-- CreateIndex
CREATE INDEX "AccessRequest_status_createdAt_idx" ON "AccessRequest"("status", "createdAt");

-- CreateIndex
CREATE INDEX "AccessRequest_residentId_idx" ON "AccessRequest"("residentId");

-- CreateIndex
CREATE INDEX "AccessRequest_accountId_idx" ON "AccessRequest"("accountId");

-- CreateIndex
CREATE INDEX "AccessCode_accountId_idx" ON "AccessCode"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "LinkToken_tokenHash_key" ON "LinkToken"("tokenHash");

-- CreateIndex
CREATE INDEX "LinkToken_accountId_idx" ON "LinkToken"("accountId");

-- CreateIndex
CREATE INDEX "LinkToken_sharedById_idx" ON "LinkToken"("sharedById");

-- CreateIndex
CREATE INDEX "ImportBatch_providerId_createdAt_idx" ON "ImportBatch"("providerId", "createdAt");

-- CreateIndex
CREATE INDEX "ImportBatch_fileSha256_idx" ON "ImportBatch"("fileSha256");

-- CreateIndex
CREATE UNIQUE INDEX "ImportMapping_providerId_kind_key" ON "ImportMapping"("providerId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_currentVersionId_key" ON "Bill"("currentVersionId");

-- CreateIndex
CREATE INDEX "Bill_accountId_period_idx" ON "Bill"("accountId", "period" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Bill_accountId_type_period_key" ON "Bill"("accountId", "type", "period");

-- CreateIndex
CREATE INDEX "BillVersion_batchId_idx" ON "BillVersion"("batchId");

-- CreateIndex
CREATE UNIQUE INDEX "BillVersion_billId_batchId_key" ON "BillVersion"("billId", "batchId");

-- CreateIndex
CREATE INDEX "BillMark_billId_idx" ON "BillMark"("billId");

-- CreateIndex
CREATE INDEX "BillMark_versionId_idx" ON "BillMark"("versionId");

-- CreateIndex
CREATE INDEX "AccountMonth_batchId_idx" ON "AccountMonth"("batchId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_number_key" ON "Payment"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_draftId_key" ON "Payment"("draftId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_idempotenceKey_key" ON "Payment"("idempotenceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_gatewayPaymentId_key" ON "Payment"("gatewayPaymentId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_telegramChargeId_key" ON "Payment"("telegramChargeId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_providerChargeId_key" ON "Payment"("providerChargeId");

-- CreateIndex
CREATE INDEX "Payment_residentId_createdAt_idx" ON "Payment"("residentId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Payment_identityId_createdAt_idx" ON "Payment"("identityId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Payment_createdAt_idx" ON "Payment"("createdAt" DESC);

-- CreateIndex
CREATE INDEX "PaymentItem_paymentId_idx" ON "PaymentItem"("paymentId");

-- CreateIndex
CREATE INDEX "PaymentItem_accountId_idx" ON "PaymentItem"("accountId");

-- CreateIndex
CREATE INDEX "PaymentItem_billId_idx" ON "PaymentItem"("billId");

-- CreateIndex
CREATE INDEX "PaymentItem_billVersionId_idx" ON "PaymentItem"("billVersionId");

-- CreateIndex
CREATE INDEX "PaymentItem_providerId_exportBatchId_idx" ON "PaymentItem"("providerId", "exportBatchId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentEvent_key_key" ON "PaymentEvent"("key");

-- CreateIndex
CREATE INDEX "PaymentEvent_paymentId_at_idx" ON "PaymentEvent"("paymentId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_gatewayRefundId_key" ON "Refund"("gatewayRefundId");

-- CreateIndex
CREATE UNIQUE INDEX "Refund_idempotenceKey_key" ON "Refund"("idempotenceKey");

-- CreateIndex
CREATE INDEX "Refund_paymentId_idx" ON "Refund"("paymentId");

-- CreateIndex
CREATE UNIQUE INDEX "SavedCard_gateway_methodId_residentId_key" ON "SavedCard"("gateway", "methodId", "residentId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentTemplate_draftId_key" ON "PaymentTemplate"("draftId");

-- CreateIndex
CREATE INDEX "PaymentTemplate_residentId_idx" ON "PaymentTemplate"("residentId");

-- CreateIndex
CREATE INDEX "ImportedPayment_accountId_paidAt_idx" ON "ImportedPayment"("accountId", "paidAt" DESC);

-- CreateIndex
CREATE INDEX "ImportedPayment_batchId_idx" ON "ImportedPayment"("batchId");

-- CreateIndex
CREATE INDEX "ImportedPayment_paymentId_idx" ON "ImportedPayment"("paymentId");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedPayment_accountId_externalId_key" ON "ImportedPayment"("accountId", "externalId");

-- CreateIndex
CREATE INDEX "ExportBatch_providerId_createdAt_idx" ON "ExportBatch"("providerId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "ReconciliationRow_reconciliationId_outcome_idx" ON "ReconciliationRow"("reconciliationId", "outcome");

-- CreateIndex
CREATE INDEX "ReconciliationRow_paymentId_idx" ON "ReconciliationRow"("paymentId");

-- CreateIndex
CREATE UNIQUE INDEX "Meter_replacedById_key" ON "Meter"("replacedById");

-- CreateIndex
CREATE INDEX "Meter_accountId_idx" ON "Meter"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Reading_number_key" ON "Reading"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Reading_replacesId_key" ON "Reading"("replacesId");

-- CreateIndex
CREATE UNIQUE INDEX "Reading_key_key" ON "Reading"("key");

-- CreateIndex
CREATE INDEX "Reading_meterId_period_idx" ON "Reading"("meterId", "period" DESC);

-- CreateIndex
CREATE INDEX "Reading_exportBatchId_idx" ON "Reading"("exportBatchId");

-- CreateIndex
CREATE INDEX "Reading_residentId_idx" ON "Reading"("residentId");

-- CreateIndex
CREATE INDEX "Reading_photoId_idx" ON "Reading"("photoId");

-- CreateIndex
CREATE INDEX "ReadingWindow_providerId_idx" ON "ReadingWindow"("providerId");

-- CreateIndex
CREATE INDEX "ReadingWindowExtension_providerId_period_idx" ON "ReadingWindowExtension"("providerId", "period");

-- CreateIndex
CREATE INDEX "ReadingReminder_accountId_idx" ON "ReadingReminder"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketType_code_key" ON "TicketType"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_number_key" ON "Ticket"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_draftId_key" ON "Ticket"("draftId");

-- CreateIndex
CREATE INDEX "Ticket_residentId_createdAt_idx" ON "Ticket"("residentId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Ticket_companyId_status_deadlineAt_idx" ON "Ticket"("companyId", "status", "deadlineAt");

-- CreateIndex
CREATE INDEX "Ticket_assigneeId_status_idx" ON "Ticket"("assigneeId", "status");

-- CreateIndex
CREATE INDEX "Ticket_accountId_idx" ON "Ticket"("accountId");

-- CreateIndex
CREATE INDEX "Ticket_buildingId_idx" ON "Ticket"("buildingId");

-- CreateIndex
CREATE INDEX "TicketMessage_ticketId_createdAt_idx" ON "TicketMessage"("ticketId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "TicketMessage_chatId_messageId_key" ON "TicketMessage"("chatId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "TicketEvent_key_key" ON "TicketEvent"("key");

-- CreateIndex
CREATE INDEX "TicketEvent_ticketId_at_idx" ON "TicketEvent"("ticketId", "at");

-- CreateIndex
CREATE INDEX "StoredFile_identityId_idx" ON "StoredFile"("identityId");

-- CreateIndex
CREATE INDEX "StoredFile_ticketId_idx" ON "StoredFile"("ticketId");

-- CreateIndex
CREATE INDEX "StoredFile_ticketMessageId_idx" ON "StoredFile"("ticketMessageId");

-- CreateIndex
CREATE INDEX "StoredFile_requestId_idx" ON "StoredFile"("requestId");

-- CreateIndex
CREATE INDEX "StoredFile_announcementId_idx" ON "StoredFile"("announcementId");

-- CreateIndex
CREATE UNIQUE INDEX "StoredFile_draftId_telegramUniqueId_key" ON "StoredFile"("draftId", "telegramUniqueId");

-- CreateIndex
CREATE UNIQUE INDEX "Announcement_draftId_key" ON "Announcement"("draftId");

-- CreateIndex
CREATE INDEX "Announcement_status_sendAt_idx" ON "Announcement"("status", "sendAt");

-- CreateIndex
CREATE INDEX "Announcement_companyId_createdAt_idx" ON "Announcement"("companyId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "AnnouncementBuilding_buildingId_idx" ON "AnnouncementBuilding"("buildingId");

-- CreateIndex
CREATE INDEX "Delivery_identityId_createdAt_idx" ON "Delivery"("identityId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Delivery_announcementId_status_idx" ON "Delivery"("announcementId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_kind_subject_recipient_channel_key" ON "Delivery"("kind", "subject", "recipient", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "Task_key_key" ON "Task"("key");

-- CreateIndex
CREATE INDEX "Setting_key_idx" ON "Setting"("key");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_subject_at_idx" ON "AuditEntry"("subject", "at" DESC);

-- CreateIndex
CREATE INDEX "AuditEntry_actorId_at_idx" ON "AuditEntry"("actorId", "at" DESC);

-- AddForeignKey
ALTER TABLE "Provider" ADD CONSTRAINT "Provider_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Provider" ADD CONSTRAINT "Provider_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentAgent" ADD CONSTRAINT "PaymentAgent_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommissionRule" ADD CONSTRAINT "CommissionRule_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Building" ADD CONSTRAINT "Building_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_createdByBatchId_fkey" FOREIGN KEY ("createdByBatchId") REFERENCES "ImportBatch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resident" ADD CONSTRAINT "Resident_defaultLinkId_fkey" FOREIGN KEY ("defaultLinkId") REFERENCES "AccountLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TelegramIdentity" ADD CONSTRAINT "TelegramIdentity_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "TextDocument"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffRole" ADD CONSTRAINT "StaffRole_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StaffRole" ADD CONSTRAINT "StaffRole_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dialogue" ADD CONSTRAINT "Dialogue_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Challenge" ADD CONSTRAINT "Challenge_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountLink" ADD CONSTRAINT "AccountLink_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountLink" ADD CONSTRAINT "AccountLink_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountLink" ADD CONSTRAINT "AccountLink_sharedById_fkey" FOREIGN KEY ("sharedById") REFERENCES "AccountLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProofAttempt" ADD CONSTRAINT "ProofAttempt_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProofAttempt" ADD CONSTRAINT "ProofAttempt_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRequest" ADD CONSTRAINT "AccessRequest_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessCode" ADD CONSTRAINT "AccessCode_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessCode" ADD CONSTRAINT "AccessCode_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessCode" ADD CONSTRAINT "AccessCode_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "AccessRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkToken" ADD CONSTRAINT "LinkToken_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkToken" ADD CONSTRAINT "LinkToken_sharedById_fkey" FOREIGN KEY ("sharedById") REFERENCES "AccountLink"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportBatch" ADD CONSTRAINT "ImportBatch_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportError" ADD CONSTRAINT "ImportError_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportMapping" ADD CONSTRAINT "ImportMapping_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_currentVersionId_fkey" FOREIGN KEY ("currentVersionId") REFERENCES "BillVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillVersion" ADD CONSTRAINT "BillVersion_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillVersion" ADD CONSTRAINT "BillVersion_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillLine" ADD CONSTRAINT "BillLine_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "BillVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillMark" ADD CONSTRAINT "BillMark_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillMark" ADD CONSTRAINT "BillMark_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillMark" ADD CONSTRAINT "BillMark_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "BillVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountMonth" ADD CONSTRAINT "AccountMonth_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountMonth" ADD CONSTRAINT "AccountMonth_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "PaymentAgent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_savedCardId_fkey" FOREIGN KEY ("savedCardId") REFERENCES "SavedCard"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_supersededById_fkey" FOREIGN KEY ("supersededById") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentItem" ADD CONSTRAINT "PaymentItem_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentItem" ADD CONSTRAINT "PaymentItem_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentItem" ADD CONSTRAINT "PaymentItem_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentItem" ADD CONSTRAINT "PaymentItem_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentItem" ADD CONSTRAINT "PaymentItem_billVersionId_fkey" FOREIGN KEY ("billVersionId") REFERENCES "BillVersion"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentItem" ADD CONSTRAINT "PaymentItem_exportBatchId_fkey" FOREIGN KEY ("exportBatchId") REFERENCES "ExportBatch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentEvent" ADD CONSTRAINT "PaymentEvent_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedCard" ADD CONSTRAINT "SavedCard_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentTemplate" ADD CONSTRAINT "PaymentTemplate_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PaymentTemplate" ADD CONSTRAINT "PaymentTemplate_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedPayment" ADD CONSTRAINT "ImportedPayment_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedPayment" ADD CONSTRAINT "ImportedPayment_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "ImportBatch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedPayment" ADD CONSTRAINT "ImportedPayment_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExportBatch" ADD CONSTRAINT "ExportBatch_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReconciliationRow" ADD CONSTRAINT "ReconciliationRow_reconciliationId_fkey" FOREIGN KEY ("reconciliationId") REFERENCES "Reconciliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReconciliationRow" ADD CONSTRAINT "ReconciliationRow_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meter" ADD CONSTRAINT "Meter_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meter" ADD CONSTRAINT "Meter_replacedById_fkey" FOREIGN KEY ("replacedById") REFERENCES "Meter"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterName" ADD CONSTRAINT "MeterName_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeterName" ADD CONSTRAINT "MeterName_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_meterId_fkey" FOREIGN KEY ("meterId") REFERENCES "Meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "Reading"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_photoId_fkey" FOREIGN KEY ("photoId") REFERENCES "StoredFile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_exportBatchId_fkey" FOREIGN KEY ("exportBatchId") REFERENCES "ExportBatch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingWindow" ADD CONSTRAINT "ReadingWindow_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingWindow" ADD CONSTRAINT "ReadingWindow_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingWindowExtension" ADD CONSTRAINT "ReadingWindowExtension_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingReminder" ADD CONSTRAINT "ReadingReminder_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadingReminder" ADD CONSTRAINT "ReadingReminder_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketType" ADD CONSTRAINT "TicketType_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "TicketType"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_typeId_fkey" FOREIGN KEY ("typeId") REFERENCES "TicketType"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ticket" ADD CONSTRAINT "Ticket_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketMessage" ADD CONSTRAINT "TicketMessage_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TicketEvent" ADD CONSTRAINT "TicketEvent_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "Draft"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_ticketMessageId_fkey" FOREIGN KEY ("ticketMessageId") REFERENCES "TicketMessage"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "AccessRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StoredFile" ADD CONSTRAINT "StoredFile_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_endsId_fkey" FOREIGN KEY ("endsId") REFERENCES "Announcement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnouncementBuilding" ADD CONSTRAINT "AnnouncementBuilding_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnouncementBuilding" ADD CONSTRAINT "AnnouncementBuilding_buildingId_fkey" FOREIGN KEY ("buildingId") REFERENCES "Building"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_identityId_fkey" FOREIGN KEY ("identityId") REFERENCES "TelegramIdentity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_residentId_fkey" FOREIGN KEY ("residentId") REFERENCES "Resident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Setting" ADD CONSTRAINT "Setting_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TextDocument" ADD CONSTRAINT "TextDocument_companyId_fkey" FOREIGN KEY ("companyId") REFERENCES "Company"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ───────────────────────────────────────────────────────────────────────────────────────────────
-- What the schema file cannot say. Every line below is violated by a test: tests/database/constraints.test.ts
-- ───────────────────────────────────────────────────────────────────────────────────────────────

-- Money (promise 3): integer kopecks, never nothing, never more back than was taken.
ALTER TABLE "Payment"
  ADD CONSTRAINT "Payment_amount_check" CHECK ("amount" > 0),
  ADD CONSTRAINT "Payment_commission_check" CHECK ("commission" >= 0),
  ADD CONSTRAINT "Payment_total_check" CHECK ("total" = "amount" + "commission"),
  ADD CONSTRAINT "Payment_refunded_check" CHECK ("refunded" BETWEEN 0 AND "total"),
  ADD CONSTRAINT "Payment_currency_check" CHECK ("currency" = 'RUB'),
  ADD CONSTRAINT "Payment_pollCount_check" CHECK ("pollCount" >= 0),
  ADD CONSTRAINT "Payment_supersededById_check" CHECK ("supersededById" <> "id"),
  -- a state keeps the moment it was reached
  ADD CONSTRAINT "Payment_pending_check" CHECK ("status" <> 'pending' OR "pendingAt" IS NOT NULL),
  ADD CONSTRAINT "Payment_authorized_check" CHECK ("status" <> 'authorized' OR "authorizedAt" IS NOT NULL),
  ADD CONSTRAINT "Payment_succeeded_check"
    CHECK ("status" NOT IN ('succeeded', 'partially_refunded', 'refunded') OR "succeededAt" IS NOT NULL),
  ADD CONSTRAINT "Payment_finished_check" CHECK ("status" NOT IN ('failed', 'expired') OR "finishedAt" IS NOT NULL),
  -- money is given back only after it was taken, and the state says so
  ADD CONSTRAINT "Payment_refund_status_check" CHECK (
    CASE "status"
      WHEN 'partially_refunded' THEN "refunded" > 0
      WHEN 'refunded' THEN "refunded" >= "amount"
      ELSE "refunded" = 0
    END
  );

ALTER TABLE "PaymentItem"
  ADD CONSTRAINT "PaymentItem_amount_check" CHECK ("amount" > 0),
  ADD CONSTRAINT "PaymentItem_commission_check" CHECK ("commission" >= 0),
  -- a commission the company bears was never charged to the payer
  ADD CONSTRAINT "PaymentItem_refunded_check" CHECK (
    "refunded" BETWEEN 0 AND "amount" + CASE WHEN "bearer" = 'payer' THEN "commission" ELSE 0 END
  ),
  ADD CONSTRAINT "PaymentItem_version_check" CHECK ("billVersionId" IS NULL OR "billId" IS NOT NULL);

ALTER TABLE "Refund"
  ADD CONSTRAINT "Refund_amount_check" CHECK ("amount" > 0),
  ADD CONSTRAINT "Refund_finished_check" CHECK ("status" NOT IN ('succeeded', 'failed') OR "finishedAt" IS NOT NULL);

ALTER TABLE "PaymentTemplate"
  ADD CONSTRAINT "PaymentTemplate_amount_check" CHECK ("amount" > 0);

ALTER TABLE "CommissionRule"
  ADD CONSTRAINT "CommissionRule_basisPoints_check" CHECK ("basisPoints" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "CommissionRule_minimum_check" CHECK ("minimum" >= 0),
  ADD CONSTRAINT "CommissionRule_maximum_check" CHECK ("maximum" >= "minimum");

ALTER TABLE "SavedCard"
  -- never more of a card number than this: first six to eight digits and the last four
  ADD CONSTRAINT "SavedCard_firstDigits_check" CHECK ("firstDigits" ~ '^[0-9]{6,8}$'),
  ADD CONSTRAINT "SavedCard_lastDigits_check" CHECK ("lastDigits" ~ '^[0-9]{4}$'),
  ADD CONSTRAINT "SavedCard_expiryMonth_check" CHECK ("expiryMonth" BETWEEN 1 AND 12),
  ADD CONSTRAINT "SavedCard_expiryYear_check" CHECK ("expiryYear" BETWEEN 2000 AND 2100),
  ADD CONSTRAINT "SavedCard_default_check" CHECK (NOT "isDefault" OR "status" = 'active');
CREATE UNIQUE INDEX "SavedCard_one_default_key" ON "SavedCard" ("residentId") WHERE "isDefault";

ALTER TABLE "ExportBatch"
  ADD CONSTRAINT "ExportBatch_range_check" CHECK ("fromAt" <= "untilAt"),
  ADD CONSTRAINT "ExportBatch_count_check" CHECK ("count" >= 0);
ALTER TABLE "Reconciliation"
  ADD CONSTRAINT "Reconciliation_range_check" CHECK ("fromAt" <= "untilAt");

CREATE UNIQUE INDEX "PaymentAgent_everywhere_key" ON "PaymentAgent" ("role", "validFrom") WHERE "companyId" IS NULL;

-- Billing periods: year and month, no other spelling.
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_period_check" CHECK ("period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');
ALTER TABLE "AccountMonth" ADD CONSTRAINT "AccountMonth_period_check" CHECK ("period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');
ALTER TABLE "Reading" ADD CONSTRAINT "Reading_period_check" CHECK ("period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');
ALTER TABLE "ReadingWindowExtension"
  ADD CONSTRAINT "ReadingWindowExtension_period_check" CHECK ("period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');
ALTER TABLE "ReadingReminder"
  ADD CONSTRAINT "ReadingReminder_period_check" CHECK ("period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$');

-- People and what they may see (promise 5).
ALTER TABLE "Resident"
  ADD CONSTRAINT "Resident_phone_check" CHECK ("phone" ~ '^\+[1-9][0-9]{6,14}$'),
  ADD CONSTRAINT "Resident_blocked_check" CHECK (("blockedAt" IS NULL) = ("blockedBy" IS NULL)),
  ADD CONSTRAINT "Resident_quietHours_check"
    CHECK ("quietHours" ~ '^([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-3])$');
CREATE UNIQUE INDEX "Resident_phone_key" ON "Resident" ("phone") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resident_lastName_idx" ON "Resident" (lower("lastName") text_pattern_ops) WHERE "deletedAt" IS NULL;

ALTER TABLE "TelegramIdentity"
  ADD CONSTRAINT "TelegramIdentity_telegramId_check" CHECK ("telegramId" > 0),
  ADD CONSTRAINT "TelegramIdentity_locale_check" CHECK ("locale" ~ '^[a-z]{2}$');

CREATE UNIQUE INDEX "Acceptance_one_active_key" ON "Acceptance" ("identityId", "documentId")
  WHERE "withdrawnAt" IS NULL;
CREATE UNIQUE INDEX "StaffRole_one_active_key" ON "StaffRole" ("identityId", "role", COALESCE("companyId", 0))
  WHERE "revokedAt" IS NULL;

ALTER TABLE "AccountLink"
  ADD CONSTRAINT "AccountLink_revoked_check" CHECK (("status" = 'revoked') = ("revokedAt" IS NOT NULL)),
  ADD CONSTRAINT "AccountLink_sharedById_check" CHECK ("sharedById" <> "id");
CREATE UNIQUE INDEX "AccountLink_one_active_key" ON "AccountLink" ("residentId", "accountId")
  WHERE "status" <> 'revoked';

ALTER TABLE "AccessRequest"
  ADD CONSTRAINT "AccessRequest_reviewed_check"
    CHECK ("status" NOT IN ('approved', 'rejected') OR "reviewedAt" IS NOT NULL);
CREATE UNIQUE INDEX "AccessRequest_one_pending_key" ON "AccessRequest" ("residentId", "accountId")
  WHERE "status" = 'pending';

-- A code is issued by revoking the former one: two valid codes would double the guesses.
ALTER TABLE "AccessCode" ADD CONSTRAINT "AccessCode_attempts_check" CHECK ("attempts" >= 0);
CREATE UNIQUE INDEX "AccessCode_one_live_key" ON "AccessCode" ("accountId", COALESCE("residentId", 0))
  WHERE "consumedAt" IS NULL AND "revokedAt" IS NULL;
ALTER TABLE "Challenge" ADD CONSTRAINT "Challenge_attempts_check" CHECK ("attempts" >= 0);
CREATE UNIQUE INDEX "Challenge_one_live_key" ON "Challenge" ("identityId", "purpose", "subject", "channel")
  WHERE "consumedAt" IS NULL AND "revokedAt" IS NULL;

ALTER TABLE "LinkToken"
  ADD CONSTRAINT "LinkToken_share_check" CHECK ("kind" <> 'share' OR "sharedById" IS NOT NULL);

ALTER TABLE "RateCounter" ADD CONSTRAINT "RateCounter_count_check" CHECK ("count" >= 0);

-- Dialogues (promise 1): the row stays small.
ALTER TABLE "Dialogue"
  ADD CONSTRAINT "Dialogue_recentUpdateIds_check" CHECK (cardinality("recentUpdateIds") <= 50),
  ADD CONSTRAINT "Dialogue_version_check" CHECK ("version" >= 0);

-- Accounts, as operators look for them.
CREATE INDEX "Account_number_idx" ON "Account" (lower("number") text_pattern_ops);
CREATE INDEX "Account_payerName_idx" ON "Account" (lower("payerName") text_pattern_ops) WHERE "payerName" IS NOT NULL;
CREATE INDEX "Account_phoneOnFile_idx" ON "Account" ("phoneOnFile") WHERE "phoneOnFile" IS NOT NULL;
CREATE INDEX "Account_els_idx" ON "Account" ("els") WHERE "els" IS NOT NULL;
ALTER TABLE "Account" ADD CONSTRAINT "Account_residentsCount_check" CHECK ("residentsCount" >= 0);

-- Imports: one file is published once; rolled back, it may be published again.
ALTER TABLE "ImportBatch"
  ADD CONSTRAINT "ImportBatch_published_check" CHECK ("status" <> 'published' OR "publishedAt" IS NOT NULL),
  ADD CONSTRAINT "ImportBatch_rolledBack_check" CHECK ("status" <> 'rolled_back' OR "rolledBackAt" IS NOT NULL);
CREATE UNIQUE INDEX "ImportBatch_published_once_key"
  ON "ImportBatch" ("kind", COALESCE("companyId", 0), COALESCE("providerId", 0), "fileSha256")
  WHERE "status" = 'published';

-- Meters and readings.
ALTER TABLE "Meter"
  ADD CONSTRAINT "Meter_zones_check" CHECK ("zones" BETWEEN 1 AND 3),
  ADD CONSTRAINT "Meter_digits_check" CHECK ("digits" BETWEEN 1 AND 10),
  ADD CONSTRAINT "Meter_decimals_check" CHECK ("decimals" BETWEEN 0 AND 4),
  ADD CONSTRAINT "Meter_initialValues_check"
    CHECK (cardinality("initialValues") IN (0, "zones") AND 0 <= ALL ("initialValues")),
  ADD CONSTRAINT "Meter_finalValues_check"
    CHECK (cardinality("finalValues") IN (0, "zones") AND 0 <= ALL ("finalValues")),
  ADD CONSTRAINT "Meter_replacedById_check" CHECK ("replacedById" <> "id");
CREATE UNIQUE INDEX "Meter_one_active_key" ON "Meter" ("accountId", "resource", "serial") WHERE "archivedAt" IS NULL;

ALTER TABLE "Reading"
  ADD CONSTRAINT "Reading_values_check" CHECK (
    cardinality("values") BETWEEN 1 AND 3 AND array_position("values", NULL) IS NULL AND 0 <= ALL ("values")
  ),
  ADD CONSTRAINT "Reading_replaced_check" CHECK ("status" <> 'replaced' OR NOT "isCurrent"),
  ADD CONSTRAINT "Reading_replacesId_check" CHECK ("replacesId" <> "id");
CREATE UNIQUE INDEX "Reading_one_current_key" ON "Reading" ("meterId", "period") WHERE "isCurrent";
CREATE INDEX "Reading_unexported_idx" ON "Reading" ("meterId", "id")
  WHERE "exportBatchId" IS NULL AND "status" = 'accepted';

ALTER TABLE "ReadingWindow"
  ADD CONSTRAINT "ReadingWindow_days_check" CHECK ("fromDay" BETWEEN 1 AND 31 AND "toDay" BETWEEN 1 AND 31);
-- One row per place and day; NULLS NOT DISTINCT needs PostgreSQL 15, an enum's text is no index expression.
CREATE UNIQUE INDEX "ReadingWindow_provider_key" ON "ReadingWindow" ("providerId", "effectiveFrom")
  WHERE "buildingId" IS NULL AND "resource" IS NULL;
CREATE UNIQUE INDEX "ReadingWindow_building_key" ON "ReadingWindow" ("providerId", "effectiveFrom", "buildingId")
  WHERE "buildingId" IS NOT NULL AND "resource" IS NULL;
CREATE UNIQUE INDEX "ReadingWindow_resource_key" ON "ReadingWindow" ("providerId", "effectiveFrom", "resource")
  WHERE "buildingId" IS NULL AND "resource" IS NOT NULL;
CREATE UNIQUE INDEX "ReadingWindow_both_key"
  ON "ReadingWindow" ("providerId", "effectiveFrom", "buildingId", "resource")
  WHERE "buildingId" IS NOT NULL AND "resource" IS NOT NULL;

-- Tickets.
ALTER TABLE "Ticket"
  ADD CONSTRAINT "Ticket_rating_check" CHECK ("rating" BETWEEN 1 AND 5),
  ADD CONSTRAINT "Ticket_reopenedCount_check" CHECK ("reopenedCount" >= 0),
  ADD CONSTRAINT "Ticket_done_check" CHECK ("status" <> 'done' OR "doneAt" IS NOT NULL),
  ADD CONSTRAINT "Ticket_closed_check" CHECK ("status" <> 'closed' OR "closedAt" IS NOT NULL),
  ADD CONSTRAINT "Ticket_rejected_check" CHECK ("status" <> 'rejected' OR "reason" IS NOT NULL),
  ADD CONSTRAINT "Ticket_mergedIntoId_check" CHECK ("mergedIntoId" <> "id");
CREATE INDEX "Ticket_auto_close_idx" ON "Ticket" ("doneAt") WHERE "status" = 'done';
CREATE INDEX "Ticket_topic_idx" ON "Ticket" ("topicChatId", "topicThreadId") WHERE "topicChatId" IS NOT NULL;

-- Announcements and deliveries (promise 4).
ALTER TABLE "Announcement"
  ADD CONSTRAINT "Announcement_recipientCount_check" CHECK ("recipientCount" >= 0),
  ADD CONSTRAINT "Announcement_scheduled_check" CHECK ("status" <> 'scheduled' OR "sendAt" IS NOT NULL),
  ADD CONSTRAINT "Announcement_sent_check" CHECK ("status" <> 'sent' OR "sentAt" IS NOT NULL),
  ADD CONSTRAINT "Announcement_endsId_check" CHECK ("endsId" <> "id");

ALTER TABLE "Delivery"
  ADD CONSTRAINT "Delivery_lane_check" CHECK ("lane" BETWEEN 0 AND 3),
  ADD CONSTRAINT "Delivery_attempt_check" CHECK ("attempt" >= 0),
  ADD CONSTRAINT "Delivery_leased_check"
    CHECK ("status" NOT IN ('leased', 'sending') OR ("owner" IS NOT NULL AND "leasedUntil" IS NOT NULL)),
  ADD CONSTRAINT "Delivery_sent_check" CHECK ("status" <> 'sent' OR "sentAt" IS NOT NULL);
CREATE INDEX "Delivery_claim_idx" ON "Delivery" ("lane", "notBefore", "id") WHERE "status" IN ('queued', 'leased');
CREATE INDEX "Delivery_lease_idx" ON "Delivery" ("leasedUntil") WHERE "status" IN ('leased', 'sending');
CREATE INDEX "Delivery_attention_idx" ON "Delivery" ("createdAt") WHERE "status" IN ('unknown', 'failed');

-- Work and locks.
ALTER TABLE "Task"
  ADD CONSTRAINT "Task_attempts_check" CHECK ("attempts" >= 0 AND "maxAttempts" > 0),
  ADD CONSTRAINT "Task_progress_check" CHECK ("progress" >= 0),
  ADD CONSTRAINT "Task_running_check"
    CHECK ("status" <> 'running' OR ("owner" IS NOT NULL AND "leasedUntil" IS NOT NULL)),
  ADD CONSTRAINT "Task_finished_check"
    CHECK ("status" NOT IN ('done', 'failed', 'cancelled') OR "finishedAt" IS NOT NULL);
CREATE INDEX "Task_claim_idx" ON "Task" ("runAfter", "id") WHERE "status" IN ('queued', 'running');
CREATE INDEX "CronRun_unfinished_idx" ON "CronRun" ("job", "slot") WHERE "finishedAt" IS NULL;
ALTER TABLE "Lease" ADD CONSTRAINT "Lease_fence_check" CHECK ("fence" > 0);
CREATE INDEX "Payment_poll_idx" ON "Payment" ("nextPollAt")
  WHERE "nextPollAt" IS NOT NULL AND "status" IN ('created', 'pending', 'authorized', 'failed', 'expired');

-- Settings and texts: versions do not overlap; no company = everywhere.
CREATE UNIQUE INDEX "Setting_version_key" ON "Setting" ("key", COALESCE("companyId", 0), "effectiveFrom");
ALTER TABLE "TextDocument" ADD CONSTRAINT "TextDocument_version_check" CHECK ("version" > 0);
CREATE UNIQUE INDEX "TextDocument_version_key"
  ON "TextDocument" ("kind", "slug", COALESCE("companyId", 0), "version");
