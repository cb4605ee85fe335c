import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import {
  cancelDeliveries,
  pauseDeliveries,
  resendDeliveries,
  resumeDeliveries,
} from '../../delivery/control.ts';
import { ANNOUNCEMENT_RULES, UNDO_MS } from '../../domain/announcements.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { enqueueTask } from '../tasks/enqueue-task.ts';
import { announcementMark } from './announcement-mark.ts';
import { requestApproval, secondPersons } from './approval.ts';
import { countRecipients } from './count-recipients.ts';
import { type Announcement, announcementForStaff, loadAnnouncement } from './load-announcement.ts';

/** Begins the sending at its time; run by `startSending`. */
export const SEND_TASK = 'announcements.send';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

interface Actor {
  readonly id: number;
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
}

/** Where the progress bar will be. */
interface Shown {
  readonly chatId: number;
  readonly messageId: number;
}

export type SendResult =
  | { readonly kind: 'scheduled'; readonly sendAt: Date; readonly recipients: number }
  /** Too many people for one person's word: colleagues were asked. */
  | { readonly kind: 'approval'; readonly recipients: number; readonly asked: number };

/**
 * Send now (after the time to undo) or at a time. Pressed twice it is one sending. Above a set size another manager
 * must agree; where there is no other, the one may act alone, and the journal says so.
 * @param options.mark of what the person saw, see `announcementMark`
 * @throws DomainError ANNOUNCEMENT_STATE, ANNOUNCEMENT_CHANGED, ANNOUNCEMENT_NOBODY, ANNOUNCEMENT_OVER, ANNOUNCEMENT_PAST
 */
export async function sendAnnouncement(
  deps: Deps,
  options: Actor & { sendAt: Date | null; shown: Shown | null; mark: string },
): Promise<SendResult> {
  const found = await announcementForStaff(deps, options);
  if (found.status === 'scheduled' && found.sendAt !== null) {
    return { kind: 'scheduled', sendAt: found.sendAt, recipients: found.recipientCount ?? 0 };
  }
  if (found.status !== 'draft') throw new DomainError('ANNOUNCEMENT_STATE');
  if (announcementMark(found) !== options.mark) throw new DomainError('ANNOUNCEMENT_CHANGED');
  const now = deps.clock.now();
  const sendAt = options.sendAt ?? new Date(now.getTime() + UNDO_MS);
  if (sendAt < now) throw new DomainError('ANNOUNCEMENT_PAST');
  const recipients = await recipientsAt(deps, found, sendAt);
  const ask = await secondPersons(deps, { found, recipients, senderId: options.identityId });
  const wanted = { ...options, sendAt, recipients, found };
  if (ask.length > 0) return await askApproval(deps, wanted, ask);
  await inTransaction(deps.db, async (tx) => schedule(deps, tx, { ...wanted, from: ['draft'] }));
  deps.notify('tasks');
  return { kind: 'scheduled', sendAt, recipients };
}

/**
 * How many it would reach, when there is still a reason to send it then.
 * @throws DomainError ANNOUNCEMENT_OVER (by then), ANNOUNCEMENT_NOBODY
 */
async function recipientsAt(deps: Deps, found: Announcement, sendAt: Date): Promise<number> {
  const { times } = ANNOUNCEMENT_RULES[found.kind];
  if (times !== 'none' && (found.validUntil === null || found.validUntil <= sendAt))
    throw new DomainError('ANNOUNCEMENT_OVER');
  const recipients = await countRecipients(deps, found);
  if (recipients === 0) throw new DomainError('ANNOUNCEMENT_NOBODY');
  return recipients;
}

interface Scheduling extends Actor {
  readonly found: Announcement;
  readonly sendAt: Date;
  readonly recipients: number;
  readonly shown: Shown | null;
  readonly from: readonly ('draft' | 'awaiting_approval')[];
  readonly approvedById?: number;
}

/**
 * What was counted and shown is what goes: from here on the row is ours, so nobody changes it any more.
 * @throws DomainError ANNOUNCEMENT_CHANGED
 */
async function requireUnchanged(tx: Tx, found: Announcement): Promise<void> {
  const now = await loadAnnouncement(tx, found.id);
  if (now === null || announcementMark(now) !== announcementMark(found))
    throw new DomainError('ANNOUNCEMENT_CHANGED');
}

