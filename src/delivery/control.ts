import type { DbOrTx } from '../database/client.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Clock } from '../domain/clock.ts';

/** Which deliveries staff acts on. */
export type DeliverySelection =
  | { readonly announcementId: number }
  | { readonly ids: readonly bigint[] }
  | { readonly kind: string; readonly subject: string };

/** Far enough for a pause, near enough for every program to read. */
const PAUSED_UNTIL = new Date('9999-01-01T00:00:00Z');

function where(selection: DeliverySelection): Prisma.Sql {
  if ('announcementId' in selection) return Prisma.sql`"announcementId" = ${selection.announcementId}`;
  if ('kind' in selection) {
    return Prisma.sql`"kind" = ${selection.kind} AND "subject" = ${selection.subject}`;
  }
  return selection.ids.length === 0
    ? Prisma.sql`false`
    : Prisma.sql`"id" IN (${Prisma.join([...selection.ids])})`;
}

/** Stop what is not on the way yet. Returns how many will not be sent. */
export async function cancelDeliveries(
  tx: DbOrTx,
  selection: DeliverySelection,
  reason: string,
): Promise<number> {
  return await tx.$executeRaw`
    UPDATE "Delivery" SET "status" = 'cancelled', "lastError" = ${reason}, "leasedUntil" = NULL
    WHERE ${where(selection)} AND "status" IN ('queued', 'leased')`;
}

/** Hold back what is not on the way yet; those already taken but not begun return to the queue. */
export async function pauseDeliveries(tx: DbOrTx, selection: DeliverySelection): Promise<number> {
  return await tx.$executeRaw`
    UPDATE "Delivery" SET "status" = 'queued', "owner" = NULL, "leasedUntil" = NULL, "notBefore" = ${PAUSED_UNTIL}
    WHERE ${where(selection)} AND "status" IN ('queued', 'leased')`;
}

/** End a pause: what was held back may go from now on. */
export async function resumeDeliveries(
  tx: DbOrTx,
  clock: Clock,
  selection: DeliverySelection,
): Promise<number> {
  return await tx.$executeRaw`
    UPDATE "Delivery" SET "notBefore" = ${clock.now()}
    WHERE ${where(selection)} AND "status" = 'queued' AND "notBefore" = ${PAUSED_UNTIL}`;
}

/** Staff's word: send again what failed, what could not be delivered, and what nobody knows about. */
export async function resendDeliveries(
  tx: DbOrTx,
  clock: Clock,
  selection: DeliverySelection,
  statuses: readonly ('failed' | 'unreachable' | 'unknown')[],
): Promise<number> {
  if (statuses.length === 0) return 0;
  return await tx.$executeRaw`
    UPDATE "Delivery" SET "status" = 'queued', "owner" = NULL, "leasedUntil" = NULL, "notBefore" = ${clock.now()}
    WHERE ${where(selection)} AND "status"::text IN (${Prisma.join([...statuses])})`;
}
