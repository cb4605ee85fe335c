import { can, type RoleGrant } from '../../../domain/roles.ts';
import { namesOfPlaces } from '../../../services/announcements/compose.ts';
import { countRecipients } from '../../../services/announcements/count-recipients.ts';
import type { Announcement } from '../../../services/announcements/load-announcement.ts';
import { reportSending } from '../../../services/announcements/report.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import type { CardView } from './card-view.ts';

const COUNTED: readonly Announcement['status'][] = ['draft', 'awaiting_approval'];
const REPORTED: readonly Announcement['status'][] = ['sending', 'paused', 'sent', 'cancelled'];

/** Everything the card shows about an announcement that was read and checked. `viewer` null: the progress bar. */
export async function cardOf(
  services: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  found: Announcement,
  viewer: { identityId: number; grants: readonly RoleGrant[] } | null,
): Promise<CardView> {
  const { audience, companyId } = found;
  const named = audience.providerIds.length + audience.buildingIds.length > 0;
  return {
    found,
    recipients: COUNTED.includes(found.status) ? await countRecipients(services, found) : null,
    report: REPORTED.includes(found.status)
      ? await reportSending(services, { announcementId: found.id })
      : null,
    names: named ? await namesOfPlaces(services, audience) : { providers: [], buildings: [] },
    zone: found.timezone ?? services.installation.timezone,
    mayApprove:
      viewer !== null &&
      viewer.identityId !== found.authorId &&
      can(viewer.grants, 'announcements.approve', { companyId }, services.clock.now()),
  };
}