async function schedule(deps: Pick<Deps, 'clock'>, tx: Tx, wanted: Scheduling): Promise<void> {
  const now = deps.clock.now();
  const { id, sendAt, recipients, shown } = wanted;
  const { count } = await tx.announcement.updateMany({
    where: { id, status: { in: [...wanted.from] } },
    data: {
      status: 'scheduled',
      sendAt,
      recipientCount: recipients,
      // Who sends stands for it, whoever wrote it first; who agrees leaves it to who asked.
      ...(wanted.approvedById === undefined
        ? { authorId: wanted.identityId }
        : { approvedById: wanted.approvedById }),
      ...(shown === null
        ? {}
        : { progressChatId: BigInt(shown.chatId), progressMessageId: shown.messageId, progressAt: null }),
    },
  });
  if (count === 0) throw new DomainError('ANNOUNCEMENT_STATE');
  await requireUnchanged(tx, wanted.found);
  await enqueueTask(tx, deps.clock, {
    kind: SEND_TASK,
    key: `announcement:${id}:send:${sendAt.getTime()}`,
    args: { announcementId: id, sendAt: sendAt.toISOString() },
    identityId: wanted.identityId,
    runAfter: sendAt,
  });
  await recordAudit(tx, {
    at: now,
    actorId: wanted.identityId,
    actorKind: 'staff',
    action: wanted.approvedById === undefined ? 'announcement.send' : 'announcement.approve',
    subject: `announcement:${id}`,
    companyId: wanted.found.companyId,
    details: { recipients, sendAt: sendAt.toISOString() },
  });
}

async function askApproval(
  deps: Deps,
  wanted: Actor & { sendAt: Date; recipients: number; found: Announcement; shown: Shown | null },
  ask: readonly number[],
): Promise<SendResult> {
  const { id, recipients } = wanted;
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.announcement.updateMany({
      where: { id, status: 'draft' },
      data: {
        status: 'awaiting_approval',
        sendAt: wanted.sendAt,
        recipientCount: recipients,
        // Who asks stands for it, whoever wrote it first: else one could rewrite a colleague's draft and agree alone.
        authorId: wanted.identityId,
      },
    });
    if (count === 0) throw new DomainError('ANNOUNCEMENT_STATE');
    await requireUnchanged(tx, wanted.found);
    await requestApproval(deps, tx, { id, sendAt: wanted.sendAt, ask });
  });
  deps.notify('deliveries');
  return { kind: 'approval', recipients, asked: ask.length };
}

/**
 * A second person agrees: it goes now, or at the time that was asked for when that is still ahead.
 * @param options.mark of what the person read
 * @throws DomainError ANNOUNCEMENT_APPROVE_OWN, ANNOUNCEMENT_STATE, ANNOUNCEMENT_CHANGED, ANNOUNCEMENT_OVER, ANNOUNCEMENT_NOBODY
 */
export async function approveAnnouncement(
  deps: Deps,
  options: Actor & { shown: Shown | null; mark: string },
): Promise<SendResult> {
  const found = await announcementForStaff(deps, { ...options, action: 'announcements.approve' });
  if (found.status === 'scheduled' && found.approvedById === options.identityId && found.sendAt !== null) {
    return { kind: 'scheduled', sendAt: found.sendAt, recipients: found.recipientCount ?? 0 };
  }
  if (found.status !== 'awaiting_approval') throw new DomainError('ANNOUNCEMENT_STATE');
  if (found.authorId === options.identityId) throw new DomainError('ANNOUNCEMENT_APPROVE_OWN');
  if (announcementMark(found) !== options.mark) throw new DomainError('ANNOUNCEMENT_CHANGED');
  const soonest = new Date(deps.clock.now().getTime() + UNDO_MS);
  const sendAt = found.sendAt !== null && found.sendAt > soonest ? found.sendAt : soonest;
  const recipients = await recipientsAt(deps, found, sendAt);
  await inTransaction(deps.db, async (tx) =>
    schedule(deps, tx, {
      ...options,
      found,
      sendAt,
      recipients,
      from: ['awaiting_approval'],
      approvedById: options.identityId,
    }),
  );
  deps.notify('tasks');
  return { kind: 'scheduled', sendAt, recipients };
}

