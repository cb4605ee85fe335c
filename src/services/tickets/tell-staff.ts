import type { Tx } from '../../database/client.ts';
import { type DeliveryRequest, enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import type { ServiceDeps } from '../deps.ts';
import { enqueueTask } from '../tasks/enqueue-task.ts';
import { STAFF_NEW, STAFF_NEWS } from './delivery-kinds.ts';
import { staffChatOf } from './staff-chat.ts';
import { staffOf } from './ticket-sql.ts';

/** Brings the staff group up to date about one ticket: topic, card, what is not posted yet. */
export const GROUP_TASK = 'tickets.group';

type Deps = Pick<ServiceDeps, 'clock' | 'installation'>;

/**
 * Something happened that staff should see, in the transaction of it. With a group: a task brings the group up to date.
 * Without: everybody who may work it hears of a new ticket, and who works on it of everything else.
 * @param key what happened, e.g. `event:12`: told once
 */
export async function tellStaff(
  tx: Tx,
  deps: Deps,
  ticket: {
    readonly id: number;
    readonly companyId: number | null;
    readonly assigneeId: number | null;
  },
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
  ticket: { readonly id: number; readonly companyId: number | null; readonly assigneeId: number | null },
  what: { readonly key: string; readonly news: 'new' | 'resident' },
): Promise<void> {
  const everybody = what.news === 'new' || ticket.assigneeId === null;
  const identities = everybody
    ? await staffOf(tx, deps, { companyId: ticket.companyId })
    : [ticket.assigneeId ?? 0];
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
