import type { Tx } from '../../database/client.ts';
import { type DeliveryRequest, enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import type { ServiceDeps } from '../deps.ts';
import { enqueueTask } from '../tasks/enqueue-task.ts';
import { STAFF_NEW, STAFF_NEWS } from './delivery-kinds.ts';
import { GROUP_TASK } from './refresh-group.ts';
import { staffChatOf } from './staff-chat.ts';
import { staffOf } from './ticket-sql.ts';

type Deps = Pick<ServiceDeps, 'clock' | 'installation'>;

interface ToldTicket {
  readonly id: number;
  readonly companyId: number | null;
  readonly assigneeId: number | null;
  /** The main ticket of its outage: who works on that one hears of this one. */
  readonly mergedIntoId?: number | null;
}

/**
 * Something happened that staff should see, in the transaction of it. With a group: a task brings the group up to date.
 * Without: everybody who may work it hears of a new ticket, and who works on it of everything else.
 * @param key what happened, e.g. `event:12`: told once
 */
export async function tellStaff(
  tx: Tx,
  deps: Deps,
  ticket: ToldTicket,
  what: { readonly key: string; readonly news: 'new' | 'resident' | 'staff' },
): Promise<void> {
  const chatId = await staffChatOf(tx, deps, ticket.companyId);
  if (chatId !== null) {
    await enqueueTask(tx, deps.clock, {
      kind: GROUP_TASK,
      key: `${GROUP_TASK}:${ticket.id}:${what.key}`,
      args: { ticketId: ticket.id },
    });
    return;
  }
  const { key, news } = what;
  if (news !== 'staff') await tellPrivately(tx, deps, ticket, { key, news });
}

/** The same in private chats: where there is no group, or the group cannot be reached. */
export async function tellPrivately(
  tx: Tx,
  deps: Deps,
  ticket: ToldTicket,
  what: { readonly key: string; readonly news: 'new' | 'resident' },
): Promise<void> {
  const joined = ticket.mergedIntoId != null;
  const assigneeId = joined ? await assigneeOf(tx, ticket.mergedIntoId) : ticket.assigneeId;
  // One more report of an outage nobody has taken yet: its card counts it, forty pings would help nobody.
  if (joined && what.news === 'new' && assigneeId === null) return;
  const everybody = assigneeId === null || (what.news === 'new' && !joined);
  const identities = everybody ? await staffOf(tx, deps, { companyId: ticket.companyId }) : [assigneeId];
  const kind: DeliveryKind = what.news === 'new' ? STAFF_NEW : STAFF_NEWS;
  await enqueueDeliveries(
    tx,
    deps.clock,
    identities.map(
      (identityId): DeliveryRequest => ({
        kind,
        subject: `ticket:${ticket.id}:${what.key}`,
        to: { identityId },
        params: { ticketId: ticket.id },
      }),
    ),
  );
}

async function assigneeOf(tx: Tx, ticketId: number | null | undefined): Promise<number | null> {
  if (ticketId == null) return null;
  const row = await tx.ticket.findUnique({ where: { id: ticketId }, select: { assigneeId: true } });
  return row?.assigneeId ?? null;
}
