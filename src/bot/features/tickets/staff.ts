import { can } from '../../../domain/roles.ts';
import { isGroupPrivacy } from '../../../domain/tickets.ts';
import { assignableStaff } from '../../../services/tickets/assignable-staff.ts';
import {
  isQueueFilter,
  listQueue,
  type QueueFilter,
  queueHouses,
} from '../../../services/tickets/list-queue.ts';
import { listReports } from '../../../services/tickets/list-reports.ts';
import { countSimilar, mergeSimilar } from '../../../services/tickets/merge-tickets.ts';
import { showStaffTicket } from '../../../services/tickets/show-ticket.ts';
import { splitTicket } from '../../../services/tickets/split-ticket.ts';
import { setEscalation, setGroupPrivacy } from '../../../services/tickets/staff-chat.ts';
import { ticketFiles } from '../../../services/tickets/ticket-files.ts';
import { showTicketSettings } from '../../../services/tickets/ticket-settings.ts';
import { listTypes } from '../../../services/tickets/ticket-types.ts';
import type { BotContext } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { assignScreen, isReason, reasonText } from './group-screens.ts';
import { showFiles } from './send-parts.ts';
import { actAsStaff, alertContacts, staffOf } from './staff-actions.ts';
import {
  housesScreen,
  queueScreen,
  queueTypesScreen,
  rejectScreen,
  reportsScreen,
  settingsScreen,
  staffTicketScreen,
} from './staff-screens.ts';
import type { wordsForms } from './words.form.ts';

