import { Composer, type Filter } from 'grammy';
import type { Message } from 'grammy/types';
import { DomainError } from '../../../domain/errors.ts';
import { activeGrants } from '../../../domain/roles.ts';
import { markedForResident } from '../../../domain/tickets.ts';
import { asStaff } from '../../../services/tickets/access.ts';
import { assignableStaff } from '../../../services/tickets/assignable-staff.ts';
import { editMessage } from '../../../services/tickets/edit-message.ts';
import { reportGroupTrouble, ticketOfPost } from '../../../services/tickets/group-plan.ts';
import { mergeSimilar } from '../../../services/tickets/merge-tickets.ts';
import { resumeGroup } from '../../../services/tickets/refresh-group.ts';
import { showStaffTicket } from '../../../services/tickets/show-ticket.ts';
import { companiesOfChat, connectStaffChat, moveStaffChat } from '../../../services/tickets/staff-chat.ts';
import { ledCompanies } from '../../../services/tickets/ticket-settings.ts';
import { albumBegan, writeMessage } from '../../../services/tickets/write-message.ts';
import type { Translator } from '../../../texts/texts.ts';
import { denialOf } from '../../access.ts';
import type { BotContext } from '../../context.ts';
import type { BotDeps } from '../../deps.ts';
import { alertPress, toastPress } from '../../ui/alert.ts';
import { button } from '../../ui/buttons.ts';
import { readFile } from '../../ui/form-input.ts';
import { createRouter, type Router } from '../../ui/router.ts';
import { MESSAGE_DEFAULTS, markupOf, removePressedButtons, type Screen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { assignScreen, isReason, promptOf, promptScreen, reasonText } from './group-screens.ts';
import { actAsStaff, alertContacts, staffOf } from './staff-actions.ts';

/**
 * The staff group: presses on cards, words for the resident and words among colleagues, and what happens to the group
 * itself. Groups have no dialogue, so every effect is unique by the message that asked for it.
 */
export function staffTicketGroup(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const router = createRouter({
    denial: (ctx, access) => denialOf(ctx, access, deps.services.clock.now()),
    denied: (ctx) => alertPress(ctx, ctx.tr.plain('staff-only')),
  });
  installPresses(deps, router);
  composer.use(router.middleware);
  composer.on('my_chat_member', (ctx) => followRights(deps, ctx));
  composer.on('message:migrate_to_chat_id', async (ctx) => {
    await moveStaffChat(deps.services, { from: ctx.chat.id, to: ctx.message.migrate_to_chat_id });
  });
  composer.on('edited_message', (ctx) => followEdit(deps, ctx));
  composer.on('message', async (ctx, next) => {
    if (/^\/queue\b/.test(ctx.message.text ?? '')) return offerConnection(deps, ctx);
    if (!(await takeMessage(deps, ctx, ctx.message))) await next();
  });
  return composer;
}

/** The group reads one language: the installation's. */
function groupTexts(deps: BotDeps): Translator {
  return deps.texts.for(deps.services.installation.defaultLocale);
}

async function post(ctx: BotContext, screen: Screen, replyTo?: number): Promise<void> {
  await ctx.reply(screen.html, {
    ...MESSAGE_DEFAULTS,
    reply_markup: markupOf(screen.buttons),
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }),
  });
}

