import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery } from '../../delivery/enqueue.ts';
import { DomainError } from '../../domain/errors.ts';
import { APPLICATION_LIFETIME_DAYS } from '../../domain/pin.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { ACCESS_QUEUE_GREW } from './delivery-kinds.ts';
import { findAccount } from './try-number.ts';

const DAY_MS = 86_400_000;

/** What the staff compares with its books. */
export interface Application {
  readonly name: string;
  readonly address: string;
  readonly flat: string;
  /** how to reach the person if something is unclear */
  readonly contact: string;
}

export interface ApplicationPhoto {
  readonly fileId: string;
  readonly uniqueId: string;
}

/**
 * Ask the company for a PIN. Whether the number exists is not told: the staff sees it. The draft is the key; one
 * application per number waits at a time.
 * @throws DomainError APPLICATION_WAITING, PROOF_NOT_OFFERED
 */
export async function applyForPin(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: {
    residentId: number;
    identityId: number;
    draftId: number;
    providerId: number;
    number: string;
    application: Application;
    photo: ApplicationPhoto | null;
  },
): Promise<{ requestId: number }> {
  const now = deps.clock.now();
  const { residentId, providerId, number, draftId, photo } = options;
  try {
    const requestId = await inTransaction(deps.db, async (tx) => {
      const made = await tx.accessRequest.findUnique({ where: { draftId }, select: { id: true } });
      if (made !== null) return made.id;
      const provider = await tx.provider.findUniqueOrThrow({
        where: { id: providerId },
        select: { proofs: true, companyId: true, company: { select: { staffChatId: true } } },
      });
      if (!provider.proofs.includes('pin')) throw new DomainError('PROOF_NOT_OFFERED');
      await tx.accessRequest.updateMany({
        where: {
          residentId,
          providerId,
          number,
          status: 'pending',
          createdAt: { lte: new Date(now.getTime() - APPLICATION_LIFETIME_DAYS * DAY_MS) },
        },
        data: { status: 'expired' },
      });
      const account = await findAccount(tx, providerId, number);
      const { id } = await tx.accessRequest.create({
        data: {
          residentId,
          providerId,
          number,
          accountId: account?.id ?? null,
          data: { ...options.application },
          draftId,
          createdAt: now,
          ...(photo === null
            ? {}
            : {
                files: {
                  create: {
                    identityId: options.identityId,
                    kind: 'access-request',
                    telegramFileId: photo.fileId,
                    telegramUniqueId: photo.uniqueId,
                    createdAt: now,
                  },
                },
              }),
        },
        select: { id: true },
      });
      await completeDraft(tx, { draftId, now });
      await recordAudit(tx, {
        at: now,
        actorId: options.identityId,
        actorKind: 'resident',
        action: 'access.apply',
        subject: `request:${id}`,
        companyId: provider.companyId,
      });
      const chatId = provider.company?.staffChatId;
      if (chatId != null) {
        await enqueueDelivery(tx, deps.clock, {
          kind: ACCESS_QUEUE_GREW,
          subject: `request:${id}`,
          to: { chatId: Number(chatId) },
          params: { what: 'application' },
        });
      }
      return id;
    });
    deps.notify('deliveries');
    return { requestId };
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('APPLICATION_WAITING');
    throw error;
  }
}

export interface OwnApplication {
  readonly requestId: number;
  readonly providerId: number;
  readonly providerName: string;
  readonly number: string;
  readonly createdAt: Date;
  /** waiting · approved: a PIN is on its way · rejected · expired: nobody answered, or the PIN was not used in time */
  readonly state: 'waiting' | 'approved' | 'rejected' | 'expired';
  readonly reason: string | null;
}

/** Answers older than this are no news. */
const TOLD_DAYS = 30;
const MAX_TOLD = 5;

/** The resident's applications that are still of interest; those whose account is at full level already are not. One statement. */
export async function listApplications(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number },
): Promise<readonly OwnApplication[]> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - TOLD_DAYS * DAY_MS);
  const rows = await deps.db.$queryRaw<
    (Omit<OwnApplication, 'state'> & { status: 'pending' | 'approved' | 'rejected'; codeLives: boolean })[]
  >`
    SELECT q."id" AS "requestId", q."providerId", p."name" AS "providerName", q."number", q."createdAt", q."status",
           q."reason",
           EXISTS (SELECT 1 FROM "AccessCode" c
                    WHERE c."requestId" = q."id" AND c."consumedAt" IS NULL AND c."revokedAt" IS NULL
                      AND c."expiresAt" > ${now}) AS "codeLives"
      FROM "AccessRequest" q JOIN "Provider" p ON p."id" = q."providerId"
     WHERE q."residentId" = ${options.residentId} AND q."status" IN ('pending', 'approved', 'rejected')
       AND COALESCE(q."reviewedAt", q."createdAt" + interval '30 days') > ${since}
       AND NOT EXISTS (SELECT 1 FROM "AccountLink" l
                        WHERE l."residentId" = q."residentId" AND l."accountId" = q."accountId"
                          AND l."status" <> 'revoked' AND l."level" = 'full')
       AND NOT EXISTS (SELECT 1 FROM "AccessRequest" n
                        WHERE n."residentId" = q."residentId" AND n."providerId" = q."providerId"
                          AND n."number" = q."number" AND n."id" > q."id" AND n."status" <> 'cancelled')
     ORDER BY q."id" DESC
     LIMIT ${MAX_TOLD}`;
  return rows.map(({ status, codeLives, ...row }) => ({
    ...row,
    state: stateOf(status, codeLives, row.createdAt, now),
  }));
}

function stateOf(
  status: 'pending' | 'approved' | 'rejected',
  codeLives: boolean,
  createdAt: Date,
  now: Date,
): OwnApplication['state'] {
  if (status === 'rejected') return 'rejected';
  if (status === 'approved') return codeLives ? 'approved' : 'expired';
  return now.getTime() - createdAt.getTime() > APPLICATION_LIFETIME_DAYS * DAY_MS ? 'expired' : 'waiting';
}

/** Take an application back. Twice is once. @throws DomainError APPLICATION_NOT_FOUND */
export async function cancelApplication(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; requestId: number },
): Promise<void> {
  const row = await deps.db.accessRequest.findFirst({
    where: { id: options.requestId, residentId: options.residentId },
    select: { id: true },
  });
  if (row === null) throw new DomainError('APPLICATION_NOT_FOUND');
  await deps.db.accessRequest.updateMany({
    where: { id: row.id, status: 'pending' },
    data: { status: 'cancelled' },
  });
}

/** Where a PIN of an application is entered, or another application made. */
export interface ApplicationTarget {
  readonly providerId: number;
  readonly number: string;
  /** The resident's basic link of that account; null = it is not linked yet. */
  readonly linkId: number | null;
}

/** @throws DomainError APPLICATION_NOT_FOUND, ALREADY_FULL */
export async function applicationTarget(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; requestId: number },
): Promise<ApplicationTarget> {
  const { residentId } = options;
  const row = await deps.db.accessRequest.findFirst({
    where: { id: options.requestId, residentId },
    select: { providerId: true, number: true },
  });
  if (row === null) throw new DomainError('APPLICATION_NOT_FOUND');
  const link = await deps.db.accountLink.findFirst({
    where: { residentId, status: 'active', account: row },
    select: { id: true, level: true },
  });
  if (link?.level === 'full') throw new DomainError('ALREADY_FULL');
  return { ...row, linkId: link?.id ?? null };
}