/**
 * Undo: back to a draft while nothing has gone. The word that an outage is over has no draft, its text is not written
 * by anybody: it is dropped, and the outage offers it again. Returns which announcement to look at.
 * @throws DomainError ANNOUNCEMENT_TOO_LATE
 */
export async function undoSending(deps: Deps, options: Actor): Promise<{ readonly id: number }> {
  const found = await announcementForStaff(deps, options);
  const back = found.endsId === null ? 'draft' : 'cancelled';
  const after = { id: found.endsId ?? found.id };
  if (found.status === back) return after;
  const { count } = await deps.db.announcement.updateMany({
    where: { id: options.id, status: { in: ['scheduled', 'awaiting_approval'] } },
    data: { status: back, sendAt: null, approvedById: null },
  });
  if (count === 0) throw new DomainError('ANNOUNCEMENT_TOO_LATE');
  return after;
}

/** Hold back what has not gone yet; again goes on. The target is named, so that a repeated press changes nothing. */
export async function pauseSending(deps: Deps, options: Actor & { pause: boolean }): Promise<void> {
  const { id, pause } = options;
  await announcementForStaff(deps, options);
  await inTransaction(
    deps.db,
    async (tx) => {
      const { count } = await tx.announcement.updateMany({
        where: { id, status: pause ? 'sending' : 'paused' },
        data: { status: pause ? 'paused' : 'sending', progressAt: null },
      });
      if (count === 0) return;
      if (pause) await pauseDeliveries(tx, { announcementId: id });
      else await resumeDeliveries(tx, deps.clock, { announcementId: id });
    },
    { timeout: LONG_MS },
  );
  deps.notify('deliveries');
}

const LONG_MS = 120_000;

/** Stop for good: what has gone has gone. A draft or a waiting one disappears from the list of work. */
export async function cancelAnnouncement(deps: Deps, options: Actor): Promise<void> {
  const { id } = options;
  const found = await announcementForStaff(deps, options);
  if (found.status === 'cancelled') return;
  await inTransaction(
    deps.db,
    async (tx) => {
      const { count } = await tx.announcement.updateMany({
        where: { id, status: { in: ['draft', 'awaiting_approval', 'scheduled', 'sending', 'paused'] } },
        data: { status: 'cancelled', progressAt: null },
      });
      if (count === 0) throw new DomainError('ANNOUNCEMENT_STATE');
      await cancelDeliveries(tx, { announcementId: id }, 'the announcement was cancelled');
      await recordAudit(tx, {
        at: deps.clock.now(),
        actorId: options.identityId,
        actorKind: 'staff',
        action: 'announcement.cancel',
        subject: `announcement:${id}`,
        companyId: found.companyId,
      });
    },
    { timeout: LONG_MS },
  );
}

/** Send again to those whom it did not reach, or of whom nobody knows. Returns how many. */
export async function resendAnnouncement(
  deps: Deps,
  options: Actor & { what: 'failed' | 'unknown' },
): Promise<number> {
  const { id } = options;
  const found = await announcementForStaff(deps, { ...options, action: 'deliveries.resend' });
  if (found.status !== 'sent' && found.status !== 'sending') throw new DomainError('ANNOUNCEMENT_STATE');
  const statuses = options.what === 'failed' ? (['failed', 'unreachable'] as const) : (['unknown'] as const);
  const again = await inTransaction(
    deps.db,
    async (tx) => {
      const count = await resendDeliveries(tx, deps.clock, { announcementId: id }, statuses);
      if (count > 0) {
        await tx.announcement.updateMany({
          where: { id, status: 'sent' },
          data: { status: 'sending', progressAt: null },
        });
        await recordAudit(tx, {
          at: deps.clock.now(),
          actorId: options.identityId,
          actorKind: 'staff',
          action: 'announcement.resend',
          subject: `announcement:${id}`,
          companyId: found.companyId,
          details: { what: options.what, count },
        });
      }
      return count;
    },
    { timeout: LONG_MS },
  );
  deps.notify('deliveries');
  return again;
}