function installPresses(deps: BotDeps, router: Router): void {
  const { services } = deps;
  const act = async (
    ctx: BotContext,
    options: Parameters<typeof actAsStaff>[2],
    fromPrompt = false,
  ): Promise<void> => {
    const changed = await actAsStaff(deps, ctx, options);
    const status = ctx.tr.plainOr(`tickets-status-${changed.status}`, {}, 'tickets-status-new');
    await toastPress(ctx, ctx.tr.plain('tickets-toast-status', { number: changed.number, status }));
    if (fromPrompt) await removePressedButtons(ctx);
  };
  const cardOf = (ctx: BotContext, ticketId: number) =>
    showStaffTicket(services, { ticketId, staff: staffOf(ctx) });

  router.on('tickets', 'staff', ticketRoutes.take, (ctx, { ticket }) =>
    act(ctx, { ticketId: ticket, action: 'take' }),
  );
  router.on('tickets', 'staff', ticketRoutes.start, (ctx, { ticket }) =>
    act(ctx, { ticketId: ticket, action: 'start' }),
  );
  router.on('tickets', 'staff', ticketRoutes.done, async (ctx, { ticket }) => {
    await post(ctx, promptScreen('done', await cardOf(ctx, ticket), groupTexts(deps)));
  });
  router.on('tickets', 'staff', ticketRoutes.doneNow, (ctx, { ticket }) =>
    act(ctx, { ticketId: ticket, action: 'done' }, true),
  );
  router.on('tickets', 'staff', ticketRoutes.reject, async (ctx, { ticket }) => {
    await post(ctx, promptScreen('reject', await cardOf(ctx, ticket), groupTexts(deps)));
  });
  router.on('tickets', 'staff', ticketRoutes.rejectFor, (ctx, { ticket, reason }) =>
    act(
      ctx,
      {
        ticketId: ticket,
        action: 'reject',
        reason: reasonText(isReason(reason) ? reason : 'not-ours', groupTexts(deps)),
      },
      true,
    ),
  );
  router.on('tickets', 'staff', ticketRoutes.assign, async (ctx, { ticket }) => {
    const card = await cardOf(ctx, ticket);
    const people = await assignableStaff(services, { companyId: card.companyId });
    await post(ctx, assignScreen(card, people, [], groupTexts(deps)));
  });
  router.on('tickets', 'staff', ticketRoutes.assignTo, async (ctx, { ticket, identity }) => {
    const card = await cardOf(ctx, ticket);
    const people = await assignableStaff(services, { companyId: card.companyId });
    if (!people.some(({ identityId }) => identityId === identity)) throw new DomainError('NOT_ALLOWED');
    await act(ctx, { ticketId: ticket, action: 'assign', assigneeId: identity }, true);
  });
  router.on('tickets', 'staff', ticketRoutes.merge, async (ctx, { ticket }) => {
    const joined = await mergeSimilar(services, { ticketId: ticket, staff: staffOf(ctx) });
    await toastPress(ctx, ctx.tr.plain('tickets-merged', { count: joined }));
  });
  router.on('tickets', 'staff', ticketRoutes.staffContacts, (ctx, { ticket }) =>
    alertContacts(deps, ctx, ticket),
  );
  router.on('tickets', 'staff', ticketRoutes.connect, async (ctx, { company }) => {
    const name = await connectStaffChat(services, {
      chatId: ctx.chat?.id ?? 0,
      companyId: company,
      ...staffOf(ctx),
    });
    await removePressedButtons(ctx);
    await post(ctx, { html: groupTexts(deps).html('tickets-connected', { company: name }), buttons: [] });
  });
}

// ── words ─────────────────────────────────────────────────────────────────

/** False when the message is no business of the bot. */
async function takeMessage(deps: BotDeps, ctx: BotContext, message: Message): Promise<boolean> {
  const { services } = deps;
  const { person } = ctx;
  const answered = botPost(ctx, message);
  const began = await albumBegan(services, {
    chatId: message.chat.id,
    album: message.media_group_id ?? null,
    authorId: person?.identityId ?? 0,
  });
  const ticketId =
    began?.ticketId ??
    (await ticketOfPost(services, {
      chatId: message.chat.id,
      threadId: message.is_topic_message === true ? (message.message_thread_id ?? null) : null,
      postId: answered?.message_id ?? null,
      postText: answered === null ? null : (answered.text ?? answered.caption ?? ''),
    }));
  if (ticketId === null) return false;
  ctx.feature = 'tickets';
  const tr = groupTexts(deps);
  const text = message.text ?? message.caption ?? '';
  const file = readFile(message);
  const files = file === null ? [] : [{ ...file, kind: file.media }];
  if (text === '' && file === null) return true;
  const mark = markedForResident(text);
  // The bare marker says something only with a file.
  const marked = mark?.text === '' && file === null ? null : mark;
  const forResident = began === null ? answered !== null || marked !== null : began.visibility === 'resident';
  const grants = activeGrants(person?.grants ?? [], services.clock.now());
  if (grants.length === 0) {
    if (forResident)
      await post(ctx, { html: tr.html('tickets-group-not-staff'), buttons: [] }, message.message_id);
    return true;
  }
  const staff = staffOf(ctx);
  const actor = await asStaff(services.db, {
    ticketId,
    staff,
    action: 'tickets.work',
    now: services.clock.now(),
  });
  const words = marked?.text ?? text;
  const origin = { chatId: message.chat.id, messageId: message.message_id };
  const write = (options: { ticketId: number; text: string; forResident: boolean; toAll: boolean }) =>
    writeMessage(services, {
      ticketId: options.ticketId,
      authorId: actor.identityId ?? staff.identityId,
      fromStaff: true,
      visibility: options.forResident ? 'resident' : 'internal',
      text: options.text,
      toAll: options.toAll,
      origin,
      album: file?.album ?? null,
      files,
    });
  if (began !== null) {
    await write({ ticketId, text: words, forResident, toAll: began.toAll });
    return true;
  }
  const prompt = answered === null ? null : promptOf(answered.text ?? '');
  if (prompt === 'reject') {
    if (words === '') throw new DomainError('TICKET_WORDS_NEEDED');
    const changed = await actAsStaff(deps, ctx, { ticketId, action: 'reject', reason: words });
    // The words are the reason; a picture that came with them goes too.
    if (file !== null) await write({ ticketId, text: '', forResident: true, toAll: false });
    await post(
      ctx,
      { html: tr.html('tickets-group-rejected', { number: changed.number }), buttons: [] },
      message.message_id,
    );
    return true;
  }
  if (prompt === 'done') await actAsStaff(deps, ctx, { ticketId, action: 'done' });
  // What was done about an outage is done for everybody who reported it.
  const toAll = marked?.all === true || prompt === 'done';
  const written = await write({ ticketId, text: words, forResident, toAll });
  if (!forResident || !written.written) return true;
  const html =
    written.recipients === 0
      ? tr.html('tickets-group-nobody')
      : prompt === 'done'
        ? tr.html('tickets-group-done-sent')
        : toAll
          ? tr.html('tickets-group-sent-all', { count: written.recipients })
          : tr.html('tickets-group-sent');
  await post(ctx, { html, buttons: [] }, message.message_id);
  return true;
}

