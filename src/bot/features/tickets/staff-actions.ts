import type { TicketAction } from '../../../domain/tickets.ts';
import { rememberStaffName } from '../../../services/staff/remember-staff-name.ts';
import { asStaff, type StaffMember } from '../../../services/tickets/access.ts';
import { type ChangedTicket, changeTicket } from '../../../services/tickets/change-ticket.ts';
import { seeContacts } from '../../../services/tickets/see-contacts.ts';
import { escapeHtml } from '../../../texts/html.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { BotDeps } from '../../deps.ts';
import { alertPress } from '../../ui/alert.ts';

/** The staff member who pressed or wrote; handlers stand behind the gate of roles. */
export function staffOf(ctx: BotContext): StaffMember {
  const { identityId, grants } = personOf(ctx);
  return { identityId, grants };
}

/** One action on a ticket by who pressed; rights are judged here, whatever the button said. */
export async function actAsStaff(
  deps: BotDeps,
  ctx: BotContext,
  options: {
    readonly ticketId: number;
    readonly action: TicketAction;
    readonly reason?: string;
    readonly assigneeId?: number;
  },
): Promise<ChangedTicket> {
  const { services } = deps;
  const staff = staffOf(ctx);
  const { ticketId, action, ...rest } = options;
  const right = action === 'assign' ? 'tickets.assign' : 'tickets.work';
  const actor = await asStaff(services.db, { ticketId, staff, action: right, now: services.clock.now() });
  const name = ctx.from?.first_name ?? '';
  if (name !== '') await rememberStaffName(services, { identityId: staff.identityId, name });
  return changeTicket(services, { ticketId, action, actor, ...rest });
}

const MAX_ALERT = 200;

/** Name and phone over the chat, for who pressed only; the journal keeps it. */
export async function alertContacts(deps: BotDeps, ctx: BotContext, ticketId: number): Promise<void> {
  const contacts = await seeContacts(deps.services, { ticketId, staff: staffOf(ctx) });
  const lines = [contacts.name, contacts.phone, contacts.way, contacts.time]
    .filter((line) => line !== null && line !== '')
    .join('\n');
  const text = lines === '' ? ctx.tr.plain('tickets-no-contacts') : lines;
  const short = Array.from(text).slice(0, MAX_ALERT).join('');
  // When Telegram takes no answer any more, it must not become a message in the group.
  if (ctx.chat?.type === 'private') await alertPress(ctx, short, escapeHtml(text));
  else await ctx.answerCallbackQuery({ text: short, show_alert: true });
}