/** The queue in the private chat of everybody who works tickets. */
export function installStaffTickets(host: FeatureHost, words: ReturnType<typeof wordsForms>): void {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;

  const showQueue = async (
    ctx: BotContext,
    query: { filter: QueueFilter; house: number; type: number; page: number },
  ): Promise<void> => {
    const staff = staffOf(ctx);
    const { filter, house, type, page } = query;
    const list = await listQueue(services, { staff, filter, buildingId: house, typeId: type, page });
    const manager = can(staff.grants, 'tickets.assign', {}, services.clock.now());
    await showScreen(ctx, queueScreen(list, { filter, house, type, zone, manager }, ctx.tr));
  };
  const showCard = async (ctx: BotContext, ticketId: number): Promise<void> => {
    const card = await showStaffTicket(services, { ticketId, staff: staffOf(ctx) });
    const similar = card.actions.length === 0 ? 0 : await countSimilar(services, { ticketId });
    await showScreen(ctx, staffTicketScreen(card, similar, ctx.tr));
  };
  const filterOf = (word: string): QueueFilter => (isQueueFilter(word) ? word : 'open');

  host.onCommand('queue', 'staff', (ctx) => showQueue(ctx, { filter: 'open', house: 0, type: 0, page: 0 }));
  router.on('tickets', 'staff', routes.ticketQueue, (ctx, { page }) =>
    showQueue(ctx, { filter: 'open', house: 0, type: 0, page }),
  );
  router.on('tickets', 'staff', ticketRoutes.queue, (ctx, values) =>
    showQueue(ctx, { ...values, filter: filterOf(values.filter) }),
  );
  router.on('tickets', 'staff', ticketRoutes.queueHouses, async (ctx, { filter }) => {
    const houses = await queueHouses(services, { staff: staffOf(ctx) });
    await showScreen(ctx, housesScreen(houses, filterOf(filter), ctx.tr));
  });
  router.on('tickets', 'staff', ticketRoutes.queueTypes, async (ctx, { filter }) => {
    await showScreen(ctx, queueTypesScreen(await listTypes(services), filterOf(filter), ctx.tr));
  });

  router.on('tickets', 'staff', ticketRoutes.staffTicket, (ctx, { ticket }) => showCard(ctx, ticket));
  router.on('tickets', 'staff', ticketRoutes.staffContacts, (ctx, { ticket }) =>
    alertContacts(deps, ctx, ticket),
  );
  router.on('tickets', 'staff', ticketRoutes.staffFiles, async (ctx, { ticket }) => {
    await showStaffTicket(services, { ticketId: ticket, staff: staffOf(ctx) });
    await showFiles(ctx, await ticketFiles(services.db, { ticketId: ticket, internal: true }));
  });

  // ── actions ─────────────────────────────────────────────────────────────
  const act = async (ctx: BotContext, options: Parameters<typeof actAsStaff>[2]): Promise<void> => {
    await actAsStaff(deps, ctx, options);
    await showCard(ctx, options.ticketId);
  };
  router.on('tickets', 'staff', ticketRoutes.take, (ctx, { ticket }) =>
    act(ctx, { ticketId: ticket, action: 'take' }),
  );
  router.on('tickets', 'staff', ticketRoutes.start, (ctx, { ticket }) =>
    act(ctx, { ticketId: ticket, action: 'start' }),
  );
  router.on('tickets', 'staff', ticketRoutes.doneNow, (ctx, { ticket }) =>
    act(ctx, { ticketId: ticket, action: 'done' }),
  );
  router.on('tickets', 'staff', ticketRoutes.rejectFor, (ctx, { ticket, reason }) =>
    act(ctx, {
      ticketId: ticket,
      action: 'reject',
      reason: reasonText(isReason(reason) ? reason : 'not-ours', ctx.tr),
    }),
  );
  router.on('tickets', 'staff', ticketRoutes.reject, async (ctx, { ticket }) => {
    const card = await showStaffTicket(services, { ticketId: ticket, staff: staffOf(ctx) });
    await showScreen(ctx, rejectScreen(card, ctx.tr));
  });
  router.on('tickets', 'staff', ticketRoutes.assign, async (ctx, { ticket }) => {
    const card = await showStaffTicket(services, { ticketId: ticket, staff: staffOf(ctx) });
    const people = await assignableStaff(services, { companyId: card.companyId });
    const back = [button(ctx.tr.plain('button-back'), ticketRoutes.staffTicket.data({ ticket }))];
    await showScreen(ctx, assignScreen(card, people, back, ctx.tr));
  });
  router.on('tickets', 'staff', ticketRoutes.assignTo, async (ctx, { ticket, identity }) => {
    const card = await showStaffTicket(services, { ticketId: ticket, staff: staffOf(ctx) });
    const people = await assignableStaff(services, { companyId: card.companyId });
    if (people.some(({ identityId }) => identityId === identity))
      await actAsStaff(deps, ctx, { ticketId: ticket, action: 'assign', assigneeId: identity });
    await showCard(ctx, ticket);
  });
  router.on('tickets', 'staff', ticketRoutes.merge, async (ctx, { ticket }) => {
    const joined = await mergeSimilar(services, { ticketId: ticket, staff: staffOf(ctx) });
    await toastPress(ctx, ctx.tr.plain('tickets-merged', { count: joined }));
    await showCard(ctx, ticket);
  });

  router.on('tickets', 'staff', ticketRoutes.reports, async (ctx, { ticket, page }) => {
    const list = await listReports(services, { ticketId: ticket, staff: staffOf(ctx), page });
    await showScreen(ctx, reportsScreen(list, ticket, ctx.tr));
  });
  router.on('tickets', 'staff', ticketRoutes.split, async (ctx, { ticket }) => {
    await splitTicket(services, { ticketId: ticket, staff: staffOf(ctx) });
    await toastPress(ctx, ctx.tr.plain('tickets-split'));
    await showCard(ctx, ticket);
  });

  // ── forms ───────────────────────────────────────────────────────────────
  const about = async (ctx: BotContext, ticketId: number) => {
    const card = await showStaffTicket(services, { ticketId, staff: staffOf(ctx) });
    return { ticketId, number: card.number };
  };
  router.on('tickets', 'staff', ticketRoutes.done, async (ctx, { ticket }) => {
    await forms.start(ctx, words.done, await about(ctx, ticket));
  });
  router.on('tickets', 'staff', ticketRoutes.rejectOther, async (ctx, { ticket }) => {
    await forms.start(ctx, words.reject, await about(ctx, ticket));
  });
  router.on('tickets', 'staff', ticketRoutes.staffWrite, async (ctx, { ticket, internal }) => {
    await forms.start(ctx, words.staffWrite, { ...(await about(ctx, ticket)), internal });
  });

  router.on('tickets', 'staff', ticketRoutes.writeAll, async (ctx, { ticket }) => {
    await forms.start(ctx, words.staffWrite, {
      ...(await about(ctx, ticket)),
      internal: false,
      toAll: true,
    });
  });

  // ── settings ────────────────────────────────────────────────────────────
  const showSettings = async (ctx: BotContext, companyId: number): Promise<void> => {
    const settings = await showTicketSettings(services, { staff: staffOf(ctx), companyId });
    await showScreen(ctx, settingsScreen(settings, ctx.tr));
  };
  router.on('tickets', 'staff', ticketRoutes.settings, (ctx, { company }) => showSettings(ctx, company));
  router.on('tickets', 'staff', ticketRoutes.setPrivacy, async (ctx, { company, privacy }) => {
    if (isGroupPrivacy(privacy))
      await setGroupPrivacy(services, { companyId: company, privacy, ...staffOf(ctx) });
    await showSettings(ctx, company);
  });
  router.on('tickets', 'staff', ticketRoutes.setEscalation, async (ctx, { company, identity }) => {
    const people = await assignableStaff(services, { companyId: company });
    const named = people.some(({ identityId }) => identityId === identity);
    if (named || identity === 0) {
      const toIdentityId = named ? identity : null;
      await setEscalation(services, { companyId: company, toIdentityId, ...staffOf(ctx) });
    }
    await showSettings(ctx, company);
  });
}
