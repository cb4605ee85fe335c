import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DeletionFacts, DeletionSubject } from './deletion-facts.ts';

/** A resident withdrew the consent and is gone. Says nothing of who it was. */
export const RESIDENT_DELETED: DeliveryKind = {
  kind: 'residents.deleted',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
};

export const residentDeletedParams = z.object({
  accounts: z.number(),
  tickets: z.array(z.string()),
  payable: z.array(z.string()),
});

/**
 * Tell those who look after residents of the companies concerned: what was cancelled, what may still be paid. To be
 * called while the links are still there.
 */
export async function tellStaffOfDeletion(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock' | 'installation'>,
  subject: DeletionSubject,
  facts: DeletionFacts,
): Promise<void> {
  const { residentId } = subject;
  if (residentId === null && facts.tickets === 0) return;
  const now = deps.clock.now();
  const companies = await tx.$queryRaw<{ companyId: number | null }[]>`
    SELECT p."companyId" FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
     WHERE l."residentId" = ${residentId ?? 0} AND l."status" <> 'revoked'
     UNION SELECT "companyId" FROM "Ticket" WHERE "residentId" = ${residentId ?? 0}`;
  const roles = await tx.staffRole.findMany({
    where: { revokedAt: null, identityId: { notIn: [...subject.identityIds] } },
    select: { id: true, identityId: true, role: true, companyId: true, expiresAt: true },
  });
  const configured = await tx.telegramIdentity.findMany({
    where: {
      telegramId: { in: deps.installation.adminTelegramIds.map(BigInt) },
      id: { notIn: [...subject.identityIds] },
    },
    select: { id: true },
  });
  const concerned = [...companies.map(({ companyId }) => companyId), null];
  const told = new Set([
    ...configured.map(({ id }) => id),
    ...roles
      .filter((role) => concerned.some((companyId) => can([role], 'residents.view', { companyId }, now)))
      .map(({ identityId }) => identityId),
  ]);
  await enqueueDeliveries(
    tx,
    deps.clock,
    [...told].map((identityId) => ({
      kind: RESIDENT_DELETED,
      subject: residentId === null ? `identity:${subject.identityIds[0]}` : `resident:${residentId}`,
      to: { identityId },
      params: {
        accounts: facts.links,
        tickets: facts.openTickets,
        payable: facts.payable.map(({ number }) => number),
      },
    })),
  );
}
