import { inTransaction } from '../../database/in-transaction.ts';
import { maskEmail } from '../../domain/email.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskPhone } from '../../domain/phone.ts';
import type { ServiceDeps } from '../deps.ts';
import { createLink, refusingSecond } from './link-account.ts';

/** An account of the same flat and payer that is not linked yet. */
export interface SiblingAccount {
  readonly accountId: number;
  readonly providerName: string;
  readonly number: string;
}

const MAX_OFFERED = 4;

/**
 * Other accounts of the same company, flat and payer: the proof of one is the proof of all. Only for a full link of
 * one's own: a share or another sibling proves nothing further. One statement.
 */
export async function listSiblings(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; linkId: number },
): Promise<readonly SiblingAccount[]> {
  return deps.db.$queryRaw<SiblingAccount[]>`
    SELECT b."id" AS "accountId", q."name" AS "providerName", b."number"
      FROM "AccountLink" l
      JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
      JOIN "Provider" q ON q."companyId" = p."companyId" AND q."active" AND q."issuesBills"
      JOIN "Account" b ON b."providerId" = q."id" AND b."id" <> a."id"
       AND b."publishedAt" IS NOT NULL AND b."closedAt" IS NULL
       AND lower(b."payerName") = lower(a."payerName")
       AND (b."unitId" = a."unitId" OR (b."address" = a."address" AND b."flat" = a."flat"))
     WHERE l."id" = ${options.linkId} AND l."residentId" = ${options.residentId} AND l."status" = 'active'
       AND l."level" = 'full' AND l."proof" IN ('surname_flat', 'pin', 'phone', 'bill_qr', 'staff')
       AND NOT EXISTS (SELECT 1 FROM "AccountLink" o
                        WHERE o."residentId" = l."residentId" AND o."accountId" = b."id" AND o."status" <> 'revoked')
     ORDER BY q."position", b."id"
     LIMIT ${MAX_OFFERED}`;
}

/**
 * Link an account offered by `listSiblings`, without a new proof. Pressed twice it is linked once.
 * @throws DomainError LINK_NOT_FOUND when it is (no longer) one of them
 */
export async function linkSibling(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: { residentId: number; identityId: number; linkId: number; accountId: number },
): Promise<{ linkId: number }> {
  const { residentId, accountId } = options;
  const known = await deps.db.accountLink.findFirst({
    where: { residentId, accountId, status: 'active', level: 'full' },
    select: { id: true },
  });
  if (known !== null) return { linkId: known.id };
  const offered = (await listSiblings(deps, options)).some((sibling) => sibling.accountId === accountId);
  if (!offered) throw new DomainError('LINK_NOT_FOUND');
  const account = await deps.db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { provider: true },
  });
  const from = await deps.db.accountLink.findUniqueOrThrow({ where: { id: options.linkId } });
  const target = { residentId, providerId: account.providerId, number: account.number };
  const linkId = await refusingSecond(deps, target, () =>
    inTransaction(deps.db, (tx) =>
      createLink(tx, deps, {
        ...options,
        draftId: null,
        level: 'full',
        proof: 'sibling',
        name: from.name,
        number: account.number,
        providerName: account.provider.name,
        companyId: account.provider.companyId,
        validFrom: from.validFrom,
        expiresAt: from.expiresAt,
      }),
    ),
  );
  deps.notify('deliveries');
  return { linkId };
}

/** What the congratulation on the full level says; plain JSON. */
export interface FullAccessNews {
  readonly siblings: readonly SiblingAccount[];
  /** Confirmed contacts by which the company may reach the resident about this account; masked. */
  readonly contacts: string;
}

/** Other accounts to add, and by what contacts the company may now reach the resident. */
export async function fullAccessNews(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; linkId: number },
): Promise<FullAccessNews> {
  const resident = await deps.db.resident.findUniqueOrThrow({
    where: { id: options.residentId },
    select: { phone: true, email: true, emailConfirmedAt: true },
  });
  const contacts = [
    ...(resident.phone === null ? [] : [maskPhone(resident.phone)]),
    ...(resident.email === null || resident.emailConfirmedAt === null ? [] : [maskEmail(resident.email)]),
  ];
  return { siblings: await listSiblings(deps, options), contacts: contacts.join(', ') };
}