/** The bot's message that was answered; the line that opens a topic is "answered" by everything in it. */
function botPost(ctx: BotContext, message: Message): Message | null {
  const answered = message.reply_to_message;
  if (answered === undefined || answered.from?.id !== ctx.me.id) return null;
  const service =
    answered.forum_topic_created !== undefined ||
    answered.forum_topic_edited !== undefined ||
    answered.forum_topic_closed !== undefined ||
    answered.forum_topic_reopened !== undefined;
  return service ? null : answered;
}

async function followEdit(deps: BotDeps, ctx: Filter<BotContext, 'edited_message'>): Promise<void> {
  if (ctx.person === null) return;
  const { editedMessage: message } = ctx;
  const outcome = await editMessage(deps.services, {
    chatId: message.chat.id,
    messageId: message.message_id,
    author: staffOf(ctx),
    text: message.text ?? message.caption ?? '',
    updateId: ctx.update.update_id,
    file: readFile(message),
  });
  if (outcome !== 'followed' && outcome !== 'stays-internal') return;
  ctx.feature = 'tickets';
  const tr = groupTexts(deps);
  const html =
    outcome === 'followed' ? tr.html('tickets-group-edit-sent') : tr.html('tickets-group-edit-internal');
  await post(ctx, { html, buttons: [] }, message.message_id);
}

// ── the group itself ──────────────────────────────────────────────────────

/** The bot was added, given rights, or lost them. */
async function followRights(deps: BotDeps, ctx: Filter<BotContext, 'my_chat_member'>): Promise<void> {
  ctx.feature = 'tickets';
  const { services } = deps;
  const { chat, new_chat_member: now, old_chat_member: before } = ctx.myChatMember;
  const { companyIds, common } = await companiesOfChat(services, { chatId: chat.id });
  const companies = common && companyIds.length === 0 ? [null] : companyIds;
  if (companies.length === 0) {
    const joined = ['left', 'kicked'].includes(before.status) && !['left', 'kicked'].includes(now.status);
    if (joined) await offerConnection(deps, ctx);
    return;
  }
  const gone = now.status === 'left' || now.status === 'kicked';
  const silent = now.status === 'restricted' && !now.can_send_messages;
  const forum = 'is_forum' in chat && chat.is_forum === true;
  const noTopics = forum && !(now.status === 'administrator' && now.can_manage_topics === true);
  const trouble = gone ? 'gone' : silent ? 'no-write-right' : noTopics ? 'no-topics-right' : null;
  if (trouble === null) {
    const key = `resume:${chat.id}:${ctx.myChatMember.date}`;
    for (const companyId of companies) await resumeGroup(services, { companyId, key });
    return;
  }
  for (const companyId of companies)
    await reportGroupTrouble(services, { trouble, companyId, ticketId: null });
}

/** Which companies' tickets shall be worked here; asked of who leads some. */
async function offerConnection(deps: BotDeps, ctx: BotContext): Promise<void> {
  ctx.feature = 'tickets';
  const tr = groupTexts(deps);
  const grants = activeGrants(ctx.person?.grants ?? [], deps.services.clock.now());
  if (grants.length === 0) return;
  const led = await ledCompanies(deps.services, { staff: staffOf(ctx) });
  const { companyIds } = await companiesOfChat(deps.services, { chatId: ctx.chat?.id ?? 0 });
  const open = led.filter(({ id }) => !companyIds.includes(id));
  await post(ctx, {
    html: companyIds.length > 0 ? tr.html('tickets-group-works') : tr.html('tickets-group-connect'),
    buttons: open.map(({ id, name }) => [
      button(
        tr.plain('tickets-button-connect', { company: name }),
        ticketRoutes.connect.data({ company: id }),
      ),
    ]),
  });
}
