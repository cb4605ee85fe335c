import type { Tx } from '../../database/client.ts';
import { endShares } from '../accounts/link-status.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DeletionSubject } from './deletion-facts.ts';
import { EXPORT_DATA_TASK, hashPerson } from './person-keys.ts';

const DAY_MS = 86_400_000;

type Deps = Pick<ServiceDeps, 'clock' | 'hashes' | 'installation'>;

/**
 * Tries of the last day stay countable under a keyed hash: else deleting oneself and coming back would give ten more
 * numbers to look up, and lift every lock. Registration takes them over; the clean-up forgets the hash after a day.
 */
export async function keepLimits(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'hashes'>,
  subject: DeletionSubject,
): Promise<void> {
  if (subject.residentId === null) return;
  const identity = await tx.telegramIdentity.findFirst({
    where: { id: { in: [...subject.identityIds] } },
    orderBy: { id: 'desc' },
    select: { telegramId: true },
  });
  const since = new Date(deps.clock.now().getTime() - DAY_MS);
  await tx.proofAttempt.deleteMany({
    where: { residentId: subject.residentId, createdAt: { lte: since } },
  });
  await tx.proofAttempt.updateMany({
    where: { residentId: subject.residentId },
    data: {
      residentId: null,
      personHash: identity === null ? null : hashPerson(deps, identity.telegramId),
    },
  });
}

/** Everything that hangs on the resident, besides payments and tickets; the row itself goes after the identities. */
export async function eraseResident(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  subject: DeletionSubject,
): Promise<void> {
  const { residentId } = subject;
  if (residentId === null) return;
  const now = deps.clock.now();
  const mine = { residentId };
  const links = (await tx.accountLink.findMany({ where: mine, select: { id: true } })).map(({ id }) => id);
  // Who was let in by this person has no other proof than an own one from before.
  await endShares(tx, { sharedById: { in: links } }, { now, reason: 'the sharer removed the account' });
  await tx.linkToken.deleteMany({ where: { sharedById: { in: links } } });
  await tx.accountLink.deleteMany({ where: mine });

  await tx.accessCode.deleteMany({ where: mine });
  const requests = (await tx.accessRequest.findMany({ where: mine, select: { id: true } })).map(
    ({ id }) => id,
  );
  await tx.storedFile.deleteMany({ where: { requestId: { in: requests } } });
  await tx.accessCode.deleteMany({ where: { requestId: { in: requests } } });
  await tx.accessRequest.deleteMany({ where: mine });

  // Readings are the account's: the bill was made of them.
  await tx.reading.updateMany({ where: mine, data: { residentId: null } });
  await tx.meterName.deleteMany({ where: mine });
  await tx.readingReminder.deleteMany({ where: mine });
  await tx.billMark.deleteMany({ where: mine });
  await tx.paymentTemplate.deleteMany({ where: mine });
  await tx.savedCard.deleteMany({ where: mine });
}

/**
 * Close one Telegram: its dialogue, drafts, codes, files, messages and acceptances. The identity of a member of the
 * staff stays for the role, with its acceptances withdrawn; every other one goes.
 */
export async function closeIdentity(tx: Tx, deps: Deps, id: number, draftId: number): Promise<void> {
  const now = deps.clock.now();
  const identity = await tx.telegramIdentity.findUniqueOrThrow({
    where: { id },
    select: { telegramId: true },
  });
  const roles = await tx.staffRole.count({
    where: { identityId: id, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  const staff = roles > 0 || deps.installation.adminTelegramIds.includes(Number(identity.telegramId));

  // What was attached to an announcement or to somebody else's ticket is not the person's own.
  await tx.storedFile.deleteMany({
    where: { identityId: id, announcementId: null, ticketId: null, requestId: null },
  });
  await tx.delivery.deleteMany({ where: { identityId: id } });
  await tx.linkToken.updateMany({ where: { consumedById: id }, data: { consumedById: null } });
  const tasks = staff ? { identityId: id, kind: EXPORT_DATA_TASK } : { identityId: id };
  await tx.task.deleteMany({ where: { ...tasks, status: { not: 'running' } } });
  await tx.task.updateMany({ where: { ...tasks, status: 'running' }, data: { cancelRequested: true } });

  if (staff) {
    await tx.challenge.deleteMany({ where: { identityId: id } });
    await tx.preparedFile.deleteMany({ where: { identityId: id } });
    await tx.draft.deleteMany({ where: { identityId: id, id: { not: draftId } } });
    await tx.dialogue.updateMany({ where: { identityId: id }, data: { state: {} } });
    await tx.acceptance.updateMany({
      where: { identityId: id, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    await tx.telegramIdentity.update({
      where: { id },
      data: {
        residentId: null,
        startCompanyId: null,
        signedOutAt: null,
        lastSeenAt: null,
        previousVisitAt: null,
      },
    });
    return;
  }
  await tx.acceptance.deleteMany({ where: { identityId: id } });
  await tx.staffRole.deleteMany({ where: { identityId: id } });
  // Dialogue, drafts, codes and files go with it.
  await tx.telegramIdentity.delete({ where: { id } });
}
