import { Prisma } from '../../database/generated/client.ts';
import type { AnnouncementKind, Audience } from '../../domain/announcements.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import type { ServiceDeps } from '../deps.ts';
import { type RecipientsQuery, recipientsSql } from './audience-sql.ts';

/** What the recipients' statement needs to know about a moment. */
export function recipientsQuery(
  deps: Pick<ServiceDeps, 'clock' | 'installation'>,
  meant: { kind: AnnouncementKind; companyId: number | null; audience: Audience; timezone: string | null },
): RecipientsQuery {
  const now = deps.clock.now();
  const zone = meant.timezone ?? deps.installation.timezone;
  const { kind, companyId, audience } = meant;
  return { kind, companyId, audience, now, period: dateIn(now, zone).slice(0, 7) };
}

/** How many people would get it now. One statement. */
export async function countRecipients(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  meant: Parameters<typeof recipientsQuery>[1],
): Promise<number> {
  const [row] = await deps.db.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS "count" FROM (${recipientsSql(recipientsQuery(deps, meant))}) AS people`);
  return row?.count ?? 0;
}
