import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery, enqueueSelected } from '../../delivery/enqueue.ts';
import { EVERYBODY } from '../../domain/announcements.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { enqueueTask } from '../tasks/enqueue-task.ts';
import { requestApproval, secondPersons } from './approval.ts';
import { recipientsSql } from './audience-sql.ts';
import { countRecipients, recipientsQuery } from './count-recipients.ts';
import { ANNOUNCEMENT_DELIVERIES, APPROVAL_HELD } from './delivery-kinds.ts';
import { type Announcement, loadAnnouncement } from './load-announcement.ts';
import { SEND_TASK } from './send-announcement.ts';

const LONG_MS = 300_000;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/**
 * The time has come: everybody the audience means now gets a row of the outbox, in one transaction with the status.
 * Undone, moved or begun before, it does nothing; grown past one person's word since it was planned, it waits for a
 * second one. Returns how many messages were queued.
 */
export async function startSending(
  deps: Deps,
  options: { announcementId: number; sendAt: Date },
): Promise<number> {
  const now = deps.clock.now();
  const found = await loadAnnouncement(deps.db, options.announcementId);
  if (found === null) return 0;
  if (await holdGrown(deps, found, options.sendAt)) return 0;
  const queued = await inTransaction(
    deps.db,
    async (tx) => {
      const { count } = await tx.announcement.updateMany({
        where: { id: found.id, status: 'scheduled', sendAt: options.sendAt },
        data: { status: 'sending', sentAt: now, progressAt: null },
      });
      if (count === 0) return null;
      const people =
        found.endsId === null ? recipientsSql(recipientsQuery(deps, found)) : reachedBy(found.endsId);
      return await enqueueSelected(tx, deps.clock, {
        kind: ANNOUNCEMENT_DELIVERIES[found.kind],
        select: Prisma.sql`
          SELECT people."identityId", ${`announcement:${found.id}`}::text AS "subject",
            ${JSON.stringify({ announcementId: found.id })}::jsonb AS "params", ${now}::timestamptz AS "notBefore"
          FROM (${people}) AS people`,
        announcementId: found.id,
        ...(found.validUntil === null ? {} : { validUntil: found.validUntil }),
      });
    },
    { timeout: LONG_MS },
  );
  if (queued === null) return 0;
  deps.notify('deliveries');
  return queued;
}

/**
 * A word for few is not a word for many: the audience that was counted when it was planned is counted again at its
 * time. The end of an outage goes to those who got the outage, and what a second person agreed to is agreed.
 */
async function holdGrown(deps: Deps, found: Announcement, sendAt: Date): Promise<boolean> {
  if (found.status !== 'scheduled' || found.endsId !== null || found.approvedById !== null) return false;
  const recipients = await countRecipients(deps, found);
  const ask = await secondPersons(deps, { found, recipients, senderId: found.authorId });
  if (ask.length === 0) return false;
  const { id, companyId, authorId } = found;
  const held = await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.announcement.updateMany({
      where: { id, status: 'scheduled', sendAt, approvedById: null },
      data: { status: 'awaiting_approval', recipientCount: recipients },
    });
    if (count === 0) return false;
    await requestApproval(deps, tx, { id, sendAt, ask });
    await enqueueDelivery(tx, deps.clock, {
      kind: APPROVAL_HELD,
      subject: `announcement:${id}:${sendAt.getTime()}`,
      to: { identityId: authorId },
      params: { announcementId: id },
    });
    await recordAudit(tx, {
      at: deps.clock.now(),
      actorId: null,
      actorKind: 'system',
      action: 'announcement.hold',
      subject: `announcement:${id}`,
      companyId,
      details: { recipients, planned: found.recipientCount },
    });
    return true;
  });
  if (held) deps.notify('deliveries');
  return held;
}

/** Those to whom the outage was told, whatever became of the message: they shall know that it is over. */
function reachedBy(announcementId: number): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT d."identityId" FROM "Delivery" d
     WHERE d."announcementId" = ${announcementId} AND d."identityId" IS NOT NULL
       AND d."status" IN ('sent', 'unknown', 'queued', 'leased', 'sending')`;
}

/**
 * The outage is over: tell the same people, once. The text is the caller's, in both languages. The announcement is
 * scheduled like any other, so it can be undone; a second press gives the first one.
 * @throws DomainError ANNOUNCEMENT_STATE when it is no outage that was sent
 */
export async function endOutage(
  deps: Deps,
  options: {
    announcementId: number;
    identityId: number;
    sendAt: Date;
    content: { ru: string; en: string };
    shown: { chatId: number; messageId: number } | null;
  },
): Promise<{ id: number; created: boolean }> {
  const now = deps.clock.now();
  return await inTransaction(deps.db, async (tx) => {
    // The lock of the row keeps two presses apart.
    const [outage] = await tx.$queryRaw<{ id: number; companyId: number | null; sent: boolean }[]>`
      SELECT "id", "companyId", "status" IN ('sending', 'paused', 'sent') AND "kind" IN ('outage', 'emergency')
        AND "endsId" IS NULL AS "sent"
        FROM "Announcement" WHERE "id" = ${options.announcementId} FOR UPDATE`;
    if (outage?.sent !== true) throw new DomainError('ANNOUNCEMENT_STATE');
    const known = await tx.announcement.findFirst({
      where: { endsId: outage.id, status: { notIn: ['cancelled', 'draft'] } },
      select: { id: true },
    });
    if (known !== null) return { id: known.id, created: false };
    const reached = await tx.$queryRaw<{ count: number }[]>(
      Prisma.sql`SELECT count(*)::int AS "count" FROM (${reachedBy(outage.id)}) AS people`,
    );
    const row = await tx.announcement.create({
      data: {
        companyId: outage.companyId,
        kind: 'outage',
        status: 'scheduled',
        content: options.content,
        audience: EVERYBODY,
        recipientCount: reached[0]?.count ?? 0,
        sendAt: options.sendAt,
        authorId: options.identityId,
        endsId: outage.id,
        createdAt: now,
        ...(options.shown === null
          ? {}
          : { progressChatId: BigInt(options.shown.chatId), progressMessageId: options.shown.messageId }),
      },
      select: { id: true },
    });
    await enqueueTask(tx, deps.clock, {
      kind: SEND_TASK,
      key: `announcement:${row.id}:send:${options.sendAt.getTime()}`,
      args: { announcementId: row.id, sendAt: options.sendAt.toISOString() },
      identityId: options.identityId,
      runAfter: options.sendAt,
    });
    return { id: row.id, created: true };
  });
}
