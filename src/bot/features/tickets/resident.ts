import { certificateOf } from '../../../domain/certificates.ts';
import { listCurrentOutages } from '../../../services/announcements/list-feed.ts';
import { loadDraft, startDraft } from '../../../services/drafts/drafts.ts';
import { publicCompanies } from '../../../services/help/public-companies.ts';
import { asOwner, type TicketOwner } from '../../../services/tickets/access.ts';
import { changeTicket } from '../../../services/tickets/change-ticket.ts';
import { requireRoom } from '../../../services/tickets/daily-limit.ts';
import { editMessage } from '../../../services/tickets/edit-message.ts';
import { listTickets } from '../../../services/tickets/list-tickets.ts';
import { myAddresses } from '../../../services/tickets/my-addresses.ts';
import { myPlaces } from '../../../services/tickets/my-places.ts';
import { newTicketFacts } from '../../../services/tickets/new-ticket-facts.ts';
import { showOwnTicket } from '../../../services/tickets/show-ticket.ts';
import { aboutBill } from '../../../services/tickets/ticket-about.ts';
import { ticketFiles } from '../../../services/tickets/ticket-files.ts';
import { ticketOfReply } from '../../../services/tickets/ticket-of-reply.ts';
import { loadType, suggestType, type TicketTypeRow } from '../../../services/tickets/ticket-types.ts';
import { albumBegan, writeMessage } from '../../../services/tickets/write-message.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { readFile } from '../../ui/form-input.ts';
import { pageOf } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { MESSAGE_DEFAULTS, sendScreen, showScreen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { installCertificates } from './certificates.ts';
import { feedbackForm, newTicketForm } from './new.form.ts';
import type { OffNow } from './off-now.ts';
import {
  cancelScreen,
  deliveryWays,
  emergencyScreen,
  feedbackToScreen,
  newTicketScreen,
  offerScreen,
  ratedScreen,
  ticketScreen,
  ticketsScreen,
  typesScreen,
  withoutAccountScreen,
} from './screens.ts';
import { showFiles } from './send-parts.ts';
import { staffOf } from './staff-actions.ts';
import type { TicketValues } from './values.ts';
import type { wordsForms } from './words.form.ts';

const OFFER = 'ticket-offer';
const OFFER_MINUTES = 24 * 60;
/** Shorter words are a greeting. */
const SHORTEST_OFFER = 4;
const COMPANIES_SHOWN = 8;

/** What residents do with tickets, and everybody with feedback. */
export function installResidentTickets(host: FeatureHost, words: ReturnType<typeof wordsForms>): void {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const create = newTicketForm(deps);
  const feedback = feedbackForm(deps);
  forms.define(create);
  forms.define(feedback);

  const ownerOf = (ctx: BotContext): TicketOwner => {
    const { identityId, resident } = personOf(ctx);
    return { identityId, residentId: resident?.id ?? null };
  };

  const showList = async (ctx: BotContext, closed: boolean, page: number): Promise<void> => {
    const list = await listTickets(services, { owner: ownerOf(ctx), closed, page });
    const registered = personOf(ctx).resident !== null;
    await showScreen(ctx, ticketsScreen(list, { closed, zone, registered }, ctx.tr));
  };

  const offNow = async (ctx: BotContext): Promise<OffNow> => {
    const { id: residentId } = residentOf(ctx);
    return { outages: await listCurrentOutages(services, { residentId, locale: ctx.locale }), zone };
  };

  const showNew = async (ctx: BotContext): Promise<void> => {
    const residentId = residentOf(ctx).id;
    const facts = await newTicketFacts(services, { residentId });
    if (facts.accounts === 0) {
      await showScreen(ctx, withoutAccountScreen(facts.phones, ctx.tr));
      return;
    }
    await showScreen(ctx, newTicketScreen({ ...facts, off: await offNow(ctx) }, ctx.tr));
  };

  const showEmergency = async (
    ctx: BotContext,
    type: TicketTypeRow,
    draftId: number | null,
  ): Promise<void> => {
    const { phones } = await newTicketFacts(services, { residentId: residentOf(ctx).id });
    await showScreen(ctx, emergencyScreen({ type, phones, off: await offNow(ctx), draftId }, ctx.tr));
  };

  const fill = async (
    ctx: BotContext,
    type: TicketTypeRow,
    filled: Partial<TicketValues> = {},
  ): Promise<void> => {
    const places = await myPlaces(services, { residentId: residentOf(ctx).id });
    const [only] = places;
    if (only === undefined) {
      await showNew(ctx);
      return;
    }
    await requireRoom(services, ownerOf(ctx));
    const asksWay = type.fields.some(({ key }) => key === 'delivery');
    const ways = asksWay
      ? deliveryWays(await myAddresses(services, { residentId: residentOf(ctx).id }), ctx.tr)
      : [];
    await forms.start(ctx, create, {
      typeId: type.id,
      typeRu: type.name.ru,
      typeEn: type.name.en,
      places: places.map(({ linkId, name }) => ({ linkId, name })),
      ...(places.length === 1 ? { linkId: only.linkId } : {}),
      asked: type.fields,
      fields: {},
      ways,
      ...filled,
    });
  };
  const certificates = installCertificates(host, (ctx, type, linkId) =>
    fill(ctx, type, linkId === 0 ? {} : { linkId }),
  );
  /** A certificate may need no ticket at all. */
  const begin = async (
    ctx: BotContext,
    type: TicketTypeRow,
    filled?: Partial<TicketValues>,
  ): Promise<void> => {
    if (certificateOf(type.code) === null) await fill(ctx, type, filled);
    else await certificates.show(ctx, type, filled?.linkId ?? 0);
  };

  const startFeedback = async (ctx: BotContext, companyId: number): Promise<void> => {
    await requireRoom(services, ownerOf(ctx));
    await forms.start(ctx, feedback, { typeId: 0, companyId });
  };

  host.onCommand('tickets', 'accepted', (ctx) => showList(ctx, false, 0));
  router.on('tickets', 'accepted', routes.tickets, (ctx, { page }) => showList(ctx, false, page));
  router.on('tickets', 'accepted', ticketRoutes.list, (ctx, { closed, page }) => showList(ctx, closed, page));
  router.on('tickets', 'accepted', routes.ticket, async (ctx, { ticket }) => {
    const card = await showOwnTicket(services, { ticketId: ticket, owner: ownerOf(ctx) });
    await showScreen(ctx, ticketScreen(card, ctx.tr));
  });

  // ── a new one ───────────────────────────────────────────────────────────
  router.on('tickets', 'registered', routes.newTicket, showNew);
  router.on('tickets', 'registered', ticketRoutes.types, async (ctx, { type }) => {
    const { types } = await newTicketFacts(services, { residentId: residentOf(ctx).id });
    const parent = types.find(({ id }) => id === type);
    if (parent === undefined) await showNew(ctx);
    else await showScreen(ctx, typesScreen(parent, types, ctx.tr));
  });
  router.on('tickets', 'registered', ticketRoutes.emergency, async (ctx, { type }) => {
    await showEmergency(ctx, await loadType(services.db, { id: type }), null);
  });
  router.on('tickets', 'registered', ticketRoutes.fill, async (ctx, { type }) => {
    await begin(ctx, await loadType(services.db, { id: type }));
  });
  router.on('tickets', 'registered', routes.ticketAbout, async (ctx, values) => {
    const type = await loadType(services.db, { code: values.type });
    const about =
      values.bill === 0
        ? null
        : await aboutBill(services, {
            residentId: residentOf(ctx).id,
            billId: values.bill,
            line: values.line,
          });
    const keys = type.fields.map(({ key }) => key);
    await begin(ctx, type, {
      ...(about === null
        ? {}
        : {
            linkId: about.linkId,
            fields: {
              ...(keys.includes('period') ? { period: ctx.tr.period(about.period) } : {}),
              ...(keys.includes('line') && about.line !== null ? { line: about.line } : {}),
            },
          }),
    });
  });
  router.on('tickets', 'registered', ticketRoutes.offered, async (ctx, values) => {
    const { identityId } = personOf(ctx);
    const now = services.clock.now();
    const draft = await loadDraft(services.db, { draftId: values.draft, identityId, kind: OFFER, now });
    const { text } = draft.data;
    const type = await loadType(services.db, { id: values.type });
    await begin(ctx, type, typeof text === 'string' ? { text } : {});
  });

  // ── feedback ────────────────────────────────────────────────────────────
  const askWhom = async (ctx: BotContext, page: number): Promise<void> => {
    const { companies, total } = await publicCompanies(services, {
      companyId: personOf(ctx).startCompanyId,
      residentId: personOf(ctx).resident?.id ?? null,
      page,
      size: COMPANIES_SHOWN,
    });
    const shown = companies.map(({ id, shortName }) => ({ id, name: shortName }));
    await showScreen(ctx, feedbackToScreen(pageOf(shown, page, total, COMPANIES_SHOWN), ctx.tr));
  };
  router.on('tickets', 'accepted', routes.feedback, (ctx) => askWhom(ctx, 0));
  router.on('tickets', 'accepted', ticketRoutes.feedbackPage, (ctx, { page }) => askWhom(ctx, page));
  router.on('tickets', 'accepted', ticketRoutes.feedbackTo, (ctx, { company }) =>
    startFeedback(ctx, company),
  );

  // ── one's own ticket ────────────────────────────────────────────────────
  const aboutOwn = async (ctx: BotContext, ticketId: number) => {
    const card = await showOwnTicket(services, { ticketId, owner: ownerOf(ctx) });
    return { card, values: { ticketId, number: card.number } };
  };
  router.on('tickets', 'accepted', ticketRoutes.write, async (ctx, { ticket }) => {
    await forms.start(ctx, words.comment, (await aboutOwn(ctx, ticket)).values);
  });
  router.on('tickets', 'accepted', ticketRoutes.reopen, async (ctx, { ticket }) => {
    await forms.start(ctx, words.reopen, (await aboutOwn(ctx, ticket)).values);
  });
  router.on('tickets', 'accepted', ticketRoutes.rateWords, async (ctx, { ticket }) => {
    await forms.start(ctx, words.rate, (await aboutOwn(ctx, ticket)).values);
  });
  router.on('tickets', 'accepted', ticketRoutes.files, async (ctx, { ticket }) => {
    await aboutOwn(ctx, ticket);
    await showFiles(ctx, await ticketFiles(services.db, { ticketId: ticket, internal: false }));
  });
  router.on('tickets', 'accepted', ticketRoutes.cancel, async (ctx, { ticket }) => {
    await showScreen(ctx, cancelScreen((await aboutOwn(ctx, ticket)).card, ctx.tr));
  });
  router.on('tickets', 'accepted', ticketRoutes.cancelSure, async (ctx, { ticket }) => {
    const actor = await asOwner(services.db, { ticketId: ticket, owner: ownerOf(ctx) });
    await changeTicket(services, { ticketId: ticket, action: 'cancel', actor });
    await showScreen(ctx, ticketScreen((await aboutOwn(ctx, ticket)).card, ctx.tr));
  });
  router.on('tickets', 'accepted', ticketRoutes.rate, async (ctx, { ticket, stars }) => {
    const actor = await asOwner(services.db, { ticketId: ticket, owner: ownerOf(ctx) });
    const rating = Math.min(5, Math.max(1, stars));
    await changeTicket(services, { ticketId: ticket, action: 'close', actor, rating });
    await showScreen(ctx, ratedScreen(ticket, rating, ctx.tr));
  });

  // ── words outside every form ────────────────────────────────────────────
  host.messages.on('edited_message', async (ctx, next) => {
    const { edited_message: message } = ctx.update;
    const outcome = await editMessage(services, {
      chatId: message.chat.id,
      messageId: message.message_id,
      author: staffOf(ctx),
      text: message.text ?? message.caption ?? '',
      updateId: ctx.update.update_id,
      file: readFile(message),
    });
    if (outcome === 'unknown') await next();
  });
  host.messages.on('message', async (ctx, next) => {
    const { message } = ctx;
    const answered = message.reply_to_message;
    const { identityId } = personOf(ctx);
    const album = message.media_group_id ?? null;
    const began = await albumBegan(services, { chatId: message.chat.id, album, authorId: identityId });
    if (began !== null || answered?.from?.id === ctx.me.id) {
      const ticketId =
        began?.ticketId ??
        (await ticketOfReply(services, { identityId, messageId: answered?.message_id ?? 0 }));
      if (ticketId !== null) {
        ctx.feature = 'tickets';
        await asOwner(services.db, { ticketId, owner: ownerOf(ctx) });
        const file = readFile(message);
        await writeMessage(services, {
          ticketId,
          authorId: identityId,
          fromStaff: false,
          visibility: 'resident',
          text: message.text ?? message.caption ?? '',
          origin: { chatId: message.chat.id, messageId: message.message_id },
          album,
          files: file === null ? [] : [{ ...file, kind: file.media }],
        });
        ctx.dialogue?.remember();
        if (began === null) await ctx.reply(ctx.tr.html('tickets-comment-sent'), MESSAGE_DEFAULTS);
        return;
      }
    }
    const text = message.text ?? '';
    if (text.length < SHORTEST_OFFER || text.startsWith('/') || personOf(ctx).resident === null)
      return next();
    const type = await suggestType(services, { text });
    if (type === null) return next();
    ctx.feature = 'tickets';
    const draftId = await startDraft(services, {
      identityId,
      kind: OFFER,
      data: { text },
      minutes: OFFER_MINUTES,
    });
    ctx.dialogue?.remember();
    if (type.emergency) await showEmergency(ctx, type, draftId);
    else await sendScreen(ctx, offerScreen(type, draftId, await offNow(ctx), ctx.tr));
  });
}
