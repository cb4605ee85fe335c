import type { Tx } from '../../database/client.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { APPROVAL_ABOVE } from '../../domain/announcements.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { listStaffMembers } from '../residents/list-staff-members.ts';
import { grantsOf } from '../staff/grants-of.ts';
import { APPROVAL_REQUEST } from './delivery-kinds.ts';
import type { Announcement } from './load-announcement.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** Identities of whom one must agree first; none: it is few people, or there is nobody else to ask. */
export async function secondPersons(
  deps: Deps,
  options: { readonly found: Announcement; readonly recipients: number; readonly senderId: number },
): Promise<readonly number[]> {
  const { found, recipients, senderId } = options;
  return recipients > (await approvalAbove(deps, found)) ? await colleagues(deps, found, senderId) : [];
}

/** Ask each of them, once for a time of sending. */
export async function requestApproval(
  deps: Pick<Deps, 'clock'>,
  tx: Tx,
  asked: { readonly id: number; readonly sendAt: Date; readonly ask: readonly number[] },
): Promise<void> {
  await enqueueDeliveries(
    tx,
    deps.clock,
    asked.ask.map((identityId) => ({
      kind: APPROVAL_REQUEST,
      subject: `announcement:${asked.id}:${asked.sendAt.getTime()}`,
      to: { identityId },
      params: { announcementId: asked.id },
    })),
  );
}

/** Row of `Setting`: above how many recipients a second person must agree. */
export const APPROVAL_SETTING = 'announcements.approval-above';

/** The company's own number, else the installation's, else the usual one. */
async function approvalAbove(deps: Pick<Deps, 'db' | 'clock'>, found: Announcement): Promise<number> {
  const rows = await deps.db.setting.findMany({
    where: {
      key: APPROVAL_SETTING,
      effectiveFrom: { lte: deps.clock.now() },
      OR: [{ companyId: null }, ...(found.companyId === null ? [] : [{ companyId: found.companyId }])],
    },
    orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
    select: { companyId: true, value: true },
  });
  const row = rows.find(({ companyId }) => companyId !== null) ?? rows[0];
  return typeof row?.value === 'number' ? row.value : APPROVAL_ABOVE;
}

/** Identities of others who may agree. */
async function colleagues(deps: Deps, found: Announcement, authorId: number): Promise<number[]> {
  const now = deps.clock.now();
  const telegramIds = (await listStaffMembers(deps)).map(({ telegramId }) => BigInt(telegramId));
  const identities = await deps.db.telegramIdentity.findMany({
    where: { telegramId: { in: telegramIds }, id: { not: authorId } },
    select: { id: true },
  });
  const may: number[] = [];
  for (const { id } of identities) {
    const grants = await grantsOf(deps, { identityId: id });
    if (can(grants, 'announcements.approve', { companyId: found.companyId }, now)) may.push(id);
  }
  return may;
}
